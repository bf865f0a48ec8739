"""A small drawing of a step, made from its data: a back, hands in the technique's colour, arrows for the way they go.

Lines are ``currentColor``, so the drawing fits a light and a dark page. Nothing in it is only colour: arrows tell the
way, marks around the hands tell the technique. Lengths are hundredths of the back's length; the receiver's head is up
and the receiver's right is right, as in back coordinates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from coach.feedback import wording as w
from coach.look.palette import LOOKS
from coach.motion.body_shape import OUTLINE, ZONE_HEIGHTS
from coach.protocol.schema import Step

Point = tuple[float, float]

VIEW_BOX = (-62.0, -27.0, 124.0, 146.0)
"""Left, top, width, height: the back with its head, and room for the drift arrow beside it."""

HAND_GAP = 16.5
"""Distance of a hand's centre from the spine."""

HIGHEST_HANDS, LOWEST_HANDS = 16.0, 79.0
"""Heights between which the hands are drawn, so that their arrows stay inside the picture."""

ANYWHERE = (0.2, 0.82)
"""Zone of a step that asks none."""

ARROW_PEN = 2.6
ARROW_HEAD = 5.5
REACH = 17.0
"""Length of an arrow, from where the hand ends."""

HAND_HALF = 16.0
HAND_SCALE = 1.18
"""Half of a drawn hand's length, and what the shape below is scaled by; a little smaller than a real hand on a back, so
that two of them leave room for arrows."""

_FINGERS = ((-5.1, -8.2, 8.4, -9), (-1.8, -10.4, 9.6, -3), (1.7, -10.2, 9.2, 3), (4.9, -7.6, 7.4, 9))
"""x, y of the tip side, length and spread in degrees of each finger of a right hand that points up."""

_PALM = "M -6.4 -4 C -6.6 -7 6.4 -7 6.4 -4 C 6.8 2 5.6 9.5 4 11.5 C 2 13.2 -2.4 13.2 -4.2 11.5 Z"
_THUMB = "M -4.3 11.6 C -7.2 8.5 -9.6 4 -10.6 -0.8 C -10.9 -3.3 -7.8 -3.8 -7.2 -1.6 C -6.6 0.6 -5.4 2.2 -3.4 2.4 Z"


def draw_step_diagram(step: Step, size: int | None = None) -> str:
    """Draw a step as inline SVG.

    Parameters
    ----------
    step : Step
        Technique, hands, zones, axis, sense and drift are drawn.
    size : int, optional
        Height in pixels; without it the drawing takes the size of its box. Made to be read from 160 px on.

    Returns
    -------
    str
        One ``<svg>`` element without identifiers, scripts or style sheets; its title says the same in words.
    """
    left, top, width, height = VIEW_BOX
    box = f'viewBox="{left:g} {top:g} {width:g} {height:g}"'
    if size is not None:
        box += f' width="{round(size * width / height)}" height="{size}"'
    color = LOOKS[step.technique].color
    middle = _middle(step)
    sides = _sides(step)
    parts = [_back(step, color)]
    parts += [_hand(x, middle + dy, side, _tilt(step), color) for x, dy, side in sides]
    parts += [mark for x, dy, side in sides for mark in _marks(step, x, middle + dy, side)]
    if step.drift in ("headward", "tailward"):
        parts.append(_drift(middle, -1.0 if step.drift == "headward" else 1.0))
    title = escape(describe_diagram(step))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" fill="none" stroke-linecap="round" '
        f'stroke-linejoin="round"><title>{title}</title>{"".join(parts)}</svg>'
    )


def describe_diagram(step: Step) -> str:
    """Say in words what the drawing shows."""
    words = [step.title]
    if step.hands:
        words.append(HANDS_WORDS[step.hands[0]])
    if step.sense in ("both", None) and step.axis is not None:
        words.append(w.WAYS[step.axis])
    elif step.sense is not None:
        words.append(w.WAYS[step.sense])
    if step.drift in ("headward", "tailward"):
        words.append(f"the worked place travels {w.WAYS[step.drift]}")
    return ", ".join(words)


HANDS_WORDS = {
    "together": "both hands together",
    "alternating": "the hands in turn",
    "one": "one hand",
    "stacked": "one hand on the other",
}


def _middle(step: Step) -> float:
    """Height of the hands: the middle of the step's zones, with room for arrows below."""
    heights = [ZONE_HEIGHTS[zone] for zone in step.zones] or [ANYWHERE]
    middle = 50.0 * (min(upper for upper, _ in heights) + max(lower for _, lower in heights))
    return min(max(middle, HIGHEST_HANDS), LOWEST_HANDS)


