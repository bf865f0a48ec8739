"""Statistics over sliding windows, from running sums: the cost does not depend on the windows' length."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.records import FloatArray

PEAK_TO_PEAK = 2.0 * np.sqrt(2.0)
"""A sine's peak-to-peak value over its standard deviation."""


class Windows:
    """Sums over windows centred at samples ``at``, moved inside the data at its ends: differences of running sums."""

    def __init__(self, n: int, at: NDArray[np.int_], width: int) -> None:
        self._first = np.clip(at - width // 2, 0, n - width)
        self._width = width

    def sum(self, values: FloatArray) -> FloatArray:
        """Sum of (n, ...) over each window, NaN as 0: (m, ...)."""
        known = np.where(np.isfinite(values), values, 0.0)
        running = np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(known, axis=0)])
        total: FloatArray = running[self._first + self._width] - running[self._first]
        return total

    def share(self, values: FloatArray) -> FloatArray:
        """Share of each window that is known."""
        return self.sum(np.isfinite(values).astype(float)) / self._width

    def mean(self, values: FloatArray) -> FloatArray:
        """Mean of what is known; 0 where nothing is."""
        count = self.sum(np.isfinite(values).astype(float))
        mean: FloatArray = self.sum(values) / np.maximum(count, 1.0)
        return mean

    def variance(self, values: FloatArray) -> FloatArray:
        """Variance of what is known."""
        # A constant offset changes nothing but keeps the difference of large sums exact.
        middle = _middle(values)
        near = values - middle
        variance: FloatArray = np.maximum(self.mean(near**2) - self.mean(near) ** 2, 0.0)
        return variance

    def peak_to_peak(self, path: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Peak-to-peak amplitude along and across the main direction of paths (n, ..., 2): two of (m, ...)."""
        middle = _middle(path)
        x, y = (path - middle)[..., 0], (path - middle)[..., 1]
        xx, yy = self.variance(x), self.variance(y)
        xy = self.mean(x * y) - self.mean(x) * self.mean(y)
        centre, radius = (xx + yy) / 2, np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
        return PEAK_TO_PEAK * np.sqrt(centre + radius), PEAK_TO_PEAK * np.sqrt(np.maximum(centre - radius, 0.0))


def _middle(values: FloatArray) -> FloatArray:
    """Mean along the first axis, 0 where nothing is known."""
    known = np.isfinite(values)
    middle: FloatArray = np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return middle
