"""Rules that look at the whole session: what is missing, what is too much, in which order, and where the hands left."""

from __future__ import annotations

from collections.abc import Iterator

from coach.check.hits import Hit
from coach.check.measure import SEEN_SHARE_NEEDED, SURE_REST, SessionView, StepView
from coach.check.parts import LONGEST_PAUSE_S
from coach.check.twins import find_neighbours, find_twin, may_be_merged
from coach.records import Segment

LONGEST_CHANGE_S = 6.0
"""Changing from one step to the next may take this long (oil, another stand) before contact counts as broken."""

PAUSE_SLACK_S = 1.5
"""How much longer a pause may be read than it was: lifting and laying on count as rest."""

SHORTEST_EXTRA_S = 4.0
"""A technique that is not asked is worth a word from this long on; below it is a slip or a misreading."""

SURE_ENOUGH = 0.6
"""Confidence from which a technique that is not asked is believed."""

UNSEEN_SHARE_OF_STEP = 0.4
"""A gap in the picture as long as this share of a step may have held it."""

SHORT_SESSION_SHARE = 0.5
"""A recording below half of the asked lengths is an extract: said once, not step by step."""


def missing_steps(session: SessionView) -> Iterator[Hit]:
    """Find steps that are missing although the picture would have shown them."""
    for view in session.steps:
        if view.found or may_be_hidden(session, view) or may_be_merged(session, view):
            continue
        moment = place_of_missing(session, view)
        twin = find_twin(session, view)
        yield Hit(
            moment,
            moment,
            measured=0.0,
            expected=view.step.technique,
            step=view.step.id,
            technique=view.step.technique,
            weight=min(1.0, len(session.steps) * view.step.planned_s / (60.0 * session.protocol.planned_minutes) / 2),
            detail={} if twin is None else {"or": twin.step.id},
        )


def extra_techniques(session: SessionView) -> Iterator[Hit]:
    """Find techniques that are not asked where they were seen."""
    inside = [(other, view.step.id) for view in session.steps if view.judged for other in view.others]
    outside: list[tuple[Segment, str | None]] = [(segment, None) for segment in session.unclaimed]
    for segment, step in [*inside, *outside]:
        if segment.technique in ("none", "unseen") or segment.confidence < SURE_ENOUGH or segment.pace_per_min is None:
            continue
        if segment.duration_s >= SHORTEST_EXTRA_S and not _is_beside_its_own(session, segment):
            yield Hit(
                segment.start_s,
                segment.end_s,
                measured=segment.duration_s,
                expected=session.protocol.step(step).technique if step else None,
                unit="s",
                step=step,
                technique=segment.technique,
                weight=min(1.0, segment.duration_s / 60.0),
            )


def _is_beside_its_own(session: SessionView, segment: Segment) -> bool:
    """Whether a step that asks just this technique begins or ends beside a segment: then it is no other technique."""
    return any(
        block.start_s - LONGEST_CHANGE_S <= segment.end_s and segment.start_s <= block.end_s + LONGEST_CHANGE_S
        for view in session.found
        if view.step.technique == segment.technique
        for block in view.blocks
    )


def displaced_steps(session: SessionView) -> Iterator[Hit]:
    """Find steps that came after a later one."""
    for index in sorted(session.displaced):
        view = session.steps[index]
        yield Hit(
            view.start_s,
            view.end_s,
            measured="late",
            expected=session.steps[index + 1].step.id if index + 1 < len(session.steps) else None,
            step=view.step.id,
            technique=view.step.technique,
        )


def short_session(session: SessionView) -> Iterator[Hit]:
    """Find an extract or a hurried session: all found steps together below half of what they ask."""
    found = session.found
    asked_s = sum(view.step.planned_s for view in found)
    done_s = sum(view.active_s for view in found)
    if found and session.protocol.time_scale == 1.0 and done_s < SHORT_SESSION_SHARE * asked_s:
        low, high = session.protocol.session_minutes.ends
        yield Hit(
            found[0].start_s,
            found[-1].end_s,
            measured=done_s / 60.0,
            expected=(low, high),
            unit="min",
            weight=1.0,
        )


def broken_contact(session: SessionView) -> Iterator[Hit]:
    """Find hands that rest or leave in the middle of a step, or too long between two."""
    found = session.found
    if not found:
        return
    first_s, last_s = found[0].start_s, max(view.end_s for view in found)
    for segment in session.segments:
        inside = first_s <= segment.start_s and segment.end_s <= last_s
        if segment.technique != "none" or not inside or session.has_clear_rhythm(segment):
            continue
        if segment.confidence < SURE_REST:
            continue
        around = [view for view in found if view.judged and segment in view.others]
        if not around and segment in session.doubtful:
            continue
        limit = LONGEST_PAUSE_S if around else LONGEST_CHANGE_S
        if segment.duration_s > limit + PAUSE_SLACK_S:
            yield Hit(
                segment.start_s,
                segment.end_s,
                measured=segment.duration_s,
                expected=(0.0, limit),
                unit="s",
                step=around[0].step.id if around else None,
                weight=min(1.0, segment.duration_s / 30.0),
            )


def unseen_hands(session: SessionView) -> Iterator[Hit]:
    """Find steps of which too little was seen to judge them."""
    for view in session.steps:
        if view.found and not view.judged:
            yield Hit(
                view.start_s,
                view.end_s,
                measured=view.seen_share,
                expected=(SEEN_SHARE_NEEDED, 1.0),
                unit="share",
                step=view.step.id,
                technique=view.step.technique,
                weight=1.0 - view.seen_share,
            )


def may_be_hidden(session: SessionView, view: StepView) -> bool:
    """Whether a step that was not found may lie in a stretch in which the hands, or what they did, were not seen."""
    before, after = find_neighbours(session, view, beyond=find_twin(session, view))
    start_s = before.sure_end_s(session.doubtful) if before else 0.0
    end_s = after.start_s if after else session.analysis.info.duration_s
    hidden_s = sum(max(0.0, min(segment.end_s, end_s) - max(segment.start_s, start_s)) for segment in session.doubtful)
    return hidden_s >= UNSEEN_SHARE_OF_STEP * view.step.planned_s


def place_of_missing(session: SessionView, view: StepView) -> float:
    """Moment at which a missing step would have been due."""
    before, after = find_neighbours(session, view)
    if before is not None:
        return before.end_s
    return after.start_s if after is not None else 0.0
