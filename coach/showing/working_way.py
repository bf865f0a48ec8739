"""The way of a whole step, where more is known than of a stretch: it lasts, and somebody meant it.

A camera does not see which part of a single hand presses. Strokes across the spine lead outward for the thumb and
inward for the palm beside it, when the two lie on different sides. Hands work beside the spine, not over it: of the
parts that may lead, the one that keeps to one side is taken. Hands that press one way only come back quickly, in a bow
that may be as broad as a circle's: the slow way alone tells the line.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from coach.motion.direction import DIAGONAL_DEG
from coach.motion.hand_points import Point
from coach.motion.kinematics import SIGNAL_HZ
from coach.motion.smoothing import running_mean
from coach.motion.steady import find_back_intervals
from coach.motion.strokes import (
    COURSE_SAMPLES,
    COURSE_SHARE,
    MOVING_SHARE,
    HandStroke,
    describe_stroke,
    follow_course,
)
from coach.motion.working_point import place_hands
from coach.records import N_HANDS, Analysis, Drift, FloatArray, Segment, Sense
from coach.technique.describe import find_direction
from coach.technique.timeline import Measured

MAY_LEAD: tuple[Point, ...] = ("palm", "thumb")
"""The parts of a single hand that lie farthest apart; every other one lies between them."""
ONE_WAY_RATIO = 1.5
"""Speed of the quick way over that of the slow way from which the hands press on the slow way only; who goes round in
circles goes at one speed (simulated hands: 1.2 at most)."""
LEAST_DRIFT = 0.5
"""Hand sizes (5 cm) that the worked place travels over a whole step; one that is meant to stay strays by 2 cm."""
MOST_PLACES = 200
"""That are held against each other for the travel of a step."""
MIDDLE_PERCENT = (20.0, 80.0)
"""Between these parts of its length a way is straight, and no turning."""
TURNS = 4
"""Times that the line is taken anew from the slow way that it tells."""


def tell_way(analysis: Analysis, measured: Measured, step: Segment) -> Segment:
    """Describe the way of a step anew, where its being a whole step tells more of it.

    Parameters
    ----------
    step : Segment
        From beginning to end, with its technique and its pace.
    """
    if step.pace_per_min is None:
        return step
    told = step
    if step.hands == "one" and step.axis in ("across", "diagonal"):
        told = _follow_part(analysis, measured, step)
    strokes = _describe_strokes(measured, step)
    if step.axis in ("circular", "diagonal") and step.technique in ("stroking", "rubbing"):
        told = _straighten(told, strokes)
    return replace(told, drift=_find_drift(strokes) if step.drift is not None else None)


def _describe_strokes(measured: Measured, step: Segment) -> list[HandStroke]:
    over, inside = measured.back_path, _find_samples(measured, step)
    rate_hz = (step.pace_per_min or 0.0) / 60.0
    strokes = [describe_stroke(over.path[inside, slot], over.place[inside, slot], rate_hz) for slot in range(N_HANDS)]
    return [stroke for stroke in strokes if stroke is not None]


def _find_samples(measured: Measured, step: Segment) -> NDArray[np.bool_]:
    time_s = measured.signals.time_s
    inside: NDArray[np.bool_] = (time_s >= step.start_s) & (time_s < step.end_s)
    return inside


def _find_drift(strokes: list[HandStroke]) -> Drift | None:
    """Find where the worked place travels over a step; the hand that works most says most."""
    told = [(_find_travel(stroke), (stroke.beat * stroke.seen) ** 2) for stroke in strokes]
    known = [(way, weight) for way, weight in told if way is not None]
    if not known or sum(weight for _, weight in known) == 0:
        return None
    way = sum(way * weight for way, weight in known) / sum(weight for _, weight in known)
    return "none" if abs(way) < LEAST_DRIFT else "tailward" if way > 0 else "headward"


def _find_travel(stroke: HandStroke) -> float | None:
    """How far the place of a hand travels along the body over a step: the median slope between its cycles (Theil-Sen).

    At either end of a step some seconds of another one may lie, elsewhere.
    """
    cycle = round(SIGNAL_HZ / (stroke.rate_hz or 1.0))
    apart = max(1, cycle // 2, len(stroke.place) // MOST_PLACES)
    middles = running_mean(stroke.place[:, 1], cycle)[cycle // 2 : -cycle // 2 : apart]
    known = np.flatnonzero(np.isfinite(middles))
    if len(known) < 2:
        return None
    one, other = known[np.array(np.triu_indices(len(known), 1))]
    slopes = (middles[other] - middles[one]) / ((other - one) * apart)
    return float(np.median(slopes)) * len(stroke.place)


def _straighten(step: Segment, strokes: list[HandStroke]) -> Segment:
    """Read the line of a step from the slow way alone, where the hands press on that only."""
    lead = max(strokes, key=lambda stroke: stroke.beat * stroke.seen, default=None)
    slow = None if lead is None else _follow_slow_way(lead)
    if slow is None:
        return step
    angle_deg = float(np.degrees(np.arctan2(abs(slow[0]), abs(slow[1]))))
    if angle_deg > DIAGONAL_DEG[0]:
        return step
    sense: Sense = "tailward" if slow[1] > 0 else "headward"
    return replace(step, axis="along", angle_rad=float(np.radians(angle_deg)), sense=sense)


def _follow_slow_way(stroke: HandStroke) -> FloatArray | None:
    """Return the unit vector of a hand's slow way; ``None`` where it goes to and fro alike."""
    if stroke.rate_hz is None:
        return None
    smooth = running_mean(stroke.work, max(COURSE_SAMPLES, round(COURSE_SHARE * SIGNAL_HZ / stroke.rate_hz)))
    velocity, ahead = np.gradient(smooth, axis=0), stroke.main
    for _ in range(TURNS):
        course = follow_course(stroke, ahead)
        if course is None:
            return None
        if course.out_speed > course.home_speed:
            ahead, quick = -ahead, course.out_speed / course.home_speed
        else:
            quick = course.home_speed / course.out_speed
        if quick < ONE_WAY_RATIO:
            return None
        speed, along = velocity @ ahead, smooth @ ahead
        low, high = np.nanpercentile(along, MIDDLE_PERCENT)
        limit = MOVING_SHARE * float(np.nanpercentile(np.abs(speed), 90))
        way = velocity[(speed > limit) & (along > low) & (along < high)].sum(axis=0)
        if not np.any(way):
            return None
        ahead = way / np.linalg.norm(way)
    return ahead


