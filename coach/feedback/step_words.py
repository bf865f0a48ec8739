"""What the drawing of a step shows, in words."""

from __future__ import annotations

from coach.protocol.schema import Step
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
