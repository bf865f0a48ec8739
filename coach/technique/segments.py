"""From scores a tick to stretches of one verdict.

A hidden Markov model whose states are the techniques: scores are its likelihoods, and changing technique has a price.
A recording is decoded whole (Viterbi 1967); a running analysis uses the same model's forward filter. Stretches without
dependable hands are ``unseen``; short losses are carried by their neighbours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.motion.rhythm import TICK_S
from coach.motion.smoothing import runs_of
from coach.motion.viterbi import find_best_path
from coach.records import TECHNIQUES, FloatArray

MEAN_STAY_S = 20.0
"""Mean time one keeps to a technique: the price of a change follows from it."""

UNSEEN_LEAST_S = 1.0
"""Hands unseen for shorter than this do not end a stretch."""

FLOOR = 0.02
"""Least likelihood of a technique at a tick, so that no single tick can veto."""

EVIDENCE = 0.35
"""Share of a tick's evidence that is new: neighbouring ticks look at overlapping windows."""


def transition_logs() -> FloatArray:
    """Log probabilities of going from one technique (row) to another (column) in one tick."""
    leave = TICK_S / MEAN_STAY_S
    n = len(TECHNIQUES)
    logs: FloatArray = np.log(np.full((n, n), leave / (n - 1)) + np.eye(n) * (1 - leave - leave / (n - 1)))
    return logs


def log_evidence(scores: FloatArray, share: float = EVIDENCE) -> FloatArray:
    """Log likelihoods from scores (m, 5) of whose evidence a share is new; unseen ticks say nothing."""
    known = np.where(np.isfinite(scores), scores, 1.0 / len(TECHNIQUES))
    evidence: FloatArray = share * np.log(np.maximum(known, FLOOR))
    return evidence


def decode_verdicts(scores: FloatArray) -> NDArray[np.object_]:
    """Choose one verdict a tick for a whole recording.

    Parameters
    ----------
    scores : array, shape (m, 5)
        NaN rows where nothing was seen.

    Returns
    -------
    object array, shape (m,)
        Names of techniques, or ``"unseen"``.
    """
    states = find_best_path(log_evidence(scores), transition_logs())
    verdicts = np.array(TECHNIQUES, dtype=object)[states]
    verdicts[find_unseen(scores)] = "unseen"
    return verdicts


def find_unseen(scores: FloatArray) -> NDArray[np.bool_]:
    """Ticks that lie in a loss of hands of at least :data:`UNSEEN_LEAST_S`."""
    missing = np.asarray(~np.isfinite(scores).all(axis=1))
    out = np.zeros(len(scores), dtype=bool)
    for start, end in runs_of(missing):
        if missing[start] and (end - start) * TICK_S >= UNSEEN_LEAST_S:
            out[start:end] = True
    if missing.all():
        out[:] = True
    return out


def filter_step(belief: FloatArray | None, scores: FloatArray, share: float = EVIDENCE) -> FloatArray:
    """Go one tick on: the probability of each technique given all until now, shape (5,).

    Parameters
    ----------
    belief : array, shape (5,), or None
        What was returned a tick ago; ``None`` begins.
    scores : array, shape (5,)
        NaN where nothing was seen.
    share : float
        Share of the tick's evidence that is new.
    """
    if belief is None:
        belief = np.full(len(TECHNIQUES), 1.0 / len(TECHNIQUES))
    evidence = log_evidence(scores[None], share)[0]
    moved = (belief @ np.exp(transition_logs())) * np.exp(evidence - evidence.max())
    now: FloatArray = moved / moved.sum()
    return now
