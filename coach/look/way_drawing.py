"""A drawing of one way of working: the hands, the part of them that works, and where they go.

The part that works is solid, the rest of the hand pale. Drawn with the pieces of :mod:`coach.look.body_drawing`, the
receiver's head up; lengths are hundredths of the back's length, as there.
"""

from __future__ import annotations

import math
from html import escape

from coach.look.body_drawing import Point, draw_arrow, unit
from coach.look.hand_parts import draw_part
from coach.look.palette import LOOKS
from coach.motion.body_shape import REGIONS
from coach.protocol.vocabulary import Way

VIEW_BOX = (-58.0, -44.0, 116.0, 88.0)
HAND_X = 20.0
"""Distance of a hand from the spine, which runs down the middle."""

STACK_SHIFT = 5.0
"""How far two hands that lie on each other are drawn apart, so that both are seen."""

REACH = 20.0
_DOTTED = 'stroke="currentColor" stroke-opacity=".4" stroke-width="1.4" stroke-dasharray="0.1 4"'
Hand = tuple[float, float, float]
"""Centre x and y, and side: +1 on the receiver's right."""


def draw_way(way: Way, region: str = "back") -> str:
    """Return the drawing as an ``<svg>`` element without identifiers, named by the way's name.

    On a region without a spine no middle line is drawn.
    """
    color = LOOKS[way.judged_as].color
    hands = _place_hands(way)
    tilt = 90.0 if way.id == "squeezing-flat" else 0.0
    parts = [_draw_spine()] if REGIONS[region].spine else []
    for number, (x, y, side) in enumerate(hands):
        pale = ' opacity=".45"' if way.hands == "stacked" and number == 0 else ""
        shape = draw_part(way.part, side, tilt, color)
        parts.append(f'<g transform="translate({x:g} {y:g})"{pale}>{shape}</g>')
    parts += [_draw_path(way, hand) for hand in (hands[-1:] if way.hands == "stacked" else hands)]
    box = " ".join(f"{value:g}" for value in VIEW_BOX)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" fill="none" stroke-linecap="round" '
        f'stroke-linejoin="round"><title>{escape(way.name)}</title>{"".join(parts)}</svg>'
    )


def _place_hands(way: Way) -> list[Hand]:
    if way.hands == "one":
        return [(HAND_X, 0.0, 1.0)]
    if way.hands == "stacked":
        return [(HAND_X - STACK_SHIFT, STACK_SHIFT, 1.0), (HAND_X, 0.0, 1.0)]
    if way.part == "edge" and way.path == "line" and way.axis == "across":  # side by side, past each other
        return [(8.0, 0.0, 1.0), (18.0, 0.0, 1.0)]
    return [(-HAND_X, 0.0, -1.0), (HAND_X, 0.0, 1.0)]


def _draw_spine() -> str:
    return f'<path d="M 0 -40 L 0 40" {_DOTTED}/>'


def _draw_path(way: Way, hand: Hand) -> str:
    """Draw the arrows of one hand: beside it, so that they hide nothing."""
    x, y, side = hand
    if way.judged_as == "tapping":
        return _draw_rays(x, y, side)
    if way.path == "place":
        return draw_arrow((x, y - 36.0), (0.0, 1.0), 9.0, 2.2) + draw_arrow((x, y + 33.0), (0.0, -1.0), 9.0, 2.2)
    if way.path == "fan":
        return _draw_bow(x, y, side)
    if way.part == "edge" and way.axis == "along":  # the hand lies across its way
        return draw_arrow((x, y + 8.0), (0.0, 1.0), REACH)
    if way.path == "crossing":
        return draw_arrow((side * (REACH + 4.0), -28.0), (-side, 0.0), REACH)
    forth = _way_forth(way, side)
    outer = (x + side * 19.0, y) if abs(forth[1]) > 0.1 else (x, y + (26.0 if side * x >= 18 else -26.0))
    if way.sense == "tailward":
        return draw_arrow((outer[0] - forth[0] * REACH / 2, outer[1] - forth[1] * REACH / 2), forth, REACH)
    return draw_arrow(outer, forth, REACH / 2) + draw_arrow(outer, (-forth[0], -forth[1]), REACH / 2)


def _way_forth(way: Way, side: float) -> Point:
    """Return the unit vector of the working half of a movement."""
    if way.axis == "across":
        return (side, 0.0)
    if way.axis == "diagonal":
        return (side * math.sqrt(0.5), -math.sqrt(0.5))
    return (0.0, 1.0 if way.sense == "tailward" else -1.0)


def _draw_bow(x: float, y: float, side: float) -> str:
    """Draw a line that bends outward towards the head."""
    start, knee, end = (x - side * 4.0, y - 20.0), (x - side * 3.0, y - 34.0), (x + side * 16.0, y - 36.0)
    return (
        f'<path d="M {start[0]:g} {start[1]:g} Q {knee[0]:g} {knee[1]:g} {end[0]:g} {end[1]:g}" stroke="currentColor" '
        f'stroke-width="2.6"/>{draw_arrow(end, (side, 0.0), 6.0)}'
    )


def _draw_rays(x: float, y: float, side: float) -> str:
    """Draw short rays around a hand that falls and springs back."""
    rays = []
    for angle in (-110, -90, -70, -50):
        way = unit(angle if side > 0 else 180 - angle)
        rays.append(
            f"M {x + 23.0 * way[0]:.1f} {y + 23.0 * way[1]:.1f} L {x + 29.0 * way[0]:.1f} {y + 29.0 * way[1]:.1f}"
        )
    return f'<path d="{" ".join(rays)}" stroke="currentColor" stroke-width="2.2"/>'
