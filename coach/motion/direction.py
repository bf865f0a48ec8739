"""Which way a stretch of movement goes: axis, sense, drift, and how the two hands go together.

Each hand's movement is fitted as an ellipse at the stretch's own cycle rate (:mod:`coach.motion.strokes`). Its long
axis gives the axis; a broad ellipse is a circle. The working way is told from the return by its speed: pressing is
slower than coming back, so the clearly slower way is the working one (a return along the flank counts as well).
Angles are against the spine; where no back is known, against the picture's upright, and then sense and drift, which
need a head, are not told.

Limits: a return as slow as the working way looks like to and fro. That the hand is lifted on its way back was tried as
a sign (it looks larger to a camera above) and left out: under an oblique camera the apparent size tells more about the
place than about the height. Two hands that move across in opposite ways are "crossing" when they lie on both sides of
the spine and "alternating" when one lies above the other; no camera sees which was meant. With a back of two points a
camera at 45 degrees turns axes by up to 10 degrees; what hangs on that is not sure (:mod:`coach.motion.tilt_doubt`);
four corners undo it. From the side, a hand that is lifted as high as its stroke is long draws a circle in the picture.
Grasping moves a hand by up to 3 cm, so kneading that slides by less is taken for work in place; and it raises the hand
by as much, which from the side looks like a way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from coach.motion.hand_pairing import IN_STEP, LONE_BEAT, LONE_SHARE, correlate, pair_hands
from coach.motion.stretch import Stretch
from coach.motion.strokes import (
    HandStroke,
    compute_share_in_beat,
    describe_stroke,
    find_rate,
    fit_travel,
    follow_course,
)
from coach.motion.tilt_doubt import is_angle_sure, is_way_sure
from coach.motion.viewpoint import discount_rise
from coach.records import N_HANDS, Axis, Drift, FloatArray, HandsMode, Sense

CIRCLE_BREADTH = 0.37
"""Breadth over length of the fingertips' path from which it is a circle. Circles seen under 45 degrees stay above it
(rendered hands 0.45 to 0.65); lines, also those that come back along the flank, below (0.3 at most)."""

LOPSIDED = 0.4
"""Difference over sum of both ways' bulges from which a broad path is a line with a bow; circles stay under 0.25."""

DIAGONAL_DEG = (25.0, 65.0)
"""Angles from the spine between which a movement is neither along nor across."""

SENSE_RATIO = 1.3
"""Speed of the quick way over that of the slow way from which, alone, the slow one is the working way. Fitted with
:data:`FLANK_SIZES` on simulated and rendered hands (ways take 1.27 to 3 times as long, to and fro differs by 1.27 at
most): the mean speeds part them better than the times, which count every tremble at the turns."""

FLANK_SIZES = 1.2
"""Hand sizes that the return would have to bulge out further than the working way to be told by that alone."""

DRIFT_SIZES = 0.75
"""Hand sizes that the worked place must travel along the spine over the stretch."""


@dataclass(frozen=True, slots=True)
class Direction:
    """Words of the formats; ``None``: does not apply or cannot be told.

    ``angle_rad`` is the axis' angle from the spine, 0 (along) to pi/2 (across); ``reach`` the stroke's length in hand
    sizes. ``axis_sure`` is false where the axis hangs on a tilt of the camera that is not known.
    """

    axis: Axis | None = None
    angle_rad: float | None = None
    sense: Sense | None = None
    drift: Drift | None = None
    hands: HandsMode | None = None
    reach: float | None = None
    axis_sure: bool = True


def describe_direction(stretch: Stretch) -> Direction:
    """Describe the movement of a stretch of one technique."""
    if stretch.rate_hz is None:
        return _describe_at(stretch, find_rate(stretch.place))
    said = _describe_at(stretch, stretch.rate_hz)
    if stretch.must_go and said.axis == "in_place":
        return _describe_at(stretch, find_rate(stretch.place))
    return said


