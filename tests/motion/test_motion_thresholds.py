"""Both sides of the thresholds that decide which way hands go, how they go together, and whether they are on the spine.

The figures stand here again on purpose: a constant that somebody changes has to meet the answer that was known before.
"""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from coach.motion.back_path import compute_back_path
from coach.motion.body_shape import REGIONS
from coach.motion.direction import Direction
from coach.motion.hand_pairing import compute_pulse, pair_hands
from coach.motion.kinematics import compute_signals
from coach.motion.regions import BodyRegion
from coach.motion.spine import lie_astride, stay_on_spine
from coach.records import Back, FloatArray, HandTracks, Verdict
from coach.technique.describe import describe_stretch
from tests.builders import HAND_SIZE, HOME, make_sinusoid, make_times, make_tracks

BACK = Back((0.5, 0.1), (0.5, 0.9))
PACE = 30.0
SIGNAL_HZ = 60.0


# On the spine ---------------------------------------------------------------------------------------------------------


def lay(first: tuple[float, float], second: tuple[float, float] = (np.nan, np.nan)) -> FloatArray:
    """Both hands' places in back coordinates, the same all the while, shape (100, 2, 2)."""
    return np.broadcast_to(np.array([first, second]), (100, 2, 2)).copy()


@pytest.mark.parametrize(("u", "on"), [(0.027, True), (0.033, False)])
def test_the_spine_is_three_hundredths_of_the_back_broad_to_each_side(u: float, on: bool) -> None:
    assert stay_on_spine(lay((u, 0.6)), lay((0.0, 0.6))) is on


@pytest.mark.parametrize(("u", "on"), [(0.05, True), (0.07, False)])
def test_what_a_hand_works_with_may_lie_twice_as_far_from_it(u: float, on: bool) -> None:
    assert stay_on_spine(lay((0.0, 0.6)), lay((u, 0.6))) is on


@pytest.mark.parametrize(("apart", "astride"), [(0.11, True), (0.09, False)])
def test_hands_astride_lie_a_tenth_of_the_back_apart(apart: float, astride: bool) -> None:
    assert lie_astride(lay((-apart / 2, 0.6), (apart / 2, 0.6))) is astride


@pytest.mark.parametrize(("middle", "astride"), [(0.12, True), (0.14, False)])
def test_the_middle_between_them_appears_13_hundredths_from_the_spine_at_most(middle: float, astride: bool) -> None:
    assert lie_astride(lay((middle - 0.15, 0.6), (middle + 0.15, 0.6))) is astride


@pytest.mark.parametrize(("samples", "stays"), [(85, True), (75, False)])
def test_a_hand_stays_on_the_spine_for_four_fifths_of_the_time(samples: int, stays: bool) -> None:
    places = lay((0.0, 0.6))
    places[samples:, 0, 0] = 0.2
    assert stay_on_spine(places, places) is stays


@pytest.mark.parametrize(("samples", "judged"), [(55, True), (45, False)])
def test_a_hand_is_judged_when_it_is_seen_half_of_the_time(samples: int, judged: bool) -> None:
    places = lay((0.0, 0.6))
    places[samples:] = np.nan
    assert stay_on_spine(places, places) is judged


@pytest.mark.parametrize(
    "region", [region for region in REGIONS.values() if not region.spine], ids=lambda item: item.id
)
@pytest.mark.parametrize(("beyond", "on"), [(0.9, False), (1.1, True)])
def test_a_region_without_a_spine_reaches_one_length_beyond_itself(region: BodyRegion, beyond: float, on: bool) -> None:
    upper, lower = region.reach
    for v in (upper - beyond, lower + beyond):
        assert stay_on_spine(lay((0.0, v)), lay((0.0, v))) is on


# How two hands go together --------------------------------------------------------------------------------------------


