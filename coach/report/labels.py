"""Short words for the labels of tables and figures: times, movements, shares."""

from __future__ import annotations

from collections.abc import Iterable

from coach.feedback.messages import describe_part
from coach.feedback.wording import WAYS, ZONE_NAMES
from coach.formats import PartModel, ReviewFile, ReviewSegment, ReviewStep
from coach.records import ScorePart, StepStatus, Verdict
from coach.words import format_percent

STATUS_NAMES: dict[StepStatus, str] = {
    "done": "done",
    "with_faults": "to improve",
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
_PICTURE_WAYS = {"along": "up and down the picture", "across": "across the picture"}
"""Without a back only the picture's own directions are known."""

_NEEDS_BACK = ("headward", "tailward", "outward", "inward")
_SAYS_AXIS_TOO = ("clockwise", "counterclockwise", "headward", "tailward")

ENOUGH_SEEN = 0.6
"""Share of the time with a hand in view below which nothing is judged."""


def describe_movement(segment: ReviewSegment, back_known: bool) -> str:
    """Direction, hands and zone of a stretch in a few words; empty where none was judged."""
    words: list[str] = []
    sense = None if segment.sense in _NEEDS_BACK and not back_known else segment.sense
    if segment.axis is not None and sense not in _SAYS_AXIS_TOO:
        words.append((WAYS if back_known else WAYS | _PICTURE_WAYS)[segment.axis])
    if sense is not None and sense != "both":
        words.append(WAYS[sense])
    if segment.hands is not None:
        words.append(_HANDS_NAMES[segment.hands])
    if segment.zone is not None:
        words.append("on " + ZONE_NAMES.get(segment.zone, name_code(segment.zone)))
    return ", ".join(words)


def describe_model_part(part: PartModel) -> str:
    """Say what was measured and asked in one part of a step's score."""
    return describe_part(
        ScorePart(part.name, part.score, part.measured, part.expected, part.unit, part.seen_share or 0.0)
    )


def name_code(code: str) -> str:
    """Spell a code of the formats as words: ``in_place`` becomes ``in place``."""
    return code.replace("_", " ").replace("-", " ")


def name_step(step: ReviewStep | str, names: dict[str, str]) -> str:
    """Title of a step as the protocol gives it, else its id as words."""
    step_id = step if isinstance(step, str) else step.id
    return names.get(step_id) or name_code(step_id).capitalize()


def describe_coverage(review: ReviewFile) -> list[str]:
    """Say plainly how much of the time the hands were in view, and what to do when it was too little."""
    one, two = review.coverage.one_hand, review.coverage.two_hands
    if one == 0:
        lines = [
            "No hands were seen in this recording. Place the camera so that it looks down on the hands, in good light."
        ]
    else:
        lines = [
            f"At least one hand was in view for {format_percent(one)} of the time, both for {format_percent(two)}."
        ]
        if one < ENOUGH_SEEN:
            lines.append(
                f"Your hands were out of the picture for {format_percent(1 - one)} of the time, and nothing is judged "
                "there. Raise the camera or move it back so that the whole back is in view."
            )
    if unreadable := review.video.frames_unreadable:
        frames = "1 frame" if unreadable == 1 else f"{unreadable} frames"
        lines.append(f"The file is damaged or cut off: {frames} could not be read; the review covers the rest.")
    return lines


def count_techniques(segments: Iterable[ReviewSegment]) -> dict[Verdict, float]:
    """Seconds per technique, longest first."""
    totals: dict[Verdict, float] = {}
    for segment in segments:
        totals[segment.technique] = totals.get(segment.technique, 0.0) + segment.end_s - segment.start_s
    return dict(sorted(totals.items(), key=lambda item: -item[1]))
