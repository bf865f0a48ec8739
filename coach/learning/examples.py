"""Examples to learn from: features of single ticks and what was done there.

The shipped model (``models/training``) and a model of one's own are made from the same kind of examples, computed,
weighed and divided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import compute_signals
from coach.motion.rhythm import TICK_S, detect_rhythm, make_ticks
from coach.records import TECHNIQUES, FloatArray, HandTracks
from coach.technique.features import Features, compute_features

BORDER_S = 0.5
"""Ticks this near to a border teach nothing: their windows see both sides, and nobody marks more closely."""
UNNAMED = -1
LEAST_SHARE = 1e-6
"""Least share of a technique whose logarithm is taken."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Ticks of many recordings that one can learn from.

    Attributes
    ----------
    values : array, shape (m, f)
        Features in the order of ``FEATURE_NAMES``, all finite.
    label : int array, shape (m,)
        Index into ``TECHNIQUES``.
    recording : int array, shape (m,)
        Which recording: recordings, not ticks, are what is left out.
    weight : array, shape (m,)
    """

    values: FloatArray
    label: NDArray[np.int64]
    recording: NDArray[np.int64]
    weight: FloatArray

    def __post_init__(self) -> None:
        m = len(self.label)
        if not (len(self.values) == len(self.recording) == len(self.weight) == m):
            raise ValueError(f"examples of {m} ticks have {m} of everything")

    def __len__(self) -> int:
        return len(self.label)

    def of(self, keep: NDArray[np.bool_] | NDArray[np.int_]) -> Examples:
        """Keep some."""
        return Examples(*(getattr(self, field.name)[keep] for field in fields(self)))

    def weighed(self, total: float) -> Examples:
        """Weigh all alike, ``total`` together."""
        return replace(self, weight=np.full(len(self), total / max(len(self), 1)))


def join_examples(parts: Sequence[Examples]) -> Examples:
    """Put examples one after the other; the numbers of their recordings must differ."""
    return Examples(
        *(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Examples)),
    )


def compute_tracks_features(tracks: HandTracks) -> Features:
    """Compute the features of tracks at their ticks."""
    signals = compute_signals(tracks)
    return compute_features(signals, detect_rhythm(signals, make_ticks(signals)))


def label_ticks(stretches: Iterable[tuple[float, float, str]], time_s: FloatArray) -> NDArray[np.int64]:
    """Give each tick the index of its technique.

    Parameters
    ----------
    stretches : iterable of (float, float, str)
        Start, end, and the technique that is known to be done between them; ``"unseen"`` names none.
    time_s : array, shape (m,)

    Returns
    -------
    int array, shape (m,)
        :data:`UNNAMED` near borders and where nothing is known.
    """
    label = np.full(len(time_s), UNNAMED, dtype=np.int64)
    for start_s, end_s, technique in stretches:
        if technique != "unseen":
            inside = (time_s >= start_s + BORDER_S) & (time_s < end_s - BORDER_S)
            label[inside] = TECHNIQUES.index(technique)
    return label


def find_usable(features: Features, label: NDArray[np.int64]) -> NDArray[np.int64]:
    """Find the ticks that teach: named, and with all features seen."""
    return np.flatnonzero((label != UNNAMED) & np.isfinite(features.values).all(axis=1))


def as_features(values: FloatArray) -> Features:
    """Turn values, (m, f), into features at successive ticks, both hands seen."""
    return Features(np.arange(len(values), dtype=np.float64) * TICK_S, values, np.ones((len(values), 2)))


def compute_logits(scores: FloatArray, temperature: float) -> FloatArray:
    """Turn a model's scores, (m, 5), into logits at temperature 1; NaN rows stay NaN."""
    logits: FloatArray = np.log(np.maximum(scores, LEAST_SHARE)) * temperature
    return logits


def balance(label: NDArray[np.int64], weight: FloatArray) -> FloatArray:
    """Weights, (m,), under which every technique that occurs has the same share, together the same sum."""
    shares = np.bincount(label, weight, minlength=len(TECHNIQUES))
    total, present = float(weight.sum()), max(int(np.count_nonzero(shares)), 1)
    balanced: FloatArray = weight / np.maximum(shares, 1e-12)[label] * total / present
    return balanced


def split_folds(group: NDArray[np.int64], folds: int) -> NDArray[np.int64]:
    """Deal groups (recordings, sessions or persons) out in turn: the fold of each tick, shape (m,).

    A group is never split: its ticks are nearly the same.
    """
    numbered: NDArray[np.int64] = np.unique(group, return_inverse=True)[1]
    return numbered % folds