def pair(distance: float = 2.0, often: float = 1.0, amplitude: float = 1.0, correlation: float = 1.0) -> str | None:
    """Two hands in place, sizes apart; the second seen at times, and beating less or later than the first."""
    time_s = np.arange(1200) / SIGNAL_HZ
    place = np.zeros((len(time_s), 2, 2))
    place[:, 1, 0] = distance
    place[round(often * len(time_s)) :, 1] = np.nan
    lag = math.acos(correlation)
    beats = [np.sin(2 * np.pi * time_s), amplitude * np.sin(2 * np.pi * time_s - lag)]
    return pair_hands([None, None], place, (np.stack(beats, axis=1)[..., None],), 1.0, None)


@pytest.mark.parametrize(
    ("distance", "often", "stacked"),
    [
        (0.45, 0.4, True),
        (0.55, 0.4, False),
        (0.1, 0.055, True),
        (0.1, 0.045, False),
        (0.1, 0.60, True),
        (0.1, 0.70, False),
    ],
)
def test_hands_lie_on_each_other_when_close_and_the_lower_one_shows_through_at_times(
    distance: float, often: float, stacked: bool
) -> None:
    assert (pair(distance, often) == "stacked") is stacked


@pytest.mark.parametrize(("often", "mode"), [(0.28, "together"), (0.22, None)])
def test_a_hand_seen_a_quarter_as_often_as_the_other_takes_part(often: float, mode: str | None) -> None:
    assert pair(often=often) == mode


@pytest.mark.parametrize(
    ("correlation", "mode"), [(0.39, "together"), (0.31, None), (-0.31, None), (-0.39, "alternating")]
)
def test_hands_go_in_step_or_in_turn_from_a_correlation_of_35_hundredths(correlation: float, mode: str | None) -> None:
    assert pair(correlation=correlation) == mode


@pytest.mark.parametrize(("amplitude", "mode"), [(0.135, "together"), (0.105, "one")])
def test_a_hand_that_hardly_beats_with_the_other_takes_no_part(amplitude: float, mode: str) -> None:
    assert pair(amplitude=amplitude) == mode


@pytest.mark.parametrize(
    ("technique", "signal", "weight"),
    [
        ("kneading", "reach", 1.0),
        ("kneading", "spread", 2.0),
        ("tapping", "x", 2.0),
        ("tapping", "y", 2.0),
        ("tapping", "reach", 1.0),
    ],
)
@pytest.mark.parametrize(("nearness", "mode"), [(0.92, "together"), (1.08, None)])
def test_what_tells_the_phase_of_hands_in_place_weighs_so_much_against_the_grasp(
    technique: Verdict, signal: str, weight: float, nearness: float, mode: str | None
) -> None:
    """One signal of 1 in step, the grasp in turn: (w^2 - g^2) / (w^2 + g^2) is 0.35 where g is 0.694 w."""
    wave = np.sin(2 * np.pi * np.arange(1200) / SIGNAL_HZ)
    beats = {name: np.zeros((1200, 2)) for name in ("x", "y", "reach", "spread", "grasp")}
    beats[signal] = np.stack([wave, wave], axis=1)
    beats["grasp"] = nearness * weight * math.sqrt(0.65 / 1.35) * np.stack([wave, -wave], axis=1)
    signals: Any = SimpleNamespace(
        path=np.stack([beats["x"], beats["y"]], axis=-1),
        tips=np.stack([0 * beats["reach"], 3.0 + beats["reach"]], axis=-1),
        grasp=beats["grasp"],
        spread=beats["spread"],
    )
    pulse = compute_pulse(signals, np.ones(1200, bool), technique)
    place = np.zeros((1200, 2, 2))
    place[:, 1, 0] = 2.0
    assert pair_hands([None, None], place, pulse, 1.0, None) == mode


# Which way hands go ---------------------------------------------------------------------------------------------------


def direction_of(tracks: HandTracks, pace: float = PACE) -> Direction:
    signals = compute_signals(tracks)
    over = compute_back_path(signals, tracks.aspect, BACK)
    return describe_stretch(signals, over, 0.0, float(signals.time_s[-1]), pace)


