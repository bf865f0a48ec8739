"""The ellipse of a hand's movement, and that direction does not depend on how the picture is turned or mirrored."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.motion.back_path import compute_back_path
from coach.motion.direction import Direction
from coach.motion.kinematics import SIGNAL_HZ, compute_signals
from coach.motion.strokes import compute_share_in_beat, describe_stroke, find_rate, fit_travel
from coach.motion.waves import follow_rate
from coach.records import Back, FloatArray, HandTracks
from coach.technique.describe import describe_stretch
from tests.builders import make_circle, make_sinusoid

PACE = 60.0
ENDS = np.array([[0.0, -0.4], [0.0, 0.4]])


def ellipse(breadth: float, seconds: float = 10.0, noise: float = 0.0) -> FloatArray:
    """One turn a second, one hand size long, across the picture; positive breadth turns clockwise (y is down)."""
    angle = 2 * np.pi * np.arange(0, seconds, 1 / SIGNAL_HZ)
    path: FloatArray = 0.5 * np.stack([np.cos(angle), breadth * np.sin(angle)], axis=-1)
    return path + noise * np.random.default_rng(1).standard_normal(path.shape)


def describe(tracks: HandTracks, ends: FloatArray) -> Direction:
    neck, tail = ends + 0.5
    back = Back((float(neck[0]), float(neck[1])), (float(tail[0]), float(tail[1])))
    signals = compute_signals(tracks)
    over = compute_back_path(signals, tracks.aspect, back)
    return describe_stretch(signals, over, 0.0, float(signals.time_s[-1]), PACE)


def transform(tracks: HandTracks, matrix: FloatArray) -> HandTracks:
    return replace(tracks, landmarks=(tracks.landmarks - 0.5) @ matrix.T + 0.5)


@pytest.mark.parametrize("breadth", [0.0, 0.3, 0.8, -0.3, -0.8])
@pytest.mark.parametrize("rate_hz", [1.0, None])
def test_an_ellipse_is_described_as_it_is(breadth: float, rate_hz: float | None) -> None:
    path = ellipse(breadth)
    stroke = describe_stroke(path, path, rate_hz)
    assert stroke is not None
    assert stroke.beat == pytest.approx(1.0, rel=0.03)
    assert stroke.turn == pytest.approx(breadth, abs=0.03)
    assert abs(stroke.main[0]) == pytest.approx(1.0, abs=0.01)


def test_trembling_and_travel_do_not_make_a_line_broad() -> None:
    path = ellipse(0.0, noise=0.1) + np.linspace(0, 3, 600)[:, None]
    stroke = describe_stroke(path, path, 1.0)
    assert stroke is not None
    assert stroke.beat == pytest.approx(1.0, rel=0.1)
    assert abs(stroke.turn) < 0.1


def test_a_hand_that_wanders_by_itself_does_not_move_in_the_other_s_beat() -> None:
    busy, other = ellipse(0.0, 30.0), ellipse(0.0, 30.0)
    wander = np.cumsum(np.random.default_rng(2).standard_normal(busy.shape), axis=0) * 0.01
    strokes = [describe_stroke(path, path, 1.0) for path in (busy, 0.3 * other, wander)]
    lead, quiet, resting = strokes
    assert lead is not None and quiet is not None and resting is not None
    assert compute_share_in_beat(quiet, lead) == pytest.approx(0.3, abs=0.02)
    assert compute_share_in_beat(resting, lead) < 0.12


def test_a_rate_that_nobody_told_is_found() -> None:
    path = np.stack([ellipse(0.0), ellipse(0.5)], axis=1)
    assert find_rate(path) == pytest.approx(1.0, abs=0.05)
    assert find_rate(path[:30]) is None


@pytest.mark.parametrize("travel", [-2.0, 0.0, 1.5])
def test_travel_is_told_from_cycles_cut_short_and_holes(travel: float) -> None:
    """Two cycles and a bit, which a mere line through them would tip by a tenth of the stroke and more."""
    place = 3.0 * ellipse(0.0, 2.3)[:, 0] + np.linspace(0, travel, 138)
    place[40:60] = np.nan
    assert fit_travel(place, 1.0) == pytest.approx(travel, abs=0.05)
    known = np.isfinite(place)
    assert abs(np.polyfit(np.linspace(0, 1, 138)[known], place[known], 1)[0] - travel) > 0.3
    assert fit_travel(place[:50], 1.0) is None


@settings(deadline=None, max_examples=12)
@given(turn=st.floats(-180, 180), lean=st.sampled_from([5.0, 42.0, 85.0]))
def test_any_turn_of_the_picture_with_its_back_changes_nothing(turn: float, lean: float) -> None:
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    matrix = np.array([[c, -s], [s, c]])
    tracks = make_sinusoid(PACE, angle_rad=np.radians(lean), length=1.2, aspect=1.0)
    straight, found = describe(tracks, ENDS), describe(transform(tracks, matrix), ENDS @ matrix.T)
    assert (found.axis, found.sense) == (straight.axis, straight.sense)
    assert found.angle_rad == pytest.approx(straight.angle_rad, abs=0.02)


@pytest.mark.parametrize("clockwise", [True, False])
def test_a_mirrored_picture_exchanges_the_turns_and_keeps_the_lines(clockwise: bool) -> None:
    mirror = np.diag([-1.0, 1.0])
    circle = make_circle(PACE, clockwise=clockwise)
    assert describe(transform(circle, mirror), ENDS).sense == ("counterclockwise" if clockwise else "clockwise")
    line = make_sinusoid(PACE, angle_rad=0.7, length=1.2, aspect=1.0)
    plain, mirrored = describe(line, ENDS), describe(transform(line, mirror), ENDS)
    assert (plain.axis, plain.sense) == (mirrored.axis, mirrored.sense)
    assert mirrored.angle_rad == pytest.approx(plain.angle_rad, abs=0.02)


@pytest.mark.parametrize("technique", ["kneading", "tapping"])
def test_a_palm_that_moves_with_a_grasp_or_a_blow_has_no_way(technique: str) -> None:
    tracks = make_sinusoid(PACE, length=0.3)
    signals = compute_signals(tracks)
    over = compute_back_path(signals, tracks.aspect, Back((0.5, 0.1), (0.5, 0.9)))
    assert describe_stretch(signals, over, 0.0, 10.0, PACE, technique).axis == "in_place"  # type: ignore[arg-type]
    assert describe_stretch(signals, over, 0.0, 10.0, PACE, "rubbing").axis != "in_place"


@pytest.mark.parametrize("seen", [1.0, 0.85])
@pytest.mark.parametrize("known", [0.9, 1.0, 1.1])
def test_a_movement_that_slows_down_is_counted_to_its_end(known: float, seen: float) -> None:
    """Twelve turns, the last a fifth slower than the first."""
    time_s = np.arange(0, 30, 1 / SIGNAL_HZ)
    turns = 12 * (time_s / 30 + 0.1 * (time_s / 30) * (1 - time_s / 30))
    path = np.column_stack([np.cos(2 * np.pi * turns), 0.1 * np.sin(2 * np.pi * turns)])
    path[np.random.default_rng(3).random(len(path)) > seen] = np.nan
    assert follow_rate(path, known * 0.4) == pytest.approx(0.4, rel=0.012)


def test_what_is_too_short_to_count_keeps_its_rate() -> None:
    assert follow_rate(np.zeros((10, 2)), 1.0) == 1.0
    assert follow_rate(np.full((600, 2), np.nan), 0.5) == 0.5
