"""The one drawing of a step: a back, hands in the technique's colour, what they do, and arrows for the way they go.

Made from the step's data alone, for every page that shows a step. Nothing in it is only colour: arrows tell the way,
marks around the hands tell the technique. It can also move
(:mod:`coach.look.movement`); standing still it says the same.
"""

from __future__ import annotations

from html import escape

from coach.look import body_drawing as body
from coach.look.body_drawing import SHEETS, Point, draw_arrow
from coach.look.hand_parts import draw_part
from coach.look.movement import STYLE, move_hand, travel_attributes, way_forth
from coach.look.palette import LOOKS
from coach.motion.body_shape import PLACES, REGIONS
from coach.motion.hand_points import Part
from coach.protocol.schema import Step

VIEW_BOX = (-62.0, -27.0, 124.0, 146.0)
"""Left, top, width, height: the back with its head, and room for the drift arrow beside it."""

HAND_GAP = 16.5
"""Distance of a hand's centre from the spine."""

HAND_HALF = 16.0
"""Half of a drawn hand's length."""

ONE_SIDE_SHIFT = 10.5
"""Two hands on one side of the spine lie this far above and below the middle."""

HIGHEST_HANDS, LOWEST_HANDS = 16.0, 79.0
"""Heights between which the hands are drawn, so that their arrows stay inside the picture."""

ANYWHERE = (0.2, 0.82)
"""From and to of a step that asks no zone, as shares of the region's length."""

REACH = 17.0
"""Length of an arrow, from where the hand ends."""

NUMBER_X = 47.0
"""How far from the spine the number of a side stands."""

_TILTS = {"stroking": 30.0, "rubbing": 12.0, "kneading": 40.0, "tapping": 20.0}
_TILT_ON_ONE_SIDE = 78.0

Hand = tuple[float, float, float]
"""Centre x, shift along the back, and side: +1 on the receiver's right, -1 on the left."""


def draw_step(step: Step, title: str = "", *, moving: bool = False) -> str:
    """Draw a step as inline SVG.

    Parameters
    ----------
    step : Step
        Technique, hands, zones, axis, sense, drift, sides, contact and pace are drawn.
    title : str
        What it shows, for screen readers; without one the drawing is hidden from them (words stand beside it).
    moving : bool
        Whether the hands move at once. The class ``moving`` on the drawing, or on anything around it, starts them.

    Returns
    -------
    str
        One ``<svg>`` element without identifiers or scripts, so that many can share a page. It takes the size of its
        box; made to be read from 160 px on.
    """
    color = LOOKS[step.technique].color
    middle = _middle(step)
    hands = _place_hands(step)
    sheet = SHEETS[step.region]
    parts = [body.draw_body(step.region), *(body.draw_place(name, color) for name in step.zones)]
    parts.append(body.draw_spine(step.region))
    if sheet.hands != 1.0:
        parts.append(f'<g transform="translate(0 {middle * (1 - sheet.hands):g}) scale({sheet.hands:g})">')
    drawn = "".join(_draw_hand(step, hand, middle, color, second=i > 0) for i, hand in enumerate(hands))
    parts.append(f"<g{travel_attributes(step)}>{drawn}</g>")
    parts += [mark for hand in hands for mark in _marks(step, hand, middle)]
    parts += _number_sides(step, middle)
    if step.drift in ("headward", "tailward"):
        parts.append(_drift(middle, -1.0 if step.drift == "headward" else 1.0))
    if sheet.hands != 1.0:
        parts.append("</g>")
    box = " ".join(f"{value:g}" for value in VIEW_BOX)
    look = "step-drawn moving" if moving else "step-drawn"
    name = f' role="img"><title>{escape(title)}</title>' if title else ' aria-hidden="true">'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" stroke-linecap="round" '
        f'stroke-linejoin="round" class="{look}"{name}{STYLE}<g>{"".join(parts)}</g></svg>'
    )


def _middle(step: Step) -> float:
    """Height of the hands: the middle of the step's zones, with room for arrows below."""
    region, sheet = REGIONS[step.region], SHEETS[step.region]
    start, end = (region.top + share * (region.bottom - region.top) for share in ANYWHERE)
    heights = [(PLACES[name].top, PLACES[name].bottom) for name in step.zones] or [(start, end)]
    upper, lower = min(height[0] for height in heights), max(height[1] for height in heights)
    middle = sheet.place(0.0, (upper + lower) / 2)[1]
    return min(max(middle, HIGHEST_HANDS), LOWEST_HANDS)


def _place_hands(step: Step) -> list[Hand]:
    """Lay the hands that the step uses: one, two on both sides, two on one side, or one on the other."""
    mode = step.hands[0] if step.hands else "together"
    side = -1.0 if step.start_side == "left" else 1.0
    if mode == "one" or (step.sides != "both" and not step.hands):
        return [(side * HAND_GAP, 0.0, side)]
    if step.sides != "both":
        shift = ONE_SIDE_SHIFT if mode != "stacked" else 2.5
        return [(side * (HAND_GAP + 1.5), dy, side) for dy in (-shift, shift)]
    if mode == "stacked":
        return [(2.5, 2.5, -1.0), (0.0, 0.0, 1.0)]
    return [(-HAND_GAP, 0.0, -1.0), (HAND_GAP, 0.0, 1.0)]


