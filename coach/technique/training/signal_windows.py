"""Windows of the movement signals around each tick: what a learner gets that finds its own features.

A tick has one window a scale, with as many samples: a short one for fast work and a long one for slow strokes. Like the
named features (:mod:`coach.technique.features`) a window does not depend on zoom, mirror, rotation of the picture or
on which hand is which: lengths are in hand sizes, the axes are those along and across the leading hand's movement in
the window, pointing to the side on which its fingertips are, and the leading hand comes first. Places and postures
count from their mean in the window; where the hand works and how it is held while it rests say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.motion.smoothing import running_mean
from coach.records import FloatArray
from coach.technique.features import SEEN_SHARE, SMOOTH_SAMPLES

SAMPLES = 120
STRIDES = (2, 6)
"""Signal samples from one sample of a window to the next, for each scale: 4 s at 30 Hz and 12 s at 10 Hz."""

VECTORS = ("path", "velocity", "tips")
SCALARS = ("grasp", "log_size", "edge")
HAND_CHANNELS = (*(f"{name}_{axis}" for name in VECTORS for axis in ("along", "across")), *SCALARS, "seen")
CHANNELS = tuple(f"{hand}_{name}" for hand in ("leading", "other") for name in HAND_CHANNELS)

UNIT = {"path": 0.3, "velocity": 1.0, "tips": 0.15, "grasp": 0.15, "log_size": 0.1, "edge": 0.1}
"""What is small work of each kind (hand sizes, hand sizes a second, logarithm, share): values are given as the inverse
hyperbolic sine of so many units, which keeps waves below a unit as they are and big strokes from drowning them."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """The signals averaged over the stride of one scale, at every signal sample, NaN in holes."""

    path: FloatArray
    velocity: FloatArray
    tips: FloatArray
    scalars: FloatArray

    @staticmethod
    def of(signals: Signals, stride: int) -> _Scale:
        width = stride + 1 - stride % 2
        smooth = running_mean(signals.path, SMOOTH_SAMPLES)
        velocity = np.gradient(smooth, 1.0 / SIGNAL_HZ, axis=0) if len(signals) > 1 else np.zeros_like(smooth)
        scalars = np.stack([getattr(signals, name) for name in SCALARS], axis=-1)
        return _Scale(*(running_mean(values, width) for values in (signals.path, velocity, signals.tips, scalars)))


def compute_windows(signals: Signals, ticks_s: FloatArray) -> NDArray[np.float32]:
    """Cut the windows centred at ticks out of signals.

    Parameters
    ----------
    signals : Signals
    ticks_s : array, shape (m,)

    Returns
    -------
    float32 array, shape (m, 2, 20, 120)
        Ticks, :data:`STRIDES`, :data:`CHANNELS`, samples. Holes and what lies outside the recording are 0; the
        channels ``seen`` are 1 where the hand was seen.
    """
    at = np.round((ticks_s - signals.time_s[0]) * SIGNAL_HZ).astype(int)
    return np.stack([_cut(_Scale.of(signals, stride), at, stride) for stride in STRIDES], axis=1)


def _cut(scale: _Scale, at: NDArray[np.int_], stride: int) -> NDArray[np.float32]:
    index = at[:, None] + (np.arange(SAMPLES) - SAMPLES // 2) * stride
    outside = (index < 0) | (index >= len(scale.path))
    index = np.clip(index, 0, len(scale.path) - 1)
    path, velocity, tips, scalars = (
        np.where(outside[:, :, None, None], np.nan, values[index])
        for values in (scale.path, scale.velocity, scale.tips, scale.scalars)
    )
    seen = np.isfinite(path[..., 0])
    leading = _find_leading(velocity, seen)
    axes = _find_axes(_of_hand(velocity, leading), _of_hand(tips, leading))
    vectors = {name: values @ axes[:, None] for name, values in zip(VECTORS, (path, velocity, tips), strict=True)}
    named = [_prepare(vectors[name], name, centred=name != "velocity") for name in VECTORS]
    named += [_prepare(scalars[..., [i]], name, centred=True) for i, name in enumerate(SCALARS)]
    channels = np.concatenate([*named, seen[..., None]], axis=-1)
    hands = [_of_hand(channels, slot) for slot in (leading, 1 - leading)]
    return np.concatenate(hands, axis=-1).transpose(0, 2, 1).astype(np.float32)


def _find_leading(velocity: FloatArray, seen: NDArray[np.bool_]) -> NDArray[np.int_]:
    """Slot of the faster of the hands that are seen often enough, (m, samples, 2, 2) -> (m,)."""
    count = seen.sum(axis=1)
    speed = np.nansum(np.linalg.norm(velocity, axis=-1), axis=1) / np.maximum(count, 1)
    leading: NDArray[np.int_] = np.where(count >= SEEN_SHARE * SAMPLES, speed, -1.0).argmax(axis=1)
    return leading


def _find_axes(velocity: FloatArray, tips: FloatArray) -> FloatArray:
    """Columns along and across the main axis of a hand's movement, pointing to its fingertips: (m, 2, 2)."""
    moved = np.nan_to_num(velocity)
    _, axes = np.linalg.eigh(moved.transpose(0, 2, 1) @ moved)
    axes = axes[:, :, ::-1]  # largest first
    towards = np.nan_to_num(tips).sum(axis=1)
    side = np.einsum("mi,mij->mj", towards, axes)
    pointing: FloatArray = axes * np.where(side < 0, -1.0, 1.0)[:, None, :]
    return pointing


def _of_hand(values: FloatArray, slot: NDArray[np.int_]) -> FloatArray:
    chosen: FloatArray = values[np.arange(len(values)), :, slot]
    return chosen


def _prepare(values: FloatArray, name: str, *, centred: bool) -> FloatArray:
    """Count from the window's mean and squeeze, (m, samples, 2, d); holes become 0."""
    known = np.isfinite(values)
    filled = np.where(known, values, 0.0)
    if centred:
        filled -= np.where(
            known, filled.sum(axis=1, keepdims=True) / np.maximum(known.sum(axis=1, keepdims=True), 1), 0
        )
    squeezed: FloatArray = np.arcsinh(filled / UNIT[name])
    return squeezed
