"""The shape of a back, as data in back coordinates: outline, corners, zones by height, borders by side, areas of care.

Back coordinates are lengths of the back (base of the neck to coccyx): u across from the spine, the receiver's right
positive; v along the spine, 0 at the base of the neck, 1 at the coccyx. The figures are proportions of adults after
anatomy books (the twelfth rib's tip a little under half-way from the blade's lower end to the coccyx, and so on); a
living back departs from them by some hundredths, so a border is never sharper than that.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from coach.motion.regions import UV, BodyRegion, Box, load_other_regions

ZONE_HEIGHTS: dict[str, tuple[float, float]] = {
    "collar": (-0.05, 0.2),
    "back": (0.2, 0.55),
    "lumbar": (0.55, 0.82),
    "sacral": (0.82, 1.1),
}
"""Upper and lower end of each zone (v): collar down to the shoulder blades, back to the last rib, lumbar to the top of
the sacrum, sacral with the gluteal zone to its fold."""

SPINE_HALF = 0.03
"""Half the breadth of the strip that is the spine itself: 1.5 cm to each side on a back of 50 cm."""

PARAVERTEBRAL_HALF = 0.13
"""Outer border of the muscles beside the spine: about 6.5 cm from it on a back of 50 cm."""

EDGE = 0.45
"""Further out than this from the spine nothing belongs to the back."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the back, alike on both sides of the spine.

    Attributes
    ----------
    top, bottom : float
        Heights (v) between which it lies.
    inner, outer : float
        Distances from the spine between which it lies; it never reaches beyond the outline.
    """

    top: float
    bottom: float
    inner: float = 0.0
    outer: float = math.inf


BACK_PLACES: dict[str, Region] = {
    **{zone: Region(*heights) for zone, heights in ZONE_HEIGHTS.items()},
    "paravertebral": Region(0.0, 0.9, SPINE_HALF, PARAVERTEBRAL_HALF),
    "gluteal": Region(0.88, 1.1, 0.04),
    "hip": Region(0.84, 1.02, 0.2),
}
"""Every place of the back that a step can ask for: the zones by height, the muscles beside the spine from the neck to
the sacrum, the buttocks from below the crest of the hip bone to their fold, and the sides over the hip joints (the
great trochanter lies a little above the coccyx). Places overlap: a hand may be on several."""

LEAST_COVERED = 0.05
"""Lengths of the back that a place must share with a zone to count as covering it: borders are no sharper."""

_BACK_CARE: dict[str, tuple[Box, ...]] = {
    "kidneys": ((-0.2, -0.05, 0.52, 0.72), (0.05, 0.2, 0.52, 0.72)),
    "heart_lungs": ((-0.3, -0.04, 0.14, 0.52), (0.04, 0.3, 0.14, 0.52)),
    "spine": ((-SPINE_HALF, SPINE_HALF, 0.0, 1.0),),
}
"""Kidneys, lungs and heart by the guide, the spine by practice. The kidneys lie from the twelfth thoracic to the third
lumbar vertebra; the lungs reach down to the tenth thoracic one."""

CORNERS: tuple[UV, UV, UV, UV] = ((-0.41, 0.12), (0.41, 0.12), (0.345, 0.95), (-0.345, 0.95))
"""Left shoulder, right shoulder, right hip, left hip."""

RIGHT_HALF: tuple[UV, ...] = (
    (0.075, -0.05),
    (0.10, 0.015),
    (0.23, 0.055),
    (0.36, 0.09),
    (0.41, 0.16),
    (0.385, 0.27),
    (0.325, 0.36),
    (0.285, 0.47),
    (0.265, 0.60),
    (0.28, 0.72),
    (0.32, 0.84),
    (0.345, 0.95),
    (0.335, 1.05),
    (0.20, 1.10),
)
"""The outline from the neck down the receiver's right side; it is drawn by eye and measures nothing."""

OUTLINE: tuple[UV, ...] = RIGHT_HALF + tuple((-u, v) for u, v in reversed(RIGHT_HALF))
"""All around, closed."""

