"""Trees that are added to a model: gradient boosting with histograms, in numpy.

What a model already scores is where the boosting begins, so that a few small trees learn only what it gets amiss. The
method is Friedman's (Greedy function approximation, 2001) with Newton steps and histograms of the features as in
LightGBM (Ke et al. 2017), grown level by level; every round sees a random half of the examples and of the features
(Friedman, Stochastic gradient boosting, 2002). The same examples and seed give the same trees.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.records import TECHNIQUES, FloatArray
from coach.technique.model import TechniqueModel

ROUNDS = 40
LEVELS = 3
LEARNING_RATE = 0.15
RIDGE = 2.0
"""Added to a leaf's curvature, in examples of mean weight."""
SMALLEST_LEAF = 20
BINS = 32
ROW_SHARE, COLUMN_SHARE = 0.5, 0.5
NODES = 2 ** (LEVELS + 1) - 1


@dataclass(frozen=True, slots=True)
class _Binned:
    """Features as bins: ``cell`` (m, f) is bin + f * BINS; ``edges`` (f, BINS - 1) are the thresholds between them."""

    cell: NDArray[np.int32]
    edges: FloatArray

    @staticmethod
    def of(values: FloatArray) -> _Binned:
        edges = np.quantile(values, np.arange(1, BINS) / BINS, axis=0).T
        cell = np.empty(values.shape, dtype=np.int32)
        for column in range(values.shape[1]):
            # A value equal to a threshold goes left, as in the model.
            cell[:, column] = np.searchsorted(edges[column], values[:, column], side="left") + column * BINS
        return _Binned(cell, edges)


def add_trees(
    values: FloatArray,
    target: FloatArray,
    weight: FloatArray,
    start: FloatArray,
    *,
    usable: NDArray[np.bool_],
    seed: int,
    rounds: int = ROUNDS,
    on_round: Callable[[float], None] | None = None,
) -> TechniqueModel:
    """Fit trees that correct scores.

    Parameters
    ----------
    values : array, shape (m, f)
        Features, finite.
    target : array, shape (m, 5)
        Scores to come near to, rows sum to 1: all for the technique that was named, or what is to stay as it is.
    weight : array, shape (m,)
        Of any sum; only ratios count.
    start : array, shape (m, 5)
        Logarithmic scores before these trees, by models that did not learn from the examples: else the trees would
        see no fault in them.
    usable : bool array, shape (f,)
        Features that may be split on.
    seed, rounds : int
    on_round : callable, optional
        Called with the fraction done.
    """
    rng = np.random.default_rng(seed)
    weight = weight * len(weight) / weight.sum()
    binned = _Binned.of(values)
    logits = start.copy()
    columns = np.flatnonzero(usable)
    trees: list[_Tree] = []
    for done in range(rounds):
        rows = np.flatnonzero(rng.random(len(values)) < ROW_SHARE)
        chosen = rng.choice(columns, max(1, round(COLUMN_SHARE * len(columns))), replace=False)
        grown = _grow_round(binned, rows, np.sort(chosen), softmax(logits), target, weight)
        for tree in grown:
            logits[:, tree.technique] += tree.value[_drop(tree, values)]
        trees += grown
        if on_round is not None:
            on_round((done + 1) / rounds)
    return _to_model(trees)


def _to_model(trees: list[_Tree]) -> TechniqueModel:
    return TechniqueModel(
        feature=np.array([tree.feature for tree in trees], dtype=np.int16),
        threshold=np.array([tree.threshold for tree in trees]),
        left=np.tile(_LEFT, (len(trees), 1)),
        right=np.tile(_LEFT + 1, (len(trees), 1)),
        value=np.array([tree.value for tree in trees]),
        technique=np.array([tree.technique for tree in trees], dtype=np.int16),
        base=np.zeros(len(TECHNIQUES)),
        temperature=1.0,
    )


_LEFT = np.minimum(2 * np.arange(NODES) + 1, NODES - 2).astype(np.int16)
"""Nodes are numbered level by level: the children of node i are 2i + 1 and 2i + 2."""


@dataclass(frozen=True, slots=True)
class _Tree:
    feature: NDArray[np.int16]
    threshold: FloatArray
    value: FloatArray
    technique: int


