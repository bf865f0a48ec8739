"""The wave of a known rate in a path, window by window, beside a straight line (harmonic regression)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import SIGNAL_HZ
from coach.records import FloatArray

WINDOW_CYCLES = 3.0
"""Cycles that are fitted at once: enough to part the wave from the line, few enough for an uneven rhythm."""

SEEN_SHARE = 0.4
"""Share of a window in which the hand must be seen."""


def fit_waves(path: FloatArray, rate_hz: float) -> tuple[NDArray[np.complex128], FloatArray]:
    """Fit the wave at the rate in windows that overlap by half.

    Parameters
    ----------
    path : array, shape (k, d)
    rate_hz : float

    Returns
    -------
    waves : complex array, shape (w, d)
        Amplitude and phase in each window; NaN where too little was seen.
    shares : array, shape (w,)
        How much of each window was seen.
    """
    width, firsts = _place_windows(len(path), rate_hz)
    design, unbroken = _make_wave_design(width, rate_hz)
    waves = np.full((len(firsts), path.shape[1]), np.nan, dtype=np.complex128)
    shares = np.zeros(len(firsts))
    for i, first in enumerate(firsts):
        part = path[first : first + width]
        known = np.isfinite(part).all(axis=1)
        if known.mean() >= SEEN_SHARE:
            fitted = unbroken @ part if known.all() else np.linalg.lstsq(design[known], part[known], rcond=None)[0]
            waves[i], shares[i] = fitted[2] - 1j * fitted[3], known.mean()
    return waves, shares


def follow_rate(path: FloatArray, rate_hz: float) -> float:
    """Count how often a movement really went to and fro, by how far its phase went on; a rate that is near is known.

    The top of a periodogram is the rate of the part that was the most even; hands that slow down or speed up went
    more or less often than that.

    Parameters
    ----------
    path : array, shape (k, d)
        Hand sizes at :data:`SIGNAL_HZ`; NaN unseen. Of two hands that keep the same beat, all columns together.
    rate_hz : float
        Within a quarter of the rate that is looked for.

    Returns
    -------
    float
        Hertz; ``rate_hz`` where too little was seen to count.
    """
    firsts = _place_windows(len(path), rate_hz)[1]
    if len(firsts) < 2:
        return rate_hz
    columns = [fit_waves(column[:, None], rate_hz)[0][:, 0] for column in path.T]
    waves = np.array([column for column in columns if np.isfinite(column).all()])
    if not len(waves):
        return rate_hz
    # Each window counts its phase from its own beginning.
    turned = np.exp(-2j * np.pi * rate_hz * np.diff(firsts) / SIGNAL_HZ)
    gained = np.angle((waves[:, 1:] * np.conj(waves[:, :-1]) * turned).sum(axis=0)).sum()
    return rate_hz + float(gained) / (2 * np.pi) * SIGNAL_HZ / float(firsts[-1] - firsts[0])


def _place_windows(length: int, rate_hz: float) -> tuple[int, NDArray[np.int64]]:
    """Return how long a window is, and where each begins: they overlap by half."""
    width = min(length, round(WINDOW_CYCLES * SIGNAL_HZ / rate_hz))
    firsts = np.linspace(0, length - width, 1 + max(0, round(2 * (length / width - 1))))
    return width, firsts.astype(np.int64)


@lru_cache(maxsize=4)
def _make_wave_design(width: int, rate_hz: float) -> tuple[FloatArray, FloatArray]:
    """Make a line and a wave, (width, 4), and what fits them to samples without a hole; both hands share them."""
    phase = 2 * np.pi * rate_hz * np.arange(width) / SIGNAL_HZ
    design = np.column_stack([np.ones(width), np.linspace(-1.0, 1.0, width), np.cos(phase), np.sin(phase)])
    return design, np.asarray(np.linalg.pinv(design), dtype=np.float64)
