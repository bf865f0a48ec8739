"""Named shapes of a hand: the joint angles that the sub-techniques ask for."""

from __future__ import annotations

import numpy as np

from coach.records import FloatArray
from sample_videos.simulate.hand import N_FINGERS, N_JOINTS, clip_joints


def _posture(thumb: tuple[float, float, float, float], *fingers: tuple[float, float, float, float]) -> FloatArray:
    """Joint angles from degrees; one finger given stands for all four."""
    four = fingers if len(fingers) == N_FINGERS - 1 else fingers * (N_FINGERS - 1)
    return clip_joints(np.deg2rad(np.array([thumb, *four], dtype=np.float64)).reshape(N_FINGERS, N_JOINTS))


_FAN = (4.0, 0.0, -4.0, -8.0)
"""Natural spread of index to little finger, degrees."""


def _spread(bend: float, second: float, third: float, width: float = 1.0) -> list[tuple[float, float, float, float]]:
    return [(bend, width * fan, second, third) for fan in _FAN]


POSTURES: dict[str, FloatArray] = {
    "flat": _posture((5, 5, 5, 0), *_spread(2, 4, 2)),
    "flat_wide": _posture((10, 25, 0, -5), *_spread(0, 3, 2, 1.8)),
    "closed_fingers": _posture((5, -15, 10, 5), *_spread(2, 5, 3, 0.2)),
    "relaxed": _posture((20, 0, 15, 15), *_spread(20, 25, 12)),
    "pads": _posture((25, 0, 10, 10), *_spread(28, 25, -10, 0.4)),
    "thumbs": _posture((20, 15, 5, -5), *_spread(35, 45, 25, 0.5)),
    "heel": _posture((5, 15, 0, 0), *_spread(-15, 12, 8)),
    "comb": _posture((20, -5, 35, 30), *_spread(62, 95, 35, 0.3)),
    "phalanges": _posture((15, -5, 35, 40), *_spread(75, 88, 45, 0.2)),
    "fist": _posture((25, -10, 45, 50), *_spread(78, 95, 55, 0.2)),
    "loose_fist": _posture((25, -5, 35, 35), *_spread(55, 75, 40, 0.3)),
    "edge": _posture((15, -10, 15, 10), *_spread(8, 10, 6, 0.1)),
    "edge_wide": _posture((15, 0, 10, 10), *_spread(10, 14, 8, 1.2)),
    "cup": _posture((20, -12, 20, 15), *_spread(28, 14, 8, 0.1)),
    "fingertips": _posture((30, 0, 15, 15), *_spread(32, 38, 18, 0.8)),
    "claw_open": _posture((35, 30, 5, 5), *_spread(25, 20, 10, 1.2)),
    "grasp": _posture((45, 5, 30, 25), *_spread(55, 50, 25, 0.5)),
    "pincer_open": _posture((35, 25, 5, 10), *_spread(35, 25, 12, 0.6)),
    "pincer": _posture((45, -5, 30, 30), *_spread(58, 40, 20, 0.3)),
    "ring_open": _posture((15, 35, 0, 0), *_spread(12, 18, 8, 0.8)),
    "ring": _posture((30, 5, 25, 20), *_spread(40, 38, 18, 0.5)),
    "point": _posture((25, -10, 35, 40), (5, 0, 5, 5), (60, 0, 85, 45), (65, 0, 90, 45), (65, 0, 90, 45)),
}
"""Name to joint angles, shape (5, 4) radians; see :func:`sample_videos.simulate.hand.compute_points`."""

CONTACTS: dict[str, tuple[int, ...]] = {
    "palm": (0, 5, 9, 13, 17),
    "hand": (0, 5, 9, 13, 17, 8, 12, 16, 20),
    "pads": (8, 12, 16, 20),
    "thumb": (4,),
    "heel": (0, 1),
    "knuckles": (6, 10, 14, 18),
    "edge": (0, 17, 18),
    "pinch": (4, 8, 12),
}
"""Part of the hand that does the work: the points whose mean is led along the path."""


def compute_contact(name: str) -> FloatArray:
    """Weights of the 21 points, summing to one, of a part in :data:`CONTACTS`."""
    weights = np.zeros(21)
    weights[list(CONTACTS[name])] = 1 / len(CONTACTS[name])
    return weights
