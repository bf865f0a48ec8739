"""Rubbing that shows little or is seen badly: thumbs alone, hands that touch, hands that rub each other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sample_videos.render import pose as shapes
from sample_videos.render.moves import SIGN, Motion, Move, set_stage
from sample_videos.render.pose import Pose, Shape

FloatArray = NDArray[np.float64]
Draw = Callable[[Move, float, np.random.Generator], Motion]

_THUMB_SWING_DEG = (12.0, 30.0)
_HAND_GIVES_M = (0.0, 0.005)
"""How far the lying hand is drawn along by its thumb."""
_CIRCLE_SHARE = 0.35
_FACING = Shape(knuckle=4, middle=8, spread=2, thumb_out=10, thumb_bend=8, roll=78, anchor="edge", conform=0.0)
_ROLL_SPREAD = np.deg2rad(25.0)


def _thumbs_alone(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Palms and fingers lie still, the thumbs go to and fro or round."""
    stage = set_stage(move, facing, rng, wander=0.0015)
    swing, gives = np.deg2rad(rng.uniform(*_THUMB_SWING_DEG)), rng.uniform(*_HAND_GIVES_M)
    bend = swing * rng.uniform(0.3, 1.0)
    lead = 0.25 if rng.uniform() < _CIRCLE_SHARE else 0.0
    out = rng.uniform(0.0, 0.25)

    def pose(side: int, times: FloatArray) -> Pose:
        travel = stage.travel(side, times) - 0.5
        bent = stage.travel(side, times, lead) - 0.5
        x, y = stage.where(side, times, 0.0, travel * gives)
        held = shapes.THUMBS.pose(x, y, stage.facing(side, times))
        return held.moved(thumb_out=out - 2 * swing * travel, thumb_bend=2 * bend * bent)

    return stage.perform("rubbing", "circular" if lead else "along", pose)


def _hands_on_each_other(move: Move, facing: float, rng: np.random.Generator) -> Motion:
    """Palm against palm above the table, to and fro past each other."""
    stage = set_stage(move, facing, rng, wander=0.005)
    roll = rng.uniform(-_ROLL_SPREAD, _ROLL_SPREAD)
    angle = rng.uniform(-0.5, 0.5)

    def pose(side: int, times: FloatArray) -> Pose:
        way = move.reach * (stage.travel(side, times) - 0.5)
        heading = stage.facing(side, times)
        x, y = stage.where(side, times, way * np.cos(heading + angle), way * np.sin(heading + angle))
        return _FACING.pose(x, y, heading, move.lift).moved(roll=SIGN[side] * roll)

    return stage.perform("rubbing", "along", pose)


TOUCH: dict[str, Draw] = {"rub_thumbs_alone": _thumbs_alone, "rub_hands": _hands_on_each_other}
