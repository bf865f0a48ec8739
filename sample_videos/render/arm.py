"""Forearm and sleeve: tubes lofted from the hand's wrist over the elbow to the shoulder."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.body import Surface, grid_triangles

FloatArray = NDArray[np.float64]

_AROUND = 20
_ALONG = 14
_START = 0.006
"""The forearm starts a little inside the hand, metres beyond the wrist joint towards the elbow."""
# Half widths of the forearm (across the palm's plane, out of it) at shares of its length, metres.
_SHARE = np.array([0.0, 0.12, 0.35, 0.65, 0.9, 1.0])
_WIDE = np.array([0.0275, 0.027, 0.031, 0.039, 0.043, 0.042])
_THICK = np.array([0.0190, 0.021, 0.027, 0.036, 0.041, 0.042])
_SLEEVE_FROM = 0.9
_SLEEVE_RADIUS = 0.062


def forearm(wrist_frame: FloatArray, elbow: FloatArray, scale: float, skin_albedo: FloatArray, gloss: float) -> Surface:
    """Loft a forearm from a wrist frame (4, 4) to an elbow (3,): out along the hand's own axis, then bending over."""
    away, across = wrist_frame[:3, 2], wrist_frame[:3, 0]
    start = wrist_frame[:3, 3] + _START * scale * away
    length = float(np.linalg.norm(elbow - start))
    t = np.linspace(0, 1, _ALONG)[:, None]
    handle = start + 0.22 * length * away
    centre = (1 - t) ** 2 * start + 2 * t * (1 - t) * handle + t**2 * elbow
    tangent = 2 * (1 - t) * (handle - start) + 2 * t * (elbow - handle)
    return _tube(
        centre,
        tangent,
        across,
        np.interp(t[:, 0], _SHARE, _WIDE) * scale,
        np.interp(t[:, 0], _SHARE, _THICK) * scale,
        skin_albedo,
        gloss,
    )


def sleeve(elbow: FloatArray, shoulder: FloatArray, forearm_start: FloatArray, albedo: FloatArray) -> Surface:
    """Loft the sleeve: from just before the elbow, over it, up to the shoulder."""
    begin = elbow + (1 - _SLEEVE_FROM) * (forearm_start - elbow)
    t = np.linspace(0, 1, _ALONG)[:, None]
    centre = (1 - t) ** 2 * begin + 2 * t * (1 - t) * elbow + t**2 * shoulder
    tangent = 2 * (1 - t) * (elbow - begin) + 2 * t * (shoulder - elbow)
    radius = _SLEEVE_RADIUS * (0.85 + 0.35 * t[:, 0])
    return _tube(centre, tangent, np.cross(tangent[0], [0.0, 0.0, 1.0]), radius, radius, albedo, 0.0)


def _tube(
    centre: FloatArray,
    tangent: FloatArray,
    across: FloatArray,
    wide: FloatArray,
    thick: FloatArray,
    albedo: FloatArray,
    gloss: float,
) -> Surface:
    tangent = tangent / np.linalg.norm(tangent, axis=1, keepdims=True)
    side = across - (tangent @ across)[:, None] * tangent
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(tangent, side)
    angle = np.linspace(0, 2 * np.pi, _AROUND + 1)
    c, s = np.cos(angle)[None, :, None], np.sin(angle)[None, :, None]
    points = centre[:, None] + wide[:, None, None] * c * side[:, None] + thick[:, None, None] * s * up[:, None]
    normals = c / wide[:, None, None] * side[:, None] + s / thick[:, None, None] * up[:, None]
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    count = len(centre) * (_AROUND + 1)
    return Surface(
        points.reshape(-1, 3), normals.reshape(-1, 3), grid_triangles(len(centre), _AROUND + 1),
        np.broadcast_to(albedo, (count, 3)).copy(), np.full(count, gloss),
    )  # fmt: skip
