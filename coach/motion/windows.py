"""Statistics over sliding windows, from running sums: the cost does not depend on the windows' length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.records import FloatArray

PEAK_TO_PEAK = 2.0 * np.sqrt(2.0)
"""A sine's peak-to-peak value over its standard deviation."""

ROUNDED = 1024.0
"""Offsets are whole parts of this."""

Columns = slice


class RunningSums:
    """Running sums of columns, (n, c), NaN left out: made once, for windows of every length."""

    def __init__(self, columns: FloatArray) -> None:
        known = np.isfinite(columns)
        filled = np.where(known, columns, 0.0)
        # A constant offset changes no variance but keeps the difference of large sums exact. A rounded one leaves sums
        # of flags whole numbers, so that no rounding decides where a mean of them meets a threshold.
        self._middle = np.rint(ROUNDED * filled.sum(axis=0) / np.maximum(known.sum(axis=0), 1)) / ROUNDED
        parts = np.zeros((len(columns) + 1, 3, columns.shape[1]))
        parts[1:, 0] = np.where(known, columns - self._middle, 0.0)
        parts[1:, 1] = parts[1:, 0] ** 2
        parts[1:, 2] = known
        self._running = np.cumsum(parts, axis=0)

    def over(self, first: NDArray[np.int_], width: NDArray[np.int_]) -> Windows:
        """Sum over windows of ``width`` samples, (m,), that begin at samples ``first``, (m,)."""
        near, square, count = np.moveaxis(self._running[first + width] - self._running[first], 1, 0)
        return Windows(near, square, count, self._middle, width)


@dataclass(frozen=True, slots=True)
class Windows:
    """Statistics of columns over windows; each is (m, ...) for the columns that it is asked of.

    Attributes
    ----------
    near, square, count : array, shape (m, c)
        Sums of what is known, counted from ``middle``, and of its squares; how many samples are known.
    middle : array, shape (c,)
    width : int array, shape (m,)
        Samples.
    """

    near: FloatArray
    square: FloatArray
    count: FloatArray
    middle: FloatArray
    width: NDArray[np.int_]

    def share(self, columns: Columns) -> FloatArray:
        """Share of each window that is known."""
        return self.count[:, columns] / self.width[:, None]

    def mean(self, columns: Columns) -> FloatArray:
        """Mean of what is known; 0 where nothing is."""
        mean: FloatArray = self.sum(columns) / np.maximum(self.count[:, columns], 1.0)
        return mean

    def sum(self, columns: Columns) -> FloatArray:
        """Sum of what is known."""
        total: FloatArray = self.near[:, columns] + self.middle[columns] * self.count[:, columns]
        return total

    def variance(self, columns: Columns) -> FloatArray:
        """Variance of what is known."""
        count = np.maximum(self.count[:, columns], 1.0)
        variance: FloatArray = np.maximum(self.square[:, columns] / count - (self.near[:, columns] / count) ** 2, 0.0)
        return variance

    def peak_to_peak(self, x: Columns, y: Columns, product: Columns) -> tuple[FloatArray, FloatArray]:
        """Peak-to-peak amplitude along and across the main direction of paths.

        Parameters
        ----------
        x, y, product : columns
            Of the two coordinates, and of their product.
        """
        xx, yy = self.variance(x), self.variance(y)
        xy = self.mean(product) - self.mean(x) * self.mean(y)
        centre, radius = (xx + yy) / 2, np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
        return PEAK_TO_PEAK * np.sqrt(centre + radius), PEAK_TO_PEAK * np.sqrt(np.maximum(centre - radius, 0.0))
