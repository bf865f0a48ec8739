"""Editing with the mouse alone: whatever is clicked can be undone, and the protocol is usable as it stands."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.motion.body_shape import REGIONS
from coach.protocol import editing
from coach.protocol.checking import find_flaws
from coach.protocol.edited import Edited
from coach.protocol.fitting import SENSES_OF_AXIS
from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.schema import Protocol
from coach.protocol.vocabulary import load_vocabulary
from coach.words import say

TECHNIQUES = ("stroking", "rubbing", "kneading", "tapping")
BUILT_IN = [entry.id for entry in list_protocols() if entry.origin == "built-in"]


def leg(*techniques: str):
    data = editing.begin("leg", "my-legs", "My legs")
    for technique in techniques or ("stroking", "rubbing", "kneading", "tapping", "stroking"):
        data = editing.add_step(data, technique)
    return data


def test_five_added_steps_are_a_usable_leg_massage():
    data = leg()
    assert find_flaws(data) == []
    protocol = Protocol.model_validate(data)
    assert [step.technique for step in protocol.steps] == ["stroking", "rubbing", "kneading", "tapping", "stroking"]
    assert {step.region for step in protocol.steps} == {"leg"}
    assert len({step.id for step in protocol.steps}) == 5
    low, high = protocol.session_minutes.ends
    assert low <= protocol.planned_minutes <= high


def test_a_protocol_without_steps_says_that_one_is_missing():
    (flaw,) = find_flaws(editing.begin("back", "mine", "My back massage"))
    assert (flaw.kind, flaw.where) == ("empty", ("steps",))


@pytest.mark.parametrize("protocol_id", BUILT_IN)
def test_a_copy_of_a_built_in_protocol_is_usable(protocol_id):
    data = editing.copy_protocol(load_protocol(protocol_id), "mine")
    assert find_flaws(data) == []
    copied, original = Protocol.model_validate(data), load_protocol(protocol_id)
    assert copied.steps == original.steps
    assert copied.id == "mine" and original.title in copied.title


def test_a_step_is_moved_repeated_and_taken_out():
    data = leg()
    names = [step["id"] for step in data["steps"]]
    moved = editing.order_steps(data, [*names[1:4], names[0], names[4]])
    assert [step["id"] for step in moved["steps"]] == [*names[1:4], names[0], names[4]]
    assert editing.order_steps(moved, names)["steps"] == data["steps"]
    assert editing.order_steps(data, names[:3]) is data
    repeated = editing.repeat_step(data, 1)
    assert repeated["steps"][2] == data["steps"][1] | {"id": repeated["steps"][2]["id"]}
    assert find_flaws(repeated) == []
    assert editing.remove_step(repeated, 2)["steps"] == data["steps"]


def test_another_technique_begins_anew_but_keeps_what_was_written():
    data = editing.set_fields(leg("stroking"), 0, title="Aunt's strokes", cues=["Softly."])
    changed = editing.set_technique(data, 0, "kneading")["steps"][0]
    assert (changed["title"], changed["cues"]) == ("Aunt's strokes", ["Softly."])
    assert changed["axis"] == "in_place" and "sense" not in changed
    assert (changed["pace_per_min"]["low"], changed["pace_per_min"]["high"]) == editing.USUAL_PACE["kneading"]
    assert editing.set_technique(leg("stroking"), 0, "tapping")["steps"][0]["title"] == "Tapping"


@pytest.mark.parametrize("way", load_vocabulary().values(), ids=load_vocabulary())
def test_a_way_brings_what_it_is_told_by(way):
    data = editing.set_way(leg(way.judged_as), 0, way.id)
    assert find_flaws(data) == []
    step = editing.read_step(data["steps"][0], "leg")
    assert step.ways == (way,) and step.title == way.name
    assert set(way.told_by) <= step.asked_marks
    assert "sub_technique" not in editing.set_way(data, 0, None)["steps"][0]


def test_a_time_takes_the_place_of_a_count_and_the_other_way_round():
    data = editing.set_band(leg("stroking"), 0, "count", (10, 20))
    assert "duration_s" not in data["steps"][0] and find_flaws(data) == []
    data = editing.set_band(data, 0, "duration_s", (60, 90))
    assert "count" not in data["steps"][0] and find_flaws(data) == []


def test_a_band_that_is_not_changed_keeps_its_source():
    data = editing.copy_protocol(load_protocol("lumbar-home"), "mine")
    band = data["steps"][0]["pace_per_min"]
    assert editing.set_band(data, 0, "pace_per_min", (band["low"], band["high"])) is data
    changed = editing.set_band(data, 0, "pace_per_min", (band["low"], band["high"] + 1))
    assert changed["steps"][0]["pace_per_min"]["source"] == "own" and find_flaws(changed) == []


def test_totals_are_those_of_the_steps():
    data = leg("stroking", "kneading")
    data = editing.set_band(data, 0, "duration_s", (60, 120))
    data = editing.set_band(data, 1, "duration_s", (240, 300))
    assert editing.find_length(data) == pytest.approx(6.0)
    assert editing.find_shares(data) == pytest.approx({"stroking": 0.25, "kneading": 0.75})
    unnamed = editing.set_fields(data, 0, title="x", text=" ", cues=["x" * 400])
    assert editing.find_length(unnamed) == pytest.approx(6.0)
    broken = editing.set_fields(data, 0, sense="crossing")
    assert editing.find_length(broken) is None and editing.find_shares(broken) == {}


@pytest.mark.parametrize(
    ("version", "raised"), [("1", "2"), ("9", "10"), ("1.9", "1.10"), ("2026-05", "2026-05.1"), ("", ".1")]
)
def test_a_version_is_raised(version, raised):
    assert editing.raise_version(version) == raised


def turn_order(data, by):
    """The same steps, those up to a place behind the others."""
    names = [step["id"] for step in data["steps"]]
    return editing.order_steps(data, [*names[by:], *names[:by]])


step_number = st.integers(0, 4)
ends = st.tuples(st.integers(1, 200), st.integers(0, 200)).map(lambda pair: (pair[0], sum(pair)))
CHANGES = st.one_of(
    st.tuples(st.just(editing.set_technique), step_number, st.sampled_from(TECHNIQUES)),
    st.tuples(st.just(editing.set_way), step_number, st.sampled_from([None, *load_vocabulary()])),
    st.tuples(st.just(editing.toggle_place), step_number, st.sampled_from(list(REGIONS["leg"].zones))),
    st.tuples(
        st.just(editing.set_direction),
        step_number,
        st.sampled_from([None, *SENSES_OF_AXIS]),
        st.sampled_from([None, "headward", "both", "crossing", "clockwise"]),
    ),
    st.tuples(st.just(editing.set_band), step_number, st.sampled_from(["duration_s", "count", "pace_per_min"]), ends),
    st.tuples(st.just(turn_order), step_number),
    st.tuples(st.just(editing.repeat_step), step_number),
    st.tuples(st.just(editing.add_step), st.sampled_from(TECHNIQUES)),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(CHANGES, max_size=8))
def test_whatever_is_clicked_stays_readable_and_can_be_undone(changes):
    first = leg()
    untouched = copy.deepcopy(first)
    edited, seen = Edited(first), [first]
    for change, *arguments in changes:
        before = edited
        edited = edited.change(change(edited.data, *arguments))
        if edited is not before:
            seen.append(edited.data)
        assert edited.undo().data == (before.data if edited is not before else edited.undo().data)
    assert find_flaws(edited.data) == []
    for data in reversed(seen[:-1]):
        edited = edited.undo()
        assert edited.data == data
    assert first == untouched
    assert edited.undo() is edited
    for data in seen[1:]:
        edited = edited.redo()
        assert edited.data == data


@pytest.mark.parametrize(("region", "words"), [("leg", "hollow of the knee"), ("shoulders", "sides of the neck")])
def test_a_region_that_the_guide_does_not_speak_of_begins_with_its_cautions_and_their_source(region, words):
    data = editing.begin(region, "mine", "My massage")
    tagged = [caution for caution in data["cautions"] if isinstance(caution, dict)]
    assert [words in caution["text"] for caution in tagged] == [True]
    assert "not the home guide" in data["sources"][tagged[0]["source"]]
    assert "spine" not in str(data) or region == "shoulders"
    assert find_flaws(editing.add_step(data, "stroking")) == []


def test_a_back_has_the_cautions_of_the_guide():
    assert editing.begin("back", "mine", "My massage")["cautions"] == [say("edit-caution")]
