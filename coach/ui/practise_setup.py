"""The page *Practise* before the camera: what to practise, how long, and how much the coach should say."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import streamlit as st

from coach.care.limiting import allowed_techniques, limit_protocol
from coach.errors import CoachError
from coach.history.entries import Guidance
from coach.live.plan import Plan
from coach.live.recording import RecordedSession, delete_session
from coach.live.registry import put_away, warm_up
from coach.look.palette import LOOKS
from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.schema import Protocol
from coach.protocol.variants import plan_protocol, scale_protocol
from coach.records import TechniqueName
from coach.ui import practise_flow as flow
from coach.ui.components.preparation_list import name_positions
from coach.ui.gate import PassedScreening
from coach.ui.levels_view import show_next
from coach.ui.memory import advised_guidance, own_sessions
from coach.ui.phone_view import offer_phone
from coach.ui.plain import plain
from coach.ui.side_choice import choose_side, list_lengths, name_variant, tell_first_side
from coach.ui.sources_view import show_all_sources
from coach.words import say, say_table

FREE_TECHNIQUES: tuple[TechniqueName, ...] = ("stroking", "rubbing", "kneading", "tapping")
TASTE, HALF, WHOLE = 0.12, 0.5, 1.0
"""Shares of a protocol's length that every protocol offers; half only where it has no shorter variant of its own."""

_SHARE_NAMES = {TASTE: "taste", HALF: "half", WHOLE: "whole"}
PACE_RANGE = (5, 300)
USUAL_PACE = {"stroking": (12, 50), "rubbing": (60, 70), "kneading": (20, 40), "tapping": (120, 240)}
"""Where the slider stands at first, cycles a minute; the protocols' own bands."""


def offer_unfinished() -> None:
    """Offer what was cut off: go on, look at it, or delete it."""
    problem = st.session_state.pop("practise_problem", None)
    if problem:
        st.error(problem, icon=":material/error:")
    for session in flow.unfinished()[:1]:
        with st.container(border=True):
            when = session.started_at.astimezone()
            st.markdown(say("practise-unfinished", when=when, length=session.duration_s))
            with st.container(horizontal=True):
                st.button(say("practise-continue"), icon=":material/play_arrow:", on_click=flow.go_on, args=(session,))
                label = say("practise-review-it")
                st.button(label, icon=":material/movie:", on_click=flow.review_unfinished, args=(session,))
                st.button(say("practise-discard"), icon=":material/delete:", on_click=_discard, args=(session,))


def choose_and_start(passed: PassedScreening) -> None:
    """Choose a plan and start; the hand model loads meanwhile."""
    if not st.session_state.get("live_warm"):
        st.session_state["live_warm"] = True
        warm_up()
    st.title(say("practise-title"), anchor=False)
    st.markdown(say("practise-lead"))
    # Where only one programme is allowed, nothing can be practised freely.
    titles = say_table("practise-modes")
    modes = [name for name in titles if name != "free" or passed.limits.protocols is None]
    mode = st.segmented_control(
        say("practise-mode"), modes, format_func=titles.__getitem__, default="lead", required=True, key="practise_mode"
    )
    assert mode is not None, "one of the modes is always chosen"
    st.caption(say(f"practise-mode-help.{mode}"))
    protocol, plan = (None, _choose_free(passed)) if mode == "free" else _choose_protocol(passed, mode)
    keep = st.toggle(say("practise-keep-picture"), help=say("practise-keep-picture-help"), key="practise_keep")
    if plan is None:
        return
    st.button(
        say("practise-start"),
        type="primary",
        icon=":material/play_arrow:",
        key="practise_start",
        on_click=flow.start,
        args=(replace(plan, keep_picture=keep), protocol),
    )
    offer_phone()