def _sides(step: Step) -> list[tuple[float, float, float]]:
    """Centre x, shift along the back and side (+1 right, -1 left) of each drawn hand."""
    mode = step.hands[0] if step.hands else "together"
    if mode == "one":
        return [(HAND_GAP, 0.0, 1.0)]
    if mode == "stacked":
        return [(2.5, 2.5, -1.0), (0.0, 0.0, 1.0)]
    return [(-HAND_GAP, 0.0, -1.0), (HAND_GAP, 0.0, 1.0)]


def _tilt(step: Step) -> float:
    """Degrees that the fingers of the right hand turn outward from the head's direction."""
    if step.axis == "across":
        return 0.0
    return {"stroking": 30.0, "rubbing": 12.0, "kneading": 40.0, "tapping": 20.0}[step.technique]


def _back(step: Step, color: str) -> str:
    outline = _smooth([(100 * u, 100 * v) for u, v in OUTLINE])
    zones = "".join(_zone_band(*ZONE_HEIGHTS[zone], color) for zone in step.zones)
    return (
        f'<circle cx="0" cy="-16" r="9" fill="currentColor" fill-opacity=".06" stroke="currentColor" '
        f'stroke-opacity=".45" stroke-width="1.2"/>'
        f'<path d="{outline}" fill="currentColor" fill-opacity=".06" stroke="currentColor" stroke-opacity=".45" '
        f'stroke-width="1.2"/>{zones}'
        f'<path d="M 0 2 L 0 97" stroke="currentColor" stroke-opacity=".4" stroke-width="1.4" '
        f'stroke-dasharray="0.1 4"/>'
    )


def _zone_band(upper: float, lower: float, color: str) -> str:
    """Fill the outline between two heights."""
    right = [(u, v) for u, v in OUTLINE if u >= 0]
    inner = [(u, v) for u, v in right if upper < v < lower]
    edge = [(_edge(right, upper), upper), *inner, (_edge(right, lower), lower)]
    points = [(100 * u - 0.8, 100 * v) for u, v in edge]
    ring = points + [(-x, y) for x, y in reversed(points)]
    path = "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in ring) + " Z"
    return f'<path d="{path}" fill="{color}" fill-opacity=".16" stroke="none"/>'


def _edge(right: Sequence[Point], height: float) -> float:
    """Breadth of the outline at a height, between its points."""
    ordered = sorted(right, key=lambda point: point[1])
    for (u0, v0), (u1, v1) in pairwise(ordered):
        if v0 <= height <= v1:
            return u0 + (u1 - u0) * (height - v0) / max(v1 - v0, 1e-9)
    return ordered[0][0] if height < ordered[0][1] else ordered[-1][0]


def _hand(x: float, y: float, side: float, tilt_deg: float, color: str) -> str:
    """Draw a flat hand seen from above, thumb towards the spine; ``side`` mirrors it."""
    fingers = "".join(
        f'<rect x="{fx - 1.65:.2f}" y="{fy - length / 2 + 1:.2f}" width="3.3" height="{length:.1f}" rx="1.65" '
        f'transform="rotate({spread} {fx:.2f} {fy + 4:.2f})"/>'
        for fx, fy, length, spread in _FINGERS
    )
    place = f"translate({x:g} {y:g}) scale({side * HAND_SCALE:g} {HAND_SCALE:g}) rotate({tilt_deg:g})"
    return f'<g transform="{place}" fill="{color}" stroke="none"><path d="{_PALM}"/>{fingers}<path d="{_THUMB}"/></g>'


def _marks(step: Step, x: float, y: float, side: float) -> list[str]:
    """Arrows and signs around one hand."""
    if step.technique == "tapping":
        return [_blows(x, y, side)]
    if step.axis == "circular":
        return [_circle_arrow(x, y, -1.0 if step.sense == "counterclockwise" else 1.0)]
    ways = _ways(step, side)
    if step.technique == "kneading":
        return [_squeeze(x, y)]
    if not ways and "thumb" in step.sub_technique:
        return [_arrow((side * 5.0, y - 13.0), (0.0, way), 7.5, 2.2) for way in (-1.0, 1.0)]
    return [_arrow(_from_hand((x, y), way), way) for way in ways]


def _ways(step: Step, side: float) -> list[Point]:
    """Return the unit vectors of the arrows of the hand on one side."""
    along, across, slant = (0.0, -1.0), (side, 0.0), (side * math.sqrt(0.5), -math.sqrt(0.5))
    forth = {"along": along, "across": across, "diagonal": slant}.get(step.axis or "")
    if forth is None:
        return []
    back = (-forth[0], -forth[1])
    if step.sense in ("headward", "outward"):
        return [forth]
    if step.sense in ("tailward", "inward", "crossing"):
        return [back]
    in_turn = bool(step.hands) and step.hands[0] == "alternating"
    if in_turn:
        return [forth] if side > 0 else [back if step.axis != "across" else (side, 0.0)]
    return [forth, back]


