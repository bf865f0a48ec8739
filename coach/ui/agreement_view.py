"""How well two agree who marked the same sessions: one figure, the table, and the places to look at."""

from __future__ import annotations

import streamlit as st

from coach.evaluate.gather import list_markings, name_recordings
from coach.evaluate.markings import pair_markings
from coach.evaluate.raters import MANY_SESSIONS, Comparison, compare_raters
from coach.evaluate.raters_words import (
    list_confusion,
    list_number_lines,
    list_rows,
    name_rater,
    say_bar,
    say_difference,
)
from coach.history.store import HistoryStore
from coach.ui import class_next, correct_view
from coach.ui.plain import plain
from coach.ui.sessions_view import OPENED
from coach.words import say, say_table

SHOWN = 8
"""Differences that are listed at once."""


def show_agreement(store: HistoryStore) -> None:
    """Show the agreement of one pair of raters over all sessions that both marked."""
    pairs = pair_markings(list_markings(store))
    if not pairs:
        st.markdown(say("agreement-none-yet"))
        if st.button(say("agreement-go-correct"), type="primary", icon=":material/edit:"):
            _open_sessions()
        return
    names = list(pairs)
    chosen = names[0]
    if len(names) > 1:
        chosen = st.selectbox(
            say("agreement-choose"),
            names,
            format_func=lambda pair: say("agreement-pair", first=name_rater(pair[0]), second=name_rater(pair[1])),
            key="agreement_pair",
        )
    comparison = compare_raters(pairs[chosen])
    first, second = plain(name_rater(comparison.first)), plain(name_rater(comparison.second))
    st.subheader(say("agreement-title", recordings=comparison.recordings, first=first, second=second), anchor=False)
    _show_figures(comparison)
    _show_differences(store, comparison)
    with st.expander(say("agreement-confusion", first=first, second=second)):
        heads, *rows = list_confusion(comparison) or [[""]]
        st.table({head or " ": [row[i] for row in rows] for i, head in enumerate(heads)})
    st.caption(say("agreement-how"))


def _show_figures(comparison: Comparison) -> None:
    technique = comparison.words.get("technique")
    rows = list_rows(comparison)
    if technique is not None:
        with st.container(horizontal=True, vertical_alignment="center", gap="large"):
            st.metric(say("agreement-metric"), rows[0].share.split(" (")[0], width="content")
            kappa = "–" if technique.kappa.value is None else f"{technique.kappa.value:.2f}"
            st.metric(say("agreement-heads.kappa"), kappa, width="content")
        st.markdown(say_bar(comparison))
    heads = say_table("agreement-heads")
    st.table(
        {
            heads["what"]: [row.what for row in rows],
            heads["share"]: [row.share for row in rows],
            heads["kappa"]: [row.kappa for row in rows],
            heads["ac1"]: [row.ac1 for row in rows],
            heads["compared"]: [row.compared for row in rows],
        }
    )
    for line in list_number_lines(comparison):
        st.markdown(plain(line))
    st.caption(say("agreement-drawn", drawn=comparison.drawn, many=MANY_SESSIONS))


def _show_differences(store: HistoryStore, comparison: Comparison) -> None:
    shown = comparison.differences[:SHOWN]
    st.subheader(say("agreement-look" if shown else "agreement-no-difference"), anchor=False)
    names = name_recordings(store, {difference.recording for difference in shown})
    for number, difference in enumerate(shown):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(plain(say_difference(difference, comparison, names)), width="stretch")
            if st.button(say("agreement-go"), icon=":material/visibility:", key=f"difference_{number}"):
                _open_recording(store, difference.recording, difference.start_s)
    more = len(comparison.differences) - len(shown)
    if more:
        st.caption(say("agreement-more", more=more))


def _open_recording(store: HistoryStore, name: str, at_s: float) -> None:
    """Open a session, or a recording of a class, to be corrected where two differ."""
    if store.knows(name):
        st.session_state[OPENED] = name
        correct_view.open_at(name, at_s)
        _open_sessions()
    elif class_next.open_recording_at(name, at_s):
        st.switch_page("app_pages/class.py")
    else:
        st.warning(say("agreement-class-gone"), icon=":material/folder_off:")


def _open_sessions() -> None:
    st.session_state["progress_view"] = "sessions"
    st.switch_page("app_pages/progress.py")
