"""Teaching: how well the coach agrees with its teachers, and what it has learnt from them."""

from __future__ import annotations

import streamlit as st

from coach.errors import CoachError
from coach.ui.agreement_view import show_agreement
from coach.ui.learn_view import show_learning
from coach.ui.memory import open_history
from coach.ui.plain import plain
from coach.ui.segments import choose_segment
from coach.words import say, say_table

st.title(say("page-name.teaching"), anchor=False)
store = open_history()
if store is not None:
    views = say_table("learn-views")
    view = choose_segment(say("learn-views-label"), views, "agreement", key="teaching_view")
    try:
        if view == "learn":
            show_learning(store)
        else:
            show_agreement(store)
    except CoachError as error:
        st.error(plain(str(error)), icon=":material/error:")
