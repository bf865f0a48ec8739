"""Two recordings side by side: the choice of both, what differs most, and both playing in step."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from coach.compare.comparing import compare
from coach.compare.paths import make_performance
from coach.compare.records import Comparison
from coach.compare.told import tell_differences
from coach.ui.compare_choice import Loaded, Take, choose_partner, list_takes, name_both
from coach.ui.compare_offer import FIRST, SECOND
from coach.ui.comparison_film import offer_comparison
from coach.ui.components.comparer import show_comparer
from coach.ui.plain import plain
from coach.words import say

_MADE = "compare_made"


@dataclass(frozen=True, slots=True)
class _Made:
    """A comparison as it was last made in this browser session, known by the two reviews and their names."""

    digest: str
    comparison: Comparison


def show_comparing() -> None:
    """Show the choice, and the two that are chosen."""
    takes = list_takes()
    if len(takes) < 2:
        st.info(say("compare-too-few"), icon=":material/info:")
        return
    first, second = _choose(takes)
    if first.key == second.key:
        st.info(say("compare-same"), icon=":material/info:")
        return
    loaded = first.load(), second.load()
    with st.spinner(say("compare-running"), show_time=False):
        made = _make(loaded, name_both(first, second))
    st.subheader(say("compare-most"), anchor=False)
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in tell_differences(made.comparison)))
    url = offer_comparison(made.comparison, made.digest)
    show_comparer(made.comparison, (loaded[0].film, loaded[1].film), url, key=f"comparer-{made.digest}")
    st.caption(say("compare-how"))


def _choose(takes: Sequence[Take]) -> tuple[Take, Take]:
    by_key = {take.key: take for take in takes}
    if st.session_state.get(FIRST) not in by_key:
        st.session_state[FIRST] = takes[0].key
    if st.session_state.get(SECOND) not in by_key:
        partner = choose_partner(by_key[st.session_state[FIRST]], takes)
        st.session_state[SECOND] = takes[1].key if partner is None else partner.key
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for key, words in ((FIRST, "compare-first"), (SECOND, "compare-second")):
            st.selectbox(
                say(words),
                list(by_key),
                format_func=lambda chosen: by_key[chosen].label,
                key=key,
                persist_state="session",
                width=420,
            )
        st.button(
            say("compare-swap"), icon=":material/swap_horiz:", help=say("compare-swap-help"), on_click=_swap,
            key="compare_swap",
        )  # fmt: skip
    return by_key[st.session_state[FIRST]], by_key[st.session_state[SECOND]]


def _swap() -> None:
    state = st.session_state
    state[FIRST], state[SECOND] = state[SECOND], state[FIRST]


def _make(loaded: tuple[Loaded, Loaded], names: tuple[str, str]) -> _Made:
    """Compare, unless it is what was compared last."""
    parts = [*names, *(each.review.model_dump_json() for each in loaded)]
    digest = hashlib.blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()
    made: _Made | None = st.session_state.get(_MADE)
    if made is None or made.digest != digest:
        performances = [
            make_performance(name, each.review, each.recorded) for name, each in zip(names, loaded, strict=True)
        ]
        made = _Made(digest, compare(performances[0], performances[1]))
        st.session_state[_MADE] = made
    return made
