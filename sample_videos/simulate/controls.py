"""How a pair of hands is led, and where its bones then lie.

A movement is written down as controls: where the working part of each hand is, how the hand is turned, how its joints
are bent. The wrist follows from that: the hand is set down on the skin, its lowest point touching.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from coach.records import N_HANDS, N_LANDMARKS, FloatArray
from sample_videos.motion.waves import smoothstep
from sample_videos.simulate.hand import (
    N_FINGERS,
    N_JOINTS,
    SKIN_CM,
    clip_joints,
    compute_points,
    compute_rotation,
    place_points,
)
from sample_videos.simulate.scene import BackSurface

LEFT, RIGHT = 0, 1
IS_RIGHT = np.array([False, True])
SIDE_SIGN = np.array([-1.0, 1.0])
"""-1 for the left hand, 1 for the right."""


@dataclass(frozen=True, slots=True)
class Controls:
    """Both hands over time; hand 0 is the left one.

    Attributes
    ----------
    place : array, shape (n, 2, 2)
        x, y in cm (body frame) of the working part of the hand.
    lift : array, shape (n, 2)
        cm between the hand's lowest point and the skin; below zero it sinks in.
    angles : array, shape (n, 2, 3)
        Yaw, pitch, roll in radians (see :func:`sample_videos.simulate.hand.compute_rotation`).
    joints : array, shape (n, 2, 5, 4)
        Radians.
    contact : array, shape (n, 2, 21)
        Weights of the points whose mean is at ``place``.
    """

    place: FloatArray
    lift: FloatArray
    angles: FloatArray
    joints: FloatArray
    contact: FloatArray

    def __len__(self) -> int:
        return len(self.lift)


@dataclass(frozen=True, slots=True)
class PosedHands:
    """Both hands in the body frame, ready to be drawn or projected.

    Attributes
    ----------
    wrist : array, shape (n, 2, 3)
        cm.
    rotation : array, shape (n, 2, 3, 3)
        Columns are the hand's axes; a right hand's points are mirrored in x before they are turned.
    joints : array, shape (n, 2, 5, 4)
        Radians, within the joint limits.
    points : array, shape (n, 2, 21, 3)
        cm.
    """

    wrist: FloatArray
    rotation: FloatArray
    joints: FloatArray
    points: FloatArray


def make_controls(n: int) -> Controls:
    """Make controls of ``n`` instants, all zero."""
    return Controls(
        np.zeros((n, N_HANDS, 2)),
        np.zeros((n, N_HANDS)),
        np.zeros((n, N_HANDS, 3)),
        np.zeros((n, N_HANDS, N_FINGERS, N_JOINTS)),
        np.zeros((n, N_HANDS, N_LANDMARKS)),
    )


def join_controls(parts: list[Controls]) -> Controls:
    """Put stretches of controls one after the other."""
    return Controls(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Controls)))


def blend_controls(before: Controls, after: Controls, share: FloatArray, lift_cm: float | FloatArray) -> Controls:
    """Lead the hands from one state to another.

    Parameters
    ----------
    before, after : Controls of one instant each
    share : array, shape (n,)
        How much of the way's time is over, 0 to 1; the movement eases in and out.
    lift_cm : float
        Height of the arc; 0 keeps contact.
    """
    eased = smoothstep(share)
    turn = np.angle(np.exp(1j * (after.angles - before.angles)))
    mixed = [
        getattr(before, f.name)
        + _column(eased, getattr(before, f.name)) * (getattr(after, f.name) - getattr(before, f.name))
        for f in fields(Controls)
    ]
    blended = Controls(*mixed)
    arc = lift_cm * np.sin(np.pi * np.clip(share, 0, 1))[:, None]
    return Controls(
        blended.place, blended.lift + arc, before.angles + _column(eased, turn) * turn, blended.joints, blended.contact
    )


def pose_hands(controls: Controls, surface: BackSurface, hand_scale: float) -> PosedHands:
    """Set the hands down on the skin and compute all their points."""
    joints = clip_joints(controls.joints)
    rotation = compute_rotation(controls.angles)
    local = compute_points(joints, hand_scale)
    hanging = place_points(local, rotation, np.zeros((*controls.lift.shape, 3)), IS_RIGHT)
    reference = np.einsum("nhp,nhpc->nhc", controls.contact, hanging[..., :2])
    wrist = np.empty((*controls.lift.shape, 3))
    wrist[..., :2] = controls.place - reference
    flat = hanging[..., :2] + wrist[..., None, :2]
    skin = surface.compute_height(flat[..., 0], flat[..., 1]) + SKIN_CM * hand_scale
    wrist[..., 2] = np.max(skin - hanging[..., 2], axis=-1) + controls.lift
    return PosedHands(wrist, rotation, joints, hanging + wrist[..., None, :])


def _column(values: FloatArray, like: FloatArray) -> FloatArray:
    """Shape (n,) so that it broadcasts over everything behind the first axis."""
    return values.reshape(-1, *([1] * (like.ndim - 1)))
