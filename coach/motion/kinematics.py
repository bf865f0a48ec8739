"""From landmarks to a handful of signals per hand, in hand sizes, on an even time grid.

Palm-centre paths, spans between fingertips, and hand size are what can be depended on; joint angles from a single
camera are not (root mean square error about 22 degrees, Sensors 2025, 25:5716) and are not used.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.motion.smoothing import (
    BRIDGE_S,
    JUMP_SPEED,
    bridge_gaps,
    drop_repeats,
    remove_jumps,
    resample,
    rolling_median,
)
from coach.motion.steady import steady_tracks
from coach.records import N_HANDS, PALM_POINTS, FloatArray, HandTracks, Source

SIGNAL_HZ = 60.0
"""Rate of the even grid: twice the usual camera's, so that lags of fast tapping fall between few samples."""

SIZE_MEMORY_S = 5.0
"""Window of the median that gives a hand's reference size: hands come nearer slowly, landmarks breathe fast."""

SHAPE_SIGNALS = 9
"""How many numbers tell a hand's shape (:func:`_shape_signals`)."""

FINGERTIPS_4 = (8, 12, 16, 20)
THUMB_TIP = 4
"""Indices of MediaPipe's 21 hand landmarks."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What moves, evenly sampled at :data:`SIGNAL_HZ`; lengths in hand sizes unless stated.

    A hand size is the wrist-to-middle-knuckle distance (or the palm's breadth, scaled, if that is larger), as a median
    over some seconds. NaN: not seen.

    Attributes
    ----------
    time_s : array, shape (k,)
    place : array, shape (k, 2, 2)
        Palm centre in picture heights, aspect restored (x from 0 to aspect): where the hand is.
    path : array, shape (k, 2, 2)
        Palm centre path without jumps, from where it was seen first: how it moves.
    tips : array, shape (k, 2, 2)
        Centroid of the four fingertips relative to the palm centre.
    thumb : array, shape (k, 2, 2)
        Thumb's tip relative to the palm centre.
    grasp : array, shape (k, 2)
        Distance from the thumb's tip to the centroid of the four fingertips.
    spread : array, shape (k, 2)
        Mean distance between neighbouring fingertips.
    edge : array, shape (k, 2)
        Palm's breadth over its length: about 0.8 seen flat, small for a hand on its edge.
    log_size : array, shape (k, 2)
        Logarithm of the momentary size over the reference size: nearer is positive.
    log_palm : array, shape (k, 2)
        Logarithm of the palm's extent (root mean square distance of its points from their centre) over the reference
        size: jitters less than ``log_size``, but the fingers bending the palm changes it.
    size : array, shape (k, 2)
        Reference hand size in picture heights.
    flow : array, shape (k, 18)
        Optical flow around the hands, 9 cells times x and y, hand sizes a second; no columns where there is none.
    shape_known : bool array, shape (k, 2)
        Whether the hand's shape was seen (landmarks or a bridge), not only its place.
    frame_rate : float
        Of the recording; nothing above a third of it is claimed.
    """

    time_s: FloatArray
    place: FloatArray
    path: FloatArray
    tips: FloatArray
    thumb: FloatArray
    grasp: FloatArray
    spread: FloatArray
    edge: FloatArray
    log_size: FloatArray
    log_palm: FloatArray
    size: FloatArray
    flow: FloatArray
    shape_known: NDArray[np.bool_]
    frame_rate: float

    def __len__(self) -> int:
        return len(self.time_s)


def restore_aspect(points: FloatArray, aspect: float) -> FloatArray:
    """Turn picture coordinates (..., 2) into picture heights, in which both axes have one scale."""
    scaled: FloatArray = points * np.array([aspect, 1.0])
    return scaled


def compute_palm_centres(landmarks: FloatArray) -> FloatArray:
    """Mean of the wrist and the four finger knuckles: (..., 21, 2) -> (..., 2)."""
    centres: FloatArray = landmarks[..., list(PALM_POINTS), :].mean(axis=-2)
    return centres


def compute_hand_sizes(points: FloatArray) -> FloatArray:
    """Size of hands from points with equal axes: (..., 21, 2) -> (...).

    The palm's length and its scaled breadth differ little; the larger stands in for a tilted hand.
    """
    length = _length(points[..., 0, :] - points[..., 9, :])
    breadth = _length(points[..., 5, :] - points[..., 17, :])
    sizes: FloatArray = np.maximum(np.maximum(length, 1.2 * breadth), 1e-4)
    return sizes


def estimate_frame_rate(time_s: FloatArray) -> float:
    """Frames a second: one over the median step, 0 when there are fewer than two frames."""
    return float(1.0 / np.median(np.diff(time_s))) if len(time_s) > 1 else 0.0


