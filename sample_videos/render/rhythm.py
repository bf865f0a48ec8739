"""Human time: cycles whose length and reach are never quite alike, and the unrest of a hand that holds still."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_REACH_SPREAD = 0.05
"""Standard deviation of a turning point, as a share of the stroke."""
_TREMOR_HZ = (7.0, 11.0)
_TREMOR_M = 0.0003
_WANDER_HZ = (0.08, 0.35)


@dataclass(frozen=True)
class Beat:
    """Whole cycles one after another.

    Attributes
    ----------
    edges : array, shape (k + 1,)
        Seconds at which cycles begin, from 0; the last is the end.
    out_share : array, shape (k + 4,)
        Share of each cycle spent on the way out; cycle -2 first, so that hands half a cycle behind have one too.
    low, high : arrays, shape (k + 4,)
        Turning points of each cycle, near 0 and 1.
    """

    edges: FloatArray
    out_share: FloatArray
    low: FloatArray
    high: FloatArray

    @property
    def cycles(self) -> int:
        """Number of whole cycles."""
        return len(self.edges) - 1

    @property
    def duration_s(self) -> float:
        """Length of all cycles."""
        return float(self.edges[-1])

    @property
    def pace_per_min(self) -> float:
        """Cycles a minute over the whole."""
        return 60 * self.cycles / self.duration_s

    def phase(self, times: FloatArray) -> FloatArray:
        """Cycles since the start; runs on evenly before and after."""
        first, last = np.diff(self.edges)[[0, -1]]
        edges = np.concatenate([[-2 * first], self.edges, [self.edges[-1] + 2 * last]])
        counts = np.concatenate([[-2.0], np.arange(self.cycles + 1.0), [self.cycles + 2.0]])
        return np.interp(times, edges, counts)

    def travel(self, times: FloatArray, offset: float = 0.0) -> FloatArray:
        """Place along the stroke: 0 at the start of a cycle, 1 at the turn, back to 0; ``offset`` in cycles."""
        phase = self.phase(times) + offset
        cycle = np.floor(phase).astype(int)
        part = phase - cycle
        i = np.clip(cycle + 2, 0, len(self.low) - 2)
        out = self.out_share[i]
        going = part < out
        ease_out = _ease(part / out)
        ease_back = _ease((part - out) / (1 - out))
        return np.where(
            going, self.low[i] + (self.high[i] - self.low[i]) * ease_out,
            self.high[i] + (self.low[i + 1] - self.high[i]) * ease_back,
        )  # fmt: skip

    def returning(self, times: FloatArray, offset: float = 0.0) -> FloatArray:
        """Bump of 0..1..0 over the way back, 0 on the way out."""
        phase = self.phase(times) + offset
        cycle = np.floor(phase).astype(int)
        out = self.out_share[np.clip(cycle + 2, 0, len(self.low) - 1)]
        back = np.clip((phase - cycle - out) / (1 - out), 0, 1)
        return np.sin(np.pi * back) ** 1.5 * (back > 0)


def make_beat(
    rng: np.random.Generator, pace_per_min: float, cycles: int, jitter: float = 0.06, out_share: float = 0.5
) -> Beat:
    """Draw cycles around a pace.

    Periods vary log-normally by ``jitter`` with a slow drift of tempo on top (hands speed up and tire), then are
    scaled so that the mean pace is exactly the one asked for.
    """
    drift = jitter * np.cumsum(rng.standard_normal(cycles)) / np.sqrt(max(cycles, 1)) * 0.6
    periods = np.exp(jitter * rng.standard_normal(cycles) + drift - drift.mean())
    periods *= 60 / pace_per_min / periods.mean()
    n = cycles + 4
    return Beat(
        np.concatenate([[0.0], np.cumsum(periods)]),
        np.clip(out_share + 0.02 * rng.standard_normal(n), 0.25, 0.8),
        _REACH_SPREAD * rng.standard_normal(n),
        1 + _REACH_SPREAD * rng.standard_normal(n),
    )


def _ease(x: FloatArray) -> FloatArray:
    """From 0 to 1, slow at both ends; a fifth of plain gliding keeps the middle from rushing."""
    x = np.clip(x, 0, 1)
    return 0.8 * (1 - np.cos(np.pi * x)) / 2 + 0.2 * x


@dataclass(frozen=True)
class Unrest:
    """Tremor and slow wander along two axes, as sums of sines: the same at the same time, whenever it is asked for."""

    hertz: FloatArray
    start: FloatArray
    size: FloatArray

    def at(self, times: FloatArray) -> FloatArray:
        """Offsets in metres, shape (n, 2)."""
        return np.einsum("ak,nak->na", self.size, np.sin(2 * np.pi * self.hertz * times[:, None, None] + self.start))


def make_unrest(rng: np.random.Generator, wander_m: float) -> Unrest:
    """Draw an unrest whose slow part is about ``wander_m`` wide."""
    shape = (2, 4)
    hertz = np.concatenate([rng.uniform(*_WANDER_HZ, (2, 3)), rng.uniform(*_TREMOR_HZ, (2, 1))], axis=1)
    size = np.concatenate([np.full((2, 3), wander_m / 2), np.full((2, 1), _TREMOR_M)], axis=1) * rng.uniform(
        0.5, 1.2, shape
    )
    return Unrest(hertz, rng.uniform(0, 2 * np.pi, shape), size)
