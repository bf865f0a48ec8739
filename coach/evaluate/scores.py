"""Agreement of two rows of labels, and whether confidence means what it says.

Each function takes the rows of :class:`coach.evaluate.seconds.Seconds` after the unjudged ones were taken out, and
returns ``None`` where there is nothing to compare.

References
----------
Cohen's kappa: J. Cohen, A coefficient of agreement for nominal scales, 1960. Expected calibration error with bins of
equal width: Naeini, Cooper and Hauskrecht, 2015. Risk and coverage: Geifman and El-Yaniv, 2017.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.records import TECHNIQUES, FloatArray

Labels = NDArray[np.object_]
CALIBRATION_BINS = 10


def compute_confusion(truth: Labels, said: Labels) -> NDArray[np.int64]:
    """Count pairs of labels.

    Returns
    -------
    int array, shape (5, 6)
        Row: the truth in the order of ``TECHNIQUES``; column: what was said, and last ``unseen``.
    """
    columns = (*TECHNIQUES, "unseen")
    return np.array([[int(np.sum((truth == t) & (said == s))) for s in columns] for t in TECHNIQUES], dtype=np.int64)


def compute_f1(truth: Labels, said: Labels) -> dict[str, float]:
    """Harmonic mean of precision and recall for each technique that is in the truth or was said.

    A technique that was said but never done has 0: naming what does not happen is a fault too.
    """
    scores: dict[str, float] = {}
    for technique in TECHNIQUES:
        true, named = truth == technique, said == technique
        if true.any() or named.any():
            scores[technique] = float(2 * np.sum(true & named) / (true.sum() + named.sum()))
    return scores


def compute_macro_f1(truth: Labels, said: Labels) -> float | None:
    """Mean of :func:`compute_f1` over the techniques that are in the truth or were said."""
    scores = compute_f1(truth, said)
    return float(np.mean(list(scores.values()))) if scores else None


def compute_accuracy(truth: Labels, said: Labels) -> float | None:
    """Share of seconds on which both agree."""
    return float(np.mean(truth == said)) if len(truth) else None


def compute_kappa(truth: Labels, said: Labels) -> float | None:
    """Cohen's kappa: agreement beyond chance, 1 perfect, 0 by chance; ``None`` where only one label occurs at all."""
    if not len(truth):
        return None
    observed = float(np.mean(truth == said))
    by_chance = float(sum(np.mean(truth == t) * np.mean(said == t) for t in TECHNIQUES))
    return None if by_chance >= 1.0 else (observed - by_chance) / (1.0 - by_chance)


def compute_calibration_error(right: NDArray[np.bool_], confidence: FloatArray) -> float | None:
    """Compute the expected calibration error: how far confidence lies from the share that was right.

    Ten bins of equal width; seconds without a confidence (NaN) are left out.
    """
    known = np.isfinite(confidence)
    right, confidence = right[known], confidence[known]
    if not len(right):
        return None
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [
        (bins == b).sum() * abs(float(right[bins == b].mean()) - float(confidence[bins == b].mean()))
        for b in np.unique(bins)
    ]
    return float(sum(gaps) / len(right))


def compute_kept(confidence: FloatArray, coverage: float) -> NDArray[np.int64]:
    """Choose the most confident seconds.

    Parameters
    ----------
    confidence : array, shape (n,)
        NaN counts as the least confident. Of equal ones the earlier is kept.
    coverage : float
        Share of the seconds to keep, rounded up to a whole second.

    Returns
    -------
    int array
        Indices of the seconds that are kept.
    """
    order = np.argsort(-np.nan_to_num(confidence, nan=-1.0), kind="stable")
    return order[: int(np.ceil(coverage * len(order) - 1e-9))]


def compute_risk_coverage(right: NDArray[np.bool_], confidence: FloatArray) -> list[tuple[float, float]]:
    """Share of faults among the most confident tenth, two tenths, ... of the seconds.

    Returns
    -------
    list of (coverage, risk)
        From 0.1 to 1.0; empty where nothing was judged.
    """
    if not len(right):
        return []
    shares = [round(0.1 * tenth, 1) for tenth in range(1, 11)]
    return [(share, float(1.0 - right[compute_kept(confidence, share)].mean())) for share in shares]
