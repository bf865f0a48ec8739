"""What the drawing of a step shows, and what a camera sees of it, in words."""

from __future__ import annotations

from coach.feedback.instruction import lower_first
from coach.protocol.schema import Step
from coach.protocol.vocabulary import is_told_apart
from coach.words import join_facts, say


def describe_drawing(step: Step) -> str:
    """Say in words what :func:`coach.look.step_drawing.draw_step` shows."""
    facts = [step.title]
    if step.hands:
        facts.append(say("common-hands", hands=step.hands[0]))
    way = step.axis if step.sense in ("both", None) else step.sense
    if way is not None:
        facts.append(say("common-way", way=way))
    if step.zones:
        facts.append(say("common-on-zones", zones=[say("common-zone", zone=zone) for zone in step.zones]))
    if step.drift in ("headward", "tailward"):
        facts.append(say("common-travels", way=step.drift))
    return join_facts(facts)


def describe_told(step: Step) -> str:
    """Say which ways of working that a step names a camera cannot tell from others of their technique."""
    untold = [lower_first(way.name) for way in step.ways if not is_told_apart([way], step.asked_marks)]
    return say("common-untold", technique=step.technique, ways=untold) if untold else ""
