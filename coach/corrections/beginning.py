"""Where a teacher begins: at what the coach saw, or, blind, at an empty session."""

from __future__ import annotations

from datetime import UTC, datetime

from coach.corrections.records import Correction, Stretch
from coach.errors import InputError
from coach.formats import ReviewFile
from coach.words import say


def begin_correction(review: ReviewFile, teacher: str, at: datetime | None = None) -> Correction:
    """Take over the coach's stretches, without its measures.

    Raises
    ------
    InputError
        When the session has no length.
    """
    at = at or datetime.now(UTC)
    end_s = _check_length(review.video.duration_s)
    stretches: list[Stretch] = []
    for segment in sorted(review.segments, key=lambda segment: segment.start_s):
        start_s = stretches[-1].end_s if stretches else 0.0
        if start_s < min(segment.end_s, end_s):
            stretches.append(Stretch(start_s, min(segment.end_s, end_s), segment.technique))
    start_s = stretches[-1].end_s if stretches else 0.0
    if start_s < end_s:
        stretches.append(Stretch(start_s, end_s, "unseen"))
    return Correction(teacher, at, at, tuple(stretches))


def begin_blind(teacher: str, duration_s: float, at: datetime | None = None) -> Correction:
    """Begin a marking that shows nothing of what the coach or another teacher said.

    Raises
    ------
    InputError
        When the session has no length.
    """
    at = at or datetime.now(UTC)
    return Correction(teacher, at, at, (Stretch(0.0, _check_length(duration_s), "unseen"),), blind=True)


def _check_length(duration_s: float) -> float:
    if not duration_s > 0:
        raise InputError(say("correct-no-length"))
    return duration_s
