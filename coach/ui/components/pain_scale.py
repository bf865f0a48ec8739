"""The numeric rating scale for pain, before and after a session."""

from __future__ import annotations

import streamlit as st

from coach.history.entries import PAIN_SCALE
from coach.words import say


def pain_scale(label: str, key: str) -> int | None:
    """Show the numbers from no pain to the worst; nothing is chosen at first."""
    low, high = PAIN_SCALE
    ends = {low: say("before-no-pain"), high: say("before-worst-pain")}
    numbers = range(low, high + 1)
    return st.pills(label, numbers, format_func=lambda n: ends.get(n, str(n)), key=key, label_visibility="collapsed")
