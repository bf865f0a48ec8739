"""Help: camera placement, what the coach can and cannot see, privacy, licences."""

from __future__ import annotations

import streamlit as st

from coach.ui.components.preparation import drawing
from coach.words import say, say_table


def bullets(table: str) -> str:
    """Write a table of words as a Markdown list."""
    return "\n".join(f"- {line}" for line in say_table(table).values())


st.title(say("help-title"), anchor=False)

st.header(say("help-camera"), anchor=False)
picture, advice = st.columns([2, 3], vertical_alignment="center")
with picture:
    drawing("camera", say("help-camera-picture"), key="help-camera")
advice.markdown(bullets("help-camera-steps"))

sees, sees_not = st.columns(2)
with sees.container(border=True, height="stretch"):
    st.subheader(say("help-sees"), anchor=False)
    st.markdown(bullets("help-sees-list"))
with sees_not.container(border=True, height="stretch"):
    st.subheader(say("help-sees-not"), anchor=False)
    st.markdown(bullets("help-sees-not-list"))

for title, text in (
    (say("help-safety"), say("help-safety-text")),
    (say("help-privacy"), say("help-privacy-text")),
    (say("help-licences"), say("help-licences-text")),
):
    st.header(title, anchor=False)
    st.markdown(text)
