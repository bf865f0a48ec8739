"""Where hands that work in one place go over to another height of the back, in the middle of a stretch."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from coach.records import FloatArray, Segment, Timeline

FAR_MOVE = 0.15
"""Lengths of the back: 7 cm on one of 50 cm."""

STAY_S = 4.0
"""Before and after a move the hands stay at a place, on the whole, for this long."""

REFINED = 10
"""Ticks around a move in which its border is looked for: medians do not notice a part of the other side."""


def find_moves(timeline: Timeline, segment: Segment) -> list[float]:
    """Return the times inside a segment at which the hands go over to another height of the back, in order."""
    inside = (timeline.time_s >= segment.start_s) & (timeline.time_s < segment.end_s)
    time_s, heights = timeline.time_s[inside], timeline.back_uv[inside, :, 1]
    known = np.isfinite(heights).any(axis=1)
    time_s, height = time_s[known], np.nanmean(heights[known], axis=1)
    if len(time_s) < 2:
        return []
    side = max(1, round(STAY_S / float(np.median(np.diff(time_s)))))
    if len(height) < 2 * side:
        return []
    windows = sliding_window_view(height, side)
    middle = np.median(windows, axis=1)
    spread = np.median(np.abs(windows - middle[:, None]), axis=1)
    moved = np.abs(middle[side:] - middle[:-side]) - spread[side:] - spread[:-side]
    moves: list[int] = []
    for index in np.argsort(-moved, kind="stable"):
        if moved[index] < FAR_MOVE:
            break
        if all(abs(int(index) - other) >= side for other in moves):
            moves.append(int(index))
    return [
        float(time_s[_refine(height, index + side, middle[index], middle[index + side])]) for index in sorted(moves)
    ]


def _refine(values: FloatArray, border: int, before: float, after: float) -> int:
    """Put a border near where it was found, where the values go over from one level to the other."""
    first = max(0, border - REFINED)
    around = values[first : border + REFINED]
    nearer = np.abs(around - after) - np.abs(around - before)
    return min(first + int(np.argmax(np.concatenate([[0.0], np.cumsum(nearer)]))), len(values) - 1)
