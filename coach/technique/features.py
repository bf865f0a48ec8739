"""Named features of the movement around each tick, from which a technique is told.

Every length is in hand sizes and every time in seconds, so the features do not depend on zoom, resolution, mirror,
rotation of the picture or frame rate. Amplitudes are peak to peak. What repeats at the rhythm's rate is measured apart
from slow travel and from jitter (:mod:`coach.technique.rhythm_features`).

The *leading* hand is the one that moves more in the window; the other one enters through the features named ``pair_``
and ``other_``. A feature that cannot be measured is 0 with its ``has_`` flag at 0, so that no model ever meets a NaN.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.motion.rhythm import Rhythm
from coach.motion.smoothing import running_mean
from coach.motion.windows import PEAK_TO_PEAK, RunningSums, Windows
from coach.records import N_HANDS, FloatArray
from coach.technique.rhythm_features import RHYTHM_FEATURES, compute_rhythm_features

WINDOWS_S = (1.6, 4.0, 10.0)
"""Lengths of the centred windows: a few taps, a few rubs, a slow stroke."""

HAND_FEATURES = (
    "reach",
    "breadth",
    "speed",
    "tips",
    "grasp",
    "grasp_mean",
    "size",
    "spread_mean",
    "quick",
    "flat_mean",
    "edge_mean",
    "edge",
    "still",
)
"""A window's features of the leading hand.

``reach``, ``breadth``: amplitude of the stroke, and of the palm across it; ``speed``: of the palm; ``tips``: amplitude
of the fingertips against the palm; ``grasp``, ``grasp_mean``: amplitude and mean of the distance from the thumb to the
fingers; ``size``: amplitude of the logarithm of the apparent size; ``spread_mean``: of the fingertips; ``quick``: share
of the palm's movement that is faster than :data:`QUICK_HZ`; ``flat_mean``: mean distance of the fingertips from the
palm; ``edge_mean``, ``edge``: mean and amplitude of the palm's breadth over its length; ``still``: share of the time in
which the palm is slower than :data:`STILL_SPEED`.
"""

PAIR_FEATURES = ("has_other", "other_reach", "other_speed", "pair_distance", "pair_together")
"""``pair_together``: correlation of the two palms' velocities (1 in phase, -1 opposite)."""

FEATURE_NAMES: tuple[str, ...] = (
    *(f"{name}_{window:g}s" for window in WINDOWS_S for name in (*HAND_FEATURES, *PAIR_FEATURES)),
    *RHYTHM_FEATURES,
)

QUICK_HZ = 1.2
STILL_SPEED = 0.4
"""Hand sizes a second (about 4 cm/s): landmark jitter of a resting hand stays under it."""

SMOOTH_SAMPLES = 5
"""Samples of the running mean (0.08 s) before speeds are taken, to keep landmark jitter out."""

QUICK_SAMPLES = max(3, round(SIGNAL_HZ / QUICK_HZ))
MARGIN = QUICK_SAMPLES
"""Samples beside a part that its running means and slopes look at."""

CHUNK = 512
"""Ticks that are measured at once, which bounds the memory whatever the recording's length."""

SEEN_SHARE = 0.4
"""A hand must be seen in this share of a window for its features to count."""


COLUMN_COUNTS = {
    "path_x": 2,
    "path_y": 2,
    "path_xy": 2,
    "tips_x": 2,
    "tips_y": 2,
    "tips_xy": 2,
    "quick": 4,
    "grasp": 2,
    "log_size": 2,
    "edge": 2,
    "spread": 2,
    "speed": 2,
    "flat": 2,
    "still": 2,
    "distance": 1,
    "together": 2,
    "energy": 4,
}
"""What windows are summed over, and in how many columns: both hands, or x and y of both.

``path_xy``, ``tips_xy``: x times y; ``together``: the one palm's velocity times the other's; ``energy``: their
squares, where both are known."""

COLUMNS = {
    name: slice(end - count, end)
    for (name, count), end in zip(COLUMN_COUNTS.items(), accumulate(COLUMN_COUNTS.values()), strict=True)
}


@dataclass(frozen=True, slots=True)
class Features:
    """Features over time.

    Attributes
    ----------
    time_s : array, shape (m,)
    values : array, shape (m, f)
        Columns in the order of :data:`FEATURE_NAMES`; a row is NaN where no hand was dependable.
    seen : array, shape (m, 2)
        Share of the shortest window in which each hand was seen.
    thumbs : bool array, shape (m,), or None
        Where thumbs alone work (:mod:`coach.technique.thumbs`); ``None``: not looked at.
    """

    time_s: FloatArray
    values: FloatArray
    seen: FloatArray
    thumbs: NDArray[np.bool_] | None = None

    def column(self, name: str) -> FloatArray:
        """Return one feature by name, shape (m,)."""
        return self.values[:, FEATURE_NAMES.index(name)]


def compute_features(signals: Signals, rhythm: Rhythm) -> Features:
    """Compute the features at every tick of a rhythm.

    Parameters
    ----------
    signals : Signals
    rhythm : Rhythm
        On the ticks wanted.
    """
    at = np.round((rhythm.time_s - signals.time_s[0]) * SIGNAL_HZ).astype(int)
    chunks = [_measure_chunk(signals, at[start : start + CHUNK]) for start in range(0, len(at), CHUNK)]
    cycles, thumbs = compute_rhythm_features(signals, at, rhythm)
    values = np.concatenate([np.concatenate([row for row, _ in chunks]), cycles], axis=1)
    seen = np.concatenate([share for _, share in chunks])
    values[(seen < SEEN_SHARE).all(axis=1)] = np.nan
    return Features(rhythm.time_s, values, seen, thumbs)


