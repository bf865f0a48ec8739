"""Where the hands go to work: the middle of the place, an anchor for each hand, the directions of their strokes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.records import Axis, FloatArray, HandsMode, Sense
from sample_videos.simulate.controls import LEFT, RIGHT, SIDE_SIGN
from sample_videos.simulate.motion_work import HandPlan
from sample_videos.simulate.scene import HALF_WIDTH_CM, BackSurface, Practitioner
from sample_videos.simulate.subtechniques import SubTechnique

STACK_CM = 2.3
"""Thickness of a mean hand that lies under another."""

FACING_HEIGHT_CM = 10.0
"""Height over the back at which hands rub each other palm to palm."""

AXIS_DEG: dict[Axis, tuple[float, float]] = {
    "along": (0.0, 10.0),
    "diagonal": (35.0, 52.0),
    "across": (80.0, 90.0),
}
"""Angles to the spine that are drawn for each axis; those between are left out, so that the truth is never a matter
of taste."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, once everything is decided but the places.

    Attributes
    ----------
    place : (u, v) or None
        Middle of the worked area in back coordinates; None: drawn.
    drift_cm : (x, y)
        Way of the place over the segment.
    """

    sub: SubTechnique
    axis: Axis
    sense: Sense | None
    hands: HandsMode
    stroke_cm: float
    drift_cm: tuple[float, float]
    place: tuple[float, float] | None
    practitioner: Practitioner
    surface: BackSurface


def place_hands(task: Task, rng: np.random.Generator) -> tuple[HandPlan, HandPlan]:
    """Plan what the left and the right hand do."""
    practitioner = task.practitioner
    middle = _pick_middle(task, rng)
    anchors = _pick_anchors(task, middle, rng)
    working = RIGHT if practitioner.right_handed == (rng.random() < 0.8) else LEFT
    directions = _pick_directions(task, anchors, rng)
    stacked = task.hands == "stacked"
    splay = 0.0 if stacked else float(np.deg2rad(rng.uniform(-35.0, 30.0)))
    turn = -1.0 if task.sense == "clockwise" else 1.0
    plans = []
    for hand in (LEFT, RIGHT):
        active = task.hands != "one" or hand == working
        anchor = anchors[hand] if active else _pick_rest(task, anchors[working], hand, rng)
        upper = stacked and hand != working
        height = STACK_CM * practitioner.hand_scale if upper else 0.0
        if task.sub.layout == "facing":
            height = FACING_HEIGHT_CM
        yaw = practitioner.yaw_rad + SIDE_SIGN[hand] * splay + float(np.deg2rad(rng.normal(0.0, 5.0)))
        if upper:
            yaw += SIDE_SIGN[hand] * float(np.deg2rad(rng.uniform(5.0, 80.0)))
        late = abs(float(rng.normal(0.0, 0.012)))
        offset = {"alternating": 0.5, "together": late}.get(task.hands, 0.0) * hand
        bend = -1.0 if anchor[0] < 0 else 1.0
        plans.append(HandPlan(active, anchor, directions[hand], offset, yaw, height, turn, bend))
    return plans[LEFT], plans[RIGHT]


def _pick_middle(task: Task, rng: np.random.Generator) -> FloatArray:
    """Middle of the worked area at the start of the segment, (x, y) cm; the whole way stays on the back."""
    length = task.surface.length_cm
    reach = 0.5 * task.stroke_cm * (0.2 if task.axis in ("across", "in_place") else 1.0)
    side, off, far = float(rng.choice([-1.0, 1.0])), float(rng.uniform(4.5, 9.0)), float(rng.uniform(0.05, 0.9))
    if task.place is not None:
        x, y = task.place[0] * length, (1.0 - task.place[1]) * length
    else:
        x, y = (0.0 if task.sub.layout == "sides" and task.hands != "one" else side * off), far * length
    y -= 0.5 * task.drift_cm[1]
    low, high = reach + max(0.0, -task.drift_cm[1]), length - reach - max(0.0, task.drift_cm[1])
    return np.array([x, float(np.clip(y, low, high)) if low < high else 0.5 * (low + high)])


def _pick_anchors(task: Task, middle: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Anchors of the left and the right hand, shape (2, 2)."""
    if task.hands in ("stacked", "one"):
        return np.stack([middle, middle])
    rightward, layout = task.practitioner.rightward, task.sub.layout
    if layout == "facing":
        return np.stack([middle - 1.6 * rightward, middle + 1.6 * rightward])
    if layout == "sides" and abs(middle[0]) < 2.5:
        mirrored = task.sense in ("outward", "inward", "crossing")
        half = 3.5 + 0.5 * task.stroke_cm if mirrored else float(rng.uniform(4.5, 7.5))
        apart = np.array([half, rng.uniform(-1.5, 1.5)])
    else:
        gap = rng.uniform(5.5, 8.5) if layout == "close" else rng.uniform(9.0, 13.0)
        one_behind_other = task.axis in ("across", "in_place") or (task.axis == "along" and layout == "row")
        apart = 0.5 * gap * (np.array([0.0, 1.0]) if one_behind_other else np.array([1.0, 0.0]))
    side, toss = float(apart @ rightward), float(rng.choice([-1.0, 1.0]))
    sign = float(np.sign(side)) if abs(side) > 1.0 else toss
    return np.stack([middle - sign * apart, middle + sign * apart])


def _pick_directions(task: Task, anchors: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Pick unit vectors of the working movement of both hands, shape (2, 2)."""
    angle = float(np.deg2rad(rng.uniform(*AXIS_DEG.get(task.axis, (0.0, 90.0)))))
    lean, ahead, mirrored = float(rng.choice([-1.0, 1.0])), float(rng.choice([-1.0, 1.0])), rng.random() < 0.5
    sides = np.where(np.abs(anchors[:, 0]) > 0.5, np.sign(anchors[:, 0]), 1.0)
    across, along = np.array([lean, lean]), np.array([ahead, ahead])
    if task.sense in ("outward", "inward", "crossing"):
        across = sides if task.sense == "outward" else -sides
    elif task.axis == "diagonal" and mirrored:
        across = sides * lean
    if task.sense in ("headward", "tailward"):
        along = np.full(2, 1.0 if task.sense == "headward" else -1.0)
    if task.sub.path == "fan":
        return np.stack([np.zeros(2), along], axis=-1)
    return np.stack([across * np.sin(angle), along * np.cos(angle)], axis=-1)


def _pick_rest(task: Task, busy: FloatArray, hand: int, rng: np.random.Generator) -> FloatArray:
    """Where a hand that does not work rests: on the back, well away from the other, or off it, by the practitioner."""
    facing, length = task.practitioner.facing, task.surface.length_cm
    away = SIDE_SIGN[hand] * task.practitioner.rightward
    if rng.random() < 0.6:
        spot = busy + away * rng.uniform(14.0, 20.0) - facing * rng.uniform(0.0, 5.0)
        return np.array(
            [np.clip(spot[0], -HALF_WIDTH_CM, HALF_WIDTH_CM), np.clip(spot[1], -5.0, length + 5.0)], dtype=np.float64
        )
    spot = np.array([0.0, busy[1]]) - facing * rng.uniform(28.0, 45.0) + away * rng.uniform(6.0, 20.0)
    return np.asarray(spot, dtype=np.float64)
