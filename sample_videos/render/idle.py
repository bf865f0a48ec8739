"""Hands that do no technique: resting, fetching oil, gesturing, smoothing the towel; waypoints and unhurried moves."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sample_videos.motion.waves import Wave
from sample_videos.render import pose as shapes
from sample_videos.render.body import TOWEL_Y
from sample_videos.render.pose import Pose, Shape, blend
from sample_videos.render.rhythm import make_unrest

FloatArray = NDArray[np.float64]

_MOVE_S = (0.5, 1.1)
_PAUSE_S = (0.3, 1.6)


@dataclass(frozen=True)
class Waypoint:
    """Where a hand goes: shape, place on the back or beside it (world metres), gap above it, heading (radians)."""

    shape: Shape
    x: float
    y: float
    lift: float
    heading: float
    turns: dict[str, float] = field(default_factory=dict)

    def pose(self) -> Pose:
        """Give the waypoint as a pose of one moment."""
        one = self.shape.pose(np.array([self.x]), np.array([self.y]), np.array([self.heading]), self.lift)
        return one.moved(**self.turns)


@dataclass(frozen=True)
class Wander:
    """One hand's way: waypoint ``i`` is held from ``arrive[i]`` to ``leave[i]``."""

    points: tuple[Waypoint, ...]
    arrive: FloatArray
    leave: FloatArray
    unrest: Wave

    def at(self, times: FloatArray) -> Pose:
        """Pose at the times given, shape (n,)."""
        poses = [point.pose() for point in self.points]
        i = np.clip(np.searchsorted(self.leave, times), 0, len(poses) - 1)
        before = np.maximum(i - 1, 0)
        span = np.maximum(self.arrive[i] - self.leave[before], 1e-6)
        share = np.where(i > 0, np.clip((times - self.leave[before]) / span, 0, 1), 1.0)
        smooth = share**3 * (10 - 15 * share + 6 * share**2)
        table = shapes.join(poses)
        drift = self.unrest(times)
        return blend(table.at(before), table.at(i), smooth).moved(x=drift[:, 0], y=drift[:, 1])


def make_wander(rng: np.random.Generator, points: list[Waypoint], seconds: float, wander: float) -> Wander:
    """Draw when a hand goes from waypoint to waypoint so that the whole takes ``seconds``."""
    moves = rng.uniform(*_MOVE_S, len(points) - 1)
    pauses = rng.uniform(*_PAUSE_S, len(points))
    stretch = seconds / max(moves.sum() + pauses.sum(), 1e-6)
    edges = np.cumsum(np.concatenate([[pauses[0]], np.column_stack([moves, pauses[1:]]).ravel()])) * stretch
    return Wander(tuple(points), np.concatenate([[0.0], edges[1::2]]), edges[0::2], make_unrest(rng, wander))


def resting(rng: np.random.Generator, home: FloatArray, heading: float) -> list[Waypoint]:
    """Lie still on the back, perhaps shift once."""
    shift = rng.uniform(-0.02, 0.02, 2)
    still = Waypoint(shapes.SOFT, home[0], home[1], 0.0, heading)
    return [still, Waypoint(shapes.SOFT, home[0] + shift[0], home[1] + shift[1], 0.0, heading)][: rng.integers(1, 3)]


def hovering(rng: np.random.Generator, home: FloatArray, heading: float) -> list[Waypoint]:
    """Gesture above the back: irregular turns of a lifted, open hand."""
    points = []
    for _ in range(rng.integers(3, 6)):
        place = home + rng.uniform(-0.07, 0.07, 2)
        turns = {"roll": rng.uniform(0, 0.7), "pitch": rng.uniform(-0.4, 0.2), "spread": rng.uniform(0, 0.12)}
        points.append(
            Waypoint(_OPEN, place[0], place[1], rng.uniform(0.07, 0.16), heading + rng.uniform(-0.4, 0.4), turns)
        )
    return points


def waiting(rng: np.random.Generator, home: FloatArray, heading: float) -> list[Waypoint]:
    """Hold the hands off the back, loosely, and shift them once or twice."""
    points = []
    for _ in range(rng.integers(2, 4)):
        place = home + rng.uniform(-0.02, 0.02, 2)
        points.append(Waypoint(_OPEN, place[0], place[1], rng.uniform(0.08, 0.12), heading + rng.uniform(-0.1, 0.1)))
    return points


def fetching(rng: np.random.Generator, home: FloatArray, heading: float, aside: FloatArray) -> list[Waypoint]:
    """Leave the back for the bottle beside the table, and come back."""
    start = Waypoint(shapes.SOFT, home[0], home[1], 0.0, heading)
    spot = aside + rng.uniform(-0.03, 0.03, 2)
    over = Waypoint(_OPEN, 0.6 * spot[0] + 0.4 * home[0], spot[1], rng.uniform(0.10, 0.14), heading)
    grip = Waypoint(_GRIP, spot[0], spot[1], rng.uniform(0.06, 0.09), heading, {"roll": rng.uniform(0.3, 0.7)})
    return [start, over, grip, over, start]


def smoothing(rng: np.random.Generator, home: FloatArray, heading: float) -> list[Waypoint]:
    """Take the towel's edge, draw it up a little, smooth it down once."""
    start = Waypoint(shapes.SOFT, home[0], home[1], 0.0, heading)
    edge = Waypoint(_PINCH, home[0] + rng.uniform(-0.02, 0.02), TOWEL_Y - 0.02, 0.012, heading)
    drawn = Waypoint(_PINCH, edge.x, TOWEL_Y + rng.uniform(0.005, 0.03), 0.02, heading)
    flat = Waypoint(shapes.FLAT, edge.x + rng.uniform(-0.03, 0.03), TOWEL_Y - 0.07, 0.008, heading)
    return [start, edge, drawn, flat]


_OPEN = Shape(knuckle=6, middle=12, spread=5, thumb_out=10, conform=0.0)
_GRIP = Shape(knuckle=40, middle=42, spread=0, thumb_out=10, thumb_bend=20, conform=0.0)
_PINCH = Shape(knuckle=42, middle=30, spread=0, thumb_out=4, thumb_bend=20, pitch=10, anchor="pads", conform=0.0)