def _describe_at(stretch: Stretch, rate_hz: float | None) -> Direction:
    if stretch.rise is not None and rate_hz is not None:
        beneath = stretch.palm_path
        stretch = replace(
            stretch,
            path=discount_rise(stretch.path, stretch.rise, rate_hz),
            palm_path=None if beneath is None else discount_rise(beneath, stretch.rise, rate_hz),
        )
    hands = [describe_stroke(stretch.path[:, slot], stretch.place[:, slot], rate_hz) for slot in range(N_HANDS)]
    slots = _find_working(hands)
    if not slots:
        return Direction(hands=pair_hands(hands, stretch.place, stretch.pulse, rate_hz, None))
    active = [hand for slot, hand in enumerate(hands) if hand is not None and slot in slots]
    reach = max(active, key=_weigh).reach
    drift = _drift(hands, rate_hz) if stretch.knows_head else None
    palms = _describe_palms(stretch, active, slots, rate_hz)
    axis, angle, turning = _find_axis(stretch, active, palms, slots, rate_hz)
    mode = pair_hands(hands, stretch.place, stretch.pulse, rate_hz, axis)
    if angle is None:
        return Direction(axis, None, turning, drift, mode, reach)
    # Fingers close and open at their own speed; which way a hand works, its palm tells.
    sense = _sense(stretch, palms, axis, mode) if stretch.knows_head else None
    sure = stretch.knows_tilt or (
        is_angle_sure(angle)
        and is_way_sure(min(_find_way(active), _find_way(palms)), stretch.grasp_rise, stretch.least_reach)
    )
    return Direction(axis, angle, sense, drift, _mirror_mode(stretch, active, sense, mode), reach, sure)


def _describe_palms(
    stretch: Stretch, active: list[HandStroke], slots: list[int], rate_hz: float | None
) -> list[HandStroke]:
    """Describe the palms of the working hands, where it is another part of them that is looked at."""
    if stretch.palm_path is None:
        return active
    palms = [describe_stroke(stretch.palm_path[:, slot], stretch.place[:, slot], rate_hz) for slot in slots]
    return [palm or hand for palm, hand in zip(palms, active, strict=True)]


def _find_axis(
    stretch: Stretch, active: list[HandStroke], palms: list[HandStroke], slots: list[int], rate_hz: float | None
) -> tuple[Axis, float | None, Sense | None]:
    """Find the axis, its angle from the spine where it is a line, and the way round where it is a circle."""
    if min(_find_way(active), _find_way(palms)) < stretch.least_reach:
        return "in_place", None, None
    share = np.array([(hand.beat * hand.seen) ** 2 for hand in active])
    share /= share.sum()
    turn = float(share @ [_turn(stretch, slot, hand, rate_hz) for slot, hand in zip(slots, active, strict=True)])
    if stretch.may_circle and abs(turn) > CIRCLE_BREADTH:
        return "circular", None, "clockwise" if turn > 0 else "counterclockwise"
    folded = np.array([np.arctan2(abs(hand.main[0]), abs(hand.main[1])) for hand in active])
    angle = float(share @ folded)
    low, high = np.radians(DIAGONAL_DEG)
    return "along" if angle < low else "across" if angle > high else "diagonal", angle, None


def _mirror_mode(
    stretch: Stretch, active: list[HandStroke], sense: Sense | None, mode: HandsMode | None
) -> HandsMode | None:
    """Count hands that go across on both sides of the spine by what each does on its side.

    Both going outwards at once is together, though their ways are opposite; and so is crossing.
    """
    if sense == "crossing" and mode == "alternating":
        return "together"
    if sense in ("outward", "inward") and len({_side(stretch, hand, active) for hand in active}) == N_HANDS:
        swapped: dict[HandsMode | None, HandsMode] = {"together": "alternating", "alternating": "together"}
        return swapped.get(mode, mode)
    return mode


def _weigh(hand: HandStroke) -> float:
    return hand.reach * hand.seen


def _find_working(hands: list[HandStroke | None]) -> list[int]:
    """Slots of the hands that take part: the busier one, and one that moves much or in its beat."""
    seen = [(slot, hand) for slot, hand in enumerate(hands) if hand is not None]
    if not seen:
        return []
    lead = max((hand for _, hand in seen), key=_weigh)
    return [
        slot
        for slot, hand in seen
        if _weigh(hand) >= LONE_SHARE * _weigh(lead) or compute_share_in_beat(hand, lead) >= LONE_BEAT
    ]


