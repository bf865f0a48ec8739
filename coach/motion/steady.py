"""The camera's own movement taken out, so that hands and back are measured as from a stand.

Within a scene every picture is carried back to the scene's first one (:class:`coach.records.SceneTrack`). Where a back
was set in one picture of a scene, it holds for the whole scene; in a scene without one neither direction nor place is
known, and the user is asked for new points instead of being judged on the old ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from coach.motion.smoothing import runs_of
from coach.records import PALM_POINTS, Analysis, Back, FloatArray, HandTracks, SceneShift, SceneTrack

LOOK_S = 0.06
"""Shortest time between two looks at the background (:data:`coach.hands.camera.STEP_S`)."""

LEAST_UNLOCATED_S = 3.0
"""Seconds; shorter stretches of an unknown camera are not told (somebody walked past)."""


@dataclass(frozen=True, slots=True)
class BackInterval:
    """Where the back lies from one time to another, in the coordinates that :func:`steady_tracks` gives.

    ``back`` is ``None`` in a scene for which none was set.
    """

    start_s: float
    end_s: float
    back: Back | None


def steady_tracks(tracks: HandTracks) -> HandTracks:
    """Give the tracks as a camera on a stand would have seen them, scene by scene.

    Landmarks are carried to the scene's first picture, and the camera's part is taken out of the flow around the
    hands. What was filmed from a stand (nothing known of the camera) comes back as it is.
    """
    scenes = tracks.scenes
    if scenes is None or len(scenes) == 0:
        return tracks
    matrix = compute_shifts(tracks.time_s, scenes)
    linear = np.asarray(np.linalg.inv(matrix[:, :, :2]), dtype=np.float64)
    landmarks = _turn(linear, tracks.landmarks - matrix[:, None, None, :, 2])
    flow = None if tracks.flow is None else tracks.flow - _camera_flow(tracks, matrix, linear)[:, None]
    return replace(tracks, landmarks=landmarks, flow=flow, scenes=None)


def _turn(linear: FloatArray, points: FloatArray) -> FloatArray:
    """Each picture's points, shape (n, ..., 2), by its own matrix, (n, 2, 2); written out, which is quickest."""
    by = linear.reshape(len(linear), 2, 2, *[1] * (points.ndim - 2))
    x, y = points[..., 0], points[..., 1]
    turned: FloatArray = np.stack([by[:, 0, 0] * x + by[:, 0, 1] * y, by[:, 1, 0] * x + by[:, 1, 1] * y], axis=-1)
    return turned


def compute_shifts(time_s: FloatArray, scenes: SceneTrack) -> FloatArray:
    """Fill in between two looks at the background by straight lines; shape (n, 2, 3).

    A picture at which nothing was looked at repeats the last matrix, and steps in it would look like a tremble. Where
    the camera moves after having stood still, it did so since the last look.
    """
    flat = scenes.matrix.reshape(-1, 6)
    filled = np.empty_like(flat)
    for start, end in runs_of(scenes.scene):
        part = flat[start:end]
        looked = np.any(np.diff(part, axis=0) != 0, axis=1)
        times = time_s[start:end]
        changes = 1 + np.flatnonzero(looked)
        looks = np.searchsorted(times, times[changes] - LOOK_S, side="right") - 1
        knots = np.unique(np.concatenate([[0], np.maximum(looks, 0), changes]))
        for column in range(flat.shape[1]):
            filled[start:end, column] = np.interp(times, times[knots], part[knots, column])
    return filled.reshape(-1, 2, 3)


def find_back_intervals(back: Back | None, time_s: FloatArray, scenes: SceneTrack | None) -> tuple[BackInterval, ...]:
    """Find where the back lies in every scene.

    Returns
    -------
    tuple of BackInterval
        In order, from minus to plus infinity. In a scene for which several backs were set, the newest holds.
    """
    if scenes is None or len(scenes) == 0:
        return (BackInterval(-np.inf, np.inf, back),)
    known: dict[int, Back] = {}
    while back is not None:
        index = min(int(np.searchsorted(time_s, back.at_s)), len(time_s) - 1)
        then = scenes[index]
        first = SceneShift(np.eye(2, 3), then.scene, np.nan)
        known.setdefault(then.scene, carry_back(back, then, first) or back)
        back = back.earlier
    runs = runs_of(scenes.scene)
    starts = [-np.inf, *(float(time_s[start]) for start, _ in runs[1:])]
    ends = [*starts[1:], np.inf]
    return tuple(
        BackInterval(start_s, end_s, known.get(int(scenes.scene[run[0]])))
        for run, start_s, end_s in zip(runs, starts, ends, strict=True)
    )


def find_cuts(tracks: HandTracks) -> FloatArray:
    """Find the times at which the picture becomes another one, seconds; shape (cuts,)."""
    if tracks.scenes is None:
        return np.empty(0)
    cuts: FloatArray = tracks.time_s[1:][np.diff(tracks.scenes.scene) != 0]
    return cuts


def find_unlocated(analysis: Analysis) -> list[tuple[float, float]]:
    """Find from when to when it is not known where the back lies, although one was given: cuts, jumps of the camera.

    Stretches shorter than :data:`LEAST_UNLOCATED_S` (somebody walked past) are left out.
    """
    tracks = analysis.tracks
    if analysis.back is None:
        return []
    intervals = find_back_intervals(analysis.back, tracks.time_s, tracks.scenes)
    found = [
        (max(0.0, interval.start_s), min(interval.end_s, analysis.info.duration_s))
        for interval in intervals
        if interval.back is None
    ]
    return [(start_s, end_s) for start_s, end_s in found if end_s - start_s >= LEAST_UNLOCATED_S]


def carry_back(back: Back, then: SceneShift, now: SceneShift) -> Back | None:
    """Carry a back from one picture to another of the same scene; ``None`` when the scene is another one."""
    if then.scene != now.scene:
        return None

    def carry(point: tuple[float, float]) -> tuple[float, float]:
        x, y = now.move(then.undo(np.array(point)))
        return float(x), float(y)

    corners = None if back.corners is None else tuple(carry(corner) for corner in back.corners)
    return replace(back, neck=carry(back.neck), tail=carry(back.tail), corners=corners)


def _camera_flow(tracks: HandTracks, matrix: FloatArray, inverse: FloatArray) -> FloatArray:
    """How far the background at the hands moved since the last picture, picture heights; shape (n, 2)."""
    assert tracks.scenes is not None
    palms = tracks.landmarks[:, :, list(PALM_POINTS)].mean(axis=2)
    known = np.isfinite(palms[..., :1])
    count = known.sum(axis=1)
    where = np.where(count > 0, np.where(known, palms, 0.0).sum(axis=1) / np.maximum(count, 1), 0.5)
    still = _turn(inverse, where - matrix[:, :, 2])
    before = np.concatenate([matrix[:1], matrix[:-1]])
    moved = where - _turn(before[:, :, :2], still) - before[:, :, 2]
    moved[1:][np.diff(tracks.scenes.scene) != 0] = 0.0
    flow: FloatArray = moved * np.array([tracks.aspect, 1.0])
    return flow
