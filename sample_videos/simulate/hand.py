"""The skeleton of a hand: bone lengths, joint limits, and where its 21 points lie for given joint angles.

Bone lengths are the means of Buryanov & Kotiuk, "Proportions of hand segments", Int. J. Morphol. 28(3), 2010 (X-rays
of 66 adults, millimetres; the fingertip is the distal phalanx plus its soft tissue). Joint limits are the ranges of
motion of Norkin & White, "Measurement of Joint Motion", 5th ed. The places of the carpo-metacarpal joints are drawn
so that the knuckles of a flat hand lie as wide apart as in hand surveys (about 58 mm between the index and little
knuckle's centres for a 19 cm hand).

Hand frame, centimetres: origin at the wrist joint, x towards the thumb, y towards the fingers, z out of the back of
the hand. With x to the right and z towards the eye this is a *left* hand; a right hand is its mirror image in x.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.records import N_LANDMARKS, FloatArray

N_FINGERS = 5
N_JOINTS = 4
"""Angles a finger has: bend at its base, spread at its base, bend at the second and at the third joint."""

BONES_CM = np.array(
    [
        [4.622, 3.157, 2.167 + 0.367],
        [3.978, 2.238, 1.582 + 0.384],
        [4.463, 2.633, 1.740 + 0.395],
        [4.137, 2.565, 1.730 + 0.395],
        [3.274, 1.811, 1.596 + 0.373],
    ]
)
"""Thumb: metacarpal, proximal, distal; fingers: proximal, middle, distal phalanx with the soft tissue of the tip."""

METACARPALS_CM = np.array([6.812, 6.460, 5.800, 5.369])
"""Index to little finger."""

CARPUS_CM = np.array([[1.9, 1.7], [1.2, 3.0], [0.0, 3.0], [-1.1, 2.8], [-2.0, 2.5]])
"""Carpo-metacarpal joints from the wrist (x, y), thumb to little finger."""

METACARPAL_SPLAY_RAD = np.deg2rad([7.0, 0.0, -7.0, -15.0])
"""Direction of the metacarpals, from y towards x, index to little finger."""

THUMB_AZIMUTH_RAD = np.deg2rad(38.0)
"""Direction of the thumb's metacarpal beside a flat hand, from y towards x."""

THUMB_CURL_SHARE = 0.8
"""How much of the thumb's bending runs across the palm; the rest runs into it."""

LIMITS_RAD = np.deg2rad(
    [
        [[-5.0, 60.0], [-20.0, 40.0], [-5.0, 60.0], [-20.0, 80.0]],
        *([[[-35.0, 92.0], [-22.0, 22.0], [-5.0, 110.0], [-18.0, 85.0]]] * 4),
    ]
)
"""shape (5, 4, 2): lowest and highest angle of each joint. The thumb's are: away from the palm, sideways, second and
third joint."""

SKIN_CM = np.array([1.6, *([0.9] * 4), *([1.3, 0.8, 0.7, 0.6] * 4)])
"""Flesh between each point (bone centre) and the palmar skin."""

FINGER_POINTS: tuple[tuple[int, int, int, int], ...] = (
    (1, 2, 3, 4),
    (5, 6, 7, 8),
    (9, 10, 11, 12),
    (13, 14, 15, 16),
    (17, 18, 19, 20),
)


def clip_joints(joints: FloatArray) -> FloatArray:
    """Bring joint angles, shape (..., 5, 4) radians, inside their limits."""
    return np.clip(joints, LIMITS_RAD[..., 0], LIMITS_RAD[..., 1])


def compute_points(joints: FloatArray, scale: float | FloatArray = 1.0) -> FloatArray:
    """Compute the 21 points of hands in the hand frame.

    Parameters
    ----------
    joints : array, shape (..., 5, 4)
        Radians; clipped to :data:`LIMITS_RAD`. Per finger: bend of the base joint, spread towards the thumb, bend of
        the second and of the third joint. For the thumb: metacarpal away from the palm, metacarpal sideways, bend of
        the second and of the third joint.
    scale : float or array that broadcasts to ``joints.shape[:-2]``
        Size of the hand; 1 is the survey's mean (about 19 cm from wrist to middle fingertip).

    Returns
    -------
    array, shape (..., 21, 3)
        Centimetres, MediaPipe's order. Bone lengths do not depend on the angles.
    """
    joints = clip_joints(np.asarray(joints, dtype=np.float64))
    points = np.zeros((*joints.shape[:-2], N_LANDMARKS, 3))
    _add_thumb(points, joints[..., 0, :])
    for finger in range(1, N_FINGERS):
        _add_finger(points, finger, joints[..., finger, :])
    sized: FloatArray = points * np.asarray(scale)[..., None, None]
    return sized


