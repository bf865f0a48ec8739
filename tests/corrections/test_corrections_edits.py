"""What each edit does by a known answer, and the laws that hold for any row of edits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.corrections.beginning import begin_blind
from coach.corrections.edits import (
    FASTEST_PER_MIN,
    LONGEST_ZONE,
    MEASURES,
    MOST_CYCLES,
    Edit,
    Finish,
    Measure,
    Merge,
    MoveBorder,
    Rename,
    Split,
    Think,
    apply_edit,
    read_edit,
)
from coach.corrections.records import SHORTEST_S, Correction, Stretch
from coach.corrections.stored import read_text, write_text
from coach.corrections.undoing import MOST_STATES, Undoing
from coach.errors import InputError
from coach.records import Axis, Drift, HandsMode, Opinion, Sense, Verdict

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LENGTH_S = 60.0


def spans(correction: Correction) -> list[tuple[float, float, str]]:
    return [(s.start_s, s.end_s, s.technique) for s in correction.stretches]


def test_a_correction_begins_with_the_coachs_stretches_and_none_of_its_measures(correction: Correction) -> None:
    assert spans(correction) == [(0, 20, "stroking"), (20, 40, "rubbing"), (40, 60, "none")]
    assert all(getattr(stretch, name) is None for stretch in correction.stretches for name in MEASURES)
    assert list(correction.list_said()) == []


def test_a_blind_marking_begins_with_nothing_and_its_unmarked_stretches_never_count() -> None:
    blind = begin_blind("Ben", LENGTH_S, NOON)
    assert spans(blind) == [(0, 60, "unseen")]
    marked = apply_edit(apply_edit(blind, Split(20.0)), Rename(5.0, "kneading"))
    finished = apply_edit(marked, Finish())
    assert [(s.start_s, s.end_s, s.technique) for s in finished.list_said()] == [(0, 20, "kneading")]


def test_finishing_makes_every_stretch_the_teachers_word(correction: Correction) -> None:
    assert len(list(apply_edit(correction, Finish()).list_said())) == 3


def test_a_session_without_a_length_cannot_be_marked() -> None:
    with pytest.raises(InputError, match="no length"):
        begin_blind("Ben", 0.0, NOON)


def test_a_border_moves_and_both_sides_become_the_teachers_word(correction: Correction) -> None:
    moved = apply_edit(correction, MoveBorder(20.4, 24.5))
    assert spans(moved) == [(0, 24.5, "stroking"), (24.5, 40, "rubbing"), (40, 60, "none")]
    assert [s.checked for s in moved.stretches] == [True, True, False]


@pytest.mark.parametrize(("to_s", "stops_at"), [(0.0, SHORTEST_S), (59.0, 40.0 - SHORTEST_S)])
def test_a_border_stops_short_of_its_neighbours(correction: Correction, to_s: float, stops_at: float) -> None:
    assert apply_edit(correction, MoveBorder(20.0, to_s)).stretches[1].start_s == stops_at


def test_a_split_makes_two_and_a_count_belongs_to_neither(correction: Correction) -> None:
    counted = apply_edit(apply_edit(correction, Measure(5.0, "cycles", 6)), Measure(5.0, "pace_per_min", 18.0))
    halves = apply_edit(counted, Split(8.0)).stretches[:2]
    assert [(s.start_s, s.end_s, s.cycles, s.pace_per_min) for s in halves] == [(0, 8, None, 18), (8, 20, None, 18)]


@pytest.mark.parametrize(("at_s", "splits"), [(SHORTEST_S, True), (SHORTEST_S - 0.01, False), (19.9, False)])
def test_a_split_leaves_no_sliver(correction: Correction, at_s: float, splits: bool) -> None:
    assert (len(apply_edit(correction, Split(at_s)).stretches) == 4) is splits


def test_a_merge_takes_the_longer_ones_technique(correction: Correction) -> None:
    sliver = apply_edit(apply_edit(correction, Split(37.0)), Rename(38.0, "tapping"))
    assert spans(apply_edit(sliver, Merge(37.2))) == spans(correction)
    assert spans(apply_edit(sliver, Merge(39.9)))[-1] == (37.0, 60, "none")


def test_a_merge_adds_the_counts_of_one_technique(correction: Correction) -> None:
    halves = apply_edit(correction, Split(10.0))
    counted = apply_edit(apply_edit(halves, Measure(5.0, "cycles", 4)), Measure(15.0, "cycles", 3))
    assert apply_edit(counted, Merge(10.0)).stretches[0].cycles == 7
    other = apply_edit(counted, Rename(15.0, "kneading"))
    assert apply_edit(other, Merge(10.0)).stretches[0].cycles is None


def test_naming_confirms_or_changes_and_a_rest_has_no_measures(correction: Correction) -> None:
    paced = apply_edit(correction, Measure(25.0, "pace_per_min", 66.0))
    assert apply_edit(paced, Rename(25.0, "kneading")).stretches[1] == Stretch(20, 40, "kneading", True, 66.0)
    assert apply_edit(paced, Rename(25.0, "none")).stretches[1] == Stretch(20, 40, "none", True)
    assert apply_edit(correction, Rename(25.0, "rubbing")).stretches[1].checked


def test_a_rest_takes_no_measure(correction: Correction) -> None:
    assert apply_edit(correction, Measure(50.0, "pace_per_min", 66.0)) == correction


def test_an_opinion_is_given_changed_and_taken_back(correction: Correction) -> None:
    key: Any = {"code": "pauses", "start_s": 40.0, "step": None}
    agreed = apply_edit(correction, Think(**key, opinion="agree"))
    other = apply_edit(agreed, Think(**key, opinion="not_so"))
    assert agreed.find_opinion(**key) == "agree" and other.find_opinion(**key) == "not_so"
    assert len(other.opinions) == 1 and apply_edit(other, Think(**key, opinion=None)) == correction


@pytest.mark.parametrize(
    "values",
    [
        {"do": "explode"},
        {"at_s": 1.0},
        {"do": "split", "at_s": float("nan")},
        {"do": "split", "at_s": -1.0},
        {"do": "rename", "at_s": 1.0, "technique": "juggling"},
        {"do": "measure", "at_s": 1.0, "name": "axis", "value": "up"},
        {"do": "measure", "at_s": 1.0, "name": "pace_per_min", "value": "fast"},
        {"do": "measure", "at_s": 1.0, "name": "pace_per_min", "value": FASTEST_PER_MIN + 1},
        {"do": "measure", "at_s": 1.0, "name": "cycles", "value": MOST_CYCLES + 1},
        {"do": "measure", "at_s": 1.0, "name": "cycles", "value": -1},
        {"do": "measure", "at_s": 1.0, "name": "zone", "value": "x" * (LONGEST_ZONE + 1)},
        {"do": "measure", "at_s": 1.0, "name": "zone", "value": ""},
        {"do": "measure", "at_s": 1.0, "name": "start_s", "value": 3.0},
        {"do": "think", "code": "pauses", "start_s": 1.0, "step": None, "opinion": "hm"},
    ],
)
def test_what_is_no_edit_is_refused_in_words(values: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="could not be read"):
        read_edit(values)


def test_an_edit_is_read_as_a_page_sends_it() -> None:
    assert read_edit({"do": "move_border", "border_s": 20, "to_s": 21.5}) == MoveBorder(20.0, 21.5)
    assert read_edit({"do": "measure", "at_s": 1, "name": "pace_per_min", "value": FASTEST_PER_MIN}) == Measure(
        1.0, "pace_per_min", FASTEST_PER_MIN
    )
    for name, most in (("cycles", MOST_CYCLES), ("zone", "x" * LONGEST_ZONE)):
        assert read_edit({"do": "measure", "at_s": 1, "name": name, "value": most}).value == most  # type: ignore[union-attr]


moments = st.floats(0, LENGTH_S * 1.2)
words = {"axis": Axis, "sense": Sense, "drift": Drift, "hands": HandsMode}
measures = st.one_of(
    st.builds(Measure, moments, st.sampled_from(["pace_per_min", "cycles"]), st.none() | st.floats(0, 300)),
    st.builds(Measure, moments, st.just("zone"), st.sampled_from(["lumbar", "back", None])),
    *(st.builds(Measure, moments, st.just(k), st.sampled_from([*get_args(v), None])) for k, v in words.items()),
)
edits = st.one_of(
    st.builds(MoveBorder, moments, moments),
    st.builds(Split, moments),
    st.builds(Merge, moments),
    st.builds(Rename, moments, st.sampled_from(get_args(Verdict))),
    measures,
    st.builds(Think, st.just("pauses"), moments, st.none(), st.sampled_from([*get_args(Opinion), None])),
    st.builds(Finish, st.booleans()),
)


def edited(row: list[Edit]) -> Undoing:
    undoing = Undoing.begin(begin_blind("Ana", LENGTH_S, NOON))
    for edit in row:
        undoing = undoing.apply(edit)
    return undoing


@given(st.lists(edits, max_size=30))
def test_stretches_always_cover_the_session_without_overlap(row: list[Edit]) -> None:
    stretches = edited(row).present.stretches
    assert stretches[0].start_s == 0 and stretches[-1].end_s == LENGTH_S
    assert all(a.end_s == b.start_s for a, b in pairwise(stretches))
    assert all(stretch.length_s >= SHORTEST_S - 1e-9 for stretch in stretches)


@given(st.lists(edits, max_size=15), edits)
def test_undo_takes_back_exactly_one_edit_and_redo_brings_it_again(row: list[Edit], edit: Edit) -> None:
    before = edited(row)
    after = before.apply(edit)
    if after is before:  # it changed nothing
        assert apply_edit(before.present, edit) == before.present
        return
    assert after.undo().present == before.present and after.undo().past == before.past
    assert after.undo().redo() == after


@given(st.lists(edits, max_size=15))
def test_undoing_everything_leads_back_to_the_beginning(row: list[Edit]) -> None:
    undoing = edited(row)
    for _ in row:
        undoing = undoing.undo()
    assert undoing.present == begin_blind("Ana", LENGTH_S, NOON) and undoing.undo() is undoing


@given(st.lists(edits, max_size=15))
def test_what_is_kept_as_text_comes_back_the_same(row: list[Edit]) -> None:
    correction = edited(row).present
    assert read_text(write_text(correction)) == correction


def test_a_new_edit_ends_what_could_be_redone(correction: Correction) -> None:
    undone = Undoing.begin(correction).apply(Split(10.0)).undo()
    assert undone.apply(Split(30.0)).redo().present.stretches[2].start_s == 30.0


def test_so_many_states_are_kept_and_no_more(correction: Correction) -> None:
    undoing = Undoing.begin(correction)
    for number in range(MOST_STATES + 1):
        undoing = undoing.apply(MoveBorder(20.0, 19.0 + number % 2 * 2))
    assert len(undoing.past) == MOST_STATES


@pytest.mark.parametrize(
    "stretches",
    [
        (),
        (Stretch(1.0, 2.0, "none"),),
        (Stretch(0.0, 2.0, "none"), Stretch(2.5, 3.0, "none")),
        (Stretch(0.0, 2.0, "none"), Stretch(1.5, 3.0, "none")),
        (Stretch(0.0, 0.0, "none"),),
        (Stretch(0.0, float("inf"), "none"),),
        (Stretch(0.0, 2.0, "rubbing", pace_per_min=float("nan")),),
    ],
)
def test_stretches_with_holes_or_overlaps_are_no_correction(
    correction: Correction, stretches: tuple[Stretch, ...]
) -> None:
    with pytest.raises(ValueError):
        replace(correction, stretches=stretches)
