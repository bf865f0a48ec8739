"""Where a stretch goes over to another way of doing the same: light strokes to and fro into strokes that press one way.

Each movement by itself shows how much quicker its return is; over a whole step that tells a border that a window of a
few movements misses (:mod:`coach.technique.changes`).
"""

from __future__ import annotations

import numpy as np

from coach.motion.direction import SENSE_RATIO
from coach.motion.kinematics import SIGNAL_HZ
from coach.motion.smoothing import running_mean
from coach.motion.strokes import (
    COURSE_SAMPLES,
    COURSE_SHARE,
    MOVING_SHARE,
    HandStroke,
    describe_stroke,
)
from coach.records import N_HANDS, FloatArray, Segment
from coach.technique.changes import LEAST_Z_SCORE, find_change_point
from coach.technique.timeline import Measured

LEAST_SIDE_S = 12.0
"""On each side of a border."""
CYCLES_IN_WINDOW = 2.0
WINDOWS_A_CYCLE = 2.0
"""Windows overlap: so many begin in each cycle."""
LEAST_RATIO_CHANGE = 0.33
"""Share of the ratio of speeds, as logarithms, that tells a working way from to and fro; both sides must be told apart
in words besides."""
LEAST_AXIS_CHANGE = 0.5
"""Of the share of a movement that goes across less the share that goes along: from -1 along to 1 across."""
SAMPLES_APART = 6
"""Borders between two axes are tried ten times a second."""
CLEARLY_BETTER = 1.1
"""A pace is believed when it explains so much more of the hands' way than the other one does."""


def find_speed_change(measured: Measured, segment: Segment) -> float | None:
    """Find the time inside a segment at which its return grows quicker or slower for good."""
    if segment.pace_per_min is None or segment.axis in (None, "in_place", "circular"):
        return None
    lead = _find_lead(measured, segment, segment.pace_per_min)
    if lead is None:
        return None
    times, ratios = _follow_ratios(lead, segment.pace_per_min / 60.0)
    known = np.flatnonzero(np.isfinite(ratios))
    a_second = WINDOWS_A_CYCLE * segment.pace_per_min / 60.0
    found = find_change_point(ratios[known], LEAST_SIDE_S * a_second, CYCLES_IN_WINDOW * WINDOWS_A_CYCLE)
    least = LEAST_RATIO_CHANGE * float(np.log(SENSE_RATIO))
    if found is None or found.z_score < LEAST_Z_SCORE or abs(found.difference) < least:
        return None
    return segment.start_s + float(times[known[found.index]])


def find_axis_change(measured: Measured, segment: Segment) -> float | None:
    """Find the time inside a segment at which the work turns from along the body to across it, or the other way."""
    if segment.pace_per_min is None or segment.axis in (None, "in_place"):
        return None
    lead = _find_lead(measured, segment, segment.pace_per_min)
    if lead is None:
        return None
    across = _follow_axis(lead, segment.pace_per_min / 60.0)
    side = round(SIGNAL_HZ * max(LEAST_SIDE_S, CYCLES_IN_WINDOW * 60.0 / segment.pace_per_min))
    borders = np.arange(side, len(across) - side, SAMPLES_APART)
    levels = np.array([(_find_level(across[at - side : at]), _find_level(across[at : at + side])) for at in borders])
    changes = np.abs(np.diff(levels)) if len(levels) else np.zeros((0, 1))
    if not np.isfinite(changes).any() or np.nanmax(changes) < LEAST_AXIS_CHANGE:
        return None
    found = int(np.nanargmax(changes))
    around = across[borders[found] - side : borders[found] + side]
    away = np.abs(around[np.isfinite(around), None] - levels[found])
    before = float(np.mean(away[:, 0] < away[:, 1]))
    return segment.start_s + (float(borders[found]) + side * (2.0 * before - 1.0)) / SIGNAL_HZ


def _follow_axis(lead: HandStroke, rate_hz: float) -> FloatArray:
    """Return the share of the movement across less that along, over the cycle around every sample; NaN unseen."""
    energy = np.gradient(running_mean(lead.work, COURSE_SAMPLES), axis=0) ** 2
    across, along = running_mean(energy, round(SIGNAL_HZ / rate_hz)).T
    told: FloatArray = (across - along) / np.maximum(across + along, 1e-12)
    return told


def _find_level(values: FloatArray) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) >= len(values) / 2 else np.nan


def is_better_pace(measured: Measured, segment: Segment, pace_per_min: float) -> bool:
    """Whether a segment's pace explains the hands' way better than another one would; true where they stay in place."""
    own = segment.pace_per_min
    if own is None or segment.axis in (None, "in_place"):
        return own is not None
    beats = [_find_lead(measured, segment, pace) for pace in (own, pace_per_min)]
    if beats[0] is None or beats[1] is None:
        return False
    return beats[0].beat > CLEARLY_BETTER * beats[1].beat


def _find_lead(measured: Measured, segment: Segment, pace_per_min: float) -> HandStroke | None:
    over, time_s = measured.back_path, measured.signals.time_s
    inside = (time_s >= segment.start_s) & (time_s < segment.end_s)
    strokes = [
        describe_stroke(over.path[inside, slot], over.place[inside, slot], pace_per_min / 60.0)
        for slot in range(N_HANDS)
    ]
    return max((one for one in strokes if one is not None), key=lambda one: one.reach * one.seen, default=None)


def _follow_ratios(lead: HandStroke, rate_hz: float) -> tuple[FloatArray, FloatArray]:
    """Return times from the beginning, and the logarithm of speed home over speed out in the window around each."""
    along = lead.work @ lead.main
    speed = np.gradient(running_mean(along, max(COURSE_SAMPLES, round(COURSE_SHARE * SIGNAL_HZ / rate_hz))))
    known = np.isfinite(speed)
    limit = MOVING_SHARE * float(np.percentile(np.abs(speed[known]), 90)) if known.any() else 0.0
    width = round(CYCLES_IN_WINDOW * SIGNAL_HZ / rate_hz)
    starts = np.arange(0, len(along) - width, max(1, round(SIGNAL_HZ / rate_hz / WINDOWS_A_CYCLE)))
    ratios = np.full(len(starts), np.nan)
    for number, start in enumerate(starts):
        part = speed[start : start + width]
        out, home = part[part > limit], -part[part < -limit]
        if len(out) and len(home):
            ratios[number] = np.log(home.mean() / out.mean())
    times = np.asarray((starts + width / 2) / SIGNAL_HZ, dtype=np.float64)
    return times, ratios
