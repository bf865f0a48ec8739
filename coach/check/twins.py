"""Steps that a camera cannot tell apart, and what may be said of two that were done in one go.

Light beating and patting differ in intention. Where a step was not found and its neighbour, which looks the same, was
long enough for both, the two were joined: they are judged together, by the lengths that are asked of both.
"""

from __future__ import annotations

from coach.check.costs import COST_NOT_ASKED, COST_SENSE_LESS_CLEAR, compute_mismatch
from coach.check.measure import SessionView, StepView
from coach.protocol.schema import Band

LONGER_SHARE = 1.3
"""Two steps in one may take this much longer than planned before that is worth a word of its own."""


def find_neighbours(
    session: SessionView, view: StepView, beyond: StepView | None = None
) -> tuple[StepView | None, StepView | None]:
    """Return the found steps before and after a step in the protocol's order; ``beyond`` is passed over."""
    before = [other for other in session.steps[: view.index] if other.found and other is not beyond]
    after = [other for other in session.steps[view.index + 1 :] if other.found and other is not beyond]
    return (before[-1] if before else None), (after[0] if after else None)


def find_twin(session: SessionView, view: StepView, tolerance: float = COST_NOT_ASKED) -> StepView | None:
    """Return the found step beside a missing one that a camera cannot tell from it, if there is one.

    ``tolerance`` is how much worse, as a cost, what was seen may fit the missing step than the found one.
    """
    for other in find_neighbours(session, view):
        if other is None or abs(other.index - view.index) > 1 or other.step.technique != view.step.technique:
            continue
        as_missing = sum(seconds * compute_mismatch(part, view.step) for part, seconds in other.parts)
        as_itself = sum(seconds * compute_mismatch(part, other.step) for part, seconds in other.parts)
        if as_missing <= as_itself + tolerance * other.active_s:
            return other
    return None


def may_be_merged(session: SessionView, view: StepView) -> bool:
    """Whether a step that was not found may be a part of its twin, which was long enough for both."""
    twin = find_twin(session, view, COST_SENSE_LESS_CLEAR)
    return twin is not None and twin.active_s >= twin.step.planned_s + _least_s(view)


def find_joined(session: SessionView, view: StepView) -> list[StepView]:
    """Return the steps that were not found and may be a part of this one."""
    return [
        other
        for other in session.steps
        if not other.found
        and may_be_merged(session, other)
        and find_twin(session, other, COST_SENSE_LESS_CLEAR) is view
    ]


def has_taken_over(session: SessionView, view: StepView) -> bool:
    """Whether a step was as long as it and a missing neighbour of its technique together: missing is said already."""
    neighbours = [
        other
        for other in session.steps
        if abs(other.index - view.index) == 1 and not other.found and other.step.technique == view.step.technique
    ]
    return any(view.active_s <= LONGER_SHARE * (view.step.planned_s + other.step.planned_s) for other in neighbours)


def find_asked_length(session: SessionView, view: StepView) -> Band | None:
    """Return the length that is asked of a step together with those that were joined to it.

    ``None`` where some are asked by time and others by count: their sum means nothing.
    """
    bands = [other.step.duration_s or other.step.count for other in (view, *find_joined(session, view))]
    known = [band for band in bands if band is not None]
    if len({band.unit for band in known}) != 1:
        return None
    first = known[0]
    least_sure = "none" if any(band.confidence == "none" for band in known) else first.confidence
    return first.model_copy(
        update={
            "low": sum(band.low for band in known),
            "high": sum(band.high for band in known),
            "confidence": least_sure,
        }
    )


def _least_s(view: StepView) -> float:
    """Seconds of the least that a step asks."""
    band = view.step.duration_s or view.step.count
    assert band is not None
    return view.step.planned_s * band.low / band.middle
