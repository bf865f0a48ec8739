"""Measuring what learning brings, on sessions or persons that were not learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coach.learning.boosting import softmax
from coach.learning.examples import as_features, compute_logits, split_folds
from coach.learning.fitting import OnProgress, fit_trees, name_scored
from coach.learning.replay import Replay
from coach.motion.rhythm import TICK_S
from coach.records import TECHNIQUES, FloatArray
from coach.technique.local_model import Taught
from coach.technique.model import TechniqueModel
from coach.workers import run_tasks

FOLDS = 5
STRENGTHS = (1.0, 0.7, 0.5)
"""How much of what the trees say is measured: the less, the less is learnt, and the less forgotten."""
LEAST_PERSONS = 3
"""With fewer persons sessions are left out: a model that learnt from one person alone says little of another."""

GroupedBy = Literal["sessions", "persons"]


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


@dataclass(frozen=True, slots=True)
class Fit:
    """Trees that were learnt, and what they say where they learnt nothing.

    Attributes
    ----------
    trees : TechniqueModel
        Those that were added.
    before : int array, shape (m,)
        What the shipped model calls the ticks that were left out.
    after : int array, shape (strengths, m)
        What it calls them with the trees, by :data:`STRENGTHS`.
    added : array, shape (k, 5)
        What the trees add to the logits of the general clips that were left out, up to a number that is the same for
        all techniques.
    """

    trees: TechniqueModel
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    added: FloatArray


def fit_and_measure(
    shipped: TechniqueModel,
    taught: Taught,
    replay: Replay,
    jobs: int = 1,
    on_progress: OnProgress | None = None,
) -> tuple[TechniqueModel, tuple[LeftOut, ...]]:
    """Learn from all that was taught, and measure what learning brings where it has not seen the session or the person.

    Each fold leaves out some of the sessions (or persons) and some of the general clips at once; the trees that learn
    from the rest are measured on both.

    Parameters
    ----------
    shipped : TechniqueModel
    taught : Taught
        At least two sessions.
    replay : Replay
    jobs : int
        Processes.
    on_progress : callable, optional
        Called with the fraction done.

    Returns
    -------
    tuple
        The trees, and how they do at each of :data:`STRENGTHS`.
    """
    division = _divide(taught, replay)
    # All of it is one more part, in which nothing is left out.
    parts = [_take_part(taught, replay, division, fold) for fold in range(division.folds + 1)]
    *fits, whole = run_tasks(fit_part, [(shipped, *part) for part in parts], jobs, on_progress)
    return whole.trees, _sum_up(taught, replay, division, fits)


def fit_part(
    shipped: TechniqueModel,
    taught: Taught,
    replay: Replay,
    left_out: Taught,
    general: FloatArray,
    on_progress: OnProgress,
) -> Fit:
    """Learn from a part, and say what is left out: of what was taught, and of the general clips (values, (k, f))."""
    trees = fit_trees(shipped, taught, replay, on_progress)
    known = compute_logits(shipped.score(as_features(left_out.values)), shipped.temperature)
    added = _score_trees(trees, left_out.values)
    before, *after = (
        name_scored(softmax((known + strength * added) / shipped.temperature), left_out)
        for strength in (0.0, *STRENGTHS)
    )
    return Fit(trees, before, np.array(after).reshape(len(STRENGTHS), -1), _score_trees(trees, general))


@dataclass(frozen=True, slots=True)
class _Division:
    """Which fold leaves out what: fold numbers by tick, and the groups that are never split."""

    grouped_by: GroupedBy
    folds: int
    group: NDArray[np.int64]
    of_taught: NDArray[np.int64]
    of_replay: NDArray[np.int64]


def _divide(taught: Taught, replay: Replay) -> _Division:
    persons = len(np.unique(taught.person))
    grouped_by: GroupedBy = "persons" if persons >= LEAST_PERSONS else "sessions"
    groups, group = np.unique(taught.person if grouped_by == "persons" else taught.session, return_inverse=True)
    folds = min(FOLDS, len(groups))
    clips = split_folds(replay.examples.recording, folds)
    return _Division(grouped_by, folds, group, split_folds(group, folds), clips)


def _take_part(
    taught: Taught, replay: Replay, division: _Division, fold: int
) -> tuple[Taught, Replay, Taught, FloatArray]:
    mine, clips = division.of_taught == fold, division.of_replay == fold
    return _choose(taught, ~mine), replay.of(~clips), _choose(taught, mine), replay.examples.values[clips]


def _sum_up(taught: Taught, replay: Replay, division: _Division, fits: Sequence[Fit]) -> tuple[LeftOut, ...]:
    """Put together what the folds left out, at each strength."""
    added = np.zeros_like(replay.logits)
    before = np.zeros(len(taught.label), dtype=np.int64)
    after = np.zeros((len(STRENGTHS), len(taught.label)), dtype=np.int64)
    for fold, fit in enumerate(fits):
        mine = division.of_taught == fold
        before[mine], after[:, mine] = fit.before, fit.after
        added[division.of_replay == fold] = fit.added
    return tuple(
        _compare(taught, division, before, said, _recall(replay, replay.logits + strength * added), replay)
        for strength, said in zip(STRENGTHS, after, strict=True)
    )


def _compare(
    taught: Taught,
    division: _Division,
    before: NDArray[np.int64],
    after: NDArray[np.int64],
    general_after: FloatArray,
    replay: Replay,
) -> LeftOut:
    right_before, right_after = before == taught.label, after == taught.label
    gains = np.bincount(division.group, right_after.astype(int) - right_before.astype(int))
    confusion = np.zeros((len(TECHNIQUES), len(TECHNIQUES)), dtype=np.int64)
    np.add.at(confusion, (taught.label, before), 1)
    return LeftOut(
        grouped_by=division.grouped_by,
        groups=len(gains),
        seconds=len(taught.label) * TICK_S,
        before=float(right_before.mean()),
        after=float(right_after.mean()),
        better=int((gains > 0).sum()),
        worse=int((gains < 0).sum()),
        general_before=_recall(replay, replay.logits),
        general_after=general_after,
        confusion=confusion,
    )


def _choose(taught: Taught, keep: NDArray[np.bool_]) -> Taught:
    return Taught(taught.values[keep], taught.label[keep], taught.session[keep], taught.person[keep])


def _score_trees(trees: TechniqueModel, values: FloatArray) -> FloatArray:
    """Return what trees add to the logits, (m, 5), up to a number that is the same for all techniques."""
    return compute_logits(trees.score(as_features(values)), trees.temperature)


def _recall(replay: Replay, logits: FloatArray) -> FloatArray:
    label, said = replay.examples.label[replay.rendered], logits[replay.rendered].argmax(axis=1)
    return np.array([float((said[label == t] == t).mean()) if (label == t).any() else 1.0 for t in range(5)])