def _from_hand(centre: Point, way: Point) -> Point:
    """Where an arrow begins: just outside the hand; an arrow towards the spine is drawn above it instead."""
    x, y = centre
    if way[0] * x < 0:
        return x - way[0] * 4.0, y - (HAND_HALF + 5.0 if abs(way[1]) < 0.1 else -way[1] * HAND_HALF)
    reach = HAND_HALF + 2.0 if abs(way[1]) > abs(way[0]) else HAND_HALF - 3.0
    return x + way[0] * reach, y + way[1] * reach


def _arrow(start: Point, way: Point, length: float = REACH, pen: float = ARROW_PEN, dash: str = "") -> str:
    end = (start[0] + way[0] * length, start[1] + way[1] * length)
    neck = (end[0] - way[0] * ARROW_HEAD * 0.6, end[1] - way[1] * ARROW_HEAD * 0.6)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M {start[0]:.1f} {start[1]:.1f} L {neck[0]:.1f} {neck[1]:.1f}" stroke="currentColor" '
        f'stroke-width="{pen:g}"{dashes}/>{_head(end, way)}'
    )


def _head(tip: Point, way: Point, size: float = ARROW_HEAD) -> str:
    side = (-way[1], way[0])
    foot = (tip[0] - way[0] * size, tip[1] - way[1] * size)
    corners = [tip, (foot[0] + side[0] * size * 0.62, foot[1] + side[1] * size * 0.62)]
    corners.append((foot[0] - side[0] * size * 0.62, foot[1] - side[1] * size * 0.62))
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return f'<polygon points="{points}" fill="currentColor"/>'


def _circle_arrow(x: float, y: float, turn: float) -> str:
    """Draw three quarters of a circle around a hand, clockwise for +1."""
    radius = HAND_GAP - 0.5
    first, last = math.radians(-150.0), math.radians(-150.0 + turn * 250.0)
    start = (x + radius * math.cos(first), y + radius * math.sin(first))
    end = (x + radius * math.cos(last), y + radius * math.sin(last))
    way = (-turn * math.sin(last), turn * math.cos(last))
    sweep = 1 if turn > 0 else 0
    tip = (end[0] + way[0] * ARROW_HEAD * 0.7, end[1] + way[1] * ARROW_HEAD * 0.7)
    return (
        f'<path d="M {start[0]:.1f} {start[1]:.1f} A {radius:g} {radius:g} 0 1 {sweep} {end[0]:.1f} {end[1]:.1f}" '
        f'stroke="currentColor" stroke-width="{ARROW_PEN:g}"/>{_head(tip, way)}'
    )


def _squeeze(x: float, y: float) -> str:
    """Draw two short arrows towards each other over and under a hand: it grasps."""
    above, below = y - HAND_HALF - 11.0, y + HAND_HALF + 11.0
    return _arrow((x, above), (0.0, 1.0), 8.5, 2.2) + _arrow((x, below), (0.0, -1.0), 8.5, 2.2)


def _blows(x: float, y: float, side: float) -> str:
    """Draw short rays around a hand that falls and springs back."""
    rays = []
    for angle in (-100, -75, -50, -25):
        cos, sin = side * math.cos(math.radians(angle)), math.sin(math.radians(angle))
        inner, outer = HAND_HALF + 4.0, HAND_HALF + 9.0
        rays.append(f"M {x + inner * cos:.1f} {y + inner * sin:.1f} L {x + outer * cos:.1f} {y + outer * sin:.1f}")
    return f'<path d="{" ".join(rays)}" stroke="currentColor" stroke-width="2.2"/>'


def _drift(middle: float, way: float) -> str:
    """Draw a dashed arrow beside the back: the worked place travels."""
    return _arrow((56.0, middle - way * 20.0), (0.0, way), 40.0, 2.2, dash="0.1 4.6")


def _smooth(points: Sequence[Point]) -> str:
    """Close a path through points without corners (Catmull-Rom as cubic Bezier curves)."""
    n = len(points)
    path = [f"M {points[0][0]:.1f} {points[0][1]:.1f}"]
    for i in range(n):
        before, start, end, after = (points[(i + k) % n] for k in (-1, 0, 1, 2))
        one = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        two = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path.append(f"C {one[0]:.1f} {one[1]:.1f} {two[0]:.1f} {two[1]:.1f} {end[0]:.1f} {end[1]:.1f}")
    return " ".join(path) + " Z"
