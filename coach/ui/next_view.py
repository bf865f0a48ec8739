"""Which stretches to correct first: where a teacher's word would teach the coach most."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from coach.corrections.records import Correction
from coach.errors import CoachError
from coach.history.store import HistoryStore
from coach.ui.components.corrector import Spot
from coach.ui.plain import plain
from coach.words import say

if TYPE_CHECKING:
    from coach.learning.ranking import Offer

OFFERS = "correct_offers"
LOOKED = "correct_looked_through"
"""Names of all that was looked through in this browser, so that what is left of it can be told."""
MOST_SESSIONS = 12
"""The first ones are looked through; each ten minutes of them take some three seconds."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A session, or a recording of a class, whose movements are kept.

    Attributes
    ----------
    uuid : str
        Of the session, or the digest of the recording.
    label : str
        What it is called, as Markdown.
    """

    uuid: str
    label: str


def show_next(store: HistoryStore, listed: Sequence[Listed], open_at: Callable[[str, float], None]) -> None:
    """Offer to look for the stretches that would teach most, and list those that were found.

    Parameters
    ----------
    store : HistoryStore
    listed : sequence of Listed
        Those that matter most first.
    open_at : callable
        Opens one of them (its uuid) to be corrected at a moment.
    """
    if not listed:
        return
    labels = {each.uuid: each.label for each in listed}
    with st.expander(say("correct-next"), icon=":material/school:"):
        st.markdown(say("correct-next-help"))
        if st.button(say("correct-next-look"), icon=":material/search:", key="correct_next"):
            _look(store, [each.uuid for each in listed[:MOST_SESSIONS]])
        if labels.keys().isdisjoint(st.session_state.get(LOOKED, ())):
            return
        offers: list[Offer] = st.session_state.get(OFFERS) or []
        found = [offer for offer in offers if offer.uuid in labels]
        if not found:
            st.markdown(say("correct-next-none"))
        for number, offer in enumerate(found):
            text, button = st.columns([5, 1], vertical_alignment="center")
            span = say("correct-next-span", start=offer.start_s, end=offer.end_s)
            text.markdown(f"**{labels[offer.uuid]}**, {span}  \n{plain(explain(offer))}")
            button.button(
                say("correct-next-go"),
                key=f"correct-next-{number}",
                on_click=open_at,
                args=(offer.uuid, offer.start_s),
                width="stretch",
            )


def _look(store: HistoryStore, uuids: list[str]) -> None:
    """Look some through; what was found elsewhere before, on another page for instance, stays."""
    from coach.learning.offers import offer_stretches

    try:
        with st.spinner(say("correct-next-looking")):
            found = offer_stretches(store, uuids)
    except CoachError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    before: list[Offer] = st.session_state.get(OFFERS) or []
    st.session_state[OFFERS] = [offer for offer in before if offer.uuid not in uuids] + found
    st.session_state[LOOKED] = {*st.session_state.get(LOOKED, ()), *uuids}


def explain(offer: Offer) -> str:
    """Say why a stretch is worth a look, without naming what the coach takes it for: a marking may be blind."""
    why = "unsure" if 1.0 - offer.sure >= offer.unlike else "unlike"
    return say("correct-next-why", why=why, sure=offer.sure, unlike=offer.unlike)


def list_spots(uuid: str, correction: Correction) -> list[Spot]:
    """List what was found in one session or recording and is not the teacher's word yet, in the order of time."""
    offers: list[Offer] = st.session_state.get(OFFERS) or []
    open_ones = [offer for offer in offers if offer.uuid == uuid and not _is_said(offer, correction)]
    return [Spot(o.start_s, o.end_s, explain(o)) for o in sorted(open_ones, key=lambda offer: offer.start_s)]


def _is_said(offer: Offer, correction: Correction) -> bool:
    middle = (offer.start_s + offer.end_s) / 2
    return correction.is_said(correction.stretches[correction.find_index(middle)])
