"""Where a back lies, read from JSON: what a page sent, what was stored, what a truth file gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, get_args

from coach.records import Back, HeadDirection

DEFAULT_LENGTH_CM = 50.0
"""From the base of the neck to the coccyx of most adults."""

MOST_CM = 1000.0
"""No back is as long; a number without bound need not even fit a float."""

LONGEST_S = 1e9
"""No recording is as long."""

FAR_OUTSIDE = 1.0
"""Pictures: a back may reach out of the picture, but not by more than its size."""

N_CORNERS = 4
REGION_NAMES = ("back", "leg", "shoulders")
"""Parts of the body that a back can stand for; a later version may write others."""

Point = tuple[float, float]


def known_region(region: object) -> bool:
    """Whether something names a part of the body that this version knows."""
    return isinstance(region, str) and region in REGION_NAMES


def read_back(values: object) -> Back:
    """Read a back from JSON.

    Parameters
    ----------
    values : mapping
        ``neck`` and ``tail``, or ``head`` alone; optionally ``length_cm``, ``given_by``, four ``corners``, ``at_s`` and
        ``earlier``.

    Raises
    ------
    ValueError
        When it is no back: a point is missing or lies far outside the picture, or both are the same.
    """
    if not isinstance(values, Mapping):
        raise ValueError(f"a back is given by its points or by the direction of the head, got {type(values).__name__}")
    at_s, before = values.get("at_s", 0.0), values.get("earlier")
    at_s = float(at_s) if isinstance(at_s, int | float) and -LONGEST_S <= at_s <= LONGEST_S else 0.0
    earlier = None if before is None else read_back(before)
    head = values.get("head")
    if head is not None:
        if head not in get_args(HeadDirection):
            raise ValueError(f"the head is up, down, left or right, got {head!r}")
        return replace(Back.from_head(head), at_s=at_s, earlier=earlier)
    length_cm = values.get("length_cm", DEFAULT_LENGTH_CM)
    if not isinstance(length_cm, int | float) or not 0 < length_cm <= MOST_CM:
        raise ValueError(f"a back's length is a number of centimetres, got {length_cm!r}")
    given = values.get("corners") or ()
    if not isinstance(given, Sequence):
        raise ValueError(f"corners are a list of points, got {given!r}")
    found = [_read_point(corner) for corner in given]
    corners = tuple(found) if len(found) == N_CORNERS else None
    by_head = values.get("given_by") == "head"
    given_by: Literal["clicks", "head", "corners"] = "corners" if corners else "head" if by_head else "clicks"
    neck, tail = _read_point(values.get("neck")), _read_point(values.get("tail"))
    region = values.get("region", "back")
    return Back(
        neck, tail, float(length_cm), given_by, corners, at_s, earlier, region if known_region(region) else "back"
    )


def _read_point(value: object) -> Point:
    if not isinstance(value, Sequence) or len(value) != 2:
        raise ValueError(f"a point is x and y, got {value!r}")
    x, y = value
    if not all(isinstance(number, int | float) and -FAR_OUTSIDE <= number <= 1 + FAR_OUTSIDE for number in (x, y)):
        raise ValueError(f"a point lies in the picture or near it, got {value!r}")
    return float(x), float(y)
