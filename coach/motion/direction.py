"""Which way a stretch of movement goes: axis, sense, drift, and how the two hands go together.

The palm's path is split at the stretch's own cycle rate into what repeats (the working movement) and what travels (the
drift). The main direction of what repeats gives the axis; a broad ellipse with one sense of turning, a circle. The
working way is told from the return by two signs that teaching texts agree on: the return is quicker, and the hand is
lifted (it looks larger to a camera above). Angles are against the spine; where no back is known, against the picture's
upright, and then sense and drift, which need a head, are not told.

Limits: a return as slow and as low as the working way looks like to and fro. Two hands that move across in opposite
ways are "crossing" when they lie on both sides of the spine and "alternating" when one lies above the other; no camera
sees which was meant.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.motion.kinematics import SIGNAL_HZ
from coach.motion.smoothing import running_mean
from coach.records import N_HANDS, Axis, Drift, FloatArray, HandsMode, Sense

IN_PLACE_REACH = 0.15
"""Hand sizes, peak to peak: less movement than this has no direction."""

CIRCLE_RATIO = 0.4
"""Breadth over reach from which a path is a circle: a line seen with jitter, or one that comes back along the flank,
stays under it."""

TURN_SHARE = 0.7
"""A circle turns one way for at least this share of its path."""

DIAGONAL_DEG = (25.0, 65.0)
"""Angles from the spine between which a movement is neither along nor across."""

SENSE_RATIO = 1.35
"""Time of the slow way over time of the quick way from which, alone, the slow one is the working way."""

LIFT_LOG_SIZE = 0.03
"""Difference of the apparent size (logarithm) from which, alone, the larger way is the lifted return: 2 cm under a
camera 65 cm away."""

MOVING_SHARE = 0.15
"""Share of the usual top speed below which the hand is turning round, not moving."""

DRIFT_SIZES = 0.7
"""Hand sizes that the worked place must travel along the spine over the stretch."""

STACKED_SIZES = 0.5
"""Mean distance of the palms, hand sizes, under which one hand lies on the other."""

IN_STEP = 0.3
"""Correlation of the hands' movement above which they go together, and under minus which in turn."""

LONE_SHARE = 0.25
"""A hand seen or moving less than this share of the other's does not take part."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is looked at.

    Attributes
    ----------
    path : array, shape (k, 2, 2)
        Palm paths of both hands in hand sizes at :data:`SIGNAL_HZ`: x across (the receiver's right positive), y along
        the spine, tailward positive; the picture's own axes where no back is known. NaN unseen.
    place : array, shape (k, 2, 2)
        Where the palms are, in the same axes and units, jumps left in; x from the spine where it is known.
    pulse : array, shape (k, 2, c)
        What else beats (fingertips, grasp, size), in units of noise.
    log_size : array, shape (k, 2)
    rate_hz : float or None
        Cycles a second.
    knows_head, knows_spine : bool
        Whether the axes are those of a back, and whether x is counted from its spine.
    """

    path: FloatArray
    place: FloatArray
    pulse: FloatArray
    log_size: FloatArray
    rate_hz: float | None
    knows_head: bool
    knows_spine: bool


@dataclass(frozen=True, slots=True)
class Direction:
    """Words of the formats; ``None``: does not apply or cannot be told.

    ``angle_rad`` is the axis' angle from the spine, 0 (along) to pi/2 (across); ``reach`` the stroke's length in hand
    sizes.
    """

    axis: Axis | None = None
    angle_rad: float | None = None
    sense: Sense | None = None
    drift: Drift | None = None
    hands: HandsMode | None = None
    reach: float | None = None


@dataclass(frozen=True, slots=True)
class _Hand:
    """One hand's working movement: its ellipse, and which way its main direction points."""

    work: FloatArray
    place: FloatArray
    log_size: FloatArray
    reach: float
    breadth: float
    main: FloatArray


