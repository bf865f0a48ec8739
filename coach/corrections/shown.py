"""The review with the teacher's word where there is one: what pages, reports and charts show.

The coach's own review stays as it is; this makes another one of it. A stretch that the teacher named bears the
teacher's name. Of its measures those that the teacher gave are the teacher's; the others are what the coach measured
over that time, as long as it saw enough of it. Scores of steps stay the coach's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from coach.corrections.edits import MEASURES
from coach.corrections.records import MOVELESS, Correction, Stretch
from coach.formats import CorrectedModel, ReviewFile, ReviewFinding, ReviewSegment, TimelineModel

LEAST_SHARE = 0.5
"""Of a stretch: the coach's measure of a segment counts for a stretch when the segment covers at least so much of it
under the same technique."""
_RANKS: dict[str | None, int] = {"more_important": 0, "not_so": 2}


def choose_word(corrections: Iterable[Correction]) -> Correction | None:
    """Return the correction that is shown: the last one kept that says anything; a blind one only where no other is."""
    saying = [c for c in corrections if c.opinions or any(True for _ in c.list_said())]
    return max(saying, key=lambda c: (not c.blind, c.changed_at), default=None)


def correct_review(review: ReviewFile, correction: Correction) -> ReviewFile:
    """Return the review as the teacher corrected it.

    Parameters
    ----------
    review : ReviewFile
        The coach's own.
    correction : Correction
        Of the same session.
    """
    segments = [segment for stretch in correction.stretches for segment in _show(stretch, review, correction)]
    corrected = CorrectedModel(
        by=correction.teacher, at=correction.changed_at, blind=correction.blind, finished=correction.finished
    )
    return review.model_copy(
        update={
            "segments": segments,
            "findings": _order_findings(review.findings, correction),
            "timeline": None if review.timeline is None else _retitle(review.timeline, correction),
            "corrected": corrected,
        }
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a stretch over which the coach's own segment is the same."""

    start_s: float
    end_s: float
    seen: ReviewSegment | None

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s


def _cut(stretch: Stretch, segments: Sequence[ReviewSegment]) -> list[_Piece]:
    """Cut a stretch where the coach's segments change."""
    edges = {stretch.start_s, stretch.end_s}
    edges |= {t for s in segments for t in (s.start_s, s.end_s) if stretch.start_s < t < stretch.end_s}
    ordered = sorted(edges)
    pieces = []
    for start_s, end_s in pairwise(ordered):
        middle = (start_s + end_s) / 2
        seen = next((s for s in segments if s.start_s <= middle < s.end_s), None)
        pieces.append(_Piece(start_s, end_s, seen))
    return pieces


def _show(stretch: Stretch, review: ReviewFile, correction: Correction) -> list[ReviewSegment]:
    pieces = _cut(stretch, review.segments)
    if not correction.is_said(stretch):  # the coach's own, as far as nothing else is said about that time
        return [
            (piece.seen or ReviewSegment(start_s=piece.start_s, end_s=piece.end_s, technique="unseen")).model_copy(
                update={"start_s": piece.start_s, "end_s": piece.end_s}
            )
            for piece in pieces
        ]
    span = {"start_s": stretch.start_s, "end_s": stretch.end_s, "technique": stretch.technique}
    said: dict[str, Any] = {"confidence": None, "said_by": correction.teacher, "maybe": []}
    if stretch.technique in MOVELESS:
        return [ReviewSegment.model_validate(span | said)]
    best = max(pieces, key=lambda piece: (_is_same(piece, stretch), piece.length_s))
    covered = sum(piece.length_s for piece in pieces if piece.seen is best.seen)
    own: dict[str, Any] = {}
    if best.seen is not None and _is_same(best, stretch) and covered >= LEAST_SHARE * stretch.length_s:
        own = best.seen.model_dump()
        if (best.seen.start_s, best.seen.end_s) != (stretch.start_s, stretch.end_s):
            own["cycles"] = None  # a count belongs to the whole of what was counted
    own["pace_per_min"] = own.get("pace_per_min") or _pace_between(review.timeline, stretch)
    given = {name: getattr(stretch, name) for name in MEASURES if getattr(stretch, name) is not None}
    if "cycles" in given:
        given["cycles"] = round(given["cycles"])
    return [ReviewSegment.model_validate(own | span | said | given)]


def _is_same(piece: _Piece, stretch: Stretch) -> bool:
    return piece.seen is not None and piece.seen.technique == stretch.technique


def _pace_between(timeline: TimelineModel | None, stretch: Stretch) -> float | None:
    """Return the middle of the paces that the coach measured tick by tick, where it measured most of the stretch."""
    if timeline is None:
        return None
    inside = [
        pace
        for at_s, pace in zip(timeline.time_s, timeline.pace_per_min, strict=True)
        if stretch.start_s <= at_s < stretch.end_s
    ]
    known = [pace for pace in inside if pace is not None]
    return float(np.median(known)) if known and len(known) >= LEAST_SHARE * len(inside) else None


def _retitle(timeline: TimelineModel, correction: Correction) -> TimelineModel:
    technique, confidence = list(timeline.technique), list(timeline.confidence)
    for tick, at_s in enumerate(timeline.time_s):
        stretch = correction.stretches[correction.find_index(at_s)]
        if correction.is_said(stretch):
            technique[tick], confidence[tick] = stretch.technique, None
    return timeline.model_copy(update={"technique": technique, "confidence": confidence})


def _order_findings(findings: Sequence[ReviewFinding], correction: Correction) -> list[ReviewFinding]:
    """Write the teacher's opinion on each finding: the more important first, those that are not so last."""

    def said(finding: ReviewFinding) -> ReviewFinding:
        opinion = correction.find_opinion(finding.code, finding.start_s, finding.step)
        return finding.model_copy(update={"opinion": opinion})

    return sorted(map(said, findings), key=lambda finding: _RANKS.get(finding.opinion, 1))
