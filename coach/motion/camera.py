"""How the camera itself moves: background points followed from picture to picture, so that a back can follow them.

Corners (Shi & Tomasi 1994) outside the hands are followed by pyramidal Lucas-Kanade flow on a small grey picture. Each
point remembers where it lay in the reference picture, so the movement since then comes from one robust fit (similarity,
RANSAC) of all points still followed, and errors do not add up from frame to frame; only points that are found later
inherit the error of the moment. A cut or a jump of the camera ends the scene: the reference starts afresh, and a back
that was set before does not hold any more.

Limits: the fit is a similarity (shift, turn, zoom), right for a hand-held camera that sways, not for one that walks
round the table; where more than half of the background moves together (a blanket drawn away) the fit follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.records import FloatArray

Grey = NDArray[np.uint8]
Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in picture coordinates."""

WORK_WIDTH = 240
"""Width of the picture that is worked on, pixels."""

STEP_S = 0.06
"""Pictures that come sooner after the last one are passed over; hands shake cameras at 1 to 3 Hz."""

MAX_POINTS = 80
FEW_POINTS = 35
"""New points are looked for below this number."""

LEAST_POINTS = 8
"""Fewer points than this say nothing about the camera."""

HAND_MARGIN = 0.35
"""Share of a hand's box that is added on each side: sleeves and forearms move with it."""

TOLERANCE_PX = 1.0
"""How far a point may lie off the common movement, pixels of the working picture."""

KEPT_SHARE = 0.3
"""When fewer of the points than this survive one step together, the picture is another one."""

JUMP = 0.12
"""Movement of the picture's middle between two looks, picture heights, that is a jump and not a sway (at
:data:`STEP_S`: 2 heights a second)."""

CUT_DIFFERENCE = 18.0
"""Mean difference in grey levels that a cut shows at least; moving hands alone stay under it."""


@dataclass(frozen=True, slots=True)
class SceneShift:
    """Where the scene lies now, compared with the reference picture of the same scene.

    Attributes
    ----------
    matrix : array, shape (2, 3)
        From picture coordinates in the reference picture (the scene's first) to those now.
    is_cut : bool
        This picture begins a new scene: a cut, or a jump of the camera.
    scene : int
        Number of the scene, from 0.
    confidence : float
        Share of the background points that agree with the matrix; NaN when there were too few to tell, and the matrix
        is the last one known.
    """

    matrix: FloatArray
    is_cut: bool
    scene: int
    confidence: float

    def move(self, points: FloatArray) -> FloatArray:
        """Carry picture points, shape (..., 2), from the reference picture to the present one."""
        return points @ self.matrix[:, :2].T + self.matrix[:, 2]

    def undo(self, points: FloatArray) -> FloatArray:
        """Carry picture points, shape (..., 2), from the present picture back to the reference picture."""
        back: FloatArray = (points - self.matrix[:, 2]) @ np.linalg.inv(self.matrix[:, :2]).T
        return back


def undo_shifts(points: FloatArray, matrices: FloatArray) -> FloatArray:
    """Carry points of many pictures, shape (n, ..., 2), back to the reference picture; ``matrices`` is (n, 2, 3)."""
    shape = (len(points), *([1] * (points.ndim - 2)), 2)
    inverse = np.linalg.inv(matrices[:, :, :2])
    moved: FloatArray = np.einsum("nij,n...j->n...i", inverse, points - matrices[:, :, 2].reshape(shape))
    return moved


