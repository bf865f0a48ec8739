"""Progress: how it goes over the weeks, the sessions, and the user's own data."""

from __future__ import annotations

import streamlit as st

from coach.errors import CoachError
from coach.ui.data_view import show_data
from coach.ui.memory import current_profile, open_history
from coach.ui.plain import plain
from coach.ui.progress_view import show_lines
from coach.ui.sessions_view import show_sessions
from coach.ui.texts import progress as words

store = open_history()
if store is None:
    st.title(words.TITLE)
    st.stop()
try:
    profile = current_profile(store)
    sessions = store.list_sessions(profile.id)
    several = len(store.list_profiles()) > 1
    st.title(f"{words.TITLE}: {plain(profile.name)}" if several else words.TITLE, anchor=False)
    view = st.segmented_control(
        words.VIEW_LABEL,
        list(words.VIEWS),
        format_func=words.VIEWS.__getitem__,
        default="lines",
        required=True,
        label_visibility="collapsed",
        key="progress_view",
        persist_state="session",
    )
    if view == "sessions":
        show_sessions(store, sessions)
    elif view == "data":
        show_data(store, profile)
    elif sessions:
        show_lines(sessions)
    else:
        st.subheader(words.EMPTY_TITLE, anchor=False)
        st.markdown(words.EMPTY)
        with st.container(horizontal=True):
            if st.button(words.EMPTY_PRACTISE, type="primary", icon=":material/self_improvement:"):
                st.switch_page("app_pages/practise.py")
            if st.button(words.EMPTY_REVIEW, icon=":material/movie:"):
                st.switch_page("app_pages/review.py")
except CoachError as error:
    st.error(str(error), icon=":material/error:")
