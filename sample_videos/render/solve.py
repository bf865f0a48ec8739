"""Poses -> joint frames in world space: the hand is set on the skin, the fingers are laid on it, the arm follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.body import Back
from sample_videos.render.hand import HandMesh, pose_joints, turn
from sample_videos.render.pose import Pose

FloatArray = NDArray[np.float64]

_KNUCKLES = np.array([6, 11, 16, 21])
_MIDDLES = _KNUCKLES + 1
_ENDS = _KNUCKLES + 2
_TIPS = _KNUCKLES + 3
_PALM, _THUMB_TIP, _EDGE = np.array([5, 6, 11, 16, 21]), 4, np.array([20, 21, 22])
_PALM_HALF_THICKNESS, _PAD_THICKNESS, _EDGE_THICKNESS = 0.015, 0.008, 0.013
_REST = np.array([_PALM_HALF_THICKNESS, _PAD_THICKNESS, _PAD_THICKNESS, _EDGE_THICKNESS])
_END_FOLLOWS = 0.6
"""The last finger joint bends with the middle one in about this proportion."""
_LEVEL_ON_PADS = 0.65
"""A hand that stands on its finger pads follows the slope of the skin less than a flat one."""
_CONFORM_LIMIT = np.deg2rad(34.0)
_CONFORM_STEPS = 5
_FINGER_FAN = np.array([1.5, 0.5, -0.5, -1.5])


@dataclass(frozen=True)
class Arms:
    """Where the practitioner stands: at ``stance`` (x, y), looking along ``facing``; shoulders lean after the hands."""

    stance: tuple[float, float]
    facing: float
    shoulder_height: float = 0.62
    shoulder_half_width: float = 0.19
    upper_m: float = 0.29
    fore_m: float = 0.25


def solve_hand(mesh: HandMesh, pose: Pose, back: Back, scale: float = 1.0) -> FloatArray:
    """Joint frames of one hand in world space, shape (n, 25, 4, 4).

    The touching part stands ``lift`` above the skin at (x, y). Where ``conform`` asks for it, each finger is bent or
    stretched until its tip rests on the skin (fixed-point steps on the tip's height, at most 34 degrees away from the
    shape given).
    """
    bend, spread = _angles(mesh, pose)
    frames = _place(mesh, pose, back, bend, spread, scale)
    extra = np.zeros((len(pose), 4))
    gap = _tip_gap(frames, back)
    for _ in range(_CONFORM_STEPS):
        at = frames[..., :3, 3]
        reach = np.linalg.norm(at[:, _TIPS] - at[:, _KNUCKLES], axis=-1)
        extra = np.clip(extra + gap / reach * pose.conform[:, None] * 0.9, -_CONFORM_LIMIT, _CONFORM_LIMIT)
        bent = bend.copy()
        bent[:, _KNUCKLES] += 0.55 * extra
        bent[:, _MIDDLES] += 0.35 * extra
        bent[:, _ENDS] += 0.2 * extra
        frames = _place(mesh, pose, back, bent, spread, scale)
        gap = _tip_gap(frames, back)
    frames[..., 2, 3] += pose.lift[:, None]
    return frames


def _angles(mesh: HandMesh, pose: Pose) -> tuple[FloatArray, FloatArray]:
    n, joints = len(pose), len(mesh.bind)
    bend, spread = np.zeros((n, joints)), np.zeros((n, joints))
    bend[:, _KNUCKLES] = pose.knuckle
    bend[:, _MIDDLES] = pose.middle
    bend[:, _ENDS] = pose.middle * _END_FOLLOWS
    spread[:, _KNUCKLES] = pose.spread[:, None] * _FINGER_FAN
    spread[:, 1] = pose.thumb_out
    bend[:, 2] = 0.5 * pose.thumb_bend
    bend[:, 3] = pose.thumb_bend
    return bend, spread


def _place(mesh: HandMesh, pose: Pose, back: Back, bend: FloatArray, spread: FloatArray, scale: float) -> FloatArray:
    """Set the hand on the skin without its lift."""
    frames = pose_joints(mesh, bend, spread)
    frames[..., :3, 3] *= scale
    stand = _stand(mesh, pose, back)
    frames = stand[:, None] @ frames
    at = frames[..., :3, 3]
    points = np.stack([at[:, _PALM].mean(1), at[:, _TIPS].mean(1), at[:, _THUMB_TIP], at[:, _EDGE].mean(1)], axis=1)
    anchor = np.einsum("na,nai->ni", pose.anchor, points)
    rest = pose.anchor @ _REST * scale
    target = np.stack([pose.x, pose.y, back.soft_height(pose.x, pose.y)], axis=1)
    target += rest[:, None] * back.normal(pose.x, pose.y)
    frames[..., :3, 3] += (target - anchor)[:, None]
    return frames


def _stand(mesh: HandMesh, pose: Pose, back: Back) -> FloatArray:
    """Turn the wrist: back of the hand along the skin's normal, fingers along the heading, then pitch and roll."""
    up = back.normal(pose.x, pose.y, reach=0.05)
    level = _LEVEL_ON_PADS * pose.anchor[:, 1:2]
    up = (1 - level) * up + level * np.array([0.0, 0.0, 1.0])
    up /= np.linalg.norm(up, axis=1, keepdims=True)
    ahead = np.stack([np.cos(pose.heading), np.sin(pose.heading), np.zeros(len(pose))], axis=1)
    ahead -= (ahead * up).sum(1, keepdims=True) * up
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    out = np.zeros((len(pose), 4, 4))
    out[:, :3, 0], out[:, :3, 1], out[:, :3, 2], out[:, 3, 3] = np.cross(ahead, up), up, -ahead, 1.0
    return out @ turn(0, -pose.pitch) @ turn(2, -mesh.mirror * pose.roll)


