"""A smooth curve through points that never swings beyond them (Fritsch and Butland 1984)."""

from __future__ import annotations

import numpy as np

from coach.records import FloatArray


def draw_curve(at: FloatArray, values: FloatArray, wanted: FloatArray) -> FloatArray:
    """Interpolate by cubic pieces whose slopes keep each piece between its two ends.

    Parameters
    ----------
    at : array, shape (n,)
        Ascending, without repeats; ``n`` at least 3.
    values : array, shape (n, channels)
    wanted : array, shape (m,)
        Within ``at``.

    Returns
    -------
    array, shape (m, channels)
    """
    step = np.diff(at)[:, None]
    rise = np.diff(values, axis=0) / step
    slope = np.concatenate([_end(step[:2], rise[:2]), _inner(step, rise), _end(step[:-3:-1], rise[:-3:-1])])
    piece = np.clip(np.searchsorted(at, wanted, side="right") - 1, 0, len(step) - 1)
    width = step[piece]
    t = (wanted - at[piece])[:, None] / width
    first, second = values[piece], values[piece + 1]
    curve: FloatArray = (
        first * (1 + 2 * t) * (1 - t) ** 2
        + second * t**2 * (3 - 2 * t)
        + width * (slope[piece] * t * (1 - t) ** 2 - slope[piece + 1] * t**2 * (1 - t))
    )
    return curve


def _inner(step: FloatArray, rise: FloatArray) -> FloatArray:
    """Weighted harmonic mean of the rises on both sides; level where they differ in sign."""
    before, after = 2 * step[1:] + step[:-1], step[1:] + 2 * step[:-1]
    same = rise[:-1] * rise[1:] > 0
    left, right = (np.where(same, part, 1.0) for part in (rise[:-1], rise[1:]))
    return np.where(same, (before + after) / (before / left + after / right), 0.0)


def _end(step: FloatArray, rise: FloatArray) -> FloatArray:
    """Slope of the parabola through the last three points, held where it would overshoot."""
    slope = ((2 * step[0] + step[1]) * rise[0] - step[0] * rise[1]) / (step[0] + step[1])
    slope = np.where(slope * rise[0] <= 0, 0.0, slope)
    turns = (rise[0] * rise[1] < 0) & (np.abs(slope) > 3 * np.abs(rise[0]))
    return np.where(turns, 3 * rise[0], slope)[None]
