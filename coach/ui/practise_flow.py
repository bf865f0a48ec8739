"""The page *Practise* from choosing to review: what it remembers, and what each stage shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from coach.care.avoid import find_concerned
from coach.care.screening import Area, Limits
from coach.errors import CoachError, StoreError
from coach.live.outcome import Outcome, review_cut_off
from coach.live.plan import Plan
from coach.live.recording import FINISHED, RecordedSession, find_session, list_unfinished
from coach.live.registry import OpenSession, find_open, find_outcome, is_open, open_session, put_away
from coach.paths import live_dir
from coach.protocol.schema import Protocol
from coach.ui.components.live import live_coach
from coach.ui.gate import STATE_KEY, PassedScreening, close_gate, screening_passed

ADDRESS_KEY = "live"
"""Names the running session in the page's address."""

LIVE_KEY, OUTCOME_KEY, COMPONENT_KEY = "live_session", "live_outcome", "live-coach"
GUIDANCE_KEY = "live_guidance"


@dataclass(frozen=True, slots=True)
class Running:
    """The live session of this browser."""

    open: OpenSession
    plan: Plan
    protocol: Protocol | None


def running() -> Running | None:
    """Return the session that is on, or ``None``."""
    return st.session_state.get(LIVE_KEY)


def outcome() -> Outcome | None:
    """Return the session that has ended and is being looked at, or ``None``."""
    return st.session_state.get(OUTCOME_KEY)


def start(
    plan: Plan, protocol: Protocol | None, continues: RecordedSession | None = None, *, at_once: bool = False
) -> None:
    """Open a session; the page shows it from the next run on."""
    passed = screening_passed(st.session_state)
    if continues is None and passed is not None:
        limits = passed.limits
        avoid = find_concerned(protocol, limits.avoid)
        plan = replace(plan, avoid=avoid, limits=limits.texts, has_receiver=not passed.cushion)
    extras = _describe_care(passed) if continues is None else continues.extras
    opened = open_session(plan, protocol, continues, extras, at_once=at_once)
    st.session_state[LIVE_KEY] = Running(opened, plan, protocol)
    st.session_state.pop(OUTCOME_KEY, None)


def go_on(session: RecordedSession) -> None:
    """Go on with a session that was cut off, in its own folder."""
    _restore(session.id, at_once=False)


def show_live(session: Running) -> None:
    """Show the live coach; it stays while the session runs."""
    st.query_params[ADDRESS_KEY] = session.open.name
    live_coach(
        session.open.token,
        session.open.name,
        "back" if session.protocol is None else session.protocol.region,
        key=COMPONENT_KEY,
        on_token_needed=_renew,
        on_ended=_take_outcome,
    )


def leave() -> None:
    """Forget the ended session and go back to choosing."""
    st.session_state.pop(OUTCOME_KEY, None)
    st.session_state.pop(LIVE_KEY, None)
    close_gate(st.session_state)


def review_unfinished(session: RecordedSession) -> None:
    """Bring a session that was cut off to its end, and show it."""
    put_away(session.id)
    try:
        ended = review_cut_off(session)
        close_gate(st.session_state)  # a screening of today is not about the person of that session
        _restore_care(session)
        st.session_state[OUTCOME_KEY] = ended
        st.session_state[GUIDANCE_KEY] = "none" if session.plan.mode == "test" else session.plan.guidance
    except CoachError as error:
        st.session_state["practise_problem"] = str(error)


def unfinished() -> list[RecordedSession]:
    """List what was cut off on this computer; a session that another browser has open is none."""
    return [session for session in list_unfinished(live_dir()) if not is_open(session.id)]


def _renew() -> None:
    """Give the page a new token: the session slept so long that it was put away."""
    session = running()
    if session is None or find_open(session.open.name) is not None:
        return  # asked twice: the answer to the first question is on its way
    if not _restore(session.open.name):
        start(session.plan, session.protocol)


def restore_from_address() -> None:
    """Take up the session that the page's address names, when this browser's memory is gone.

    That is so after the page was loaded again, and after the server was started again: then Streamlit's page reconnects
    and asks for a new token, but nothing that a script remembered is left.
    """
    name = st.query_params.get(ADDRESS_KEY)
    if name is not None and running() is None and outcome() is None and not _restore(name):
        del st.query_params[ADDRESS_KEY]


def _restore(name: str, *, at_once: bool = True) -> bool:
    """Go on with a session by its name: the one that still runs here, else what of it lies on the disk."""
    try:
        recorded = find_session(live_dir(), name)
    except StoreError:
        return False
    if recorded.meta.get("state") == FINISHED:
        return False
    _restore_care(recorded)
    opened = find_open(name)
    if opened is not None:
        st.session_state[LIVE_KEY] = Running(opened, recorded.plan, recorded.protocol)
    else:
        begun = recorded if recorded.began else None
        start(recorded.plan, recorded.protocol, begun, at_once=at_once and begun is not None)
    return True


def _take_outcome() -> None:
    session = running()
    if session is None:
        return
    ended = find_outcome(session.open.token)
    if ended is not None:
        st.session_state[OUTCOME_KEY] = ended
        st.session_state[GUIDANCE_KEY] = "none" if session.plan.mode == "test" else session.plan.guidance
        del st.session_state[LIVE_KEY]
        st.query_params.pop(ADDRESS_KEY, None)


def _describe_care(passed: PassedScreening | None) -> dict[str, Any]:
    if passed is None:
        return {}
    return {
        "receiver": passed.receiver,
        "pain_before": passed.pain_before,
        "cushion": passed.cushion,
        "avoid": [[area.zone, area.side] for area in sorted(passed.limits.avoid)],
    }


def _restore_care(session: RecordedSession) -> None:
    """Open the gate again for a session that had passed it: its protocol is already held to the limits."""
    if screening_passed(st.session_state) is not None or not session.extras:
        return
    import time

    care = session.extras
    avoid = frozenset(Area(zone, side) for zone, side in care.get("avoid", ()))
    st.session_state[STATE_KEY] = PassedScreening(
        Limits(avoid=avoid), str(care["receiver"]), care["pain_before"], bool(care["cushion"]), time.monotonic()
    )