def describe_direction(stretch: Stretch) -> Direction:
    """Describe the movement of a stretch of one technique."""
    hands = [_look_at(stretch, slot) for slot in range(N_HANDS)]
    active = [hand for hand in hands if hand is not None and hand.reach >= LONE_SHARE * _most(hands)]
    if not active:
        return Direction(hands=_hands_mode(stretch, hands, None))
    lead = max(active, key=lambda hand: hand.reach)
    drift = _drift(stretch) if stretch.knows_head else None
    if lead.reach < IN_PLACE_REACH:
        return Direction("in_place", None, None, drift, _hands_mode(stretch, hands, "in_place"), lead.reach)
    turning = _turning(lead.work)
    if lead.breadth > CIRCLE_RATIO * lead.reach and abs(turning) > TURN_SHARE:
        turn: Sense = "clockwise" if turning > 0 else "counterclockwise"
        return Direction("circular", None, turn, drift, _hands_mode(stretch, hands, "circular"), lead.reach)
    weights = np.array([hand.reach**2 for hand in active])
    folded = np.array([np.arctan2(abs(hand.main[0]), abs(hand.main[1])) for hand in active])
    angle = float(weights @ folded / weights.sum())
    low, high = np.radians(DIAGONAL_DEG)
    axis: Axis = "along" if angle < low else "across" if angle > high else "diagonal"
    mode = _hands_mode(stretch, hands, axis)
    sense = _sense(stretch, active, axis, mode) if stretch.knows_head else None
    if sense == "crossing":
        mode = "together"
    return Direction(axis, angle, sense, drift, mode, lead.reach)


def split_path(path: FloatArray, rate_hz: float | None) -> tuple[FloatArray, FloatArray]:
    """Split a path (k, d) into what repeats at a rate and what travels, by a running mean over one cycle.

    Without a rate, what travels is the straight line from beginning to end.
    """
    if rate_hz is not None:
        travel = running_mean(path, max(3, round(SIGNAL_HZ / rate_hz)))
        return path - travel, travel
    known = np.flatnonzero(np.isfinite(path).all(axis=1))
    if len(known) < 3:
        return np.full_like(path, np.nan), path
    line = np.stack(
        [np.polyval(np.polyfit(known, column[known], 1), np.arange(len(path))) for column in path.T], axis=1
    )
    return path - line, np.where(np.isfinite(path), line, np.nan)


def _look_at(stretch: Stretch, slot: int) -> _Hand | None:
    work, _ = split_path(stretch.path[:, slot], stretch.rate_hz)
    known = np.isfinite(work).all(axis=1)
    if known.sum() < SIGNAL_HZ / 2:
        return None
    values, vectors = np.linalg.eigh(np.cov(work[known].T))
    small, large = 2 * np.sqrt(2) * np.sqrt(np.maximum(values, 0.0))
    return _Hand(
        work, stretch.place[:, slot], stretch.log_size[:, slot], float(large), float(small), np.asarray(vectors[:, 1])
    )


def _most(hands: list[_Hand | None]) -> float:
    return max((hand.reach for hand in hands if hand is not None), default=0.0)


def _turning(work: FloatArray) -> float:
    """Net share of the path that turns clockwise as seen in the picture (y down): -1 to 1."""
    step, middle = np.diff(work, axis=0), (work[1:] + work[:-1]) / 2
    area = middle[:, 0] * step[:, 1] - middle[:, 1] * step[:, 0]
    area = area[np.isfinite(area)]
    return float(area.sum() / max(np.abs(area).sum(), 1e-9))


def _sense(stretch: Stretch, active: list[_Hand], axis: Axis, mode: HandsMode | None) -> Sense | None:
    if axis == "across":
        outward = _working_way(active, [np.array([_side(stretch, hand, active), 0.0]) for hand in active])
        if abs(outward) >= 1.0:
            return "outward" if outward > 0 else "inward"
        return "crossing" if _mirrored(active) and mode != "one" else "both"
    headward = _working_way(active, [np.array([0.0, -1.0])] * len(active))
    if abs(headward) < 1.0:
        return "both"
    return "headward" if headward > 0 else "tailward"


