"""Two clicks on a picture say where the back lies: the base of the neck, then the tail bone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from coach.motion.body_shape import CORNERS, OUTLINE, half_width
from coach.records import Back
from coach.ui.components import read_web
from coach.ui.texts import back as words

_mount = st.components.v2.component(
    "massage_coach_back_picker",
    html='<div class="picker"></div>\n',
    css=read_web("back_picker.css"),
    js=read_web("back_picker.js"),
)

Point = tuple[float, float]


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
    length = 50.0 if back is None else back.length_cm
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
            "words": words.PICKER,
        },
        on_back_change=lambda: None,
    )
    return back if result.back is None else read_back(result.back, length)


def _as_data(back: Back) -> dict[str, Any]:
    return {"neck": back.neck, "tail": back.tail, "corners": back.corners}


def read_back(value: object, length_cm: float = 50.0) -> Back | None:
    """Check what came from the browser; ``None`` when it is no back (a point is missing or lies nowhere)."""
    if not isinstance(value, Mapping):
        return None
    neck, tail = _point(value.get("neck")), _point(value.get("tail"))
    if neck is None or tail is None or neck == tail:
        return None
    found = [_point(item) for item in value.get("corners") or ()]
    corners = tuple(point for point in found if point is not None)
    if len(corners) == 4:
        return Back(neck, tail, length_cm, given_by="corners", corners=corners)
    return Back(neck, tail, length_cm)


def _point(value: object) -> Point | None:
    if not isinstance(value, Sequence) or len(value) != 2:
        return None
    if not all(isinstance(item, int | float) and -1.0 <= item <= 2.0 for item in value):
        return None
    return float(value[0]), float(value[1])
