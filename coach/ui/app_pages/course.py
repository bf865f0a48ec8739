"""Course: a plan of massages, what is due, and the calendar."""

from __future__ import annotations

import streamlit as st

from coach.errors import CoachError
from coach.ui.course_view import show_course
from coach.ui.memory import current_profile, open_history
from coach.words import say

st.title(say("course-title"), anchor=False)
store = open_history()
if store is not None:
    try:
        profile = current_profile(store)
        show_course(store, profile.id, store.list_sessions(profile.id))
    except CoachError as error:
        st.error(str(error), icon=":material/error:")