def _working_way(active: list[_Hand], ways: list[FloatArray]) -> float:
    """How clearly each hand works in the direction given for it: beyond 1 or -1 it is told, in between to and fro."""
    votes, weights = [], []
    for hand, way in zip(active, ways, strict=True):
        along = hand.main if float(hand.main @ way) >= 0 else -hand.main
        speed = np.gradient(running_mean(hand.work @ along, 5))
        known = np.isfinite(speed)
        if known.sum() < SIGNAL_HZ / 2:
            continue
        limit = MOVING_SHARE * float(np.percentile(np.abs(speed[known]), 90))
        out, home = known & (speed > limit), known & (speed < -limit)
        if out.sum() == 0 or home.sum() == 0:
            continue
        slowness = np.log(out.sum() / home.sum()) / np.log(SENSE_RATIO)
        sizes = [hand.log_size[part & np.isfinite(hand.log_size)] for part in (out, home)]
        lift = (sizes[1].mean() - sizes[0].mean()) / LIFT_LOG_SIZE if min(map(len, sizes)) > 0 else 0.0
        votes.append(slowness + float(np.clip(lift, -2.0, 2.0)))
        weights.append(hand.reach)
    return float(np.average(votes, weights=weights)) if votes else 0.0


def _side(stretch: Stretch, hand: _Hand, active: list[_Hand]) -> float:
    """On which side of the spine a hand works: 1 the receiver's right; where the spine is not known, of the pair."""
    here = float(np.nanmedian(hand.place[:, 0]))
    if not stretch.knows_spine:
        here -= float(np.mean([np.nanmedian(other.place[:, 0]) for other in active]))
    return 1.0 if here >= 0 else -1.0


def _mirrored(active: list[_Hand]) -> bool:
    """Whether two hands side by side move towards each other and apart again."""
    if len(active) < N_HANDS:
        return False
    apart = np.nanmedian(active[0].place - active[1].place, axis=0)
    return bool(abs(apart[0]) > abs(apart[1]) and _correlate(active[0].work[:, :1], active[1].work[:, :1]) < -IN_STEP)


def _drift(stretch: Stretch) -> Drift | None:
    """Where the worked place travels: a straight line through what is left after the cycles are taken out."""
    moved = []
    for slot in range(N_HANDS):
        _, travel = split_path(stretch.path[:, slot], stretch.rate_hz)
        known = np.flatnonzero(np.isfinite(travel[:, 1]))
        if len(known) >= SIGNAL_HZ:
            moved.append(float(np.polyfit(known, travel[known, 1], 1)[0]) * len(travel))
    if not moved:
        return None
    mean = float(np.mean(moved))
    if abs(mean) < DRIFT_SIZES:
        return "none"
    return "tailward" if mean > 0 else "headward"


def _hands_mode(stretch: Stretch, hands: list[_Hand | None], axis: Axis | None) -> HandsMode | None:
    seen = np.isfinite(stretch.place[..., 0]).mean(axis=0)
    if seen.max() == 0:
        return None
    if seen.min() < LONE_SHARE * seen.max():
        return "one"
    distance = np.linalg.norm(stretch.place[:, 0] - stretch.place[:, 1], axis=1)
    if np.isfinite(distance).any() and np.nanmedian(distance) < STACKED_SIZES:
        return "stacked"
    first, second = hands
    if axis == "in_place" or first is None or second is None:
        return _in_step(_correlate(stretch.pulse[:, 0], stretch.pulse[:, 1]))
    if min(first.reach, second.reach) < LONE_SHARE * max(first.reach, second.reach):
        return "one"
    return _in_step(_correlate(first.work, second.work))


def _in_step(correlation: float) -> HandsMode | None:
    if abs(correlation) < IN_STEP:
        return None
    return "together" if correlation > 0 else "alternating"


def _correlate(first: FloatArray, second: FloatArray) -> float:
    """Correlation of two movements (k, d) over the samples in which both are known; 0 where there are too few."""
    both = np.isfinite(first).all(axis=1) & np.isfinite(second).all(axis=1)
    if both.sum() < SIGNAL_HZ:
        return 0.0
    a, b = (movement[both] - movement[both].mean(axis=0) for movement in (first, second))
    return float((a * b).sum() / max(np.sqrt((a**2).sum() * (b**2).sum()), 1e-9))
