"""Short words for the labels of tables and figures: times, movements, shares."""

from __future__ import annotations

import math
from collections.abc import Iterable

from coach.formats import PartModel, Review, ReviewSegment, ReviewStep
from coach.records import StepStatus, Verdict

STATUS_NAMES: dict[StepStatus, str] = {
    "done": "done",
    "partly": "partly",
    "missed": "not found",
    "not_judged": "not judged",
}

_HANDS_NAMES = {
    "together": "both hands together",
    "alternating": "hands in turn",
    "one": "one hand",
    "stacked": "one hand on the other",
}
_SENSE_NAMES = {
    "headward": "towards the head",
    "tailward": "towards the tail bone",
    "outward": "from the spine outwards",
    "inward": "towards the spine",
    "crossing": "hands crossing",
    "clockwise": "clockwise circles",
    "counterclockwise": "circles against the clock",
}
_AXIS_NAMES = {
    "along": "along the spine",
    "across": "across the back",
    "diagonal": "diagonally",
    "circular": "in circles",
    "in_place": "in one place",
}
_UNIT_NAMES = {"per_min": "a minute", "s": "s", "cm_s": "cm/s", "cm": "cm", "count": "times", "share": "", "deg": "°"}
_AXIS_NAMES_PICTURE = _AXIS_NAMES | {"along": "up and down the picture", "across": "across the picture"}
"""Without a back only the picture's own directions are known."""

ENOUGH_SEEN = 0.6
"""Share of the time with a hand in view below which nothing is judged."""


def format_clock(seconds: float) -> str:
    """Position in the recording, rounded down as players show it: ``1:05``, from an hour on ``1:01:05``."""
    whole = math.floor(seconds + 1e-6)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def format_duration(seconds: float) -> str:
    """Length in words: ``14 s``, ``1 min 24 s``, ``1 h 2 min``."""
    if seconds < 10:
        return f"{seconds:.1f}".rstrip("0").rstrip(".") + " s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes) + [f"{rest} s"] * bool(rest and not hours)
    return " ".join(parts)


def format_percent(share: float) -> str:
    """Share of 0 to 1 as whole percent; "under 1 %" and "over 99 %" rather than a false 0 or 100."""
    if 0 < share < 0.005:
        return "under 1 %"
    if 0.995 <= share < 1:
        return "over 99 %"
    return f"{round(100 * share)} %"


def format_number(value: float) -> str:
    """At most three figures that mean something: ``8.3``, ``72``, ``240``."""
    return f"{value:.1f}".removesuffix(".0") if abs(value) < 20 else f"{round(value)}"


def describe_movement(segment: ReviewSegment, back_known: bool) -> str:
    """Direction, hands and zone of a stretch in a few words; empty where none was judged."""
    words: list[str] = []
    if segment.axis is not None:
        words.append((_AXIS_NAMES if back_known else _AXIS_NAMES_PICTURE)[segment.axis])
    if segment.sense in _SENSE_NAMES and (back_known or segment.sense in ("clockwise", "counterclockwise", "crossing")):
        if segment.axis == "circular" or segment.sense in ("clockwise", "counterclockwise"):
            words = []
        words.append(_SENSE_NAMES[segment.sense])
    if segment.hands is not None:
        words.append(_HANDS_NAMES[segment.hands])
    if segment.zone is not None:
        words.append(name_code(segment.zone))
    return ", ".join(words)


def describe_part(part: PartModel) -> str:
    """One part of a step's score: what was measured and what was asked, with the unit once."""
    unit = _UNIT_NAMES.get(part.unit or "", part.unit or "")
    measured = _format_value(part.measured, part.unit)
    expected = _format_value(part.expected, part.unit)
    if part.score is None and measured == "":
        return "not judged"
    pieces = [f"{measured} {unit}".strip()] if measured else []
    if expected and expected != measured:
        pieces.append(f"asked: {expected} {unit}".strip() if not measured else f"asked: {expected}")
    return ", ".join(pieces)


def name_code(code: str) -> str:
    """Spell a code of the formats as words: ``in_place`` becomes ``in place``."""
    return code.replace("_", " ").replace("-", " ")


def name_step(step: ReviewStep | str, names: dict[str, str]) -> str:
    """Title of a step as the protocol gives it, else its id as words."""
    step_id = step if isinstance(step, str) else step.id
    return names.get(step_id) or name_code(step_id).capitalize()


def describe_coverage(review: Review) -> list[str]:
    """Say plainly how much of the time the hands were in view, and what to do when it was too little."""
    one, two = review.coverage.one_hand, review.coverage.two_hands
    if review.video.frames and one == 0:
        return [
            "No hands were seen in this recording. Place the camera so that it looks down on the hands, in good light."
        ]
    lines = [f"At least one hand was in view for {format_percent(one)} of the time, both for {format_percent(two)}."]
    if one < ENOUGH_SEEN:
        lines.append(
            f"Your hands were out of the picture for {format_percent(1 - one)} of the time, and nothing is judged "
            "there. Raise the camera or move it back so that the whole back is in view."
        )
    if review.video.frames_unreadable:
        lines.append(
            f"{review.video.frames_unreadable} frames of the file could not be read; the review covers the rest."
        )
    return lines


def count_techniques(segments: Iterable[ReviewSegment]) -> dict[Verdict, float]:
    """Seconds per technique, longest first."""
    totals: dict[Verdict, float] = {}
    for segment in segments:
        totals[segment.technique] = totals.get(segment.technique, 0.0) + segment.end_s - segment.start_s
    return dict(sorted(totals.items(), key=lambda item: -item[1]))


def _format_value(value: float | str | tuple[float, float] | None, unit: str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return name_code(value)
    if isinstance(value, tuple):
        low, high = (_format_value(end, unit) for end in value)
        return low if low == high else f"{low}–{high}"
    return format_percent(value) if unit == "share" else format_number(value)
