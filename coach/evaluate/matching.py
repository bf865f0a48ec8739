"""Truth segments and what the review says over the same time: pace, cycles, direction, hands, borders.

A truth segment is compared with all review segments of the *same technique* that overlap it, however many there are:
whether the technique was recognised is measured elsewhere and is not counted twice. Where there is none, or where those
leave a value open, the value is not judged.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from coach.evaluate.seconds import GRACE_S, list_changes
from coach.formats import ReviewFile, ReviewSegment, Truth, TruthSegment

WORDS = ("axis", "sense", "drift", "hands")
"""The fields of a segment that are words, compared one by one."""
STRAIGHT_AXES = ("along", "across", "diagonal")
STRAIGHT = "straight"
"""Without a back in the picture these cannot be told apart: they count as one word, beside circular and in_place."""
FAR_S = 5.0
"""A border farther than this from every border of the review was missed."""


@dataclass(frozen=True, slots=True)
class SegmentMatch:
    """One truth segment of a technique, and what the review says over its time.

    Attributes
    ----------
    truth : TruthSegment
    named_share : float
        Share of its time in which the review names the same technique.
    pace_per_min : float or None
        Cycles per minute over the time in which the review names the same technique and gives a pace: its segments'
        paces, each weighted with the time it overlaps, which is cycles divided by time.
    any_pace_per_min : float or None
        The same over the segments of whatever technique.
    cycles : float or None
        Cycles counted by the segments of the same technique; of a segment that reaches beyond, the overlapping part.
    words : dict
        ``axis``, ``sense``, ``drift``, ``hands``: what the same technique's segments say for the longest time, or
        ``None``. The axis is ``straight`` for any straight one where the review knows of no back.
    true_words : dict
        The same of the truth.
    """

    truth: TruthSegment
    named_share: float
    pace_per_min: float | None
    any_pace_per_min: float | None
    cycles: float | None
    words: dict[str, str | None]
    true_words: dict[str, str | None]


def match_segments(truth: Truth, review: ReviewFile) -> list[SegmentMatch]:
    """Match every truth segment of a technique, moves between techniques left out."""
    segments = sorted(truth.segments, key=lambda segment: segment.start_s)
    return [
        _match(segment, *_slack(segments, index), review)
        for index, segment in enumerate(segments)
        if segment.technique not in ("none", "unseen") and not segment.transition
    ]


def compute_border_errors(truth: Truth, review: ReviewFile) -> list[float | None]:
    """Distance in seconds from each change of technique in the truth to the nearest one in the review.

    Returns
    -------
    list
        ``inf`` where the review has none within :data:`FAR_S`; ``None`` (not judged) where the review was ``unseen`` at
        that moment.
    """
    said = list_changes(review.segments)
    errors: list[float | None] = []
    for change in list_changes(truth.segments):
        if any(s.technique == "unseen" and s.start_s <= change <= s.end_s for s in review.segments):
            errors.append(None)
            continue
        nearest = min((abs(change - other) for other in said), default=math.inf)
        errors.append(nearest if nearest <= FAR_S else math.inf)
    return errors


def _slack(segments: list[TruthSegment], index: int) -> tuple[float, float]:
    """Seconds by which a review segment may reach beyond the truth on each side and still be counted whole."""
    one = segments[index]
    before = segments[index - 1].technique if index else None
    after = segments[index + 1].technique if index + 1 < len(segments) else None
    return (0.0 if before == one.technique else GRACE_S), (0.0 if after == one.technique else GRACE_S)


def _match(truth: TruthSegment, slack_before: float, slack_after: float, review: ReviewFile) -> SegmentMatch:
    said = review.segments
    same = [segment for segment in said if segment.technique == truth.technique and _overlap(truth, segment) > 0]
    named = sum(_overlap(truth, segment) for segment in same)
    wide = truth.model_copy(
        update={"start_s": max(0.0, truth.start_s - slack_before), "end_s": truth.end_s + slack_after}
    )
    return SegmentMatch(
        truth=truth,
        named_share=named / length if (length := truth.end_s - truth.start_s) > 0 else 0.0,
        pace_per_min=_compute_pace(truth, same),
        any_pace_per_min=_compute_pace(truth, said),
        cycles=_count_cycles(wide, same),
        words={word: _straighten(_find_longest(truth, same, word), review) for word in WORDS},
        true_words={word: _straighten(getattr(truth, word), review) for word in WORDS},
    )


def _straighten(word: str | None, review: ReviewFile) -> str | None:
    return STRAIGHT if review.back is None and word in STRAIGHT_AXES else word


def _overlap(truth: TruthSegment, segment: ReviewSegment) -> float:
    return max(0.0, min(truth.end_s, segment.end_s) - max(truth.start_s, segment.start_s))


def _compute_pace(truth: TruthSegment, said: Iterable[ReviewSegment]) -> float | None:
    parts = [(_overlap(truth, segment), segment.pace_per_min) for segment in said if segment.pace_per_min is not None]
    time_s = sum(overlap for overlap, _ in parts)
    return sum(overlap * pace for overlap, pace in parts) / time_s if time_s > 0 else None


def _count_cycles(truth: TruthSegment, said: Iterable[ReviewSegment]) -> float | None:
    counted = [segment for segment in said if segment.cycles is not None and segment.end_s > segment.start_s]
    if not counted:
        return None
    return sum((s.cycles or 0) * _overlap(truth, s) / (s.end_s - s.start_s) for s in counted)


def _find_longest(truth: TruthSegment, said: Iterable[ReviewSegment], word: str) -> str | None:
    time_of: dict[str, float] = {}
    for segment in said:
        value = getattr(segment, word)
        if value is not None:
            time_of[value] = time_of.get(value, 0.0) + _overlap(truth, segment)
    return max(time_of, key=lambda value: time_of[value], default=None)
