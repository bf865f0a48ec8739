"""The screening interview of one browser session: begun, answered, kept, and at its end the gate opened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from coach.care import interview as talk
from coach.care.questions import Previous
from coach.care.screening import Answer, Outcome, find_areas, load_rules
from coach.errors import CoachError
from coach.history.entries import StoredScreening, clean_name
from coach.history.pain import check_pain_trend, find_last_rise
from coach.motion.body_shape import BACK
from coach.protocol.library import list_protocols
from coach.records import Side
from coach.ui.gate import close_gate, pass_screening
from coach.ui.memory import current_profile, open_history

TALK = "before_interview"
RECEIVER = "before_receiver"
WARNING = "before_pain_warning"
ROSE = "before_pain_rose"


def begin() -> None:
    """Start the interview with what is known of this receiver."""
    receiver = clean_name(st.session_state.get("before_name", ""))
    store = open_history()
    previous, warning, rise = None, None, None
    if store is not None:
        profile = current_profile(store)
        last = store.care.last_screening(profile.id, receiver)
        sessions = store.list_sessions(profile.id)
        warning, rise = check_pain_trend(sessions, receiver), find_last_rise(sessions, receiver)
        if last is not None:
            previous = Previous(last.answers, last.taken_at, last.rules_version)  # type: ignore[arg-type]
    close_gate(st.session_state)
    st.session_state[RECEIVER] = receiver
    st.session_state[WARNING] = warning
    st.session_state[ROSE] = rise
    preset: dict[str, Answer] = {"pain-grew": "yes"} if warning else {}
    regions = {BACK.id} | {entry.region for entry in list_protocols()}
    st.session_state[TALK] = talk.Interview(previous, preset=preset, offered=find_areas(regions))


def reply(change: Callable[..., talk.Interview], *args: Any, **kwargs: Any) -> None:
    """Take what was said into the interview."""
    st.session_state[TALK] = change(st.session_state[TALK], *args, **kwargs)


def forget() -> None:
    """Begin anew."""
    st.session_state[TALK] = None
    close_gate(st.session_state)


def finish(outcome: Outcome, pain: int | None, pain_side: Side | None) -> None:
    """Keep the answers and open the gate."""
    receiver = st.session_state[RECEIVER]
    keep_answers(outcome)
    pass_screening(st.session_state, outcome, receiver, pain, pain_side)
    st.session_state[TALK] = None


def keep_answers(outcome: Outcome) -> None:
    """Put the answers into the history so that the next time is short."""
    store = open_history()
    if store is None:
        return
    interview: talk.Interview = st.session_state[TALK]
    answers = dict(interview.all_answers) | dict.fromkeys(interview.preset, "no")
    try:
        profile = current_profile(store)
        taken = datetime.now(UTC)
        stored = StoredScreening(
            profile.id, st.session_state[RECEIVER], taken, load_rules().version, answers, outcome.status
        )
        store.care.add_screening(stored)
    except CoachError as error:
        st.warning(str(error), icon=":material/folder_off:")
