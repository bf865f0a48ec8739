"""Fitting a local model to what a teacher named, and measuring it on sessions or persons that it did not learn from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coach.learning.boosting import add_trees, softmax
from coach.learning.examples import (
    Examples,
    as_features,
    balance,
    compute_logits,
    join_examples,
    split_folds,
)
from coach.learning.replay import Replay
from coach.motion.rhythm import TICK_S
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
FOLDS = 5
LEAST_PERSONS = 3
"""With fewer persons sessions are left out: a model that learnt from one person alone says little of another."""
SEED = 7

GroupedBy = Literal["sessions", "persons"]
OnProgress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How a model does on what it did not learn from, against the shipped one.

    Attributes
    ----------
    grouped_by : "sessions" or "persons"
        What was left out in turn.
    groups : int
        How many of them.
    seconds : float
        That a teacher named.
    before, after : float
        Share of them called right, smoothed over time as in a review.
    better, worse : int
        Groups in which the model is right more often, or less often, than the shipped one.
    general_before, general_after : array, shape (5,)
        Share of each technique's ticks on the general clips that is called right, each tick for itself.
    confusion : int array, shape (5, 5)
        Ticks by what the teacher named (row) and the shipped model says (column).
    """

    grouped_by: GroupedBy
    groups: int
    seconds: float
    before: float
    after: float
    better: int
    worse: int
    general_before: FloatArray
    general_after: FloatArray
    confusion: NDArray[np.int64]


def fit_local(
    shipped: TechniqueModel,
    taught: Taught,
    replay: Replay,
    on_progress: OnProgress | None = None,
) -> TechniqueModel:
    """Add trees to the shipped model that learn what was taught, and forget nothing that is replayed."""
    return join_models(shipped, _fit_trees(shipped, taught, replay, on_progress))


def measure_left_out(
    shipped: TechniqueModel, taught: Taught, replay: Replay, on_progress: OnProgress | None = None
) -> LeftOut:
    """Measure what learning brings where it has not seen the session or the person.

    Each fold leaves out some of the sessions (or persons) and some of the general clips at once; the trees that learn
    from the rest are measured on both.

    Parameters
    ----------
    shipped : TechniqueModel
    taught : Taught
        At least two sessions.
    replay : Replay
    on_progress : callable, optional
        Called with the fraction done.
    """
    persons = len(np.unique(taught.person))
    grouped_by: GroupedBy = "persons" if persons >= LEAST_PERSONS else "sessions"
    groups, group = np.unique(taught.person if grouped_by == "persons" else taught.session, return_inverse=True)
    folds = min(FOLDS, len(groups))
    of_clip = split_folds(replay.examples.recording, folds)
    of_group = split_folds(group, folds)
    general = replay.logits.copy()
    said = np.zeros(len(taught.label), dtype=np.int64)
    for fold in range(folds):
        mine, clips = of_group == fold, of_clip == fold
        trees = _fit_trees(shipped, _choose(taught, ~mine), replay.of(~clips), _part(on_progress, fold, folds))
        general[clips] += _score_trees(trees, replay.examples.values[clips])
        said[mine] = name_ticks(join_models(shipped, trees), _choose(taught, mine))
    before = name_ticks(shipped, taught)
    right_before, right_after = before == taught.label, said == taught.label
    gains = np.bincount(group, right_after.astype(int) - right_before.astype(int))
    confusion = np.zeros((len(TECHNIQUES), len(TECHNIQUES)), dtype=np.int64)
    np.add.at(confusion, (taught.label, before), 1)
    return LeftOut(
        grouped_by=grouped_by,
        groups=len(groups),
        seconds=len(taught.label) * TICK_S,
        before=float(right_before.mean()),
        after=float(right_after.mean()),
        better=int((gains > 0).sum()),
        worse=int((gains < 0).sum()),
        general_before=_recall(replay, replay.logits),
        general_after=_recall(replay, general),
        confusion=confusion,
    )


def name_ticks(model: TechniqueModel, taught: Taught) -> NDArray[np.int64]:
    """Name the technique of every taught tick, smoothed over each session as a review does: indices, shape (m,)."""
    features = as_features(taught.values)
    scores = limit_by_pace(model.score(features), features)
    said = np.empty(len(taught.label), dtype=np.int64)
    for session in np.unique(taught.session):
        mine = np.flatnonzero(taught.session == session)
        said[mine] = [TECHNIQUES.index(name) for name in decode_verdicts(scores[mine])]
    return said


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


def _fit_trees(
    shipped: TechniqueModel, taught: Taught, replay: Replay, on_progress: OnProgress | None
) -> TechniqueModel:
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


def _choose(taught: Taught, keep: NDArray[np.bool_]) -> Taught:
    return Taught(taught.values[keep], taught.label[keep], taught.session[keep], taught.person[keep])


def _score_trees(trees: TechniqueModel, values: FloatArray) -> FloatArray:
    """Return what trees add to the logits, (m, 5), up to a number that is the same for all techniques."""
    return compute_logits(trees.score(as_features(values)), trees.temperature)


def _recall(replay: Replay, logits: FloatArray) -> FloatArray:
    label, said = replay.examples.label[replay.rendered], logits[replay.rendered].argmax(axis=1)
    return np.array([float((said[label == t] == t).mean()) if (label == t).any() else 1.0 for t in range(5)])


def _part(on_progress: OnProgress | None, done: int, total: int) -> OnProgress | None:
    if on_progress is None:
        return None
    tell = on_progress
    return lambda fraction: tell((done + fraction) / total)
