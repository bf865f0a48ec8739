"""The open palm that is held to the camera: pause, or go on, without touching anything with oily hands.

A massaging hand seen from above shows its back; the sign shows the palm. Which of the two is seen follows from the turn
from index knuckle to little knuckle around the wrist and from whether it is a left or a right hand. Beside that the
fingers have to be long and apart, and the hand has to keep still for two seconds.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

import numpy as np

from coach.records import FloatArray, HandPose, HandsFrame, Source

HOLD_S = 2.0
"""How long the palm is held."""

REST_S = 3.0
"""After a sign the hand has to go down before the next one counts: this long at least."""

STILL_PALMS = 0.35
"""The palm's centre stays within this share of the palm's length."""

STRAIGHT = 1.6
"""Wrist to fingertip over wrist to knuckle; a fist has about 1, a long finger 1.8 to 2.1."""

SPREAD_RAD = math.radians(28)
"""Between index and little finger; a closed flat hand has 10 to 20 degrees."""

SEEN_SHARE = 0.85
"""Share of the frames in which the sign has to be seen while it is held."""

_WRIST, _INDEX_KNUCKLE, _MIDDLE_KNUCKLE, _LITTLE_KNUCKLE = 0, 5, 9, 17
_KNUCKLES, _TIPS = (5, 9, 13, 17), (8, 12, 16, 20)
_INDEX_TIP, _LITTLE_TIP = 8, 20


def shows_open_palm(hand: HandPose, aspect: float) -> bool:
    """Whether one hand is open, fingers long and apart, palm towards the camera.

    Parameters
    ----------
    hand : HandPose
        Of an unmirrored picture.
    aspect : float
        Picture width divided by height.
    """
    if hand.source is not Source.LANDMARKS or hand.side is None:
        return False
    points = hand.landmarks * np.array([aspect, 1.0])
    from_wrist = points - points[_WRIST]
    knuckles = np.linalg.norm(from_wrist[list(_KNUCKLES)], axis=1)
    tips = np.linalg.norm(from_wrist[list(_TIPS)], axis=1)
    if not (tips > STRAIGHT * knuckles).all():
        return False
    index, little = points[_INDEX_TIP] - points[_INDEX_KNUCKLE], points[_LITTLE_TIP] - points[_LITTLE_KNUCKLE]
    if _angle(index, little) < SPREAD_RAD:
        return False
    # y points down: with the palm of a right hand towards the camera the turn from index to little knuckle is negative.
    turn = _cross(from_wrist[_INDEX_KNUCKLE], from_wrist[_LITTLE_KNUCKLE])
    return turn < 0 if hand.side == "right" else turn > 0


@dataclass
class PalmSign:
    """Watches both hands for an open palm that is held."""

    aspect: float
    _recent: tuple[deque[tuple[float, bool, float, float, float]], ...] = field(
        default_factory=lambda: (deque(), deque()), init=False
    )
    _quiet_until: float = field(default=float("-inf"), init=False)

    def update(self, hands: HandsFrame) -> bool:
        """Take in one frame; true once, at the moment when a palm has been held long enough."""
        held = [self._watch(hand, hands.time_s) for hand in hands.hands]
        if hands.time_s < self._quiet_until or not any(held):
            return False
        self._quiet_until = hands.time_s + REST_S
        for recent in self._recent:
            recent.clear()
        return True

    def _watch(self, hand: HandPose, now: float) -> bool:
        recent = self._recent[hand.slot]
        points = hand.landmarks * np.array([self.aspect, 1.0])
        centre = points[_MIDDLE_KNUCKLE]
        length = float(np.linalg.norm(points[_MIDDLE_KNUCKLE] - points[_WRIST]))
        recent.append((now, shows_open_palm(hand, self.aspect), float(centre[0]), float(centre[1]), length))
        while now - recent[0][0] > HOLD_S:
            recent.popleft()
        if now - recent[0][0] < HOLD_S * 0.95:
            return False
        rows = np.array([row[1:] for row in recent if row[1]], dtype=np.float64)
        if len(rows) < SEEN_SHARE * len(recent):
            return False
        away = np.linalg.norm(rows[:, 1:3] - np.median(rows[:, 1:3], axis=0), axis=1)
        return float(np.quantile(away, 0.95)) < STILL_PALMS * float(np.median(rows[:, 3]))


def _cross(a: FloatArray, b: FloatArray) -> float:
    return float(a[0] * b[1] - a[1] * b[0])


def _angle(a: FloatArray, b: FloatArray) -> float:
    return abs(math.atan2(_cross(a, b), float(a @ b)))
