"""Components of the page before a session: drawings, reading aloud, and marking the places to leave out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

import streamlit as st

from coach.care.screening import ALL_AREAS, Area
from coach.motion.body_shape import OUTLINE, ZONE_HEIGHTS
from coach.protocol.schema import ZONES, Zone
from coach.records import Side
from coach.ui.components import read_web
from coach.ui.components.figure import show_figure
from coach.words import language_tag, say, say_table

DRAWINGS = Path(__file__).with_name("preparation_drawings")
SIDES: tuple[Side, Side] = ("left", "right")
_SCALE = 300.0
"""Drawing units for one length of the back."""
LABEL_U = 0.45
"""Just outside the broadest part of the outline."""
_CENTRE_U, _TOP_V = 0.72, -0.30
_WIDTH, _HEIGHT = 1.44, 1.46

_aloud = st.components.v2.component(
    "massage_coach_read_aloud",
    html=(
        '<button type="button" aria-pressed="false"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
        '<path d="M4 9v6h4l5 4V5L8 9Z"/><path d="M16.5 8.5a5 5 0 0 1 0 7M19 6a8.5 8.5 0 0 1 0 12"/></svg>'
        '<span></span></button>\n<p role="status" hidden></p>'
    ),
    css=read_web("preparation_aloud.css"),
    js=read_web("preparation_aloud.js"),
)
_places = st.components.v2.component(
    "massage_coach_places",
    html='<div class="places"></div>\n',
    css=read_web("preparation_places.css"),
    js=read_web("preparation_places.js"),
)


@cache
def _read_drawing(name: str) -> str:
    return (DRAWINGS / f"{name}.svg").read_text(encoding="utf-8")


def drawing(name: str, alt: str, *, key: str) -> None:
    """Show one of the drawings; its lines take the colour of the page's text."""
    show_figure(_read_drawing(name), alt, key=key, max_width=420)


def read_aloud(texts: Sequence[str], *, key: str) -> None:
    """Show a button that reads the texts aloud, and says so where the browser has no voice."""
    _aloud(key=key, data={"texts": list(texts), "words": say_table("before-voice"), "language": language_tag()})


def mark_places(marked: Collection[Area], *, key: str) -> frozenset[Area]:
    """Let the user mark the parts of the back to leave out, on a drawn back seen from behind with the head up."""
    result = _places(
        key=key,
        data={
            "viewBox": f"0 0 {_WIDTH * _SCALE:.0f} {_HEIGHT * _SCALE:.0f}",
            "outline": "M " + " L ".join(f"{_x(u):.1f} {_y(v):.1f}" for u, v in OUTLINE) + " Z",
            "head": [_x(0.0), _y(-0.155), 0.115 * _SCALE],
            "parts": [_part(zone, side) for zone in ZONES for side in SIDES],
            "labels": [_label(zone) for zone in ZONES] + _side_labels(),
            "marked": sorted(map(_name, marked)),
            "words": {"picture": say("before-places-picture")},
        },
        default={"marked": sorted(map(_name, marked))},
        on_marked_change=lambda: None,
    )
    chosen = result.marked if isinstance(result.marked, list) else []
    return frozenset(area for area in ALL_AREAS if _name(area) in chosen)


def _part(zone: Zone, side: Side) -> dict[str, object]:
    top, bottom = ZONE_HEIGHTS[zone]
    left = -0.5 if side == "left" else 0.0
    box = {"x": _x(left), "y": _y(top), "width": 0.5 * _SCALE, "height": (bottom - top) * _SCALE}
    return {"id": f"{zone}-{side}", "name": say("before-area", zone=zone, side=side), "box": box}


def _label(zone: Zone) -> dict[str, object]:
    top, bottom = ZONE_HEIGHTS[zone]
    middle = (top + bottom) / 2
    return {"x": _x(LABEL_U), "y": _y(middle) + 5, "text": say("common-zone-label", zone=zone), "class": "right"}


def _side_labels() -> list[dict[str, object]]:
    y = _y(-0.155)
    return [
        {"x": _x(-0.2), "y": y, "text": say("before-left-side"), "class": "left"},
        {"x": _x(0.2), "y": y, "text": say("before-right-side"), "class": "right"},
    ]


def _name(area: Area) -> str:
    return f"{area.zone}-{area.side}"


def _x(u: float) -> float:
    return (u + _CENTRE_U) * _SCALE


def _y(v: float) -> float:
    return (v - _TOP_V) * _SCALE
