"""Turn a wished segment into a planned movement: draw what was left open, put both hands somewhere sensible."""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from coach.errors import InputError
from coach.records import Axis, Drift, FloatArray, HandsMode, Sense, TechniqueName
from coach.simulate.controls import LEFT, RIGHT, SIDE_SIGN
from coach.simulate.motion_work import HandPlan, WorkMotion
from coach.simulate.rhythm import Beat, draw_wave, plan_beat
from coach.simulate.scene import HALF_WIDTH_CM, BackSurface, Practitioner, SegmentSpec
from coach.simulate.subtechniques import SUB_TECHNIQUES, SubTechnique, list_sub_techniques

MAX_SPEED_CM_S = 75.0
"""Mean hand speed that nobody exceeds while massaging; a longer stroke at that pace is shortened."""

MAX_RUB_SPEED_CM_S = 60.0

MIN_DRIFT_CM = 7.0
"""A place that travels less than this over a segment does not count as drifting."""

_AXIS_DEG: dict[Axis, tuple[float, float]] = {"along": (0.0, 10.0), "diagonal": (35.0, 52.0), "across": (80.0, 90.0)}
"""Angles to the spine that are drawn for each axis; what lies between is left out, so that the truth is never a matter of taste."""

_T = TypeVar("_T")


def get_sub_technique(technique: TechniqueName, name: str) -> SubTechnique:
    """Look a way of working up; an unknown name is an :class:`InputError` that lists the known ones."""
    try:
        return SUB_TECHNIQUES[technique, name]
    except KeyError:
        known = ", ".join(sub.name for sub in list_sub_techniques(technique)) or "none"
        raise InputError(f"{technique} has no way of working called {name!r}; known are: {known}.") from None


def plan_work(
    spec: SegmentSpec,
    practitioner: Practitioner,
    surface: BackSurface,
    rng: np.random.Generator,
    max_pace_per_min: float = 400.0,
) -> WorkMotion:
    """Plan one segment of work.

    Parameters
    ----------
    spec : SegmentSpec
        What is ``None`` is drawn. Axis, sense and hands that the sub-technique does not have are taken as asked: a mistake can be scripted.
    practitioner, surface
        Who works, on what.
    rng : numpy Generator
    max_pace_per_min : float
        Upper bound for a pace that is drawn (not for one that is asked).

    Raises
    ------
    InputError
        When the sub-technique is not known.
    """
    sub = get_sub_technique(spec.technique, spec.name) if spec.name else _pick(rng, list_sub_techniques(spec.technique))
    axis = spec.axis or _pick_axis(sub, spec.sense, practitioner, rng)
    sense: Sense | None = spec.sense or _pick_sense(sub, axis, rng)
    hands = spec.hands or _pick(rng, sub.hands)
    low, high = sub.pace_per_min
    high = max(min(high, max_pace_per_min), low)
    pace = spec.pace_per_min or float(np.exp(rng.uniform(np.log(low), np.log(high))))
    stroke = spec.stroke_cm if spec.stroke_cm is not None else _pick_stroke(sub, pace, rng)
    human = practitioner.human
    beat = plan_beat(rng, spec.duration_s, pace, human, spec.cycles)
    drift, drift_cm = _pick_drift(spec, sub, beat, surface, rng)
    lifted, flank, out_share = _pick_return(sub, axis, sense, rng)
    plans = _place_hands(spec, sub, axis, sense, hands, stroke, drift_cm, practitioner, surface, rng)
    return WorkMotion(
        sub,
        practitioner,
        beat,
        plans,
        stroke,
        axis,
        None if sub.path == "place" else sense,
        drift,
        hands,
        drift_cm,
        out_share=out_share,
        evenness=float(rng.uniform(0.0, 0.6)),
        return_lift_cm=lifted,
        return_flank_cm=flank,
        hold=float(rng.uniform(0.0, 0.3)),
        squeeze=float(rng.uniform(0.55, 1.0)),
        blow_cm=_pick_blow(sub, pace, rng),
        ellipse=float(rng.uniform(0.6, 1.0)),
        wander=draw_wave(rng, 4, 0.03, 0.25),
        tremor=draw_wave(rng, 4, 8.0, 12.0),
        fidget=draw_wave(rng, 2, 0.1, 0.8),
    )


def _pick(rng: np.random.Generator, options: tuple[_T, ...]) -> _T:
    return options[int(rng.integers(len(options)))]


def _pick_axis(sub: SubTechnique, sense: Sense | None, practitioner: Practitioner, rng: np.random.Generator) -> Axis:
    if sub.layout == "facing":
        return "along" if practitioner.facing[0] == 0 else "across"
    axes = sub.axes
    if sense in ("outward", "inward", "crossing") and "across" in axes:
        axes = ("across",)
    elif sense in ("headward", "tailward"):
        axes = tuple(axis for axis in axes if axis != "across") or axes
    return _pick(rng, axes)


