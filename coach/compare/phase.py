"""Which moment of a step goes with which: by the phase of the movement, cycle by cycle.

Both paths are sampled evenly by cycles instead of seconds, from the pace that each review holds, so that a slow
stroke and a quick one have as many samples. Of each sample the palms' positions, how the hands open and turn, and the
speeds of both count, each in units of its noise, without what drifts slower than a cycle and in units of how much
moves there. The two are then warped onto each other (:mod:`coach.compare.warping`). Where hands are unseen, or the
movements were not kept, the pace alone carries on; where no pace is known the step is stretched evenly.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from coach.compare.records import Performance, Span
from coach.compare.warping import warp
from coach.records import FloatArray

SAMPLES = 16
"""Samples a cycle."""

BAND_CYCLES = 1.5
"""Cycles to both sides of the best path that are looked at: the pace of a stretch is known within a few percent, so
another cycle is nearer than this only after many."""

SLACK_CYCLES = 0.5
"""Cycles that may be left out at a step's beginning: any two phases lie at most half a cycle apart."""

FEWEST_CYCLES = 1.5
"""With less than this in one of the two there is no rhythm to align by."""

PACE_KNOWN_SHARE = 0.3
"""Share of the ticks of a step whose pace has to be known; between them it is taken from its neighbours."""

SEEN_TOGETHER_SHARE = 0.3
"""Share of the samples in which a hand has to be seen in both; otherwise in each the hand that is seen most counts."""

LEAST_EXTENT = 0.25
"""Of the usual extent of a movement; smaller ones are not blown up to it."""

OCTAVES = (1.0, 0.5, 2.0)
OCTAVE_GAIN = 0.5
"""A pace may be read as half or twice of what it is; the other reading is taken where it matches at half the cost."""

OCTAVE_CYCLES = 20
"""Cycles from the beginning on which the readings are compared."""

KNOT_SAMPLES = 2
"""A knot every eighth of a cycle."""


def align(first: Performance, span: Span, second: Performance, other: Span) -> FloatArray | None:
    """Find the moments of two spans that go together.

    Returns
    -------
    array, shape (k, 2), or None
        Times in both recordings, each rising, two rows at least; what lies before the first and behind the last row has
        no partner. ``None`` where no rhythm is known to align by.
    """
    cycles = _count_cycles(first, span), _count_cycles(second, other)
    if cycles[0] is None or cycles[1] is None:
        return None
    times = _sample_times(*cycles[0], 1.0)
    octave = _choose_octave(first, times, second, cycles[1])
    others = _sample_times(*cycles[1], octave)
    pairs, _ = _warp(first, times, second, others)
    return _to_times(pairs.astype(np.float64), times, others) if len(pairs) > SAMPLES else None


def _choose_octave(
    first: Performance, times: FloatArray, second: Performance, cycles: tuple[FloatArray, FloatArray]
) -> float:
    """Return how many of the first one's cycles the second one's pace counts as one."""
    best, lowest = OCTAVES[0], math.inf
    for octave in OCTAVES:
        others = _sample_times(*cycles, octave)
        pairs, cost = _warp(first, times[: OCTAVE_CYCLES * SAMPLES], second, others[: OCTAVE_CYCLES * SAMPLES])
        if len(pairs) > SAMPLES and cost < OCTAVE_GAIN * lowest:
            best, lowest = octave, cost
    return best


def _warp(
    first: Performance, times: FloatArray, second: Performance, others: FloatArray
) -> tuple[NDArray[np.int_], float]:
    if min(len(times), len(others)) < FEWEST_CYCLES * SAMPLES:
        return np.empty((0, 2), dtype=int), math.inf
    features = _make_features(_sample_path(first, times), _sample_path(second, others))
    return warp(*features, round(BAND_CYCLES * SAMPLES), round(SLACK_CYCLES * SAMPLES))


def _count_cycles(performance: Performance, span: Span) -> tuple[FloatArray, FloatArray] | None:
    """Return times and the cycles done until each; ``None`` where too little of the pace is known."""
    timeline = performance.review.timeline
    if timeline is None:
        return None
    time_s = np.array(timeline.time_s)
    inside = (time_s >= span[0]) & (time_s <= span[1])
    pace = np.array([math.nan if value is None else value for value in timeline.pace_per_min])[inside]
    known = np.isfinite(pace)
    if not inside.any() or known.mean() < PACE_KNOWN_SHARE:
        return None
    grid = np.unique(np.concatenate([[span[0]], time_s[inside], [span[1]]]))
    rate = np.interp(grid, time_s[inside][known], pace[known] / 60.0)
    done = np.concatenate([[0.0], np.cumsum(np.diff(grid) * (rate[1:] + rate[:-1]) / 2.0)])
    return grid, done


