"""The way to the page that lays two recordings side by side, from wherever one of them is shown."""

from __future__ import annotations

import streamlit as st

from coach.classes.opened import Item
from coach.words import say

FIRST, SECOND = "compare_first", "compare_second"
"""What is chosen, by the takes' keys, in this browser session."""


def session_key(uuid: str) -> str:
    """Return the key of a kept session."""
    return f"session-{uuid}"


def class_key(item: Item) -> str:
    """Return the key of a recording of a class."""
    return f"class-{item.digest}-{item.entry.name}"


def offer_comparing(key: str) -> None:
    """Show the button that lays another recording beside this one."""
    asked = st.button(say("compare-open"), icon=":material/compare:", help=say("compare-open-help"), key="compare_open")
    if asked:
        st.session_state[FIRST] = key
        st.session_state.pop(SECOND, None)
        st.switch_page("app_pages/compare.py")