def _tip_gap(frames: FloatArray, back: Back) -> FloatArray:
    tips = frames[..., :3, 3][:, _TIPS]
    return tips[..., 2] - back.soft_height(tips[..., 0], tips[..., 1]) - _PAD_THICKNESS


def solve_arms(wrists: FloatArray, arms: Arms) -> tuple[FloatArray, FloatArray]:
    """Elbows and shoulders for both arms by two-link inverse kinematics, the elbow falling outwards.

    Parameters
    ----------
    wrists : array, shape (n, 2, 3)
        Left hand, right hand.

    Returns
    -------
    elbows, shoulders : array, shape (n, 2, 3)
    """
    facing = np.array([np.cos(arms.facing), np.sin(arms.facing), 0.0])
    left = np.array([-facing[1], facing[0], 0.0])
    middle = np.array([*arms.stance, arms.shoulder_height])
    ahead = wrists.mean(axis=1) - middle
    lean = ahead - np.array([0.0, 0.0, 1.0]) * ahead[:, 2:]
    distance = np.linalg.norm(lean, axis=1, keepdims=True)
    lean *= np.maximum(distance - 0.34, 0.0) / np.maximum(distance, 1e-9)
    shoulders = middle + lean[:, None] + arms.shoulder_half_width * np.array([1.0, -1.0])[:, None] * left
    elbows = np.empty_like(wrists)
    for side, sign in ((0, 1.0), (1, -1.0)):
        elbows[:, side] = _two_links(shoulders[:, side], wrists[:, side], arms, sign * left * 0.8 - facing * 0.5)
    return elbows, shoulders


def _two_links(shoulder: FloatArray, wrist: FloatArray, arms: Arms, pole: FloatArray) -> FloatArray:
    line = wrist - shoulder
    distance = np.linalg.norm(line, axis=1, keepdims=True)
    unit = line / distance
    reach = np.clip(distance, 1e-6, 0.995 * (arms.upper_m + arms.fore_m))
    along = (reach**2 + arms.upper_m**2 - arms.fore_m**2) / (2 * reach)
    aside = np.sqrt(np.maximum(arms.upper_m**2 - along**2, 0.0))
    bent = pole - (unit @ pole)[:, None] * unit
    bent /= np.linalg.norm(bent, axis=1, keepdims=True)
    elbow: FloatArray = shoulder + along / reach * line + aside * bent
    return elbow
