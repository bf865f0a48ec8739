"""How fast the hands go over the back.

A speed is the length of a derivative, and a derivative magnifies the trembling of landmarks: too little smoothing makes
slow hands seem fast, too much makes fast hands seem slow. So the smoothing follows the work: a cubic is fitted to half
a cycle around each sample (Savitzky and Golay, Anal. Chem. 1964, 36:1627), which keeps the wave of the cycle
and loses what is much quicker; what it takes off a wave of the cycle's rate is known and given back. Beside gaps the
broadest fit that finds all its samples stands in, and a short running mean where none does.

What stays: landmarks of hands that touch tremble more than slow hands move, gaps closed by straight lines cut the turns
of quick strokes short, and under an oblique camera hands that rise seem to go.
"""

from __future__ import annotations

import numpy as np

from coach.motion.kinematics import SIGNAL_HZ
from coach.motion.smoothing import running_mean, runs_of
from coach.motion.strokes import find_rate
from coach.records import FloatArray

CYCLE_SHARE = 0.5
"""Share of a cycle to which the cubic is fitted (tried on simulated hands: 0.3 to 0.7)."""

WIDTHS = (9, 15, 21, 29, 41, 57, 81)
"""Numbers of samples of 1/60 s that are fitted at once; the nearest to the wanted share is taken."""

UNKNOWN_WIDTH = 21
"""The same where no rhythm is known and none is found."""

GUESS_S = (2.0, 10.0)
"""Where no rhythm is known for at least so long, the rate at which most of the movement repeats is taken, anew after so
long at most."""

LEAST_KEPT = 0.6
"""No more is given back than this share of a speed would need: the rate may be an octave off."""

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
    rates = _guess_rates(path, np.full(len(path), np.nan) if rate_hz is None else rate_hz)
    widths = _choose_widths(rates)
    for width in WIDTHS:
        wide = widths >= width
        if width <= len(path) and wide.any():
            fitted = _differentiate(path, width) / _compute_kept(width, rates)[:, None, None]
            velocity = np.where(wide[:, None, None] & np.isfinite(fitted), fitted, velocity)
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


def _guess_rates(path: FloatArray, rate_hz: FloatArray) -> FloatArray:
    """Fill long stretches without a rhythm with the rate at which most of the movement repeats."""
    rates = rate_hz.copy()
    least, most = (round(seconds * SIGNAL_HZ) for seconds in GUESS_S)
    for start, end in runs_of(np.isfinite(rate_hz)):
        if np.isfinite(rate_hz[start]) or end - start < least:
            continue
        for part in np.array_split(np.arange(start, end), max(1, round((end - start) / most))):
            rates[part] = find_rate(path[part]) or np.nan
    return rates


def _choose_widths(rates: FloatArray) -> FloatArray:
    """Find the nearest of the widths for every sample, shape (k,)."""
    wanted = CYCLE_SHARE * SIGNAL_HZ / rates
    wanted = np.where(np.isfinite(wanted), wanted, UNKNOWN_WIDTH)
    widths = np.array(WIDTHS, dtype=np.float64)
    nearest: FloatArray = widths[np.abs(np.log(wanted[:, None] / widths)).argmin(axis=1)]
    return nearest


def _compute_kept(width: int, rates: FloatArray) -> FloatArray:
    """Share of a wave's speed that the fit keeps, shape (k,), for waves of these rates; 1 where none is known."""
    times, slope = _make_slope(width)
    known, which = np.unique(rates, return_inverse=True)
    turns = 2 * np.pi * np.where(np.isfinite(known), known, 1.0)
    kept = (np.sin(turns[:, None] * times) @ slope) / turns
    clipped: FloatArray = np.clip(np.where(np.isfinite(known), kept, 1.0), LEAST_KEPT, 1.0)[which]
    return clipped


def _make_slope(width: int) -> tuple[FloatArray, FloatArray]:
    """Make the times of a fit's samples about its middle, and the weights that give the cubic's slope there."""
    times = np.arange(-(width // 2), width // 2 + 1) / SIGNAL_HZ
    return times, np.asarray(np.linalg.pinv(np.vander(times, 4, increasing=True))[1], dtype=np.float64)


def _differentiate(path: FloatArray, width: int) -> FloatArray:
    """Slope of the cubic fitted to ``width`` samples around each, a second; NaN where one of them is missing."""
    half = width // 2
    _, slope = _make_slope(width)
    windows = np.lib.stride_tricks.sliding_window_view(path, width, axis=0)
    fitted = np.full(path.shape, np.nan)
    fitted[half : len(path) - half] = windows @ slope
    return fitted
