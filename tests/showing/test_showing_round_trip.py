"""A performance of each built-in protocol gives back its order, techniques, directions and paces.

The hands are simulated, not filmed, and all of them are seen. Steps that follow each other and move alike (light
beating and patting) are one step to a camera, so they are asked for as one. It does not always hold: the floors are
what was measured for three people, ``benchmarks/shown.py`` says it of as many as are asked for.
"""

from __future__ import annotations

import pytest

from benchmarks.shown import compare, perform
from benchmarks.violations import WAYS_OF_WORKING
from coach.protocol.checking import find_flaws
from coach.protocol.schema import Protocol
from coach.records import Back
from coach.showing.cutting import find_shown
from coach.showing.propose import find_shown_region, propose_steps

SEED = 11
OTHER_SEEDS = (12, 13)
WHOLE = {"self-massage": 0, "lumbar-home": 1}
"""Of the other two how many come back whole at least, where that is not both of them: a single hand that works across
itself is taken for rubbing at times, and a hand that kneads for one that goes otherwise."""


@pytest.mark.parametrize("protocol_id", WAYS_OF_WORKING)
def test_a_performance_of_a_built_in_protocol_gives_it_back(protocol_id):
    told = compare(protocol_id, SEED)
    assert told.full, told.faults


@pytest.mark.parametrize("protocol_id", WAYS_OF_WORKING)
def test_performances_of_other_people_give_it_back_as_often_as_was_measured(protocol_id):
    told = [compare(protocol_id, seed) for seed in OTHER_SEEDS]
    assert sum(one.full for one in told) >= WHOLE.get(protocol_id, len(told)), [one.faults for one in told]
    assert all(len(one.faults["technique"]) <= 1 for one in told), "at most one step has another name"


def test_a_proposal_can_be_saved_as_it_stands_and_is_about_what_the_back_was_set_for():
    analysis, asked = perform("pregnancy-gentle", SEED)
    data = propose_steps(find_shown(analysis), "shown", "As shown", find_shown_region(analysis))
    assert find_flaws(data) == []
    protocol = Protocol.model_validate(data)
    assert (protocol.region, len(protocol.steps)) == ("back", len(asked))
    for step, one in zip(protocol.steps, asked, strict=True):
        cycles = (one.end_s - one.start_s) * one.pace_per_min / 60
        assert step.count is not None and step.count.low <= cycles <= step.count.high


def test_strokes_that_take_ten_seconds_are_no_rest():
    """The squeezing of this performance, 4.7 strokes a minute, is called nothing by the recognition."""
    analysis, asked = perform("lumbar-lymph", SEED)
    assert asked[1].pace_per_min < 5
    inside = [part for part in analysis.segments if part.start_s < 60 < part.end_s]
    assert [part.technique for part in inside] == ["none"]


def test_without_a_back_steps_have_no_direction_but_techniques_and_paces():
    analysis, asked = perform("pregnancy-gentle", SEED)
    from coach.pipeline import analyse_tracks

    blind = analyse_tracks(analysis.tracks, analysis.info, None)
    protocol = Protocol.model_validate(propose_steps(find_shown(blind), "shown", "As shown", find_shown_region(blind)))
    assert {step.technique for step in protocol.steps} == {one.spec.technique for one in asked}
    assert all(step.sense is None or step.sense == "both" for step in protocol.steps)
    assert isinstance(analysis.back, Back)