BACK = BodyRegion(
    id="back",
    top=0.0,
    bottom=1.0,
    spine=True,
    right_half=RIGHT_HALF,
    corners=CORNERS,
    zones=ZONE_HEIGHTS,
    places={
        name: (place.top, place.bottom, place.inner, place.outer)
        for name, place in BACK_PLACES.items()
        if name not in ZONE_HEIGHTS
    },
    care_areas=_BACK_CARE,
    care_zones={"kidneys": frozenset({"lumbar"}), "heart_lungs": frozenset({"back"})},
)
REGIONS: dict[str, BodyRegion] = {"back": BACK, **{region.id: region for region in load_other_regions()}}
"""Every part of the body that a protocol can be about."""

CARE_AREAS: dict[str, tuple[Box, ...]] = {
    name: tuple(box for region in REGIONS.values() for box in region.care_areas.get(name, ()))
    for name in dict.fromkeys(name for region in REGIONS.values() for name in region.care_areas)
}
"""Boxes (u from, u to, v from, v to) over which particular care is asked, in all regions."""
CARE_ZONES: dict[str, frozenset[str]] = {
    name: frozenset(zone for region in REGIONS.values() for zone in region.care_zones.get(name, ()))
    for name in dict.fromkeys(name for region in REGIONS.values() for name in region.care_zones)
}
"""What no blow falls on hard, and the zones by height that lie over it; the spine is a matter of its own."""

ALL_ZONES: dict[str, tuple[float, float]] = {
    name: heights for region in REGIONS.values() for name, heights in region.zones.items()
}
PLACES: dict[str, Region] = {
    **BACK_PLACES,
    **{name: Region(*heights) for name, heights in ALL_ZONES.items() if name not in BACK_PLACES},
    **{name: Region(*box) for region in load_other_regions() for name, box in region.places.items()},
}
"""Every place of every region that a step can ask for."""

OUTLINE_STEPS = 12
"""Pieces of the outline of a place from its top to its bottom."""


def find_region(v: float) -> BodyRegion:
    """Return the region that a height belongs to: the one that it lies in, or lies nearest to."""

    def distance(region: BodyRegion) -> float:
        upper, lower = region.reach
        return max(upper - v, v - lower, 0.0)

    return min(REGIONS.values(), key=distance)


def region_of_place(name: str) -> str:
    """Return the region that a place belongs to."""
    return find_region((PLACES[name].top + PLACES[name].bottom) / 2).id


def half_width(v: float) -> float:
    """Distance from the middle line to the outline at height ``v``."""
    half = find_region(v).right_half
    upper, lower = half[0], half[-1]
    if v <= upper[1]:
        return upper[0]
    for (u0, v0), (u1, v1) in pairwise(half):
        if v <= v1:
            return u0 + (u1 - u0) * (v - v0) / (v1 - v0)
    return lower[0]


def outline_place(name: str) -> tuple[tuple[UV, ...], ...]:
    """Return the closed outlines of a place in back coordinates: one for a zone by height, else one on each side."""
    region = PLACES[name]
    rows = [region.top + (region.bottom - region.top) * k / OUTLINE_STEPS for k in range(OUTLINE_STEPS + 1)]
    outer = [(min(region.outer, half_width(v)), v) for v in rows]
    if region.inner == 0.0:
        return ((*outer, *((-u, v) for u, v in reversed(outer))),)
    right = (*outer, *((min(region.inner, u), v) for u, v in reversed(outer)))
    return right, tuple((-u, v) for u, v in right)


def find_covered_zones(places: Iterable[str]) -> frozenset[str]:
    """Zones by height that places lie in, so that a step's places can be held against a zone that was measured."""
    regions = [PLACES[name] for name in places]
    return frozenset(
        zone
        for zone, (top, bottom) in ALL_ZONES.items()
        if any(min(bottom, region.bottom) - max(top, region.top) >= LEAST_COVERED for region in regions)
    )
