"""A small drawing of one step of a protocol, made from its data: zone, hands on the back, and which way they go.

Drawn on the outline of :mod:`coach.motion.body_shape`, the head up. Colours of lines and ground are CSS variables
(``--ink``, ``--soft``, ``--line``, ``--panel``) with a fallback, so that the page's theme reaches them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from coach.formats import ReviewSegment
from coach.look.palette import LOOKS
from coach.motion.body_shape import OUTLINE, ZONE_HEIGHTS, half_width
from coach.report.labels import describe_movement, name_code

if TYPE_CHECKING:
    from coach.protocol.schema import Step

SCALE = 200.0
"""Drawing units in one length of the back."""

HALF_WIDTH, TOP, BOTTOM = 0.52, -0.1, 1.14
"""What is shown, in lengths of the back."""

HAND_SIDE = 0.15
"""Distance of the middle of a hand from the spine."""

ARROW = 0.3
"""Length of a direction arrow, in lengths of the back."""

HEAD = 9.0
_INK, _LINE, _PANEL = "var(--ink, #22262B)", "var(--line, #C9C6BE)", "var(--panel, #F0EEE8)"
_SLANT = math.radians(45.0)

XY = tuple[float, float]


def draw_step(step: Step) -> str:
    """Return the drawing as an ``<svg>`` element without identifiers, so that many can share a page."""
    color = LOOKS[step.technique].color
    sides = _hand_sides(step)
    middle = _middle(step)
    parts = [
        _path(OUTLINE, fill=_PANEL, stroke=_LINE, width=2.5),
        *[_zone(name, color) for name in step.zones],
        _line((0.0, 0.0), (0.0, 1.0), _LINE, 2.0, dash="2 6"),
        *[_hand(side, middle, color) for side in sides],
        *_arrows(step, sides, middle),
        *_drift(step, middle),
    ]
    if step.sides == "one_after_other":
        first = -1.0 if step.start_side == "left" else 1.0
        parts += [_number("1", first * 0.31, middle), _number("2", -first * 0.31, middle)]
    box = f"{-HALF_WIDTH * SCALE:g} {TOP * SCALE:g} {2 * HALF_WIDTH * SCALE:g} {(BOTTOM - TOP) * SCALE:g}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" aria-hidden="true">{"".join(parts)}</svg>'


def describe_step(step: Step) -> str:
    """Say in words what the drawing shows."""
    shown = ReviewSegment(
        start_s=0.0,
        end_s=0.0,
        technique=step.technique,
        axis=step.axis,
        sense=step.sense,
        hands=step.hands[0] if step.hands else None,
    )
    movement = describe_movement(shown, back_known=True)
    zones = " and ".join(name_code(zone) for zone in step.zones)
    pieces = [LOOKS[step.technique].name, movement, f"zone: {zones}" if zones else ""]
    return ", ".join(piece for piece in pieces if piece)


def _hand_sides(step: Step) -> tuple[float, ...]:
    """Where the hands lie: -1 left, 1 right."""
    mode = step.hands[0] if step.hands else "together"
    if mode in ("one", "stacked"):
        side = -1.0 if step.start_side == "left" else 1.0
        return (side, side * 0.72) if mode == "stacked" else (side,)
    return (-1.0, 1.0)


def _middle(step: Step) -> float:
    """Height of the middle of the step's zones; the lower back when it names none."""
    spans = [ZONE_HEIGHTS[zone] for zone in step.zones] or [ZONE_HEIGHTS["lumbar"]]
    return (max(0.06, min(low for low, _ in spans)) + min(1.0, max(high for _, high in spans))) / 2


