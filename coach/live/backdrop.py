"""What lies under the hands on the page: the back's zones and the asked way, as lines in picture coordinates."""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np

from coach.care.screening import Area
from coach.live.messages import Message
from coach.motion.body import BackFrame, make_back_frame
from coach.motion.body_shape import (
    ALL_ZONES,
    BACK,
    PLACES,
    REGIONS,
    half_width,
    outline_place,
    region_of_place,
)
from coach.protocol.schema import Protocol
from coach.records import Axis, Back, Sense

UV = tuple[float, float]

MIDDLE_V, HALF_V = 0.76, 0.17
"""Where arrows lie that belong to no zone: over the lumbar and sacral zones, where most steps work."""

BESIDE_U, REACH_U = 0.12, 0.2
"""Arrows begin this far beside the spine, on the long muscles, and reach this far out (lengths of the back)."""

CIRCLE_U, CIRCLE_RADIUS = 0.17, 0.1
_ZONE_STEPS = 6
_DIGITS = 4


def draw_backdrop(back: Back | None, aspect: float, protocol: Protocol | None, avoid: Collection[Area] = ()) -> Message:
    """Lines to draw under the hands.

    Returns
    -------
    dict
        ``zones``: each with ``id``, the ``points`` of its outline in picture coordinates, and whether it lies
        ``within`` others, so that it is drawn only where a step asks for it; ``avoid``: outlines of the
        places that are left out; both empty where places are not known. ``ways``: for each step of the protocol its
        arrows, ``points`` with ``heads``; empty without a back.
    """
    if back is None:
        return {"zones": [], "avoid": [], "ways": []}
    frame = make_back_frame(back, aspect)
    steps = () if protocol is None else protocol.steps
    ways = [[_place_arrow(frame, arrow) for arrow in find_arrows(step.axis, step.sense)] for step in steps]
    if not frame.knows_place:
        return {"zones": [], "avoid": [], "ways": ways}
    return {"zones": _find_zones(frame), "avoid": _find_avoided(frame, avoid), "ways": ways}


def find_arrows(axis: Axis | None, sense: Sense | None) -> list[Message]:
    """Arrows of an asked way in back coordinates.

    Returns
    -------
    list of dict
        ``points`` as (u, v) in lengths of the back: u to the receiver's right of the spine, v from the neck (0) to the
        tail (1); ``heads``: at which ends, "start" or "end", a head is drawn.
    """
    if axis is None or axis == "in_place":
        return []
    if axis == "circular":
        return [_circle(side * CIRCLE_U, sense) for side in (-1, 1)]
    heads = _heads(axis, sense)
    return [{"points": [list(point) for point in _line(axis, side)], "heads": heads} for side in (-1, 1)]


def _line(axis: Axis, side: int) -> tuple[UV, UV]:
    """From the head's end down, or from the spine out; a slant runs from the spine out and up."""
    inner, outer = side * BESIDE_U, side * (BESIDE_U + REACH_U)
    if axis == "along":
        return (inner, MIDDLE_V - HALF_V), (inner, MIDDLE_V + HALF_V)
    if axis == "across":
        return (inner, MIDDLE_V), (outer, MIDDLE_V)
    return (inner, MIDDLE_V + HALF_V / 2), (outer, MIDDLE_V - HALF_V / 2)


def _heads(axis: Axis, sense: Sense | None) -> list[str]:
    to_end = {"along": ("tailward",), "across": ("outward",)}.get(axis, ("outward", "headward"))
    to_start = {"along": ("headward",), "across": ("inward", "crossing")}.get(axis, ("inward", "tailward", "crossing"))
    if sense in to_end:
        return ["end"]
    return ["start"] if sense in to_start else ["start", "end"]


def _circle(u: float, sense: Sense | None) -> Message:
    # Seen from above with u to the right and v down, a rising angle turns clockwise.
    turn = -1 if sense == "counterclockwise" else 1
    angles = [turn * math.radians(angle) for angle in range(-60, 241, 20)]
    points = [[u + CIRCLE_RADIUS * math.cos(a), MIDDLE_V + CIRCLE_RADIUS * math.sin(a)] for a in angles]
    return {"points": points, "heads": ["end"]}


def _place_arrow(frame: BackFrame, arrow: Message) -> Message:
    region = REGIONS[frame.region]
    extent = region.bottom - region.top
    narrow = min(1.0, max(u for u, _ in region.right_half) / max(u for u, _ in BACK.right_half))
    points = np.array(arrow["points"]) * (narrow, extent) + (0.0, region.top)
    return {"points": _round(frame.to_picture(points)), "heads": arrow["heads"]}


def _find_zones(frame: BackFrame) -> list[Message]:
    zones = []
    for name in (name for name in PLACES if region_of_place(name) == frame.region):
        for ring in outline_place(name):
            points = _round(frame.to_picture(np.array(ring)))
            zones.append({"id": name, "points": points, "within": name not in ALL_ZONES})
    return zones


def _find_avoided(frame: BackFrame, avoid: Collection[Area]) -> list[list[list[float]]]:
    outlines = []
    for area in (area for area in sorted(avoid) if region_of_place(area.zone) == frame.region):
        side = 1 if area.side == "right" else -1
        edge = [(side * u, v) for u, v in _find_edge(area.zone)]
        outlines.append(_round(frame.to_picture(np.array([*edge, (0.0, edge[-1][1]), (0.0, edge[0][1])]))))
    return outlines


def _find_edge(zone: str) -> list[UV]:
    """Find the right-hand edge of a zone from its upper to its lower end."""
    upper, lower = ALL_ZONES[zone]
    return [(half_width(float(v)), float(v)) for v in np.linspace(upper, lower, _ZONE_STEPS)]


def _round(points: np.ndarray) -> list[list[float]]:
    return [[round(float(x), _DIGITS), round(float(y), _DIGITS)] for x, y in points]
