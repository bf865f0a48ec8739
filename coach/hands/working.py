"""Whether a hand that was found works, or only lies there: feet, bystanders, the hands of the person on the table.

The hand model takes a foot for a hand, and finds the hands of everybody in the picture. What tells them from hands at
work is that they keep still while something else moves: the picture beneath their outlines stirs a tenth as fast as the
fastest part of the picture, and they do not get anywhere either. A hand at work stirs a half to a fifth as fast, even
where its palm keeps still and only the fingers knead, because nothing in the picture is much faster than it.

How far something moved is taken against the picture just around its outline, so that neither a camera in the hand
matters nor a blanket that is drawn. Two witnesses say it: the palm's place as the model gives it, which jitters on what
is no hand, and the flow of the picture beneath the outline, which reads too little on smooth skin. Their geometric mean
is what counts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from coach.records import FloatArray, SceneShift

WINDOW_S = 2.0
"""How far back movement is looked for: a slow to-and-fro reaches one of its ends within that."""

MOVED_LEAST = 0.25
"""Hand sizes (2 cm) within the window: what moves as much is no bystander (a foot, 95 % of the time: at most 0.24;
hands that stroke, rub, or beat, 95 % of the time: 0.3 and more)."""

QUIET_SHARE, BUSY_SHARE = 1 / 6, 1 / 3
"""Shares of the fastest part of the picture's stir: up to the first something is quiet (a foot has 1/12, the hand of a
lying person 1/11), from the second on it works (kneading, rendered: 1/3; tapping: 1/2)."""

STIR_LEAST = 1.5
"""Hand sizes a second of stir below which nothing works in the picture so that what keeps still could be told by it.
Parallax of a phone in the hand, sleeves and flicker stir 0.6 to 1.3 (rendered hands that lie still while their thumbs
rub; they were all left out), hands that work beside a foot from 4.6."""

LIVELY_LEAST = 0.4
"""The same without pictures: hand sizes that the liveliest hand moved within :data:`WINDOW_S`."""

STIR_MEMORY_S = 1.0
"""Memory of both."""

JUDGE_AFTER_S, BUSY_AFTER_S = 1.5, 0.5
"""Something must have been seen for so long before it is left out for keeping still, and before it is said to work
where it is."""

QUIET_FOR_S = 1.0
"""It must have kept still beside something that works for so long at a stretch: one flicker of the flow is no work."""

REST_S = 8.0
"""A hand that worked may rest so long while the other one works on; after that it is left out until it moves."""

REMEMBER_S = 30.0
"""Seconds that the place of something left out is remembered: the hand model loses a foot and finds it again."""

PLACE_SIZES, PLACE_SCALE = 1.0, 1.6
"""Hand sizes that it may lie from there, and the factor that its size may differ by, to be the same thing."""


@dataclass(frozen=True, slots=True)
class Beneath:
    """How the picture at an outline moved since the last picture.

    Attributes
    ----------
    step : array, shape (2,)
        Under the outline, its median, picture coordinates.
    around : array, shape (2,)
        Just beside it.
    stir : float
        The faster parts under the outline against what is beside it, picture heights.
    """

    step: FloatArray
    around: FloatArray
    stir: float


@dataclass(frozen=True, slots=True)
class PictureMotion:
    """What the picture says about movement, for the hands found in it.

    Attributes
    ----------
    beneath : sequence of Beneath or None
        For each hand found.
    stir : float or None
        The fastest part of all the picture, picture heights.
    shift : SceneShift or None
        How the camera had moved.
    """

    beneath: Sequence[Beneath | None]
    stir: float | None = None
    shift: SceneShift | None = None


@dataclass(slots=True)
class Stir:
    """How fast something stirs, over :data:`STIR_MEMORY_S`; picture heights a second, NaN before the first picture."""

    speed: float = np.nan

    def add(self, gap_s: float, moved: float) -> None:
        """Take how far it moved in the time since the last picture."""
        if gap_s > 0:
            memory = float(np.exp(-gap_s / STIR_MEMORY_S))
            self.speed = moved / gap_s if np.isnan(self.speed) else memory * self.speed + (1 - memory) * moved / gap_s


@dataclass(slots=True)
class RecentPath:
    """Where something was in the last :data:`WINDOW_S` against the picture around it; picture heights."""

    seen: deque[tuple[float, ...]] = field(default_factory=deque)
    """time_s, place of the palm (x, y), place that the flow carried it to (x, y; NaN without pictures)."""

    def add(self, time_s: float, palm: FloatArray, carried: FloatArray) -> None:
        """Take the next place."""
        self.seen.append((time_s, *palm.tolist(), *carried.tolist()))
        while self.seen[0][0] < time_s - WINDOW_S:
            self.seen.popleft()

    @property
    def covers_s(self) -> float:
        """Time between the first and the last place."""
        return self.seen[-1][0] - self.seen[0][0] if self.seen else 0.0

    def measure_moved(self) -> float:
        """How far it moved, picture heights; outliers of the palm's place left out."""
        rows = np.array(self.seen)
        palm, carried = np.sort(rows[:, 1:3], axis=0), rows[:, 3:]
        trim = len(palm) // 20
        by_palm = float(np.hypot(*(palm[len(palm) - 1 - trim] - palm[trim])))
        carried = carried[~np.isnan(carried[:, 0])]
        if len(carried) < 2:
            return by_palm
        return float(np.sqrt(by_palm * np.hypot(*np.ptp(carried, axis=0))))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Where something was when it was left out: place in picture heights, the camera's movement taken out."""

    place: FloatArray
    size: float
    time_s: float

    def is_at(self, place: FloatArray, size: float, time_s: float) -> bool:
        """Whether something that is found now is the same thing again."""
        near = float(np.linalg.norm(place - self.place)) <= PLACE_SIZES * max(size, self.size)
        alike = max(size, self.size) <= PLACE_SCALE * min(size, self.size)
        return near and alike and time_s - self.time_s <= REMEMBER_S


class Surroundings:
    """The scene around the hands: how the camera stands, and how much moves in the picture.

    Parameters
    ----------
    scale : array, shape (2,)
        Picture heights in a unit of picture coordinates, x and y.
    """

    def __init__(self, scale: FloatArray) -> None:
        self._scale = scale
        self._inverse = np.eye(3)
        self._scene = 0
        self._time_s = 0.0
        self.stir = Stir()

    def update(self, time_s: float, motion: PictureMotion | None) -> bool:
        """Take what the next picture says; whether it shows the same scene as the last one."""
        if motion is None:
            return True
        if motion.stir is not None:
            self.stir.add(time_s - self._time_s, motion.stir)
        self._time_s = time_s
        if motion.shift is None:
            return True
        self._inverse = np.linalg.inv(np.vstack([motion.shift.matrix, [0.0, 0.0, 1.0]]))
        same, self._scene = motion.shift.scene == self._scene, motion.shift.scene
        return same

    def steady(self, point: FloatArray) -> FloatArray:
        """Where a point, shape (2,) picture heights, would lie had the camera not moved."""
        steadied: FloatArray = (self._inverse[:2, :2] @ (point / self._scale) + self._inverse[:2, 2]) * self._scale
        return steadied
