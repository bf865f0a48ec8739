"""Both sides of every threshold at which the live coach begins to see a deviation.

The figures stand here again on purpose: a constant that somebody changes has to meet the answer that was known before.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.feedback.deviations import Asked, compare_with_asked
from coach.records import TECHNIQUES
from tests.feedback.moments import RIGHT, RUBBING

TAPPING = Asked(key="patting", technique="tapping", zones=("lumbar", "sacral"))
BLOWS = {"verdict": "tapping", "scores": np.array([0.0, 0.0, 0.0, 1.0, 0.0])}


def deviations(asked=RUBBING, **changes):
    return {deviation.code for deviation in compare_with_asked(replace(RIGHT, **changes), asked).deviations}


def scores(**shares):
    return np.array([shares.get(name, 0.0) for name in TECHNIQUES])


@pytest.mark.parametrize(("confidence", "told"), [(0.96, True), (0.94, False)])
def test_a_verdict_is_held_against_what_is_asked_from_95_hundredths_on(confidence, told):
    assert ("pace_too_fast" in deviations(pace_per_min=95.0, confidence=confidence)) is told


@pytest.mark.parametrize(("pace", "told"), [(81.0, True), (80.0, False)])
def test_a_pace_is_too_fast_from_fifteen_hundredths_above_its_band(pace, told):
    assert ("pace_too_fast" in deviations(pace_per_min=pace)) is told


@pytest.mark.parametrize(("pace", "told"), [(50.5, True), (51.5, False)])
def test_a_pace_is_too_slow_from_fifteen_hundredths_below_its_band(pace, told):
    assert ("pace_too_slow" in deviations(pace_per_min=pace)) is told


@pytest.mark.parametrize(("regularity", "told"), [(0.78, True), (0.72, False)])
def test_a_slow_pace_has_to_repeat_well_to_be_believed(regularity, told):
    assert ("pace_too_slow" in deviations(pace_per_min=40.0, regularity=regularity)) is told


@pytest.mark.parametrize(("spread", "told"), [(0.42, True), (0.38, False)])
def test_a_rhythm_is_uneven_from_two_fifths_on(spread, told):
    assert ("rhythm_uneven" in deviations(pace_spread=spread)) is told


@pytest.mark.parametrize(
    ("code", "changes", "cycles", "told"),
    [
        ("pace_too_fast", {"pace_per_min": 95.0}, 2.1, True),
        ("pace_too_fast", {"pace_per_min": 95.0}, 1.9, False),
        ("axis_other", {"axis": "across"}, 3.1, True),
        ("axis_other", {"axis": "across"}, 2.9, False),
    ],
)
def test_pace_takes_two_cycles_and_direction_three(code, changes, cycles, told):
    assert (code in deviations(cycles=cycles, time_s=5.0, since_s=0.0, **changes)) is told


@pytest.mark.parametrize(("ran_s", "told"), [(10.2, True), (9.8, False)])
def test_or_ten_seconds_however_few_cycles_there_were(ran_s, told):
    assert ("axis_other" in deviations(axis="across", cycles=1.0, time_s=ran_s, since_s=0.0)) is told


@pytest.mark.parametrize(("pace", "told"), [(305.0, True), (295.0, False)])
def test_blows_are_hard_from_300_a_minute_on(pace, told):
    assert ("tapping_hard" in deviations(TAPPING, pace_per_min=pace, **BLOWS)) is told


@pytest.mark.parametrize(("place_v", "told"), [(0.40, False), (0.38, True), (1.25, False), (1.27, True)])
def test_a_palm_may_lie_eight_centimetres_beside_the_asked_zones(place_v, told):
    """Lumbar and sacral reach from 0.55 to 1.1 lengths of the back."""
    assert ("place_other" in deviations(place_v=place_v, zone="back")) is told


@pytest.mark.parametrize(
    ("asked_score", "seen_score", "told"), [(0.05, 0.90, True), (0.07, 0.90, False), (0.05, 0.86, False)]
)
def test_another_technique_is_told_when_the_last_seconds_leave_no_doubt(asked_score, seen_score, told):
    lately = scores(rubbing=asked_score, stroking=seen_score)
    assert ("technique_other" in deviations(verdict="stroking", scores_lately=lately)) is told


@pytest.mark.parametrize(
    ("asked_score", "rest_score", "told"), [(0.18, 0.63, True), (0.22, 0.63, False), (0.18, 0.57, False)]
)
def test_hands_that_rest_are_told_sooner(asked_score, rest_score, told):
    lately = scores(rubbing=asked_score, none=rest_score)
    assert ("hands_idle" in deviations(verdict="none", scores_lately=lately)) is told
