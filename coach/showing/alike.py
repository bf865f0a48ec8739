"""Whether two stretches of work are one and the same for a camera."""

from __future__ import annotations

import numpy as np

from coach.records import Segment, Timeline

PACE_TOLERANCE = 0.15
"""Share of the shown pace by which a band reaches to both sides: hands vary by about a tenth."""
PLACE_APART = 0.15
"""Lengths of the back between the middles of two places that are not the same (7 cm): no place of the guide is smaller,
and hands that keep to one wander by a few centimetres."""
SAME_ANGLE_RAD = float(np.deg2rad(15.0))
"""Two axes that differ by less are one that lies at a border between two words."""
LEAST_DRIFT_S = 15.0
"""In less time a place that travels has not come far."""


def is_same_step(one: Segment, part: Segment, timeline: Timeline | None) -> bool:
    """Whether one stretch goes on with what another one, before it, began.

    Parameters
    ----------
    timeline : Timeline, optional
        Where the hands were at every tick; without it two places are told apart by their zones' names.
    """
    if one.technique != part.technique or differ_in_pace(one, part, PACE_TOLERANCE):
        return False
    if _is_elsewhere(one, part, timeline):
        return False
    if one.technique == "tapping":
        return True
    if one.technique == "kneading":
        told = min(one.duration_s, part.duration_s) >= LEAST_DRIFT_S
        return not told or _agree(one.drift, part.drift)
    return not go_other_ways(one, part) and _agree(one.hands, part.hands)


def go_other_ways(one: Segment, other: Segment) -> bool:
    """Whether two stretches go different ways."""
    if not _agree(one.sense, other.sense):
        return True
    if _agree(one.axis, other.axis):
        return False
    angles = (one.angle_rad, other.angle_rad)
    return None in angles or abs((angles[0] or 0.0) - (angles[1] or 0.0)) >= SAME_ANGLE_RAD


def differ_in_pace(one: Segment, other: Segment, tolerance: float) -> bool:
    """Whether two stretches have paces that differ by more than a share; false where one is not known."""
    if one.pace_per_min is None or other.pace_per_min is None:
        return False
    slower, faster = sorted((one.pace_per_min, other.pace_per_min))
    return faster > slower * (1 + tolerance)


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _is_elsewhere(one: Segment, other: Segment, timeline: Timeline | None) -> bool:
    """Whether two stretches are in different places; one that travels is in several."""
    if any(part.drift in ("headward", "tailward") for part in (one, other)):
        return False
    if (timeline is None or one.technique == "stroking") and _agree(one.zone, other.zone):
        return False
    return timeline is None or bool(abs(find_height(timeline, one) - find_height(timeline, other)) > PLACE_APART)


def find_height(timeline: Timeline, part: Segment) -> float:
    """Find the height of the back at which the hands were in a stretch; NaN where it is not known."""
    inside = (timeline.time_s >= part.start_s) & (timeline.time_s < part.end_s)
    heights = timeline.back_uv[inside, :, 1]
    return float(np.median(heights[np.isfinite(heights)])) if np.isfinite(heights).any() else np.nan
