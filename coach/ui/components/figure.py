"""A drawing of the coach's own (SVG) that follows the theme's colours."""

from __future__ import annotations

import streamlit as st

from coach.ui.components import read_web

_mount = st.components.v2.component(
    "massage_coach_figure",
    html='<div class="figure" role="img"></div>\n',
    css=read_web("figure.css"),
    js=read_web("figure.js"),
)


def show_figure(svg: str, alt: str, *, key: str, max_width: int = 520) -> None:
    """Show a drawing made by this program.

    Parameters
    ----------
    svg : an ``<svg>`` element; never one that came from outside
    alt : what it shows, in a sentence
    max_width : pixels it may grow to
    """
    _mount(key=key, data={"svg": svg, "alt": alt, "maxWidth": max_width})