def _pick_sense(sub: SubTechnique, axis: Axis, rng: np.random.Generator) -> Sense | None:
    senses = sub.senses
    if axis == "across":
        senses = tuple(sense for sense in senses if sense not in ("headward", "tailward")) or ("both",)
    return _pick(rng, senses)


def _pick_stroke(sub: SubTechnique, pace: float, rng: np.random.Generator) -> float:
    low, high = sub.stroke_cm
    bound = (MAX_SPEED_CM_S if sub.technique == "stroking" else MAX_RUB_SPEED_CM_S) * 60.0 / pace / 2.0
    return float(rng.uniform(low, max(low, min(high, bound))))


def _pick_blow(sub: SubTechnique, pace: float, rng: np.random.Generator) -> float:
    low, high = sub.blow_cm
    slowing = min(1.0, 180.0 / pace)
    return float(rng.uniform(low, low + (high - low) * slowing)) if high > 0 else 0.0


def _pick_return(
    sub: SubTechnique, axis: Axis, sense: Sense | None, rng: np.random.Generator
) -> tuple[float, float, float]:
    """Lift and way along the flank of the return (cm), and the share of the cycle that the working movement takes."""
    if sense not in ("headward", "tailward", "outward", "inward") or sub.closed is not None:
        return 0.0, 0.0, float(rng.uniform(0.42, 0.58))
    kind = rng.random()
    if kind < 0.55:
        return float(rng.uniform(2.0, 7.0)), 0.0, float(rng.uniform(0.5, 0.72))
    if kind < 0.75 and axis == "along" and sub.technique == "stroking":
        return 0.0, float(rng.uniform(4.0, 7.0)), float(rng.uniform(0.5, 0.65))
    return float(rng.uniform(0.0, 0.8)), 0.0, float(rng.uniform(0.62, 0.75))


def _pick_drift(
    spec: SegmentSpec, sub: SubTechnique, beat: Beat, surface: BackSurface, rng: np.random.Generator
) -> tuple[Drift, tuple[float, float]]:
    """Which way the worked place travels, and how far (x, y in cm)."""
    chance, choice, length = rng.random(), int(rng.integers(2)), float(rng.uniform(MIN_DRIFT_CM + 1, 20.0))
    sideways = float(rng.uniform(-2.5, 2.5))
    drift = spec.drift
    if drift is None:
        slow_enough = (
            beat.cycles >= 4 and beat.duration_s >= 6.0 and sub.technique != "stroking" and sub.layout != "facing"
        )
        drift = ("headward", "tailward")[choice] if chance < 0.35 and slow_enough else "none"
    if drift == "none":
        return drift, (sideways if beat.duration_s > 8.0 else 0.0, 0.0)
    length = min(length, 0.5 * surface.length_cm)
    return drift, (0.0, length if drift == "headward" else -length)


def _place_hands(
    spec: SegmentSpec,
    sub: SubTechnique,
    axis: Axis,
    sense: Sense | None,
    hands: HandsMode,
    stroke: float,
    drift_cm: tuple[float, float],
    practitioner: Practitioner,
    surface: BackSurface,
    rng: np.random.Generator,
) -> tuple[HandPlan, HandPlan]:
    middle = _pick_middle(spec, sub, axis, stroke, drift_cm, hands, surface, rng)
    anchors = _pick_anchors(sub, axis, sense, hands, middle, stroke, practitioner, rng)
    working = RIGHT if practitioner.right_handed == (rng.random() < 0.8) else LEFT
    directions = _pick_directions(sub, axis, sense, anchors, middle, practitioner, rng)
    splay = np.deg2rad(rng.uniform(-35.0, 30.0)) if hands != "stacked" else 0.0
    turn = -1.0 if sense == "clockwise" else 1.0
    mirrored = 0.5 if hands == "alternating" else 0.0
    plans = []
    for hand in (LEFT, RIGHT):
        upper = hands == "stacked" and hand != working
        active = hands != "one" or hand == working
        anchor = anchors[hand] if active else _pick_rest(anchors[working], hand, practitioner, surface, rng)
        height = 2.3 * practitioner.hand_scale if upper else 10.0 if sub.layout == "facing" else 0.0
        yaw = practitioner.yaw_rad + SIDE_SIGN[hand] * splay + np.deg2rad(rng.normal(0.0, 5.0))
        if upper:
            yaw += SIDE_SIGN[hand] * np.deg2rad(rng.uniform(5.0, 80.0))
        offset = mirrored * hand + float(rng.normal(0.0, 0.012)) * (hand == RIGHT and hands == "together")
        plans.append(
            HandPlan(
                active, anchor, directions[hand], max(offset, 0.0), yaw, height, turn, -1.0 if anchor[0] < 0 else 1.0
            )
        )
    return plans[LEFT], plans[RIGHT]


