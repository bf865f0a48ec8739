"""Turn a wished segment into a planned movement: draw what was left open."""

from __future__ import annotations

from typing import TypeVar

import numpy as np

from coach.errors import InputError
from coach.records import Axis, Drift, HandsMode, Sense, TechniqueName
from sample_videos.motion.beat import Beat
from sample_videos.motion.waves import draw_wave
from sample_videos.simulate.motion_place import Task, place_hands
from sample_videos.simulate.motion_work import ReturnStyle, WorkMotion
from sample_videos.simulate.rhythm import plan_beat
from sample_videos.simulate.scene import BackSurface, Practitioner, SegmentSpec
from sample_videos.simulate.subtechniques import SUB_TECHNIQUES, Path, SubTechnique, list_sub_techniques

MAX_SPEED_CM_S = {"stroking": 75.0, "rubbing": 60.0, "kneading": 40.0, "tapping": 40.0}
"""Mean hand speed that nobody exceeds; a stroke that is drawn longer than this allows at its pace is shortened."""

MIN_DRIFT_CM = 8.0
"""Shortest way of a worked place that is called a drift."""

AXIS_PATHS: dict[Axis, tuple[Path, ...]] = {"in_place": ("place",), "circular": ("circle",)}
"""Paths that have an axis that is no line."""

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
        What is ``None`` is drawn. A line of another axis, another sense or other hands than the guide names for the
        sub-technique are taken as asked: a mistake can be scripted.
    practitioner, surface
        Who works, on what.
    rng : numpy Generator
    max_pace_per_min : float
        Upper bound for a pace that is drawn (not for one that is asked).

    Raises
    ------
    InputError
        When the sub-technique is not known, or cannot follow the axis (a circle along the spine).
    """
    known = list_sub_techniques(spec.technique)
    sub = get_sub_technique(spec.technique, spec.name) if spec.name else _pick(rng, known)
    axis = _pick_axis(spec, sub, practitioner, rng)
    sense = spec.sense or _pick_sense(sub, axis, rng)
    drawn_hands = _pick(rng, sub.hands)
    hands: HandsMode = drawn_hands if spec.hands is None else spec.hands
    pace = _pick_pace(spec, sub, max_pace_per_min, rng)
    stroke = _pick_stroke(sub, pace, rng)
    if spec.stroke_cm is not None:
        stroke = spec.stroke_cm
    beat = plan_beat(rng, spec.duration_s, pace, practitioner.human, spec.cycles)
    drift, drift_cm = _pick_drift(spec, sub, beat, surface, rng)
    style = _pick_return(sub, axis, sense, rng)
    task = Task(sub, axis, sense, hands, stroke, drift_cm, spec.place, practitioner, surface)
    return WorkMotion(
        sub,
        practitioner,
        beat,
        place_hands(task, rng),
        stroke,
        axis,
        None if sub.path == "place" else sense,
        drift,
        hands,
        drift_cm,
        style,
        hold=float(rng.uniform(0.0, 0.3)),
        squeeze=float(rng.uniform(0.55, 1.0)),
        blow_cm=_pick_blow(sub, pace, rng),
        blow_tilt=float(rng.uniform(0.03, 0.09)),
        blow_draw=float(rng.uniform(0.05, 0.35)),
        ellipse=float(rng.uniform(0.6, 1.0)),
        wander=draw_wave(rng, 4, 0.03, 0.25),
        tremor=draw_wave(rng, 4, 8.0, 12.0),
        fidget=draw_wave(rng, 2, 0.1, 0.8),
    )


def _pick(rng: np.random.Generator, options: tuple[_T, ...]) -> _T:
    return options[int(rng.integers(len(options)))]


def _pick_axis(spec: SegmentSpec, sub: SubTechnique, practitioner: Practitioner, rng: np.random.Generator) -> Axis:
    axes = sub.axes
    if spec.sense in ("outward", "inward", "crossing") and "across" in axes:
        axes = ("across",)
    elif spec.sense in ("headward", "tailward"):
        axes = tuple(axis for axis in axes if axis != "across") or axes
    drawn = _pick(rng, axes)
    if spec.axis is not None:
        if AXIS_PATHS.get(spec.axis, ("line", "fan")).count(sub.path) == 0:
            can = ", ".join(sub.axes)
            raise InputError(
                f"{sub.name} cannot go {spec.axis}; it goes {can}. Ask for another axis or another movement."
            )
        return spec.axis
    if sub.layout == "facing":
        return "along" if practitioner.facing[0] == 0 else "across"
    return drawn


def _pick_sense(sub: SubTechnique, axis: Axis, rng: np.random.Generator) -> Sense | None:
    senses = sub.senses
    if axis == "across":
        senses = tuple(sense for sense in senses if sense not in ("headward", "tailward")) or ("both",)
    return _pick(rng, senses)


def _pick_pace(spec: SegmentSpec, sub: SubTechnique, bound: float, rng: np.random.Generator) -> float:
    low, high = sub.pace_per_min
    drawn = float(np.exp(rng.uniform(np.log(low), np.log(max(min(high, bound), low)))))
    return drawn if spec.pace_per_min is None else spec.pace_per_min


def _pick_stroke(sub: SubTechnique, pace: float, rng: np.random.Generator) -> float:
    low, high = sub.stroke_cm
    longest = MAX_SPEED_CM_S[sub.technique] * 60.0 / pace / 2.0
    return float(rng.uniform(low, max(low, min(high, longest))))


def _pick_blow(sub: SubTechnique, pace: float, rng: np.random.Generator) -> float:
    low, high = sub.blow_cm
    return float(rng.uniform(low, low + (high - low) * min(1.0, 180.0 / pace)))


def _pick_return(sub: SubTechnique, axis: Axis, sense: Sense | None, rng: np.random.Generator) -> ReturnStyle:
    """Draw how the hand comes back: alike, lifted, along the flank, or light and fast.

    A return in the air or without weight is the quicker way; to and fro alike differ by little. Between the two lies a
    gap, because nobody could say what is meant there.
    """
    kind, evenness = rng.random(), float(rng.uniform(0.0, 0.6))
    height, aside = float(rng.uniform(2.0, 7.0)), float(rng.uniform(4.0, 7.0))
    if sense not in ("headward", "tailward", "outward", "inward"):
        return ReturnStyle(float(rng.uniform(0.44, 0.56)), evenness)
    if kind < 0.55:
        return ReturnStyle(float(rng.uniform(0.58, 0.72)), evenness, lift_cm=height)
    if kind < 0.75 and axis == "along" and sub.technique == "stroking":
        return ReturnStyle(float(rng.uniform(0.56, 0.68)), evenness, flank_cm=aside)
    return ReturnStyle(float(rng.uniform(0.62, 0.75)), evenness, lift_cm=0.1 * height)


def _pick_drift(
    spec: SegmentSpec, sub: SubTechnique, beat: Beat, surface: BackSurface, rng: np.random.Generator
) -> tuple[Drift, tuple[float, float]]:
    """Which way the worked place travels, and how far (x, y in cm)."""
    chance, way = rng.random(), _pick(rng, ("headward", "tailward"))
    length = min(float(rng.uniform(MIN_DRIFT_CM, 20.0)), 0.5 * surface.length_cm)
    sideways = float(rng.uniform(-2.5, 2.5))
    drift = spec.drift
    if drift is None:
        long_enough = beat.cycles >= 4 and beat.duration_s >= 6.0
        wanders = long_enough and sub.technique != "stroking" and sub.layout != "facing"
        drift = "none" if chance > 0.35 or not wanders else "headward" if way == "headward" else "tailward"
    if drift == "none":
        return drift, (sideways if beat.duration_s > 8.0 else 0.0, 0.0)
    return drift, (0.0, length if drift == "headward" else -length)
