"""Today: where am I, what is due."""

from __future__ import annotations

import streamlit as st

from coach.ui.texts import today as words

st.title(words.TITLE)
st.markdown(words.LEAD)
