"""The technique, second by second: what is true, what was said, and how sure the coach was.

A second counts when its middle lies in a truth segment and further than :data:`GRACE_S` from every change of technique.
Seconds whose truth is ``unseen`` do not count at all; seconds in which the review says ``unseen`` are kept, as not
judged.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.formats import ReviewFile, ReviewSegment, TimelineModel, Truth, TruthSegment
from coach.records import FloatArray

GRACE_S = 1.0
"""Seconds on both sides of a change of technique that are not compared: people do not agree on it more closely."""
MIDDLE_S = 0.5


@dataclass(frozen=True, slots=True)
class Seconds:
    """Seconds that are compared, of one clip or of many.

    Attributes
    ----------
    truth : object array, shape (n,)
        Techniques, never ``unseen``.
    said : object array, shape (n,)
        Verdicts; ``unseen`` where the coach did not judge.
    confidence : array, shape (n,)
        Of what was said, 0 to 1; NaN where nothing was said or no confidence was given.
    """

    truth: NDArray[np.object_]
    said: NDArray[np.object_]
    confidence: FloatArray

    @property
    def judged(self) -> Seconds:
        """Only the seconds in which the coach judged."""
        keep = self.said != "unseen"
        return Seconds(self.truth[keep], self.said[keep], self.confidence[keep])


def compare_seconds(truth: Truth, review: ReviewFile) -> Seconds:
    """Pair truth and review of one clip, second by second."""
    segments = sorted(truth.segments, key=lambda segment: segment.start_s)
    changes = list_changes(segments)
    end_s = max((segment.end_s for segment in segments), default=0.0)
    rows = []
    for second in range(math.ceil(end_s)):
        middle = second + MIDDLE_S
        true = _find(segments, middle)
        if true is None or true.technique == "unseen" or any(abs(middle - change) < GRACE_S for change in changes):
            continue
        said = _find(review.segments, middle)
        rows.append((true.technique, said.technique if said else "unseen", _confidence(said, review.timeline, middle)))
    return Seconds(
        np.array([row[0] for row in rows], dtype=object),
        np.array([row[1] for row in rows], dtype=object),
        np.array([row[2] for row in rows], dtype=np.float64),
    )


def join_seconds(parts: Iterable[Seconds]) -> Seconds:
    """Put the seconds of many clips into one row."""
    every = list(parts)
    return Seconds(
        np.concatenate([np.empty(0, object), *(part.truth for part in every)]),
        np.concatenate([np.empty(0, object), *(part.said for part in every)]),
        np.concatenate([np.empty(0), *(part.confidence for part in every)]),
    )


def list_changes(segments: Iterable[TruthSegment | ReviewSegment]) -> list[float]:
    """List the times at which the technique changes from one segment to the next, in order."""
    ordered = sorted(segments, key=lambda segment: segment.start_s)
    return [after.start_s for before, after in itertools.pairwise(ordered) if before.technique != after.technique]


def _find(segments: list[TruthSegment] | list[ReviewSegment], time_s: float) -> TruthSegment | ReviewSegment | None:
    return next((segment for segment in segments if segment.start_s <= time_s < segment.end_s), None)


def _confidence(said: TruthSegment | ReviewSegment | None, timeline: TimelineModel | None, time_s: float) -> float:
    """Confidence at that moment where the timeline has it for the same verdict, else that of the whole segment."""
    if not isinstance(said, ReviewSegment) or said.technique == "unseen":
        return math.nan
    if timeline is not None and timeline.time_s:
        tick = int(np.argmin(np.abs(np.asarray(timeline.time_s) - time_s)))
        fine = timeline.confidence[tick]
        if fine is not None and timeline.technique[tick] == said.technique:
            return fine
    return math.nan if said.confidence is None else said.confidence
