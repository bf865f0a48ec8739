"""Human time: cycles whose length and reach are never quite alike, and the unrest of a hand that holds still."""

from __future__ import annotations

import numpy as np

from coach.records import FloatArray
from sample_videos.motion.beat import Beat
from sample_videos.motion.waves import Wave

LEAD = 2
"""Cycles that a movement goes on before its start and after its end, while it is blended with its neighbours."""

_REACH_SPREAD = 0.05
"""Standard deviation of a turning point, as a share of the stroke."""
_TREMOR_HZ = (7.0, 11.0)
_TREMOR_M = 0.0003
_WANDER_HZ = (0.08, 0.35)


def make_beat(
    rng: np.random.Generator, pace_per_min: float, cycles: int, jitter: float = 0.06, out_share: float = 0.5
) -> tuple[Beat, FloatArray]:
    """Draw cycles around a pace, and the share of each that is spent on the way out.

    Periods vary log-normally by ``jitter`` with a slow drift of tempo on top (hands speed up and tire), then are
    scaled so that the mean pace is exactly the one asked for.
    """
    drift = jitter * np.cumsum(rng.standard_normal(cycles)) / np.sqrt(max(cycles, 1)) * 0.6
    periods = np.exp(jitter * rng.standard_normal(cycles) + drift - drift.mean())
    periods *= 60 / pace_per_min / periods.mean()
    n = cycles + 2 * LEAD
    shares = np.clip(out_share + 0.02 * rng.standard_normal(n), 0.25, 0.8)
    low, high = (1 + sign * 2 * _REACH_SPREAD * rng.standard_normal(n) for sign in (-1, 1))
    return Beat(np.concatenate([[0.0], np.cumsum(periods)]), periods, low, high, LEAD), shares


def make_unrest(rng: np.random.Generator, wander_m: float) -> Wave:
    """Draw tremor and slow wander along two axes, metres; the slow part is about ``wander_m`` wide."""
    shape = (2, 4)
    hertz = np.concatenate([rng.uniform(*_WANDER_HZ, (2, 3)), rng.uniform(*_TREMOR_HZ, (2, 1))], axis=1)
    size = np.concatenate([np.full((2, 3), wander_m / 2), np.full((2, 1), _TREMOR_M)], axis=1) * rng.uniform(
        0.5, 1.2, shape
    )
    return Wave(hertz, rng.uniform(0, 2 * np.pi, shape), size)
