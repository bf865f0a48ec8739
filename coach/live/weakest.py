"""Which step of a reviewed session is worth practising again in rounds."""

from __future__ import annotations

import math
from dataclasses import dataclass

from coach.formats import ReviewFile, ReviewStep
from coach.history.progress import GOOD
from coach.protocol.schema import Protocol


@dataclass(frozen=True, slots=True)
class Weakest:
    """The step whose pace was farthest from what it asks.

    Attributes
    ----------
    protocol, step, title : str
        Ids of the two, and the step's title.
    pace_per_min : float
        What was measured.
    """

    protocol: str
    step: str
    title: str
    pace_per_min: float


def find_weakest(review: ReviewFile, protocol: Protocol | None) -> Weakest | None:
    """Return the step with the lowest mark for its pace, if that is below what progress calls good.

    A step that asks no pace, or whose pace was not judged, is none.
    """
    if protocol is None:
        return None
    book = {step.id: step for step in protocol.steps if step.pace_per_min is not None}
    judged = [(*found, book[step.id]) for step in review.steps if step.id in book and (found := _find_pace(step))]
    score, pace, weak = min(judged, key=lambda each: each[0], default=(1.0, 0.0, None))
    if weak is None or score >= GOOD:
        return None
    return Weakest(protocol.id, weak.id, weak.title, pace)


def _find_pace(step: ReviewStep) -> tuple[float, float] | None:
    """Mark for the pace of a step, and the pace that was measured; ``None`` where it was not judged."""
    for part in step.parts:
        known = isinstance(part.measured, float | int) and math.isfinite(part.measured) and part.measured > 0
        if part.name == "pace" and part.score is not None and known:
            return part.score, float(part.measured or 0.0)
    return None
