"""Whether a step was done where its protocol asks; needs a back of which both ends are known."""

from __future__ import annotations

from dataclasses import dataclass

from coach.protocol.measure import StepView


@dataclass(frozen=True, slots=True)
class PlaceVerdict:
    """How much of a step was inside its zones."""

    score: float | None
    inside: float | None
    seen_share: float


def judge_place(view: StepView) -> PlaceVerdict | None:
    """Return the share of the step inside its zones; ``None`` when the step asks no zone."""
    if not view.step.zones:
        return None
    return PlaceVerdict(None, None, 0.0)
