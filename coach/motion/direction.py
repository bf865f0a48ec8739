"""Which way a stretch of movement goes: axis, sense, drift, and how the two hands go together.

The palm's path is split at the stretch's own cycle rate into what repeats (the working movement) and what travels (the
drift). The main direction of what repeats gives the axis, its ellipse a circle, its speeds the working sense: one
strokes slowly with contact and returns faster (Science of Massage and teaching texts alike describe the light, quicker
return). Angles are against the spine where a back is known, against the picture's upright otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.motion.kinematics import SIGNAL_HZ
from coach.records import Axis, Drift, FloatArray, HandsMode, Sense

IN_PLACE_REACH = 0.12
"""Hand sizes, peak to peak: less movement than this has no direction."""

CIRCLE_RATIO = 0.45
"""Breadth over reach from which a path is a circle: a line seen with jitter stays under 0.3."""

TURN_SHARE = 0.8
"""A circle turns one way for at least this share of its path."""

DIAGONAL_DEG = (25.0, 65.0)
"""Angles from the spine between which a movement is neither along nor across."""

SENSE_RATIO = 1.35
"""Time of the slow way over time of the quick way from which one of them is the working stroke."""

DRIFT_SHARE = 1.0
"""Hand sizes that the worked place must travel over the stretch."""

STACKED_SIZES = 0.5
"""Mean distance of the palms, hand sizes, under which one hand lies on the other."""

IN_STEP = 0.35
"""Correlation of the hands' movement above which they go together, and under minus which in turn."""

LONE_SHARE = 0.25
"""A hand seen or moving less than this share of the other's does not take part."""


@dataclass(frozen=True, slots=True)
class Direction:
    """Words of the formats; ``None``: does not apply or cannot be told.

    ``angle_rad`` is the axis' angle from the upright direction given, 0 to pi, clockwise in the picture; ``reach`` the
    stroke's length in hand sizes.
    """

    axis: Axis | None = None
    angle_rad: float | None = None
    sense: Sense | None = None
    drift: Drift | None = None
    hands: HandsMode | None = None
    reach: float | None = None


def describe_direction(
    path: FloatArray, distance: FloatArray, rate_hz: float | None, headward: FloatArray | None
) -> Direction:
    """Describe the movement of a stretch.

    Parameters
    ----------
    path : array, shape (k, 2, 2)
        Palm paths of both hands in hand sizes at :data:`SIGNAL_HZ`; NaN unseen.
    distance : array, shape (k,)
        Distance of the palms in hand sizes; NaN where not both were seen.
    rate_hz : float or None
        Cycles a second.
    headward : array, shape (2,), or None
        Unit vector towards the head in picture axes (y down); ``None``: no back known, only the axis in the picture.
    """
    hands = _hands_mode(path, distance)
    lead = int(
        np.argmax([np.nan_to_num(_spread(path[:, slot])) * _seen(path[:, slot]) for slot in range(path.shape[1])])
    )
    work, travel = split_path(path[:, lead], rate_hz)
    known = np.isfinite(work).all(axis=1)
    if rate_hz is None or known.sum() < SIGNAL_HZ:
        return Direction(hands=hands)
    reach, breadth, main = _ellipse(work[known])
    up = np.array([0.0, -1.0]) if headward is None else headward
    drift = _drift(travel, up) if headward is not None else None
    if reach < IN_PLACE_REACH:
        return Direction("in_place", None, None, drift, hands, reach)
    turning = _turning(work)
    if breadth > CIRCLE_RATIO * reach and abs(turning) > TURN_SHARE:
        return Direction("circular", None, "clockwise" if turning > 0 else "counterclockwise", drift, hands, reach)
    angle = float(np.arctan2(up[0] * main[1] - up[1] * main[0], up @ main) % np.pi)
    from_spine = np.degrees(min(angle, np.pi - angle))
    low, high = DIAGONAL_DEG
    axis: Axis = "along" if from_spine < low else "across" if from_spine > high else "diagonal"
    sense = _sense(work, main, up, axis) if headward is not None else None
    return Direction(axis, angle, sense, drift, hands, reach)


