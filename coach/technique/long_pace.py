"""The pace of a whole stretch where the short windows of the ticks found none.

Hands that are small, far away or unsteady repeat too badly for a window of a few cycles. Over half a minute their
movement still stands out in the spectrum: power is averaged over windows and channels (Welch 1967), and the highest
peak over its neighbourhood is the pace if it is high enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.motion.salience import group_channels
from coach.records import FloatArray, Segment, Timeline

DECIMATION = 4
HZ = SIGNAL_HZ / DECIMATION
"""15 a second is enough for 5 cycles a second."""

WINDOW_S = 10.0
BINS = 1024
SLOWEST_HZ, FASTEST_HZ = 0.3, 5.0
LEAST_S = 10.0
"""Shorter stretches hold too few cycles."""

CLEAR_PEAK = 8.0
"""How far a peak rises over its neighbourhood to be believed; of hands at rest one in ten does."""

NEIGHBOURHOOD = 1.6
"""Factor on both sides of a frequency in which the usual power is looked for."""

LOBE = 2.2
"""Half width of a peak under a Hann window, in bins of the window's own length."""

QUICK = ("rubbing", "tapping")
"""Techniques of which ten seconds hold enough cycles; of slow strokes only a harmonic would be found."""

LEAST_SEEN = 0.6
LEAST_KNOWN = 0.6
"""Share of a stretch's ticks with a pace from which nothing is added."""

FLOOR = 0.02
"""Power of nothing, in units of the channels' noise."""


def add_paces(
    timeline: Timeline, segments: Sequence[Segment], signals: Signals
) -> tuple[Timeline, tuple[Segment, ...]]:
    """Return the timeline and its segments with a pace where one was found over the whole stretch only."""
    time_s = timeline.time_s
    pace = timeline.pace_per_min.copy()
    channels: FloatArray | None = None
    renewed = []
    for segment in segments:
        inside = (time_s >= segment.start_s) & (time_s < segment.end_s)
        unknown = inside & ~np.isfinite(pace)
        works = segment.technique in QUICK and segment.duration_s >= LEAST_S
        if works and unknown.sum() > (1.0 - LEAST_KNOWN) * inside.sum():
            channels = _decimate(signals) if channels is None else channels
            first = round((segment.start_s - float(signals.time_s[0])) * HZ)
            found = find_pace(channels[max(0, first) : first + round(segment.duration_s * HZ)])
            if found is not None:
                pace[unknown] = found
                if segment.pace_per_min is None:
                    segment = replace(segment, pace_per_min=found, regularity=0.0)
        renewed.append(segment)
    return replace(timeline, pace_per_min=pace), tuple(renewed)


def find_pace(channels: FloatArray) -> float | None:
    """Pace of a stretch in cycles a minute from its channels at 15 Hz, shape (k, c), NaN where not seen."""
    length = min(len(channels), round(WINDOW_S * HZ))
    powers = [
        _power(channels[first : first + length]) for first in range(0, len(channels) - length + 1, max(1, length // 2))
    ]
    known = [power for power in powers if power is not None]
    if length < LEAST_S * HZ / 2 or not known:
        return None
    power = np.mean(known, axis=0)
    rate_hz = np.fft.rfftfreq(BINS, 1.0 / HZ)
    lobe_hz = LOBE * HZ / length
    highest, pace = CLEAR_PEAK, None
    for i in np.flatnonzero((rate_hz >= SLOWEST_HZ) & (rate_hz <= FASTEST_HZ)):
        if not power[i - 1] < power[i] >= power[i + 1]:
            continue
        around = (rate_hz >= rate_hz[i] / NEIGHBOURHOOD) & (rate_hz <= rate_hz[i] * NEIGHBOURHOOD + lobe_hz)
        around &= np.abs(rate_hz - rate_hz[i]) > lobe_hz
        height = power[i] / max(FLOOR, float(np.median(power[around]))) if around.any() else 0.0
        if height > highest:
            highest, pace = height, 60.0 * float(rate_hz[i])
    return pace


def _power(window: FloatArray) -> FloatArray | None:
    """Mean power spectrum of the channels that were seen, detrended by a parabola; ``None`` where none was."""
    seen = np.isfinite(window)
    enough = seen.mean(axis=0) >= LEAST_SEEN
    if not enough.any():
        return None
    window, seen = window[:, enough], seen[:, enough]
    mean = np.where(seen, window, 0.0).sum(axis=0) / seen.sum(axis=0)
    moved = np.where(seen, window - mean, 0.0)
    ways = np.vander(np.linspace(-1.0, 1.0, len(window)), 3)
    moved = np.where(seen, moved - ways @ np.linalg.lstsq(ways, moved)[0], 0.0)
    hann = np.hanning(len(window) + 2)[1:-1, None]
    power: FloatArray = np.mean(np.abs(np.fft.rfft(moved * hann, BINS, axis=0)) ** 2, axis=1) / (hann**2).sum()
    return power


def _decimate(signals: Signals) -> FloatArray:
    """All channels in units of their noise at a quarter of their rate."""
    channels, _ = group_channels(signals)
    groups = channels[: len(channels) // DECIMATION * DECIMATION].reshape(-1, DECIMATION, channels.shape[1])
    known = np.isfinite(groups)
    count = known.sum(axis=1)
    return np.where(count > 0, np.where(known, groups, 0.0).sum(axis=1) / np.maximum(count, 1), np.nan)
