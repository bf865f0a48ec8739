"""Holes and jumps in paths: bridge the short holes, leave the long ones, take the jumps out.

NaN policy: NaN is a hole; every function keeps holes that it does not say it closes.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coach.records import FloatArray, HandTracks, SceneTrack, Source

BRIDGE_S = 0.3
"""Longest hole, seconds, that a straight line bridges: under half a cycle of rubbing at 1.6 Hz."""

RETIME_FRAMES = 8
"""Frames on either side over which times are spread evenly."""

RETIME_SHARE = 0.08
"""Share of repeated frames nearby above which the stamps are not believed."""

JUMP_SPEED = 15.0
"""Hand sizes a second between two frames that no massaging hand moves (full-arm strokes peak near 6): the landmarks
have hopped to another hand or another part of the same one."""


def bridge_gaps(tracks: HandTracks, longest_s: float = BRIDGE_S) -> HandTracks:
    """Close holes of at most ``longest_s`` between two sightings of the same hand by straight lines.

    Returns
    -------
    HandTracks
        New tracks; bridged frames carry :attr:`Source.BRIDGED`. Longer holes stay NaN.
    """
    landmarks, source = tracks.landmarks.copy(), tracks.source.copy()
    for slot in range(source.shape[1]):
        seen = np.flatnonzero(source[:, slot] != Source.UNSEEN)
        for before, after in pairwise(seen):
            if after - before < 2 or tracks.time_s[after] - tracks.time_s[before] > longest_s:
                continue
            inside = slice(before + 1, after)
            share = (tracks.time_s[inside] - tracks.time_s[before]) / (tracks.time_s[after] - tracks.time_s[before])
            ends = landmarks[before, slot], landmarks[after, slot]
            landmarks[inside, slot] = ends[0] + share[:, None, None] * (ends[1] - ends[0])
            source[inside, slot] = Source.BRIDGED
    return replace(tracks, landmarks=landmarks, source=source)


def drop_repeats(tracks: HandTracks) -> HandTracks:
    """Leave repeated pictures out, and spread the times of the others evenly where there were any.

    A camera's 24 pictures a second stamped as 30 have three steps of 1/30 s and one of 2/30 s, while the hands moved
    evenly: each time is replaced by a straight-line fit over its neighbours (Savitzky-Golay of first order in the
    index).
    """
    if tracks.repeated is None or not tracks.repeated.any():
        return tracks
    keep = ~tracks.repeated
    time_s, n = tracks.time_s[keep], int(keep.sum())
    if n > 2 * RETIME_FRAMES:
        kernel = np.ones(2 * RETIME_FRAMES + 1) / (2 * RETIME_FRAMES + 1)
        # The fit of an evenly spaced stretch at its middle is its mean; the ends keep their own times.
        smooth = np.convolve(time_s, kernel, mode="valid")
        shares = np.convolve(tracks.repeated.astype(float), kernel, mode="same")[keep]
        middle = slice(RETIME_FRAMES, n - RETIME_FRAMES)
        spread = np.where(shares[middle] > RETIME_SHARE, smooth, time_s[middle])
        time_s = time_s.copy()
        time_s[middle] = np.maximum.accumulate(spread)
        time_s = np.maximum.accumulate(time_s) + np.arange(n) * 1e-9
    flow = None if tracks.flow is None else tracks.flow[keep]
    scenes = None if tracks.scenes is None else SceneTrack(tracks.scenes.matrix[keep], tracks.scenes.scene[keep])
    return HandTracks(
        time_s, tracks.landmarks[keep], tracks.source[keep], tracks.aspect, tracks.sides, flow, scenes=scenes
    )


def resample(time_s: FloatArray, values: FloatArray, grid_s: FloatArray, longest_s: float) -> FloatArray:
    """Resample by straight lines; grid points in a hole longer than ``longest_s`` (or outside the data) are NaN.

    Parameters
    ----------
    time_s : array, shape (n,)
        Strictly rising.
    values : array, shape (n, ...)
        NaN in any component makes the whole sample a hole.
    grid_s : array, shape (k,)
    """
    flat = values.reshape(len(time_s), -1)
    out = np.full((len(grid_s), flat.shape[1]), np.nan)
    known = np.isfinite(flat).all(axis=1)
    if known.sum() >= 2:
        t = time_s[known]
        after = np.clip(np.searchsorted(t, grid_s, side="left"), 1, len(t) - 1)
        inside = (t[after] - t[after - 1] <= longest_s) & (grid_s >= t[0] - 1e-9) & (grid_s <= t[-1] + 1e-9)
        after, at = after[inside], flat[known]
        share = (grid_s[inside] - t[after - 1]) / (t[after] - t[after - 1])
        out[inside] = at[after - 1] + share[:, None] * (at[after] - at[after - 1])
    return out.reshape(len(grid_s), *values.shape[1:])


def remove_jumps(path: FloatArray, step_limit: float, size: FloatArray | None = None) -> FloatArray:
    """Take single-step jumps out of a path by leaving the step away.

    Parameters
    ----------
    path : array, shape (k, d)
        Evenly sampled; NaN in holes. A hole is closed in the sense that the path goes on behind it where it stopped.
    step_limit : float
        Longest step between two neighbouring samples that is movement.
    size : array, shape (k,), optional
        What lengths are measured in at each sample. Steps are divided by it, not places: a hand that rests while its
        size breathes would seem to move towards the picture's corner and away, the further off the more.

    Returns
    -------
    array, shape (k, d)
        Same holes, beginning at 0; without jumps and sizes it differs from the input only by a constant a stretch.
    """
    out = np.full_like(path, np.nan)
    known = np.flatnonzero(np.isfinite(path).all(axis=1))
    if len(known) == 0:
        return out
    steps = np.diff(path[known], axis=0)
    if size is not None:
        steps /= ((size[known[1:]] + size[known[:-1]]) / 2)[:, None]
    jump = (np.linalg.norm(steps, axis=1) > step_limit) | (np.diff(known) > 1)
    steps[jump] = 0.0
    out[known] = np.vstack([np.zeros((1, path.shape[1])), np.cumsum(steps, axis=0)])
    return out


def running_mean(values: FloatArray, width: int) -> FloatArray:
    """Centred running mean along the first axis over an odd number of samples; holes stay and are left out of it."""
    known = np.isfinite(values)
    half, n = width // 2, len(values)
    span = 2 * half + 1
    # Of values and of how many are known, with room for half a window at either end.
    total = np.zeros((2, n + span, *values.shape[1:]))
    inside = slice(half + 1, half + 1 + n)
    np.cumsum(np.where(known, values, 0.0), axis=0, out=total[0, inside])
    np.cumsum(known, axis=0, out=total[1, inside])
    total[:, half + 1 + n :] = total[:, half + n : half + n + 1]
    sums, count = total[:, span:] - total[:, :-span]
    smooth: FloatArray = np.where(known, sums / np.maximum(count, 1.0), np.nan)
    return smooth


def rolling_median(values: FloatArray, width: int) -> FloatArray:
    """Median over a centred window, ignoring NaN; NaN where the whole window is.

    Computed on every ``width // 8``-th window and held between, which is all that a slowly changing size needs.
    """
    n = len(values)
    step = max(1, width // 8)
    centres = np.arange(0, n, step)
    half = width // 2
    padded = np.concatenate([np.full(half, np.nan), values, np.full(half + 1, np.nan)])
    ranked = np.sort(padded[centres[:, None] + np.arange(2 * half + 1)], axis=1)  # NaN last
    count = np.isfinite(ranked).sum(axis=1)
    rows = np.arange(len(centres))
    medians = (ranked[rows, (count - 1) // 2] + ranked[rows, count // 2]) / 2
    medians[count == 0] = np.nan
    good = np.isfinite(medians)
    if not good.any():
        return np.full(n, np.nan)
    held: FloatArray = np.interp(np.arange(n), centres[good], medians[good])
    return held


def runs_of(labels: NDArray[np.generic]) -> list[tuple[int, int]]:
    """Half-open index ranges over which a one-dimensional array does not change."""
    if len(labels) == 0:
        return []
    borders = np.flatnonzero(labels[1:] != labels[:-1]) + 1
    edges = [0, *borders.tolist(), len(labels)]
    return list(pairwise(edges))
