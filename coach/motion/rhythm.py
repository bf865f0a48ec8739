"""How fast: the cycle rate of the hands, from a full-back stroke of 7 s to tapping at 6 a second.

Method. For every candidate period the multi-channel normalised square difference function (McLeod & Wyvill 2005, "A
smarter way to find pitch") says how well the movement repeats after that time: 1 exactly, 0 not at all, -1 reversed.
The channels are the palm's two coordinates, the fingertips', the grasp, the apparent size and the optical flow around
the hands, each in units of its noise. Because x and y enter as one vector, a circular turn has its true period, not
half of it. Windows grow with the period, 2 to 32 s, each at its own sampling rate, so that every window has the same
number of samples. A path through time is then chosen by dynamic programming with a price on changes of tempo and on
longer periods, as in pYIN (Mauch & Dixon 2014), which resolves the octave: a movement that repeats after T also repeats
after 2 T.

Deviations: periods on a logarithmic grid; a state "no rhythm"; both hands are summed (each weighs what it moves).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.records import FloatArray

TICK_S = 0.2
"""Distance of the time grid on which everything is judged."""

SLOWEST_HZ = 0.07
FASTEST_HZ = 7.0
BINS_PER_OCTAVE = 36
FRAME_RATE_SHARE = 1.0 / 3.0
"""Share of the frame rate above which no rhythm is claimed."""

LEVELS = 5
WINDOW_SAMPLES = 120
"""Samples a window; level ``i`` has 60 / 2**i samples a second and so lasts 2 * 2**i seconds."""

CYCLES_IN_WINDOW = 2.5
"""Cycles wanted in a window; a period uses the shortest window that holds so many, or the longest there is."""

CHANNEL_NOISE = {"path": 0.03, "tips": 0.06, "grasp": 0.08, "log_size": 0.06, "flow": 0.3}
"""Landmark noise of each channel in hand sizes (log for size), measured on resting hands and rounded up; a channel
that moves less than its noise says nothing about rhythm. Flow is in hand sizes a second."""

FALLEN = 0.2
"""A period is looked for only behind the lag where the movement has stopped to be like itself."""

OCTAVE_PRICE = 0.06
"""Salience that one octave longer costs."""

TEMPO_PRICE = 1.5
"""Salience that a change of tempo by one octave from one tick to the next costs."""

LEAST_SAMPLES = 8
SEEN_SHARE = 0.5
"""Share of a window in which a group of channels must be seen."""

CHUNK = 128
"""Ticks that are worked on at once, which bounds the memory whatever the recording's length."""

NO_RHYTHM = 0.28
"""Salience of "no rhythm": a period must repeat better than this, less the price of its length, to be claimed."""

SWITCH_PRICE = 0.4
"""Salience that starting or ending a rhythm costs."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The cycle rate over time.

    Attributes
    ----------
    time_s : array, shape (m,)
        Ticks.
    rate_hz : array, shape (m,)
        Cycles a second per hand; NaN: no rhythm, or nothing seen.
    salience : array, shape (m,)
        How well the movement repeats at that rate, 0 to 1; NaN where nothing was seen.
    too_fast : bool array, shape (m,)
        The movement repeats, but at a rate that the frame rate cannot resolve.
    """

    time_s: FloatArray
    rate_hz: FloatArray
    salience: FloatArray
    too_fast: NDArray[np.bool_]


def make_ticks(signals: Signals) -> FloatArray:
    """Make the time grid of ticks that lie inside the signals, from their start."""
    span_s = float(signals.time_s[-1] - signals.time_s[0])
    ticks: FloatArray = signals.time_s[0] + np.arange(int(span_s / TICK_S + 1e-6) + 1) * TICK_S
    return ticks


def detect_rhythm(signals: Signals, ticks_s: FloatArray) -> Rhythm:
    """Find the cycle rate at every tick.

    Parameters
    ----------
    signals : Signals
    ticks_s : array, shape (m,)

    Returns
    -------
    Rhythm
    """
    periods_s = 2.0 ** np.arange(-np.log2(FASTEST_HZ), -np.log2(SLOWEST_HZ), 1.0 / BINS_PER_OCTAVE)
    salience = compute_salience(signals, ticks_s, periods_s)
    limit_hz = signals.frame_rate * FRAME_RATE_SHARE
    allowed = 1.0 / periods_s <= limit_hz
    seen = np.isfinite(salience).any(axis=1)
    chosen = _best_path(np.nan_to_num(salience, nan=-1.0), periods_s)
    rate = np.full(len(ticks_s), np.nan)
    voiced = (chosen >= 0) & seen
    rate[voiced] = 1.0 / _refine(salience, periods_s, chosen)[voiced]
    rows = np.arange(len(ticks_s))
    strength = np.where(voiced, salience[rows, np.maximum(chosen, 0)], 0.0)
    too_fast = voiced & ~allowed[np.maximum(chosen, 0)]
    rate[too_fast] = np.nan
    return Rhythm(ticks_s, rate, np.where(seen, np.clip(np.nan_to_num(strength), 0.0, 1.0), np.nan), too_fast)


