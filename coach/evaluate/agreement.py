"""How well reviews agree with the truth, as numbers: the pure core of ``massage-coach evaluate``.

What was not judged is never counted as right or wrong; it is counted as not judged, beside every figure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from coach.evaluate.matching import WORDS, SegmentMatch, compute_border_errors, match_segments
from coach.evaluate.scores import (
    compute_accuracy,
    compute_calibration_error,
    compute_confusion,
    compute_f1,
    compute_kappa,
    compute_kept,
    compute_macro_f1,
    compute_risk_coverage,
)
from coach.evaluate.seconds import Seconds, compare_seconds, join_seconds
from coach.formats import ReviewFile, Truth
from coach.records import TECHNIQUES

PACE_TOLERANCE_PER_MIN = 3.0
PACE_TOLERANCE_SHARE = 0.05
"""A pace is right within the larger of the two: 3 a minute or 5 %."""
OCTAVE_TOLERANCE = 0.2
"""In octaves: a pace this close to twice or half the true one (and not right) is an octave error."""
BORDER_CLOSE_S = 1.0
SELECTIVE_COVERAGE = 0.9
"""Share of the judged seconds at which the selective figures are given, the most confident ones kept."""
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class TechniqueAgreement:
    """Second by second. ``confusion[true][said]`` counts seconds, said ``unseen`` being those not judged."""

    seconds: int
    judged: int
    accuracy: float | None
    macro_f1: float | None
    f1: dict[str, float]
    kappa: float | None
    confusion: dict[str, dict[str, int]]
    calibration_error: float | None
    risk_coverage: list[tuple[float, float]]
    accuracy_at_90: float | None
    macro_f1_at_90: float | None


@dataclass(frozen=True, slots=True)
class BorderAgreement:
    """Changes of technique in the truth; ``missed``: none in the review within five seconds."""

    total: int
    judged: int
    missed: int
    median_s: float | None
    mean_s: float | None
    close_share: float | None
    """Share of the judged ones found within a second."""


@dataclass(frozen=True, slots=True)
class PaceAgreement:
    """Segments with a true pace; shares are of those judged."""

    total: int
    judged: int
    mean_error_per_min: float | None
    within_share: float | None
    octave_share: float | None


@dataclass(frozen=True, slots=True)
class CyclesAgreement:
    """Segments with a true count of cycles; shares are of those judged."""

    total: int
    judged: int
    mean_error: float | None
    off_by_one_share: float | None
    """Share in which the count is off by at most one."""


@dataclass(frozen=True, slots=True)
class WordAgreement:
    """Segments whose truth has the word; the share is of those judged."""

    total: int
    judged: int
    right_share: float | None


@dataclass(frozen=True, slots=True)
class CoverageAgreement:
    """How much could be seen; shares weighted with the clips' lengths."""

    duration_s: float
    one_hand: float | None
    two_hands: float | None
    not_judged_share: float | None
    """Share of the compared seconds in which the coach did not judge."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """All figures of one set of clips."""

    clips: int
    technique: TechniqueAgreement
    borders: BorderAgreement
    pace: PaceAgreement
    pace_any_technique: PaceAgreement
    """The same whatever technique the coach named over that time."""
    cycles: CyclesAgreement
    words: dict[str, WordAgreement]
    coverage: CoverageAgreement


def compute_agreement(pairs: Sequence[tuple[Truth, ReviewFile]]) -> Agreement:
    """Compare reviews with the truth.

    Parameters
    ----------
    pairs : sequence of (Truth, ReviewFile)
        One of each for every clip. Clips of different sources (rendered, simulated, real) are not to be mixed.
    """
    seconds = join_seconds(compare_seconds(truth, review) for truth, review in pairs)
    matches = [match for truth, review in pairs for match in match_segments(truth, review)]
    errors = [error for truth, review in pairs for error in compute_border_errors(truth, review)]
    return Agreement(
        clips=len(pairs),
        technique=_compare_technique(seconds),
        borders=_compare_borders(errors),
        pace=_compare_pace(matches, lambda match: match.pace_per_min),
        pace_any_technique=_compare_pace(matches, lambda match: match.any_pace_per_min),
        cycles=_compare_cycles(matches),
        words={word: _compare_word(matches, word) for word in WORDS},
        coverage=_sum_coverage([review for _, review in pairs], seconds),
    )


def is_pace_right(said: float, true: float) -> bool:
    """Whether a pace lies within 3 a minute or 5 % of the true one, whichever is more."""
    return abs(said - true) <= max(PACE_TOLERANCE_PER_MIN, PACE_TOLERANCE_SHARE * true) + _ROUNDING


def is_octave_error(said: float, true: float) -> bool:
    """Whether a pace is about twice or half the true one."""
    if is_pace_right(said, true) or said <= 0 or true <= 0:
        return False
    return abs(abs(math.log2(said / true)) - 1.0) <= OCTAVE_TOLERANCE


def _compare_technique(seconds: Seconds) -> TechniqueAgreement:
    judged = seconds.judged
    right = (judged.truth == judged.said).astype(bool)
    kept = compute_kept(judged.confidence, SELECTIVE_COVERAGE)
    counts = compute_confusion(seconds.truth, seconds.said)
    columns = (*TECHNIQUES, "unseen")
    return TechniqueAgreement(
        seconds=len(seconds.truth),
        judged=len(judged.truth),
        accuracy=compute_accuracy(judged.truth, judged.said),
        macro_f1=compute_macro_f1(judged.truth, judged.said),
        f1=compute_f1(judged.truth, judged.said),
        kappa=compute_kappa(judged.truth, judged.said),
        confusion={
            true: {said: int(n) for said, n in zip(columns, row, strict=True)}
            for true, row in zip(TECHNIQUES, counts, strict=True)
        },
        calibration_error=compute_calibration_error(right, judged.confidence),
        risk_coverage=compute_risk_coverage(right, judged.confidence),
        accuracy_at_90=compute_accuracy(judged.truth[kept], judged.said[kept]),
        macro_f1_at_90=compute_macro_f1(judged.truth[kept], judged.said[kept]),
    )


def _compare_borders(errors: Sequence[float | None]) -> BorderAgreement:
    judged = [error for error in errors if error is not None]
    found = [error for error in judged if math.isfinite(error)]
    return BorderAgreement(
        total=len(errors),
        judged=len(judged),
        missed=len(judged) - len(found),
        median_s=float(np.median(found)) if found else None,
        mean_s=_mean(found),
        close_share=_mean(error <= BORDER_CLOSE_S + _ROUNDING for error in judged),
    )


def _compare_pace(matches: Sequence[SegmentMatch], said_of: Callable[[SegmentMatch], float | None]) -> PaceAgreement:
    asked = [(match.truth.pace_per_min, said_of(match)) for match in matches if match.truth.pace_per_min is not None]
    judged = [(said, true) for true, said in asked if true is not None and said is not None]
    return PaceAgreement(
        total=len(asked),
        judged=len(judged),
        mean_error_per_min=_mean(abs(said - true) for said, true in judged),
        within_share=_mean(is_pace_right(said, true) for said, true in judged),
        octave_share=_mean(is_octave_error(said, true) for said, true in judged),
    )


def _compare_cycles(matches: Sequence[SegmentMatch]) -> CyclesAgreement:
    asked = [(match.truth.cycles, match.cycles) for match in matches if match.truth.cycles is not None]
    errors = [abs(said - true) for true, said in asked if true is not None and said is not None]
    return CyclesAgreement(
        total=len(asked),
        judged=len(errors),
        mean_error=_mean(errors),
        off_by_one_share=_mean(error <= 1.0 + _ROUNDING for error in errors),
    )


def _compare_word(matches: Sequence[SegmentMatch], word: str) -> WordAgreement:
    asked = [(true, match.words[word]) for match in matches if (true := match.true_words[word]) is not None]
    judged = [true == said for true, said in asked if said is not None]
    return WordAgreement(total=len(asked), judged=len(judged), right_share=_mean(judged))


def _sum_coverage(reviews: Sequence[ReviewFile], seconds: Seconds) -> CoverageAgreement:
    length = sum(review.video.duration_s for review in reviews)

    def weigh(shares: Iterable[float]) -> float | None:
        if length <= 0:
            return None
        return sum(share * r.video.duration_s for share, r in zip(shares, reviews, strict=True)) / length

    return CoverageAgreement(
        duration_s=length,
        one_hand=weigh(review.coverage.one_hand for review in reviews),
        two_hands=weigh(review.coverage.two_hands for review in reviews),
        not_judged_share=_mean(seconds.said == "unseen"),
    )


def _mean(values: Iterable[float]) -> float | None:
    every = [float(value) for value in values]
    return float(np.mean(every)) if every else None
