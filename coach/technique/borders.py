"""Where a rhythm begins and ends, to a part of a cycle.

Verdicts come from windows of seconds, so their borders are half a second off: at 200 a minute that is two cycles. The
movement itself says it better. It is demodulated at the stretch's own rate (a Hann window of two whole cycles) and
projected on the pattern that all channels share inside the stretch. The border is put where this amplitude, followed to
the outside, begins to fall for good: from there on the hands are on their way to the next thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import SIGNAL_HZ
from coach.motion.salience import group_channels
from coach.records import FloatArray
from coach.technique.timeline import Measured

SLOWEST_HZ = 0.6
"""Below this rate a border that is half a second off costs less than a third of a cycle."""

REACH_S = 1.5
"""How far from the verdicts' border the movement's own is looked for."""

INSIDE_S = 8.0
"""So much of a stretch beside the border says what its movement is like."""

GONE, WHOLE = 0.5, 0.9
"""Shares of the amplitude inside: below the first the rhythm has ended, above the second it has not begun to."""

LASTING_CYCLES = 1.0
"""It is gone when it stays away for so long, and takes no longer to go: one weak cycle is no end."""

TRAVEL_DEGREE = 2
"""A way between two places is a parabola, within two cycles; waves are made blind to it."""

LEAST_CYCLES = 4.0
LEAST_SEEN = 0.5
"""Share of a window's weight in which a channel must be seen to count."""


def refine_borders(measured: Measured, runs: Sequence[tuple[int, int]], borders: Sequence[float]) -> list[float]:
    """Move the borders between stretches to where the movement itself changes.

    Parameters
    ----------
    measured : Measured
    runs : sequence of (first tick, tick behind the last)
        Of one verdict each.
    borders : sequence of float
        Start of the first, borders between, end of the last, seconds.

    Returns
    -------
    list of float
        Borders at which neither side has a rhythm that tells more stay where they were.
    """
    channels, _ = group_channels(measured.signals)
    rates = [_find_rate(measured, run) for run in runs]
    refined = list(borders)
    for i in range(1, len(borders) - 1):
        ends = _find_edge(measured, channels, rates[i - 1], (borders[i - 1], borders[i]), 1)
        begins = _find_edge(measured, channels, rates[i], (borders[i], borders[i + 1]), -1)
        found = [edge for edge in (ends, begins) if edge is not None]
        if found:
            refined[i] = float(np.mean(found))
    return refined if all(before < after for before, after in pairwise(refined)) else list(borders)


def _find_rate(measured: Measured, run: tuple[int, int]) -> float | None:
    pace = measured.timeline.pace_per_min[slice(*run)]
    known = pace[np.isfinite(pace)]
    if len(known) == 0 or len(known) < 0.5 * len(pace):
        return None
    rate_hz = float(np.median(known)) / 60.0
    return rate_hz if rate_hz >= SLOWEST_HZ else None


def _find_edge(
    measured: Measured, channels: FloatArray, rate_hz: float | None, interval: tuple[float, float], way: int
) -> float | None:
    """Find where the rhythm of a stretch really ends (``way`` 1) or begins (-1), seconds; ``None``: it is not plain."""
    length_s = interval[1] - interval[0]
    if rate_hz is None or length_s * rate_hz < LEAST_CYCLES:
        return None
    border_s, inner_s = (interval[1] if way > 0 else interval[0]), min(INSIDE_S, length_s)
    reach_s, last_s = min(REACH_S, length_s / 2), REACH_S + LASTING_CYCLES / rate_hz
    outward = (measured.signals.time_s - border_s) * way
    # A window's length more on both sides, whose waves are not looked at.
    part = (outward >= -inner_s - 1.0 / rate_hz) & (outward <= last_s + 1.0 / rate_hz)
    outward = outward[part]
    waves = demodulate(channels[part], rate_hz)
    inside = (outward > -inner_s) & (outward < -reach_s / 2)
    if inside.sum() < 2:
        return None
    # The first right singular vector, by way of the small matrix of the channels among each other: much quicker.
    pattern = np.linalg.eigh(waves[inside].conj().T @ waves[inside])[1][:, -1]
    amplitude = np.abs(waves @ pattern)
    amplitude /= max(float(np.median(amplitude[inside])), 1e-9)
    looked_at = np.flatnonzero((outward >= -reach_s) & (outward <= last_s))[::way]
    edge = _find_fall(amplitude[looked_at], round(LASTING_CYCLES / rate_hz * SIGNAL_HZ))
    if edge is None or outward[looked_at[edge]] > REACH_S:
        return None
    return border_s + way * float(outward[looked_at[edge]])


def _find_fall(amplitude: FloatArray, lasting: int) -> int | None:
    """Index at which an amplitude, looked at from inside to outside, begins to fall away for good."""
    gone = amplitude < GONE
    if not len(gone) or gone[0]:
        return None
    for fall in (int(index) + 1 for index in np.flatnonzero(gone[1:] & ~gone[:-1])):
        if gone[fall : fall + lasting].all():
            whole = np.flatnonzero(amplitude[max(0, fall - lasting) : fall] >= WHOLE)
            return max(0, fall - lasting) + (int(whole[-1]) if len(whole) else 0)
    return None


def demodulate(channels: FloatArray, rate_hz: float) -> NDArray[np.complex128]:
    """Complex amplitude of every channel around every sample, shape (k, c); what is not seen is 0."""
    half = max(2, round(SIGNAL_HZ / rate_hz))
    offset = np.arange(-half, half + 1) / SIGNAL_HZ
    window = np.hanning(2 * half + 1)
    ways = np.vander(offset * rate_hz, TRAVEL_DEGREE + 1)
    wave = np.exp(-2j * np.pi * rate_hz * offset)
    wave = wave - ways @ np.linalg.solve(ways.T @ (window[:, None] * ways), ways.T @ (window * wave))
    kernel, share = (window * wave / window.sum())[::-1], window / window.sum()
    known = np.isfinite(channels)
    mean = np.where(known, channels, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    waves = np.empty(channels.shape, dtype=np.complex128)
    for column in range(channels.shape[1]):
        filled = np.where(known[:, column], channels[:, column], mean[column])
        seen = np.convolve(known[:, column], share, mode="same") >= LEAST_SEEN
        waves[:, column] = np.where(seen, np.convolve(filled, kernel, mode="same"), 0.0)
    turn = np.exp(-2j * np.pi * rate_hz * np.arange(len(channels)) / SIGNAL_HZ)
    turned: NDArray[np.complex128] = waves * turn[:, None]
    return turned