def compute_rotation(angles: FloatArray) -> FloatArray:
    """Rotation matrices of hands lying on a horizontal plane.

    Parameters
    ----------
    angles : array, shape (..., 3)
        Radians: yaw (about z, counter-clockwise seen from above; 0 is fingers along y), pitch (fingers up), roll
        (about the fingers, the x side down).

    Returns
    -------
    array, shape (..., 3, 3)
        Yaw after pitch after roll; columns are the hand's axes.
    """
    cos, sin = np.cos(angles), np.sin(angles)
    cy, cp, cr = (cos[..., i] for i in range(3))
    sy, sp, sr = (sin[..., i] for i in range(3))
    rows = [
        [cy * cr - sy * sp * sr, -sy * cp, cy * sr + sy * sp * cr],
        [sy * cr + cy * sp * sr, cy * cp, sy * sr - cy * sp * cr],
        [-cp * sr, sp, cp * cr],
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def place_points(
    points: FloatArray, rotation: FloatArray, wrist: FloatArray, is_right: NDArray[np.bool_]
) -> FloatArray:
    """Carry points from the hand frame to the world.

    Parameters
    ----------
    points : array, shape (..., 21, 3)
    rotation : array, shape (..., 3, 3)
    wrist : array, shape (..., 3)
    is_right : bool array that broadcasts to ``points.shape[:-2]``
        Right hands are mirrored in x before they are turned.
    """
    side = np.where(is_right, -1.0, 1.0)[..., None]
    x, y, z = points[..., 0] * side, points[..., 1], points[..., 2]
    turned = [
        rotation[..., i, 0, None] * x + rotation[..., i, 1, None] * y + rotation[..., i, 2, None] * z for i in range(3)
    ]
    return np.stack(turned, axis=-1) + wrist[..., None, :]


def _direction(azimuth: FloatArray, down: FloatArray) -> FloatArray:
    """Make unit vectors: azimuth from y towards x, then ``down`` out of the plane into the palm."""
    return np.stack([np.cos(down) * np.sin(azimuth), np.cos(down) * np.cos(azimuth), -np.sin(down)], axis=-1)


def _add_finger(points: FloatArray, finger: int, angles: FloatArray) -> None:
    base, first, second, third = FINGER_POINTS[finger]
    splay = METACARPAL_SPLAY_RAD[finger - 1]
    knuckle = CARPUS_CM[finger] + METACARPALS_CM[finger - 1] * np.array([np.sin(splay), np.cos(splay)])
    points[..., base, :2] = knuckle
    azimuth = splay + angles[..., 1]
    bend = angles[..., 0]
    points[..., first, :] = points[..., base, :] + BONES_CM[finger, 0] * _direction(azimuth, bend)
    bend = bend + angles[..., 2]
    points[..., second, :] = points[..., first, :] + BONES_CM[finger, 1] * _direction(azimuth, bend)
    bend = bend + angles[..., 3]
    points[..., third, :] = points[..., second, :] + BONES_CM[finger, 2] * _direction(azimuth, bend)


def _add_thumb(points: FloatArray, angles: FloatArray) -> None:
    base, first, second, third = FINGER_POINTS[0]
    points[..., base, :2] = CARPUS_CM[0]
    azimuth, down = THUMB_AZIMUTH_RAD + angles[..., 1], angles[..., 0]
    points[..., first, :] = points[..., base, :] + BONES_CM[0, 0] * _direction(azimuth, down)
    for bone, bend, start, end in ((1, angles[..., 2], first, second), (2, angles[..., 3], second, third)):
        azimuth = azimuth - THUMB_CURL_SHARE * bend
        down = down + (1 - THUMB_CURL_SHARE) * bend
        points[..., end, :] = points[..., start, :] + BONES_CM[0, bone] * _direction(azimuth, down)
