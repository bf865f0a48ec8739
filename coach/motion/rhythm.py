"""How fast: the cycle rate of the hands, from a full-back stroke of 7 s to tapping at 6 a second.

Method. For every candidate period :mod:`coach.motion.salience` says how well the movement repeats after that time. A
path through time is then chosen by dynamic programming with a price on changes of tempo and on longer periods, as in
pYIN (Mauch & Dixon 2014), which resolves the octave: a movement that repeats after T also repeats after 2 T.

Deviations: periods on a logarithmic grid; a state "no rhythm".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import Signals
from coach.motion.salience import compute_salience
from coach.motion.tempo import NONE, Tempo, TempoPath
from coach.records import FloatArray

TICK_S = 0.2
"""Distance of the time grid on which everything is judged."""

SLOWEST_HZ = 0.07
FASTEST_HZ = 7.0
BINS_PER_OCTAVE = 36
"""The range of rates that are looked for, cycles a second, and how finely: 2 % a step. The slowest stroke
that is looked for takes 14 s, the quickest blows of one hand come seven times a second."""
FRAME_RATE_SHARE = 1.0 / 3.0
"""Share of the frame rate above which no rhythm is claimed."""


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


PERIODS_S: FloatArray = 2.0 ** np.arange(-np.log2(FASTEST_HZ), -np.log2(SLOWEST_HZ), 1.0 / BINS_PER_OCTAVE)
"""Candidate periods, rising, on a logarithmic grid."""


def detect_rhythm(signals: Signals, ticks_s: FloatArray) -> Rhythm:
    """Find the cycle rate at every tick of a recording, shape (m,)."""
    salience = compute_salience(signals, ticks_s, PERIODS_S)
    chosen = _tempo_path().choose(np.nan_to_num(salience, nan=-1.0))
    return _read_rhythm(signals, ticks_s, salience, chosen)


def follow_rhythm(signals: Signals, tempo: Tempo | None) -> tuple[Rhythm, Tempo]:
    """Find the cycle rate at the newest sample of a running stream.

    Parameters
    ----------
    signals : Signals
        Of the newest part of the stream.
    tempo : Tempo or None
        What was returned a tick ago; ``None`` begins.

    Returns
    -------
    Rhythm
        Of one tick.
    Tempo
    """
    now_s = signals.time_s[-1:]
    salience = compute_salience(signals, now_s, PERIODS_S)
    tempo = _tempo_path().advance(tempo, np.nan_to_num(salience[0], nan=-1.0))
    return _read_rhythm(signals, now_s, salience, np.array([tempo.choice])), tempo


@cache
def _tempo_path() -> TempoPath:
    return TempoPath(PERIODS_S)


def _read_rhythm(signals: Signals, ticks_s: FloatArray, salience: FloatArray, chosen: NDArray[np.int_]) -> Rhythm:
    seen = np.isfinite(salience).any(axis=1)
    voiced = (chosen != NONE) & seen
    at = np.maximum(chosen, 0)
    rate = np.where(voiced, 1.0 / _refine(salience, chosen), np.nan)
    too_fast = voiced & (1.0 / PERIODS_S[at] > signals.frame_rate * FRAME_RATE_SHARE)
    rate[too_fast] = np.nan
    strength = np.where(voiced, np.nan_to_num(salience[np.arange(len(at)), at]), 0.0)
    return Rhythm(ticks_s, rate, np.where(seen, np.clip(strength, 0.0, 1.0), np.nan), too_fast)


def _refine(salience: FloatArray, chosen: NDArray[np.int_]) -> FloatArray:
    """Move each chosen period to the peak of the parabola through it and its neighbours."""
    at = np.clip(chosen, 1, len(PERIODS_S) - 2)
    rows = np.arange(len(chosen))
    left, mid, right = (salience[rows, at + offset] for offset in (-1, 0, 1))
    bend = left - 2 * mid + right
    with np.errstate(invalid="ignore", divide="ignore"):
        shift = np.where(bend < 0, 0.5 * (left - right) / bend, 0.0)
    shift = np.clip(np.nan_to_num(shift), -1.0, 1.0)
    refined: FloatArray = PERIODS_S[at] * 2.0 ** (shift / BINS_PER_OCTAVE)
    return refined
