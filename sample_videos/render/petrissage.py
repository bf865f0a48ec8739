"""Kneading as it is really done: the grasp travels, the fingers sink into the tissue, the hands wring, press and roll.

Each kind draws its own style, so that two clips of a kind are no more alike than two people are.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.moves import Motion, Move, Stage, set_stage
from sample_videos.render.pose import Pose, Shape, blend

FloatArray = NDArray[np.float64]
Draw = Callable[[Move, float, np.random.Generator], Motion]

_SINK_M = (0.0, 0.026)
"""How deep the fingers of a grasp lie below the skin as it was: tissue rises around them."""
_LAG_CYCLES = (-0.2, 0.2)
"""By how much the way of a hand runs ahead of its grasp."""
_WRIST_RAD = 0.22
"""Most by which the wrist turns with a grasp."""

_OPEN = (
    Shape(knuckle=14, middle=18, spread=2, thumb_out=18, thumb_bend=4, pitch=8, anchor="pads", conform=0.4),
    Shape(knuckle=20, middle=24, spread=4, thumb_out=34, thumb_bend=8, pitch=2, anchor="palm", conform=0.6),
    Shape(knuckle=8, middle=12, spread=5, thumb_out=26, thumb_bend=4, pitch=0, anchor="palm", conform=0.9),
)
_SHUT = (
    Shape(knuckle=44, middle=30, spread=0.5, thumb_out=4, thumb_bend=18, pitch=4, anchor="pads", conform=0.0),
    Shape(knuckle=46, middle=44, spread=1, thumb_out=14, thumb_bend=24, pitch=6, anchor="palm", conform=0.0),
    Shape(knuckle=30, middle=34, spread=2, thumb_out=12, thumb_bend=20, pitch=4, anchor="palm", conform=0.2),
)
_ROUND_A_LIMB = Shape(knuckle=22, middle=26, spread=2, thumb_out=34, thumb_bend=12, anchor="palm", conform=0.7)
_HEEL_DOWN = Shape(knuckle=6, middle=12, spread=3, thumb_out=14, thumb_bend=6, pitch=-12, anchor="palm", conform=0.0)
_DRAWN_BACK = Shape(knuckle=38, middle=40, spread=1, thumb_out=8, thumb_bend=18, pitch=24, anchor="palm", conform=0.0)


def _grip(stage: Stage, side: int, times: FloatArray) -> FloatArray:
    """How far a grasp is closed, 0 to 1."""
    return np.clip(1.25 * stage.travel(side, times) - 0.12, 0, 1)


def _ways(stage: Stage, angle: float) -> tuple[FloatArray, FloatArray]:
    """Give the unit vector of each hand's way: its heading turned by ``angle``, mirrored between the hands."""
    left, right = (
        np.array([np.cos(h + s * angle), np.sin(h + s * angle)])
        for h, s in zip(stage.heading, (1.0, -1.0), strict=True)
    )
    return left, right


