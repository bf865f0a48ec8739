"""The builders say what they claim: everybody else's tests stand on them."""

from __future__ import annotations

import numpy as np
import pytest

from coach.records import PALM_POINTS, Source
from tests.builders import (
    HAND_SIZE,
    join_tracks,
    make_circle,
    make_grasps,
    make_hand,
    make_mirrored,
    make_sinusoid,
    make_still,
    make_taps,
    measure_span,
    with_gaps,
    with_noise,
)


def get_centres(tracks):
    """Palm centres in hand sizes, shape (n, 2, 2)."""
    heights = tracks.landmarks * np.array([tracks.aspect, 1.0])
    return heights[:, :, list(PALM_POINTS)].mean(axis=2) / HAND_SIZE


def test_hand_is_one_size_and_points_up():
    hand = make_hand()
    assert np.linalg.norm(hand[9] - hand[0]) == pytest.approx(1.0)
    assert hand[12, 1] < hand[9, 1] < hand[0, 1]


def test_thumbs_of_a_pair_seen_from_above_point_at_each_other():
    left, right = make_hand(right=False), make_hand(right=True)
    assert left[4, 0] > left[20, 0]
    assert right[4, 0] < right[20, 0]


def test_hand_turns_clockwise():
    turned = make_hand(angle_rad=np.pi / 2)
    assert turned[12, 0] > turned[9, 0] > turned[0, 0]


@pytest.mark.parametrize("angle", [0.0, np.pi / 4, np.pi / 2])
def test_sinusoid_has_its_length_and_direction(angle):
    centres = get_centres(make_sinusoid(30, seconds=4, length=2.0, angle_rad=angle, hands="one"))[:, 0]
    swing = centres - centres.mean(axis=0)
    along = swing @ np.array([np.sin(angle), -np.cos(angle)])
    across = swing @ np.array([np.cos(angle), np.sin(angle)])
    assert np.ptp(along) == pytest.approx(2.0, abs=0.01)
    assert np.ptp(across) < 1e-9


@pytest.mark.parametrize("pace", [8.0, 60.0, 200.0])
def test_sinusoid_has_its_pace(pace):
    tracks = make_sinusoid(pace, seconds=60, hands="one")
    rising = np.diff(np.sign(get_centres(tracks)[:, 0, 1] - 5.0 + 1e-9)) > 0
    assert abs(rising.sum() - pace) <= 1


def test_alternating_hands_are_opposite():
    centres = get_centres(make_sinusoid(60, hands="alternating"))
    swing = centres - centres.mean(axis=0)
    np.testing.assert_allclose(swing[:, 0], -swing[:, 1], atol=1e-9)


def test_mirrored_hands_meet_and_part():
    centres = get_centres(make_mirrored(60))
    gap = centres[:, 1, 0] - centres[:, 0, 0]
    assert np.ptp(gap) == pytest.approx(3.0, abs=0.02)
    assert np.ptp(centres[..., 1]) < 1e-9


@pytest.mark.parametrize("clockwise", [True, False])
def test_circle_turns_as_seen_in_the_picture(clockwise):
    centres = get_centres(make_circle(60, seconds=5, clockwise=clockwise))[:, 0]
    x, y = (centres - centres.mean(axis=0)).T
    turn = np.sum(x[:-1] * y[1:] - y[:-1] * x[1:])
    assert (turn > 0) == clockwise
    assert np.hypot(x, y) == pytest.approx(0.5, abs=0.01)


def test_taps_come_down_as_often_as_said():
    height = get_centres(make_taps(180, seconds=10, fps=60, hands="one"))[:, 0, 1]
    low = (height[1:-1] >= height[:-2]) & (height[1:-1] > height[2:])
    assert abs(low.sum() - 30) <= 1


def test_grasps_close_the_fingers_once_a_cycle_in_place():
    tracks = make_grasps(30, seconds=12)
    span = measure_span(tracks)[:, 0]
    closed = (span[1:-1] < span[:-2]) & (span[1:-1] <= span[2:]) & (span[1:-1] < np.median(span))
    assert 5 <= closed.sum() <= 7
    assert np.ptp(get_centres(tracks), axis=0).max() < 1e-9


def test_still_hands_do_not_move():
    assert np.ptp(make_still().landmarks, axis=0).max() == 0.0


def test_gaps_are_unseen_in_both_arrays():
    tracks = with_gaps(make_still(seconds=4), (1.0, 2.0), hand=1)
    gap = (tracks.time_s >= 1) & (tracks.time_s < 2)
    assert np.isnan(tracks.landmarks[gap, 1]).all() and np.isfinite(tracks.landmarks[gap, 0]).all()
    assert (tracks.source[gap, 1] == Source.UNSEEN).all() and (tracks.source[~gap] == Source.LANDMARKS).all()


def test_noise_has_its_size():
    noise = with_noise(make_still(), 0.02).landmarks - make_still().landmarks
    assert np.std(noise * np.array([4 / 3, 1.0])) / HAND_SIZE == pytest.approx(0.02, rel=0.05)


def test_joined_tracks_keep_time_rising():
    joined = join_tracks(make_still(seconds=2), make_sinusoid(60, seconds=2), pause_s=1.0)
    assert len(joined.time_s) == 120
    assert (np.diff(joined.time_s) > 0).all()
    assert joined.time_s[-1] == pytest.approx(5.0 - 1 / 30)
