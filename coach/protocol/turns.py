"""Finds where the direction changes inside one technique, because rubbing along and rubbing across are different steps.

The palm paths on the timeline's grid are enough for an axis: in a sliding window their covariance gives the main
direction, folded to 0 (along) to 90 degrees (across), so that hands that mirror each other agree. It is computed for
both hands and weighted by how far each moves.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from coach.motion.direction import CIRCLE_RATIO, DIAGONAL_DEG
from coach.motion.smoothing import runs_of
from coach.records import Analysis, Axis, Back, FloatArray, Segment

WINDOW_S = 4.8
"""Holds a slow stroke and four rubbing cycles."""

LEAST_RUN_S = 4.0
"""A new direction has to hold this long (or half of a shortened step) to be one."""

BORDER_GRACE_DEG = 8.0
"""The angle has to be this far over a border to change the axis: the measure's own error."""

SEEN_IN_WINDOW = 0.6

_AXES: tuple[Axis, ...] = ("along", "diagonal", "across", "circular")


def split_at_turns(segment: Segment, analysis: Analysis, shortest_s: float = LEAST_RUN_S) -> list[Segment]:
    """Split a segment of one technique where its axis changes for good.

    Parameters
    ----------
    segment : Segment
    analysis : Analysis
        Its timeline holds the palms; its back gives the direction of the spine, else the picture's upright stands for
        it.
    shortest_s : float
        No piece is shorter than this, nor than ``LEAST_RUN_S`` asks in a session of full length.

    Returns
    -------
    list of Segment
        The segment itself when its axis does not change. A piece whose axis is not the segment's has no sense or drift.
    """
    timeline = analysis.timeline
    inside = np.flatnonzero((timeline.time_s >= segment.start_s) & (timeline.time_s < segment.end_s))
    least_s = min(LEAST_RUN_S, max(shortest_s, 1.0))
    if segment.technique in ("none", "unseen") or segment.duration_s < 2 * least_s or len(inside) < 3:
        return [segment]
    tick_s = float(timeline.time_s[1] - timeline.time_s[0])
    palms = timeline.palm[inside] * np.array([analysis.info.aspect, 1.0])
    labels = _label_ticks(palms, _spine(analysis.back, analysis.info.aspect), max(3, round(WINDOW_S / tick_s)))
    labels = _drop_short_runs(labels, max(2, round(least_s / tick_s)))
    runs = runs_of(labels)
    if len(runs) < 2:
        return [segment]
    borders = [segment.start_s, *(float(timeline.time_s[inside[first]]) for first, _ in runs[1:]), segment.end_s]
    return [_piece(segment, borders[i], borders[i + 1], _AXES[int(labels[first])]) for i, (first, _) in enumerate(runs)]


def _piece(segment: Segment, start_s: float, end_s: float, axis: Axis) -> Segment:
    share = (end_s - start_s) / segment.duration_s
    cycles = None if segment.cycles is None else round(segment.cycles * share)
    piece = replace(segment, start_s=start_s, end_s=end_s, cycles=cycles)
    return piece if axis == segment.axis else replace(piece, axis=axis, angle_rad=None, sense=None, drift=None)


def _spine(back: Back | None, aspect: float) -> FloatArray:
    """Return the unit vector along the spine, picture axes with the aspect restored."""
    if back is None:
        return np.array([0.0, 1.0])
    spine = (np.array(back.tail) - np.array(back.neck)) * np.array([aspect, 1.0])
    unit: FloatArray = spine / np.linalg.norm(spine)
    return unit


def _label_ticks(palms: FloatArray, spine: FloatArray, width: int) -> NDArray[np.int64]:
    """Axis of each tick as an index into ``_AXES``; -1 where too little was seen. ``palms``: (n, 2 hands, 2)."""
    across = np.array([-spine[1], spine[0]])
    angle_sum, round_sum, weight_sum = (np.zeros(len(palms)) for _ in range(3))
    for hand in range(palms.shape[1]):
        variances = _window_covariance(palms[:, hand] @ spine, palms[:, hand] @ across, width)
        along, aside, both = variances
        middle, half = (along + aside) / 2, np.hypot((along - aside) / 2, both)
        folded = np.degrees(np.abs(np.arctan2(both, (along - aside) / 2)) / 2)
        roundness = np.sqrt(np.maximum(middle - half, 0.0) / np.maximum(middle + half, 1e-12))
        weight = np.where(np.isfinite(middle), np.nan_to_num(middle), 0.0)
        angle_sum += weight * np.nan_to_num(folded)
        round_sum += weight * np.nan_to_num(roundness)
        weight_sum += weight
    known = weight_sum > 0
    angle = np.divide(angle_sum, weight_sum, out=np.full(len(palms), np.nan), where=known)
    roundness = np.divide(round_sum, weight_sum, out=np.full(len(palms), np.nan), where=known)
    return _with_hysteresis(angle, roundness)


def _window_covariance(x: FloatArray, y: FloatArray, width: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Variances of x and y and their covariance in a centred window; NaN where less than 60 % of it was seen."""
    known = np.isfinite(x) & np.isfinite(y)
    x, y = np.where(known, x, 0.0), np.where(known, y, 0.0)
    half = width // 2
    low = np.maximum(np.arange(len(x)) - half, 0)
    high = np.minimum(np.arange(len(x)) + half + 1, len(x))

    def total(values: FloatArray) -> FloatArray:
        summed = np.concatenate([[0.0], np.cumsum(values)])
        windowed: FloatArray = summed[high] - summed[low]
        return windowed

    count = total(known.astype(float))
    enough = count >= SEEN_IN_WINDOW * (high - low)
    safe = np.where(enough, count, np.nan)
    mean_x, mean_y = total(x) / safe, total(y) / safe
    return total(x * x) / safe - mean_x**2, total(y * y) / safe - mean_y**2, total(x * y) / safe - mean_x * mean_y


def _with_hysteresis(angle: FloatArray, roundness: FloatArray) -> NDArray[np.int64]:
    """Turn angles into axes; a border is crossed only when the angle is clearly beyond it."""
    low, high = DIAGONAL_DEG
    labels = np.full(len(angle), -1, dtype=np.int64)
    now = -1
    for i, (degrees, is_round) in enumerate(zip(angle, roundness, strict=True)):
        if np.isnan(degrees):
            labels[i] = now
            continue
        found = 3 if is_round > CIRCLE_RATIO else 0 if degrees < low else 2 if degrees > high else 1
        near = 3 not in (found, now) and min(abs(degrees - low), abs(degrees - high)) < BORDER_GRACE_DEG
        now = found if now < 0 or not near else now
        labels[i] = now
    first = next((int(label) for label in labels if label >= 0), 0)
    return np.where(labels < 0, first, labels)


def _drop_short_runs(labels: NDArray[np.int64], least: int) -> NDArray[np.int64]:
    """Give runs shorter than ``least`` ticks to the longer neighbour, the shortest first."""
    labels = labels.copy()
    while True:
        runs = runs_of(labels)
        if len(runs) < 2:
            return labels
        lengths = [last - first for first, last in runs]
        shortest = int(np.argmin(lengths))
        if lengths[shortest] >= least:
            return labels
        around = [i for i in (shortest - 1, shortest + 1) if 0 <= i < len(runs)]
        heir = max(around, key=lambda i: lengths[i])
        labels[slice(*runs[shortest])] = labels[runs[heir][0]]