def _zone(name: str, color: str) -> str:
    low, high = ZONE_HEIGHTS[name]
    low, high = max(low, OUTLINE[0][1]), min(high, OUTLINE[len(OUTLINE) // 2][1])
    heights = [low + (high - low) * k / 12 for k in range(13)]
    right = [(half_width(v), v) for v in heights]
    left = [(-u, v) for u, v in reversed(right)]
    return _path((*right, *left), fill=color, stroke="none", width=0, opacity=0.22)


def _hand(side: float, v: float, color: str) -> str:
    """Draw a flat hand, fingers towards the head and a little outward."""
    turn = 24.0 * (1 if side > 0 else -1)
    mirror = -1 if side > 0 else 1
    fingers = "".join(f'<path d="M {x} -6 L {x * 1.25:g} {-length}"/>' for x, length in _FINGERS)
    palm = '<path d="M -11 -6 C -12 6 -10 14 -7 17 L 7 17 C 10 14 12 6 11 -6 Z"/>'
    thumb = '<path d="M 9 8 L 20 -3"/>'
    x, y = side * HAND_SIDE * SCALE, v * SCALE
    drawn = ""
    for pen, ink in ((8.5, _INK), (6.0, color)):
        drawn += f'<g stroke="{ink}" stroke-width="{pen}" fill="{ink}">{fingers}{thumb}{palm}</g>'
    return (
        f'<g transform="translate({x:g} {y:g}) rotate({turn:g}) scale({mirror} 1)" stroke-linecap="round" '
        f'stroke-linejoin="round">{drawn}</g>'
    )


_FINGERS = ((-9, 24), (-3, 29), (3, 28), (9, 22))
"""Place on the palm and length of the four fingers, in drawing units."""


def _arrows(step: Step, sides: tuple[float, ...], v: float) -> list[str]:
    if step.axis == "circular":
        return [_circle_arrow(side, v, clockwise=step.sense != "counterclockwise") for side in sides]
    if step.axis == "in_place":
        return [_taps(side, v) for side in sides]
    if step.axis is None:
        return []
    turns = len(sides) == 2 and bool(step.hands) and step.hands[0] == "alternating"
    return [
        _straight_arrow(step, side, v, swap=turns and step.sense == "both" and side > 0)
        for side in dict.fromkeys(math.copysign(1.0, side) for side in sides)
    ]


def _straight_arrow(step: Step, side: float, v: float, *, swap: bool) -> str:
    """One arrow beside (along) or below (across, diagonal) a hand; hands in turn show opposite ends."""
    half = ARROW / 2
    if step.axis == "along":
        x = side * (HAND_SIDE + 0.15)
        ends = ((x, v + half), (x, v - half))
    elif step.axis == "across":
        y = v + 0.15
        ends = ((side * 0.03, y), (side * (0.03 + ARROW), y))
    else:
        y, reach = v + 0.05, ARROW * math.cos(_SLANT)
        ends = ((side * 0.05, y + reach), (side * (0.05 + reach), y))
    forth = step.sense in ("headward", "outward")
    if step.sense == "both" or step.sense is None:
        return _arrow(ends[1], ends[0], both=not swap) if not swap else _arrow(*ends, both=True)
    if step.sense in ("tailward", "inward", "crossing"):
        forth = False
    if step.axis == "diagonal" and step.sense in ("headward", "tailward"):
        forth = step.sense == "headward"
    if step.sense == "crossing":
        # Each hand goes on beyond the spine, one a little above the other.
        y = v + (0.13 if side > 0 else 0.18)
        ends = ((-side * 0.1, y), (side * 0.28, y))
    return _arrow(*ends) if forth else _arrow(ends[1], ends[0])


def _drift(step: Step, v: float) -> list[str]:
    """Where the worked place travels: a long dashed arrow at the edge."""
    if step.drift not in ("headward", "tailward"):
        return []
    x, half = 0.46, 0.3
    up, down = (x, v - half), (x, v + half)
    return [_arrow(down, up, dash="7 6") if step.drift == "headward" else _arrow(up, down, dash="7 6")]


def _arrow(start: XY, end: XY, *, both: bool = False, dash: str = "") -> str:
    heads = _arrow_head(start, end) + (_arrow_head(end, start) if both else "")
    return _line(start, end, _INK, 3.6, dash=dash) + heads


def _arrow_head(start: XY, end: XY) -> str:
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    tip = (end[0] * SCALE, end[1] * SCALE)
    points = [
        (tip[0] - HEAD * math.cos(angle + bend), tip[1] - HEAD * math.sin(angle + bend)) for bend in (0.55, -0.55)
    ]
    d = f"M {points[0][0]:.1f} {points[0][1]:.1f} L {tip[0]:.1f} {tip[1]:.1f} L {points[1][0]:.1f} {points[1][1]:.1f}"
    return (
        f'<path d="{d}" fill="none" stroke="{_INK}" stroke-width="3.6" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _circle_arrow(side: float, v: float, *, clockwise: bool) -> str:
    """Three quarters of a circle around the hand, ending in an arrow head."""
    x, y, r = side * (HAND_SIDE + 0.02), v, 0.155
    sweep = 1 if clockwise else 0
    start, end = (x, y - r), (x - r if clockwise else x + r, y)
    (x0, y0), (x1, y1), radius = (start[0] * SCALE, start[1] * SCALE), (end[0] * SCALE, end[1] * SCALE), r * SCALE
    d = f"M {x0:.1f} {y0:.1f} A {radius:g} {radius:g} 0 1 {sweep} {x1:.1f} {y1:.1f}"
    head = _arrow_head((end[0], end[1] + 0.1), end)
    return f'<path d="{d}" fill="none" stroke="{_INK}" stroke-width="3.6" stroke-linecap="round"/>{head}'


def _taps(side: float, v: float) -> str:
    """Three short strokes above a hand: it works on the spot."""
    x = side * (HAND_SIDE + 0.03)
    return "".join(_line((x + shift, v - 0.24), (x + shift * 0.7, v - 0.18), _INK, 3.6) for shift in (-0.07, 0.0, 0.07))


def _number(text: str, u: float, v: float) -> str:
    x, y = u * SCALE, v * SCALE
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="12" fill="{_INK}"/><text x="{x:g}" y="{y:g}" fill="{_PANEL}" '
        f'font-size="15" font-weight="700" text-anchor="middle" dominant-baseline="central">{text}</text>'
    )


def _line(start: XY, end: XY, color: str, width: float, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    place = " ".join(
        f'{name}="{value * SCALE:.1f}"' for name, value in zip(("x1", "y1", "x2", "y2"), (*start, *end), strict=True)
    )
    return f'<line {place} stroke="{color}" stroke-width="{width}" stroke-linecap="round"{dashes}/>'


def _path(points: tuple[XY, ...], *, fill: str, stroke: str, width: float, opacity: float = 1.0) -> str:
    d = "M " + " L ".join(f"{u * SCALE:.1f} {v * SCALE:.1f}" for u, v in points) + " Z"
    style = f'fill="{fill}" fill-opacity="{opacity:g}" stroke="{stroke}" stroke-width="{width:g}"'
    return f'<path d="{d}" {style} stroke-linejoin="round"/>'
