"""What hands do when they do not massage: rest, fetch oil, adjust a towel, gesture, scratch, come and go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coach.errors import InputError
from coach.records import N_HANDS, FloatArray
from coach.simulate.controls import LEFT, RIGHT, SIDE_SIGN, Controls, make_controls
from coach.simulate.postures import POSTURES, compute_contact
from coach.simulate.rhythm import Wave, draw_wave, smoothstep
from coach.simulate.scene import HALF_WIDTH_CM, BackSurface, Practitioner, SegmentSpec

BREATH_HZ = (0.18, 0.32)
"""A resting receiver breathes 11 to 19 times a minute."""

BREATH_CM = 0.5
"""How far resting hands ride up and down on a breathing back."""

_Vector = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Station:
    """A hand somewhere for a while.

    ``place_cm`` is (x, y) in the body frame, ``turn_rad`` is added to the practitioner's yaw, pitch and roll.
    """

    place_cm: FloatArray
    lift_cm: float
    turn_rad: _Vector
    posture: str
    dwell_s: float


@dataclass(frozen=True, slots=True)
class Burst:
    """A short shaking of a hand: scratching, waving."""

    start_s: float
    end_s: float
    rate_hz: float
    size_cm: FloatArray


@dataclass(frozen=True, slots=True)
class Way:
    """One hand's stations as arrays over its key times; shapes (m,), (m, 2), (m,), (m, 3), (m, 5, 4)."""

    time_s: FloatArray
    place: FloatArray
    lift: FloatArray
    angles: FloatArray
    joints: FloatArray
    bursts: tuple[Burst, ...]


@dataclass(frozen=True, slots=True)
class IdleMotion:
    """A segment without technique; :meth:`compute` gives the controls at any time."""

    kind: str
    duration_s: float
    ways: tuple[Way, Way]
    breath_cm: float
    fidget_rad: float
    wander_cm: float
    tremor_cm: float
    breath: Wave
    fidget: Wave
    wander: Wave
    tremor: Wave

    def compute(self, time_s: FloatArray) -> Controls:
        """Controls at times (seconds from the start of the segment)."""
        time_s = np.asarray(time_s, dtype=np.float64)
        controls = make_controls(len(time_s))
        for hand, way in enumerate(self.ways):
            last = len(way.time_s) - 1
            index = np.clip(np.searchsorted(way.time_s, time_s, side="right") - 1, 0, last - 1)
            span = np.maximum(way.time_s[index + 1] - way.time_s[index], 1e-6)
            share = smoothstep((time_s - way.time_s[index]) / span)
            for target, values in (
                (controls.place, way.place),
                (controls.lift, way.lift),
                (controls.angles, way.angles),
                (controls.joints, way.joints),
            ):
                factor = share.reshape(-1, *([1] * (values.ndim - 1)))
                target[:, hand] = values[index] + factor * (values[index + 1] - values[index])
            for burst in way.bursts:
                inside = (time_s >= burst.start_s) & (time_s <= burst.end_s)
                envelope = np.sin(np.pi * (time_s - burst.start_s) / (burst.end_s - burst.start_s)) * inside
                controls.place[:, hand] += (envelope * np.sin(2 * np.pi * burst.rate_hz * time_s))[
                    :, None
                ] * burst.size_cm
        controls.place[...] += self.wander_cm * self.wander(time_s).reshape(-1, N_HANDS, 2)
        controls.place[...] += self.tremor_cm * self.tremor(time_s).reshape(-1, N_HANDS, 2)
        controls.lift[...] += self.breath_cm * self.breath(time_s)
        controls.joints[..., :, 0] += self.fidget_rad * self.fidget(time_s).reshape(-1, N_HANDS, 1)
        controls.contact[...] = compute_contact("palm")
        return controls


def plan_idle(
    spec: SegmentSpec, practitioner: Practitioner, surface: BackSurface, rng: np.random.Generator
) -> IdleMotion:
    """Plan a segment without technique; its kind is ``spec.name``, or any when that is empty.

    Raises
    ------
    InputError
        When the kind is not known.
    """
    if spec.name and spec.name not in IDLE_KINDS:
        raise InputError(f"there is no idle movement called {spec.name!r}; known are: {', '.join(IDLE_KINDS)}.")
    kind = spec.name or list(IDLE_KINDS)[int(rng.integers(len(IDLE_KINDS)))]
    scene = _Scene(practitioner, surface, rng, spec.duration_s)
    stations = IDLE_KINDS[kind](scene)
    ways = tuple(_make_way(stations[hand], practitioner, spec.duration_s, kind, rng) for hand in (LEFT, RIGHT))
    resting = kind in ("rest", "fingers")
    return IdleMotion(
        kind,
        spec.duration_s,
        (ways[LEFT], ways[RIGHT]),
        breath_cm=float(rng.uniform(0.2, 1.0)) * BREATH_CM if resting else 0.0,
        fidget_rad=float(rng.uniform(0.15, 0.4)) if kind in ("fingers", "gesture") else float(rng.uniform(0.01, 0.08)),
        wander_cm=float(rng.uniform(0.05, 0.4)) if resting else float(rng.uniform(0.2, 1.5)),
        tremor_cm=practitioner.human.tremor_cm,
        breath=draw_wave(rng, 1, *BREATH_HZ, sinusoids=1),
        fidget=draw_wave(rng, N_HANDS, 0.05, 0.6),
        wander=draw_wave(rng, 2 * N_HANDS, 0.02, 0.3),
        tremor=draw_wave(rng, 2 * N_HANDS, 8.0, 12.0),
    )


