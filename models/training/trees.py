"""Boosted trees (scikit-learn's histogram gradient boosting) turned into plain arrays."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.ensemble import HistGradientBoostingClassifier

from coach.learning.examples import Examples, balance
from coach.records import TECHNIQUES, FloatArray
from coach.technique.features import FEATURE_NAMES
from coach.technique.model import TechniqueModel

ROUNDS = 160
LEAVES = 14
LEARNING_RATE = 0.09
SMALLEST_LEAF = 60
RIDGE = 3.0

LEFT_OUT = (
    "spread_mean",
    "grasp_mean",
    "flat_mean",
    "edge",
    "pair_together",
    "other_",
    "has_other",
    "salience",
    "tips_phase",
)
"""Beginnings of the names of features that the trees may not use. Of real hands that touch the fingers are guessed, and
one hand is often carried along by the other; and how the wrist gives way while rubbing is a person's own style. So
these differ between drawn and real hands more than between techniques."""


def fit_trees(examples: Examples, seed: int) -> TechniqueModel:
    """Fit the model to examples; the same examples and seed give the same model.

    Every technique weighs the same in all, however many ticks it has.
    """
    boosting = HistGradientBoostingClassifier(
        max_iter=ROUNDS,
        max_leaf_nodes=LEAVES,
        learning_rate=LEARNING_RATE,
        min_samples_leaf=SMALLEST_LEAF,
        l2_regularization=RIDGE,
        early_stopping=False,
        random_state=seed,
    )
    usable = np.array([not name.startswith(LEFT_OUT) for name in FEATURE_NAMES])
    # A column of zeros is never split on, and the column numbers stay those of the feature names.
    values = np.where(usable, examples.values, 0.0)
    boosting.fit(values, examples.label, sample_weight=_balance(examples))
    return _to_arrays(boosting)


def _balance(examples: Examples) -> FloatArray:
    """Weights of the examples, mean 1, under which every technique has the same share."""
    weight = balance(examples.label, examples.weight)
    mean_one: FloatArray = weight * len(weight) / weight.sum()
    return mean_one


def _to_arrays(boosting: HistGradientBoostingClassifier) -> TechniqueModel:
    # scikit-learn has no public way to read the trees; the fields are those of its own tree dumper.
    trees = [(k, tree.nodes) for stage in boosting._predictors for k, tree in enumerate(stage)]
    most = max(len(nodes) for _, nodes in trees)
    feature = np.full((len(trees), most), -1, dtype=np.int16)
    left, right = (np.zeros((len(trees), most), dtype=np.int16) for _ in range(2))
    threshold, value = (np.zeros((len(trees), most), dtype=np.float64) for _ in range(2))
    for i, (_, nodes) in enumerate(trees):
        n = len(nodes)
        leaf = nodes["is_leaf"].astype(bool)
        feature[i, :n] = np.where(leaf, -1, nodes["feature_idx"])
        threshold[i, :n] = np.where(leaf, 0.0, nodes["num_threshold"])
        left[i, :n], right[i, :n] = np.where(leaf, 0, nodes["left"]), np.where(leaf, 0, nodes["right"])
        value[i, :n] = np.where(leaf, nodes["value"], 0.0)
    base: FloatArray = np.asarray(boosting._baseline_prediction, dtype=np.float64).reshape(len(TECHNIQUES))
    technique = np.array([k for k, _ in trees], dtype=np.int16)
    return TechniqueModel(feature, threshold, left, right, value, technique, base, 1.0)


def find_temperature(scores: FloatArray, examples: Examples) -> float:
    """Find the temperature at which scores of unlearnt recordings are as sure as they are right (Guo et al. 2017).

    Parameters
    ----------
    scores : array, shape (m, 5)
        At temperature 1.
    examples : Examples
        The same m examples.
    """
    logits = np.log(np.maximum(scores, 1e-12))
    weight = _balance(examples)

    def loss(log_temperature: float) -> float:
        cooled = logits / np.exp(log_temperature)
        shares = cooled - np.log(np.exp(cooled).sum(axis=1, keepdims=True))
        return float(-(weight * shares[np.arange(len(weight)), examples.label]).mean())

    best = minimize_scalar(loss, bounds=(-1.0, 1.5), method="bounded", options={"xatol": 0.02})
    return round(float(np.exp(best.x)), 3)