def _draw_hand(step: Step, hand: Hand, middle: float, color: str, *, second: bool) -> str:
    x, dy, side = hand
    movement = move_hand(step, side, second)
    whole = movement.attributes() if movement is not None else ""
    thumb = ""
    if not whole and _is_of_thumbs(step):
        thumb = ' class="mv mv-swing" style="--t:1.5s;--x:0px;--y:2.4px"'
    shape = draw_part(_find_part(step), side, _tilt(step), color, thumb)
    return f'<g class="hand" transform="translate({x:g} {middle + dy:g})"><g{whole}>{shape}</g></g>'


def _tilt(step: Step) -> float:
    """Degrees that the fingers turn outward from the head's direction."""
    if _is_pair_on_one_side(step):
        return _TILT_ON_ONE_SIDE
    return 0.0 if step.axis == "across" else _TILTS[step.technique]


def _is_pair_on_one_side(step: Step) -> bool:
    return step.sides != "both" and bool(step.hands) and step.hands[0] != "one"


def _find_part(step: Step) -> Part:
    """Return the part of the hand that works; the palm where the step leaves it open."""
    parts = {way.part for way in step.ways}
    return parts.pop() if len(parts) == 1 else "palm"


def _is_of_thumbs(step: Step) -> bool:
    return any(way.part == "thumb" for way in step.ways)


def _marks(step: Step, hand: Hand, middle: float) -> list[str]:
    """Arrows and signs around one hand."""
    x, y, side = hand[0], middle + hand[1], hand[2]
    if step.technique == "tapping":
        return [_blows(x, y, side)]
    if step.axis == "circular":
        if _is_pair_on_one_side(step):  # one ring around both
            return [] if hand[1] < 0 else [body.draw_circle_arrow((x, middle), HAND_GAP + 9.0, _turn(step))]
        return [body.draw_circle_arrow((x, y), HAND_GAP - 0.5, _turn(step))]
    if step.technique == "kneading":
        return [_squeeze(x, y, side, flat=_is_pair_on_one_side(step))]
    ways = _ways(step, side)
    if _is_pair_on_one_side(step):  # an arrow would lie on the other hand
        ways = [way for way in ways or () if way[1] * hand[1] >= 0]
    if not ways and _is_of_thumbs(step):
        return [draw_arrow((side * 5.0, y - 13.0), (0.0, way), 7.5, 2.2) for way in (-1.0, 1.0)]
    return [draw_arrow(_from_hand((x, y), way), way, REACH) for way in ways]


def _turn(step: Step) -> float:
    return -1.0 if step.sense == "counterclockwise" else 1.0


def _ways(step: Step, side: float) -> list[Point]:
    """Return the unit vectors of the arrows of the hand on one side."""
    forth = way_forth(step, side)
    if forth is None:
        return []
    back = (-forth[0], -forth[1])
    if step.sense in ("headward", "outward"):
        return [forth]
    if step.sense in ("tailward", "inward", "crossing"):
        return [back]
    in_turn = bool(step.hands) and step.hands[0] == "alternating"
    if in_turn and step.sides == "both":
        return [forth] if side > 0 else [back if step.axis != "across" else (side, 0.0)]
    return [forth, back]


def _from_hand(centre: Point, way: Point) -> Point:
    """Where an arrow begins: just outside the hand; an arrow towards the spine is drawn above it instead."""
    x, y = centre
    if way[0] * x < 0:
        return x - way[0] * 4.0, y - (HAND_HALF + 5.0 if abs(way[1]) < 0.1 else -way[1] * HAND_HALF)
    reach = HAND_HALF + 2.0 if abs(way[1]) > abs(way[0]) else HAND_HALF - 3.0
    return x + way[0] * reach, y + way[1] * reach


def _squeeze(x: float, y: float, side: float, *, flat: bool) -> str:
    """Draw two short arrows towards each other at both ends of a hand: it grasps."""
    if flat:  # the hand lies across the muscle
        inner, outer = x - side * (HAND_HALF + 10.0), x + side * (HAND_HALF + 10.0)
        return draw_arrow((inner, y), (side, 0.0), 8.0, 2.2) + draw_arrow((outer, y), (-side, 0.0), 8.0, 2.2)
    above, below = y - HAND_HALF - 11.0, y + HAND_HALF + 11.0
    return draw_arrow((x, above), (0.0, 1.0), 8.5, 2.2) + draw_arrow((x, below), (0.0, -1.0), 8.5, 2.2)


def _blows(x: float, y: float, side: float) -> str:
    """Draw short rays around a hand that falls and springs back."""
    rays = []
    for angle in (-100, -75, -50, -25):
        way = body.unit(angle if side > 0 else 180 - angle)
        inner, outer = HAND_HALF + 4.0, HAND_HALF + 9.0
        rays.append(
            f"M {x + inner * way[0]:.1f} {y + inner * way[1]:.1f} L {x + outer * way[0]:.1f} {y + outer * way[1]:.1f}"
        )
    return f'<path d="{" ".join(rays)}" stroke="currentColor" stroke-width="2.2"/>'


def _number_sides(step: Step, middle: float) -> list[str]:
    """Draw a number on each side where one is worked after the other."""
    if step.sides != "one_after_other":
        return []
    first = -1.0 if step.start_side == "left" else 1.0
    drift = step.drift in ("headward", "tailward")
    x = 38.0 if drift else NUMBER_X
    y = middle + (HAND_HALF + 16.0 if drift else 0.0)
    return [body.draw_number("1", (first * x, y)), body.draw_number("2", (-first * x, y))]


def _drift(middle: float, way: float) -> str:
    """Draw a dashed arrow beside the back: the worked place travels."""
    return draw_arrow((56.0, middle - way * 20.0), (0.0, way), 40.0, 2.2, dash="0.1 4.6")