def move(x: FloatArray, y: FloatArray, time_s: FloatArray) -> HandTracks:
    """Both hands along the same path, hand sizes."""
    return make_tracks(time_s, HOME + HAND_SIZE * np.stack([x, y], axis=-1)[:, None])


@pytest.mark.parametrize(("degrees", "axis"), [(22, "along"), (28, "diagonal"), (62, "diagonal"), (68, "across")])
def test_a_diagonal_lies_between_25_and_65_degrees(degrees: float, axis: str) -> None:
    assert direction_of(make_sinusoid(PACE, angle_rad=math.radians(degrees))).axis == axis


@pytest.mark.parametrize(("length", "axis"), [(0.14, "along"), (0.105, "in_place")])
def test_less_than_an_eighth_of_a_hand_is_no_way(length: float, axis: str) -> None:
    assert direction_of(make_sinusoid(PACE, length=length)).axis == axis


@pytest.mark.parametrize(("breadth", "axis"), [(0.42, "circular"), (0.33, "along")])
def test_an_ellipse_is_a_circle_from_37_hundredths_of_breadth(breadth: float, axis: str) -> None:
    time_s = make_times(12.0)
    phase = 2 * np.pi * PACE / 60.0 * time_s
    assert direction_of(move(0.75 * breadth * np.sin(phase), 0.75 * np.cos(phase), time_s)).axis == axis


@pytest.mark.parametrize(("ratio", "sense"), [(1.45, "headward"), (1.17, "both"), (1 / 1.17, "both")])
def test_the_working_way_is_three_tenths_slower_than_the_return(ratio: float, sense: str) -> None:
    time_s = make_times(12.0)
    share, phase = ratio / (1 + ratio), (time_s * PACE / 60) % 1.0
    up = np.where(phase < share, phase / share, 1 - (phase - share) / (1 - share))
    assert direction_of(move(0 * up, -2.0 * up, time_s)).sense == sense


@pytest.mark.parametrize(("unlike", "axis"), [(0.48, "circular"), (0.6, "along")])
def test_a_broad_path_is_a_line_with_a_bow_when_its_ways_bulge_unlike(unlike: float, axis: str) -> None:
    """Difference over sum of both ways' bulges; smoothed, an ellipse of two halves loses a quarter of that."""
    time_s = make_times(12.0)
    phase = 2 * np.pi * PACE / 60.0 * time_s
    bow, straight = 0.9 * np.sin(phase), 0.9 * np.sin(phase) * (1 - unlike) / (1 + unlike)
    assert direction_of(move(np.where(bow > 0, bow, straight), np.cos(phase), time_s)).axis == axis


@pytest.mark.parametrize(("bow", "sense"), [(1.9, "both"), (2.3, "headward")])
def test_a_return_in_a_bow_is_told_from_a_bulge_of_more_than_a_hand(bow: float, sense: str) -> None:
    """Both ways take as long. The bulge is the mean along the way, a little over half of the bow's height."""
    time_s = make_times(12.0)
    phase = (time_s * PACE / 60) % 1.0
    back = np.clip(2 * phase - 1, 0, 1)
    up = np.where(phase < 0.5, 2 * phase, 1 - back)
    offset = np.stack([bow * np.sin(np.pi * back), -6.0 * up], axis=-1)[:, None]
    assert direction_of(make_tracks(time_s, np.array([[0.0, 0.3], [0.0, 0.3]]) + HAND_SIZE * offset)).sense == sense


@pytest.mark.parametrize(("way", "drift"), [(0.85, "tailward"), (0.65, "none"), (-0.65, "none"), (-0.85, "headward")])
def test_work_drifts_when_it_travels_three_quarters_of_a_hand(way: float, drift: str) -> None:
    assert direction_of(make_sinusoid(60, length=0.6, drift=(0.0, way)), pace=60).drift == drift
