"""What it costs to call a stretch a part of a step, worked out by hand, and both sides of what counts as unsure.

The prices decide against each other which step a stretch is, so each is held to its figure: a quarter more or less of
one of them lays some session on other steps.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from coach.check.costs import Costs, compute_costs, compute_mismatch
from coach.check.evidence import compute_breaks, compute_doubts, find_unsure
from coach.check.units import Unit, cut_units
from coach.protocol.library import load_protocol
from coach.records import TECHNIQUES, Segment
from coach.technique.moves import find_moves

RIGHT: dict[str, Any] = {
    "axis": "along",
    "sense": "tailward",
    "drift": None,
    "hands": "together",
    "pace_per_min": 30.0,
    "regularity": 0.9,
    "zone": "lumbar",
}


def mismatch(step, technique: str = "stroking", **changes: Any) -> float:
    """Cost of a minute of deep stroking, with something changed."""
    return compute_mismatch(Segment(0.0, 60.0, technique, 0.98, **(RIGHT | changes)), step)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "cost"),
    [
        ({}, 0.0),
        ({"technique": "kneading"}, 3.0),
        ({"axis": "across"}, 1.0),
        ({"axis": "diagonal", "angle_rad": math.radians(35.0)}, 0.5),
        ({"axis": "across", "angle_rad": math.radians(80.0)}, 1.4),
        ({"axis": "across", "regularity": 0.15}, 0.5),
        ({"axis": "across", "pace_per_min": None}, 0.0),
        ({"sense": "headward"}, 0.7),
        ({"sense": "both"}, 0.3),
        ({"hands": "one"}, 0.2),
        ({"zone": "collar"}, 0.4),
        ({"pace_per_min": 100.0}, 0.7),
        ({"pace_per_min": 60.0}, 0.0),
    ],
)
def test_what_a_difference_from_deep_stroking_costs(lumbar, changes, cost):
    """Along ends at 25 degrees, and 20 beyond that is clearly another axis. 100 a minute is an octave above 50."""
    assert mismatch(lumbar.step("deep-stroking"), **changes) == pytest.approx(cost)


@pytest.mark.parametrize(("drift", "cost"), [("tailward", 0.0), ("headward", 0.4), ("none", 0.1)])
def test_what_another_drift_costs(lumbar, drift, cost):
    step = lumbar.step("deep-stroking").model_copy(update={"drift": "tailward"})
    assert mismatch(step, drift=drift) == pytest.approx(cost)


def test_a_step_without_an_axis_fits_an_axis_a_little_less(lumbar):
    assert mismatch(lumbar.step("rubbing-thumbs"), technique="rubbing", pace_per_min=65.0) == pytest.approx(0.05)


def session_costs(sessions, protocol) -> Costs:
    analysis = sessions.analysis(sessions.whole(protocol))
    return compute_costs(cut_units(list(analysis.segments), protocol, analysis.timeline, {}), protocol)


@pytest.mark.parametrize(
    ("step", "times", "cost"),
    [
        ("rubbing-pads", 1.0, 0.0),
        ("rubbing-pads", 0.5, 0.6),
        ("rubbing-pads", -math.e, 1.0),
        ("rubbing-pads", -20.0, 2.5),
        ("deep-stroking", -math.e, 1.0),
    ],
)
def test_what_a_length_costs(sessions, lumbar, step, times, cost):
    """Half of the least 0.6; e times the most 1, and never more than 2.5 (a negative factor is one of the most)."""
    costs = session_costs(sessions, lumbar)
    at = [item.id for item in lumbar.steps].index(step)
    amount = np.where(np.arange(len(lumbar.steps)) == at, 1.0, 0.0)
    amount *= times * costs.low[at] if times > 0 else -times * costs.high[at]
    assert costs.length(amount)[at] == pytest.approx(cost)


def test_a_length_without_a_source_costs_three_tenths_of_that(sessions, lumbar):
    band = lumbar.step("rubbing-pads").duration_s.model_copy(update={"confidence": "none"})
    steps = tuple(
        step.model_copy(update={"duration_s": band}) if step.id == "rubbing-pads" else step for step in lumbar.steps
    )
    assert session_costs(sessions, lumbar.model_copy(update={"steps": steps})).weight[2] == pytest.approx(0.3)


def test_a_counted_step_may_have_one_cycle_more(sessions, lumbar):
    """Deep stroking is asked 15 to 20 times; the highest of a session that is not scaled is then 21."""
    costs = session_costs(sessions, lumbar)
    scale = costs.low[1] / 15.0
    assert costs.high[1] == pytest.approx(20.0 * scale + 1.0)


@pytest.mark.parametrize(
    ("seconds", "pace", "is_asked", "cost"),
    [
        (500.0, 65.0, False, 2.0),
        (500.0, None, False, 0.8),
        (30.0, 65.0, False, 60.0 / 55.0),
        (2.5, 65.0, True, 0.3),
        (10.0, 65.0, True, 0.6),
    ],
)
def test_what_leaving_a_stretch_out_costs(sessions, lumbar, seconds, pace, is_asked, cost):
    """2 from two fifths of a usual step on: the planned times are set to their mean of 137.5 s, of which 55 s."""
    costs = session_costs(sessions, lumbar)
    usual = replace(costs, planned_s=np.full(len(lumbar.steps), 137.5))
    analysis = sessions.analysis([sessions.piece(seconds, "rubbing", pace)])
    units = cut_units(list(analysis.segments), lumbar, analysis.timeline, {})
    assert usual.extra(units, is_asked) == pytest.approx(cost, rel=0.01)


# Where it was done ----------------------------------------------------------------------------------------------------


def kneading_at(*places):
    words = Segment(0.0, 20.0, "kneading", 1.0, pace_per_min=30.0, axis="in_place", regularity=1.0, zone="back")
    return Unit(words, places={"middle": np.array(places, dtype=float)})


def costs_of(unit):
    protocol = load_protocol("simple-rules")
    step = [step.id for step in protocol.steps].index("shoulders-neck")
    return compute_costs([unit], protocol).mismatch[0, step]


@pytest.mark.parametrize(("height", "cost"), [(0.15, 0.0), (0.25, 0.0), (0.27, 0.4)])
def test_work_is_elsewhere_from_six_hundredths_beside_the_places_of_a_step(height, cost):
    """The collar ends at a height of 0.2; the zone that most of it was in, the back, does not count beside that."""
    assert costs_of(kneading_at((0.1, height))) == pytest.approx(cost)


@pytest.mark.parametrize(("there", "cost"), [(5, 0.0), (4, 0.4)])
def test_half_of_the_time_in_its_places_is_enough(there, cost):
    assert costs_of(kneading_at(*[(0.1, 0.1)] * there, *[(0.1, 0.5)] * (9 - there), (0.1, 0.5))) == pytest.approx(cost)


def test_where_the_places_are_not_known_the_zone_tells():
    assert costs_of(replace(kneading_at(), places={})) == pytest.approx(0.4)


@pytest.mark.parametrize(("way", "axes"), [(0.3, {None}), (0.1, {"across"})])
def test_a_direction_that_was_read_of_two_places_together_is_that_of_neither(sessions, way, axes):
    analysis = sessions.analysis([sessions.piece(40.0, "kneading", 30.0, axis="across", sense="both")])
    analysis.timeline.back_uv[100:, :, 1] += way
    units = cut_units(list(analysis.segments), load_protocol("simple-rules"), analysis.timeline, {})
    assert {unit.words.axis for unit in units} == axes


# What counts as unsure ------------------------------------------------------------------------------------------------


def rubbing(sessions, seconds=40.0, **changes):
    return sessions.analysis([sessions.piece(seconds, "rubbing", 65.0, **changes)])


@pytest.mark.parametrize(("ratio", "is_open"), [(90.0, True), (110.0, False)])
def test_a_technique_a_hundred_times_less_likely_is_out_of_the_question(sessions, ratio, is_open):
    analysis = rubbing(sessions, confidence=ratio / (1 + ratio), beside="tapping")
    assert ("tapping" in compute_doubts(analysis.timeline, 0.0, 40.0, "rubbing")) is is_open


@pytest.mark.parametrize(("verdict_score", "is_open"), [(0.09, True), (0.11, False)])
def test_a_score_below_a_thousandth_counts_as_one(sessions, verdict_score, is_open):
    """A hundred times a thousandth is a tenth."""
    timeline = rubbing(sessions).timeline
    timeline.scores[:] = 0.0
    timeline.scores[:, TECHNIQUES.index("rubbing")] = verdict_score
    timeline.scores[:, TECHNIQUES.index("kneading")] = 1.0 - verdict_score
    assert ("tapping" in compute_doubts(timeline, 0.0, 40.0, "rubbing")) is is_open


@pytest.mark.parametrize(("score", "parted"), [(0.56, True), (0.64, False)])
def test_a_technique_is_unsure_below_three_fifths(sessions, score, parted):
    analysis = rubbing(sessions)
    analysis.timeline.scores[75:125, TECHNIQUES.index("rubbing")] = score
    assert (find_unsure(analysis.timeline, analysis.segments[0]) != []) is parted


@pytest.mark.parametrize(("ticks", "parted"), [(16, True), (14, False)])
def test_three_seconds_of_unsureness_are_a_stretch_of_their_own(sessions, ticks, parted):
    """Ticks of 0.2 s, a score of 0.2 instead of 0.98: smoothed over 15 ticks below 0.6 where 8 of these are low."""
    analysis = rubbing(sessions)
    analysis.timeline.scores[75 : 75 + ticks, TECHNIQUES.index("rubbing")] = 0.2
    analysis.timeline.scores[75 : 75 + ticks, TECHNIQUES.index("tapping")] = 0.8
    assert (find_unsure(analysis.timeline, analysis.segments[0]) != []) is parted


@pytest.mark.parametrize(("way", "moved"), [(0.17, True), (0.13, False)])
def test_hands_go_over_to_another_height_from_fifteen_hundredths_of_the_back(sessions, way, moved):
    analysis = rubbing(sessions)
    analysis.timeline.back_uv[100:, :, 1] += way
    assert (find_moves(analysis.timeline, analysis.segments[0]) != []) is moved


@pytest.mark.parametrize(("seconds", "moves"), [(2.3, 2), (1.7, 0)])
def test_hands_stay_at_a_place_for_most_of_four_seconds(sessions, seconds, moves):
    """A median over four seconds follows what lasts more than two."""
    analysis = rubbing(sessions)
    analysis.timeline.back_uv[90 : 90 + round(seconds / 0.2), :, 1] += 0.3
    assert len(find_moves(analysis.timeline, analysis.segments[0])) == moves


def test_an_interruption_counts_by_its_mean_over_six_tenths_of_a_second(sessions):
    """One tick of three without rhythm or technique."""
    analysis = rubbing(sessions)
    analysis.timeline.regularity[100] = 0.0
    analysis.timeline.scores[100] = [1.0 if name == "tapping" else 0.0 for name in TECHNIQUES]
    assert compute_breaks(analysis.timeline).max() == pytest.approx(1 / 3)
