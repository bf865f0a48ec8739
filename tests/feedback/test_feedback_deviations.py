"""What is held against what is asked at one moment, and what is not dependable enough for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.feedback.deviations import (
    PALM_MARGIN,
    SLOW_REGULARITY,
    SURE,
    UNEVEN_SPREAD,
    Asked,
    Topic,
    compare_with_asked,
)
from coach.protocol.schema import Band
from coach.records import Snapshot
from tests.feedback.moments import RIGHT as JUST_RIGHT
from tests.feedback.moments import RUBBING

RIGHT = replace(JUST_RIGHT, time_s=20.0, cycles=15, since_s=5.0)


def codes(snapshot: Snapshot = RIGHT, asked: Asked = RUBBING, **changes: object) -> set[str]:
    return {deviation.code for deviation in compare_with_asked(replace(snapshot, **changes), asked).deviations}


def judged(snapshot: Snapshot = RIGHT, asked: Asked = RUBBING, **changes: object) -> frozenset[Topic]:
    return compare_with_asked(replace(snapshot, **changes), asked).judged


def test_what_is_as_asked_has_no_deviation_and_is_judged() -> None:
    assert codes() == set()
    assert judged() == {*Topic} - {Topic.PRAISE}


def test_what_is_not_sure_is_not_judged_but_safety_is() -> None:
    doubtful = {"confidence": SURE - 0.01, "verdict": "stroking", "pace_per_min": 200.0}
    assert codes(**doubtful) == set()
    assert judged(**doubtful) == {Topic.SAFETY}
    hard = {"confidence": 0.5, "verdict": "tapping", "pace_per_min": 340.0}
    assert codes(**hard) == {"tapping_unasked"}


@pytest.mark.parametrize(
    ("pace", "regularity", "code"),
    [
        (95.0, 0.2, "pace_too_fast"),
        (76.0, 0.9, None),
        (40.0, SLOW_REGULARITY, "pace_too_slow"),
        (40.0, SLOW_REGULARITY - 0.01, None),
        (56.0, 0.9, None),
    ],
)
def test_a_pace_counts_when_it_is_clearly_beside_the_band_and_clearly_seen(
    pace: float, regularity: float, code: str | None
) -> None:
    assert codes(pace_per_min=pace, regularity=regularity) == ({code} if code else set())


def test_a_slow_pace_that_may_be_misread_is_not_judged() -> None:
    """Else it would count as mended."""
    assert Topic.PACE not in judged(pace_per_min=40.0, regularity=0.6)
    assert Topic.PACE in judged(pace_per_min=65.0, regularity=0.6)


def test_an_uneven_rhythm_is_told_by_how_its_pace_spreads() -> None:
    assert codes(pace_spread=UNEVEN_SPREAD + 0.01) == {"rhythm_uneven"}
    assert codes(pace_spread=UNEVEN_SPREAD, regularity=0.1) == set()
    assert Topic.RHYTHM not in judged(pace_spread=None)


def test_a_technique_that_could_be_either_is_not_spoken_of() -> None:
    other = {"verdict": "tapping", "scores_lately": np.array([0.0, 0.05, 0.0, 0.95, 0.0])}
    assert codes(**other) == {"technique_other"}
    doubtful = other | {"scores_lately": np.array([0.0, 0.2, 0.0, 0.8, 0.0])}
    assert codes(**doubtful) == set()
    assert Topic.TECHNIQUE not in judged(**doubtful), "else it would count as mended"
    assert Topic.TECHNIQUE in judged(scores_lately=np.array([0.4, 0.6, 0.0, 0.0, 0.0])), "what is asked is done"


@pytest.mark.parametrize("axis", ["across", "circular"])
def test_the_first_cycles_have_no_direction_yet(axis: str) -> None:
    assert codes(axis=axis) == {"axis_other"}
    assert codes(axis=axis, cycles=2.0, since_s=18.0) == set()


def test_what_moves_on_one_spot_has_no_axis_to_be_off() -> None:
    assert codes(asked=replace(RUBBING, axis="in_place", sense=None), axis="across") == set()


def test_a_palm_beside_the_area_works_in_it_with_its_fingers() -> None:
    top = 0.55
    assert codes(place_v=top - PALM_MARGIN + 0.01, zone="back") == set()
    assert codes(place_v=top - PALM_MARGIN - 0.01, zone="back") == {"place_other"}
    assert Topic.PLACE not in judged(place_v=None)


def test_beside_the_spine_is_a_place_too() -> None:
    asked = replace(RUBBING, zones=("paravertebral",))
    outer = 0.13
    assert codes(asked=asked, place_off=outer + PALM_MARGIN - 0.01) == set()
    assert codes(asked=asked, place_off=outer + PALM_MARGIN + 0.01) == {"place_other"}
    assert codes(place_off=outer + PALM_MARGIN + 0.01) == set()


def test_hard_tapping_that_was_not_asked_is_left_out_rather_than_done_lightly():
    hard = {"verdict": "tapping", "pace_per_min": 320.0, "zone": "lumbar"}
    assert "tapping_unasked" in codes(**hard)
    tapping = replace(RUBBING, technique="tapping", axis=None, sense=None, pace=None)
    asked = [compare_with_asked(replace(RIGHT, **hard), replace(tapping, zones=zones)) for zones in ((), ("back",))]
    assert [comparison.deviations[0].code for comparison in asked] == ["tapping_hard", "tapping_unasked"]


@pytest.mark.parametrize(("zone", "told"), [("back", True), ("lumbar", True), ("sacral", False), ("collar", False)])
def test_hard_tapping_is_told_over_heart_lungs_and_kidneys(zone: str, told: bool) -> None:
    tapping = replace(RUBBING, technique="tapping", axis=None, sense=None, pace=None, zones=())
    found = codes(asked=tapping, verdict="tapping", pace_per_min=320.0, zone=zone)
    assert ("tapping_hard" in found) == told


SLOW = Band(low=20, high=40, unit="per_min", source="x", confidence="low")
KNEADING = replace(RUBBING, key="kneading", technique="kneading", pace=SLOW)


def test_kneading_that_looks_like_rubbing_is_no_other_technique_and_its_pace_counts() -> None:
    assert codes(asked=KNEADING, pace_per_min=30.0) == {"technique_unsure"}
    assert codes(asked=KNEADING, pace_per_min=60.0) == {"technique_unsure", "pace_too_fast"}
    assert codes(asked=KNEADING, verdict="stroking", pace_per_min=60.0) == {"technique_other"}
    assert codes(asked=RUBBING, verdict="kneading", pace_per_min=30.0) == {"technique_other"}
