"""Dynamic time warping of two series within a band that follows the best path.

Method. Sakoe & Chiba 1978 ("Dynamic programming algorithm optimization for spoken word recognition"), the symmetric
steps with slope constraint P = 1: one series goes at most twice as fast as the other, and no step lies within a row, so
that a row is computed at once. Both ends are open as far as one cycle of movement is uncertain: at the beginning some
samples of one series may be left out, at the end the longer series goes on alone. The band keeps its width and moves
with the best cell of each row, which costs rows times width however long the series are.

Deviations: the band follows instead of lying on the diagonal; ends are open; a missing sample costs a fixed amount.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.records import FloatArray

UNSEEN_COST = 0.5
"""Cost of a pair of samples of which one is unseen: half of what a quarter of a cycle beside the phase costs a
movement of unit variance, so that neither seen nor unseen stretches are sought."""

UNEVEN_COST = 0.01
"""Cost of each step that is not even: where nothing speaks for one path, both go on at their own pace."""

SKIP_COST = UNSEEN_COST + UNEVEN_COST
"""Cost of each sample that is left out at the beginning: no more is gained by leaving it out than by not seeing it."""

FOLLOW = 1
"""Columns by which the band may move away from the diagonal at every fourth row."""

_STEPS = ((1, 1), (1, 2), (2, 1))
"""Rows and columns that each way of reaching a cell goes on."""


def warp(first: FloatArray, second: FloatArray, band: int, slack: int) -> tuple[NDArray[np.int_], float]:
    """Find the pairs of samples that go together.

    Parameters
    ----------
    first : array, shape (n, d)
    second : array, shape (m, d)
        NaN: unseen.
    band : int
        Samples to both sides of the best path that are looked at.
    slack : int
        Samples that may be left out at the beginning of either.

    Returns
    -------
    pairs : int array, shape (k, 2)
        Indices into both, each rising; empty when a series is.
    cost : float
        Mean cost of a sample on the path.
    """
    n, m = len(first), len(second)
    if n == 0 or m == 0:
        return np.empty((0, 2), dtype=int), 0.0
    offsets, ways, ends = _fill(first, second, band, slack)
    if not ends:
        return np.empty((0, 2), dtype=int), UNSEEN_COST
    cost, i, j = min(ends)
    return _trace(offsets, ways, i, j), cost


def _fill(
    first: FloatArray, second: FloatArray, band: int, slack: int
) -> tuple[list[int], list[NDArray[np.int8]], list[tuple[float, int, int]]]:
    """Fill the band row by row.

    Returns
    -------
    offsets : list of int
        Column of each row's first cell.
    ways : list of int8 array
        Which of the three steps led to a cell; -1 a beginning.
    ends : list of (mean cost, row, column)
        Cells in which one of the series is used up.
    """
    n, m, width = len(first), len(second), 2 * band + 1
    compare = _Comparer(first, second, width)
    columns = np.arange(width)
    before = [(np.full(width, np.inf), np.full(width, np.inf), 0)] * 2  # sums, costs and offset of the last two rows
    offsets: list[int] = []
    ways: list[NDArray[np.int8]] = []
    ends: list[tuple[float, int, int]] = []
    offset = -band
    for i in range(n):
        if offset >= m:
            break
        at = offset + columns
        inside = (at >= 0) & (at < m)
        costs = np.where(inside, compare(i, offset), np.inf)
        options = _options(costs, offset, before)
        way = options.argmin(axis=0).astype(np.int8)
        sums = options[way, columns]
        begins = costs + SKIP_COST * (at if i == 0 else i)
        may_begin = inside & ((at <= slack) if i == 0 else (at == 0) & (i <= slack))
        better = may_begin & (begins < sums)
        sums, way = np.where(better, begins, sums), np.where(better, -1, way).astype(np.int8)
        offsets.append(offset)
        ways.append(way)
        mean = sums / np.maximum(i + at + 1.0, 1.0)
        last = np.flatnonzero(np.isfinite(sums)) if i == n - 1 else np.flatnonzero(np.isfinite(sums) & (at == m - 1))
        ends += [(float(mean[k]), i, int(at[k])) for k in last]
        before = [before[1], (sums, costs, offset)]
        best = int(mean.argmin()) if np.isfinite(mean).any() else band
        offset += 1 + int(np.clip(best - band, -FOLLOW, FOLLOW)) * (i % 4 == 3)
    return offsets, ways, ends


def _options(costs: FloatArray, offset: int, before: list[tuple[FloatArray, FloatArray, int]]) -> FloatArray:
    """Sum of costs by each of the three steps, shape (3, width)."""
    (sums2, _, offset2), (sums1, costs1, offset1) = before
    beside = _shift(costs, -1)
    return np.stack(
        [
            _shift(sums1, offset - offset1 - 1) + 2.0 * costs,
            _shift(sums1, offset - offset1 - 2) + 2.0 * beside + costs + UNEVEN_COST,
            _shift(sums2, offset - offset2 - 1) + 2.0 * _shift(costs1, offset - offset1) + costs + UNEVEN_COST,
        ]
    )


def _shift(row: FloatArray, by: int) -> FloatArray:
    """Move a row so that index k holds what was at k + by; infinity from outside."""
    moved = np.full_like(row, np.inf)
    width = len(row)
    if abs(by) < width:
        moved[max(0, -by) : width - max(0, by)] = row[max(0, by) : width - max(0, -by)]
    return moved


class _Comparer:
    """Mean squared differences of samples over what both know."""

    def __init__(self, first: FloatArray, second: FloatArray, width: int) -> None:
        padded = np.pad(second, ((width, width), (0, 0)), constant_values=np.nan)
        self._known = np.isfinite(first), np.isfinite(padded)
        self._values = np.nan_to_num(first), np.nan_to_num(padded)
        self._width = width

    def __call__(self, row: int, offset: int) -> FloatArray:
        """Costs of a row's sample and as many others as the band is wide, from a column on that may lie outside."""
        part = slice(offset + self._width, offset + 2 * self._width)
        known = self._known[1][part] & self._known[0][row]
        difference = (self._values[1][part] - self._values[0][row]) * known
        count = known.sum(axis=1)
        total = np.einsum("kd,kd->k", difference, difference)
        return np.where(count > 0, total / np.maximum(count, 1), UNSEEN_COST)


def _trace(offsets: list[int], ways: list[NDArray[np.int8]], i: int, j: int) -> NDArray[np.int_]:
    """Follow the path back from its end; the sample between the ends of a long step is kept too."""
    pairs = [(i, j)]
    while (way := int(ways[i][j - offsets[i]])) >= 0:
        rows, columns = _STEPS[way]
        if rows + columns == 3:
            pairs.append((i - rows + 1, j - columns + 1))
        i, j = i - rows, j - columns
        pairs.append((i, j))
    return np.array(pairs[::-1])
