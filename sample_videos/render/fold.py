"""The fold of tissue that a kneading hand raises between thumb and fingers, and that hides their tips."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.body import Back, Surface, sheet

FloatArray = NDArray[np.float64]

THUMB_TIP, FINGER_TIPS = 4, np.array([9, 14, 19, 24])
_CELLS = 15
_MARGIN_M = 0.016
"""Skin on each side of the grip that rises with it."""
_LENGTH_M = 0.05
"""Half the length of the fold, across the grip."""
_NARROWEST_M = 0.012
_UNDER_M = 0.002
"""The fold's rim lies so deep under the skin that no seam shows."""


def make_fold(frames: FloatArray, back: Back, rise_m: float, albedo: FloatArray, gloss: float) -> Surface:
    """Make the fold in the grip of one hand.

    Parameters
    ----------
    frames : array, shape (25, 4, 4)
        Joint frames of the hand in world space.
    rise_m : float
        Height of the fold in a closed grip; an open one holds the same tissue, wider and lower.
    albedo : array, shape (3,)
    """
    thumb, fingers = frames[THUMB_TIP, :2, 3], frames[FINGER_TIPS, :2, 3].mean(axis=0)
    across = fingers - thumb
    apart = float(np.linalg.norm(across))
    across = across / max(apart, 1e-6)
    half = max(0.5 * apart, _NARROWEST_M) + _MARGIN_M
    height = rise_m * min(1.0, 0.03 / half)
    u, v = np.meshgrid(np.linspace(-1, 1, _CELLS), np.linspace(-1, 1, _CELLS))
    middle = (thumb + fingers) / 2
    along = np.array([-across[1], across[0]])
    x = middle[0] + u * half * across[0] + v * _LENGTH_M * along[0]
    y = middle[1] + u * half * across[1] + v * _LENGTH_M * along[1]
    bump = np.clip(1 - u**2, 0, 1) ** 2 * np.clip(1 - v**2, 0, 1) ** 2
    z = back.height(x, y) + height * bump - _UNDER_M * (1 - bump)
    return sheet(np.stack([x, y, z], axis=-1), albedo, gloss)
