"""What one rater says of one recording: the common form of a review, a truth file and a teacher's correction."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coach.formats import ReviewFile, ReviewSegment, Truth, TruthSegment

COACH = "coach"
"""Who says what stands in a review."""

FindingKey = tuple[str, float, str | None]
"""Code of a finding, when it begins, and its step."""


@dataclass(frozen=True, slots=True)
class MarkedStretch:
    """A stretch with what a rater says of it; ``None`` where nothing was said."""

    start_s: float
    end_s: float
    technique: str
    pace_per_min: float | None = None
    cycles: float | None = None
    axis: str | None = None
    sense: str | None = None
    hands: str | None = None

    @property
    def length_s(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s

    def overlap(self, other: MarkedStretch) -> float:
        """Seconds that both share."""
        return max(0.0, min(self.end_s, other.end_s) - max(self.start_s, other.start_s))


@dataclass(frozen=True, slots=True)
class Marking:
    """One rater's word on one recording.

    Attributes
    ----------
    recording : str
        Name of the recording: what both raters' markings have in common.
    by : str
        Who; :data:`COACH` for a review.
    stretches : tuple of MarkedStretch
        In order; there may be holes between them.
    opinions : mapping
        Finding -> ``so`` or ``not_so``.
    """

    recording: str
    by: str
    stretches: tuple[MarkedStretch, ...]
    opinions: Mapping[FindingKey, str] = field(default_factory=dict)

    @property
    def end_s(self) -> float:
        """End of the last stretch."""
        return max((stretch.end_s for stretch in self.stretches), default=0.0)

    def find(self, time_s: float) -> MarkedStretch | None:
        """Return the stretch at a moment, or ``None`` in a hole."""
        return next((stretch for stretch in self.stretches if stretch.start_s <= time_s < stretch.end_s), None)

    def list_changes(self) -> list[float]:
        """List the times at which the technique changes from one stretch to the next."""
        return [b.start_s for a, b in pairwise(self.stretches) if a.technique != b.technique]


def mark_by_review(review: ReviewFile, recording: str | None = None) -> Marking:
    """Return what the coach says: every finding of its own is so. What a teacher's word replaced is left out."""
    opinions: dict[FindingKey, str] = {(f.code, f.start_s, f.step): "so" for f in review.findings}
    own = [segment for segment in review.segments if segment.said_by is None]
    return Marking(recording or review.video.name, COACH, _read_stretches(own), opinions)


def mark_by_truth(truth: Truth, recording: str | None = None) -> Marking:
    """Return what whoever made a truth file says; "more important" means that the finding is so."""
    opinions: dict[FindingKey, str] = {
        (f.code, f.start_s, f.step): "not_so" if f.opinion == "not_so" else "so" for f in truth.findings
    }
    name = recording or truth.video or truth.track or ""
    return Marking(name, truth.labelled_by, _read_stretches(truth.segments), opinions)


def pair_markings(markings: Sequence[Marking]) -> dict[tuple[str, str], list[tuple[Marking, Marking]]]:
    """Pair all who marked the same recording, the coach first, then by name.

    Returns
    -------
    dict
        (first, second) -> a pair for each recording that both marked.
    """
    ordered = sorted(markings, key=lambda marking: (marking.by != COACH, marking.by, marking.recording))
    pairs: dict[tuple[str, str], list[tuple[Marking, Marking]]] = {}
    for first, second in itertools.combinations(ordered, 2):
        if first.recording == second.recording and first.by != second.by:
            pairs.setdefault((first.by, second.by), []).append((first, second))
    return pairs


def _read_stretches(segments: Iterable[ReviewSegment] | Iterable[TruthSegment]) -> tuple[MarkedStretch, ...]:
    ordered: list[ReviewSegment | TruthSegment] = sorted(segments, key=lambda segment: segment.start_s)
    return tuple(
        MarkedStretch(
            start_s=s.start_s,
            end_s=s.end_s,
            technique=s.technique,
            pace_per_min=s.pace_per_min,
            cycles=s.cycles,
            axis=s.axis,
            sense=s.sense,
            hands=s.hands,
        )
        for s in ordered
    )
