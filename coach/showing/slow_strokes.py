"""Strokes that are slower than the recognition can name, told by their path alone.

The recognition looks at some seconds at a time, in which a hand that takes ten seconds over a stroke seems to rest.
Over a whole stretch its path still repeats: most of what moves is one wave at one rate, and long.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from coach.motion.strokes import HandStroke, describe_stroke, find_rate
from coach.records import N_HANDS, Segment
from coach.technique.timeline import Measured

SLOWEST_NAMED_PER_MIN = 8.0
"""Strokes a minute from which the recognition names them."""
LEAST_CYCLES = 3.0
LEAST_WAY = 1.0
"""Hand sizes from end to end: ten centimetres."""
LEAST_REPEATED = 0.8
"""Share of the movement that repeats: hands that rest and shift, or take oil, do so at no rate."""
LEAST_SEEN = 0.6


def find_slow_strokes(measured: Measured, segments: Iterable[Segment]) -> list[Segment]:
    """Return the segments with those stretches called stroking in which hands went to and fro very slowly."""
    return [_name(measured, segment) if segment.technique == "none" else segment for segment in segments]


def _name(measured: Measured, segment: Segment) -> Segment:
    time_s, over = measured.signals.time_s, measured.back_path
    inside = (time_s >= segment.start_s) & (time_s < segment.end_s)
    rate_hz = find_rate(over.place[inside])
    if rate_hz is None or rate_hz * 60.0 > SLOWEST_NAMED_PER_MIN or rate_hz * segment.duration_s < LEAST_CYCLES:
        return segment
    strokes = [describe_stroke(over.path[inside, slot], over.place[inside, slot], rate_hz) for slot in range(N_HANDS)]
    if not any(_repeats(stroke) for stroke in strokes if stroke is not None):
        return segment
    pace = 60.0 * rate_hz
    return replace(segment, technique="stroking", pace_per_min=pace, cycles=round(rate_hz * segment.duration_s))


def _repeats(stroke: HandStroke) -> bool:
    long = stroke.seen >= LEAST_SEEN and stroke.beat >= LEAST_WAY
    return bool(long and stroke.beat >= LEAST_REPEATED * stroke.reach and np.isfinite(stroke.beat))
