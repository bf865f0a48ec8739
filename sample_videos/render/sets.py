"""Sets of random clips for training and measuring: other seeds, cameras, bodies, rooms and paces in every clip.

The sets never share a random stream, so no clip of one is in another. ``SETS`` maps a set's name to its stream.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from sample_videos.render.body import Back
from sample_videos.render.camera import Camera, upright_roll
from sample_videos.render.film import Clip
from sample_videos.render.light import HAIR, SHEETS, SHIRTS, TOWELS, Look
from sample_videos.render.moves import Move
from sample_videos.render.solve import Arms
from sample_videos.render.wide import draw_wide_clip

SETS = {"train": 101, "measure": 202, "shaken": 303, "breadth": 404, "wide": 505, "wide_measure": 606}
"""``shaken`` is like ``measure``, with a hand-held camera; ``breadth`` is for training: the ends of the paces at which
two techniques look alike, hands close to each other, and much of what is no technique. ``wide`` (training) and
``wide_measure`` are drawn as in :mod:`sample_videos.render.wide`."""
UNSEEABLE_SHARE = 0.1
"""Clips of a set, at the end, that no hand model can follow: seen from behind the arms, or with stacked hands."""

_SHAKE_WIDTHS = (0.01, 0.05)
_CONE = np.deg2rad(50.0)
_BEHIND_ARMS_TILT = np.deg2rad(40.0)
_STANDS_OFF_M = 0.72
_FASTEST_M_S = 0.45
"""Mean speed of a hand that strokes: above it the length is cut."""
_SECONDS = {1: (10.0, 16.0), 2: (7.0, 15.0), 3: (6.0, 12.0)}
"""Shortest and longest segment in a clip of so many."""
_CLOSE_M = (0.062, 0.085)
"""Half the distance between hands that work close to each other."""
_ORDER = ("stroking", "rubbing", "kneading", "tapping")


def draw_set(name: str, seed: int, clips: int) -> list[tuple[str, Clip]]:
    """Draw a set; pairs of subfolder ("" or "unseeable") and clip."""
    if name.startswith("wide"):
        rngs = [np.random.default_rng([SETS[name], seed, i]) for i in range(clips)]
        return [("", draw_wide_clip(rng, f"{name}_{seed}_{i:03d}", i)) for i, rng in enumerate(rngs)]
    hard = round(UNSEEABLE_SHARE * clips)
    shake = _SHAKE_WIDTHS if name == "shaken" else (0.0, 0.0)
    plan = []
    for i in range(clips):
        rng = np.random.default_rng([SETS[name], seed, i])
        title = f"{name}_{seed}_{i:03d}"
        if name == "breadth":
            folder, clip = "", draw_broad_clip(rng, title, i)
        elif i < clips - hard:
            folder, clip = "", draw_clip(rng, title, _ORDER[i % 4])
        else:
            folder, clip = "unseeable", _draw_unseeable(rng, title, stacked=i % 2 == 0)
        plan.append((folder, replace(clip, shake=float(rng.uniform(*shake)))))
    return plan


def draw_clip(rng: np.random.Generator, name: str, technique: str) -> Clip:
    """Draw a clip that shows ``technique`` and, more often than not, something else beside it."""
    facing = rng.uniform(0, 2 * np.pi)
    place = _draw_place(rng, facing)
    parts = [technique] + [str(rng.choice([*_ORDER, "none", "none"])) for _ in range(rng.integers(0, 3))]
    if len(parts) > 1 and len(set(parts)) == 1:
        parts[1] = "none"
    moves = tuple(_DRAW[parts[i]](rng, facing, place, _SECONDS[len(parts)]) for i in rng.permutation(len(parts)))
    return _dress(rng, name, moves, facing, place, _draw_camera(rng, facing, place))


def draw_broad_clip(rng: np.random.Generator, name: str, turn: int) -> Clip:
    """Draw a clip of fast rubbing or slow tapping, by turns, between two stretches without technique."""
    facing = rng.uniform(0, 2 * np.pi)
    place = _draw_place(rng, facing)
    seconds = (5.0, 9.0)
    if turn % 3 < 2:
        pace = float(rng.uniform(110, 230))
        work = _rubbing(rng, facing, place, seconds)
        reach = min(float(rng.uniform(0.03, 0.07)), _FASTEST_M_S * 30 / pace)
    else:
        pace = float(rng.uniform(65, 130))
        work = _tapping(rng, facing, place, seconds)
        reach = float(rng.uniform(0.025, 0.065))
    gap = float(rng.uniform(*_CLOSE_M))
    cycles = max(2, round(rng.uniform(*seconds) * pace / 60))
    work = replace(work, pace_per_min=pace, cycles=cycles, reach=reach, gap=gap)
    idle = [replace(_none(rng, facing, place, seconds), seconds=float(rng.uniform(*seconds))) for _ in range(2)]
    return _dress(rng, name, (idle[0], work, idle[1]), facing, place, _draw_camera(rng, facing, place))


def _draw_unseeable(rng: np.random.Generator, name: str, stacked: bool) -> Clip:
    facing = rng.uniform(0, 2 * np.pi)
    place = _draw_place(rng, facing)
    if stacked:
        pace, toe = float(rng.uniform(10, 30)), 18.0
        move = Move("stroke", pace, 4, hands="stacked", place=place, reach=0.16, toe=toe, sense="both")
        camera, why = _draw_camera(rng, facing, place), "stacked hands"
    else:
        move = _DRAW[str(rng.choice(_ORDER))](rng, facing, place, _SECONDS[1])
        behind = facing + np.pi + rng.uniform(-0.35, 0.35)
        camera, why = _camera_at(rng, behind, _BEHIND_ARMS_TILT, place), "seen from behind the arms"
    clip = _dress(rng, name, (move,), facing, place, camera)
    return replace(clip, notes=f"Rendered. Not seen well enough by construction: {why}.")


def _dress(
    rng: np.random.Generator,
    name: str,
    moves: tuple[Move, ...],
    facing: float,
    place: tuple[float, float],
    camera: Camera,
) -> Clip:
    """Draw the practitioner, the receiver, the room and its light."""
    stance = (float(place[0] - _STANDS_OFF_M * np.cos(facing)), float(place[1] - _STANDS_OFF_M * np.sin(facing)))
    towel, sheet, shirt, hair = (int(rng.integers(len(table))) for table in (TOWELS, SHEETS, SHIRTS, HAIR))
    look = Look(
        hands=rng.uniform(0, 5), receiver=rng.uniform(0, 5), towel=towel, sheet=sheet, shirt=shirt, hair=hair,
        oil=rng.uniform(0, 1), lamp=(rng.uniform(0, 2 * np.pi), rng.uniform(0.65, 1.35)),
        strength=rng.uniform(0.6, 1.2), warmth=rng.uniform(-0.6, 1.0), exposure=rng.uniform(0.7, 1.2),
        noise=rng.uniform(1.0, 4.5),
    )  # fmt: skip
    return Clip(
        name, moves, camera, Arms(stance, float(facing), shoulder_half_width=rng.uniform(0.16, 0.21)), look,
        Back(scale=rng.uniform(0.92, 1.12)), hand_scale=rng.uniform(0.88, 1.12), seed=int(rng.integers(2**31)),
        quality=24, notes=f"Rendered. Camera {np.rad2deg(camera.tilt):.0f} degrees off the vertical.",
    )  # fmt: skip


def _draw_place(rng: np.random.Generator, facing: float) -> tuple[float, float]:
    """Draw a place on the back; who stands at the side works beside the spine."""
    y = float(rng.uniform(-0.17, 0.10))
    if _sideways(facing):
        return float(rng.choice([-1, 1]) * rng.uniform(0.045, 0.075)), y
    return float(rng.uniform(-0.008, 0.008)), y


def _sideways(facing: float) -> bool:
    return bool(abs(np.sin(facing)) <= 0.4)


def _draw_camera(rng: np.random.Generator, facing: float, place: tuple[float, float]) -> Camera:
    """Anywhere in the cone around overhead, but not behind the arms when it is oblique."""
    tilt = float(_CONE * np.sqrt(rng.uniform()))
    beside = np.pi if tilt < np.deg2rad(10) else np.deg2rad(85) if tilt < np.deg2rad(25) else np.deg2rad(60)
    if _sideways(facing):
        beside = min(beside, np.deg2rad(45))
    return _camera_at(rng, facing + rng.uniform(-beside, beside), tilt, place)


def _camera_at(rng: np.random.Generator, azimuth: float, tilt: float, place: tuple[float, float]) -> Camera:
    target = (0.6 * place[0] + rng.uniform(-0.03, 0.03), 0.75 * place[1] + rng.uniform(-0.03, 0.03), 0.18)
    return Camera(
        target, azimuth, tilt, upright_roll(azimuth) + rng.uniform(-np.pi, np.pi), distance=rng.uniform(0.62, 0.92),
        field_of_view=np.deg2rad(rng.uniform(56, 68)),
    )  # fmt: skip


def _base(rng: np.random.Generator, place: tuple[float, float], pace: float, seconds: tuple[float, float]) -> Move:
    """Draw what every technique has: hands, gap, unevenness; and cycles for about so many seconds, two at least."""
    return Move(
        "rest", pace, max(2, round(rng.uniform(*seconds) * pace / 60)),
        hands=str(rng.choice(["together", "alternating", "alternating", "one"])), busy=int(rng.integers(2)),
        place=place, gap=float(rng.uniform(0.085, 0.11)), toe=float(rng.uniform(8, 30)),
        jitter=float(rng.uniform(0.02, 0.09)), out_share=float(rng.uniform(0.45, 0.55)),
    )  # fmt: skip


def _stroking(
    rng: np.random.Generator, facing: float, place: tuple[float, float], seconds: tuple[float, float]
) -> Move:
    pace = float(np.exp(rng.uniform(np.log(8), np.log(40))))
    base = _base(rng, place, pace, seconds)
    senses = ["both", "both", "headward", "tailward"] + ([] if _sideways(facing) else ["outward"])
    sense = str(rng.choice(senses))
    reach = min(float(rng.uniform(0.14, 0.30)), _FASTEST_M_S * 30 / pace)
    lift, flank, slow = (float(rng.uniform(*span)) for span in ((0.02, 0.05), (0.03, 0.05), (0.58, 0.70)))
    if sense == "outward":
        return replace(base, kind="stroke", sense=sense, reach=min(reach, 0.11), gap=0.085, lift=lift, out_share=slow)
    y = float(np.clip(place[1], -0.20 + reach / 2, 0.16 - reach / 2))
    move = replace(base, kind="stroke", sense=sense, reach=reach, place=(place[0], y))
    if sense == "both":
        return move
    return replace(move, out_share=slow, **({"lift": lift} if rng.uniform() < 0.6 else {"flank": flank}))


def _rubbing(rng: np.random.Generator, facing: float, place: tuple[float, float], seconds: tuple[float, float]) -> Move:
    pace = float(np.exp(rng.uniform(np.log(40), np.log(130))))
    base = replace(
        _base(rng, place, pace, seconds), reach=min(float(rng.uniform(0.035, 0.07)), _FASTEST_M_S * 30 / pace)
    )
    kinds = ["rub", "rub", "rub_palms", "rub_circles", "rub_thumbs"]
    kind = str(rng.choice(kinds if _sideways(facing) else [*kinds, "diagonal", "crossing"]))
    if kind == "rub_circles":
        return replace(base, kind=kind, sense=str(rng.choice(["clockwise", "counterclockwise"])))
    if kind == "rub_thumbs":
        return replace(base, kind=kind, sense="both", reach=0.035)
    if kind == "crossing":
        return replace(base, kind="rub", sense="crossing", reach=min(base.reach, 0.055), gap=0.10, hands="together")
    if kind == "diagonal":
        return replace(base, kind="rub", sense="both", angle=float(rng.uniform(38, 52)))
    return replace(base, kind=kind, sense="both", angle=90.0 if rng.uniform() < 0.7 else 0.0)


def _kneading(
    rng: np.random.Generator, facing: float, place: tuple[float, float], seconds: tuple[float, float]
) -> Move:
    drift = str(rng.choice(["none", "none", "headward", "tailward"]))
    reach, lift = float(rng.uniform(0.015, 0.035)), float(rng.uniform(0.004, 0.014))
    base = _base(rng, place, float(rng.uniform(20, 60)), seconds)
    return replace(base, kind="knead", reach=reach, lift=lift, drift=drift, drift_m=0.12)


def _tapping(rng: np.random.Generator, facing: float, place: tuple[float, float], seconds: tuple[float, float]) -> Move:
    pace = float(rng.uniform(120, 300))
    height = float(rng.uniform(0.03, 0.065)) * min(1.0, 200 / pace)
    return replace(_base(rng, place, pace, seconds), kind=str(rng.choice(["pat", "chop", "cup"])), reach=height)


def _none(rng: np.random.Generator, facing: float, place: tuple[float, float], seconds: tuple[float, float]) -> Move:
    kinds = ["rest", "rest", "lifted", "gesture", "fetch"] + (["towel"] if np.sin(facing) > 0.4 else [])
    length, gap = float(0.7 * rng.uniform(*seconds)), float(rng.uniform(0.085, 0.11))
    return Move(str(rng.choice(kinds)), seconds=length, place=place, gap=gap)


_DRAW: dict[str, Callable[[np.random.Generator, float, tuple[float, float], tuple[float, float]], Move]] = {
    "stroking": _stroking, "rubbing": _rubbing, "kneading": _kneading, "tapping": _tapping, "none": _none,
}  # fmt: skip
