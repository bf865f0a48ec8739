"""Where the recognition is unsure, what the protocol asks decides: a stretch laid on a step takes its technique.

Only what the scores leave open can be claimed (see :mod:`coach.check.evidence`); the direction that was read under
the other technique is forgotten, so it is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coach.records import Analysis, Segment, Verdict


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch in which a step takes an unsure verdict for its own technique."""

    start_s: float
    end_s: float
    technique: Verdict


def apply_claims(
    analysis: Analysis, segments: Sequence[Segment], claims: Sequence[Claim]
) -> tuple[Analysis, list[Segment]]:
    """Return the analysis and its segments with the claimed stretches called by their step's technique."""
    if not claims:
        return analysis, list(segments)
    verdict = analysis.timeline.verdict.copy()
    for claim in claims:
        verdict[(analysis.timeline.time_s >= claim.start_s) & (analysis.timeline.time_s < claim.end_s)] = (
            claim.technique
        )
    renamed = [piece for segment in segments for piece in _rename(segment, claims)]
    return replace(analysis, timeline=replace(analysis.timeline, verdict=verdict)), renamed


def _rename(segment: Segment, claims: Sequence[Claim]) -> Iterator[Segment]:
    inside = [claim for claim in claims if claim.start_s < segment.end_s and claim.end_s > segment.start_s]
    at = segment.start_s
    for claim in inside:
        start_s, end_s = max(claim.start_s, segment.start_s), min(claim.end_s, segment.end_s)
        if start_s > at:
            yield _part(segment, at, start_s)
        yield replace(
            _part(segment, start_s, end_s), technique=claim.technique, axis=None, angle_rad=None, sense=None, drift=None
        )
        at = end_s
    if segment.end_s > at:
        yield _part(segment, at, segment.end_s)


def _part(segment: Segment, start_s: float, end_s: float) -> Segment:
    if start_s == segment.start_s and end_s == segment.end_s:
        return segment
    share = (end_s - start_s) / segment.duration_s
    cycles = None if segment.cycles is None else round(segment.cycles * share)
    return replace(segment, start_s=start_s, end_s=end_s, cycles=cycles)
