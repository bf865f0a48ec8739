"""Random convolutions with a linear model on top, after MiniRocket, for several channels.

Dempster, Schmidt & Webb 2021, "MiniRocket: a very fast (almost) deterministic transform for time series
classification": the 84 kernels of nine taps of which three are 2 and six are -1, at dilations that grow exponentially.
A feature is the share of a window in which a convolution exceeds a bias, and biases are quantiles of the convolution
over training windows. Deviations: every scale of a window has its own kernels; each kernel and dilation looks at one to
:data:`MOST_CHANNELS` channels drawn at random, as in the authors' variant for several channels; windows are padded with
zeros everywhere. The linear model is ridge regression on -1 and 1, its strength and temperature chosen on recordings
that were kept back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_softmax, softmax

from coach.records import TECHNIQUES, FloatArray
from coach.technique.training.signal_windows import CHANNELS, SAMPLES, STRIDES

TAPS = 9
KERNELS = np.array([[2.0 if tap in high else -1.0 for tap in range(TAPS)] for high in combinations(range(TAPS), 3)])
"""All ways to place three taps of 2 among nine; each sums to 0, so a constant says nothing."""

DILATIONS = (1, 2, 4, 8, 14)
"""Samples between two taps; the longest kernel is nearly as long as a window."""

MOST_CHANNELS = 4
BIASES = 3
"""Thresholds a convolution."""

BIAS_WINDOWS = 256
CHUNK = 64
"""Windows that are worked on at once, which bounds the memory."""

STRENGTHS = 10.0 ** np.arange(-5.0, 1.0)
"""Ridge penalties to choose from, as parts of the mean square of a feature."""

TEMPERATURES = 2.0 ** np.arange(-5.0, 1.1, 0.25)


@dataclass(frozen=True, slots=True)
class Convolutions:
    """The transform.

    Attributes
    ----------
    weight : float32 array, shape (scales, dilations, 84, channels * 9)
    bias : float32 array, shape (scales, dilations, 84, biases)
    """

    weight: NDArray[np.float32]
    bias: NDArray[np.float32]

    def transform(self, windows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Compute the features of windows, (m, scales, channels, samples) -> (m, f), each from 0 to 1."""
        return np.concatenate([self._transform(windows[i : i + CHUNK]) for i in range(0, len(windows), CHUNK)])

    def _transform(self, windows: NDArray[np.float32]) -> NDArray[np.float32]:
        parts = []
        for scale, place, outputs in _convolve(self.weight, windows):
            bias = self.bias[scale, place]
            parts += [(outputs > bias[:, i, None]).mean(axis=-1, dtype=np.float32) for i in range(bias.shape[-1])]
        return np.concatenate(parts, axis=1)


@dataclass(frozen=True, slots=True)
class RocketModel:
    """Convolutions, and a linear model of their standardised features; ``offset`` and ``slope`` are (5,) and (f, 5)."""

    convolutions: Convolutions
    offset: FloatArray
    slope: FloatArray
    temperature: float

    def score(self, windows: NDArray[np.float32]) -> FloatArray:
        """Score every technique: (m, 5), rows sum to 1."""
        values = self.convolutions.transform(windows).astype(np.float64)
        scores: FloatArray = softmax((values @ self.slope + self.offset) / self.temperature, axis=1)
        return scores


def draw_convolutions(windows: NDArray[np.float32], seed: int) -> Convolutions:
    """Draw the channels of every kernel and the windows that its biases are quantiles of."""
    rng = np.random.default_rng(seed)
    weight = np.zeros((len(STRIDES), len(DILATIONS), len(KERNELS), len(CHANNELS), TAPS), dtype=np.float32)
    for scale, place, kernel in np.ndindex(weight.shape[:3]):
        count = round(MOST_CHANNELS ** rng.uniform())
        chosen = rng.choice(len(CHANNELS), count, replace=False)
        weight[scale, place, kernel, chosen] = KERNELS[kernel]
    flat = weight.reshape(*weight.shape[:3], -1)
    sample = windows[rng.choice(len(windows), min(BIAS_WINDOWS, len(windows)), replace=False)]
    bias = np.zeros((*weight.shape[:3], BIASES), dtype=np.float32)
    quantiles = rng.uniform(0.05, 0.95, size=bias.shape)
    for scale, place, outputs in _convolve(flat, sample):
        for kernel in range(len(KERNELS)):
            bias[scale, place, kernel] = np.quantile(outputs[:, kernel], quantiles[scale, place, kernel])
    return Convolutions(flat, bias)


def _convolve(
    weight: NDArray[np.float32], windows: NDArray[np.float32]
) -> Iterator[tuple[int, int, NDArray[np.float32]]]:
    """Yield scale, place of the dilation and the outputs of its kernels, (m, 84, samples)."""
    m = len(windows)
    for place, dilation in enumerate(DILATIONS):
        margin = dilation * (TAPS // 2)
        padded = np.pad(windows, [(0, 0)] * 3 + [(margin, margin)])
        taps = np.stack([padded[..., tap * dilation : tap * dilation + SAMPLES] for tap in range(TAPS)], axis=3)
        for scale in range(len(STRIDES)):
            columns = taps[:, scale].reshape(m, -1, SAMPLES)
            yield scale, place, weight[scale, place] @ columns


def fit_rocket(
    windows: NDArray[np.float32],
    label: NDArray[np.int64],
    weight: FloatArray,
    kept_back: NDArray[np.bool_],
    seed: int,
) -> RocketModel:
    """Fit the convolutions and the linear model.

    Parameters
    ----------
    windows : float32 array, shape (m, 2, 20, 120)
    label : int array, shape (m,)
    weight : array, shape (m,)
    kept_back : bool array, shape (m,)
        Not learnt from; penalty and temperature are chosen on them.
    seed : int
    """
    learnt = np.flatnonzero(~kept_back)
    convolutions = draw_convolutions(windows[learnt], seed)
    values = convolutions.transform(windows).astype(np.float64)
    target = np.where(label[:, None] == np.arange(len(TECHNIQUES)), 1.0, -1.0)
    share = weight[learnt, None] / weight[learnt].sum()
    middle, centre = (share * values[learnt]).sum(axis=0), (share * target[learnt]).sum(axis=0)
    near = np.sqrt(share) * (values[learnt] - middle)
    size, direction = np.linalg.eigh(near.T @ near)
    along = direction.T @ (near.T @ (np.sqrt(share) * (target[learnt] - centre)))
    check, check_weight = (values[kept_back] - middle) @ direction, weight[kept_back]
    found = []
    for strength in STRENGTHS:
        slope = along / (np.maximum(size, 0.0) + strength * size.mean())[:, None]
        temperature, loss = choose_temperature(check @ slope + centre, label[kept_back], check_weight)
        found.append((loss, temperature, direction @ slope))
    _, temperature, slope = min(found, key=lambda one: one[0])
    return RocketModel(convolutions, centre - middle @ slope, slope, temperature)


def choose_temperature(logits: FloatArray, label: NDArray[np.int64], weight: FloatArray) -> tuple[float, float]:
    """Find the temperature at which scores are as sure as they are right (Guo et al. 2017), and the log loss there."""
    rows, share = np.arange(len(label)), weight / weight.sum()
    losses = [-float(share @ log_softmax(logits / t, axis=1)[rows, label]) for t in TEMPERATURES]
    best = int(np.argmin(losses))
    return float(TEMPERATURES[best]), losses[best]