def _measure_chunk(signals: Signals, at: NDArray[np.int_]) -> tuple[FloatArray, FloatArray]:
    """Features of all windows around samples ``at``, (m, f), and in which share of the shortest hands were seen."""
    n = len(signals)
    lengths = np.minimum(np.round(np.array(WINDOWS_S) * SIGNAL_HZ).astype(int), n)
    # Windows of all lengths, one length after the other; they are moved inside the data at its ends.
    width = np.repeat(lengths, len(at))
    first = np.clip(np.tile(at, len(lengths)) - width // 2, 0, n - width)
    start, end = int(first.min()), int((first + width).max())
    sums = RunningSums(_gather_columns(signals, start, end))
    values, share = _window_features(sums.over(first - start, width))
    return np.concatenate(np.split(values, len(lengths)), axis=1), share[: len(at)]


def _gather_columns(signals: Signals, start: int, end: int) -> FloatArray:
    """Gather what is summed, (end - start, c), in the order of :data:`COLUMNS`."""
    first, last = max(0, start - MARGIN), min(len(signals), end + MARGIN)
    path = signals.path[first:last]
    smooth = running_mean(path, SMOOTH_SAMPLES)
    velocity = np.gradient(smooth, 1.0 / SIGNAL_HZ, axis=0) if len(path) > 1 else np.zeros_like(smooth)
    inside, whole = slice(start - first, end - first), slice(start, end)
    quick = (smooth - running_mean(path, QUICK_SAMPLES))[inside]
    velocity, path, tips = velocity[inside], path[inside], signals.tips[whole]
    speed = np.sqrt((velocity**2).sum(axis=-1))
    apart = signals.place[whole, 0] - signals.place[whole, 1]
    both = np.isfinite(velocity.sum(axis=1, keepdims=True))
    parts = {
        "path_x": path[..., 0],
        "path_y": path[..., 1],
        "path_xy": path[..., 0] * path[..., 1],
        "tips_x": tips[..., 0],
        "tips_y": tips[..., 1],
        "tips_xy": tips[..., 0] * tips[..., 1],
        "quick": quick,
        "grasp": signals.grasp[whole],
        "log_size": signals.log_size[whole],
        "edge": signals.edge[whole],
        "spread": signals.spread[whole],
        "speed": speed,
        "flat": np.sqrt((tips**2).sum(axis=-1)),
        "still": np.where(np.isfinite(speed), speed < STILL_SPEED, np.nan),
        "distance": np.sqrt((apart**2).sum(axis=-1)) / signals.size[whole].mean(axis=-1),
        "together": velocity[:, 0] * velocity[:, 1],
        "energy": np.where(both, velocity, 0.0) ** 2,
    }
    return np.concatenate([parts[name].reshape(end - start, -1) for name in COLUMNS], axis=1)


def _window_features(windows: Windows) -> tuple[FloatArray, FloatArray]:
    """Features of windows, (m, f), and in which share of them hands were seen, (m, 2)."""
    columns = COLUMNS
    share = windows.share(columns["path_x"])
    usable = share >= SEEN_SHARE
    reach, breadth = windows.peak_to_peak(columns["path_x"], columns["path_y"], columns["path_xy"])
    speed = windows.mean(columns["speed"])
    quick = np.sqrt(windows.variance(columns["quick"]).reshape(-1, N_HANDS, 2).sum(axis=-1))
    swing, _ = windows.peak_to_peak(columns["tips_x"], columns["tips_y"], columns["tips_xy"])
    grasp, size, edge = (
        PEAK_TO_PEAK * np.sqrt(windows.variance(columns[name])) for name in ("grasp", "log_size", "edge")
    )
    per_hand = np.stack(
        [
            reach,
            breadth,
            speed,
            swing,
            grasp,
            windows.mean(columns["grasp"]),
            size,
            windows.mean(columns["spread"]),
            quick * PEAK_TO_PEAK / np.maximum(np.hypot(reach, breadth), 0.05),
            windows.mean(columns["flat"]),
            windows.mean(columns["edge"]),
            edge,
            windows.mean(columns["still"]),
        ],
        axis=-1,
    )
    leading = np.where(usable, speed, -1.0).argmax(axis=1)
    rows = np.arange(len(share))
    other = 1 - leading
    both = usable.all(axis=1)
    distance = windows.mean(columns["distance"])[:, 0]
    product = windows.sum(columns["together"]).sum(axis=-1)
    energy = np.maximum(windows.sum(columns["energy"]).reshape(-1, N_HANDS, 2).sum(axis=-1), 0.0)
    together = product / np.maximum(np.sqrt(energy.prod(axis=-1)), 1e-6)
    pair = np.column_stack([both, reach[rows, other], speed[rows, other], np.minimum(distance, 8.0), together])
    pair[~both, 1:] = 0.0
    return np.concatenate([per_hand[rows, leading], pair], axis=1), share
