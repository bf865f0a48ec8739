"""The best sequence of states under a price for every change (Viterbi 1967)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.records import FloatArray


def advance(total: FloatArray, scores: FloatArray, change: FloatArray) -> tuple[FloatArray, NDArray[np.intp]]:
    """Go one tick on.

    Parameters
    ----------
    total : array, shape (n,)
        Of the best path to each state.
    scores : array, shape (n,)
        Of each state at the new tick.
    change : array, shape (n, n)
        As in :func:`find_best_path`.

    Returns
    -------
    total : array, shape (n,)
    came_from : int array, shape (n,)
        State before, on the best path to each; on a tie the earlier one.
    """
    options = np.add(total, change.T, order="C")
    came_from = options.argmax(axis=1)
    best: FloatArray = options[np.arange(len(total)), came_from]
    return best + scores, came_from


def find_best_path(scores: FloatArray, change: FloatArray) -> NDArray[np.intp]:
    """Return the states whose scores, together with those of the changes between them, are highest.

    Parameters
    ----------
    scores : array, shape (m, n)
        Of each state at each tick, in units that add up, such as log probabilities.
    change : array, shape (n, n)
        Of going from one state (row) to another (column) between two ticks; the diagonal is staying.

    Returns
    -------
    int array, shape (m,)
        On a tie the earlier state.
    """
    m, n = scores.shape
    if m == 0:
        return np.zeros(0, dtype=np.intp)
    came_from = np.zeros((m, n), dtype=np.intp)
    total = scores[0]
    for tick in range(1, m):
        total, came_from[tick] = advance(total, scores[tick], change)
    path = np.empty(m, dtype=np.intp)
    path[-1] = total.argmax()
    for tick in range(m - 1, 0, -1):
        path[tick - 1] = came_from[tick, path[tick]]
    return path
