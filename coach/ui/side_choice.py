"""The two questions about a session that the guide leaves open: which side hurts more, and how long it takes."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.schema import Protocol
from coach.protocol.variants import OPPOSITE
from coach.records import Side
from coach.words import say, say_table


def is_asked_before(allowed: Collection[str] | None) -> bool:
    """Whether the side matters in the protocol that is chosen on *Practise*, or in the one it will offer first."""
    ids = [entry.id for entry in list_protocols() if allowed is None or entry.id in allowed]
    chosen = st.session_state.get("practise_protocol")
    wanted = chosen if chosen in ids else next(iter(ids), None)
    return wanted is not None and load_protocol(wanted).works_in_turn


def choose_side(known: Side | None, key: str, help_text: str) -> Side | None:
    """Ask which of the receiver's sides hurts more; ``None`` for both alike, no pain, and no answer."""
    answers = say_table("side-answers")
    # A radio, because its answers go on in a second row where a phone has no room for them in one.
    said = st.radio(
        say("side-question"),
        list(answers),
        format_func=answers.__getitem__,
        index=None if known is None else list(answers).index(known),
        horizontal=True,
        key=key,
    )
    st.caption(help_text)
    return "left" if said == "left" else "right" if said == "right" else None


def tell_first_side(pain_side: Side | None) -> None:
    """Say on which side to begin, where one hurts more."""
    if pain_side is not None:
        st.markdown(say("side-begins", side=OPPOSITE[pain_side]))


def list_lengths(protocol: Protocol) -> dict[str, str]:
    """Return the variants of another length: id -> title, the shortest first."""
    timed = [(variant.minutes, variant.id, variant.title) for variant in protocol.variants if variant.minutes]
    return {name: title for _, name, title in sorted(timed)}


def name_variant(protocol: Protocol, length: str | None, pain_side: Side | None) -> str | None:
    """Name the variant that a length and a side make; a length goes first, as the side is kept beside it."""
    if length is not None:
        return length
    begins = [variant.id for variant in protocol.variants if variant.begins is not None]
    return begins[0] if begins and pain_side is not None else None
