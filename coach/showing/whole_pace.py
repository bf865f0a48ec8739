"""The pace of a whole step held against its movement: a rhythm is taken for a half or a third of it at times.

Over the whole of a step the periodogram of the hands' way has one clear top. What repeats more slowly there is the
wandering of the place; what repeats more quickly, and much more of the way, is the movement itself.
"""

from __future__ import annotations

from coach.motion.strokes import describe_stroke, find_rate
from coach.records import N_HANDS, Segment
from coach.technique.timeline import Measured

MUCH_BETTER = 1.5
"""A quicker pace is believed when so much more of the hands' way repeats at it."""
QUICKER = 1.3
"""Paces nearer than this factor are one that varies."""


def find_whole_pace(measured: Measured, segment: Segment) -> float | None:
    """Find the pace of a segment; its own where its hands stay in place, or nothing better is found."""
    own = segment.pace_per_min
    if own is None or segment.axis in (None, "in_place"):
        return own
    time_s, over = measured.signals.time_s, measured.back_path
    inside = (time_s >= segment.start_s) & (time_s < segment.end_s)
    rate_hz = find_rate(over.place[inside])
    if rate_hz is None or 60.0 * rate_hz < QUICKER * own:
        return own

    def find_beat(pace_per_min: float) -> float:
        hands = [
            describe_stroke(over.path[inside, slot], over.place[inside, slot], pace_per_min / 60.0)
            for slot in range(N_HANDS)
        ]
        return max((hand.beat * hand.seen for hand in hands if hand is not None), default=0.0)

    return 60.0 * rate_hz if find_beat(60.0 * rate_hz) > MUCH_BETTER * find_beat(own) else own
