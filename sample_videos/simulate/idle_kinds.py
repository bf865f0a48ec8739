"""The kinds of idle movement, as stations that each hand goes through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coach.records import FloatArray
from sample_videos.simulate.controls import LEFT, RIGHT, SIDE_SIGN
from sample_videos.simulate.scene import HALF_WIDTH_CM, BackSurface, Practitioner

Turn = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Station:
    """A hand somewhere for a while.

    ``place_cm`` is (x, y) in the body frame, ``turn_rad`` is added to the practitioner's yaw, pitch and roll.
    """

    place_cm: FloatArray
    lift_cm: float
    turn_rad: Turn
    posture: str
    dwell_s: float


@dataclass(frozen=True, slots=True)
class IdleScene:
    """What the kinds draw from."""

    practitioner: Practitioner
    surface: BackSurface
    rng: np.random.Generator
    duration_s: float

    def pick_on_back(self, hand: int) -> FloatArray:
        """Pick a place on the back where this hand would come to lie."""
        middle = np.array([self.rng.uniform(-8, 8), self.rng.uniform(0.1, 0.9) * self.surface.length_cm])
        spot = middle + SIDE_SIGN[hand] * self.practitioner.rightward * self.rng.uniform(5.0, 10.0)
        return np.array([np.clip(spot[0], -HALF_WIDTH_CM, HALF_WIDTH_CM), np.clip(spot[1], 0, self.surface.length_cm)])

    def pick_beside(self, hand: int, low: float, high: float) -> FloatArray:
        """Pick a place off the back on the practitioner's side, so many cm from the spine or the back's end."""
        middle = np.array([0.0, self.rng.uniform(0.2, 0.8) * self.surface.length_cm])
        if self.practitioner.facing[0] == 0:
            middle[1] = 0.5 * self.surface.length_cm * (1.0 - self.practitioner.facing[1])
        away = -self.practitioner.facing * self.rng.uniform(low, high)
        spot: FloatArray = middle + away + SIDE_SIGN[hand] * self.practitioner.rightward * self.rng.uniform(5.0, 14.0)
        return spot

    def turn(self, degrees: float) -> Turn:
        """Random turn of a hand, mostly in yaw."""
        yaw, pitch, roll = np.deg2rad(self.rng.normal(0.0, [degrees, degrees / 4, degrees / 3]))
        return float(yaw), float(pitch), float(roll)

    def dwell(self, low: float, high: float) -> float:
        """Draw a time in seconds, or a height in cm, between two bounds."""
        return float(self.rng.uniform(low, high))


def _rest(scene: IdleScene) -> list[list[Station]]:
    posture = str(scene.rng.choice(["relaxed", "flat", "closed_fingers"]))
    return [
        [Station(scene.pick_on_back(hand), 0.0, scene.turn(20), posture, scene.duration_s)] for hand in (LEFT, RIGHT)
    ]


def _fingers(scene: IdleScene) -> list[list[Station]]:
    shapes = ["flat", "relaxed", "flat_wide", "cup", "closed_fingers", "claw_open"]
    stations = []
    for hand in (LEFT, RIGHT):
        spot, lift, turn = scene.pick_on_back(hand), scene.dwell(0, 3), scene.turn(20)
        stations.append(
            [Station(spot, lift, turn, str(scene.rng.choice(shapes)), scene.dwell(0.5, 5.0)) for _ in range(12)]
        )
    return stations


def _hover(scene: IdleScene) -> list[list[Station]]:
    return [
        [
            Station(scene.pick_on_back(hand), scene.dwell(6, 20), scene.turn(25), "relaxed", scene.dwell(0.8, 5.0))
            for _ in range(8)
        ]
        for hand in (LEFT, RIGHT)
    ]


def _rest_off(scene: IdleScene) -> list[list[Station]]:
    return [
        [
            Station(
                scene.pick_beside(hand, 22, 34), scene.dwell(0, 6), scene.turn(20), "relaxed", scene.dwell(3.0, 9.0)
            )
            for _ in range(4)
        ]
        for hand in (LEFT, RIGHT)
    ]


def _oil(scene: IdleScene) -> list[list[Station]]:
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


def _towel(scene: IdleScene) -> list[list[Station]]:
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


def _gesture(scene: IdleScene) -> list[list[Station]]:
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


def _scratch(scene: IdleScene) -> list[list[Station]]:
    stations = []
    for hand in (LEFT, RIGHT):
        home = Station(scene.pick_on_back(hand), scene.dwell(0, 1), scene.turn(15), "relaxed", scene.dwell(0.8, 3.0))
        itch = Station(
            scene.pick_beside(hand, 20, 34), scene.dwell(8, 22), scene.turn(45), "claw_open", scene.dwell(0.8, 1.6)
        )
        stations.append([home, itch, home] if hand == RIGHT else [home])
    return stations


def _walk_in(scene: IdleScene) -> list[list[Station]]:
    return [_far_then_near(scene, hand) for hand in (LEFT, RIGHT)]


def _walk_out(scene: IdleScene) -> list[list[Station]]:
    return [_far_then_near(scene, hand)[::-1] for hand in (LEFT, RIGHT)]


def _far_then_near(scene: IdleScene, hand: int) -> list[Station]:
    far = Station(scene.pick_beside(hand, 70, 90), scene.dwell(0, 10), scene.turn(20), "relaxed", scene.dwell(0.1, 0.4))
    near = Station(scene.pick_on_back(hand), scene.dwell(0, 5), scene.turn(20), "relaxed", scene.duration_s)
    return [far, near]


IDLE_KINDS: dict[str, Callable[[IdleScene], list[list[Station]]]] = {
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
