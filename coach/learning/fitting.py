"""Fitting a local model to what a teacher named: trees that are added to the shipped ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from coach.learning.boosting import add_trees, softmax
from coach.learning.examples import (
    Examples,
    as_features,
    balance,
    compute_logits,
    join_examples,
)
from coach.learning.replay import Replay
from coach.records import TECHNIQUES, FloatArray
from coach.technique.features import FEATURE_NAMES
from coach.technique.local_model import Taught
from coach.technique.model import TechniqueModel
from coach.technique.rules import limit_by_pace
from coach.technique.segments import decode_verdicts

TAUGHT_WEIGHT = 0.1
"""Weight of all that was taught to all that is replayed."""
MOST_TAUGHT = 12_000
"""So many ticks (40 minutes) are learnt from at most, taken evenly: neighbours are nearly the same."""
SEED = 7

OnProgress = Callable[[float], None]


def fit_local(
    shipped: TechniqueModel,
    taught: Taught,
    replay: Replay,
    on_progress: OnProgress | None = None,
) -> TechniqueModel:
    """Add trees to the shipped model that learn what was taught, and forget nothing that is replayed."""
    return join_models(shipped, fit_trees(shipped, taught, replay, on_progress))


def name_ticks(model: TechniqueModel, taught: Taught) -> NDArray[np.int64]:
    """Name the technique of every taught tick, smoothed over each session as a review does: indices, shape (m,)."""
    return name_scored(model.score(as_features(taught.values)), taught)


def name_scored(scores: FloatArray, taught: Taught) -> NDArray[np.int64]:
    """Name the technique of every taught tick from scores, (m, 5), smoothed likewise."""
    scores = limit_by_pace(scores, as_features(taught.values))
    said = np.empty(len(taught.label), dtype=np.int64)
    for session in np.unique(taught.session):
        mine = np.flatnonzero(taught.session == session)
        said[mine] = [TECHNIQUES.index(name) for name in decode_verdicts(scores[mine])]
    return said


def weaken(trees: TechniqueModel, strength: float) -> TechniqueModel:
    """Let trees say a part of what they say, so that they change less of what was known."""
    return replace(trees, value=trees.value * strength)


def join_models(model: TechniqueModel, added: TechniqueModel) -> TechniqueModel:
    """Put the trees of two models together; their scores before the softmax add up."""
    nodes = max(model.feature.shape[1], added.feature.shape[1])

    def join(name: str, empty: int) -> NDArray[np.generic]:
        parts = (getattr(model, name), getattr(added, name))
        wide = [np.pad(p, ((0, 0), (0, nodes - p.shape[1])), constant_values=empty) for p in parts]
        joined: NDArray[np.generic] = np.concatenate(wide).astype(parts[0].dtype)
        return joined

    return TechniqueModel(
        feature=join("feature", -1),  # type: ignore[arg-type]
        threshold=join("threshold", 0),  # type: ignore[arg-type]
        left=join("left", 0),  # type: ignore[arg-type]
        right=join("right", 0),  # type: ignore[arg-type]
        value=join("value", 0),  # type: ignore[arg-type]
        technique=np.concatenate([model.technique, added.technique]).astype(model.technique.dtype),
        base=model.base + added.base,
        temperature=model.temperature,
    )


def fit_trees(
    shipped: TechniqueModel, taught: Taught, replay: Replay, on_progress: OnProgress | None = None
) -> TechniqueModel:
    """Fit the trees that are added to the shipped ones."""
    kept = np.unique(np.linspace(0, len(taught.label) - 1, min(len(taught.label), MOST_TAUGHT)).round().astype(int))
    values, label = taught.values[kept], taught.label[kept]
    logits = compute_logits(shipped.score(as_features(values)), shipped.temperature)
    weight = balance(label, np.full(len(label), TAUGHT_WEIGHT / len(label)))
    lessons = Examples(values, label, -1 - taught.session[kept], weight)
    right = replay.of(replay.logits.argmax(axis=1) == replay.examples.label)
    general = right.examples
    replayed = replace(general, weight=balance(general.label, general.weight / general.weight.sum()))
    every = join_examples([lessons, replayed])
    target = np.eye(len(TECHNIQUES))[every.label]
    # What the shipped model calls right is to stay as it is (Li and Hoiem, Learning without forgetting, 2016): were it
    # learnt on, the trees would chase its last few faults and lose more elsewhere. Its faults are not held on to.
    target[len(lessons) :] = softmax(right.logits)
    return add_trees(
        every.values,
        target,
        every.weight,
        np.concatenate([logits, right.logits]),
        usable=_find_usable(shipped),
        seed=SEED,
        on_round=on_progress,
    )


def _find_usable(shipped: TechniqueModel) -> NDArray[np.bool_]:
    """Choose the features that the shipped model splits on: it was made without those that mislead."""
    usable = np.zeros(len(FEATURE_NAMES), dtype=bool)
    usable[np.unique(shipped.feature[shipped.feature >= 0])] = True
    return usable