@dataclass(frozen=True, slots=True)
class _Scene:
    practitioner: Practitioner
    surface: BackSurface
    rng: np.random.Generator
    duration_s: float

    def pick_on_back(self, hand: int) -> FloatArray:
        """A place on the back where this hand would come to lie."""
        middle = np.array([self.rng.uniform(-8, 8), self.rng.uniform(0.1, 0.9) * self.surface.length_cm])
        spot = middle + SIDE_SIGN[hand] * self.practitioner.rightward * self.rng.uniform(5.0, 10.0)
        return np.array([np.clip(spot[0], -HALF_WIDTH_CM, HALF_WIDTH_CM), np.clip(spot[1], 0, self.surface.length_cm)])

    def pick_beside(self, hand: int, low: float, high: float) -> FloatArray:
        """A place off the back on the practitioner's side, at a distance in cm from the spine or the end of the back."""
        middle = np.array([0.0, self.rng.uniform(0.2, 0.8) * self.surface.length_cm])
        if self.practitioner.facing[0] == 0:
            middle[1] = 0.5 * self.surface.length_cm * (1.0 - self.practitioner.facing[1])
        away = -self.practitioner.facing * self.rng.uniform(low, high)
        spot: FloatArray = middle + away + SIDE_SIGN[hand] * self.practitioner.rightward * self.rng.uniform(5.0, 14.0)
        return spot

    def turn(self, degrees: float) -> _Vector:
        """Random turn of a hand, mostly in yaw."""
        yaw, pitch, roll = np.deg2rad(self.rng.normal(0.0, [degrees, degrees / 4, degrees / 3]))
        return float(yaw), float(pitch), float(roll)

    def dwell(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))


def _rest(scene: _Scene) -> list[list[Station]]:
    posture = str(scene.rng.choice(["relaxed", "flat", "closed_fingers"]))
    return [
        [Station(scene.pick_on_back(hand), 0.0, scene.turn(20), posture, scene.duration_s)] for hand in (LEFT, RIGHT)
    ]


def _fingers(scene: _Scene) -> list[list[Station]]:
    shapes = ["flat", "relaxed", "flat_wide", "cup", "closed_fingers", "claw_open"]
    stations = []
    for hand in (LEFT, RIGHT):
        spot, lift, turn = scene.pick_on_back(hand), scene.dwell(0, 3), scene.turn(20)
        stations.append(
            [Station(spot, lift, turn, str(scene.rng.choice(shapes)), scene.dwell(0.5, 5.0)) for _ in range(12)]
        )
    return stations


def _hover(scene: _Scene) -> list[list[Station]]:
    return [
        [
            Station(scene.pick_on_back(hand), scene.dwell(6, 20), scene.turn(25), "relaxed", scene.dwell(0.8, 5.0))
            for _ in range(8)
        ]
        for hand in (LEFT, RIGHT)
    ]


def _rest_off(scene: _Scene) -> list[list[Station]]:
    return [
        [
            Station(
                scene.pick_beside(hand, 22, 34), scene.dwell(0, 6), scene.turn(20), "relaxed", scene.dwell(3.0, 9.0)
            )
            for _ in range(4)
        ]
        for hand in (LEFT, RIGHT)
    ]


def _oil(scene: _Scene) -> list[list[Station]]:
    busy = RIGHT if scene.practitioner.right_handed else LEFT
    stations = []
    for hand in (LEFT, RIGHT):
        home = Station(scene.pick_on_back(hand), scene.dwell(0, 2), scene.turn(15), "relaxed", scene.dwell(0.3, 1.5))
        bottle = Station(
            scene.pick_beside(hand, 28, 45), scene.dwell(2, 12), scene.turn(35), "claw_open", scene.dwell(0.2, 0.6)
        )
        grip = Station(bottle.place_cm, bottle.lift_cm + 2, bottle.turn_rad, "grasp", scene.dwell(0.6, 2.0))
        above = Station(scene.pick_on_back(hand), scene.dwell(8, 16), scene.turn(30), "grasp", scene.dwell(0.8, 2.5))
        stations.append([home, bottle, grip, above, grip, home] if hand == busy else [home])
    return stations