class CameraMotion:
    """Follows the background of one stream of pictures. One object belongs to one thread."""

    def __init__(self) -> None:
        self._last: Grey | None = None
        self._last_s = -np.inf
        self._now = np.empty((0, 2), np.float32)
        self._then = np.empty((0, 2), np.float32)
        self._pixel_matrix = np.eye(3)
        self._shift = SceneShift(np.eye(3)[:2], False, 0, np.nan)

    @property
    def shift(self) -> SceneShift:
        """The newest one."""
        return self._shift

    def update(self, grey: Grey, time_s: float, hand_boxes: Sequence[Box] = ()) -> SceneShift:
        """Take the next picture.

        Parameters
        ----------
        grey : uint8 array, shape (height, width)
            At least :data:`WORK_WIDTH` wide is best; wider ones are made smaller.
        time_s : float
            Rising.
        hand_boxes : sequence of (x0, y0, x1, y1)
            Where the hands are, picture coordinates; nothing inside counts for the background.
        """
        if time_s - self._last_s < STEP_S:
            return self._keep(judged=True)
        self._last_s = time_s
        small = _shrink(grey)
        before, self._last = self._last, small
        if before is None or before.shape != small.shape:
            return self._begin(small, hand_boxes, self._shift.scene + (before is not None))
        return self._follow(before, small, hand_boxes)

    def _follow(self, before: Grey, small: Grey, hand_boxes: Sequence[Box]) -> SceneShift:
        free = _is_free(self._now, small.shape, hand_boxes)
        self._now, self._then = self._now[free], self._then[free]
        started = len(self._now)
        if started < LEAST_POINTS:
            if _is_other_picture(before, small):
                return self._begin(small, hand_boxes, self._shift.scene + 1)
            self._find_more(small, hand_boxes)
            return self._keep(judged=False)
        moved, status, _ = cv2.calcOpticalFlowPyrLK(before, small, self._now, None, winSize=(15, 15), maxLevel=3)
        kept = (status.ravel() == 1) & _is_free(moved, small.shape, hand_boxes)
        then, now = self._then[kept], moved[kept]
        matrix, inliers = _fit_similarity(then, now)
        survived = int(inliers.sum()) / started
        if matrix is None or survived < KEPT_SHARE:
            if _is_other_picture(before, small) or matrix is None:
                return self._begin(small, hand_boxes, self._shift.scene + 1)
            return self._keep(judged=False)
        if self._leap(matrix, small.shape) > JUMP:
            return self._begin(small, hand_boxes, self._shift.scene + 1)
        self._pixel_matrix = matrix
        self._now, self._then = now[inliers], then[inliers]
        if len(self._now) < FEW_POINTS:
            self._find_more(small, hand_boxes)
        self._shift = SceneShift(_to_picture(matrix, small.shape), False, self._shift.scene, survived)
        return self._shift

    def _begin(self, small: Grey, hand_boxes: Sequence[Box], scene: int) -> SceneShift:
        self._pixel_matrix = np.eye(3)
        self._now = self._then = np.empty((0, 2), np.float32)
        self._find_more(small, hand_boxes)
        self._shift = SceneShift(np.eye(3)[:2], scene != self._shift.scene, scene, np.nan)
        return self._shift

    def _keep(self, *, judged: bool) -> SceneShift:
        """Stay with the last matrix: nothing new was looked at, or nothing could be told (not ``judged``)."""
        last = self._shift
        self._shift = SceneShift(last.matrix, False, last.scene, last.confidence if judged else np.nan)
        return self._shift

    def _leap(self, matrix: FloatArray, shape: tuple[int, ...]) -> float:
        """Movement of the picture's middle since the last look, picture heights."""
        middle = np.array([shape[1] / 2, shape[0] / 2, 1.0])
        return float(np.linalg.norm(((matrix - self._pixel_matrix) @ middle)[:2]) / shape[0])

    def _find_more(self, small: Grey, hand_boxes: Sequence[Box]) -> None:
        """Add corners of the background; where they lay in the reference picture follows from the present matrix."""
        mask = np.full(small.shape, 255, np.uint8)
        for x0, y0, x1, y1 in _widen(hand_boxes, small.shape):
            mask[y0:y1, x0:x1] = 0
        for x, y in self._now:
            cv2.circle(mask, (round(float(x)), round(float(y))), 5, 0, -1)
        wanted = MAX_POINTS - len(self._now)
        found = cv2.goodFeaturesToTrack(small, wanted, 0.02, 6, mask=mask)
        if found is None:
            return
        fresh = found.reshape(-1, 2)
        inverse = np.linalg.inv(self._pixel_matrix)
        origin = (fresh @ inverse[:2, :2].T + inverse[:2, 2]).astype(np.float32)
        self._now, self._then = np.concatenate([self._now, fresh]), np.concatenate([self._then, origin])


def _shrink(grey: Grey) -> Grey:
    height, width = grey.shape[:2]
    if width <= WORK_WIDTH:
        return np.ascontiguousarray(grey)
    size = (WORK_WIDTH, max(8, round(height * WORK_WIDTH / width)))
    small: Grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return small


def _widen(boxes: Sequence[Box], shape: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """Boxes with their margin, in whole pixels inside the picture."""
    height, width = shape[:2]
    wide = []
    for x0, y0, x1, y1 in boxes:
        dx, dy = HAND_MARGIN * (x1 - x0), HAND_MARGIN * (y1 - y0)
        edges = np.array([(x0 - dx) * width, (y0 - dy) * height, (x1 + dx) * width, (y1 + dy) * height])
        if np.isfinite(edges).all():
            left, top, right, low = np.clip(np.round(edges), 0, [width, height, width, height]).astype(int)
            wide.append((int(left), int(top), int(right), int(low)))
    return wide


def _is_free(points: NDArray[np.float32], shape: tuple[int, ...], boxes: Sequence[Box]) -> NDArray[np.bool_]:
    """Which points, shape (k, 2) pixels, lie in the picture and outside the hands."""
    x, y = points[:, 0], points[:, 1]
    free: NDArray[np.bool_] = (x >= 0) & (y >= 0) & (x < shape[1]) & (y < shape[0])
    for x0, y0, x1, y1 in _widen(boxes, shape):
        free &= ~((x >= x0) & (x < x1) & (y >= y0) & (y < y1))
    return free


def _fit_similarity(then: NDArray[np.float32], now: NDArray[np.float32]) -> tuple[FloatArray | None, NDArray[np.bool_]]:
    """Shift, turn and zoom from the points then to the points now, shape (3, 3), and which points agree."""
    none = np.zeros(len(now), dtype=bool)
    if len(now) < LEAST_POINTS:
        return None, none
    matrix, inliers = cv2.estimateAffinePartial2D(then, now, method=cv2.RANSAC, ransacReprojThreshold=TOLERANCE_PX)
    if matrix is None or not np.isfinite(matrix).all():
        return None, none
    return np.vstack([matrix, [0.0, 0.0, 1.0]]), inliers.ravel().astype(bool)


def _is_other_picture(before: Grey, small: Grey) -> bool:
    return float(cv2.absdiff(before, small).mean()) > CUT_DIFFERENCE


def _to_picture(matrix: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Matrix of picture coordinates, shape (2, 3), from one of pixels whose centres are whole numbers."""
    height, width = shape[:2]
    scale = np.array([[1 / width, 0.0, 0.5 / width], [0.0, 1 / height, 0.5 / height], [0.0, 0.0, 1.0]])
    picture: FloatArray = (scale @ matrix @ np.linalg.inv(scale))[:2]
    return picture
