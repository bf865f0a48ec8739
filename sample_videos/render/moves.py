"""The movements of the guide as poses over time, each with its exact truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sample_videos.render import pose as shapes
from sample_videos.render.pose import Pose, Shape, blend
from sample_videos.render.rhythm import Beat, Unrest, make_beat, make_unrest

FloatArray = NDArray[np.float64]
PoseOf = Callable[[FloatArray], tuple[Pose, Pose]]

_LEFT, _RIGHT = 0, 1
_OBLIQUE = 0.4
"""Sine of the angle to the table's edge above which a practitioner works on both sides of the spine, hands level."""
_SIGN = (1.0, -1.0)
"""Of a hand's own side, seen by the practitioner: left is positive."""


@dataclass(frozen=True)
class Move:
    """One segment as a director would write it.

    Attributes
    ----------
    kind : str
        Key of ``KINDS``.
    pace_per_min, cycles
        Per hand; ignored by kinds of ``none``, which take ``seconds``.
    hands : "together", "alternating" or "one"
    place : (x, y)
        Middle of the worked place on the back, world metres.
    gap : float
        Half the distance between the two hands.
    reach : float
        Length of the stroke, diameter of the circle, height of the lift: metres.
    sense, drift : str or None
        As in the truth file; kinds read them.
    angle : float
        Direction of the stroke for kinds that take one, degrees, 90 towards the head.
    """

    kind: str
    pace_per_min: float = 60.0
    cycles: int = 10
    seconds: float = 4.0
    hands: str = "together"
    place: tuple[float, float] = (0.0, -0.08)
    gap: float = 0.075
    reach: float = 0.05
    toe: float = 22.0
    sense: str | None = None
    drift: str | None = "none"
    angle: float = 90.0
    jitter: float = 0.05
    step: str | None = None
    extra: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Motion:
    """A move that was drawn: poses of both hands at any time of it, its length, and what is true of it."""

    pose: PoseOf
    seconds: float
    truth: dict[str, object]


