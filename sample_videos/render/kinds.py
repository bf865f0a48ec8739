"""The movements of the guide: each kind draws a performance of a move, with its exact truth."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sample_videos.render import idle
from sample_videos.render import pose as shapes
from sample_videos.render.moves import LEFT, RIGHT, Motion, Move, Stage, set_stage
from sample_videos.render.petrissage import PETRISSAGE
from sample_videos.render.pose import Pose, Shape, blend
from sample_videos.render.touch import TOUCH

FloatArray = NDArray[np.float64]
Draw = Callable[[Move, float, np.random.Generator], Motion]

_ONE_WAY = ("headward", "tailward", "outward", "inward")
_STACK_LIFT_M = 0.026
"""The upper of two stacked hands lies as high above the skin as a hand is thick."""
_THUMB_SWING = np.deg2rad(16.0)
_BESIDE_TABLE_M = 0.36
"""Where the bottle of oil stands, metres from the spine."""


def make_motion(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Draw one performance of a move by a practitioner who looks along ``facing`` (radians)."""
    return KINDS[move.kind](move, facing, rng)


def _glide(shape: Shape, technique: str) -> Draw:
    """To and fro along a line, or one working way with a lifted or lighter return."""

    def draw(move: Move, facing: float, rng: np.random.Generator) -> Motion:
        stage = set_stage(move, facing, rng)
        ahead = [_direction(stage, side) for side in (LEFT, RIGHT)]

        def pose(side: int, times: FloatArray) -> Pose:
            travel = move.reach * (stage.travel(side, times) - 0.5)
            back = stage.returning(side, times) * (move.sense in _ONE_WAY)
            aside = stage.outward(side) * move.flank * back
            x, y = stage.where(side, times, travel * ahead[side][0] + aside, travel * ahead[side][1])
            on_top = _STACK_LIFT_M if move.hands == "stacked" and side == RIGHT else 0.0
            return shape.pose(x, y, stage.facing(side, times), move.lift * back + on_top)

        return stage.perform(technique, _axis(move), pose)

    return draw


def _axis(move: Move) -> str:
    if move.sense in ("outward", "inward", "crossing"):
        return "across"
    slant = abs(((move.angle + 90) % 180) - 90)
    return "along" if slant > 67.5 else "across" if slant < 22.5 else "diagonal"


def _direction(stage: Stage, side: int) -> tuple[float, float]:
    """Give the unit vector of a hand's way out."""
    move, outward = stage.move, stage.outward(side)
    if move.sense in ("headward", "tailward"):
        return 0.0, 1.0 if move.sense == "headward" else -1.0
    if move.sense in ("outward", "inward", "crossing"):
        return outward if move.sense == "outward" else -outward, 0.0
    angle = np.deg2rad(move.angle)
    mirror = outward if _axis(move) == "diagonal" else 1.0
    return mirror * float(np.cos(angle)), float(np.sin(angle))


def _circles(shape: Shape, technique: str) -> Draw:
    """Both hands turn the same way, as seen from above."""

    def draw(move: Move, facing: float, rng: np.random.Generator) -> Motion:
        stage = set_stage(move, facing, rng)
        turn = -1.0 if move.sense == "clockwise" else 1.0
        start, oval = rng.uniform(0, 2 * np.pi), rng.uniform(0.8, 1.2)

        def pose(side: int, times: FloatArray) -> Pose:
            angle = start + turn * 2 * np.pi * stage.phase(side, times)
            radius = 0.5 * move.reach
            x, y = stage.where(side, times, radius * oval * np.cos(angle), radius / oval * np.sin(angle))
            return shape.pose(x, y, stage.facing(side, times))

        return stage.perform(technique, "circular", pose)

    return draw


