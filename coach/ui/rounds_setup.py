"""The way to practising one step in rounds: the button beside a review, and the card on the page *Practise*."""

from __future__ import annotations

import streamlit as st

from coach.care.limiting import limit_protocol
from coach.errors import CoachError
from coach.live.plan import Plan
from coach.live.rounds import plan_rounds
from coach.live.weakest import Weakest
from coach.protocol.library import load_protocol
from coach.protocol.schema import Protocol
from coach.ui import practise_flow as flow
from coach.ui.gate import PassedScreening
from coach.ui.memory import advised_guidance
from coach.ui.plain import plain
from coach.words import say

CHOSEN = "rounds_chosen"


def offer_rounds(weakest: Weakest | None, key: str) -> None:
    """Show the button that leads to practising a step again; nothing where no step needs it."""
    if weakest is None:
        return
    asked = st.button(
        say("rounds-offer", title=plain(weakest.title)),
        icon=":material/repeat:",
        help=say("rounds-offer-help", pace=weakest.pace_per_min),
        key=f"rounds-{key}",
        on_click=_choose,
        args=(weakest,),
    )
    if asked:
        st.switch_page("app_pages/practise.py")


def _choose(weakest: Weakest) -> None:
    st.session_state[CHOSEN] = weakest
    if flow.outcome() is not None:
        flow.leave()


def _forget() -> None:
    st.session_state.pop(CHOSEN, None)


def show_chosen(passed: PassedScreening) -> bool:
    """Show the rounds that were chosen, ready to start; returns whether there are any.

    Of a step that the screening leaves out it is said that it is not for today.
    """
    chosen: Weakest | None = st.session_state.get(CHOSEN)
    if chosen is None:
        return False
    protocol = _plan(chosen, passed)
    if protocol is None:
        _forget()
        st.warning(say("rounds-gone"), icon=":material/block:")
        return False
    paces = [step.pace_per_min.middle for step in protocol.steps if step.pace_per_min is not None]
    st.title(say("rounds-card-title", title=plain(chosen.title)), anchor=False)
    minutes = max(1, round(protocol.planned_minutes))
    st.markdown(say("rounds-card", first=paces[0], last=paces[-1], minutes=minutes))
    st.markdown(plain(protocol.steps[0].text))
    st.caption(say("rounds-no-level"))
    plan = Plan("lead", chosen.protocol, guidance=advised_guidance(), rounds=True)
    with st.container(horizontal=True):
        st.button(
            say("rounds-begin"),
            type="primary",
            icon=":material/play_arrow:",
            key="rounds_begin",
            on_click=_begin,
            args=(plan, protocol),
        )
        st.button(say("rounds-else"), key="rounds_else", on_click=_forget)
    return True


def _begin(plan: Plan, protocol: Protocol) -> None:
    _forget()
    flow.start(plan, protocol)


def _plan(chosen: Weakest, passed: PassedScreening) -> Protocol | None:
    allowed = passed.limits.protocols
    if allowed is not None and chosen.protocol not in allowed:
        return None
    try:
        book = limit_protocol(load_protocol(chosen.protocol), passed.limits)
        step = None if book is None else book.step(chosen.step)
    except (CoachError, KeyError):
        return None
    if book is None or step is None or step.pace_per_min is None:
        return None
    return plan_rounds(book, step, chosen.pace_per_min)
