"""Where the hands themselves change for good: thumbs take over from finger pads, cupped hands from flat ones.

Spans within the hand (thumb to fingertips, between the fingertips, breadth of the palm, reach of the fingers) say which
part works, whichever way it goes. Their medians over the seconds before and after a moment are compared with how much
they vary within them; grasping hands vary a lot and so hide small changes, as they should.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.records import FloatArray, Segment
from coach.technique.timeline import Measured

SAMPLES_APART = 6
"""Ten samples a second are enough for medians."""

RATE_HZ = SIGNAL_HZ / SAMPLES_APART

SIDE = round(4.0 * RATE_HZ)
"""Samples that are looked at on either side of a border, and the shortest stretch of one shape."""

GAP = round(0.5 * RATE_HZ)
"""Half of what changing hands takes, in samples; it belongs to neither side."""

LEAST_SEEN = 0.4
"""Share of a side in which a span has to be seen."""

SPAN_NOISE = 0.06
"""Hand sizes by which a median over some seconds may be off without any change: other tilt, other hiding."""

CLEAR_CHANGE = 4.0
"""Distance in noises from which the hands are other ones. In 1,191 s of rendered clips of one way of working each, as
the hand model sees them, none reached it; fingers that give way to thumbs lie above 6."""

MAD_TO_STD = 1.4826
"""From the median absolute deviation to the standard deviation of normally distributed values."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Hands over some seconds; every array of shape (..., spans, hands)."""

    middle: FloatArray
    spread: FloatArray
    seen: FloatArray
    """Share of the time in which a span was seen."""

    def at(self, where: slice) -> Shape:
        """Return some of several."""
        return Shape(self.middle[where], self.spread[where], self.seen[where])


def find_shape_changes(measured: Measured, segment: Segment) -> list[float]:
    """Find the times inside a segment at which the shape of the hands changes for good, in order."""
    signals = measured.signals
    inside = (signals.time_s >= segment.start_s) & (signals.time_s < segment.end_s)
    time_s, spans = signals.time_s[inside][::SAMPLES_APART], _spans(signals)[inside][::SAMPLES_APART]
    apart = SIDE + 2 * GAP
    if len(spans) < SIDE + apart:
        return []
    sides = _describe(np.moveaxis(sliding_window_view(spans, SIDE, axis=0), -1, 1))
    clear = _compute_distance(sides.at(slice(None, -apart)), sides.at(slice(apart, None)))
    borders: list[int] = []
    for index in np.argsort(-clear, kind="stable"):
        if clear[index] < CLEAR_CHANGE:
            break
        border = int(index) + SIDE + GAP
        if all(abs(border - other) >= apart for other in borders):
            borders.append(border)
    return [float(time_s[border]) for border in _confirm(spans, [_refine(spans, border) for border in sorted(borders)])]


def _refine(spans: FloatArray, border: int) -> int:
    """Put a border where the samples go over from the shape before to the shape after (least absolute deviations)."""
    before, after = (_describe(spans[start : start + SIDE]) for start in (border - GAP - SIDE, border + GAP))
    noise = np.sqrt(SPAN_NOISE**2 + (before.spread**2 + after.spread**2) / 2)
    first = border - SIDE // 2
    around = spans[first : border + SIDE // 2]
    nearer = np.nansum((np.abs(around - after.middle) - np.abs(around - before.middle)) / noise, axis=(1, 2))
    return first + int(np.argmax(np.concatenate([[0.0], np.cumsum(nearer)])))


def _confirm(spans: FloatArray, borders: list[int]) -> list[int]:
    """Keep the borders whose whole pieces differ too: a hand that was misread for some seconds is no change."""
    borders = list(borders)
    while borders:
        pieces = [_describe(spans[start:end]) for start, end in pairwise([0, *borders, len(spans)])]
        clear = [float(_compute_distance(before, after)) for before, after in pairwise(pieces)]
        least = int(np.argmin(clear))
        if clear[least] >= CLEAR_CHANGE:
            break
        del borders[least]
    return borders


def _spans(signals: Signals) -> FloatArray:
    """Spans within each hand, hand sizes, shape (k, spans, 2)."""
    reach = np.linalg.norm(signals.tips, axis=-1)
    spans: FloatArray = np.stack([signals.grasp, signals.spread, signals.edge, reach], axis=1)
    return spans


def _describe(spans: FloatArray) -> Shape:
    """Describe stretches of shape (..., samples, spans, hands)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the median of nothing is the NaN that is left out
        middle = np.nanmedian(spans, axis=-3)
        spread = MAD_TO_STD * np.nanmedian(np.abs(spans - middle[..., None, :, :]), axis=-3)
    return Shape(middle, spread, np.isfinite(spans).mean(axis=-3))


def _compute_distance(before: Shape, after: Shape) -> FloatArray:
    """Distance of the hands of two times, in noises; 0 where too little was seen.

    Hands that were exchanged by a slip of the tracking have not changed.
    """
    exchanged = Shape(after.middle[..., ::-1], after.spread[..., ::-1], after.seen[..., ::-1])
    return np.minimum(_compute_distance_of_hands(before, after), _compute_distance_of_hands(before, exchanged))


def _compute_distance_of_hands(before: Shape, after: Shape) -> FloatArray:
    seen = np.minimum(before.seen, after.seen) >= LEAST_SEEN
    noise = np.sqrt(SPAN_NOISE**2 + (before.spread**2 + after.spread**2) / 2)
    away = np.where(seen, after.middle - before.middle, 0.0) / np.where(seen, noise, 1.0)
    distance: FloatArray = np.sqrt((away**2).sum(axis=(-2, -1)))
    return distance
