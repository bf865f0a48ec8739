"""A human rhythm with its irregularities, and the shapes of a grasp and of a blow over one cycle."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from coach.records import FloatArray
from sample_videos.motion.beat import Beat
from sample_videos.motion.waves import smoothstep


@dataclass(frozen=True, slots=True)
class Irregularity:
    """How far a person departs from a machine.

    Attributes
    ----------
    period_cv : float
        Standard deviation of a cycle's length divided by its mean.
    amplitude_cv : float
        The same for the length of the stroke.
    tempo_drift : float
        Relative change of pace from the first to the last cycle.
    pause_chance : float
        Chance that a cycle is followed by a rest.
    pause_s : float
        Mean length of such a rest.
    tremor_cm : float
        Amplitude of the physiological tremor (8-12 Hz).
    wander_cm : float
        Slow wandering of the place that is worked.
    """

    period_cv: float = 0.05
    amplitude_cv: float = 0.08
    tempo_drift: float = 0.0
    pause_chance: float = 0.0
    pause_s: float = 0.6
    tremor_cm: float = 0.02
    wander_cm: float = 0.4


MACHINE = Irregularity(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
"""No irregularity at all: for known answers."""


def scale_irregularity(base: Irregularity, factor: float) -> Irregularity:
    """Make every irregularity ``factor`` times as strong."""
    return replace(
        base,
        period_cv=base.period_cv * factor,
        amplitude_cv=base.amplitude_cv * factor,
        tempo_drift=base.tempo_drift * factor,
        pause_chance=min(base.pause_chance * factor, 1.0),
        tremor_cm=base.tremor_cm * factor,
        wander_cm=base.wander_cm * factor,
    )


def plan_beat(
    rng: np.random.Generator, duration_s: float, pace_per_min: float, human: Irregularity, cycles: int | None = None
) -> Beat:
    """Plan the cycles of a segment: as many whole ones as come nearest to the duration (at least one)."""
    count = cycles if cycles is not None else max(1, round(duration_s * pace_per_min / 60.0))
    steps = np.linspace(-0.5, 0.5, count) if count > 1 else np.zeros(1)
    noise = _correlated_noise(rng, count, 0.4)
    active = 60.0 / pace_per_min * np.exp(human.period_cv * noise) / (1.0 + human.tempo_drift * steps)
    rests = np.where(rng.random(count) < human.pause_chance, human.pause_s * rng.uniform(0.5, 1.5, count), 0.0)
    rests[-1] = 0.0
    low = 1.0 + human.amplitude_cv * np.clip(_correlated_noise(rng, count + 2, 0.5), -2.5, 2.5)
    high = 1.0 + human.amplitude_cv * np.clip(_correlated_noise(rng, count + 2, 0.5), -2.5, 2.5)
    return Beat(np.concatenate([[0.0], np.cumsum(active + rests)]), active, low, high)


def compute_grasp(phase: FloatArray, hold: float) -> FloatArray:
    """Say how far the hand is closed, 0 to 1.

    It closes, holds for the share ``hold`` of the cycle, opens, and moves on
    open.
    """
    share = phase - np.floor(phase)
    closing = 0.36 * (1.0 - hold)
    opening = closing + hold
    return smoothstep(share / closing) - smoothstep((share - opening) / (0.44 * (1.0 - hold)))


def compute_blow(phase: FloatArray, dwell: float) -> FloatArray:
    """Height of a beating hand, 0 at the blow (whole phase) to 1; ``dwell`` is the share of the cycle it stays down."""
    share = phase - np.floor(phase)
    return np.sin(np.pi * np.clip((share - dwell / 2) / (1.0 - dwell), 0.0, 1.0))


def _correlated_noise(rng: np.random.Generator, count: int, memory: float) -> FloatArray:
    """Noise of unit variance in which each value keeps a part of the one before."""
    white = rng.standard_normal(count)
    noise = np.empty(count)
    value = white[0]
    for i, fresh in enumerate(white):
        value = fresh if i == 0 else memory * value + np.sqrt(1 - memory**2) * fresh
        noise[i] = value
    return noise
