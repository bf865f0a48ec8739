"""The background of a picture: what is neither hand nor arm, corners in it, and how they move between two pictures.

The parts that :mod:`coach.hands.camera` follows the camera with; pixels here are those of a small working picture.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.records import FloatArray

Picture = NDArray[np.uint8]
Points = NDArray[np.float32]
"""Shape (k, 2): x, y in pixels."""

MAX_POINTS = 80

LEAST_POINTS = 8
"""Fewer points than this say nothing about the camera."""

WORK_WIDTH = 240
"""Width of the picture that is worked on, pixels."""

SPREAD_LEVELS, LEAST_SPREAD_LEVELS = 40.0, 8.0
"""Standard deviation of the grey levels that every picture is brought to, and the least that one is taken to have:
noise alone is no contrast."""

HAND_MARGIN = 0.35
"""Share of a hand's box that is left out on each side of it."""

ARM_LENGTH, ARM_WIDTH = 3.5, 1.4
"""Forearm and half a sleeve, in hand sizes from the wrist on; left out as well."""

CELL_PX = 24
"""The picture is cut into cells of this size, and none may hold more than its share of the points."""

STILL_PX = 0.5
"""A point that lies so near to where the last movement already has it stands still."""

TOLERANCE_PX = 1.0
"""How far a point may lie off the common movement, pixels of the working picture."""

CUT_DIFFERENCE = 18.0
"""Mean difference in grey levels (at :data:`SPREAD_LEVELS`) that a cut shows at least; moving hands stay under it."""


def shrink(image: Picture) -> Picture:
    """Make a picture small and grey, of one brightness and contrast: cameras change their exposure in steps."""
    height, width = image.shape[:2]
    if width > WORK_WIDTH:
        size = (WORK_WIDTH, max(8, round(height * WORK_WIDTH / width)))
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    grey = image if image.ndim == 2 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    mean, spread = (float(value[0, 0]) for value in cv2.meanStdDev(grey))
    gain = SPREAD_LEVELS / max(spread, LEAST_SPREAD_LEVELS)
    levels = np.clip(np.rint(128.0 + gain * (np.arange(256) - mean)), 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(grey, levels), np.uint8)


def leave_hands_out(shape: tuple[int, ...], hands: Sequence[FloatArray]) -> Picture:
    """Mask of the background, 255 where it is: without hands and forearms."""
    height, width = shape[:2]
    mask = np.full((height, width), 255, np.uint8)
    for landmarks in hands:
        points = landmarks * (width, height)
        # Far outside the picture there is nothing to leave out, and whole pixels would overflow.
        if not np.isfinite(points).all() or np.abs(points).max() > 4 * max(width, height):
            continue
        low, high = points.min(axis=0), points.max(axis=0)
        margin = HAND_MARGIN * (high - low)
        (x0, y0), (x1, y1) = (low - margin).round().astype(int), (high + margin).round().astype(int)
        cv2.rectangle(mask, (int(x0), int(y0)), (int(x1), int(y1)), 0, -1)
        size, away = _compute_size(points), points[0] - points[9]
        length = float(np.linalg.norm(away))
        if length > 0:
            elbow = points[0] + away / length * size * ARM_LENGTH
            ends = [tuple(int(v) for v in point.round()) for point in (points[0], elbow)]
            cv2.line(mask, ends[0], ends[1], 0, max(1, round(ARM_WIDTH * size)))
    return mask


def _compute_size(points: FloatArray) -> float:
    """Size of a hand, (21, 2) with equal axes: the palm's length or its scaled breadth, whichever is more."""
    return float(max(np.linalg.norm(points[0] - points[9]), 1.2 * np.linalg.norm(points[5] - points[17])))


def is_free(points: Points, free: Picture) -> NDArray[np.bool_]:
    """Which points, shape (k, 2) pixels, lie in the picture and on the background."""
    x, y = np.floor(points + 0.5).astype(int).T
    inside = (x >= 0) & (y >= 0) & (x < free.shape[1]) & (y < free.shape[0])
    at: NDArray[np.bool_] = inside.copy()
    at[inside] = free[y[inside], x[inside]] > 0
    return at


def _spread_out(fresh: Points, held: Points, shape: tuple[int, ...]) -> Points:
    """Choose of the fresh corners, the clearest first, as many as each cell of the picture has room for."""
    rows, columns = (-(-side // CELL_PX) for side in shape[:2])
    room = np.full(rows * columns, -(-2 * MAX_POINTS // (rows * columns)))
    np.subtract.at(room, _cells(held, columns), 1)
    chosen: list[int] = []
    for index, cell in enumerate(_cells(fresh, columns)):
        if room[cell] > 0 and len(held) + len(chosen) < MAX_POINTS:
            room[cell] -= 1
            chosen.append(index)
    return fresh[chosen]


def _cells(points: Points, columns: int) -> NDArray[np.int_]:
    x, y = (np.maximum(points, 0.0) // CELL_PX).astype(int).T
    cells: NDArray[np.int_] = y * columns + x
    return cells


def stand_still(then: Points, now: Points, matrix: FloatArray) -> NDArray[np.bool_]:
    """Which points lie where the last movement already has them."""
    off = now - then @ matrix[:2, :2].T - matrix[:2, 2]
    still: NDArray[np.bool_] = np.linalg.norm(off, axis=1) < STILL_PX
    return still


def fit_similarity(then: Points, now: Points) -> tuple[FloatArray | None, NDArray[np.bool_]]:
    """Shift, turn and zoom from the points then to the points now, shape (3, 3), and which points agree."""
    none = np.zeros(len(now), dtype=bool)
    if len(now) < LEAST_POINTS:
        return None, none
    matrix, inliers = cv2.estimateAffinePartial2D(then, now, method=cv2.RANSAC, ransacReprojThreshold=TOLERANCE_PX)
    if matrix is None or not np.isfinite(matrix).all():
        return None, none
    return np.vstack([matrix, [0.0, 0.0, 1.0]]), inliers.ravel().astype(bool)


def is_other_picture(before: Picture, small: Picture) -> bool:
    """Whether two pictures in a row show different things."""
    return float(cv2.absdiff(before, small).mean()) > CUT_DIFFERENCE


def flow_points(before: Picture, after: Picture, points: Points) -> tuple[Points, NDArray[np.bool_]]:
    """Follow points from one picture to another; where they are then, and which were found again."""
    moved, status, _ = cv2.calcOpticalFlowPyrLK(before, after, points, None, winSize=(15, 15), maxLevel=3)
    return moved, status.ravel() == 1


def to_picture(matrix: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    """Matrix of picture coordinates, shape (2, 3), from one of pixels whose centres are whole numbers."""
    height, width = shape[:2]
    scale = np.array([[1 / width, 0.0, 0.5 / width], [0.0, 1 / height, 0.5 / height], [0.0, 0.0, 1.0]])
    picture: FloatArray = (scale @ matrix @ np.linalg.inv(scale))[:2]
    return picture


def find_corners(small: Picture, free: Picture, held: Points) -> Points:
    """Find corners of the background beside those that are followed already, spread evenly over the picture."""
    mask = free.copy()
    for x, y in held:
        cv2.circle(mask, (round(float(x)), round(float(y))), 5, 0, -1)
    found = cv2.goodFeaturesToTrack(small, 4 * MAX_POINTS, 0.005, 5, mask=mask)
    if found is None:
        return np.empty((0, 2), np.float32)
    return _spread_out(found.reshape(-1, 2), held, small.shape)
