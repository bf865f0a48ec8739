"""The level reached in each technique, and what the next one asks, always in sight."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import cast

import streamlit as st

from coach.errors import CoachError
from coach.history.entries import Session
from coach.history.levels import LEVELS, Standing, find_standings
from coach.live.weakest import Weakest, find_weakest
from coach.look.palette import LOOKS
from coach.protocol.library import load_protocol
from coach.records import Verdict
from coach.ui.memory import open_history
from coach.ui.rounds_setup import offer_rounds
from coach.words import say

PASSED, HERE, OPEN = ":material/check_circle:", ":material/arrow_circle_right:", ":material/radio_button_unchecked:"
CARD_PX = 240
SESSIONS_BACK = 3
"""So many sessions, the newest first, are looked through for a step to practise again."""


def show_levels(sessions: Sequence[Session]) -> None:
    """Show a card for each technique."""
    st.subheader(say("level-title"), anchor=False)
    st.caption(say("level-hint"))
    now = datetime.now(UTC)
    with st.grid(4, min_column_width=CARD_PX, gap="small"):
        for standing in find_standings(sessions):
            _show_card(standing, now)
    offer_rounds(_find_latest(sessions), "levels")


def show_next(sessions: Sequence[Session], techniques: Collection[str]) -> None:
    """Show what the next level of each technique asks that is to be practised, folded away."""
    now = datetime.now(UTC)
    with st.expander(say("level-next-title"), icon=":material/stairs:"):
        for standing in find_standings(sessions):
            if standing.technique in techniques:
                name = LOOKS[cast(Verdict, standing.technique)].name
                here = say(f"level-names.{standing.level}")
                st.markdown(f"**{name}**: {here}.  \n{say_next(standing, now)}")


def _find_latest(sessions: Sequence[Session]) -> Weakest | None:
    """Find a step to practise again, in the newest session that has one; never in one that ended because it hurt."""
    store = open_history()
    if store is None:
        return None
    led = [each for each in sessions if each.kind == "live" and not each.hurt]
    for session in reversed(led[-SESSIONS_BACK:]):
        if session.protocol_id is None:
            continue
        with suppress(CoachError):
            weakest = find_weakest(store.load_review(session.uuid), load_protocol(session.protocol_id))
            if weakest is not None:
                return weakest
    return None


def _show_card(standing: Standing, now: datetime) -> None:
    with st.container(border=True, gap="small"):
        st.markdown(f"**{LOOKS[cast(Verdict, standing.technique)].name}**")
        here = LEVELS.index(standing.level)
        st.markdown("  \n".join(_say_line(number, here) for number in range(len(LEVELS))))
        st.markdown(say_next(standing, now))


def _say_line(number: int, here: int) -> str:
    name = say(f"level-names.{LEVELS[number]}")
    if number == here and number + 1 < len(LEVELS):
        return f"{HERE} **{name}**"
    return f"{PASSED if number <= here else OPEN} {name}"


def say_next(standing: Standing, now: datetime) -> str:
    """Say what the next level asks, and what of it is done."""
    demand = standing.demand
    if demand is None or standing.following is None:
        return say("level-last")
    if standing.opens_at is not None and now < standing.opens_at:
        return say("level-waits", when=standing.opens_at.astimezone(), points=round(100 * demand.score))
    return say(
        "level-next",
        level=standing.following,
        points=round(100 * demand.score),
        sessions=demand.sessions,
        done=standing.done,
    )