def compute_salience(signals: Signals, ticks_s: FloatArray, periods_s: FloatArray) -> FloatArray:
    """How well the movement around each tick repeats after each period.

    Every group of channels (a hand's path, its fingertips, its grasp, its apparent size, the flow) has a function of
    its own; they are averaged with the weight of how far the group moves beyond its noise and how well it repeats.

    Returns
    -------
    array, shape (m, p)
        -1 to 1; NaN where no group was seen in half of the window.
    """
    total = np.zeros((len(ticks_s), len(periods_s)))
    weights = np.zeros_like(total)
    level_of = _level_of(periods_s)
    for channels in _group_channels(signals):
        rate_hz = SIGNAL_HZ
        for level in range(LEVELS):
            if level:
                channels = _halve(channels)
                rate_hz /= 2.0
            mine = np.flatnonzero(level_of == level)
            if len(channels) < LEAST_SAMPLES or len(mine) == 0:
                continue
            centres = (ticks_s - signals.time_s[0]) * rate_hz
            for start in range(0, len(ticks_s), CHUNK):
                rows = slice(start, start + CHUNK)
                square, strength = _normalised_square_difference(channels, centres[rows])
                value = _at_lags(square, periods_s[mine] * rate_hz)
                weight = strength[:, None] * np.isfinite(value)
                total[rows, mine[0] : mine[-1] + 1] += weight * np.nan_to_num(value)
                weights[rows, mine[0] : mine[-1] + 1] += weight
    salience: FloatArray = np.where(weights > 0, total / np.maximum(weights, 1e-9), np.nan)
    return salience


def _group_channels(signals: Signals) -> list[FloatArray]:
    """Group the channels that belong together, each (k, c), in units of their noise."""
    groups: list[FloatArray] = []
    for slot in range(signals.path.shape[1]):
        groups += [
            signals.path[:, slot] / CHANNEL_NOISE["path"],
            signals.tips[:, slot] / CHANNEL_NOISE["tips"],
            signals.grasp[:, slot, None] / CHANNEL_NOISE["grasp"],
            signals.log_size[:, slot, None] / CHANNEL_NOISE["log_size"],
        ]
    if signals.flow.shape[1]:
        groups.append(signals.flow / CHANNEL_NOISE["flow"])
    return [group for group in groups if np.isfinite(group).any()]


def _level_of(periods_s: FloatArray) -> NDArray[np.int_]:
    windows_s = WINDOW_SAMPLES / SIGNAL_HZ * 2.0 ** np.arange(LEVELS)
    wanted = np.searchsorted(windows_s, CYCLES_IN_WINDOW * periods_s - 1e-9)
    return np.minimum(wanted, LEVELS - 1)


