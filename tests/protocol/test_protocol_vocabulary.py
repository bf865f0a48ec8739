"""One closed list of ways of working: all that the guide names, what the camera tells of each, and the steps."""

from __future__ import annotations

import tomllib

import pytest
from pydantic import ValidationError

from coach.protocol.library import check_file, list_protocols, load_protocol
from coach.protocol.schema import Step
from coach.protocol.vocabulary import Way, find_ways, is_told_apart, list_ways, load_vocabulary

NAMED_BY_THE_GUIDE = {
    "stroking": {"longitudinal", "transverse", "palmar", "fan", "comb", "burdened", "thumb"},
    "squeezing": {"flat", "girth", "forearm"},
    "rubbing": {"palmar", "comb", "sawing", "crossing", "pads", "thumbs", "diagonal", "heel"},
    "kneading": {
        "ordinary",
        "double-bar",
        "double-ring",
        "fingers",
        "comb",
        "stretching",
        "shearing",
        "pressing",
        "plucking",
        "sliding",
    },
    "vibration": {"chopping", "tapping", "patting", "percussion"},
}
JUDGED_AS = {"squeezing": "stroking", "vibration": "tapping"}


def make_step(**changes: object) -> Step:
    band = {"low": 60, "high": 90, "unit": "s", "source": "guide", "confidence": "low"}
    fields = {"id": "rub", "title": "Rubbing", "technique": "rubbing", "text": "Rub to and fro beside the spine."}
    return Step.model_validate(fields | {"duration_s": band} | changes)


def test_the_list_is_the_guides():
    found: dict[str, set[str]] = {}
    for name, way in load_vocabulary().items():
        group, _, rest = name.partition("-")
        assert (way.id, way.group, way.judged_as) == (name, group, JUDGED_AS.get(group, group))
        found.setdefault(group, set()).add(rest)
    assert found == NAMED_BY_THE_GUIDE


def test_each_way_says_in_one_sentence_what_it_is_and_what_is_seen():
    for way in load_vocabulary().values():
        assert way.text.endswith(".") and way.text.count(". ") == 0 and len(way.text) < 120, way.id
        assert way.seen.endswith(".") and way.unseen.endswith("."), way.id
    names = [way.name for way in load_vocabulary().values()]
    assert len(set(names)) == len(names)


def test_only_direction_and_turns_tell_ways_apart():
    told = {name for name, way in load_vocabulary().items() if way.told_by}
    assert told == {
        "stroking-longitudinal",
        "stroking-transverse",
        "stroking-fan",
        "rubbing-sawing",
        "rubbing-crossing",
        "rubbing-diagonal",
    }
    assert not any(way.told_by for way in (*list_ways("kneading"), *list_ways("tapping")))


def test_a_step_is_told_apart_only_by_what_it_asks():
    diagonal = find_ways(["rubbing-diagonal"])
    assert is_told_apart(diagonal, make_step(axis="diagonal").asked_marks)
    assert not is_told_apart(diagonal, make_step().asked_marks)
    assert not is_told_apart(find_ways(["rubbing-diagonal", "rubbing-pads"]), make_step(axis="diagonal").asked_marks)


def test_a_mark_that_tells_a_way_has_a_value():
    way = load_vocabulary()["rubbing-pads"].model_dump() | {"told_by": ("sense",)}
    with pytest.raises(ValidationError, match="told by its sense"):
        Way.model_validate(way)


@pytest.mark.parametrize("entry", list_protocols(), ids=lambda entry: entry.id)
def test_every_built_in_step_names_its_ways(entry):
    for step in load_protocol(entry.id).steps:
        assert step.ways, step.id
        assert {way.judged_as for way in step.ways} == {step.technique}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"sub_technique": "with the finger pads"}, "Ways of rubbing are rubbing-palmar, rubbing-comb"),
        ({"sub_technique": "stroking-palmar"}, "of another technique than rubbing"),
        (
            {"sub_technique": ["rubbing-diagonal"], "axis": "along"},
            'goes with axis = "diagonal", and this step asks "along"',
        ),
        ({"sub_technique": "rubbing-sawing", "hands": ["one"]}, 'goes with hands = "alternating"'),
    ],
)
def test_a_way_outside_the_list_or_against_the_step_is_a_fault(fields, said):
    with pytest.raises(ValidationError, match=said):
        make_step(**fields)


def test_a_file_with_its_own_words_is_told_the_known_ones(tmp_path):
    entry = next(entry for entry in list_protocols() if entry.id == "lumbar-home")
    text = entry.path.read_text(encoding="utf-8").replace('id = "lumbar-home"', 'id = "mine"')
    text = text.replace('"rubbing-pads"]', '"knuckling"]', 1)
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    tomllib.loads(text)
    (fault,) = check_file(path)
    assert '"knuckling" is no way of working that the coach knows. Ways of rubbing are rubbing-palmar' in fault.text