def make_motion(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Draw one performance of a move by a practitioner who looks along ``facing`` (radians)."""
    return KINDS[move.kind](move, facing, rng)


@dataclass(frozen=True)
class _Stage:
    """What every cyclic kind needs: beat, unrest of both hands, home places and headings, offset of the second hand in cycles."""

    move: Move
    beat: Beat
    unrest: tuple[Unrest, Unrest]
    home: FloatArray
    heading: tuple[float, float]
    offset: tuple[float, float]

    def drawn(self, technique: str, axis: str, pose: PoseOf, **words: object) -> Motion:
        truth: dict[str, object] = {
            "technique": technique, "pace_per_min": round(self.beat.pace_per_min, 2), "cycles": self.beat.cycles, "axis": axis,
            "sense": self.move.sense, "drift": self.move.drift, "hands": self.move.hands,
        } | words  # fmt: skip
        return Motion(pose, self.beat.duration_s, truth)

    def both(self, times: FloatArray, one: Callable[[int, FloatArray], Pose]) -> tuple[Pose, Pose]:
        """Pose both hands; with ``hands == "one"`` the other one rests."""
        busy = int(self.move.extra.get("busy", _RIGHT))
        return tuple(
            self.resting(side, times) if self.move.hands == "one" and side != busy else one(side, times)
            for side in (0, 1)
        )  # type: ignore[return-value]

    def resting(self, side: int, times: FloatArray) -> Pose:
        x, y = self.where(side, times, 0.0, 0.0)
        return shapes.SOFT.pose(x, y, np.full(len(times), self.heading[side]))

    def where(
        self, side: int, times: FloatArray, dx: FloatArray | float, dy: FloatArray | float
    ) -> tuple[FloatArray, FloatArray]:
        """Place of a hand: home, unrest, drift along the back, and the movement itself."""
        wander = self.unrest[side].at(times)
        slide = {"headward": 1.0, "tailward": -1.0}.get(str(self.move.drift), 0.0) * self.move.extra.get(
            "drift_m", 0.09
        )
        moved = slide * (times / self.beat.duration_s - 0.5)
        return self.home[side, 0] + wander[:, 0] + dx, self.home[side, 1] + wander[:, 1] + moved + dy


def _stage(
    move: Move, facing: float, rng: np.random.Generator, out_share: float = 0.5, wander: float = 0.004
) -> _Stage:
    across = np.array([-np.sin(facing), np.cos(facing)])
    if abs(across[0]) > _OBLIQUE:
        across = np.array([np.sign(across[0]), 0.0])
    home = np.array(move.place) + move.gap * np.array(_SIGN)[:, None] * across
    toe = np.deg2rad(move.toe)
    offset = 0.5 if move.hands == "alternating" else 0.02 * rng.standard_normal()
    return _Stage(
        move, make_beat(rng, move.pace_per_min, move.cycles, move.jitter, out_share), (make_unrest(rng, wander), make_unrest(rng, wander)),
        home, (facing + toe, facing - toe), (0.0, offset),
    )  # fmt: skip


def _glide(shape: Shape, technique: str) -> Callable[[Move, float, np.random.Generator], Motion]:
    """To and fro along a line, or one working way with a lifted or lighter return."""

    def draw(move: Move, facing: float, rng: np.random.Generator) -> Motion:
        one_way = move.sense in ("headward", "tailward", "outward", "inward")
        stage = _stage(
            move, facing, rng, move.extra.get("out_share", 0.62 if one_way else 0.5 + 0.04 * rng.standard_normal())
        )
        flank, lift = move.extra.get("flank_m", 0.0), move.extra.get("lift_m", 0.0)

        def one(side: int, times: FloatArray) -> Pose:
            ahead = _directions(move, stage)[side]
            travel = stage.beat.travel(times, stage.offset[side]) - 0.5
            back = stage.beat.returning(times, stage.offset[side]) if one_way else np.zeros(len(times))
            outward = np.sign(stage.home[side, 0] - move.place[0]) * flank * back
            x, y = stage.where(side, times, travel * move.reach * ahead[0] + outward, travel * move.reach * ahead[1])
            return shape.pose(x, y, np.full(len(times), stage.heading[side]), lift * back)

        return stage.drawn(technique, _axis(move), lambda times: stage.both(times, one))

    return draw


def _axis(move: Move) -> str:
    if move.sense in ("outward", "inward", "crossing"):
        return "across"
    slant = abs(((move.angle + 90) % 180) - 90)
    return "along" if slant > 67.5 else "across" if slant < 22.5 else "diagonal"


def _directions(move: Move, stage: _Stage) -> list[FloatArray]:
    """Unit vector of each hand's way out."""
    sides = [np.sign(stage.home[side, 0] - move.place[0]) or 1.0 for side in (0, 1)]
    if move.sense == "tailward":
        return [np.array([0.0, -1.0])] * 2
    if move.sense == "headward":
        return [np.array([0.0, 1.0])] * 2
    if move.sense == "outward":
        return [np.array([s, 0.0]) for s in sides]
    if move.sense in ("inward", "crossing"):
        return [np.array([-s, 0.0]) for s in sides]
    angle = np.deg2rad(move.angle)
    mirrored = _axis(move) == "diagonal"
    return [np.array([np.cos(angle) * (s if mirrored else 1.0), np.sin(angle)]) for s in sides]


def _circles(shape: Shape, technique: str) -> Callable[[Move, float, np.random.Generator], Motion]:
    def draw(move: Move, facing: float, rng: np.random.Generator) -> Motion:
        stage = _stage(move, facing, rng)
        turn = -1.0 if move.sense == "clockwise" else 1.0
        start = rng.uniform(0, 2 * np.pi)
        oval = rng.uniform(0.8, 1.2)

        def one(side: int, times: FloatArray) -> Pose:
            angle = start + turn * 2 * np.pi * (stage.beat.phase(times) + stage.offset[side])
            x, y = stage.where(
                side, times, 0.5 * move.reach * np.cos(angle) * oval, 0.5 * move.reach * np.sin(angle) / oval
            )
            return shape.pose(x, y, np.full(len(times), stage.heading[side]))

        return stage.drawn(technique, "circular", lambda times: stage.both(times, one))

    return draw


def _thumbs(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Thumbs rub while the four fingers stay closed: the thumb swings, the hand goes a little with it."""
    stage = _stage(move, facing, rng, wander=0.002)
    swing = np.deg2rad(move.extra.get("swing_deg", 16.0))

    def one(side: int, times: FloatArray) -> Pose:
        travel = stage.beat.travel(times, stage.offset[side]) - 0.5
        x, y = stage.where(side, times, 0.0, travel * move.reach)
        pose = shapes.THUMBS.pose(x, y, np.full(len(times), stage.heading[side]))
        return pose.moved(thumb_out=-swing * travel, thumb_bend=swing * travel)

    return stage.drawn("rubbing", "along", lambda times: stage.both(times, one))


def _knead(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Grasp, lift, squeeze, let go; the hand slides on a little with every cycle when there is a drift."""
    stage = _stage(move, facing, rng, out_share=0.5, wander=0.003)

    def one(side: int, times: FloatArray) -> Pose:
        grip = np.clip(1.25 * stage.beat.travel(times, stage.offset[side]) - 0.12, 0, 1)
        ahead = np.array([np.cos(stage.heading[side]), np.sin(stage.heading[side])])
        pull = -0.5 * move.reach * grip
        x, y = stage.where(side, times, pull * ahead[0], pull * ahead[1])
        heading = np.full(len(times), stage.heading[side])
        pose = blend(shapes.GRASP_OPEN.pose(x, y, heading), shapes.GRASP_SHUT.pose(x, y, heading), grip)
        return pose.moved(lift=move.extra.get("lift_m", 0.010) * np.clip(2 * grip - 1, 0, 1))

    return stage.drawn("kneading", "in_place", lambda times: stage.both(times, one), sense=None)


def _tap(shape: Shape) -> Callable[[Move, float, np.random.Generator], Motion]:
    """Light blows: a short touch, then up from the back and down again; ``reach`` is the height of the lift."""

    def draw(move: Move, facing: float, rng: np.random.Generator) -> Motion:
        stage = _stage(move, facing, rng, out_share=0.5, wander=0.006)

        def one(side: int, times: FloatArray) -> Pose:
            up = np.clip(1.15 * stage.beat.travel(times, stage.offset[side]) - 0.15, 0, 1.1)
            x, y = stage.where(side, times, 0.0, 0.0)
            pose = shape.pose(x, y, np.full(len(times), stage.heading[side]), move.reach * up)
            return pose.moved(pitch=-0.35 * up, knuckle=0.1 * up)

        return stage.drawn("tapping", "in_place", lambda times: stage.both(times, one), sense=None)

    return draw


KINDS: dict[str, Callable[[Move, float, np.random.Generator], Motion]] = {
    "stroke": _glide(shapes.FLAT, "stroking"),
    "stroke_circles": _circles(shapes.FLAT, "stroking"),
    "rub": _glide(shapes.PADS, "rubbing"),
    "rub_palms": _glide(shapes.SOFT, "rubbing"),
    "rub_circles": _circles(shapes.PADS, "rubbing"),
    "rub_thumbs": _thumbs,
    "knead": _knead,
    "pat": _tap(shapes.PAT),
    "cup": _tap(shapes.CUPPED),
    "chop": _tap(shapes.CHOP),
}