def _sample_times(grid: FloatArray, done: FloatArray, octave: float) -> FloatArray:
    """Find the times at which each further part of a cycle is done."""
    count = int(done[-1] * octave * SAMPLES + 1e-9) + 1
    times: FloatArray = np.interp(np.arange(count) / (SAMPLES * octave), done, grid)
    return times


def _sample_path(performance: Performance, times: FloatArray) -> FloatArray:
    """Hands at the times, in units of noise, shape (k, 2, c): palms, then shapes; NaN where unseen or not kept."""
    path = performance.path
    if path is None or len(path.time_s) == 0:
        return np.full((len(times), 2, 2), np.nan)
    parts = [path.place / path.noise, *([] if path.shape is None else [path.shape])]
    flat = np.concatenate(parts, axis=-1).reshape(len(path.time_s), -1)
    sampled = np.column_stack([np.interp(times, path.time_s, column) for column in flat.T])
    return sampled.reshape(len(times), 2, -1)


def _make_features(one: FloatArray, two: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Positions and speeds of the hands that count, shape (k, d) each."""
    seen = [np.isfinite(each[:, :, 0]).mean(axis=0) for each in (one, two)]
    together = np.minimum(*seen) >= SEEN_TOGETHER_SHARE
    if together.any():
        chosen = [each[:, together] for each in (one, two)]
    else:
        chosen = [each[:, [int(share.argmax())]] for each, share in zip((one, two), seen, strict=True)]
    return _describe(chosen[0]), _describe(chosen[1])


def _describe(place: FloatArray) -> FloatArray:
    """Movement within a cycle, shape (k, hands, c) -> (k, 2 c * hands): measures, then speeds, of unit extent."""
    flat = place.reshape(len(place), -1)
    moved = flat - _mean_around(flat, SAMPLES)
    known = np.isfinite(moved)
    square = np.where(known, moved, 0.0) ** 2
    share = 2.0 * square.sum(axis=1, keepdims=True) / np.maximum(known.sum(axis=1, keepdims=True), 1)
    extent = np.sqrt(_mean_around(np.where(known.any(axis=1, keepdims=True), share, np.nan), 2 * SAMPLES))
    if np.isfinite(extent).any():
        extent = np.maximum(extent, max(LEAST_EXTENT * float(np.nanmedian(extent)), 1e-9))
    speed = np.gradient(moved, axis=0) * (SAMPLES / (2.0 * math.pi)) if len(moved) > 1 else np.zeros_like(moved)
    return np.hstack([moved, speed]) / extent


def _mean_around(values: FloatArray, width: int) -> FloatArray:
    """Mean over a window around each row, of what is known; NaN where nothing is."""
    known = np.isfinite(values)
    padding = ((width // 2 + 1, width - width // 2 - 1), (0, 0))
    sums, counts = (np.cumsum(np.pad(each, padding), axis=0) for each in (np.where(known, values, 0.0), known * 1.0))
    total, count = sums[width:] - sums[:-width], counts[width:] - counts[:-width]
    total, count = total[: len(values)], count[: len(values)]
    return np.where(count > 0, total / np.maximum(count, 1.0), np.nan)


def _to_times(pairs: FloatArray, times: FloatArray, others: FloatArray) -> FloatArray:
    """Turn pairs of samples into times: smoothed over a quarter of a cycle, a knot every eighth of one."""
    smooth = np.column_stack([_smooth(column, SAMPLES // 4) for column in pairs.T])
    kept = np.unique(np.append(np.arange(0, len(smooth), KNOT_SAMPLES), len(smooth) - 1))
    return np.column_stack(
        [np.interp(smooth[kept, side], np.arange(len(series)), series) for side, series in enumerate((times, others))]
    )


def _smooth(values: FloatArray, half: int) -> FloatArray:
    """Mean over a symmetric window that shrinks towards the ends, so that both ends stay."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    at = np.arange(len(values))
    reach = np.minimum(half, np.minimum(at, len(values) - 1 - at))
    smooth: FloatArray = (sums[at + reach + 1] - sums[at - reach]) / (2 * reach + 1)
    return smooth