def compute_signals(tracks: HandTracks, start_s: float | None = None, end_s: float | None = None) -> Signals:
    """Compute the movement signals of a recording, or of a part of it.

    Parameters
    ----------
    tracks : HandTracks
    start_s, end_s : float, optional
        Ends of the even grid; by default the first and the last frame.
    """
    first = tracks.time_s[0] if start_s is None else start_s
    last = tracks.time_s[-1] if end_s is None else end_s
    tracks = bridge_gaps(steady_tracks(drop_repeats(tracks)))
    grid_s = first + np.arange(int(np.floor((last - first) * SIGNAL_HZ + 1e-6)) + 1) / SIGNAL_HZ
    frame_rate = estimate_frame_rate(tracks.time_s)
    # At a low frame rate neighbouring frames are far apart without being a hole.
    longest_s = max(BRIDGE_S, 2.5 / frame_rate) if frame_rate else BRIDGE_S

    points = restore_aspect(tracks.landmarks, tracks.aspect)
    shape_seen = (tracks.source == Source.LANDMARKS) | (tracks.source == Source.BRIDGED)
    k = len(grid_s)
    place, path = (np.full((k, N_HANDS, 2), np.nan) for _ in range(2))
    size, parts = np.full((k, N_HANDS), np.nan), np.full((k, N_HANDS, SHAPE_SIGNALS), np.nan)
    momentary = compute_hand_sizes(points)
    references = _reference_sizes(tracks.time_s, momentary, shape_seen)
    palms = compute_palm_centres(points)
    shapes = np.where(shape_seen[..., None], _shape_signals(points, palms, momentary), np.nan)
    for slot in range(N_HANDS):
        reference = np.interp(grid_s, tracks.time_s, references[slot])
        place[:, slot] = resample(tracks.time_s, palms[:, slot], grid_s, longest_s)
        path[:, slot] = remove_jumps(place[:, slot], JUMP_SPEED / SIGNAL_HZ, reference)
        parts[:, slot] = resample(tracks.time_s, shapes[:, slot], grid_s, longest_s)
        size[:, slot] = reference
    lengths = parts / size[..., None]
    grasp = lengths[..., 2]
    return Signals(
        time_s=grid_s,
        place=place,
        path=path,
        tips=lengths[..., 0:2],
        thumb=lengths[..., 7:9],
        grasp=grasp,
        spread=lengths[..., 3],
        edge=parts[..., 4],
        log_size=np.log(lengths[..., 5]),
        log_palm=np.log(lengths[..., 6]),
        size=np.where(np.isfinite(place[..., 0]), size, np.nan),
        flow=_flow_signals(tracks, grid_s, longest_s, references),
        shape_known=np.isfinite(grasp),
        frame_rate=frame_rate,
    )


def _reference_sizes(time_s: FloatArray, momentary: FloatArray, shape_seen: NDArray[np.bool_]) -> list[FloatArray]:
    """Slow median of each hand's size; both hands of a person are equally large, so one stands in for the other."""
    sizes = np.where(shape_seen, momentary, np.nan)
    width = max(3, round(SIZE_MEMORY_S * estimate_frame_rate(time_s)))
    medians = [rolling_median(sizes[:, slot], width) for slot in range(N_HANDS)]
    known = [m for m in medians if np.isfinite(m).any()]
    fallback = known[0] if known else np.full(len(time_s), 0.2)
    return [m if np.isfinite(m).any() else fallback for m in medians]


def _flow_signals(tracks: HandTracks, grid_s: FloatArray, longest_s: float, references: list[FloatArray]) -> FloatArray:
    if tracks.flow is None or len(tracks.time_s) < 2:
        return np.empty((len(grid_s), 0))
    size = np.mean(references, axis=0)
    speed = tracks.flow.reshape(len(size), -1) / (size * np.gradient(tracks.time_s))[:, None]
    return resample(tracks.time_s, speed, grid_s, longest_s)


def _shape_signals(points: FloatArray, palms: FloatArray, momentary: FloatArray) -> FloatArray:
    """Fingertip offset x, y, grasp, spread, edge, momentary size, palm extent, thumb offset x, y of every hand.

    In picture heights: points (n, 2, 21, 2), palm centres (n, 2, 2) and momentary sizes (n, 2) -> (n, 2, 9).
    """
    fingertips = points[:, :, list(FINGERTIPS_4)]
    centroid = fingertips.mean(axis=2)
    grasp = _length(points[:, :, THUMB_TIP] - centroid)
    spread = _length(np.diff(fingertips, axis=2)).mean(axis=2)
    length = _length(points[:, :, 0] - points[:, :, 9])
    breadth = _length(points[:, :, 5] - points[:, :, 17])
    edge = np.minimum(breadth / np.maximum(length, 1e-4), 3.0)
    away = points[:, :, list(PALM_POINTS)] - palms[:, :, None]
    extent = np.maximum(np.sqrt((away**2).sum(axis=-1).mean(axis=-1)), 1e-5)
    parts = np.stack([grasp, spread, edge, momentary, extent], axis=-1)
    return np.concatenate([centroid - palms, parts, points[:, :, THUMB_TIP] - palms], axis=-1)


def _length(vectors: FloatArray) -> FloatArray:
    lengths: FloatArray = np.sqrt(vectors[..., 0] ** 2 + vectors[..., 1] ** 2)
    return lengths
