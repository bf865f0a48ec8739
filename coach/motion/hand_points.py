"""The point of a hand that stands for its place: what a technique works with, in the landmarks of the hand model.

Landmarks of each part were chosen on simulated hands whose true place is known (median distance in hundredths of the
back's length, palm centre against the part: thumb 28 and 10, pads 18 and 8, heel 17 and 10, knuckles 12 and 8, the
hand's edge 19 and 15, the middle of a flat hand 10 and 7; about 8 of it is the camera's tilt).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from coach.records import FINGERTIPS, PALM_POINTS

Part = Literal["palm", "pads", "thumb", "heel", "edge", "knuckles", "fist", "grasp", "forearm"]
"""What works, in the words of the protocols; ``edge``: the little finger's side; ``grasp``: thumb against fingers."""

Point = Literal["middle", "palm", "pads", "thumb", "heel", "edge", "knuckles"]

LANDMARKS: dict[Point, tuple[int, ...]] = {
    "middle": FINGERTIPS[1:],
    "palm": PALM_POINTS,
    "pads": FINGERTIPS[1:],
    "thumb": FINGERTIPS[:1],
    "heel": (0, 1),
    "edge": (0, 17, 18),
    "knuckles": (6, 10, 14, 18),
}
"""Landmarks towards whose mean the point lies."""

MIDDLE_OF_HAND = 0.4
"""Way from palm centre to fingertips at which a flat hand's middle lies."""

_POINTS: dict[Part, Point] = {
    "thumb": "thumb",
    "heel": "heel",
    "edge": "edge",
    "knuckles": "knuckles",
    "fist": "knuckles",
}


def choose_point(technique: str, parts: Iterable[Part] = ()) -> Point:
    """Choose the point of a hand that stands for its place.

    Parameters
    ----------
    technique : str
    parts : iterable of Part
        What works in each way that a step allows; none where nothing is asked. Where they differ, or nothing is known
        of them, it is the middle of the hand, which is no more than half a hand from any of them.
    """
    points = find_points(technique, parts)
    return points.pop() if len(points) == 1 else "middle"


def find_points(technique: str, parts: Iterable[Part]) -> set[Point]:
    """Find the point of each of several working parts; finger pads and heel are a hand apart."""
    return {_point_of(technique, part) for part in parts}


def _point_of(technique: str, part: Part) -> Point:
    if technique == "rubbing" and part == "pads":
        return "pads"
    # Whole hands stroke and pat; what rubs or presses with the palm has its fingers off the skin.
    if technique in ("rubbing", "kneading") and part == "palm":
        return "palm"
    return _POINTS.get(part, "middle")
