"""Components of the page before a session: drawings, reading aloud, and marking the places to leave out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

from coach.care.screening import Area, find_areas
from coach.motion.body_shape import BACK
from coach.motion.regions import BodyRegion
from coach.records import Side
from coach.ui.components import read_web
from coach.ui.components.figure import show_figure
from coach.words import language_tag, say, say_table

DRAWINGS = Path(__file__).with_name("preparation_drawings")
SIDES: tuple[Side, Side] = ("left", "right")
_SCALE = 300.0
"""Drawing units for the length of a region."""
_BROADEST_U = 0.41
"""Half the breadth that there is room for: that of the back (lengths of the region)."""
_REACH_U, _BESIDE_U = 0.08, 0.04
"""Outside the broadest part of the outline a tap still counts so far, and labels begin."""
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


def mark_places(region: BodyRegion, marked: Collection[Area], *, key: str) -> frozenset[Area]:
    """Let the user mark the parts of a region to leave out, on its outline seen from behind with the head up."""
    draw = _Plate(region)
    result = _places(
        key=key,
        data={
            "viewBox": f"0 0 {_WIDTH * _SCALE:.0f} {_HEIGHT * _SCALE:.0f}",
            "outline": "M " + " L ".join(f"{draw.x(u):.1f} {draw.y(v):.1f}" for u, v in region.outline) + " Z",
            "head": draw.head(),
            "parts": [draw.part(zone, side) for zone in region.zones for side in SIDES],
            "labels": [draw.label(zone) for zone in region.zones] + draw.side_labels(),
            "marked": sorted(map(_name, marked)),
            "words": {"picture": say("before-places-picture", region=region.id)},
        },
        default={"marked": sorted(map(_name, marked))},
        on_marked_change=lambda: None,
    )
    chosen = result.marked if isinstance(result.marked, list) else []
    return frozenset(area for area in find_areas([region.id]) if _name(area) in chosen)


@dataclass(frozen=True, slots=True)
class _Plate:
    """Where a region's parts lie in the drawing, which every region fills by its length or its breadth."""

    region: BodyRegion

    def x(self, u: float) -> float:
        return (u / self._extent + _CENTRE_U) * _SCALE

    def y(self, v: float) -> float:
        return ((v - self.region.top) / self._extent - _TOP_V) * _SCALE

    def head(self) -> list[float] | None:
        """Centre and radius; a region that does not begin at the neck is drawn without."""
        return [self.x(0.0), self.y(-0.155), 0.115 * _SCALE] if self.region.id == BACK.id else None

    def part(self, zone: str, side: Side) -> dict[str, object]:
        top, bottom = self.region.zones[zone]
        breadth = (self._half + _REACH_U) * _SCALE
        left = self.x(0.0) - (breadth if side == "left" else 0.0)
        box = {"x": left, "y": self.y(top), "width": breadth, "height": self.y(bottom) - self.y(top)}
        return {"id": f"{zone}-{side}", "name": say("before-area", zone=zone, side=side), "box": box}

    def label(self, zone: str) -> dict[str, object]:
        top, bottom = self.region.zones[zone]
        beside = (_CENTRE_U + self._half + _BESIDE_U) * _SCALE
        text = say("common-zone-label", zone=zone)
        return {"x": beside, "y": self.y((top + bottom) / 2) + 5, "text": text, "class": "right"}

    def side_labels(self) -> list[dict[str, object]]:
        y = (-0.155 - _TOP_V) * _SCALE
        left, right = ((side * 0.2 + _CENTRE_U) * _SCALE for side in (-1, 1))
        return [
            {"x": left, "y": y, "text": say("before-left-side"), "class": "left"},
            {"x": right, "y": y, "text": say("before-right-side"), "class": "right"},
        ]

    @property
    def _half(self) -> float:
        return max(u for u, _ in self.region.right_half) / self._extent

    @property
    def _extent(self) -> float:
        """What is drawn as one length."""
        return max(self.region.bottom - self.region.top, max(u for u, _ in self.region.right_half) / _BROADEST_U)


def _name(area: Area) -> str:
    return f"{area.zone}-{area.side}"
