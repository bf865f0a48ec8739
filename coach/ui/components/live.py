"""The live coach as a Streamlit component: while it runs, everything stays between its page and the socket."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from coach.live.routes import SOCKET_PATH, WEB_DIR, WEB_PATH

_HTML = '<div class="mc-live"></div>'

_JS = f"""
const module = () => import(new URL("{WEB_PATH.lstrip("/")}/main.js", document.baseURI).href)

export default function (component) {{
  const {{ parentElement }} = component
  module().then((live) => live.update(component))
  return () => module().then((live) => live.unmount(parentElement))
}}
"""

_component = st.components.v2.component(
    "massage_coach_live", html=_HTML, css=(WEB_DIR / "live.css").read_text(encoding="utf-8"), js=_JS
)


def live_coach(
    token: str,
    data: dict[str, Any],
    *,
    key: str,
    on_token_needed: Callable[[], None],
    on_ended: Callable[[], None],
) -> Any:
    """Show the live coach.

    Parameters
    ----------
    token : str
        From :func:`coach.live.registry.open_session`.
    data : dict
        Texts, looks and settings for the page.
    key : str
        Stable over reruns: another key is another camera.
    on_token_needed : callable
        The server does not know the token (it was started again): open a session anew and rerun.
    on_ended : callable
        The session is over; ``st.session_state[key].ended`` tells which.
    """
    return _component(
        key=key,
        data={"token": token, "socket": SOCKET_PATH.lstrip("/"), **data},
        on_token_needed_change=on_token_needed,
        on_ended_change=on_ended,
        height="content",
    )
