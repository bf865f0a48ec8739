"""The receiver's back, the towel and the table as surfaces.

World space: x to the receiver's right, y towards the head, z up, metres; the origin lies on the table under the
middle of the back. The base of the neck is at y = +0.25, the coccyx at y = -0.25.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

BACK_LENGTH_CM = 50.0
NECK_Y, TAIL_Y = 0.25, -0.25
TOWEL_Y = -0.27
"""Upper edge of the towel."""

# Outline of a lying adult, metres: stations along y with half width, height of the top above the table.
_STATION_Y = np.array([-0.80, -0.50, -0.36, -0.26, -0.16, -0.06, 0.06, 0.16, 0.235, 0.275, 0.32, 0.40])
_HALF_WIDTH = np.array([0.160, 0.172, 0.180, 0.176, 0.155, 0.140, 0.155, 0.180, 0.190, 0.120, 0.062, 0.060])
_TOP = np.array([0.150, 0.175, 0.215, 0.210, 0.180, 0.170, 0.195, 0.210, 0.195, 0.165, 0.140, 0.130])
_SECTION_POWER = 2.7
"""Cross-section is a superellipse of this power: flatter than an ellipse on top."""


@dataclass(frozen=True)
class Surface:
    """Triangles with a colour per vertex (linear RGB) and gloss 0 to 1."""

    vertices: FloatArray
    normals: FloatArray
    triangles: NDArray[np.int64]
    albedo: FloatArray
    gloss: FloatArray


@dataclass(frozen=True)
class Back:
    """A back of a given build: ``scale`` widens the body."""

    scale: float = 1.0

    def half_width(self, y: FloatArray) -> FloatArray:
        """Half the body's width at ``y``."""
        return _smooth_station(y, _HALF_WIDTH) * self.scale

    def height(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Top of the body above the table; 0 beside it. ``x`` and ``y`` broadcast."""
        width, top = self.half_width(y), _smooth_station(y, _TOP)
        across = np.clip(np.abs(x) / width, 0, 1)
        profile = (1 - across**_SECTION_POWER) ** (1 / _SECTION_POWER)
        inside = np.abs(x) < width
        return np.where(inside, top * profile + _relief(x, y), 0.0)

    def soft_height(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Height without the fine relief, gently continued beside the body: what a hand's palm rests on."""
        width, top = self.half_width(y), _smooth_station(y, _TOP)
        across = np.clip(np.abs(x) / width, 0, 0.97)
        return top * (1 - across**_SECTION_POWER) ** (1 / _SECTION_POWER)

    def normal(self, x: FloatArray, y: FloatArray, reach: float = 0.04) -> FloatArray:
        """Give the unit normal of the surface averaged over a palm (``reach`` metres), shape (..., 3)."""
        slope_x = (self.soft_height(x + reach, y) - self.soft_height(x - reach, y)) / (2 * reach)
        slope_y = (self.soft_height(x, y + reach) - self.soft_height(x, y - reach)) / (2 * reach)
        normal = np.stack([-slope_x, -slope_y, np.ones_like(slope_x)], axis=-1)
        return normal / np.linalg.norm(normal, axis=-1, keepdims=True)


def _smooth_station(y: FloatArray, values: FloatArray) -> FloatArray:
    """Piecewise cubic through the stations, flat at the ends (Catmull-Rom on uneven knots)."""
    slopes = np.gradient(values, _STATION_Y)
    clipped = np.clip(y, _STATION_Y[0], _STATION_Y[-1])
    i = np.clip(np.searchsorted(_STATION_Y, clipped) - 1, 0, len(_STATION_Y) - 2)
    step = _STATION_Y[i + 1] - _STATION_Y[i]
    t = (clipped - _STATION_Y[i]) / step
    h01 = t * t * (3 - 2 * t)
    result: FloatArray = (
        (1 - h01) * values[i]
        + h01 * values[i + 1]
        + (t**3 - 2 * t**2 + t) * step * slopes[i]
        + (t**3 - t**2) * step * slopes[i + 1]
    )
    return result


def _bump(
    x: FloatArray, y: FloatArray, at: tuple[float, float], size: tuple[float, float], lean: float = 0.0
) -> FloatArray:
    dx, dy = x - at[0], y - at[1]
    return np.exp(-(((dx - lean * dy) / size[0]) ** 2) - (dy / size[1]) ** 2)


def _relief(x: FloatArray, y: FloatArray) -> FloatArray:
    """Spine furrow, the muscles beside it, shoulder blades, gluteal fold, sacral dimples; metres."""
    along = 1 / (1 + np.exp(-(y + 0.24) / 0.02)) / (1 + np.exp((y - 0.24) / 0.03))
    furrow = -0.011 * np.exp(-((x / 0.014) ** 2)) * along
    ridges = 0.007 * (np.exp(-(((x - 0.042) / 0.024) ** 2)) + np.exp(-(((x + 0.042) / 0.024) ** 2))) * along
    blades = sum(0.012 * _bump(x, y, (side * 0.095, 0.135), (0.034, 0.062), side * 0.25) for side in (-1, 1))
    under_blades = sum(-0.006 * _bump(x, y, (side * 0.085, 0.055), (0.05, 0.025)) for side in (-1, 1))
    seat = sum(0.020 * _bump(x, y, (side * 0.085, -0.36), (0.06, 0.075)) for side in (-1, 1))
    fold = -0.022 * np.exp(-((x / 0.012) ** 2)) / (1 + np.exp((y + 0.29) / 0.015))
    dimples = sum(-0.004 * _bump(x, y, (side * 0.045, -0.205), (0.012, 0.012)) for side in (-1, 1))
    return furrow + ridges + blades + under_blades + seat + fold + dimples


def grid_triangles(rows: int, columns: int) -> NDArray[np.int64]:
    """Two triangles a cell of a (rows, columns) vertex grid."""
    cell = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)[None]).ravel()
    return np.concatenate(
        [np.stack([cell, cell + 1, cell + columns], 1), np.stack([cell + 1, cell + columns + 1, cell + columns], 1)]
    )


def grid_normals(points: FloatArray) -> FloatArray:
    """Upward normals of a (rows, columns, 3) grid of points."""
    normal = np.cross(np.gradient(points, axis=1), np.gradient(points, axis=0))
    normal *= np.where(normal[..., 2:] < 0, -1.0, 1.0)
    return normal / np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-12)


def sheet(points: FloatArray, albedo: FloatArray, gloss: float) -> Surface:
    """Surface from a grid of points (rows, columns, 3) and a colour for all or for each point."""
    rows, columns, _ = points.shape
    colours = np.broadcast_to(albedo, points.shape).reshape(-1, 3)
    return Surface(
        points.reshape(-1, 3), grid_normals(points).reshape(-1, 3), grid_triangles(rows, columns), colours.copy(),
        np.full(rows * columns, gloss),
    )  # fmt: skip
