"""Pieces of a drawing on a back, as SVG: the body's outline, a zone, a flat hand, arrows.

Lines are ``currentColor``, so the pieces fit a light and a dark page. Lengths are hundredths of the back's length; the
receiver's head is up and the receiver's right is right, as in back coordinates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from coach.motion.body_shape import REGIONS, outline_place, region_of_place

Point = tuple[float, float]

ARROW_PEN = 2.6
ARROW_HEAD = 5.5

HAND_SCALE = 1.18
"""What the shape of the hand is scaled by; a little smaller than a real hand on a back, so that two of them leave room
for arrows."""

_FINGERS = ((-5.1, -8.2, 8.4, -9), (-1.8, -10.4, 9.6, -3), (1.7, -10.2, 9.2, 3), (4.9, -7.6, 7.4, 9))
"""x, y of the tip side, length and spread in degrees of each finger of a right hand that points up."""

_PALM = "M -6.4 -4 C -6.6 -7 6.4 -7 6.4 -4 C 6.8 2 5.6 9.5 4 11.5 C 2 13.2 -2.4 13.2 -4.2 11.5 Z"
_THUMB = "M -4.3 11.6 C -7.2 8.5 -9.6 4 -10.6 -0.8 C -10.9 -3.3 -7.8 -3.8 -7.2 -1.6 C -6.6 0.6 -5.4 2.2 -3.4 2.4 Z"
_SOFT_LINE = 'stroke="currentColor" stroke-opacity=".45" stroke-width="1.2"'
_SOFT_FILL = 'fill="currentColor" fill-opacity=".06"'


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a region is laid on the drawing.

    Attributes
    ----------
    across, down : float
        Hundredths of the drawing's height for each unit of u and of v.
    start : float
        Height of the region's upper end.
    hands : float
        Size of the hands and arrows; on a slim region they are drawn smaller.
    """

    region: str
    across: float
    down: float
    start: float
    hands: float

    def place(self, u: float, v: float) -> Point:
        """Point of the drawing for a point of the region."""
        return self.across * u, self.start + self.down * (v - REGIONS[self.region].top)


SHEETS = {
    "back": Sheet("back", 100.0, 100.0, 0.0, 1.0),
    "leg": Sheet("leg", 105.0, 66.0, -6.0, 0.72),
    "shoulders": Sheet("shoulders", 122.0, 122.0, 10.0, 1.0),
}
"""A leg is drawn broader than it is, so that two hands have room on it."""
_HEADS = {"back": (-16.0, 9.0), "shoulders": (-3.0, 14.0)}
"""Height and radius of the head, where it is in the drawing."""


def draw_body(region: str = "back") -> str:
    """Draw a region, with the head where it belongs there, without the spine."""
    outline = smooth([SHEETS[region].place(u, v) for u, v in REGIONS[region].outline])
    head = ""
    if region in _HEADS:
        y, radius = _HEADS[region]
        head = f'<circle cx="0" cy="{y:g}" r="{radius:g}" {_SOFT_FILL} {_SOFT_LINE}/>'
    return f'{head}<path d="{outline}" {_SOFT_FILL} {_SOFT_LINE}/>'


def draw_spine(region: str = "back") -> str:
    """Draw the spine as a dotted line; nothing where there is none."""
    if not REGIONS[region].spine:
        return ""
    (_, start), (_, end) = (SHEETS[region].place(0.0, v) for v in (REGIONS[region].top, REGIONS[region].bottom))
    return (
        f'<path d="M 0 {start + 2:g} L 0 {end - 3:g}" stroke="currentColor" stroke-opacity=".4" stroke-width="1.4" '
        'stroke-dasharray="0.1 4"/>'
    )


def draw_place(name: str, color: str) -> str:
    """Fill a place that a step asks for."""
    drawn = ""
    sheet = SHEETS[region_of_place(name)]
    for ring in outline_place(name):
        points = [sheet.place(u, v) for u, v in ring]
        path = "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in points) + " Z"
        drawn += f'<path d="{path}" fill="{color}" fill-opacity=".16" stroke="none"/>'
    return drawn


