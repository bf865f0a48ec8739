"""Whether a step went the way that its protocol asks: axis, sense and drift, judged in back coordinates only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from coach.check.costs import AXIS_RANGES_RAD, OPPOSITE
from coach.check.measure import SEEN_SHARE_NEEDED, Interval, StepView, dominant
from coach.records import Segment
from coach.technique.sureness import withhold_axis

ANGLE_GRACE_RAD = math.radians(10)
"""An axis is called another one only when its angle lies this far beyond the border between the two (the measure's own
error is 8 degrees)."""


BAD_SHARE = 0.5
"""A step went another way when at least half of what was seen of it did."""

OWN_SHARE = 0.5
"""Of a segment that lies in the step."""

SAME_SIDE_SHARE = 0.8
"""Of the time of a step, to know on which side of the spine it was done."""

SLOPPY_SENSE_SCORE = 0.8
"""To-and-fro where one way is asked: the return may have been light, a camera cannot tell."""

__all__ = ["OPPOSITE", "DirectionVerdict", "judge_direction"]

BOTH_HANDS = ("together", "alternating")
"""Only where both hands were followed can it be told that they do not meet."""

Aspect = Literal["axis", "sense", "drift"]


@dataclass(frozen=True, slots=True)
class DirectionVerdict:
    """How a step's direction compares.

    ``aspect`` is the first of axis, sense, drift that went another way in at least half of the step, ``None`` when
    all fit; ``seen`` and ``asked`` are its words.
    """

    score: float | None
    aspect: Aspect | None
    seen: str | None
    asked: str
    seen_share: float
    interval: Interval | None


def judge_direction(view: StepView) -> DirectionVerdict | None:
    """Compare axis, sense and drift of a step with what is asked.

    Returns
    -------
    DirectionVerdict or None
        ``None`` when the step asks no direction. ``score`` is ``None`` when no back is known, or the direction was
        found in less than 60 % of the step.
    """
    asked = _asked_aspects(view)
    if not asked:
        return None
    wording = ", ".join(word for _, word in asked)
    if view.analysis.back is None or not view.active_s:
        return DirectionVerdict(None, None, None, wording, 0.0, None)
    scores: list[float] = []
    known: list[float] = []
    bad: tuple[Aspect, str, str, Interval] | None = None
    for aspect, word in asked:
        found = [(segment, seconds) for segment, seconds in view.parts if _is_told(segment, seconds, aspect)]
        share = sum(seconds for _, seconds in found) / view.active_s
        if share < SEEN_SHARE_NEEDED:
            continue
        known.append(share)
        fits = [(segment, seconds, _fit(view, aspect, word, segment)) for segment, seconds in found]
        if aspect == "sense" and word in ("outward", "inward") and not _is_side_known(view):
            fits = [(segment, seconds, max(fit, SLOPPY_SENSE_SCORE)) for segment, seconds, fit in fits]
        total = sum(seconds for _, seconds, _ in fits)
        scores.append(sum(seconds * fit for _, seconds, fit in fits) / total)
        off = [(segment, seconds) for segment, seconds, fit in fits if fit == 0.0]
        if bad is None and sum(seconds for _, seconds in off) >= BAD_SHARE * total:
            seen, _ = dominant((getattr(segment, aspect), seconds) for segment, seconds in off)
            bad = (aspect, str(seen), word, (off[0][0].start_s, off[-1][0].end_s))
    if not scores:
        return DirectionVerdict(None, None, None, wording, 0.0, None)
    if bad is not None:
        return DirectionVerdict(min(scores), bad[0], bad[1], bad[2], min(known), bad[3])
    seen_words = [
        dominant((getattr(segment, aspect), seconds) for segment, seconds in view.parts) for aspect, _ in asked
    ]
    seen_text = ", ".join(word for word, _ in seen_words if word is not None)
    return DirectionVerdict(sum(scores) / len(scores), None, seen_text, wording, min(known), None)


def _is_told(segment: Segment, seconds: float, aspect: Aspect) -> bool:
    """Whether a segment's direction can be relied on, and is this step's.

    Without a rhythm it is the direction of chance; that of a stretch of which most belongs to other steps is theirs. An
    axis that hangs on a tilt of the camera is not held against anybody, nor is a sense that hangs on the axis.
    """
    if not segment.axis_sure:
        segment = withhold_axis(segment)
    is_known = getattr(segment, aspect) is not None and segment.cycles is not None
    return is_known and seconds >= OWN_SHARE * segment.duration_s


def _asked_aspects(view: StepView) -> list[tuple[Aspect, str]]:
    step = view.step
    asked: list[tuple[Aspect, str]] = []
    if step.axis is not None and step.axis != "in_place":
        asked.append(("axis", step.axis))
    if step.sense is not None:
        asked.append(("sense", step.sense))
    if step.drift in ("headward", "tailward"):
        asked.append(("drift", step.drift))
    return asked


def _is_side_known(view: StepView) -> bool:
    """Whether palms and working fingers lie on the same side of the spine: outward on one is inward on the other."""
    palms, contact = view.analysis.timeline.palm_uv[view.active, :, 0], view.places[view.active, :, 0]
    known = np.isfinite(palms) & np.isfinite(contact)
    if not known.any():
        return True
    return float(np.mean(np.sign(palms[known]) == np.sign(contact[known]))) >= SAME_SIDE_SHARE


def _fit(view: StepView, aspect: Aspect, asked: str, segment: Segment) -> float:
    """Return 1 for what is asked, 0 for another way, between for what a camera cannot tell apart."""
    seen = getattr(segment, aspect)
    if seen == asked:
        return 1.0
    if aspect == "axis":
        # Strokes that work one way only come back on another one, which makes them loops.
        loops = seen == "circular" and view.step.sense in ("headward", "tailward")
        return 0.5 if loops or _near_border(asked, segment.angle_rad) else 0.0
    if aspect == "sense" and asked == "crossing":
        # Only across the back do hands that meet differ from hands that go side by side.
        told = segment.axis == "across" and segment.hands in BOTH_HANDS
        return 0.0 if told and seen in ("both", "outward") else SLOPPY_SENSE_SCORE
    return 0.0 if OPPOSITE.get(asked) == seen else SLOPPY_SENSE_SCORE


def _near_border(asked: str, angle_rad: float | None) -> bool:
    """Whether the angle (0 along, pi/2 across) is still as good as the asked axis."""
    ranges = AXIS_RANGES_RAD.get(asked)
    if angle_rad is None or ranges is None:
        return False
    folded = abs(math.remainder(angle_rad, math.pi))
    low, high = ranges
    return low - ANGLE_GRACE_RAD <= folded <= high + ANGLE_GRACE_RAD
