"""A drawn hand of which the part that works is solid and the rest pale."""

from __future__ import annotations

from coach.look.body_drawing import HAND_SCALE, Point, draw_hand
from coach.motion.hand_points import Part

_PALE = ' opacity=".35"'
_EDGE_PEN = 'stroke="currentColor" stroke-width="1"'
_PADS = ((-6.2, -12.0), (-2.1, -14.8), (1.9, -14.4), (5.6, -11.0))
_KNUCKLES = ((-5.0, -5.4), (-1.7, -6.8), (1.7, -6.8), (5.0, -5.4))
_FIST = '<rect x="-7.4" y="-6" width="14.8" height="17.5" rx="5.5"/>'


def draw_part(part: Part, side: float, tilt: float, color: str, thumb: str = "") -> str:
    """Draw a hand around the origin with the part that works in full colour.

    Parameters
    ----------
    side : float
        +1 for the hand on the receiver's right, -1 mirrors it.
    tilt : float
        Degrees that the fingers turn outward from the head's direction.
    thumb : str
        Attributes of the group of the thumb.
    """
    if part == "palm":
        return draw_hand(side, tilt, color, thumb=thumb)
    if part == "thumb":
        return draw_hand(side, tilt, color, thumb=thumb, fingers=_PALE)
    group = f'<g transform="scale({side * HAND_SCALE:g} {HAND_SCALE:g}) rotate({tilt:g})" fill="{color}">'
    if part == "edge":
        return f'{group}<rect x="-2.8" y="-16" width="5.6" height="29" rx="2.8"/></g>'
    if part == "fist":
        return f"{group}{_FIST}</g>"
    if part == "knuckles":
        return f"{group}<g{_PALE}>{_FIST}</g>{_draw_dots(_KNUCKLES, 2.4)}</g>"
    pale = draw_hand(side, tilt, color, thumb=_PALE, fingers=_PALE)
    if part == "forearm":
        return f'{pale}{group}<rect x="-4.6" y="11" width="9.2" height="22" rx="3.6"/></g>'
    if part == "heel":
        return f'{pale}{group}<ellipse cx="0" cy="9.6" rx="5" ry="3.2" {_EDGE_PEN}/></g>'
    if part == "pads":
        return f"{pale}{group}{_draw_dots(_PADS, 2.1)}</g>"
    whole = draw_hand(side, tilt, color)
    fold = '<ellipse cx="-9" cy="-10" rx="3.6" ry="7.4" transform="rotate(28 -9 -10)" fill="#EFE3D6"'
    return f"{whole}{group}{fold} {_EDGE_PEN}/></g>"


def _draw_dots(places: tuple[Point, ...], radius: float) -> str:
    return "".join(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" {_EDGE_PEN}/>' for x, y in places)