def _find_way(hands: list[HandStroke]) -> float:
    """How far hands go at the cycle rate, hand sizes."""
    return float(np.average([hand.beat for hand in hands], weights=[hand.seen**2 for hand in hands]))


def _turn(stretch: Stretch, slot: int, hand: HandStroke, rate_hz: float | None) -> float:
    """How broadly a hand's fingertips go round, signed; its palm where their shape was not seen.

    A circle bulges on both ways alike. A hand that goes straight and comes back in a bow does not go round.
    """
    tips = describe_stroke(stretch.tip_path[:, slot], stretch.place[:, slot], rate_hz) or hand
    course = follow_course(tips, tips.main)
    if course is not None:
        bow, straight = max(course.out_bulge, course.home_bulge), min(course.out_bulge, course.home_bulge)
        if bow - straight > LOPSIDED * (bow + straight):
            return 0.0
    return tips.turn


def _sense(stretch: Stretch, active: list[HandStroke], axis: Axis, mode: HandsMode | None) -> Sense | None:
    sides = [_side(stretch, hand, active) for hand in active]
    if axis == "across":
        outward = _working_way(active, [np.array([side, 0.0]) for side in sides])
        if abs(outward) >= 1.0:
            return "outward" if outward > 0 else "inward"
        return "crossing" if _mirrored(active) and mode != "one" else "both"
    headward = _working_way(active, [np.array([0.0, -1.0])] * len(active))
    if abs(headward) < 1.0:
        return "both"
    return "headward" if headward > 0 else "tailward"


def _working_way(active: list[HandStroke], ways: list[FloatArray]) -> float:
    """How clearly each hand works in the direction given for it: beyond 1 or -1 it is told, in between to and fro."""
    votes, weights = [], []
    for hand, way in zip(active, ways, strict=True):
        course = follow_course(hand, hand.main if float(hand.main @ way) >= 0 else -hand.main)
        if course is not None:
            slowness = np.log(course.home_speed / course.out_speed) / np.log(SENSE_RATIO)
            flank = (course.home_bulge - course.out_bulge) / FLANK_SIZES
            votes.append(slowness + float(np.clip(flank, -1.0, 1.0)))
            weights.append((hand.reach * hand.seen) ** 2)
    return float(np.average(votes, weights=weights)) if votes else 0.0


def _side(stretch: Stretch, hand: HandStroke, active: list[HandStroke]) -> float:
    """On which side of the spine a hand works: 1 the receiver's right; where the spine is not known, of the pair."""
    here = float(np.nanmedian(hand.place[:, 0]))
    if not stretch.knows_spine:
        here -= float(np.mean([np.nanmedian(other.place[:, 0]) for other in active]))
    return 1.0 if here >= 0 else -1.0


def _mirrored(active: list[HandStroke]) -> bool:
    """Whether two hands side by side move towards each other and apart again."""
    if len(active) < N_HANDS:
        return False
    apart = active[0].place - active[1].place
    apart = apart[np.isfinite(apart).all(axis=1)]
    if len(apart) == 0:  # never seen at the same time
        return False
    apart = np.median(apart, axis=0)
    return bool(abs(apart[0]) > abs(apart[1]) and correlate(active[0].work[:, :1], active[1].work[:, :1]) < -IN_STEP)


def _drift(hands: list[HandStroke | None], rate_hz: float | None) -> Drift | None:
    """Where the worked place travels; the hand that works most says most.

    Of the places, jumps and all: a path without its jumps strays by hand sizes over many quick strokes.
    """
    ways, weights = [], []
    for hand in hands:
        travel = None if hand is None else fit_travel(hand.place[:, 1], rate_hz)
        if hand is not None and travel is not None:
            ways.append(travel)
            weights.append((hand.beat * hand.seen) ** 2 + 1e-9)
    if not ways:
        return None
    way = float(np.average(ways, weights=weights))
    if abs(way) < DRIFT_SIZES:
        return "none"
    return "tailward" if way > 0 else "headward"