def _towel(scene: _Scene) -> list[list[Station]]:
    stations = []
    for hand in (LEFT, RIGHT):
        steps = []
        for _ in range(6):
            spot = np.array([scene.rng.uniform(-22, 22), scene.rng.uniform(-0.2, 1.0) * scene.surface.length_cm])
            spot += SIDE_SIGN[hand] * 8 * scene.practitioner.rightward
            steps.append(Station(spot, scene.dwell(0, 6), scene.turn(30), "pincer_open", scene.dwell(0.1, 0.5)))
            pulled = spot + scene.rng.uniform(-15, 15, 2)
            steps.append(Station(pulled, scene.dwell(1, 8), scene.turn(30), "pincer", scene.dwell(0.3, 1.2)))
        stations.append(steps)
    return stations


def _gesture(scene: _Scene) -> list[list[Station]]:
    shapes = ["point", "relaxed", "flat_wide", "claw_open", "flat", "fist"]
    stations = []
    for _ in (LEFT, RIGHT):
        steps = []
        for _ in range(14):
            spot = np.array([scene.rng.uniform(-24, 24), scene.rng.uniform(-0.1, 1.1) * scene.surface.length_cm])
            steps.append(
                Station(spot, scene.dwell(5, 25), scene.turn(45), str(scene.rng.choice(shapes)), scene.dwell(0.1, 1.6))
            )
        stations.append(steps)
    return stations


def _scratch(scene: _Scene) -> list[list[Station]]:
    stations = []
    for hand in (LEFT, RIGHT):
        home = Station(scene.pick_on_back(hand), scene.dwell(0, 1), scene.turn(15), "relaxed", scene.dwell(0.8, 3.0))
        itch = Station(
            scene.pick_beside(hand, 20, 34), scene.dwell(8, 22), scene.turn(45), "claw_open", scene.dwell(0.8, 1.6)
        )
        stations.append([home, itch, home] if hand == RIGHT else [home])
    return stations


def _walk_in(scene: _Scene) -> list[list[Station]]:
    return [_far_then_near(scene, hand) for hand in (LEFT, RIGHT)]


def _walk_out(scene: _Scene) -> list[list[Station]]:
    return [_far_then_near(scene, hand)[::-1] for hand in (LEFT, RIGHT)]


def _far_then_near(scene: _Scene, hand: int) -> list[Station]:
    far = Station(scene.pick_beside(hand, 70, 90), scene.dwell(0, 10), scene.turn(20), "relaxed", scene.dwell(0.1, 0.4))
    near = Station(scene.pick_on_back(hand), scene.dwell(0, 5), scene.turn(20), "relaxed", scene.duration_s)
    return [far, near]


IDLE_KINDS: dict[str, Callable[[_Scene], list[list[Station]]]] = {
    "rest": _rest,
    "fingers": _fingers,
    "hover": _hover,
    "rest_off": _rest_off,
    "oil": _oil,
    "towel": _towel,
    "gesture": _gesture,
    "scratch": _scratch,
    "walk_in": _walk_in,
    "walk_out": _walk_out,
}
"""Everything hands do that is no technique: name to the stations of the left and the right hand."""


def _make_way(
    stations: list[Station], practitioner: Practitioner, duration_s: float, kind: str, rng: np.random.Generator
) -> Way:
    """Put stations on a time axis: dwell, move at a human speed, dwell; over and over until the segment is full."""
    times, keys, bursts = [0.0], [stations[0]], []
    now, index = 0.0, 0
    while now < duration_s:
        here, there = stations[index % len(stations)], stations[(index + 1) % len(stations)]
        if (kind == "scratch" and here.posture == "claw_open") or (kind == "gesture" and rng.random() < 0.25):
            size = rng.normal(0.0, 1.5, 2)
            bursts.append(Burst(now, now + max(here.dwell_s, 0.4), float(rng.uniform(2.5, 5.0)), size))
        now += here.dwell_s
        times.append(now)
        keys.append(here)
        distance = float(np.hypot(*(there.place_cm - here.place_cm))) + abs(there.lift_cm - here.lift_cm)
        now += max(0.35, distance / float(rng.uniform(25.0, 70.0)))
        times.append(now)
        keys.append(there)
        index += 1
    turns = np.array([key.turn_rad for key in keys])
    turns[:, 0] += practitioner.yaw_rad
    return Way(
        np.array(times),
        np.stack([key.place_cm for key in keys]),
        np.array([key.lift_cm for key in keys]),
        turns,
        np.stack([POSTURES[key.posture] for key in keys]),
        tuple(bursts),
    )
