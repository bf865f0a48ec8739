"""Which stretches to correct first: where a teacher's word would teach the coach most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from coach.corrections.records import Correction
from coach.errors import CoachError
from coach.history.entries import Session
from coach.history.store import HistoryStore
from coach.ui.components.corrector import Spot
from coach.ui.plain import plain
from coach.words import say

if TYPE_CHECKING:
    from coach.learning.ranking import Offer

OFFERS = "correct_offers"
MOST_SESSIONS = 12
"""The newest ones are looked through; each ten minutes of them take some three seconds."""


def show_next(store: HistoryStore, sessions: Sequence[Session], open_at: Callable[[str, float], None]) -> None:
    """Offer to look for the stretches that would teach most, and list those that were found.

    Parameters
    ----------
    store : HistoryStore
    sessions : sequence of Session
        The newest first.
    open_at : callable
        Opens a session (its uuid) to be corrected at a moment.
    """
    with_tracks = [session for session in sessions if session.has_tracks][:MOST_SESSIONS]
    if not with_tracks:
        return
    with st.expander(say("correct-next"), icon=":material/school:"):
        st.markdown(say("correct-next-help"))
        if st.button(say("correct-next-look"), icon=":material/search:", key="correct_next"):
            _look(store, with_tracks)
        offers: list[Offer] | None = st.session_state.get(OFFERS)
        if offers is None:
            return
        dates = {session.uuid: session.started_at.astimezone() for session in sessions}
        listed = [offer for offer in offers if offer.uuid in dates]
        if not listed:
            st.markdown(say("correct-next-none"))
        for number, offer in enumerate(listed):
            text, button = st.columns([5, 1], vertical_alignment="center")
            when = say("progress-when", when=dates[offer.uuid])
            span = say("correct-next-span", start=offer.start_s, end=offer.end_s)
            text.markdown(f"**{when}**, {span}  \n{plain(explain(offer))}")
            button.button(
                say("correct-next-go"),
                key=f"correct-next-{number}",
                on_click=open_at,
                args=(offer.uuid, offer.start_s),
                width="stretch",
            )


def _look(store: HistoryStore, sessions: Sequence[Session]) -> None:
    from coach.learning.offers import offer_stretches

    try:
        with st.spinner(say("correct-next-looking")):
            st.session_state[OFFERS] = offer_stretches(store, [session.uuid for session in sessions])
    except CoachError as error:
        st.error(plain(str(error)), icon=":material/error:")


def explain(offer: Offer) -> str:
    """Say why a stretch is worth a look, without naming what the coach takes it for: a marking may be blind."""
    why = "unsure" if 1.0 - offer.sure >= offer.unlike else "unlike"
    return say("correct-next-why", why=why, sure=offer.sure, unlike=offer.unlike)


def list_spots(uuid: str, correction: Correction) -> list[Spot]:
    """List what was found in one session and is not the teacher's word yet, in the order of time."""
    offers: list[Offer] = st.session_state.get(OFFERS) or []
    open_ones = [offer for offer in offers if offer.uuid == uuid and not _is_said(offer, correction)]
    return [Spot(o.start_s, o.end_s, explain(o)) for o in sorted(open_ones, key=lambda offer: offer.start_s)]


def _is_said(offer: Offer, correction: Correction) -> bool:
    middle = (offer.start_s + offer.end_s) / 2
    return correction.is_said(correction.stretches[correction.find_index(middle)])
