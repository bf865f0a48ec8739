"""How the two hands go together: in step, in turn, one alone, one on the other.

What tells the phase between the hands depends on the work. Hands that go over the back are compared by their ways. Of
hands that stay in place, kneading ones are compared by their fingers (opening and closing looks alike in both hands
however they are turned, while the palm's small way depends on where each hand points), tapping ones by their palms,
which rise the same way in the picture. Both are compared at the cycle's rate only, by harmonic regression in windows of
a few cycles (:mod:`coach.motion.strokes`), so that wandering and trembling have no say.

Which signals count was fitted on simulated hands and on rendered ones as the hand model sees them (114 and 60 stretches
of kneading and tapping with both hands in sight): fingers alone tell kneading in 96 to 100 % and tapping in 47 to 87 %,
palms alone tapping in 97 % and kneading in 17 to 88 %.

A hand that was not seen may lie under the other, be hidden behind it, or rest outside the picture (of 23 simulated and
rendered stretches with one hand never in sight it rested in 12): then nothing is told.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.motion.strokes import HandStroke, compute_share_in_beat
from coach.motion.waves import fit_waves
from coach.records import N_HANDS, Axis, FloatArray, HandsMode, Verdict

STACKED_SIZES = 0.5
"""Distance of the palms, hand sizes (median), under which one hand lies on the other."""

STACKED_SEEN = (0.05, 0.65)
"""How often the lower of two stacked hands is seen, as a share of the upper one: it shows through at times; two palms
that rub each other are found about equally often."""

IN_STEP = 0.35
"""Correlation of the hands' movement above which they go together, and under minus which in turn."""

LONE_SHARE = 0.25
"""A hand seen or moving less than this share of the other's does not take part."""

LONE_BEAT = 0.12
"""A hand that moves with the other's beat by less than this share of its reach does not take part either."""

_FINGER_WEIGHTS = {"grasp": 1.0, "reach": 1.0, "spread": 2.0}
_PALM_WEIGHTS = {"palm": 1.0, "grasp": 0.5, "reach": 0.5}
"""How much each signal counts in the phase between hands that knead, and between others; no unit. Fitted on the
simulated and rendered stretches named above."""


Pulse = tuple[FloatArray, ...]
"""Signals of both hands, each of shape (k, 2, d), hand sizes: one of two components (d = 2) counts as a vector."""


def compute_pulse(signals: Signals, inside: NDArray[np.bool_], technique: Verdict | None) -> Pulse:
    """Choose what tells the phase between two hands that work in place.

    Parameters
    ----------
    signals : Signals
    inside : bool array, shape (k,)
        The samples that are looked at.
    technique : Verdict or None
        Kneading is told by the fingers, everything else by the palms first.
    """
    tips = signals.tips[inside]
    pointing = mean_over_time(tips)
    pointing = pointing / np.maximum(np.linalg.norm(pointing, axis=-1, keepdims=True), 1e-9)
    beating = {
        "palm": signals.path[inside],
        "grasp": signals.grasp[inside][..., None],
        "reach": (tips * pointing).sum(axis=-1)[..., None],
        "spread": signals.spread[inside][..., None],
    }
    weights = _FINGER_WEIGHTS if technique == "kneading" else _PALM_WEIGHTS
    return tuple(weight * beating[name] for name, weight in weights.items())


def pair_hands(
    strokes: list[HandStroke | None], place: FloatArray, pulse: Pulse, rate_hz: float | None, axis: Axis | None
) -> HandsMode | None:
    """Tell how the hands go together.

    Parameters
    ----------
    strokes : two strokes or None
        Of the hands over the back; None where a hand was hardly seen.
    place : array, shape (k, 2, 2)
        Hand sizes; NaN unseen.
    pulse : tuple of arrays, each of shape (k, 2, d)
        See :func:`compute_pulse`.
    rate_hz : float or None
        Cycles a second.
    axis : Axis or None
        Hands that go on a slant, each to its own side, are compared along the spine only. None: they do not move.
    """
    seen = np.isfinite(place[..., 0]).mean(axis=0)
    if seen.min() == 0:
        return None
    distance = np.linalg.norm(place[:, 0] - place[:, 1], axis=1)
    often = seen.min() / seen.max()
    touching = np.isfinite(distance).any() and np.nanmedian(distance) < STACKED_SIZES
    if touching and STACKED_SEEN[0] <= often < STACKED_SEEN[1]:
        return "stacked"
    if often < LONE_SHARE:
        return None
    first, second = strokes
    if axis in (None, "in_place") or first is None or second is None:
        return None if rate_hz is None else _pair_pulses(pulse, rate_hz)
    quiet, busy = sorted((first, second), key=lambda hand: hand.beat)
    if compute_share_in_beat(quiet, busy) < LONE_BEAT:
        return "one"
    compared = slice(1, None) if axis == "diagonal" else slice(None)
    return _name(correlate(first.work[:, compared], second.work[:, compared]))


def correlate(first: FloatArray, second: FloatArray) -> float:
    """Correlation of two movements (k, d) over the samples in which both are known; 0 where there are too few."""
    both = np.isfinite(first).all(axis=1) & np.isfinite(second).all(axis=1)
    if both.sum() < SIGNAL_HZ:
        return 0.0
    a, b = (movement[both] - movement[both].mean(axis=0) for movement in (first, second))
    return float((a * b).sum() / max(np.sqrt((a**2).sum() * (b**2).sum()), 1e-9))


def _pair_pulses(pulse: Pulse, rate_hz: float) -> HandsMode | None:
    """Compare what beats in both hands at the rate: signal by signal, each with as much weight as there is of it."""
    in_phase = in_any_phase = both = 0.0
    power = np.zeros(N_HANDS)
    for signal in pulse:
        first, second = (fit_waves(signal[:, hand], rate_hz)[0] for hand in range(N_HANDS))
        seen = np.isfinite(first).all(axis=1) & np.isfinite(second).all(axis=1)
        # The components of one vector go together, so that it does not matter how the picture is turned.
        locked = complex((first[seen] * np.conj(second[seen])).sum())
        powers = np.array([(np.abs(wave[seen]) ** 2).sum() for wave in (first, second)])
        in_phase, in_any_phase = in_phase + locked.real, in_any_phase + abs(locked)
        both, power = both + float(np.sqrt(powers.prod())), power + powers
    if power.max() == 0:
        return None
    if in_any_phase < LONE_BEAT * power.max():
        return "one"
    return _name(in_phase / both)


def _name(correlation: float) -> HandsMode | None:
    if abs(correlation) < IN_STEP:
        return None
    return "together" if correlation > 0 else "alternating"


def mean_over_time(values: FloatArray) -> FloatArray:
    """Mean over the first axis, NaN left out; 0 where nothing is known."""
    known = np.isfinite(values)
    mean: FloatArray = np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return mean