def split_path(path: FloatArray, rate_hz: float | None) -> tuple[FloatArray, FloatArray]:
    """Split a path (k, 2) into what repeats at a rate and what travels, by a running mean over one cycle."""
    if rate_hz is None:
        return np.zeros_like(path), path
    width = min(max(3, round(SIGNAL_HZ / rate_hz)), len(path))
    known = np.isfinite(path)
    kernel = np.ones(width)
    total = np.column_stack(
        [np.convolve(np.where(k, p, 0.0), kernel, "same") for p, k in zip(path.T, known.T, strict=True)]
    )
    count = np.column_stack([np.convolve(k.astype(float), kernel, "same") for k in known.T])
    travel = np.where(known, total / np.maximum(count, 1.0), np.nan)
    return path - travel, travel


def _spread(path: FloatArray) -> float:
    known = path[np.isfinite(path).all(axis=1)]
    return float(np.sqrt(known.var(axis=0).sum())) if len(known) > 1 else 0.0


def _seen(path: FloatArray) -> float:
    return float(np.isfinite(path).all(axis=1).mean())


def _ellipse(path: FloatArray) -> tuple[float, float, FloatArray]:
    """Peak-to-peak extent along and across the main direction, and that direction."""
    values, vectors = np.linalg.eigh(np.cov(path.T))
    small, large = 2 * np.sqrt(2) * np.sqrt(np.maximum(values, 0.0))
    return float(large), float(small), vectors[:, 1]


def _turning(work: FloatArray) -> float:
    """Net share of the path that turns clockwise as seen in the picture (y down): -1 to 1."""
    step = np.diff(work, axis=0)
    middle = (work[1:] + work[:-1]) / 2
    area = middle[:, 0] * step[:, 1] - middle[:, 1] * step[:, 0]
    area = area[np.isfinite(area)]
    return float(area.sum() / max(np.abs(area).sum(), 1e-9))


def _sense(work: FloatArray, main: FloatArray, up: FloatArray, axis: Axis) -> Sense | None:
    """Tell the working stroke, which is slower, from the return."""
    if axis == "across":
        return "both"
    speed = np.diff(work @ main)
    speed = speed[np.isfinite(speed)]
    still = 0.1 * np.abs(speed).max(initial=0.0)
    one_way, other_way = (speed > still).sum(), (speed < -still).sum()
    if min(one_way, other_way) == 0:
        return None
    if max(one_way / other_way, other_way / one_way) < SENSE_RATIO:
        return "both"
    towards_main = one_way > other_way
    return "headward" if towards_main == (float(up @ main) > 0) else "tailward"


def _drift(travel: FloatArray, up: FloatArray) -> Drift | None:
    known = np.flatnonzero(np.isfinite(travel).all(axis=1))
    if len(known) < 2:
        return None
    along = travel[known] @ up
    third = max(1, len(along) // 4)
    moved = float(np.median(along[-third:]) - np.median(along[:third]))
    if abs(moved) < DRIFT_SHARE:
        return "none"
    return "headward" if moved > 0 else "tailward"


def _hands_mode(path: FloatArray, distance: FloatArray) -> HandsMode | None:
    seen = [_seen(path[:, slot]) for slot in range(path.shape[1])]
    spread = [_spread(path[:, slot]) for slot in range(path.shape[1])]
    if max(seen) == 0:
        return None
    if min(seen) < LONE_SHARE * max(seen):
        return "one"
    if np.isfinite(distance).any() and np.nanmedian(distance) < STACKED_SIZES:
        return "stacked"
    if min(spread) < LONE_SHARE * max(spread):
        return "one"
    velocity = np.diff(path, axis=0)
    velocity = velocity[np.isfinite(velocity).all(axis=(1, 2))]
    if len(velocity) < SIGNAL_HZ:
        return None
    product = (velocity[:, 0] * velocity[:, 1]).sum()
    energy = np.sqrt((velocity[:, 0] ** 2).sum() * (velocity[:, 1] ** 2).sum())
    correlation = product / max(energy, 1e-9)
    if abs(correlation) < IN_STEP:
        return None
    return "together" if correlation > 0 else "alternating"
