"""The live coach as a Streamlit component: while it runs, everything stays between its page and the socket."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from coach.live.routes import SOCKET_PATH, WEB_DIR, WEB_PATH
from coach.look.palette import LOOKS, MARKS, icon_svg
from coach.words import language_tag, say, say_table

_CAMERA_DRAWING = Path(__file__).with_name("preparation_drawings") / "camera.svg"

_JS = f"""
const module = () => import(new URL("{WEB_PATH.lstrip("/")}/main.js", document.baseURI).href)

export default function (component) {{
  const {{ parentElement }} = component
  module().then((live) => live.update(component))
  return () => module().then((live) => live.unmount(parentElement))
}}
"""

_TOPIC_MARKS = {
    "safety": "alert",
    "direction": "turn",
    "technique": "info",
    "pace": "clock",
    "rhythm": "clock",
    "place": "place",
    "praise": "tick",
    "news": "info",
}

_mount = st.components.v2.component(
    "massage_coach_live",
    html='<div class="mc-live"></div>\n',
    css=(WEB_DIR / "live.css").read_text(encoding="utf-8"),
    js=_JS,
)


def live_coach(
    token: str,
    session: str,
    region: str = "back",
    *,
    key: str,
    on_token_needed: Callable[[], None],
    on_ended: Callable[[], None],
) -> None:
    """Show the live coach.

    Parameters
    ----------
    token, session : str
        From :func:`coach.live.registry.open_session`.
    region : str
        What the massage is about.
    key : str
        Stable over reruns: another key is another camera.
    on_token_needed : callable
        The server does not know the token any more.
    on_ended : callable
        The session is over.
    """
    _mount(
        key=key,
        data={"token": token, "session": session, "socket": SOCKET_PATH.lstrip("/")} | _fixed_data(region),
        on_token_needed_change=on_token_needed,
        on_ended_change=on_ended,
        height="content",
    )


@cache
def _fixed_data(region: str) -> dict[str, Any]:
    looks = {
        verdict: {"name": look.name, "color": look.color, "ink": look.ink, "icon": icon_svg(look.icon, "100%")}
        for verdict, look in LOOKS.items()
    }
    return {
        "words": _live_words(region),
        "looks": looks,
        "marks": {topic: icon_svg(MARKS[mark], "100%") for topic, mark in _TOPIC_MARKS.items()},
        "drawing": _CAMERA_DRAWING.read_text(encoding="utf-8"),
    }


def _live_words(region: str) -> dict[str, str | list[str]]:
    """Words that the page's own script shows, by code; it fills in what stands between braces."""
    words = say_table("practise-live")
    if region == "leg":
        words |= say_table("practise-live-leg")
    if region == "shoulders":
        words |= say_table("practise-live-shoulders")
    return {
        **words,
        "camera_number": say("practise-live-camera-number", number="{number}"),
        "starts_in": say("practise-live-starts-in", seconds="{seconds}"),
        "asked_is": say("practise-live-asked-is", technique="{technique}"),
        "camera_where": list(say_table("practise-camera-where").values()),
        "fault": "",
        "language": language_tag(),
    }
