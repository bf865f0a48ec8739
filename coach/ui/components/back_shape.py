"""The drawn back: one outline for the picture on which it is set and for the map of where the hands worked."""

from __future__ import annotations

from itertools import pairwise

Point = tuple[float, float]

_RIGHT_HALF: tuple[Point, ...] = (
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
"""Half an outline in lengths of the back: u from the spine to the receiver's right, v from the neck (0) to the tail.

Drawn by eye after an adult's proportions (shoulders 0.8 of the distance from neck to tail); it measures nothing.
"""

OUTLINE: tuple[Point, ...] = _RIGHT_HALF + tuple((-u, v) for u, v in reversed(_RIGHT_HALF))
"""All around, closed."""

CORNERS: tuple[Point, ...] = ((-0.41, 0.12), (0.41, 0.12), (0.345, 0.95), (-0.345, 0.95))
"""Left shoulder, right shoulder, right hip, left hip."""


def half_width(v: float) -> float:
    """Distance from the spine to the outline at height ``v``, in lengths of the back."""
    upper, lower = _RIGHT_HALF[0], _RIGHT_HALF[-1]
    if v <= upper[1]:
        return upper[0]
    for (u0, v0), (u1, v1) in pairwise(_RIGHT_HALF):
        if v <= v1:
            return u0 + (u1 - u0) * (v - v0) / (v1 - v0)
    return lower[0]