def _follow_part(analysis: Analysis, measured: Measured, step: Segment) -> Segment:
    """Describe the way of a single hand's step by the part of it that keeps to one side of the spine."""
    inside = _find_samples(measured, step)
    followed = max(
        (_move_to(analysis, measured, point) for point in MAY_LEAD), key=lambda one: _keep_to_one_side(one, inside)
    )
    way = find_direction(followed, step.start_s, step.end_s, step.pace_per_min, step.technique)
    return replace(step, axis=way.axis, angle_rad=way.angle_rad, sense=way.sense)


def _move_to(analysis: Analysis, measured: Measured, point: Point) -> Measured:
    signals, over, tracks = measured.signals, measured.back_path, analysis.tracks
    if point == "palm" or analysis.back is None:
        return measured
    intervals = find_back_intervals(analysis.back, tracks.time_s, tracks.scenes)
    palms = signals.place / np.array([tracks.aspect, 1.0])
    uv = place_hands(tracks, signals.time_s, palms, over.uv, intervals, point)
    moved = (uv - over.uv) * over.sizes_per_back
    return replace(measured, back_path=replace(over, path=over.path + moved, place=over.place + moved, uv=uv))


def _keep_to_one_side(measured: Measured, inside: NDArray[np.bool_]) -> float:
    """Distance of the busier hand's middle from the spine, in lengths of its way."""
    kept: list[tuple[float, float]] = []
    for column in measured.back_path.uv[inside][..., 0].T:
        known = column[np.isfinite(column)]
        if len(known) and len(known) >= 0.5 * len(column):
            low, high = np.percentile(known, [5.0, 95.0])
            kept.append((float(high - low), abs(float(np.median(known))) / max(float(high - low), 1e-6)))
    return max(kept)[1] if kept else 0.0
