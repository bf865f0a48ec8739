"""Who is who at the least cost: few rows, few columns, the very best answer.

Hands in a picture are four at most, and names of techniques five, so every set of columns is gone through once (dynamic
programming over subsets; Held and Karp 1962): a solver for large matrices is a large library to load for that.
"""

from __future__ import annotations

import math

import numpy as np

from coach.records import FloatArray

MOST = 12
"""Columns; each one more doubles the work."""


def find_assignment(cost: FloatArray) -> list[tuple[int, int]]:
    """Pair as many rows and columns as there can be, so that the sum of their costs is the least.

    Parameters
    ----------
    cost : array, shape (rows, columns)
        Finite; the shorter side at most :data:`MOST` long.

    Returns
    -------
    list of tuple of int
        (row, column), rows ascending.

    Raises
    ------
    ValueError
        For a cost that is not finite, or a matrix that is too large.
    """
    if not np.isfinite(cost).all():
        raise ValueError("every cost is a finite number; one that must not be chosen is a large one.")
    if cost.shape[0] < cost.shape[1]:
        return sorted((row, column) for column, row in find_assignment(cost.T))
    if cost.shape[1] > MOST:
        raise ValueError(f"the shorter side of the costs is at most {MOST} long, not {cost.shape[1]}.")
    return _pair(cost.tolist(), cost.shape[1])


def _pair(cost: list[list[float]], columns: int) -> list[tuple[int, int]]:
    """Pair every column with a row of its own; each row is taken in turn and may be left out."""
    bits = [(column, 1 << column) for column in range(columns)]
    best: dict[int, float] = {0: 0.0}  # set of the columns that are paired so far -> the least cost
    chosen: list[dict[int, int]] = []  # for each row: set with its column in it -> that column
    for row in cost:
        after, taken = dict(best), {}
        for done, spent in best.items():
            for column, bit in bits:
                if not done & bit and spent + row[column] < after.get(done | bit, math.inf):
                    after[done | bit] = spent + row[column]
                    taken[done | bit] = column
        best = after
        chosen.append(taken)
    pairs, done = [], (1 << columns) - 1
    for row_index in range(len(cost) - 1, -1, -1):
        column = chosen[row_index].get(done, -1)
        if column >= 0:
            pairs.append((row_index, column))
            done &= ~(1 << column)
    return pairs[::-1]
