"""Compare: two recordings side by side."""

from __future__ import annotations

import streamlit as st

from coach.errors import CoachError
from coach.ui.compare_view import show_comparing
from coach.ui.plain import plain
from coach.words import say

st.title(say("page-name.compare"), anchor=False)
try:
    show_comparing()
except CoachError as error:
    st.error(plain(str(error)), icon=":material/error:")
