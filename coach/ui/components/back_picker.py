"""Two clicks on a picture say where the back lies: the base of the neck, then the tailbone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from coach import back_format
from coach.back_format import DEFAULT_LENGTH_CM
from coach.motion.body_shape import half_width
from coach.motion.regions import BodyRegion
from coach.records import Back
from coach.ui.components import read_module, read_styles
from coach.words import say, say_table

_mount = st.components.v2.component(
    "massage_coach_back_picker",
    html='<div class="picker"></div>\n',
    css=read_styles("controls.css", "back_picker.css"),
    js=read_module("back_picker.js"),
)


def back_picker(url: str, size: tuple[int, int], back: Back | None, region: BodyRegion, *, key: str) -> Back | None:
    """Show a picture and let the user set the back on it, with a mouse, a finger or the arrow keys.

    Parameters
    ----------
    url : address of the picture
    size : its width and height in pixels
    back : what is set already
    region : which part of the body it is; the two points are its ends
    key : name of this mounted component

    Returns
    -------
    Back or None
        ``None`` until both points are set.
    """
    length = region.length_cm if back is None or back.region != region.id else back.length_cm
    extent = region.bottom - region.top
    result = _mount(
        key=key,
        data={
            "url": url,
            "width": size[0],
            "height": size[1],
            "back": None if back is None else _as_data(back),
            "zones": [
                {
                    "name": say("common-zone-label", zone=name),
                    "from": (start - region.top) / extent,
                    "to": (end - region.top) / extent,
                    "halfWidth": half_width(start) / extent,
                }
                for name, (start, end) in region.zones.items()
            ],
            "outline": [(u / extent, (v - region.top) / extent) for u, v in region.outline],
            "corners": [(u / extent, (v - region.top) / extent) for u, v in region.corners],
            "words": say_region_words(region.id),
        },
        on_back_change=lambda: None,
    )
    chosen = back if result.back is None else read_back(result.back, length)
    return None if chosen is None else replace(chosen, region=region.id)


def say_region_words(region: str) -> dict[str, str]:
    """Say the picker's words for a region: its ends have names of their own."""
    words = say_table("back-picker")
    if region == "leg":
        words |= say_table("back-picker-leg")
    if region == "shoulders":
        words |= say_table("back-picker-shoulders")
    return words


def _as_data(back: Back) -> dict[str, Any]:
    return {"neck": back.neck, "tail": back.tail, "corners": back.corners}


def read_back(value: object, length_cm: float = DEFAULT_LENGTH_CM) -> Back | None:
    """Check what came from the browser; ``None`` when it is no back (a point is missing or lies nowhere)."""
    try:
        return replace(back_format.read_back(value), length_cm=length_cm)
    except ValueError:
        return None