def _thumbs(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Thumbs rub while the four fingers stay closed: the thumb swings, the hand goes a little with it."""
    stage = set_stage(move, facing, rng, wander=0.002)

    def pose(side: int, times: FloatArray) -> Pose:
        travel = stage.travel(side, times) - 0.5
        x, y = stage.where(side, times, 0.0, travel * move.reach)
        held = shapes.THUMBS.pose(x, y, stage.facing(side, times))
        return held.moved(thumb_out=-_THUMB_SWING * travel, thumb_bend=_THUMB_SWING * travel)

    return stage.perform("rubbing", "along", pose)


def _knead(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Grasp, lift, squeeze, let go; the hands slide on over the segment when there is a drift."""
    stage = set_stage(move, facing, rng, wander=0.003)

    def pose(side: int, times: FloatArray) -> Pose:
        grip = np.clip(1.25 * stage.travel(side, times) - 0.12, 0, 1)
        pull = -0.5 * move.reach * grip
        x, y = stage.where(side, times, pull * np.cos(stage.heading[side]), pull * np.sin(stage.heading[side]))
        heading = stage.facing(side, times)
        held = blend(shapes.GRASP_OPEN.pose(x, y, heading), shapes.GRASP_SHUT.pose(x, y, heading), grip)
        return held.moved(lift=move.lift * np.clip(2 * grip - 1, 0, 1))

    return stage.perform("kneading", "in_place", pose)


def _tap(shape: Shape) -> Draw:
    """Light blows: a short touch, then up from the back with the wrist bent back, and down again."""

    def draw(move: Move, facing: float, rng: np.random.Generator) -> Motion:
        stage = set_stage(move, facing, rng, wander=0.006)

        def pose(side: int, times: FloatArray) -> Pose:
            up = np.clip(1.15 * stage.travel(side, times) - 0.15, 0, 1.1)
            x, y = stage.where(side, times, 0.0, 0.0)
            held = shape.pose(x, y, stage.facing(side, times), move.reach * up)
            return held.moved(pitch=-0.35 * up, knuckle=0.1 * up)

        return stage.perform("tapping", "in_place", pose)

    return draw


def _idle(kind: str) -> Draw:
    """No technique; each hand goes its own way."""

    def draw(move: Move, facing: float, rng: np.random.Generator) -> Motion:
        stage = set_stage(move, facing, rng)
        own_side = -1.0 if np.cos(facing) >= 0 else 1.0
        nearer = int(np.argmax(stage.home[:, 0] * own_side))
        ways = []
        for side in (LEFT, RIGHT):
            home, heading = stage.home[side], stage.heading[side]
            if kind == "fetch" and side == nearer:
                bottle = np.array([own_side * _BESIDE_TABLE_M, home[1] + rng.uniform(-0.1, 0.05)])
                points = idle.fetching(rng, home, heading, bottle)
            elif kind in ("rest", "fetch"):
                points = idle.resting(rng, home, heading)
            else:
                points = {"lifted": idle.waiting, "gesture": idle.hovering, "towel": idle.smoothing}[kind](
                    rng, home, heading
                )
            ways.append(idle.make_wander(rng, points, move.seconds, 0.002))
        return Motion(lambda times: (ways[0].at(times), ways[1].at(times)), move.seconds, {"technique": "none"})

    return draw


KINDS: dict[str, Draw] = {
    "stroke": _glide(shapes.FLAT, "stroking"),
    "stroke_circles": _circles(shapes.FLAT, "stroking"),
    "rub": _glide(shapes.PADS, "rubbing"),
    "rub_palms": _glide(shapes.SOFT, "rubbing"),
    "rub_circles": _circles(shapes.PADS, "rubbing"),
    "rub_thumbs": _thumbs,
    "knead": _knead,
    "slide_fold": _glide(shapes.GRASP_SHUT, "kneading"),
    "pat": _tap(shapes.PAT),
    "cup": _tap(shapes.CUPPED),
    "chop": _tap(shapes.CHOP),
    "rest": _idle("rest"),
    "lifted": _idle("lifted"),
    "fetch": _idle("fetch"),
    "gesture": _idle("gesture"),
    "towel": _idle("towel"),
    **PETRISSAGE,
    **TOUCH,
}
