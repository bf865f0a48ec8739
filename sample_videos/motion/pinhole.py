"""A pinhole camera that looks at a point from a cone around overhead."""

from __future__ import annotations

import numpy as np

from coach.records import FloatArray


def compute_axes(azimuth_rad: float, tilt_rad: float, roll_rad: float) -> FloatArray:
    """Directions of a picture in the scene.

    Parameters
    ----------
    azimuth_rad : float
        Side on which the camera stands, from x towards y; matters when it is tilted.
    tilt_rad : float
        Angle from straight overhead.
    roll_rad : float
        Turn of the picture about its middle, clockwise for what is seen; at 0 and no tilt the head is up.

    Returns
    -------
    array, shape (3, 3)
        Rows: right, down and forward.
    """
    sin, cos = np.sin(tilt_rad), np.cos(tilt_rad)
    forward = -np.array([sin * np.cos(azimuth_rad), sin * np.sin(azimuth_rad), cos])
    twist = roll_rad - azimuth_rad - np.pi / 2
    level = np.array([np.cos(azimuth_rad + np.pi / 2), np.sin(azimuth_rad + np.pi / 2), 0.0])
    rise = np.cross(level, forward)
    right = np.cos(twist) * level + np.sin(twist) * rise
    return np.stack([right, np.cross(forward, right), forward])


def compute_position(target: tuple[float, float, float], distance: float, axes: FloatArray) -> FloatArray:
    """Place of a lens that sees ``target`` in the middle of its picture from ``distance``, shape (3,)."""
    place: FloatArray = np.array(target) - distance * axes[2]
    return place


def look(points: FloatArray, position: FloatArray, axes: FloatArray) -> FloatArray:
    """Points (..., 3) of the scene in the camera's own frame: right, down, forward."""
    seen: FloatArray = np.einsum("rc,...c->...r", axes, points - position)
    return seen


def flatten(seen: FloatArray, focal: float, aspect: float, nearest: float) -> FloatArray:
    """Picture coordinates of points in the camera's own frame.

    Parameters
    ----------
    seen : array, shape (..., 3)
    focal : float
        Focal length in picture widths.
    aspect : float
        Width divided by height.
    nearest : float
        Points nearer than this are put at this depth; a caller who wants them unseen marks them NaN.

    Returns
    -------
    array, shape (..., 2)
        Divided by the picture's width and height, from its upper left corner.
    """
    depth = np.maximum(seen[..., 2], nearest)
    x = 0.5 + focal * seen[..., 0] / depth
    y = 0.5 + focal * aspect * seen[..., 1] / depth
    return np.stack([x, y], axis=-1)
