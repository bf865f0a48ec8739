"""Axis, sense, drift and hands of movements whose direction is known by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.motion.back_path import compute_back_path
from coach.motion.direction import Direction
from coach.motion.kinematics import compute_signals
from coach.records import Back, FloatArray, HandTracks, Verdict
from coach.technique.describe import describe_stretch
from tests.builders import HAND_SIZE, HOME, make_circle, make_mirrored, make_sinusoid, make_times, make_tracks

HEAD_UP = Back((0.5, 0.1), (0.5, 0.9))
PACE = 30.0


def direction_of(tracks: HandTracks, back: Back | None = HEAD_UP, pace: float | None = PACE) -> Direction:
    signals = compute_signals(tracks)
    over = compute_back_path(signals, tracks.aspect, back)
    return describe_stretch(signals, over, 0.0, float(signals.time_s[-1]), pace)


def turned(tracks: HandTracks, quarter_turns: int) -> HandTracks:
    """The same picture turned clockwise by quarters (square pictures only)."""
    points = tracks.landmarks - 0.5
    for _ in range(quarter_turns):
        points = np.stack([-points[..., 1], points[..., 0]], axis=-1)
    return replace(tracks, landmarks=points + 0.5)


def one_way(headward_share: float, seconds: float = 12.0) -> HandTracks:
    """Strokes along the back whose way towards the head takes a share of the cycle."""
    time_s = make_times(seconds)
    phase = (time_s * PACE / 60) % 1.0
    up: FloatArray = np.where(
        phase < headward_share, phase / headward_share, 1 - (phase - headward_share) / (1 - headward_share)
    )
    offset = np.stack([0 * up, -2.0 * up], axis=-1)[:, None]
    return make_tracks(time_s, HOME + HAND_SIZE * offset)


@pytest.mark.parametrize(("degrees", "axis"), [(0, "along"), (45, "diagonal"), (90, "across"), (170, "along")])
def test_axis_is_the_angle_from_the_spine(degrees: float, axis: str) -> None:
    found = direction_of(make_sinusoid(PACE, angle_rad=np.radians(degrees), length=1.5))
    assert found.axis == axis
    assert found.angle_rad is not None
    folded = min(degrees, 180 - degrees)
    assert np.degrees(found.angle_rad) == pytest.approx(folded, abs=3)


@pytest.mark.parametrize("clockwise", [True, False])
def test_circles_turn_the_way_they_look(clockwise: bool) -> None:
    found = direction_of(make_circle(PACE, clockwise=clockwise))
    assert (found.axis, found.sense) == ("circular", "clockwise" if clockwise else "counterclockwise")


@pytest.mark.parametrize(("share", "sense"), [(0.7, "headward"), (0.3, "tailward"), (0.5, "both")])
def test_the_slow_way_is_the_working_way(share: float, sense: str) -> None:
    assert direction_of(one_way(share)).sense == sense


def test_hands_that_move_towards_each_other_cross() -> None:
    found = direction_of(make_mirrored(PACE))
    assert (found.axis, found.sense, found.hands) == ("across", "crossing", "together")


@pytest.mark.parametrize("hands", ["together", "alternating"])
def test_how_the_hands_go_together(hands: str) -> None:
    assert direction_of(make_sinusoid(PACE, hands=hands)).hands == hands  # type: ignore[arg-type]


def test_a_hand_that_rests_in_sight_leaves_the_work_to_one() -> None:
    tracks = make_sinusoid(PACE)
    resting = tracks.landmarks.copy()
    resting[:, 1] = resting[0, 1]
    assert direction_of(replace(tracks, landmarks=resting)).hands == "one"


def test_a_hand_out_of_sight_may_rest_or_lie_under_the_other() -> None:
    found = direction_of(make_sinusoid(PACE, hands="one"))
    assert (found.axis, found.hands) == ("along", None)


@pytest.mark.parametrize(("way", "drift"), [(-3.0, "headward"), (3.0, "tailward"), (0.0, "none")])
def test_drift_is_where_the_worked_place_travels(way: float, drift: str) -> None:
    assert direction_of(make_sinusoid(60, length=0.6, drift=(0.0, way)), pace=60).drift == drift


def test_quick_strokes_without_drift_do_not_drift() -> None:
    """Their speed passes for jumps of the landmarks, and a path without its jumps strays."""
    assert direction_of(make_sinusoid(150, length=5.0, seconds=12.0), pace=150).drift == "none"


@pytest.mark.parametrize(
    ("sideways", "sense"), [(-1.4, "headward"), (0.0, "both"), (1.4, "headward"), (2.8, "headward")]
)
def test_the_way_that_bulges_out_is_the_return_on_either_side_of_the_spine(sideways: float, sense: str) -> None:
    """On the spine itself, back a little quicker: too little to tell by that alone, but by way of a flank.

    However far out that is, it does not make a circle of the stroke.
    """
    time_s, share = make_times(12.0), 0.545
    phase = (time_s * PACE / 60) % 1.0
    back = np.clip((phase - share) / (1 - share), 0, 1)
    up: FloatArray = np.where(phase < share, phase / share, 1 - back)
    offset = np.stack([sideways * np.sin(np.pi * back), -6.0 * up], axis=-1)[:, None]
    found = direction_of(make_tracks(time_s, np.array([[0.0, 0.3], [0.0, 0.3]]) + HAND_SIZE * offset))
    assert (found.axis, found.sense) == ("along", sense)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turning_the_picture_with_its_back_changes_nothing(quarters: int) -> None:
    tracks = make_sinusoid(PACE, angle_rad=0.3, aspect=1.0)
    ends = np.array([[0.0, -0.4], [0.0, 0.4]])
    for _ in range(quarters):
        ends = np.stack([-ends[:, 1], ends[:, 0]], axis=-1)
    neck, tail = ends + 0.5
    back = Back((float(neck[0]), float(neck[1])), (float(tail[0]), float(tail[1])))
    straight = direction_of(tracks, Back((0.5, 0.1), (0.5, 0.9)))
    found = direction_of(turned(tracks, quarters), back)
    assert (found.axis, found.sense, found.hands) == (straight.axis, straight.sense, straight.hands)
    assert found.angle_rad == pytest.approx(straight.angle_rad, abs=0.02)


def test_without_a_back_there_is_an_axis_in_the_picture_but_no_sense() -> None:
    found = direction_of(one_way(0.7), back=None)
    assert (found.axis, found.sense, found.drift) == ("along", None, None)


def test_speed_and_stroke_in_centimetres() -> None:
    """2 hand sizes of 0.1 picture heights on a back of 0.8 heights and 50 cm: 12.5 cm a stroke, 12.5 cm/s at 30/min.

    A usual camera shows 50 cm so large from 71 cm away, and hands 3 cm above the skin 4.2 % larger than they are.
    """
    tracks = make_sinusoid(PACE, length=2.0)
    signals = compute_signals(tracks)
    over = compute_back_path(signals, tracks.aspect, HEAD_UP)
    found = describe_stretch(signals, over, 0.0, 10.0, PACE)
    assert found.reach is not None
    assert over.to_cm(found.reach) == pytest.approx(0.958 * 12.5, rel=0.05)
    assert np.nanmean(over.speed_cm_s) == pytest.approx(0.958 * 12.5, rel=0.05)
    head_only = compute_back_path(signals, tracks.aspect, Back.from_head("up"))
    assert head_only.to_cm(1.0) is None
    assert np.isnan(head_only.speed_cm_s).all()


@pytest.mark.parametrize(("technique", "axis"), [("stroking", "along"), ("rubbing", "along"), (None, "in_place")])
def test_a_rate_at_which_nothing_repeats_is_not_believed_of_work_that_goes(technique: Verdict, axis: str) -> None:
    """Strokes of ten seconds whose rhythm was taken for one of a second, as a shaking camera makes it."""
    tracks = make_sinusoid(6.0, seconds=30.0, length=2.0)
    signals = compute_signals(tracks)
    over = compute_back_path(signals, tracks.aspect, HEAD_UP)
    found = describe_stretch(signals, over, 0.0, 30.0, 60.0, technique)
    assert found.axis == axis
    if axis == "along":
        assert found.reach == pytest.approx(2.0, rel=0.15)


@pytest.mark.parametrize(("share", "sense"), [(0.62, "headward"), (0.5, "both")])
def test_trembling_landmarks_do_not_hide_the_slow_way_of_slow_strokes(share: float, sense: str) -> None:
    """A stroke of ten seconds: the landmarks tremble as fast as the hand goes."""
    time_s = make_times(40.0)
    phase = (time_s * 6 / 60) % 1.0
    up: FloatArray = np.where(phase < share, phase / share, 1 - (phase - share) / (1 - share))
    offset = np.stack([0 * up, -2.0 * up], axis=-1)[:, None]
    noise = 0.015 * np.random.default_rng(5).standard_normal((len(time_s), 1, 2))
    assert direction_of(make_tracks(time_s, HOME + HAND_SIZE * (offset + noise)), pace=6.0).sense == sense