def _grow_round(
    binned: _Binned,
    rows: NDArray[np.int_],
    columns: NDArray[np.int_],
    shares: FloatArray,
    target: FloatArray,
    weight: FloatArray,
) -> list[_Tree]:
    """Grow a tree for each technique, from the slope and the bend of the loss at the scores as they are."""
    grown = []
    for technique in range(len(TECHNIQUES)):
        p = shares[:, technique]
        slope, bend = weight * (p - target[:, technique]), weight * p * (1 - p)
        grown.append(_grow(binned, rows, columns, slope, bend, technique))
    return grown


def _grow(
    binned: _Binned, rows: NDArray[np.int_], columns: NDArray[np.int_], slope: FloatArray, bend: FloatArray, of: int
) -> _Tree:
    feature = np.full(NODES, -1, dtype=np.int16)
    threshold, value = np.zeros(NODES), np.zeros(NODES)
    cells = binned.cell[np.ix_(rows, columns)] - columns * BINS + np.arange(len(columns)) * BINS
    g, h = slope[rows], bend[rows]
    node = np.zeros(len(rows), dtype=np.int64)
    for level in range(LEVELS + 1):
        first, count = 2**level - 1, 2**level
        at = node - first
        open_rows = (at >= 0) & (at < count)
        sums = [np.bincount(at[open_rows], w[open_rows], count) for w in (g, h)]
        steps = -LEARNING_RATE * sums[0] / (sums[1] + RIDGE)
        value[first : first + count] = steps
        if level == LEVELS:
            break
        best, gain = _find_splits(cells[open_rows], at[open_rows], g[open_rows], h[open_rows], count)
        for i in np.flatnonzero(gain > 0):
            column, cut = divmod(int(best[i]), BINS)
            feature[first + i] = columns[column]
            threshold[first + i] = binned.edges[columns[column], cut]
        split = open_rows & (feature[node] >= 0)
        chosen = np.searchsorted(columns, np.maximum(feature[node[split]], 0))
        cut_cell = best[node[split] - first]
        right = cells[split, chosen] > cut_cell
        node[split] = 2 * node[split] + 1 + right
    return _Tree(feature, threshold, value, of)


def _find_splits(
    cells: NDArray[np.int32], at: NDArray[np.int64], g: FloatArray, h: FloatArray, count: int
) -> tuple[NDArray[np.int64], FloatArray]:
    """Best cell to cut after, and its gain, for each node: (count,); no gain where a side would be too small."""
    width = cells.shape[1] * BINS
    flat = (cells + (at * width)[:, None]).ravel()
    shape = (count, cells.shape[1], BINS)
    size = count * width
    below = [
        np.bincount(flat, weights, size).reshape(shape).cumsum(axis=2)
        for weights in (np.repeat(g, cells.shape[1]), np.repeat(h, cells.shape[1]), None)
    ]
    every = [sums[:, :, -1:] for sums in below]

    def worth(slope: FloatArray, bend: FloatArray) -> FloatArray:
        found: FloatArray = slope**2 / (bend + RIDGE)
        return found

    gain = worth(below[0], below[1]) + worth(every[0] - below[0], every[1] - below[1]) - worth(every[0], every[1])
    small = (below[2] < SMALLEST_LEAF) | (every[2] - below[2] < SMALLEST_LEAF)
    flat_gain = np.where(small, 0.0, gain).reshape(count, width)
    best = flat_gain.argmax(axis=1)
    return best, flat_gain[np.arange(count), best]


def _drop(tree: _Tree, values: FloatArray) -> NDArray[np.int64]:
    """Node in which each row of values (m, f) ends."""
    node = np.zeros(len(values), dtype=np.int64)
    rows = np.arange(len(values))
    for _ in range(LEVELS):
        feature = tree.feature[node]
        right = values[rows, np.maximum(feature, 0)] > tree.threshold[node]
        node = np.where(feature >= 0, 2 * node + 1 + right, node)
    return node


def softmax(logits: FloatArray) -> FloatArray:
    """Turn logits (m, 5) into scores whose rows sum to 1."""
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: FloatArray = odds / odds.sum(axis=1, keepdims=True)
    return shares