def _choose_protocol(passed: PassedScreening, mode: str) -> tuple[Protocol | None, Plan | None]:
    entries = {entry.id: entry for entry in list_protocols()}
    allowed = passed.limits.protocols
    ids = [name for name in entries if allowed is None or name in allowed]
    wanted = st.session_state.pop("wanted_practice", None)
    if wanted in ids:
        st.session_state["practise_protocol"] = wanted
    chosen = st.selectbox(
        say("practise-protocol"), ids, format_func=lambda name: plain(entries[name].title), key="practise_protocol"
    )
    try:
        book = load_protocol(chosen) if chosen else None
        whole = None if book is None else limit_protocol(book, passed.limits)
    except CoachError as error:
        st.error(str(error), icon=":material/error:")
        return None, None
    if book is None or whole is None:
        st.warning(say("practise-not-allowed"), icon=":material/block:")
        return None, None
    st.caption(plain(whole.summary))
    show_all_sources(whole)
    st.caption(name_positions(whole))
    protocol = _choose_way(book, whole, passed)
    guidance: Guidance = "every"
    if mode == "lead":
        picked = st.segmented_control(
            say("practise-guidance"),
            get_args(Guidance),
            format_func=say_table("practise-guidances").__getitem__,
            default=advised_guidance(),
            required=True,
            key="practise_guidance",
        )
        guidance = picked or guidance
    show_next(own_sessions(), {step.technique for step in protocol.steps})
    plan = Plan(
        "test" if mode == "test" else "lead",
        chosen,
        guidance=guidance,
        time_scale=protocol.time_scale,
        variant=protocol.variant,
        pain_side=protocol.pain_side,
    )
    return protocol, plan


def _choose_way(book: Protocol, whole: Protocol, passed: PassedScreening) -> Protocol:
    """Choose the length and the side to begin on of a protocol (``whole``: within the limits of this person)."""
    titles = list_lengths(book)
    shorter = [item.id for item in book.variants if item.minutes and item.minutes < book.planned_minutes]
    longer = [name for name in titles if name not in shorter]
    middle: list[float | str] = [*shorter] or [HALF]
    options = [TASTE, *middle, WHOLE, *longer]

    def name_length(option: float | str) -> str:
        if isinstance(option, str):
            return plain(titles[option])
        return say(
            "practise-lengths", share=_SHARE_NAMES[option], minutes=max(1, round(whole.planned_minutes * option))
        )

    length = st.segmented_control(
        say("practise-length"),
        options,
        format_func=name_length,
        default=WHOLE,
        required=True,
        key=f"practise_length_{book.id}",
    )
    side = None
    if whole.works_in_turn:
        side = choose_side(passed.pain_side, f"practise_side_{passed.passed_at_s:.0f}", say("side-help"))
        tell_first_side(side)
    variant = name_variant(whole, length if isinstance(length, str) else None, side)
    # The limits come after the variant, whose length is the one of the protocol with all its steps.
    planned = limit_protocol(plan_protocol(book, variant, side), passed.limits)
    assert planned is not None, "the limits leave the same steps at any length"
    if not isinstance(length, str):
        return scale_protocol(planned, factor=length)
    st.caption(say("side-length", minutes=round(planned.planned_minutes)))
    return planned


def _choose_free(passed: PassedScreening) -> Plan:
    allowed = allowed_techniques(passed.limits)
    names = {name: LOOKS[name].name for name in FREE_TECHNIQUES if name in allowed}
    choices = [*names, "any"] if len(names) == len(FREE_TECHNIQUES) else list(names)
    technique = st.segmented_control(
        say("practise-technique"),
        choices,
        format_func=lambda name: names.get(name, say("practise-any-technique")),
        default="rubbing" if "rubbing" in choices else choices[0],
        required=True,
        key="practise_technique",
    )
    pace = None
    if technique != "any" and st.toggle(say("practise-with-pace"), key="practise_with_pace"):
        pace = st.slider(say("practise-pace"), *PACE_RANGE, USUAL_PACE[technique], key=f"practise_pace_{technique}")
    chosen = next((name for name in FREE_TECHNIQUES if name == technique), None)
    return Plan("free", None, chosen, None if pace is None else (float(pace[0]), float(pace[1])))


def _discard(session: RecordedSession) -> None:
    put_away(session.id)
    try:
        delete_session(session.folder)
    except CoachError as error:
        st.session_state["practise_problem"] = str(error)
