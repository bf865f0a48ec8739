"""Progress: how it goes over the weeks, the sessions, and the user's own data."""

from __future__ import annotations

import streamlit as st

from coach.errors import CoachError
from coach.ui.data_view import show_data
from coach.ui.memory import current_profile, open_history
from coach.ui.plain import plain
from coach.ui.progress_view import show_lines
from coach.ui.segments import choose_segment
from coach.ui.sessions_view import show_sessions
from coach.ui.warm_up import wait_for_charts
from coach.words import say, say_table

wait_for_charts()
store = open_history()
if store is None:
    st.title(say("progress-title"))
    st.stop()
try:
    profile = current_profile(store)
    sessions = store.list_sessions(profile.id)
    several = len(store.list_profiles()) > 1
    title = say("progress-title-of", name=plain(profile.name)) if several else say("progress-title")
    st.title(title, anchor=False)
    views = say_table("progress-views")
    view = choose_segment(say("progress-view-label"), views, "lines", key="progress_view")
    if view == "sessions":
        show_sessions(store, sessions)
    elif view == "data":
        show_data(store, profile)
    elif sessions:
        show_lines(sessions)
    else:
        st.subheader(say("progress-empty-title"), anchor=False)
        st.markdown(say("progress-empty"))
        with st.container(horizontal=True):
            if st.button(say("progress-empty-practise"), type="primary", icon=":material/self_improvement:"):
                st.switch_page("app_pages/practise.py")
            if st.button(say("progress-empty-review"), icon=":material/movie:"):
                st.switch_page("app_pages/review.py")
except CoachError as error:
    st.error(str(error), icon=":material/error:")
