"""Other ways through the same steps: shorter or longer, or beginning on the side opposite to the pain."""

from __future__ import annotations

import math

from coach.errors import ProtocolError
from coach.protocol.schema import Band, Protocol, Step
from coach.records import Side
from coach.words import say

OPPOSITE: dict[Side, Side] = {"left": "right", "right": "left"}

MIN_SCALE = 0.01
"""Below a hundredth of its length a session holds no movement to judge."""
MAX_SCALE = 10.0


def scale_protocol(protocol: Protocol, *, total_minutes: float | None = None, factor: float | None = None) -> Protocol:
    """Return the protocol with all durations and counts scaled; pace, direction and place stay.

    Parameters
    ----------
    protocol : Protocol
    total_minutes : float, optional
        Wanted length of the session, inside the guide's ``session_minutes``.
    factor : float, optional
        Share of the durations *as they are now*; free of the guide's limits, for demonstrations and samples.

    Raises
    ------
    ProtocolError
        For a length outside the guide's limits or a factor that leaves nothing to judge.
    ValueError
        When not exactly one of the two is given.
    """
    if (total_minutes is None) == (factor is None):
        raise ValueError("give either total_minutes or factor")
    if total_minutes is not None:
        low, high = protocol.session_minutes.ends
        if not low <= total_minutes <= high:
            raise ProtocolError(say("book-session-length", id=protocol.id, low=low, high=high, minutes=total_minutes))
        factor = total_minutes / protocol.planned_minutes
    assert factor is not None
    if not MIN_SCALE <= factor * protocol.time_scale <= MAX_SCALE:
        raise ProtocolError(say("book-scale", least=MIN_SCALE, most=MAX_SCALE, factor=factor))
    if factor == 1.0:
        return protocol
    steps = tuple(_scale_step(step, factor) for step in protocol.steps)
    return protocol.model_copy(update={"steps": steps, "time_scale": protocol.time_scale * factor})


def apply_variant(protocol: Protocol, variant_id: str, pain_side: Side | None = None) -> Protocol:
    """Return the protocol as one of its variants asks.

    Parameters
    ----------
    protocol : Protocol
    variant_id : str
    pain_side : "left" or "right", optional
        The receiver's side that hurts more. The guide begins opposite to it at any length, so every variant does.

    Raises
    ------
    ProtocolError
        For an id that is not among the protocol's variants (the known ones are listed).
    """
    for variant in protocol.variants:
        if variant.id == variant_id:
            chosen = protocol.model_copy(update={"variant": variant_id})
            if variant.minutes is not None:
                chosen = scale_protocol(chosen, total_minutes=variant.minutes)
            return begin_opposite(chosen, pain_side)
    known = ", ".join(variant.id for variant in protocol.variants) or "none"
    raise ProtocolError(say("book-variant-unknown", id=protocol.id, variant=variant_id, known=known))


def plan_protocol(protocol: Protocol, variant_id: str | None = None, pain_side: Side | None = None) -> Protocol:
    """Return the protocol as it was chosen: in one of its variants or as it stands, beginning opposite to the pain.

    Raises
    ------
    ProtocolError
        For a variant that the protocol does not have.
    """
    if variant_id is None:
        return begin_opposite(protocol, pain_side)
    return apply_variant(protocol, variant_id, pain_side)


def begin_opposite(protocol: Protocol, pain_side: Side | None) -> Protocol:
    """Let every step that works one side after the other begin opposite to the pain, if a side is given.

    A protocol that works both sides at once has no side to begin on and stays as it is.
    """
    if pain_side is None or not protocol.works_in_turn:
        return protocol
    start = OPPOSITE[pain_side]
    steps = tuple(
        step.model_copy(update={"start_side": start}) if step.sides == "one_after_other" else step
        for step in protocol.steps
    )
    return protocol.model_copy(update={"steps": steps, "pain_side": pain_side})


def _scale_step(step: Step, factor: float) -> Step:
    if step.duration_s is not None:
        return step.model_copy(update={"duration_s": _scaled(step.duration_s, factor)})
    assert step.count is not None
    low = max(1, math.floor(step.count.low * factor))
    high = max(low, math.ceil(step.count.high * factor))
    return step.model_copy(update={"count": step.count.model_copy(update={"low": float(low), "high": float(high)})})


def _scaled(band: Band, factor: float) -> Band:
    return band.model_copy(update={"low": band.low * factor, "high": band.high * factor})
