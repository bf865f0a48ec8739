"""The parts of the body that a protocol can be about, as plates of one atlas.

Back coordinates go on beyond the back: every other region has its own stretch of v there (``regions.toml``), in the
same unit, the length of an average back (50 cm). So a point tells by itself what it lies on, and a margin is as many
centimetres everywhere. "Along" is the length of a region: the spine, or a line down the middle of a leg.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

UNIT_CM = 50.0
"""Length of an average back: one unit of the atlas."""

UV = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class BodyRegion:
    """One region, in coordinates of the atlas.

    Attributes
    ----------
    top, bottom : float
        Its upper and lower end (v): the two points by which it is set on a picture.
    spine : bool
        Whether its middle line is the spine.
    right_half : points
        Outline from the upper end down the right side.
    corners : four points
        Upper left, upper right, lower right, lower left.
    zones : name -> (v from, v to)
    places : name -> (v from, v to, |u| from, |u| to)
        Besides the zones.
    care_areas : name -> boxes (u from, u to, v from, v to)
    care_zones : name -> the zones by height that they lie in
    care_sources : name -> who asks for care there
    on_back : its zone -> the zone of the back that is the same skin
    """

    id: str
    top: float
    bottom: float
    spine: bool
    right_half: tuple[UV, ...]
    corners: tuple[UV, UV, UV, UV]
    zones: dict[str, UV]
    places: dict[str, Box] = field(default_factory=dict)
    care_areas: dict[str, tuple[Box, ...]] = field(default_factory=dict)
    care_zones: dict[str, frozenset[str]] = field(default_factory=dict)
    care_sources: dict[str, str] = field(default_factory=dict)
    on_back: dict[str, str] = field(default_factory=dict)

    @property
    def length_cm(self) -> float:
        """Usual distance of the two ends on the body."""
        return (self.bottom - self.top) * UNIT_CM

    @property
    def outline(self) -> tuple[UV, ...]:
        """All around, closed."""
        return self.right_half + tuple((-u, v) for u, v in reversed(self.right_half))

    @property
    def reach(self) -> UV:
        """Heights (v) between which anything of it lies."""
        return self.right_half[0][1], self.right_half[-1][1]


@cache
def load_other_regions() -> tuple[BodyRegion, ...]:
    """Return the regions besides the back."""
    text = (resources.files("coach.motion") / "regions.toml").read_text(encoding="utf-8")
    return tuple(_read_region(name, data) for name, data in tomllib.loads(text).items())


def _read_region(name: str, data: dict[str, Any]) -> BodyRegion:
    top = data["top"]

    def place(x: float, y: float) -> UV:
        return x / UNIT_CM, top + y / UNIT_CM

    upper, lower = (place(*corner) for corner in data["corners"])
    return BodyRegion(
        id=name,
        top=top,
        bottom=place(0, data["length"])[1],
        spine=data["spine"],
        right_half=tuple(place(*point) for point in data["outline"]),
        corners=((-upper[0], upper[1]), upper, lower, (-lower[0], lower[1])),
        zones={zone: (place(0, start)[1], place(0, end)[1]) for zone, (start, end) in data["zones"].items()},
        places={
            at: (place(0, start)[1], place(0, end)[1], inner / UNIT_CM, outer / UNIT_CM)
            for at, (start, end, inner, outer) in data.get("places", {}).items()
        },
        care_areas={
            over: tuple((*(x / UNIT_CM for x in box[:2]), *(place(0, y)[1] for y in box[2:])) for box in area["boxes"])
            for over, area in data["care"].items()
        },
        care_zones={over: frozenset(area["zones"]) for over, area in data["care"].items()},
        care_sources={over: area["source"] for over, area in data["care"].items()},
        on_back=data.get("on_back", {}),
    )
