"""A stretch described anew, under the name that it was given since."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coach.records import Segment
from coach.technique.describe import describe_run, find_direction
from coach.technique.timeline import Measured


def describe_anew(measured: Measured, segment: Segment, start_s: float, end_s: float) -> Segment:
    """Describe a stretch anew under the name that it has; a pace that no window of the rhythm told is kept."""
    timeline = measured.timeline
    ticks = slice(*np.searchsorted(timeline.time_s, (start_s, end_s)).tolist())
    verdict = timeline.verdict.copy()
    verdict[ticks] = segment.technique
    told = describe_run(replace(measured, timeline=replace(timeline, verdict=verdict)), ticks, start_s, end_s)
    return told if told.pace_per_min is not None else take_pace(measured, told, segment.pace_per_min)


def take_pace(measured: Measured, segment: Segment, pace_per_min: float | None) -> Segment:
    """Take a pace that is known from elsewhere, and the direction at it."""
    if pace_per_min is None:
        return segment
    way = find_direction(measured, segment.start_s, segment.end_s, pace_per_min, segment.technique)
    return replace(
        segment,
        pace_per_min=pace_per_min,
        cycles=round(pace_per_min / 60.0 * segment.duration_s),
        axis=way.axis,
        angle_rad=way.angle_rad,
        sense=way.sense,
        drift=way.drift,
        hands=way.hands,
    )
