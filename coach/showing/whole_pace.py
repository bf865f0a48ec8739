"""The pace of a whole step held against its movement: a rhythm is taken for a half, a third or twice of it at times.

Over the whole of a step the periodogram of the hands' way has one clear top. What repeats more slowly there is the
wandering of the place; what repeats more quickly, and much more of the way, is the movement itself.
"""

from __future__ import annotations

import numpy as np

from coach.motion.kinematics import SIGNAL_HZ
from coach.motion.smoothing import running_mean
from coach.motion.strokes import (
    COURSE_SAMPLES,
    MOVING_SHARE,
    describe_stroke,
    find_rate,
)
from coach.motion.waves import follow_rate
from coach.records import N_HANDS, FloatArray, Segment
from coach.technique.timeline import Measured

MUCH_BETTER = 1.5
"""A quicker pace is believed when so much more of the hands' way repeats at it."""
LEAST_SLOW_CYCLES = 3.0
"""Of half the pace, for it to be told from the wandering of the place."""
MOST_GAINED = 0.5
"""Cycles by which a count may be ahead of the top of the periodogram: one that is farther ahead counted one twice."""
QUICKER = 1.3
"""Paces nearer than this factor are one that varies."""
TURNING_SHARE = float(np.arcsin(MOVING_SHARE) / np.pi)
"""Share of a cycle in which a wave turns round once, slower than that share of its top speed."""
LONG_TURN = 2.5
"""A hand that turns for so many times as long is resting."""
END_SHARE = 0.25
"""Share of a cycle at either end in which a hand that stands still has not begun yet, or is done."""
MOST_RESTING = 0.3
"""Share of the time up to which rests are taken out; hands that rest longer have a pace of which little was seen."""


def find_whole_pace(measured: Measured, segment: Segment) -> float | None:
    """Find the pace of a segment; its own where its hands stay in place, or nothing better is found."""
    own = segment.pace_per_min
    if own is None or segment.axis in (None, "in_place"):
        return own
    time_s, over = measured.signals.time_s, measured.back_path
    inside = (time_s >= segment.start_s) & (time_s < segment.end_s)

    def find_beat(pace_per_min: float) -> float:
        hands = [
            describe_stroke(over.path[inside, slot], over.place[inside, slot], pace_per_min / 60.0)
            for slot in range(N_HANDS)
        ]
        return max((hand.beat * hand.seen for hand in hands if hand is not None), default=0.0)

    rate_hz, beat = find_rate(over.place[inside]), find_beat(own)
    if rate_hz is not None and 60.0 * rate_hz >= QUICKER * own and find_beat(60.0 * rate_hz) > MUCH_BETTER * beat:
        return 60.0 * rate_hz
    told = own / 2 * segment.duration_s >= LEAST_SLOW_CYCLES * 60.0
    return own / 2 if told and find_beat(own / 2) > MUCH_BETTER * beat else own


def count_pace(measured: Measured, segment: Segment) -> float | None:
    """Count the pace of a step of strokes that has rests; its own for every other one.

    The top of a periodogram is the rate with the rests in it, so it may be too slow, but not too quick: strokes are
    counted, and the time is taken in which the hand moves.
    """
    own = segment.pace_per_min
    if own is None or segment.technique != "stroking" or segment.axis in (None, "in_place"):
        return own
    time_s, path = measured.signals.time_s, measured.back_path.path
    inside = (time_s >= segment.start_s) & (time_s < segment.end_s)
    rate_hz = follow_rate(path[inside].reshape(int(inside.sum()), -1), own / 60.0)
    if (rate_hz - own / 60.0) * segment.duration_s > MOST_GAINED:
        return own
    strokes = [describe_stroke(path[inside, slot], path[inside, slot], rate_hz) for slot in range(N_HANDS)]
    beats = [0.0 if stroke is None else stroke.beat * stroke.seen for stroke in strokes]
    resting = find_resting_share(path[inside, int(np.argmax(beats))], rate_hz)
    return own if resting == 0.0 else max(own, 60.0 * rate_hz / (1.0 - resting))


def find_resting_share(path: FloatArray, rate_hz: float) -> float:
    """Find the share of the time in which a hand, shape (k, 2), rested between two strokes.

    It stands still for longer than it takes to turn round.
    """
    speed = np.linalg.norm(np.gradient(running_mean(path, COURSE_SAMPLES), axis=0), axis=1)
    known = np.isfinite(speed)
    if not known.any():
        return 0.0
    still = known & (speed < MOVING_SHARE * np.percentile(speed[known], 90))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], still.astype(np.int8), [0])))) * rate_hz / SIGNAL_HZ
    begins, ends = edges[::2], edges[1::2]
    between = (begins > END_SHARE) & (ends < len(path) * rate_hz / SIGNAL_HZ - END_SHARE)
    long = ends - begins > LONG_TURN * TURNING_SHARE
    rests = (ends - begins - TURNING_SHARE)[between & long]
    return min(MOST_RESTING, float(rests.sum()) * SIGNAL_HZ / rate_hz / float(known.sum()))
