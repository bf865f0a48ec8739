"""How fast the hands go over the back.

A speed is the length of a derivative, and a derivative magnifies the trembling of landmarks: too little smoothing makes
slow hands seem fast, too much makes fast hands seem slow. So the smoothing follows the work: a cubic is fitted to half
a cycle around each sample (Savitzky and Golay, Anal. Chem. 1964, 36:1627), which keeps the wave of the cycle
and loses what is much quicker. What was seen with gaps falls back on a short running mean.
"""

from __future__ import annotations

import numpy as np

from coach.motion.kinematics import SIGNAL_HZ
from coach.motion.smoothing import running_mean
from coach.records import FloatArray

CYCLE_SHARE = 0.5
"""Share of a cycle to which the cubic is fitted (tried on simulated hands: 0.3 to 0.7)."""

WIDTHS = (9, 15, 21, 29, 41, 57, 81)
"""Numbers of samples of 1/60 s that are fitted at once; the nearest to the wanted share is taken."""

UNKNOWN_WIDTH = 21
"""The same where no rhythm is known."""

GAP_SAMPLES = 7
"""Samples of the running mean (0.12 s) that stands in beside gaps."""

RESTING_SHARE = 1 / 3
"""A hand slower than this share of the other does not work, and its speed does not count."""

SEEN_SHARE = 0.4
"""Nor does that of a hand seen less than this share of the other: of a hand under another only glimpses are caught, and
they jump."""


def compute_speed(path: FloatArray, rate_hz: FloatArray | None = None) -> FloatArray:
    """Speed along paths, in their unit a second.

    Parameters
    ----------
    path : array, shape (k, hands, 2)
        At :data:`coach.motion.kinematics.SIGNAL_HZ`; NaN unseen.
    rate_hz : array, shape (k,), or None
        Cycles a second around each sample; NaN where not known.

    Returns
    -------
    array, shape (k, hands)
        NaN where the hand was not seen.
    """
    if len(path) < 2:
        return np.full(path.shape[:2], np.nan)
    velocity = np.gradient(running_mean(path, GAP_SAMPLES), 1.0 / SIGNAL_HZ, axis=0)
    widths = _choose_widths(len(path), rate_hz)
    for width in np.unique(widths[widths <= len(path)]):
        fitted = _differentiate(path, int(width))
        here = (widths == width)[:, None, None] & np.isfinite(fitted)
        velocity = np.where(here, fitted, velocity)
    speed: FloatArray = np.linalg.norm(velocity, axis=-1)
    return speed


def compute_work_speed(speed: FloatArray) -> float:
    """Mean speed over a stretch, shape (k, hands), of the hands that work; NaN where none was seen."""
    seen = np.isfinite(speed).sum(axis=0)
    if seen.max() == 0:
        return float("nan")
    mean = np.nansum(speed, axis=0) / np.maximum(seen, 1)
    counts = seen >= SEEN_SHARE * seen.max()
    counts &= mean >= RESTING_SHARE * mean[counts].max()
    return float(mean[counts].mean())


def _choose_widths(k: int, rate_hz: FloatArray | None) -> FloatArray:
    """Find the nearest of the widths for every sample, shape (k,)."""
    if rate_hz is None:
        return np.full(k, float(UNKNOWN_WIDTH))
    wanted = CYCLE_SHARE * SIGNAL_HZ / rate_hz
    wanted = np.where(np.isfinite(wanted), wanted, UNKNOWN_WIDTH)
    widths = np.array(WIDTHS, dtype=np.float64)
    nearest: FloatArray = widths[np.abs(np.log(wanted[:, None] / widths)).argmin(axis=1)]
    return nearest


def _differentiate(path: FloatArray, width: int) -> FloatArray:
    """Slope of the cubic fitted to ``width`` samples around each, a second; NaN where one of them is missing."""
    half = width // 2
    times = np.arange(-half, half + 1) / SIGNAL_HZ
    slope = np.linalg.pinv(np.vander(times, 4, increasing=True))[1]
    windows = np.lib.stride_tricks.sliding_window_view(path, width, axis=0)
    fitted = np.full(path.shape, np.nan)
    fitted[half : len(path) - half] = windows @ slope
    return fitted
