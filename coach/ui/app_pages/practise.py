"""Page *Practise*: the live coach."""

from __future__ import annotations

import streamlit as st

from coach.live.plan import Plan
from coach.live.registry import open_session
from coach.ui.components.live import live_coach


def renew_token() -> None:
    """Open the session anew."""
    st.session_state.live_token = open_session(Plan())


if "live_token" not in st.session_state:
    renew_token()
live_coach(st.session_state.live_token, {"texts": {}}, key="live", on_token_needed=renew_token, on_ended=lambda: None)