def _travelling(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Reach out with an open hand, grasp, draw back or aside with the fold in it, let go."""
    stage = set_stage(move, facing, rng, wander=0.003)
    style = int(rng.integers(len(_OPEN)))
    sink, lag, ways = rng.uniform(*_SINK_M), rng.uniform(*_LAG_CYCLES), _ways(stage, rng.uniform(-1.6, 1.6))
    pitch, roll = rng.uniform(-_WRIST_RAD, _WRIST_RAD, 2)

    def pose(side: int, times: FloatArray) -> Pose:
        grip = _grip(stage, side, times)
        way = move.reach * (0.5 - stage.travel(side, times, lag))
        x, y = stage.where(side, times, way * ways[side][0], way * ways[side][1])
        heading = stage.facing(side, times)
        held = blend(_OPEN[style].pose(x, y, heading), _SHUT[style].pose(x, y, heading), grip)
        lift = move.lift * np.clip(2 * grip - 1, 0, 1) - sink * (0.3 + 0.7 * grip)
        return held.moved(lift=lift, pitch=pitch * grip, roll=roll * grip)

    return stage.perform("kneading", "in_place", pose)


def _wringing(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Both hands lie round the muscle and shift it to and fro against each other, without letting go."""
    stage = set_stage(move, facing, rng, wander=0.003)
    sink, squeeze, ways = rng.uniform(*_SINK_M), rng.uniform(0.1, 0.5), _ways(stage, rng.uniform(-0.5, 0.5))
    roll = rng.uniform(-_WRIST_RAD, _WRIST_RAD)

    def pose(side: int, times: FloatArray) -> Pose:
        to_and_fro = stage.travel(side, times)
        way = move.reach * (to_and_fro - 0.5)
        x, y = stage.where(side, times, way * ways[side][0], way * ways[side][1])
        heading = stage.facing(side, times)
        held = blend(_ROUND_A_LIMB.pose(x, y, heading), _SHUT[1].pose(x, y, heading), squeeze * to_and_fro)
        return held.moved(lift=-sink, roll=roll * (to_and_fro - 0.5))

    return stage.perform("kneading", "across", pose)


def _pressing(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Push forward and down with the heel, fold the fingers over and draw back, as dough is worked."""
    stage = set_stage(move, facing, rng, wander=0.004)
    sink, ways = rng.uniform(*_SINK_M), _ways(stage, rng.uniform(-0.4, 0.4))
    curl = rng.uniform(0.4, 1.0)

    def pose(side: int, times: FloatArray) -> Pose:
        push = stage.travel(side, times)
        back = stage.returning(side, times)
        way = move.reach * (push - 0.5)
        x, y = stage.where(side, times, way * ways[side][0], way * ways[side][1])
        heading = stage.facing(side, times)
        held = blend(_HEEL_DOWN.pose(x, y, heading), _DRAWN_BACK.pose(x, y, heading), curl * (1 - push))
        return held.moved(lift=move.lift * back - sink * push)

    return stage.perform("kneading", "along", pose)


def _squeezing(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Hold a muscle round and squeeze it on the spot: the fingers, half hidden, are all that moves."""
    stage = set_stage(move, facing, rng, wander=0.002)
    sink, depth = rng.uniform(*_SINK_M), rng.uniform(0.45, 1.0)

    def pose(side: int, times: FloatArray) -> Pose:
        grip = depth * _grip(stage, side, times)
        way = -0.3 * move.reach * grip
        x, y = stage.where(side, times, way * np.cos(stage.heading[side]), way * np.sin(stage.heading[side]))
        heading = stage.facing(side, times)
        held = blend(_ROUND_A_LIMB.pose(x, y, heading), _SHUT[2].pose(x, y, heading), grip)
        return held.moved(lift=move.lift * grip - sink)

    return stage.perform("kneading", "in_place", pose)


def _rolling(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Push a roll of skin with the thumbs, gather it with the fingers, walk on with it."""
    stage = set_stage(move, facing, rng, wander=0.002)
    sink, thumb = rng.uniform(*_SINK_M), np.deg2rad(rng.uniform(8, 20))

    def pose(side: int, times: FloatArray) -> Pose:
        grip = 0.35 + 0.65 * _grip(stage, side, times)
        way = 0.5 * move.reach * stage.travel(side, times, 0.25)
        x, y = stage.where(side, times, way * np.cos(stage.heading[side]), way * np.sin(stage.heading[side]))
        heading = stage.facing(side, times)
        held = blend(_OPEN[0].pose(x, y, heading), _SHUT[0].pose(x, y, heading), grip)
        return held.moved(lift=-0.6 * sink, thumb_out=-thumb * grip, thumb_bend=thumb * grip)

    return stage.perform("kneading", "in_place", pose)


PETRISSAGE: dict[str, Draw] = {
    "knead_travelling": _travelling,
    "knead_wringing": _wringing,
    "knead_pressing": _pressing,
    "knead_squeezing": _squeezing,
    "knead_rolling": _rolling,
}
