"""The trained technique model: boosted trees as plain arrays, run by numpy.

The file is an ``.npz`` of arrays with a ``.json`` beside it that says what the columns mean, how it was trained and how
well it did; nothing is pickled. See ``models/README.md`` and :mod:`models.training`.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.errors import ModelFileError
from coach.hands.model_file import find_model
from coach.records import TECHNIQUES, FloatArray
from coach.technique.features import FEATURE_NAMES, Features
from coach.words import say

ARRAYS_NAME = "technique.npz"
CARD_NAME = "technique.json"
CHUNK = 512
"""Ticks that are worked on at once, which bounds the memory."""


@dataclass(frozen=True, slots=True)
class TechniqueModel:
    """A softmax over sums of trees.

    Attributes
    ----------
    feature : int array, shape (trees, nodes)
        Index into :data:`FEATURE_NAMES`; -1 in a leaf.
    threshold : array, shape (trees, nodes)
        A value up to it goes left.
    left, right : int array, shape (trees, nodes)
    value : array, shape (trees, nodes)
        Of a leaf.
    technique : int array, shape (trees,)
        Which of ``TECHNIQUES`` a tree speaks for.
    base : array, shape (5,)
        Scores before any tree.
    temperature : float
        Scores are divided by it, so that they are as sure as they are right.
    """

    feature: NDArray[np.int16]
    threshold: FloatArray
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: FloatArray
    technique: NDArray[np.int16]
    base: FloatArray
    temperature: float

    def score(self, features: Features) -> FloatArray:
        """Score every technique at every tick: (m, 5), rows sum to 1, NaN where nothing was seen."""
        scores = np.full((len(features.values), len(TECHNIQUES)), np.nan)
        seen = np.flatnonzero(np.isfinite(features.values).all(axis=1))
        for start in range(0, len(seen), CHUNK):
            rows = seen[start : start + CHUNK]
            scores[rows] = self._softmax(features.values[rows])
        return scores

    def _softmax(self, values: FloatArray) -> FloatArray:
        m, trees, nodes = len(values), *self.feature.shape
        # Every node of every tree has one number: looking up by one index is twice as quick as by two.
        roots = nodes * np.arange(trees)
        feature, threshold = self.feature.ravel(), self.threshold.ravel()
        left, right = self.left.ravel(), self.right.ravel()
        node = np.broadcast_to(roots, (m, trees))
        rows = values.shape[1] * np.arange(m)[:, None]
        while True:
            asked = feature.take(node)
            inner = asked >= 0
            if not inner.any():
                break
            goes_left = values.take(rows + np.maximum(asked, 0)) <= threshold.take(node)
            node = np.where(inner, roots + np.where(goes_left, left.take(node), right.take(node)), node)
        leaves = self.value.ravel().take(node)
        sums = np.stack([leaves[:, self.technique == i].sum(axis=1) for i in range(len(TECHNIQUES))], axis=1)
        logits = (sums + self.base) / self.temperature
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: FloatArray = odds / odds.sum(axis=1, keepdims=True)
        return shares


@lru_cache(maxsize=1)
def load_technique_model() -> TechniqueModel:
    """Read the trained model.

    Raises
    ------
    ModelFileError
        Missing, damaged, or made for other features than this version computes.
    """
    return read_model(find_model(ARRAYS_NAME), find_model(CARD_NAME))


def read_model(arrays: Path, card: Path) -> TechniqueModel:
    """Read a model from its two files; raises :class:`ModelFileError` as :func:`load_technique_model` does."""
    try:
        about = json.loads(card.read_text(encoding="utf-8"))
        with np.load(arrays, allow_pickle=False) as data:
            model = TechniqueModel(
                **{name: data[name] for name in ("feature", "threshold", "left", "right", "value", "technique")},
                base=data["base"],
                temperature=float(data["temperature"]),
            )
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ModelFileError(say("model-technique-unreadable", name=arrays.name, error=str(error))) from error
    if tuple(about.get("features", ())) != FEATURE_NAMES or tuple(about.get("techniques", ())) != TECHNIQUES:
        raise ModelFileError(say("model-technique-other", name=arrays.name))
    return model


def write_model(model: TechniqueModel, about: dict[str, object], folder: Path) -> None:
    """Write a model's two files; the same model gives the same bytes."""
    names = ("feature", "threshold", "left", "right", "value", "technique", "base", "temperature")
    arrays: dict[str, Any] = {name: np.asarray(getattr(model, name)) for name in names}
    np.savez_compressed(folder / ARRAYS_NAME, **arrays)
    card = {"features": FEATURE_NAMES, "techniques": TECHNIQUES, **about}
    (folder / CARD_NAME).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