def _pick_middle(
    spec: SegmentSpec,
    sub: SubTechnique,
    axis: Axis,
    stroke: float,
    drift_cm: tuple[float, float],
    hands: HandsMode,
    surface: BackSurface,
    rng: np.random.Generator,
) -> FloatArray:
    """Middle of the worked area at the start of the segment, (x, y) cm; the whole way stays on the back."""
    length = surface.length_cm
    reach = 0.5 * stroke * (1.0 if axis in ("along", "diagonal", "circular") else 0.2)
    if spec.place is not None:
        x, y = spec.place[0] * length, (1.0 - spec.place[1]) * length
    else:
        x = (
            0.0
            if sub.layout == "sides" and hands != "one"
            else float(rng.choice([-1, 1])) * float(rng.uniform(4.5, 9.0))
        )
        y = float(rng.uniform(0.05, 0.9)) * length
    y -= 0.5 * drift_cm[1]
    low, high = reach + max(0.0, -drift_cm[1]), length - reach - max(0.0, drift_cm[1])
    y = float(np.clip(y, low, high)) if low < high else 0.5 * (low + high)
    return np.array([x, y])


def _pick_anchors(
    sub: SubTechnique,
    axis: Axis,
    sense: Sense | None,
    hands: HandsMode,
    middle: FloatArray,
    stroke: float,
    practitioner: Practitioner,
    rng: np.random.Generator,
) -> FloatArray:
    """Anchors of the left and right hand, shape (2, 2)."""
    if hands in ("stacked", "one"):
        return np.stack([middle, middle])
    rightward = practitioner.rightward
    if sub.layout == "facing":
        return np.stack([middle - 1.6 * rightward, middle + 1.6 * rightward])
    if sub.layout == "sides" and abs(middle[0]) < 2.5:
        apart = np.array([1.0, 0.0]) * rng.uniform(9.0, 15.0) * 0.5
        if sense in ("outward", "crossing", "inward"):
            apart = np.array([1.0, 0.0]) * (3.5 + 0.5 * stroke)
        apart = apart + np.array([0.0, rng.uniform(-1.5, 1.5)])
    else:
        gap = rng.uniform(5.5, 8.5) if sub.layout == "close" else rng.uniform(9.0, 13.0)
        apart = 0.5 * gap * (np.array([0.0, 1.0]) if axis in ("across", "in_place") else np.array([1.0, 0.0]))
        if axis == "along" and sub.layout == "row":
            apart = 0.5 * gap * np.array([0.0, 1.0])
    side = float(apart @ rightward)
    sign = (1.0 if side > 0 else -1.0) if abs(side) > 1.0 else float(rng.choice([-1.0, 1.0]))
    return np.stack([middle - sign * apart, middle + sign * apart])


def _pick_directions(
    sub: SubTechnique,
    axis: Axis,
    sense: Sense | None,
    anchors: FloatArray,
    middle: FloatArray,
    practitioner: Practitioner,
    rng: np.random.Generator,
) -> FloatArray:
    """Unit vectors of the working movement of both hands, shape (2, 2)."""
    angle = np.deg2rad(rng.uniform(*_AXIS_DEG.get(axis, (0.0, 90.0))))
    lean, ahead = float(rng.choice([-1.0, 1.0])), float(rng.choice([-1.0, 1.0]))
    mirrored = rng.random() < 0.5
    if sub.layout == "facing":
        return np.stack([practitioner.facing, practitioner.facing])
    sides = np.where(np.abs(anchors[:, 0]) > 0.5, np.sign(anchors[:, 0]), 1.0)
    across, along = np.array([lean, lean]), np.array([ahead, ahead])
    if sense in ("outward", "inward", "crossing"):
        across = sides if sense == "outward" else -sides
    elif axis == "diagonal" and mirrored:
        across = sides * lean
    if sense in ("headward", "tailward"):
        along = np.full(2, 1.0 if sense == "headward" else -1.0)
    if sub.path == "fan":
        return np.stack([np.zeros(2), along], axis=-1)
    return np.stack([across * np.sin(angle), along * np.cos(angle)], axis=-1)


def _pick_rest(
    busy: FloatArray, hand: int, practitioner: Practitioner, surface: BackSurface, rng: np.random.Generator
) -> FloatArray:
    """Where the hand that does not work rests: on the back, well away from the other, or off it, by the practitioner."""
    away = SIDE_SIGN[hand] * practitioner.rightward
    if rng.random() < 0.6:
        spot = busy + away * rng.uniform(14.0, 20.0) - practitioner.facing * rng.uniform(0.0, 5.0)
        return np.array(
            [np.clip(spot[0], -HALF_WIDTH_CM, HALF_WIDTH_CM), np.clip(spot[1], -5.0, surface.length_cm + 5.0)]
        )
    middle = np.array([0.0, busy[1]])
    return middle - practitioner.facing * rng.uniform(28.0, 45.0) + away * rng.uniform(6.0, 20.0)
