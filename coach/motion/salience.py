"""How well a movement repeats after each of many periods.

The multi-channel normalised square difference function (McLeod & Wyvill 2005, "A smarter way to find pitch") says it:
1 exactly, 0 not at all, -1 reversed. The channels are the palm's two coordinates, the fingertips', the thumb's, the
grasp, the apparent size and the optical flow around the hands, each in units of its noise. Because x and y enter as
one vector, a circular turn has its true period, not half of it. Windows grow with the period, 2 to 32 s, each at its
own sampling rate, so that every window has the same number of samples. Both hands are summed (each weighs what it
moves).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.fft import irfft, rfft
from numpy.typing import NDArray

from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.records import FloatArray

LEVELS = 5
"""How many windows are looked at, each twice as long as the one before: 2 to 32 seconds."""
WINDOW_SAMPLES = 120
"""Samples a window; level ``i`` has 60 / 2**i samples a second and so lasts 2 * 2**i seconds."""

CYCLES_IN_WINDOW = 2.5
"""Cycles wanted in a window; a period uses the shortest window that holds so many, or the longest there is."""

CHANNEL_NOISE = {"path": 0.03, "tips": 0.06, "thumb": 0.05, "grasp": 0.08, "log_size": 0.06, "flow": 0.3}
"""Landmark noise of each channel in hand sizes (log for size), measured on resting hands and rounded up; a channel
that moves less than its noise says nothing about rhythm. Flow is in hand sizes a second."""

FALLEN = 0.2
"""A period is looked for only behind the lag where the movement has stopped to be like itself."""

LEAST_SAMPLES = 8
"""Samples that a window needs at least to be compared with itself."""
SEEN_SHARE = 0.5
"""Share of a window in which a group of channels must be seen, and of the pairs of moments so far apart as a period in
which both must be: an outline that came for a second was like itself by chance after nearly as long."""

CHUNK = 8
"""Ticks that are worked on at once, with their windows of all lengths: what is worked on fits into a processor's cache,
and the memory does not grow with the recording."""


def compute_salience(signals: Signals, ticks_s: FloatArray, periods_s: FloatArray) -> FloatArray:
    """How well the movement around each tick repeats after each period.

    Every group of channels (a hand's path, its fingertips, its grasp, its apparent size, the flow) has a function of
    its own; they are averaged with the weight of how far the group moves beyond its noise and how well it repeats.

    Returns
    -------
    array, shape (m, p)
        -1 to 1; NaN where no group was seen in half of the window, or of its pairs.
    """
    channels, groups = group_channels(signals)
    total, weights = (np.zeros((len(ticks_s), len(periods_s))) for _ in range(2))
    levels = _list_levels(channels, periods_s)
    for start in range(0, len(ticks_s), CHUNK):
        rows = slice(start, start + CHUNK)
        passed_s = ticks_s[rows] - signals.time_s[0]
        windows = [_cut_windows(level.channels, passed_s * level.rate_hz) for level in levels]
        for level, (square, strength) in zip(levels, _compare_windows(windows, groups), strict=True):
            value = _at_lags(square, periods_s[level.periods] * level.rate_hz)
            weight = strength[:, None, :] * np.isfinite(value)
            known = weight.sum(axis=2)
            mean = (weight * np.nan_to_num(value)).sum(axis=2) / np.maximum(known, 1e-9)
            share = np.where(known > 0, level.share, 0.0)
            total[rows, level.periods] += share * mean
            weights[rows, level.periods] += share
    return np.where(weights > 0, total / np.maximum(weights, 1e-9), np.nan)


@dataclass(frozen=True, slots=True)
class _Level:
    """The channels at one sampling rate, and the periods that are read from windows of them, with what share."""

    channels: FloatArray
    rate_hz: float
    periods: slice
    share: FloatArray


def _list_levels(channels: FloatArray, periods_s: FloatArray) -> list[_Level]:
    levels, rate_hz = [], SIGNAL_HZ
    for number, shares in enumerate(_share_of_levels(periods_s)):
        if number:
            channels, rate_hz = _halve(channels), rate_hz / 2.0
        mine = np.flatnonzero(shares > 0)
        if len(channels) >= LEAST_SAMPLES and len(mine):
            periods = slice(int(mine[0]), int(mine[-1]) + 1)
            levels.append(_Level(channels, rate_hz, periods, shares[periods]))
    return levels


def group_channels(signals: Signals, rows: slice = slice(None)) -> tuple[FloatArray, NDArray[np.int_]]:
    """Channels of some samples in units of their noise, (k, c), and where each group of them begins, (g,)."""
    columns: list[FloatArray] = []
    for slot in range(signals.path.shape[1]):
        columns += [
            signals.path[rows, slot] / CHANNEL_NOISE["path"],
            signals.tips[rows, slot] / CHANNEL_NOISE["tips"],
            signals.thumb[rows, slot] / CHANNEL_NOISE["thumb"],
            signals.grasp[rows, slot, None] / CHANNEL_NOISE["grasp"],
            signals.log_size[rows, slot, None] / CHANNEL_NOISE["log_size"],
        ]
    if signals.flow.shape[1]:
        columns.append(signals.flow[rows] / CHANNEL_NOISE["flow"])
    sizes = [column.shape[1] for column in columns]
    return np.concatenate(columns, axis=1), np.cumsum([0, *sizes[:-1]])


def _share_of_levels(periods_s: FloatArray) -> FloatArray:
    """Share of each level in each period, (levels, p): half and half where a period just fills the shorter window.

    One level gives way to the next over a whole octave. With a hard edge the shorter window, which a change of tempo
    hurts less, would win beyond it: paces of 64 to 73 a minute were drawn to 76.
    """
    octaves = np.log2(CYCLES_IN_WINDOW * periods_s * SIGNAL_HZ / WINDOW_SAMPLES)
    place = np.clip(octaves + 0.5, 0.0, LEVELS - 1.0)
    shares: FloatArray = np.maximum(1.0 - np.abs(place - np.arange(LEVELS)[:, None]), 0.0)
    return shares


def _halve(channels: FloatArray) -> FloatArray:
    """Halve the sampling rate by averaging pairs (NaN only where both are)."""
    even = len(channels) // 2 * 2
    first, second = channels[0:even:2], channels[1:even:2]
    mean = 0.5 * (first + second)
    return np.where(np.isfinite(mean), mean, np.where(np.isfinite(first), first, second))


def _cut_windows(channels: FloatArray, centres: FloatArray) -> FloatArray:
    """Windows around centres, in samples: (k, c) -> (m, n, c).

    They are moved inside the data at its ends, so the first and last ticks share a full window.
    """
    n = min(WINDOW_SAMPLES, len(channels))
    # Centres of halved channels fall between two samples: which one is taken must not hang on the clock's rounding.
    first = np.clip(np.floor(centres - n / 2 + 0.5 + 1e-4).astype(int), 0, len(channels) - n)
    windows: FloatArray = channels[first[:, None] + np.arange(n)]
    return windows


def _compare_windows(windows: list[FloatArray], groups: NDArray[np.int_]) -> Iterator[tuple[FloatArray, FloatArray]]:
    """NSDF and weight of every level's windows; levels whose windows are equally long are worked on at once."""
    for _, alike in groupby(windows, key=lambda window: window.shape[1]):
        several = list(alike)
        square, strength = _normalised_square_difference(np.concatenate(several), groups)
        parts = len(several)
        yield from zip(np.split(square, parts), np.split(strength, parts), strict=True)


def _normalised_square_difference(window: FloatArray, groups: NDArray[np.int_]) -> tuple[FloatArray, FloatArray]:
    """NSDF of every group in windows (m, n, c): (m, lags, g), and its weight, (m, g)."""
    n = window.shape[1]
    width = np.diff([*groups, window.shape[2]])
    known = np.logical_and.reduceat(np.isfinite(window), groups, axis=2)
    mask = known.astype(np.float64)
    seen = mask.sum(axis=1) >= SEEN_SHARE * n
    spread = np.repeat(mask, width, axis=2)
    x = _detrend(np.where(spread > 0, window, 0.0), spread)
    energy = np.add.reduceat(x**2, groups, axis=2)
    power = energy.sum(axis=1) / np.maximum(mask.sum(axis=1), 1.0) / width
    lags = n // 2 + 1
    # One transform for all, there and back: of many short ones the calls cost most.
    spectra = rfft(np.concatenate([x, mask, energy], axis=2), 2 * n, axis=1)
    fx, fm, fs = np.split(spectra, [x.shape[2], x.shape[2] + len(groups)], axis=2)
    alike = np.add.reduceat(fx.real**2 + fx.imag**2, groups, axis=2)
    seen_twice = fm.real**2 + fm.imag**2
    back = irfft(np.concatenate([alike, 2.0 * (fs * np.conj(fm)).real, seen_twice], axis=2), 2 * n, axis=1)[:, :lags]
    product, square, pairs = np.split(back, 3, axis=2)
    # The constant (a tenth of the noise's own energy) keeps a window in which nothing moves from 0 / 0.
    raw = 2.0 * product / (square + 0.1 * n * width)
    # Any smooth movement is like itself a moment ago: lags before the function first falls are no period.
    value = np.where(np.cumsum(raw < FALLEN, axis=1) > 0, raw, -1.0)
    # Whole numbers but for the transform's rounding.
    enough = seen[:, None] & (pairs > SEEN_SHARE * (n - np.arange(lags))[:, None] - 0.25)
    repeats = np.clip(np.where(enough, value, -1.0).max(axis=1), 0.0, 1.0)
    strength = np.where(seen, power / (power + 1.0) * repeats**2, 0.0)
    return np.where(enough, value, np.nan), strength


def _detrend(x: FloatArray, mask: FloatArray) -> FloatArray:
    """Take the straight line fitted to the seen samples out of each channel; unseen samples become 0."""
    ramp = np.linspace(-1.0, 1.0, x.shape[1])[None, :, None]
    weight = np.maximum(mask.sum(axis=1, keepdims=True), 1.0)
    centred = (ramp - (mask * ramp).sum(axis=1, keepdims=True) / weight) * mask
    mean = x.sum(axis=1, keepdims=True) / weight
    slope = (centred * x).sum(axis=1, keepdims=True) / np.maximum((centred**2).sum(axis=1, keepdims=True), 1e-9)
    detrended: FloatArray = (x - mean) * mask - centred * slope
    return detrended


def _at_lags(square: FloatArray, lags: FloatArray) -> FloatArray:
    """Read functions of whole lags, (m, l, g), at fractional lags by cubic (Catmull-Rom) interpolation."""
    i = np.clip(np.floor(lags).astype(int), 1, square.shape[1] - 3)
    u = (lags - i)[:, None]
    p0, p1, p2, p3 = (square[:, i + offset] for offset in (-1, 0, 1, 2))
    value: FloatArray = p1 + 0.5 * u * (p2 - p0 + u * (2 * p0 - 5 * p1 + 4 * p2 - p3 + u * (3 * (p1 - p2) + p3 - p0)))
    value[:, lags > square.shape[1] - 2] = np.nan
    return value
