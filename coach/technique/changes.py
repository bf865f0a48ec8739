"""Where one technique goes over into another way of doing it without a pause: another pace, or another working way.

Sliding windows (:mod:`coach.technique.turns`) need several cycles on each side. Two steps of three strokes each have
fewer, but every stroke by itself shows its pace and which of its ways was the slow one. So each possible border is
tried: the two sides must differ by more than they vary within themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.motion.kinematics import SIGNAL_HZ
from coach.motion.smoothing import running_mean
from coach.motion.strokes import describe_stroke
from coach.records import N_HANDS, FloatArray, Segment
from coach.technique.timeline import Measured

PACE_RATIO = 1.3
"""Two paces closer than this are one that varies."""

OCTAVES = (0.5, 2.0, 1.0 / 3.0, 3.0)
OCTAVE_NEARNESS = 1.12
"""A pace that is about half, twice, a third or three times the other may be the same movement counted otherwise."""

LEAST_PACE_S = 3.0
"""Seconds of each pace, at least."""

SENSE_DIFFERENCE = 0.14
"""Difference of the time balance (out minus home over the whole) between two working ways: 50:50 against 57:43."""

LEAST_STROKES = 2.0
"""Strokes on each side of a change of the working way."""

LEAST_Z_SCORE = 3.0
"""A difference counts from this many standard errors on."""

MOST_BORDERS = 80
"""Borders that are tried, evenly spread."""

MAD_TO_STD = 1.4826
"""From the median absolute deviation to the standard deviation of normally distributed values."""

SAMPLES_APART = 6
"""The balance of a cycle is looked at ten times a second."""

MOVING_SHARE = 0.15
"""Share of the usual top speed below which the hand is turning round, not moving."""


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """Where a series changes its level: its index, by how much, and that in standard errors (a z-score)."""

    index: int
    difference: float
    z_score: float


def find_pace_change(measured: Measured, segment: Segment) -> float | None:
    """Find the time inside a segment at which its pace changes for good; ``None`` where it does not."""
    time_s = measured.timeline.time_s
    inside = (time_s >= segment.start_s) & (time_s < segment.end_s)
    pace = measured.timeline.pace_per_min[inside]
    known = np.flatnonzero(np.isfinite(pace))
    if len(known) < 2:
        return None
    tick_s = float(np.median(np.diff(time_s)))
    found = find_change_point(np.log2(pace[known]), LEAST_PACE_S / tick_s, LEAST_PACE_S / tick_s)
    if found is None or found.z_score < LEAST_Z_SCORE:
        return None
    ratio = 2.0**found.difference
    if max(ratio, 1 / ratio) < PACE_RATIO or any(_near(ratio, octave) for octave in OCTAVES):
        return None
    return float(time_s[inside][known[found.index]])


def find_way_change(measured: Measured, segment: Segment) -> float | None:
    """Find the time inside a segment at which its working way changes for good; ``None`` where it does not."""
    if segment.pace_per_min is None or segment.axis in (None, "in_place", "circular"):
        return None
    signals, over = measured.signals, measured.back_path
    inside = (signals.time_s >= segment.start_s) & (signals.time_s < segment.end_s)
    rate_hz = segment.pace_per_min / 60.0
    strokes = [describe_stroke(over.path[inside, slot], over.place[inside, slot], rate_hz) for slot in range(N_HANDS)]
    seen = [stroke for stroke in strokes if stroke is not None]
    if not seen:
        return None
    lead = max(seen, key=lambda stroke: stroke.reach * stroke.seen)
    cycle = round(SIGNAL_HZ / rate_hz)
    balance = _balance(lead.work @ lead.main, cycle)
    # Half a cycle at each end holds no whole cycle to balance.
    known = np.flatnonzero(np.isfinite(balance))[cycle // 2 : -cycle // 2 : SAMPLES_APART]
    found = find_change_point(balance[known], (LEAST_STROKES - 0.5) * cycle / SAMPLES_APART, cycle / SAMPLES_APART)
    if found is None or abs(found.difference) < SENSE_DIFFERENCE or found.z_score < LEAST_Z_SCORE:
        return None
    return float(signals.time_s[inside][known[found.index]])


def find_change_point(values: FloatArray, least: float, memory: float) -> ChangePoint | None:
    """Find the change point at which a series, shape (k,), falls best into two levels (least absolute deviations).

    ``least`` is the shortest side and ``memory`` how many neighbouring values are not independent of each other, both
    in values. ``None`` for a series that is too short.
    """
    k = len(values)
    first, last = int(np.ceil(least)), int(np.floor(k - least))
    if first > last or first < 1:
        return None
    borders = np.unique(np.linspace(first, last, MOST_BORDERS).astype(int))
    spreads = [_deviations(values[:at]).sum() + _deviations(values[at:]).sum() for at in borders]
    at = int(borders[int(np.argmin(spreads))])
    difference = float(np.median(values[at:]) - np.median(values[:at]))
    within = MAD_TO_STD * float(np.median(np.concatenate([_deviations(values[:at]), _deviations(values[at:])])))
    error = within * np.sqrt(memory * (1.0 / at + 1.0 / (k - at)))
    return ChangePoint(at, difference, abs(difference) / max(float(error), 1e-9))


def _deviations(values: FloatArray) -> FloatArray:
    away: FloatArray = np.abs(values - np.median(values))
    return away


def _balance(along: FloatArray, cycle: int) -> FloatArray:
    """Time out minus time home as a share of one cycle's moving time, around every sample; NaN unseen."""
    speed = np.gradient(running_mean(along, 5))
    known = np.isfinite(speed)
    if not known.any():
        return speed
    limit = MOVING_SHARE * float(np.percentile(np.abs(speed[known]), 90))
    way = np.where(known, np.where(np.abs(speed) > limit, np.sign(speed), 0.0), np.nan)
    moving = np.maximum(running_mean(np.abs(way), cycle), 1e-3)
    balance: FloatArray = running_mean(way, cycle) / moving
    return balance


def _near(ratio: float, octave: float) -> bool:
    return max(ratio / octave, octave / ratio) < OCTAVE_NEARNESS
