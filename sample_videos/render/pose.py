"""What one hand does over time, as named numbers; and the few shapes a massaging hand takes."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

ANCHORS = ("palm", "pads", "thumb", "edge")
"""Parts of the hand that can lie on the skin; a pose weighs them."""


@dataclass(frozen=True)
class Pose:
    """One hand over ``n`` moments. Angles in radians, lengths in metres.

    Attributes
    ----------
    x, y : array, shape (n,)
        Place of the touching part on the back (world space).
    lift : array, shape (n,)
        Gap between the touching part and the skin.
    heading : array, shape (n,)
        Direction of the fingers seen from above, 0 along +x, pi/2 towards the head.
    pitch : array, shape (n,)
        Wrist raised above the fingers.
    roll : array, shape (n,)
        Thumb side raised; pi/2 stands the hand on its edge.
    knuckle, middle : array, shape (n, 4)
        Flexion of a finger's base joint and of its middle joint (the last one follows), index to little finger.
    spread : array, shape (n,)
        Fan of the fingers, per gap between two fingers.
    thumb_out, thumb_bend : array, shape (n,)
        Thumb away from the hand, thumb joints bent.
    anchor : array, shape (n, 4)
        Weights of ``ANCHORS``.
    conform : array, shape (n,)
        1: the fingers are laid on the skin, 0: they keep the shape given.
    """

    x: FloatArray
    y: FloatArray
    lift: FloatArray
    heading: FloatArray
    pitch: FloatArray
    roll: FloatArray
    knuckle: FloatArray
    middle: FloatArray
    spread: FloatArray
    thumb_out: FloatArray
    thumb_bend: FloatArray
    anchor: FloatArray
    conform: FloatArray

    def __len__(self) -> int:
        return len(self.x)

    def at(self, index: int | slice | FloatArray) -> Pose:
        """Give some of the moments; an int gives a pose of one moment."""
        pick = slice(index, index + 1 or None) if isinstance(index, int) else index
        return Pose(**{f.name: getattr(self, f.name)[pick] for f in fields(self)})

    def moved(self, **changes: FloatArray | float) -> Pose:
        """Add to some of the fields, e.g. ``pose.moved(x=0.01)``."""
        return replace(
            self, **{name: getattr(self, name) + _fit(change, getattr(self, name)) for name, change in changes.items()}
        )


def _fit(change: FloatArray | float, like: FloatArray) -> FloatArray:
    array = np.asarray(change, dtype=float)
    return array[:, None] if array.ndim == 1 and like.ndim == 2 else array


def blend(first: Pose, second: Pose, share: FloatArray) -> Pose:
    """Mix two poses moment by moment; ``share`` is the second one's part, shape (n,); poses of one moment are held."""
    mixed = {}
    for f in fields(Pose):
        a, b = getattr(first, f.name), getattr(second, f.name)
        w = share[:, None] if a.ndim == 2 else share
        mixed[f.name] = (1 - w) * a + w * b
    return Pose(**mixed)


def join(parts: list[Pose]) -> Pose:
    """Put poses one after another."""
    return Pose(**{f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Pose)})


@dataclass(frozen=True)
class Shape:
    """A hand's shape in degrees, as one would describe it."""

    knuckle: float | tuple[float, float, float, float] = 4.0
    middle: float | tuple[float, float, float, float] = 8.0
    spread: float = 3.0
    thumb_out: float = 8.0
    thumb_bend: float = 8.0
    pitch: float = 0.0
    roll: float = 0.0
    anchor: str = "palm"
    conform: float = 1.0

    def pose(self, x: FloatArray, y: FloatArray, heading: FloatArray, lift: FloatArray | float = 0.0) -> Pose:
        """Hold this shape at the places given, arrays of shape (n,)."""
        n = len(x)
        weights = np.array([1.0 if name == self.anchor else 0.0 for name in ANCHORS])
        rad = np.pi / 180
        return Pose(
            x=x, y=y, lift=np.zeros(n) + lift, heading=np.zeros(n) + heading,
            pitch=np.full(n, self.pitch * rad), roll=np.full(n, self.roll * rad),
            knuckle=np.broadcast_to(np.asarray(self.knuckle) * rad, (n, 4)) + 0.0,
            middle=np.broadcast_to(np.asarray(self.middle) * rad, (n, 4)) + 0.0,
            spread=np.full(n, self.spread * rad), thumb_out=np.full(n, self.thumb_out * rad),
            thumb_bend=np.full(n, self.thumb_bend * rad), anchor=np.broadcast_to(weights, (n, 4)) + 0.0,
            conform=np.full(n, self.conform),
        )  # fmt: skip


FLAT = Shape()
SOFT = Shape(knuckle=10, middle=16, spread=4, thumb_out=4)
PADS = Shape(knuckle=16, middle=20, spread=1.5, thumb_out=0, thumb_bend=14, pitch=26, anchor="pads")
THUMBS = Shape(knuckle=12, middle=14, spread=0.5, thumb_out=18, thumb_bend=6, pitch=8)
GRASP_OPEN = Shape(knuckle=14, middle=18, spread=2, thumb_out=18, thumb_bend=4, pitch=8, anchor="pads", conform=0.4)
GRASP_SHUT = Shape(knuckle=44, middle=30, spread=0.5, thumb_out=4, thumb_bend=18, pitch=4, anchor="pads", conform=0.0)
CUPPED = Shape(knuckle=30, middle=18, spread=0.5, thumb_out=-4, thumb_bend=12, pitch=2, anchor="pads", conform=0.0)
CHOP = Shape(knuckle=6, middle=8, spread=4, thumb_out=-2, thumb_bend=8, roll=68, anchor="edge", conform=0.0)
PAT = Shape(knuckle=6, middle=8, spread=2, thumb_out=2)
