"""Help: camera placement, what the coach can and cannot see, privacy, licences."""

from __future__ import annotations

import streamlit as st

from coach.ui.components.preparation import drawing
from coach.ui.texts import help as words


def bullets(lines: tuple[str, ...]) -> str:
    """Write lines as a Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


st.title(words.TITLE, anchor=False)

st.header(words.CAMERA, anchor=False)
picture, advice = st.columns([2, 3], vertical_alignment="center")
with picture:
    drawing("camera", words.CAMERA_PICTURE, key="help-camera")
advice.markdown(bullets(words.CAMERA_STEPS))

sees, sees_not = st.columns(2)
with sees.container(border=True, height="stretch"):
    st.subheader(words.SEES, anchor=False)
    st.markdown(bullets(words.SEES_LIST))
with sees_not.container(border=True, height="stretch"):
    st.subheader(words.SEES_NOT, anchor=False)
    st.markdown(bullets(words.SEES_NOT_LIST))

for title, text in (
    (words.SAFETY, words.SAFETY_TEXT),
    (words.PRIVACY, words.PRIVACY_TEXT),
    (words.LICENCES, words.LICENCES_TEXT),
):
    st.header(title, anchor=False)
    st.markdown(text)
