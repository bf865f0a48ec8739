"""Smooth curves of time: the unsteadiness of hands and cameras, and the shapes of a movement's ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.records import FloatArray


@dataclass(frozen=True, slots=True)
class Wave:
    """Smooth curves made of sinusoids: the same at the same time, whenever it is asked for.

    ``frequency_hz``, ``phase_rad`` and ``amplitude`` have shape (curves, sinusoids) or broadcast to it.
    """

    frequency_hz: FloatArray
    phase_rad: FloatArray
    amplitude: FloatArray

    def __call__(self, time_s: FloatArray) -> FloatArray:
        """Value of every curve at every time, shape (n, curves)."""
        angle = 2 * np.pi * self.frequency_hz * np.asarray(time_s, dtype=np.float64)[:, None, None] + self.phase_rad
        value: FloatArray = (self.amplitude * np.sin(angle)).sum(axis=-1)
        return value


def draw_wave(rng: np.random.Generator, curves: int, low_hz: float, high_hz: float, sinusoids: int = 4) -> Wave:
    """Draw random curves of unit variance with frequencies between two bounds."""
    frequency = rng.uniform(low_hz, high_hz, (curves, sinusoids))
    return Wave(frequency, rng.uniform(0, 2 * np.pi, (curves, sinusoids)), np.array([[np.sqrt(2.0 / sinusoids)]]))


def smoothstep(x: FloatArray) -> FloatArray:
    """0 below 0, 1 above 1, smooth between."""
    x = np.clip(x, 0.0, 1.0)
    result: FloatArray = x * x * (3.0 - 2.0 * x)
    return result


def ease(x: FloatArray, evenness: float) -> FloatArray:
    """From 0 to 1 like a pendulum (``evenness`` 0), at constant speed (1), or between the two."""
    x = np.clip(x, 0.0, 1.0)
    result: FloatArray = (1.0 - evenness) * (1.0 - np.cos(np.pi * x)) / 2.0 + evenness * x
    return result