def _halve(channels: FloatArray) -> FloatArray:
    """Halve the sampling rate by averaging pairs (NaN only where both are)."""
    pairs = channels[: len(channels) // 2 * 2].reshape(-1, 2, channels.shape[1])
    known = np.isfinite(pairs)
    count = known.sum(axis=1)
    mean = np.where(known, pairs, 0.0).sum(axis=1) / np.maximum(count, 1)
    return np.where(count > 0, mean, np.nan)


def _normalised_square_difference(channels: FloatArray, centres: FloatArray) -> tuple[FloatArray, FloatArray]:
    """NSDF of a group of channels in the window around each centre: (m, lags), and its weight, (m,).

    Windows are moved inside the data at its ends, so the first and last ticks share a full window.
    """
    n = min(WINDOW_SAMPLES, len(channels))
    first = np.clip(np.round(centres - n / 2).astype(int), 0, len(channels) - n)
    window = channels[first[:, None] + np.arange(n)]
    mask = np.isfinite(window).all(axis=2).astype(np.float64)
    seen = mask.sum(axis=1) >= SEEN_SHARE * n
    x = _detrend(np.where(mask[..., None] > 0, window, 0.0), mask)
    energy = (x**2).sum(axis=2)
    power = energy.sum(axis=1) / np.maximum(mask.sum(axis=1), 1.0) / channels.shape[1]
    lags = n // 2 + 1
    fx, fm, fs = (np.fft.rfft(a, 2 * n, axis=1) for a in (x, mask, energy))
    product = np.fft.irfft((np.abs(fx) ** 2).sum(axis=2), 2 * n, axis=1)[:, :lags]
    square = np.fft.irfft(2.0 * np.real(fs * np.conj(fm)), 2 * n, axis=1)[:, :lags]
    # The constant (a tenth of the noise's own energy) keeps a window in which nothing moves from 0 / 0.
    raw = 2.0 * product / (square + 0.1 * n * channels.shape[1])
    # Any smooth movement is like itself a moment ago: lags before the function first falls are no period.
    value = np.where(np.cumsum(raw < FALLEN, axis=1) > 0, raw, -1.0)
    repeats = np.clip(value.max(axis=1), 0.0, 1.0)
    strength = np.where(seen, power / (power + 1.0) * repeats**2, 0.0)
    return np.where(seen[:, None], value, np.nan), strength


def _detrend(x: FloatArray, mask: FloatArray) -> FloatArray:
    """Take the straight line fitted to the seen samples out of each channel; unseen samples become 0."""
    ramp = np.linspace(-1.0, 1.0, x.shape[1])
    weight = np.maximum(mask.sum(axis=1), 1.0)
    mean_r = (mask @ ramp) / weight
    centred = (ramp[None, :] - mean_r[:, None]) * mask
    mean_x = x.sum(axis=1) / weight[:, None]
    slope = np.einsum("mn,mnc->mc", centred, x) / np.maximum((centred**2).sum(axis=1), 1e-9)[:, None]
    detrended: FloatArray = (x - mean_x[:, None]) * mask[..., None] - centred[..., None] * slope[:, None]
    return detrended


def _at_lags(square: FloatArray, lags: FloatArray) -> FloatArray:
    """Read functions of whole lags, (m, l), at fractional lags by cubic (Catmull-Rom) interpolation."""
    i = np.clip(np.floor(lags).astype(int), 1, square.shape[1] - 3)
    u = lags - i
    p0, p1, p2, p3 = (square[:, i + offset] for offset in (-1, 0, 1, 2))
    value: FloatArray = p1 + 0.5 * u * (p2 - p0 + u * (2 * p0 - 5 * p1 + 4 * p2 - p3 + u * (3 * (p1 - p2) + p3 - p0)))
    value[:, lags > square.shape[1] - 2] = np.nan
    return value


def _best_path(salience: FloatArray, periods_s: FloatArray) -> NDArray[np.int_]:
    """Choose a period a tick, or -1 for none, by dynamic programming (Viterbi)."""
    m, p = salience.shape
    octaves = np.log2(periods_s / periods_s[0])
    gain = salience - OCTAVE_PRICE * octaves
    # The price of length is for choosing among periods; against "no rhythm" the best one competes without it.
    none = NO_RHYTHM - OCTAVE_PRICE * octaves[gain.argmax(axis=1)] if m else np.zeros(0)
    steps = np.abs(octaves[:, None] - octaves[None, :])
    price = np.minimum(TEMPO_PRICE * steps, 2 * SWITCH_PRICE)
    came = np.zeros((m, p + 1), dtype=np.int32)
    score = np.concatenate([gain[0], none[:1]]) if m else np.zeros(p + 1)
    for tick in range(1, m):
        inner = score[None, :p] - price
        best = inner.argmax(axis=1)
        value = inner[np.arange(p), best]
        from_none = score[p] - SWITCH_PRICE
        came[tick, :p] = np.where(value >= from_none, best, p)
        to_none = int(score[:p].argmax())
        came[tick, p] = p if score[p] >= score[to_none] - SWITCH_PRICE else to_none
        none_score = max(score[p], score[to_none] - SWITCH_PRICE)
        score = np.append(np.maximum(value, from_none) + gain[tick], none_score + none[tick])
        score -= score.max()
    chosen = np.full(m, -1)
    state = int(score.argmax()) if m else p
    for tick in range(m - 1, -1, -1):
        chosen[tick] = state if state < p else -1
        state = int(came[tick, state])
    return chosen


def _refine(salience: FloatArray, periods_s: FloatArray, chosen: NDArray[np.int_]) -> FloatArray:
    """Move each chosen period to the peak of the parabola through it and its neighbours."""
    at = np.clip(chosen, 1, len(periods_s) - 2)
    rows = np.arange(len(chosen))
    left, mid, right = (salience[rows, at + offset] for offset in (-1, 0, 1))
    bend = left - 2 * mid + right
    with np.errstate(invalid="ignore", divide="ignore"):
        shift = np.where(bend < 0, 0.5 * (left - right) / bend, 0.0)
    shift = np.clip(np.nan_to_num(shift), -1.0, 1.0)
    refined: FloatArray = periods_s[at] * 2.0 ** (shift / BINS_PER_OCTAVE)
    return refined
