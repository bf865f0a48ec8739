"""Speed of hands whose speed is known, through landmark noise and at any pace."""

from __future__ import annotations

import numpy as np
import pytest

from coach.motion.kinematics import SIGNAL_HZ
from coach.motion.speed import compute_speed, compute_work_speed
from coach.records import FloatArray


def to_and_fro(rate_hz: float, noise: float = 0.0, seconds: float = 12.0) -> FloatArray:
    """One length to and one fro a cycle, by two hands, shape (k, 2, 2): the mean speed is twice the rate."""
    time_s = np.arange(0, seconds, 1 / SIGNAL_HZ)
    along = 0.5 * np.sin(2 * np.pi * rate_hz * time_s)
    path = np.stack([np.zeros_like(along), along], axis=-1)[:, None].repeat(2, axis=1)
    return path + noise * np.random.default_rng(3).standard_normal(path.shape)


@pytest.mark.parametrize("rate_hz", [0.2, 0.5, 1.2, 2.5, 3.6])
@pytest.mark.parametrize("noise", [0.0, 0.01])
def test_mean_speed_of_a_pendulum_at_any_pace(rate_hz: float, noise: float) -> None:
    path = to_and_fro(rate_hz, noise)
    found = compute_speed(path, np.full(len(path), rate_hz))
    assert np.nanmean(found) == pytest.approx(2 * rate_hz, rel=0.08)


@pytest.mark.parametrize("rate_hz", [0.5, 1.2, 3.6])
def test_what_the_fit_takes_off_a_wave_is_given_back(rate_hz: float) -> None:
    path = to_and_fro(rate_hz)
    assert np.nanmean(compute_speed(path, np.full(len(path), rate_hz))) == pytest.approx(2 * rate_hz, rel=0.02)


def test_trembling_landmarks_do_not_make_a_slow_hand_fast() -> None:
    """Nor where nobody told the rhythm and it is found in the movement; too short a stretch shows none."""
    path, rate = to_and_fro(0.2, 0.03), np.full(720, 0.2)
    still = float(np.nanmean(compute_speed(to_and_fro(0.2), rate)))
    for known in (rate, None, np.full(720, np.nan)):
        assert np.nanmean(compute_speed(path, known)) == pytest.approx(still, rel=0.08)
    assert np.nanmean(compute_speed(path[:100])) > 1.1 * np.nanmean(compute_speed(to_and_fro(0.2)[:100]))


def test_slow_hands_with_many_gaps_are_not_fast_either() -> None:
    """Twelve seconds seen for one and lost for half a one, again and again."""
    path, rate = to_and_fro(0.2, 0.02), np.full(720, 0.2)
    seen = np.arange(720) % 90 < 60
    path[~seen] = np.nan
    still = float(np.nanmean(compute_speed(to_and_fro(0.2), rate)[seen]))
    assert np.nanmean(compute_speed(path, rate)) == pytest.approx(still, rel=0.09)


def test_gaps_stay_and_cost_nothing_beside_them() -> None:
    path = to_and_fro(1.0)
    path[300:330, 0] = np.nan
    speed = compute_speed(path, np.full(len(path), 1.0))
    assert np.isnan(speed[300:330, 0]).all() and np.isfinite(speed[:299, 0]).all()
    assert np.nanmean(speed[:, 0]) == pytest.approx(np.nanmean(speed[:, 1]), rel=0.05)


def test_a_single_sample_has_no_speed() -> None:
    assert np.isnan(compute_speed(np.zeros((1, 2, 2)))).all()


@pytest.mark.parametrize(
    ("hands", "seen_of_second", "mean"),
    [
        ([20.0, 1.0], 1.0, 20.0),
        ([20.0, 10.0], 1.0, 15.0),
        ([20.0, 10.0], 0.5, 15.0),
        ([8.0, 60.0], 0.1, 8.0),
        ([8.0, np.nan], 1.0, 8.0),
        ([np.nan, np.nan], 1.0, np.nan),
    ],
)
def test_only_hands_that_work_and_are_seen_have_a_speed(hands: list[float], seen_of_second: float, mean: float) -> None:
    """A resting hand does not halve the speed, nor do the glimpses of a hand under the other double it."""
    speed = np.tile(hands, (100, 1))
    speed[int(100 * seen_of_second) :, 1] = np.nan
    assert compute_work_speed(speed) == pytest.approx(mean, nan_ok=True)
