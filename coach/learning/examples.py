"""Examples: features of single ticks, what was done, and what a model says that did not learn from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from coach.records import TECHNIQUES, FloatArray

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
    logits : array, shape (m, 5)
        Logarithm of the scores, at temperature 1, by a model that did not learn from the recording.
    weight : array, shape (m,)
    """

    values: FloatArray
    label: NDArray[np.int64]
    recording: NDArray[np.int64]
    logits: FloatArray
    weight: FloatArray

    def __post_init__(self) -> None:
        m = len(self.label)
        if not (len(self.values) == len(self.recording) == len(self.logits) == len(self.weight) == m):
            raise ValueError(f"examples of {m} ticks have {m} of everything")
        if self.logits.shape != (m, len(TECHNIQUES)):
            raise ValueError(f"logits of {m} ticks have shape ({m}, {len(TECHNIQUES)}), got {self.logits.shape}")

    def __len__(self) -> int:
        return len(self.label)

    def of(self, keep: NDArray[np.bool_] | NDArray[np.int_]) -> Examples:
        """Keep some."""
        return Examples(*(getattr(self, field.name)[keep] for field in fields(self)))


def join_examples(parts: Sequence[Examples]) -> Examples:
    """Put examples one after the other; the numbers of their recordings must differ."""
    return Examples(
        *(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Examples)),
    )


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
