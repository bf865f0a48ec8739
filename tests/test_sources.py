"""Whatever is credited to the home guide stands in it: under that heading, and with that figure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any, get_args

import pytest

from coach.care.screening import load_rules
from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.schema import Position, Protocol
from coach.protocol.vocabulary import load_vocabulary
from coach.ui.preparations import PREPARATIONS, read_position, read_preparation
from tests.guide_passages import PASSAGES, find_heading

BUILT_IN = [entry.id for entry in list_protocols() if entry.origin == "built-in"]
OWN_PASSAGE = {
    "lumbar-home": "step-by-step lumbar instruction",
    "back-home": "preparation passage",
    "simple-rules": "simple rules",
    "lumbar-lymph": "technique of massage of the loin",
    "self-massage": "self-massage",
    "pregnancy-gentle": "pregnancy",
}


def find_wrong_credits(protocol: Protocol) -> list[str]:
    """Figures that are credited to a passage which does not give them."""
    bands = [("session", protocol.session_minutes)]
    bands += [(f"{step.id}, {name}", band) for step in protocol.steps for name, band in step.bands.items()]
    wrong = []
    for where, band in bands:
        heading = find_heading(protocol.sources[band.source])
        if heading is not None and (band.unit, *band.ends) not in PASSAGES[heading]:
            wrong.append(f"{where}: {band.low:g}-{band.high:g} {band.unit} is not in {heading}")
    return wrong


@pytest.mark.parametrize("protocol_id", BUILT_IN)
def test_every_figure_of_the_guide_is_in_the_passage_that_it_names(protocol_id: str) -> None:
    protocol = load_protocol(protocol_id)
    assert find_wrong_credits(protocol) == []
    assert find_heading(protocol.sources["guide"]) == OWN_PASSAGE[protocol_id]
    for source in protocol.sources.values():
        find_heading(source)


@pytest.mark.parametrize("protocol_id", BUILT_IN)
def test_a_borrowed_figure_is_less_sure_than_the_passages_own(protocol_id: str) -> None:
    protocol = load_protocol(protocol_id)
    for step in protocol.steps:
        for name, band in step.bands.items():
            heading = find_heading(protocol.sources[band.source])
            if heading not in (None, OWN_PASSAGE[protocol_id]):
                assert "borrowed" in protocol.sources[band.source], (step.id, name)
                assert band.confidence in ("low", "medium"), (step.id, name)


def test_a_planted_wrong_credit_is_found() -> None:
    protocol = load_protocol("lumbar-home")
    first = protocol.steps[0]
    assert first.duration_s is not None
    band = first.duration_s.model_copy(update={"source": "guide"})
    planted = (first.model_copy(update={"duration_s": band}), *protocol.steps[1:])
    assert find_wrong_credits(protocol.model_copy(update={"steps": planted})) == [
        "light-stroking, duration_s: 60-180 s is not in step-by-step lumbar instruction"
    ]
    with pytest.raises(ValueError, match="no passage"):
        find_heading("Home guide to massage for back pain, a passage that there is not")


@pytest.mark.parametrize("protocol_id", BUILT_IN)
def test_that_the_spine_is_left_alone_is_practice_and_not_the_guides(protocol_id: str) -> None:
    protocol = load_protocol(protocol_id)
    for owner in (protocol, *protocol.steps):
        for text in owner.cautions:
            if "on it" in text or "over the spine" in text:
                mark = owner.mark_of(text)
                assert mark is not None and find_heading(protocol.sources[mark.source]) is None, text


@pytest.mark.parametrize("protocol_id", BUILT_IN)
def test_care_and_stopping_are_credited_to_their_passages(protocol_id: str) -> None:
    protocol = load_protocol(protocol_id)
    headings = {"kidneys": "zones of the back", "usual pain grows": "contraindications, limits and cautions"}
    for owner in (protocol, *protocol.steps):
        for text in owner.cautions:
            for word, heading in headings.items():
                if word in text:
                    mark = owner.mark_of(text)
                    assert mark is not None and find_heading(protocol.sources[mark.source]) == heading, text


def test_ways_of_working_are_named_in_a_passage() -> None:
    for way in load_vocabulary().values():
        assert way.passage in PASSAGES, way.id


def test_screening_names_a_passage_and_a_source_for_every_rule() -> None:
    rules = load_rules()
    assert find_heading(rules.sources["guide"]) == "contraindications, limits and cautions"
    for name, source in rules.sources.items():
        assert name in ("guide", "guide-and-field") or find_heading(source) is None, name
    assert {rule.source for rule in rules.rule} <= set(rules.sources)


def read_courses() -> dict[str, Any]:
    return tomllib.loads((resources.files("coach.care") / "courses.toml").read_text(encoding="utf-8"))


def find_wrong_courses(courses: dict[str, Any]) -> Iterator[str]:
    given = PASSAGES["course of treatment"]
    for course in courses["course"]:
        for kind in ("sessions", "free_days"):
            if course["confidence"] == "high" and (kind, *course[kind]) not in given:
                yield f"{course['id']}: {kind}"


def test_courses_have_the_guides_figures() -> None:
    courses = read_courses()
    assert find_heading(courses["sources"]["guide"]) == "course of treatment"
    assert list(find_wrong_courses(courses)) == []
    courses["course"][0]["sessions"] = [12, 12]
    assert list(find_wrong_courses(courses)) == ["prophylactic: sessions"]


def test_what_is_prepared_says_whose_word_it_is() -> None:
    told = {name: read_preparation(name).source for name in PREPARATIONS}
    told |= {position: read_position(position).source for position in get_args(Position)}
    assert {name for name, source in told.items() if find_heading(source) is None} == {"camera", "side", "seated"}
    assert find_heading(told["supine"]) == "self-massage"
