"""A pace that was taken for a part of it is put right by the way of the whole step."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.motion.kinematics import SIGNAL_HZ
from coach.records import Back, Segment
from coach.showing.whole_pace import (
    LONG_TURN,
    MOST_RESTING,
    TURNING_SHARE,
    count_pace,
    find_resting_share,
    find_whole_pace,
)
from coach.technique.timeline import measure
from tests.builders import HOME, make_sinusoid, make_tracks

HEAD_UP = Back((0.5, 0.1), (0.5, 0.9))


@pytest.fixture(scope="module")
def swinging():
    return measure(make_sinusoid(60, seconds=30), HEAD_UP)


@pytest.mark.parametrize(
    ("own", "axis", "found"),
    [
        (30, "along", 60),
        (20, "along", 60),
        (45, "along", 60),
        (47, "along", 47),
        (62, "along", 62),
        (120, "along", 60),
        (90, "along", 90),
        (30, "in_place", 30),
        (None, "along", None),
    ],
)
def test_a_pace_is_put_right_where_much_more_of_the_way_repeats_at_another(swinging, own, axis, found):
    pace = find_whole_pace(swinging, Segment(0, 30, "rubbing", 1.0, pace_per_min=own, axis=axis))
    assert pace == (None if found is None else pytest.approx(found, rel=0.02))


@pytest.mark.parametrize(("seconds", "found"), [(2.9, 120), (3.1, 60)])
def test_half_a_pace_is_believed_from_three_cycles_on(swinging, seconds, found):
    part = Segment(10, 10 + seconds, "stroking", 1.0, pace_per_min=120, axis="along")
    assert find_whole_pace(swinging, part) == found


def stroke(pauses_s, *, cycle_s=3.0):
    """A hand that goes to and fro 12 times, one stroke in three seconds, and rests at the end of each for so long."""
    place = []
    for pause_s in pauses_s:
        phase = np.arange(round(cycle_s * SIGNAL_HZ)) / round(cycle_s * SIGNAL_HZ)
        place += [*np.cos(2 * np.pi * phase), *np.ones(round(pause_s * SIGNAL_HZ))]
    return np.column_stack([place, np.zeros(len(place))])


@pytest.mark.parametrize("pause_s", [0.0, 0.1, 0.3, 0.6])
def test_rests_between_strokes_are_found(pause_s):
    path = stroke([pause_s] * 11 + [0.0])
    rested = 11 * pause_s if pause_s > LONG_TURN * TURNING_SHARE * 3.0 else 0.0
    share = rested * SIGNAL_HZ / len(path)
    assert find_resting_share(path, 1 / (3.0 + pause_s)) == pytest.approx(share, abs=0.02)
    path[100:140] = np.nan
    assert find_resting_share(path, 1 / (3.0 + pause_s)) == pytest.approx(share, abs=0.04)


def test_no_more_than_a_part_of_the_time_is_taken_for_rests():
    assert find_resting_share(stroke([3.0] * 11 + [0.0]), 1 / 6.0) == MOST_RESTING


def test_a_hand_that_has_not_begun_or_is_done_does_not_rest():
    still = np.repeat(stroke([0.0] * 12)[:1], 2 * SIGNAL_HZ, axis=0)
    path = np.concatenate([still, stroke([0.0] * 12), still])
    assert find_resting_share(path, 1 / 3.0) < 0.01


def test_a_hand_that_moves_on_at_the_end_of_a_stroke_does_not_rest():
    path = stroke([0.6] * 12)
    resting = path[:, 0] == 1.0
    path[:, 1] = np.cumsum(resting) * 0.05
    assert find_resting_share(path, 1 / 3.6) < 0.02
    assert find_resting_share(np.full((60, 2), np.nan), 1.0) == 0.0


def test_strokes_are_counted_without_the_rests_between_them():
    path = stroke([0.0, 0.6, 0.0, 0.8, 0.5, 0.0, 0.0, 0.6, 0.0, 0.7, 0.0, 0.0])
    time_s = np.arange(len(path)) / SIGNAL_HZ
    measured = measure(make_tracks(time_s, HOME + 0.15 * path[:, None, ::-1]), HEAD_UP)
    whole = Segment(0, float(time_s[-1]), "stroking", 1.0, pace_per_min=18.5, axis="along")
    assert count_pace(measured, whole) == pytest.approx(20.0, rel=0.03)
    assert count_pace(measured, replace(whole, pace_per_min=21.5)) == 21.5, "rests never make a pace slower"
    without = stroke([0.0] * 12)[: len(time_s)]
    steady = measure(make_tracks(time_s[: len(without)], HOME + 0.15 * without[:, None, ::-1]), HEAD_UP)
    assert count_pace(steady, replace(whole, end_s=35.0, pace_per_min=19.0)) == 19.0, "without a rest it is kept"
    assert count_pace(measured, replace(whole, technique="rubbing")) == 18.5
    assert count_pace(measured, replace(whole, axis="in_place")) == 18.5


@pytest.mark.parametrize(("own", "counted"), [(17.7, 20.0), (16.9, 16.9)])
def test_a_count_that_is_half_a_stroke_ahead_is_not_believed(own, counted):
    path = stroke([0.0, 0.6, 0.0, 0.8, 0.5, 0.0, 0.0, 0.6, 0.0, 0.7, 0.0, 0.0])
    time_s = np.arange(len(path)) / SIGNAL_HZ
    measured = measure(make_tracks(time_s, HOME + 0.15 * path[:, None, ::-1]), HEAD_UP)
    whole = Segment(0, float(time_s[-1]), "stroking", 1.0, pace_per_min=own, axis="along")
    assert count_pace(measured, whole) == pytest.approx(counted, rel=0.03)
