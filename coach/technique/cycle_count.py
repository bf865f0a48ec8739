"""How many cycles a stretch has: those that were done, not those that its pace would have made of its length.

A stretch begins and ends half a second beside its movement, hands pause within it, and a pace that is off by two
hundredths is off by a cycle after fifty. So the movement is demodulated at the stretch's rate, and its phase is
followed over the parts in which the rhythm is there at all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.motion.salience import group_channels
from coach.motion.smoothing import runs_of
from coach.records import FloatArray
from coach.technique.borders import demodulate

PRESENT = 0.5
"""Share of the usual amplitude from which a rhythm is there: what is left of a steady one where it breaks off."""

KNOWN = 0.3
"""Share of what usually moves that must be seen to tell that it does not move; else it is taken to go on."""

LEAST_CYCLES = 4.0
"""In fewer the rhythm's edges reach into each other."""

HOP_CYCLES = 0.25
"""The phase is followed in steps of this, so that none is half a turn."""


def count_cycles(signals: Signals, start_s: float, end_s: float, rate_hz: float) -> float:
    """Count the cycles of a rhythm between two times.

    Parameters
    ----------
    signals : Signals
    start_s, end_s : float
    rate_hz : float
        About how many there are a second.

    Returns
    -------
    float
        As many as the rate makes of the time where there are too few to look at.
    """
    usual = rate_hz * (end_s - start_s)
    inside = (signals.time_s >= start_s) & (signals.time_s < end_s)
    if usual < LEAST_CYCLES or not inside.any():
        return usual
    first, last = np.flatnonzero(inside)[[0, -1]]
    margin = round(SIGNAL_HZ / rate_hz)
    begin = max(0, first - margin)
    channels, _ = group_channels(signals, slice(begin, last + 1 + margin))
    waves = demodulate(channels, rate_hz)[first - begin : last + 1 - begin]
    present = _is_present(waves)
    hop = max(1, round(HOP_CYCLES / rate_hz * SIGNAL_HZ))
    cycles = float(present.mean()) * usual
    for start, end in runs_of(present):
        at = np.append(np.arange(start, end - 1, hop), end - 1)
        if present[start] and len(at) > 1:
            gained = np.angle((waves[at[1:]] * np.conj(waves[at[:-1]])).sum(axis=1))
            cycles += float(gained.sum()) / (2 * np.pi)
    return cycles


def _is_present(waves: NDArray[np.complex128]) -> NDArray[np.bool_]:
    """Tell where a rhythm is there, shape (k,), from the amplitudes of all channels, 0 where one is not seen."""
    power = np.abs(waves) ** 2
    seen = power > 0
    usual: FloatArray = np.array([np.median(column[column > 0]) if (column > 0).any() else 0.0 for column in power.T])
    expected = seen @ usual
    known = expected >= KNOWN * usual.sum()
    strength = np.sqrt(power.sum(axis=1) / np.maximum(expected, 1e-12))
    if not known.any():
        return np.ones(len(waves), dtype=bool)
    whole = float(np.median(strength[known]))
    return np.asarray(~known | (strength >= PRESENT * whole))
