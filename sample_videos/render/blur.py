"""The blur of moving hands in a picture: a line as long as the hand moved while the shutter was open."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from sample_videos.render.camera import Camera

FloatArray = NDArray[np.float64]
Float32 = NDArray[np.float32]

_LEAST_PX = 2.0
_MARGIN = 0.35
"""How far the blur reaches beyond the joints, as a share of the hand's extent: joints end inside the skin."""


def blur_hand(
    linear: Float32, camera: Camera, frames: FloatArray, before: FloatArray | None, shutter: float
) -> Float32:
    """Blur a picture, shape (height, width, 3), where one hand moves; returns the same one where it does not.

    Parameters
    ----------
    frames, before : array, shape (25, 4, 4)
        Joint frames of the hand now and a picture ago.
    shutter : float
        Share of the time between the two in which the shutter is open.
    """
    if before is None:
        return linear
    now, then = (camera.project(joints[:, :3, 3])[:, :2] for joints in (frames, before))
    way = shutter * (now - then).mean(axis=0)
    length = float(np.linalg.norm(way))
    if length < _LEAST_PX:
        return linear
    lines = cv2.filter2D(linear, -1, _line_kernel(way), borderType=cv2.BORDER_REPLICATE)
    middle, extent = now.mean(axis=0), (1 + _MARGIN) * max(float(np.ptp(now, axis=0).max()) / 2, 1.0) + length
    rows, columns = np.ogrid[: linear.shape[0], : linear.shape[1]]
    away = np.hypot(rows - middle[1], columns - middle[0]) / extent
    share = np.clip(4.0 * (1.0 - away), 0.0, 1.0).astype(np.float32)[..., None]
    return linear + share * (lines - linear)


def _line_kernel(way: FloatArray) -> Float32:
    half = int(np.ceil(np.abs(way).max() / 2)) + 1
    kernel = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
    for step in np.linspace(-0.5, 0.5, 4 * half + 1):
        column, row = (half + step * way).round().astype(int)
        kernel[row, column] += 1.0
    return kernel / kernel.sum()
