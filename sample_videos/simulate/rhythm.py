"""When cycles happen: a human rhythm with its irregularities, and the shapes of one cycle.

All of it is a function of continuous time, so that the frame rate of the camera changes nothing about the movement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from coach.records import FloatArray


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


@dataclass(frozen=True, slots=True)
class Beat:
    """The cycles of one segment.

    Attributes
    ----------
    bounds_s : array, shape (k + 1,)
        Starts of the cycles and the end of the last, seconds from the start of the segment.
    active_s : array, shape (k,)
        The moving part of each cycle; the rest of it the hand waits.
    low, high : array, shape (k + 2,)
        Factors of the stroke's length at the start and at the turning point of each cycle.
    """

    bounds_s: FloatArray
    active_s: FloatArray
    low: FloatArray
    high: FloatArray

    @property
    def cycles(self) -> int:
        """Number of whole cycles."""
        return len(self.active_s)

    @property
    def duration_s(self) -> float:
        """Length of all cycles together, rests included."""
        return float(self.bounds_s[-1])

    @property
    def pace_per_min(self) -> float:
        """Cycles a minute while the hand moves: rests between cycles do not make the pace slower."""
        return 60.0 * self.cycles / float(self.active_s.sum())

    def compute_phase(self, time_s: FloatArray) -> FloatArray:
        """Cycles done at each time; it stands still during rests, before the start and after the end."""
        index = np.clip(np.searchsorted(self.bounds_s, time_s, side="right") - 1, 0, self.cycles - 1)
        share = (time_s - self.bounds_s[index]) / self.active_s[index]
        phase: FloatArray = index.astype(np.float64) + np.clip(share, 0.0, 1.0)
        return phase


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


def compute_stroke(beat: Beat, phase: FloatArray, out_share: float, evenness: float) -> tuple[FloatArray, FloatArray]:
    """Place along the stroke.

    Parameters
    ----------
    beat : Beat
    phase : array, shape (n,)
        Cycles; may run past the last cycle by less than one (a hand that works in turn with the other).
    out_share : float
        Share of a cycle that the working movement takes.
    evenness : float
        0: the hand speeds up and slows down like a pendulum; 1: it moves at constant speed.

    Returns
    -------
    place : array, shape (n,)
        About -0.5 at the start, about 0.5 at the turning point.
    back : array, shape (n,)
        0 on the way out; rises from 0 to 1 on the return.
    """
    cycle = np.clip(np.floor(phase).astype(int), 0, len(beat.low) - 2)
    share = phase - cycle
    out = np.clip(share / out_share, 0.0, 1.0)
    back = np.clip((share - out_share) / (1.0 - out_share), 0.0, 1.0)
    start, turn, end = -0.5 * beat.low[cycle], 0.5 * beat.high[cycle], -0.5 * beat.low[cycle + 1]
    place = start + (turn - start) * _ease(out, evenness) + (end - turn) * _ease(back, evenness)
    return place, back


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


def smoothstep(x: FloatArray) -> FloatArray:
    """0 below 0, 1 above 1, smooth between."""
    x = np.clip(x, 0.0, 1.0)
    result: FloatArray = x * x * (3.0 - 2.0 * x)
    return result


@dataclass(frozen=True, slots=True)
class Wave:
    """Smooth random curves of unit variance, made of sinusoids of random frequency and phase.

    ``frequency_hz`` and ``phase_rad`` have shape (curves, sinusoids).
    """

    frequency_hz: FloatArray
    phase_rad: FloatArray

    def __call__(self, time_s: FloatArray) -> FloatArray:
        """Value of every curve at every time, shape (n, curves)."""
        angle = 2 * np.pi * self.frequency_hz * np.asarray(time_s)[:, None, None] + self.phase_rad
        value: FloatArray = np.sin(angle).sum(axis=-1) * np.sqrt(2.0 / self.frequency_hz.shape[-1])
        return value


def draw_wave(rng: np.random.Generator, curves: int, low_hz: float, high_hz: float, sinusoids: int = 4) -> Wave:
    """Draw smooth random curves with frequencies between two bounds."""
    return Wave(rng.uniform(low_hz, high_hz, (curves, sinusoids)), rng.uniform(0, 2 * np.pi, (curves, sinusoids)))


def _ease(x: FloatArray, evenness: float) -> FloatArray:
    result: FloatArray = (1.0 - evenness) * (1.0 - np.cos(np.pi * x)) / 2.0 + evenness * x
    return result


def _correlated_noise(rng: np.random.Generator, count: int, memory: float) -> FloatArray:
    """Noise of unit variance in which each value keeps a part of the one before."""
    white = rng.standard_normal(count)
    noise = np.empty(count)
    value = white[0]
    for i, fresh in enumerate(white):
        value = fresh if i == 0 else memory * value + np.sqrt(1 - memory**2) * fresh
        noise[i] = value
    return noise
