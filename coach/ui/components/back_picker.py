"""Two clicks on a picture say where the back lies: the base of the neck, then the tailbone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from coach import formats
from coach.formats import DEFAULT_LENGTH_CM
from coach.motion.body_shape import CORNERS, OUTLINE, half_width
from coach.records import Back
from coach.ui.components import read_module, read_web
from coach.words import say_table

_mount = st.components.v2.component(
    "massage_coach_back_picker",
    html='<div class="picker"></div>\n',
    css=read_web("back_picker.css"),
    js=read_module("back_picker.js"),
)


def back_picker(
    url: str, size: tuple[int, int], back: Back | None, zones: Sequence[tuple[str, float, float]], *, key: str
) -> Back | None:
    """Show a picture and let the user set the back on it, with a mouse, a finger or the arrow keys.

    Parameters
    ----------
    url : address of the picture
    size : its width and height in pixels
    back : what is set already
    zones : name, upper and lower end of each zone in lengths of the back from the neck (0) to the tail (1)
    key : name of this mounted component

    Returns
    -------
    Back or None
        ``None`` until both points are set.
    """
    length = DEFAULT_LENGTH_CM if back is None else back.length_cm
    result = _mount(
        key=key,
        data={
            "url": url,
            "width": size[0],
            "height": size[1],
            "back": None if back is None else _as_data(back),
            "zones": [
                {"name": name, "from": start, "to": end, "halfWidth": half_width(start)} for name, start, end in zones
            ],
            "outline": OUTLINE,
            "corners": CORNERS,
            "words": say_table("back-picker"),
        },
        on_back_change=lambda: None,
    )
    return back if result.back is None else read_back(result.back, length)


def _as_data(back: Back) -> dict[str, Any]:
    return {"neck": back.neck, "tail": back.tail, "corners": back.corners}


def read_back(value: object, length_cm: float = DEFAULT_LENGTH_CM) -> Back | None:
    """Check what came from the browser; ``None`` when it is no back (a point is missing or lies nowhere)."""
    try:
        return replace(formats.read_back(value), length_cm=length_cm)
    except ValueError:
        return None