def draw_hand(side: float, tilt_deg: float, color: str, thumb: str = "", fingers: str = "") -> str:
    """Draw a flat hand seen from above around the origin, thumb towards the spine.

    Parameters
    ----------
    side : float
        +1 for the hand on the receiver's right, -1 mirrors it.
    tilt_deg : float
        How far the fingers turn outward from the head's direction.
    thumb, fingers : str
        Attributes of the group of the thumb, and of that of palm and fingers.
    """
    drawn = "".join(
        f'<rect x="{x - 1.65:.2f}" y="{y - length / 2 + 1:.2f}" width="3.3" height="{length:.1f}" rx="1.65" '
        f'transform="rotate({spread} {x:.2f} {y + 4:.2f})"/>'
        for x, y, length, spread in _FINGERS
    )
    place = f"scale({side * HAND_SCALE:g} {HAND_SCALE:g}) rotate({tilt_deg:g})"
    return (
        f'<g transform="{place}" fill="{color}" stroke="none"><g{fingers}><path d="{_PALM}"/>{drawn}</g>'
        f'<g{thumb}><path d="{_THUMB}"/></g></g>'
    )


def draw_arrow(start: Point, way: Point, length: float, pen: float = ARROW_PEN, dash: str = "") -> str:
    """Draw a straight arrow; ``way`` is a unit vector."""
    end = (start[0] + way[0] * length, start[1] + way[1] * length)
    neck = (end[0] - way[0] * ARROW_HEAD * 0.6, end[1] - way[1] * ARROW_HEAD * 0.6)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M {start[0]:.1f} {start[1]:.1f} L {neck[0]:.1f} {neck[1]:.1f}" stroke="currentColor" '
        f'stroke-width="{pen:g}"{dashes}/>{_draw_head(end, way)}'
    )


def draw_circle_arrow(centre: Point, radius: float, turn: float) -> str:
    """Draw three quarters of a circle that ends in an arrow head; clockwise for +1, against it for -1."""
    x, y = centre
    first, last = math.radians(-150.0), math.radians(-150.0 + turn * 250.0)
    start = (x + radius * math.cos(first), y + radius * math.sin(first))
    end = (x + radius * math.cos(last), y + radius * math.sin(last))
    way = (-turn * math.sin(last), turn * math.cos(last))
    sweep = 1 if turn > 0 else 0
    tip = (end[0] + way[0] * ARROW_HEAD * 0.7, end[1] + way[1] * ARROW_HEAD * 0.7)
    return (
        f'<path d="M {start[0]:.1f} {start[1]:.1f} A {radius:g} {radius:g} 0 1 {sweep} {end[0]:.1f} {end[1]:.1f}" '
        f'stroke="currentColor" stroke-width="{ARROW_PEN:g}"/>{_draw_head(tip, way)}'
    )


def draw_number(text: str, centre: Point) -> str:
    """Draw a number in a ring."""
    x, y = centre
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="6.5" stroke="currentColor" stroke-width="1.6"/><text x="{x:g}" y="{y:g}" '
        f'dy=".36em" font-size="9" font-weight="700" text-anchor="middle" fill="currentColor" '
        f'stroke="none">{text}</text>'
    )


def smooth(points: Sequence[Point]) -> str:
    """Close a path through points without corners (Catmull-Rom as cubic Bezier curves)."""
    n = len(points)
    path = [f"M {points[0][0]:.1f} {points[0][1]:.1f}"]
    for i in range(n):
        before, start, end, after = (points[(i + k) % n] for k in (-1, 0, 1, 2))
        one = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        two = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path.append(f"C {one[0]:.1f} {one[1]:.1f} {two[0]:.1f} {two[1]:.1f} {end[0]:.1f} {end[1]:.1f}")
    return " ".join(path) + " Z"


def _draw_head(tip: Point, way: Point) -> str:
    side = (-way[1], way[0])
    foot = (tip[0] - way[0] * ARROW_HEAD, tip[1] - way[1] * ARROW_HEAD)
    wide = ARROW_HEAD * 0.62
    corners = [
        tip,
        (foot[0] + side[0] * wide, foot[1] + side[1] * wide),
        (foot[0] - side[0] * wide, foot[1] - side[1] * wide),
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon points="{points}" fill="currentColor"/>'


def unit(angle_deg: float) -> Point:
    """Return the unit vector of an angle, counted clockwise from the right as in a picture."""
    return math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
