"""What the drawing of a step shows, in words."""

from __future__ import annotations

from coach.feedback import wording as w
from coach.protocol.schema import Step
from coach.protocol.vocabulary import is_told_apart

HANDS_WORDS = {
    "together": "both hands together",
    "alternating": "the hands in turn",
    "one": "one hand",
    "stacked": "one hand on the other",
}


def describe_drawing(step: Step) -> str:
    """Say in words what :func:`coach.look.step_drawing.draw_step` shows."""
    words = [step.title]
    if step.hands:
        words.append(HANDS_WORDS[step.hands[0]])
    if step.sense in ("both", None) and step.axis is not None:
        words.append(w.WAYS[step.axis])
    elif step.sense is not None:
        words.append(w.WAYS[step.sense])
    if step.zones:
        words.append("on " + w.join_words([w.ZONE_NAMES[zone] for zone in step.zones]))
    if step.drift in ("headward", "tailward"):
        words.append(f"the worked place travels {w.WAYS[step.drift]}")
    return ", ".join(words)


def describe_told(step: Step) -> str:
    """Say which ways of working that a step names a camera cannot tell from others of their technique."""
    untold = [w.lower_first(way.name) for way in step.ways if not is_told_apart([way], step.asked_marks)]
    if not untold:
        return ""
    return f"The camera judges this as {step.technique}: it cannot tell {_join_or(untold)} from other {step.technique}."


def _join_or(items: list[str]) -> str:
    """Join items as ``a, b or c``."""
    return " or ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
