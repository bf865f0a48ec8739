"""Holds a recording against a protocol: which step is where, how well each was done, what is worth saying."""

from __future__ import annotations

from dataclasses import replace

from coach.check.align import align_steps
from coach.check.measure import SEEN_SHARE_NEEDED, SessionView, StepView, build_session
from coach.check.parts import compute_parts, score_step
from coach.check.place import merge_places
from coach.check.ranking import make_findings, name_faulty_steps
from coach.check.rules import RULES
from coach.check.rules_session import may_be_hidden
from coach.check.twins import may_be_merged
from coach.check.units import cut_units, forget_directions
from coach.motion.working_point import locate_work
from coach.protocol.schema import Protocol
from coach.protocol.variants import scale_protocol
from coach.records import Analysis, CheckResult, StepResult, StepStatus
from coach.technique.overrides import apply_overrides

DONE_LENGTH_SCORE = 0.3
"""A step below this length score was begun, not done (about 0.6 of the least that is asked)."""

MOSTLY_CLAIMED = 0.5
"""A step whose technique was taken from the plan in this share of it is said to be."""

NEVER_SEEN = ("pressure", "tissue", "comfort")
"""What no camera sees; every report says so."""


def check_protocol(analysis: Analysis, protocol: Protocol, time_scale: float | None = None) -> CheckResult:
    """Compare a recording with a protocol.

    Parameters
    ----------
    analysis : Analysis
    protocol : Protocol
        May already be scaled (:func:`coach.protocol.variants.scale_protocol`).
    time_scale : float, optional
        Judge durations and counts against this share of what the protocol asks, for a shortened session; ``None``
        judges them as the protocol stands. Pace, direction and place are never scaled.

    Returns
    -------
    CheckResult
        One result a step in the protocol's order; at most seven findings, the most useful first.
    """
    if time_scale is not None:
        protocol = scale_protocol(protocol, factor=time_scale)
    session = lay_on_steps(analysis, protocol)
    hits = []
    for rule in RULES:
        if rule.per_step is not None:
            hits += [(rule, hit) for view in session.steps if view.judged for hit in rule.per_step(session, view)]
        if rule.per_session is not None:
            hits += [(rule, hit) for hit in rule.per_session(session)]
    faulty = name_faulty_steps(hits)
    return CheckResult(
        protocol_id=protocol.id,
        protocol_version=protocol.version,
        steps=tuple(_result(session, view, view.step.id in faulty) for view in session.steps),
        findings=make_findings(hits),
        not_judged=tuple(_not_judged(session)),
        time_scale=protocol.time_scale,
        variant=protocol.variant,
        pain_side=protocol.pain_side,
        overrides=session.overrides,
        places=merge_places(session),
    )


def lay_on_steps(analysis: Analysis, protocol: Protocol) -> SessionView:
    """Lay a recording on a protocol's steps; what the rules and scores then look at.

    The labels are the analysis' own but for the view's ``overrides``, so that :func:`apply_overrides` with those gives
    the same labels to every picture.
    """
    segments = list(analysis.segments) if analysis.back is not None else forget_directions(analysis.segments)
    places = {point: locate_work(analysis, point) for point in {step.point for step in protocol.steps}}
    blocks = align_steps(cut_units(segments, protocol, analysis.timeline, places), protocol)
    overrides = tuple(override for block in blocks for override in block.overrides)
    timeline, judged = apply_overrides(analysis.timeline, segments, overrides)
    return build_session(replace(analysis, timeline=timeline), protocol, judged, blocks)


def _result(session: SessionView, view: StepView, has_fault: bool) -> StepResult:
    if not view.found:
        unsure = may_be_hidden(session, view) or may_be_merged(session, view)
        status: StepStatus = "not_judged" if unsure else "missed"
        return StepResult(view.step.id, status, None, None, None)
    if not view.judged:
        return StepResult(view.step.id, "not_judged", view.start_s, view.end_s, None)
    parts = compute_parts(session, view)
    length = next((part.score for part in parts if part.name in ("duration", "count")), None)
    status = "with_faults" if has_fault else "done"
    if length is not None and length < DONE_LENGTH_SCORE and _too_little(view):
        status = "partly"
    score = score_step(parts, has_fault=has_fault)
    return StepResult(view.step.id, status, view.start_s, view.end_s, score, parts)


def _too_little(view: StepView) -> bool:
    step = view.step
    if step.duration_s is not None:
        return view.active_s < step.duration_s.low
    return view.cycles is not None and step.count is not None and view.cycles < step.count.low


def _not_judged(session: SessionView) -> list[tuple[str, str]]:
    """List what was not judged, each with the code of the reason."""
    reasons = [(what, "camera") for what in NEVER_SEEN]
    back = session.analysis.back
    if back is None:
        reasons += [("direction", "no_back"), ("place", "no_back")]
    elif back.given_by == "head":
        reasons += [("place", "head_only")]
    if session.protocol.time_scale != 1.0:
        reasons.append(("durations", "scaled"))
    for view in session.steps:
        if view.found and not view.judged:
            reasons.append((f"step:{view.step.id}", "unseen"))
        elif not view.found and may_be_hidden(session, view):
            reasons.append((f"step:{view.step.id}", "hidden"))
        elif not view.found and may_be_merged(session, view):
            reasons.append((f"step:{view.step.id}", "merged"))
        elif view.claimed_s > MOSTLY_CLAIMED * view.active_s:
            reasons.append((f"technique:{view.step.id}", "unsure"))
        elif view.judged and view.step.pace_per_min and view.known_share(view.pace) < SEEN_SHARE_NEEDED:
            reasons.append((f"pace:{view.step.id}", "no_rhythm"))
    return reasons
