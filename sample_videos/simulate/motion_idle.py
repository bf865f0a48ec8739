"""What hands do when they do not massage: rest, fetch oil, adjust a towel, gesture, scratch, come and go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.errors import InputError
from coach.records import N_HANDS, FloatArray
from sample_videos.motion.waves import Wave, draw_wave, smoothstep
from sample_videos.simulate.controls import LEFT, RIGHT, Controls, make_controls
from sample_videos.simulate.idle_kinds import IDLE_KINDS, IdleScene, Station
from sample_videos.simulate.postures import POSTURES, compute_contact
from sample_videos.simulate.scene import BackSurface, Practitioner, SegmentSpec

BREATH_HZ = (0.18, 0.32)
"""A resting receiver breathes 11 to 19 times a minute."""

BREATH_CM = 0.5
"""How far resting hands ride up and down on a breathing back."""


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
        """Compute the controls at times (seconds from the start of the segment)."""
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
    scene = IdleScene(practitioner, surface, rng, spec.duration_s)
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
