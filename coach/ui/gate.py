"""The gate before *Practise*: nobody is coached whose receiver was not screened today.

The record is pure and lives in the session's state; :func:`require_screening` is what the live page calls first. The
only other way in is practice on a cushion, which says what it is.
"""

from __future__ import annotations

import time
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from coach.care.screening import Limits, Outcome
from coach.records import Side
from coach.words import say

STATE_KEY = "passed_screening"
HURT_KEY = "session_hurt"
"""Set by the live page when the session was ended because it hurt; the page *Afterwards* then says what to do."""
VALID_S = 4 * 3600.0
"""A screening counts for one session; a session that is put off by half a day needs a new one."""


@dataclass(frozen=True, slots=True)
class PassedScreening:
    """What the session that follows must know.

    Attributes
    ----------
    limits : Limits
        Protocols, techniques, intensity and places that are allowed; hand it to
        :func:`coach.care.limiting.limit_protocol`.
    receiver : str
        Name or empty; free text, to be shown as plain text only.
    pain_before : int or None
        0 to 10.
    cushion : bool
        Practice on a cushion: there is no receiver.
    passed_at_s : float
        ``time.monotonic()``: setting the clock back does not make it valid for longer.
    pain_side : "left", "right" or None
        The receiver's side that hurts more.
    """

    limits: Limits
    receiver: str
    pain_before: int | None
    cushion: bool
    passed_at_s: float
    pain_side: Side | None = None


def pass_screening(
    state: MutableMapping[Any, Any],
    outcome: Outcome,
    receiver: str,
    pain_before: int | None,
    pain_side: Side | None = None,
) -> PassedScreening:
    """Open the gate for one session.

    Raises
    ------
    ValueError
        When the outcome did not pass: there is no way around a flag.
    """
    if not outcome.passed:
        raise ValueError(f"a screening that ends with {outcome.status} does not open the gate")
    passed = PassedScreening(outcome.limits, receiver, pain_before, False, time.monotonic(), pain_side)
    state[STATE_KEY] = passed
    return passed


def choose_cushion(state: MutableMapping[Any, Any]) -> PassedScreening:
    """Open the gate for practice on a cushion."""
    passed = PassedScreening(Limits(), "", None, cushion=True, passed_at_s=time.monotonic())
    state[STATE_KEY] = passed
    return passed


def screening_passed(state: MutableMapping[Any, Any]) -> PassedScreening | None:
    """Return the screening that is still valid, or ``None``."""
    passed = state.get(STATE_KEY)
    if not isinstance(passed, PassedScreening) or time.monotonic() - passed.passed_at_s > VALID_S:
        return None
    return passed


def close_gate(state: MutableMapping[Any, Any]) -> None:
    """Close the gate: the session is over, the next one is screened anew."""
    state.pop(STATE_KEY, None)


def note_hurt(state: MutableMapping[Any, Any], hurt: bool) -> None:
    """Remember whether the last session was ended because it hurt."""
    state[HURT_KEY] = hurt


def require_screening() -> PassedScreening:
    """Return the valid screening, or show the two ways on and end the page."""
    passed = screening_passed(st.session_state)
    if passed is None:
        st.title(say("before-gate-title"))
        st.markdown(say("before-gate"))
        if st.button(say("before-gate-begin"), type="primary", icon=":material/checklist:", key="gate_begin"):
            st.switch_page("app_pages/before.py")
        st.space("small")
        st.markdown(say("before-cushion"))
        st.button(
            say("before-gate-cushion"),
            icon=":material/airline_seat_flat:",
            key="gate_cushion",
            on_click=_choose_cushion_here,
        )
        st.stop()
    if passed.cushion:
        st.info(say("before-cushion-on"), icon=":material/airline_seat_flat:")
    return passed


def _choose_cushion_here() -> None:
    choose_cushion(st.session_state)
