"""Follow a hand's patch by optical flow while the hand model does not see it.

Sparse pyramidal Lucas-Kanade (Bouguet 2001, as in OpenCV) on corners inside the hand's outline, checked forwards and
backwards; the patch moves by the median of the points that came back. It yields place only, never shape, and only for a
bounded time: a patch drifts off the hand, and a hand that is truly gone must not live on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.records import FloatArray

FLOW_WIDTH = 320
"""Picture width for flow, pixels: enough for a palm's texture, cheap enough for every frame."""

FOLLOW_S = 1.0
"""Seconds that a hand is followed without being found again."""

MIN_POINTS = 6
"""Fewer points that agree than this and the patch is given up."""

BACK_ERROR_PX = 1.5
"""A point that does not come back to within this many pixels has not been followed."""

_LK: dict[str, Any] = {
    "winSize": (15, 15),
    "maxLevel": 2,
    "criteria": (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 10, 0.03),
}


@dataclass(slots=True)
class _Patch:
    landmarks: FloatArray
    points: NDArray[np.float32]
    since_s: float


class PatchFollower:
    """Follows the patches of hands that were just seen.

    Call :meth:`update` once a frame with what the hand model found; it owns the last small grey picture.
    """

    def __init__(self) -> None:
        self._grey: NDArray[np.uint8] | None = None
        self._patches: dict[int, _Patch] = {}
        self._last: dict[int, tuple[FloatArray, float]] = {}

    def update(self, time_s: float, image: NDArray[np.uint8], found: dict[int, FloatArray]) -> dict[int, FloatArray]:
        """Advance by one frame.

        Parameters
        ----------
        time_s : float
        image : uint8 array, shape (height, width, 3), RGB
        found : dict
            Slot -> landmarks (21, 2) in picture coordinates, for the hands that the model found in this frame.

        Returns
        -------
        dict
            Slot -> landmarks of hands that were not found but followed: the last shape, moved along.
        """
        height, width = image.shape[:2]
        size = (min(FLOW_WIDTH, width), max(1, round(height * min(FLOW_WIDTH, width) / width)))
        grey = cv2.cvtColor(cv2.resize(image, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
        followed = self._follow(time_s, grey, found, np.array(size, dtype=np.float64))
        for slot, landmarks in found.items():
            self._last[slot] = (landmarks, time_s)
            self._patches.pop(slot, None)
        self._grey = grey
        return followed

    def _follow(
        self, time_s: float, grey: NDArray[np.uint8], found: dict[int, FloatArray], size: FloatArray
    ) -> dict[int, FloatArray]:
        followed: dict[int, FloatArray] = {}
        if self._grey is None or self._grey.shape != grey.shape:
            return followed
        for slot, (landmarks, seen_s) in list(self._last.items()):
            if slot in found:
                continue
            if time_s - seen_s > FOLLOW_S:
                self._forget(slot)
                continue
            patch = self._patches.get(slot) or _start_patch(self._grey, landmarks, size, seen_s)
            moved = _move_patch(self._grey, grey, patch, size) if patch else None
            if moved is None:
                self._forget(slot)
                continue
            self._patches[slot] = moved
            followed[slot] = moved.landmarks
        return followed

    def _forget(self, slot: int) -> None:
        self._patches.pop(slot, None)
        self._last.pop(slot, None)


def _start_patch(grey: NDArray[np.uint8], landmarks: FloatArray, size: FloatArray, since_s: float) -> _Patch | None:
    mask = np.zeros(grey.shape, np.uint8)
    hull = cv2.convexHull((landmarks * size).astype(np.int32).reshape(-1, 1, 2))
    cv2.fillConvexPoly(mask, hull, 255)
    points = cv2.goodFeaturesToTrack(grey, maxCorners=60, qualityLevel=0.01, minDistance=3, mask=mask)
    if points is None or len(points) < MIN_POINTS:
        return None
    return _Patch(landmarks, points.astype(np.float32), since_s)


def _move_patch(before: NDArray[np.uint8], now: NDArray[np.uint8], patch: _Patch, size: FloatArray) -> _Patch | None:
    there, ok, _ = cv2.calcOpticalFlowPyrLK(before, now, patch.points, None, **_LK)
    back, ok_back, _ = cv2.calcOpticalFlowPyrLK(now, before, there, None, **_LK)
    error = np.linalg.norm((back - patch.points).reshape(-1, 2), axis=1)
    good = (ok.ravel() == 1) & (ok_back.ravel() == 1) & (error < BACK_ERROR_PX)
    if good.sum() < MIN_POINTS:
        return None
    step = np.median((there - patch.points).reshape(-1, 2)[good], axis=0) / size
    return _Patch(patch.landmarks + step, there.reshape(-1, 1, 2)[good], patch.since_s)
