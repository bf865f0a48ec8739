"""Random clips as wide as real footage.

Views down to 20 degrees above the table, petrissage in all its ways, thumbs alone, blows seen from the front, hands
that touch, cameras in the hand, blurred pictures.
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

Place = tuple[float, float]
Span = tuple[float, float]

_TILT = (np.deg2rad(15.0), np.deg2rad(72.0))
_BESIDE = np.deg2rad(115.0)
"""How far from straight in front of the practitioner the camera may stand."""
_DISTANCE_M = (0.5, 1.15)
_SIZES = ((640, 480), (480, 360), (480, 270), (360, 480), (270, 480))
_SHAKE_WIDTHS = (0.01, 0.07)
_SHAKEN_SHARE = 0.4
_BLURRED_SHARE = 0.6
_SHUTTER = (0.2, 0.9)
"""Share of the time between two pictures in which the shutter is open."""
_FOLD_M = (0.0, 0.045)
_SECONDS = (5.5, 8.5)
_IDLE_SECONDS = (2.5, 4.0)
_IDLE_SHARE = 0.45
_FASTEST_M_S = 0.7
"""Mean speed of a hand: above it its way is cut."""
_STANDS_OFF_M = 0.72

_WAYS = (
    "knead_travelling", "rub_thumbs_alone", "knead_wringing", "blows", "stroke", "rub_touching", "knead_pressing",
    "knead_travelling", "blows", "rub_hands", "knead_squeezing", "stroke", "knead_rolling", "rub_thumbs_alone",
    "knead_wringing", "idle", "knead_pressing", "blows", "rub_touching", "stroke",
)  # fmt: skip
"""By turns, so that every set of twenty clips holds them all."""


def draw_wide_clip(rng: np.random.Generator, name: str, turn: int) -> Clip:
    """Draw a clip of one way of working, sometimes with a stretch without technique before or behind it."""
    facing = rng.uniform(0, 2 * np.pi)
    place = (float(rng.uniform(-0.06, 0.06)), float(rng.uniform(-0.17, 0.10)))
    way = _WAYS[turn % len(_WAYS)]
    moves = [_DRAW[way](rng, place)]
    if rng.uniform() < _IDLE_SHARE:
        moves.insert(int(rng.integers(2)), _idle(rng, place))
    return _dress(rng, name, tuple(moves), facing, place)


def _dress(rng: np.random.Generator, name: str, moves: tuple[Move, ...], facing: float, place: Place) -> Clip:
    """Draw the practitioner, the receiver, the room, its light and the camera."""
    stance = (float(place[0] - _STANDS_OFF_M * np.cos(facing)), float(place[1] - _STANDS_OFF_M * np.sin(facing)))
    towel, sheet, shirt, hair = (int(rng.integers(len(table))) for table in (TOWELS, SHEETS, SHIRTS, HAIR))
    skin = float(rng.uniform(0, 5))
    look = Look(
        hands=skin, receiver=skin if rng.uniform() < 0.4 else float(rng.uniform(0, 5)), towel=towel, sheet=sheet,
        shirt=shirt, hair=hair, oil=rng.uniform(0, 1), lamp=(rng.uniform(0, 2 * np.pi), rng.uniform(0.5, 1.35)),
        strength=rng.uniform(0.5, 1.2), warmth=rng.uniform(-0.6, 1.0), exposure=rng.uniform(0.45, 1.2),
        noise=rng.uniform(1.0, 5.0),
    )  # fmt: skip
    camera = _draw_camera(rng, facing, place)
    return Clip(
        name, moves, camera, Arms(stance, float(facing), shoulder_half_width=rng.uniform(0.16, 0.21)), look,
        Back(scale=rng.uniform(0.92, 1.12)), hand_scale=rng.uniform(0.88, 1.12), seed=int(rng.integers(2**31)),
        quality=24, shake=float(rng.uniform(*_SHAKE_WIDTHS)) if rng.uniform() < _SHAKEN_SHARE else 0.0,
        shutter=float(rng.uniform(*_SHUTTER)) if rng.uniform() < _BLURRED_SHARE else 0.0,
        fold_m=float(rng.uniform(*_FOLD_M)),
        notes=f"Rendered. Camera {np.rad2deg(camera.tilt):.0f} degrees off the vertical.",
    )  # fmt: skip


def _draw_camera(rng: np.random.Generator, facing: float, place: Place) -> Camera:
    tilt, azimuth = float(rng.uniform(*_TILT)), float(facing + rng.uniform(-_BESIDE, _BESIDE))
    width, height = _SIZES[int(rng.integers(len(_SIZES)))]
    target = (place[0] + rng.uniform(-0.03, 0.03), place[1] + rng.uniform(-0.03, 0.03), 0.19)
    upright = np.deg2rad(56 if width < height else 66)
    return Camera(
        target, azimuth, tilt, upright_roll(azimuth) + rng.uniform(-0.25, 0.25), rng.uniform(*_DISTANCE_M), width,
        height, float(upright * rng.uniform(0.85, 1.05)),
    )  # fmt: skip


def _base(rng: np.random.Generator, place: Place, kind: str, pace: Span, reach: Span) -> Move:
    """Draw what every way has; the pace evenly in its logarithm."""
    per_min = float(np.exp(rng.uniform(*np.log(pace))))
    return Move(
        kind, per_min, max(2, round(rng.uniform(*_SECONDS) * per_min / 60)),
        hands=str(rng.choice(["together", "alternating", "alternating", "one"])), busy=int(rng.integers(2)),
        place=place, gap=float(rng.uniform(0.05, 0.11)), toe=float(rng.uniform(-5, 45)),
        reach=min(float(rng.uniform(*reach)), _FASTEST_M_S * 30 / per_min), jitter=float(rng.uniform(0.02, 0.12)),
        out_share=float(rng.uniform(0.38, 0.62)), lift=float(rng.uniform(0.0, 0.02)),
    )  # fmt: skip


def _travelling(rng: np.random.Generator, place: Place) -> Move:
    drift = str(rng.choice(["none", "headward", "tailward"]))
    return replace(_base(rng, place, "knead_travelling", (22, 95), (0.03, 0.12)), drift=drift)


def _wringing(rng: np.random.Generator, place: Place) -> Move:
    hands = str(rng.choice(["alternating", "alternating", "alternating", "together"]))
    gap = float(rng.uniform(0.04, 0.075))
    return replace(_base(rng, place, "knead_wringing", (40, 165), (0.035, 0.12)), hands=hands, gap=gap)


def _pressing(rng: np.random.Generator, place: Place) -> Move:
    return _base(rng, place, "knead_pressing", (25, 85), (0.05, 0.16))


def _squeezing(rng: np.random.Generator, place: Place) -> Move:
    return _base(rng, place, "knead_squeezing", (12, 65), (0.0, 0.02))


def _rolling(rng: np.random.Generator, place: Place) -> Move:
    drift = str(rng.choice(["headward", "tailward"]))
    return replace(
        _base(rng, place, "knead_rolling", (30, 100), (0.02, 0.06)), hands="alternating", drift=drift, drift_m=0.14
    )


def _thumbs_alone(rng: np.random.Generator, place: Place) -> Move:
    move = _base(rng, place, "rub_thumbs_alone", (35, 140), (0.03, 0.03))
    return replace(move, sense=str(rng.choice(["clockwise", "counterclockwise", "both"])), lift=0.0)


def _touching(rng: np.random.Generator, place: Place) -> Move:
    move = _base(rng, place, str(rng.choice(["rub", "rub_palms", "rub_palms"])), (70, 230), (0.03, 0.10))
    gap, angle = float(rng.uniform(0.03, 0.065)), float(rng.choice([0.0, 45.0, 90.0]))
    return replace(move, sense="both", gap=gap, angle=angle, lift=0.0, out_share=0.5)


def _hands(rng: np.random.Generator, place: Place) -> Move:
    move = _base(rng, place, "rub_hands", (60, 220), (0.03, 0.10))
    hands, lift = str(rng.choice(["alternating", "alternating", "one"])), float(rng.uniform(0.05, 0.12))
    return replace(move, sense="both", gap=float(rng.uniform(0.014, 0.024)), hands=hands, lift=lift, out_share=0.5)


def _blows(rng: np.random.Generator, place: Place) -> Move:
    move = _base(rng, place, str(rng.choice(["pat", "pat", "chop", "cup"])), (80, 310), (0.03, 0.12))
    hands = str(rng.choice(["alternating", "alternating", "alternating", "together", "one"]))
    height = move.reach * min(1.0, 150 / move.pace_per_min)
    return replace(move, reach=height, hands=hands, lift=0.0, out_share=float(rng.uniform(0.45, 0.55)))


def _stroke(rng: np.random.Generator, place: Place) -> Move:
    move = _base(rng, place, "stroke", (7, 68), (0.14, 0.30))
    y = float(np.clip(place[1], -0.20 + move.reach / 2, 0.16 - move.reach / 2))
    sense = str(rng.choice(["both", "both", "headward", "tailward"]))
    aside = {"lift": float(rng.uniform(0.0, 0.05)), "flank": float(rng.uniform(0.0, 0.05))}
    return replace(move, place=(place[0], y), sense=sense, **aside)


def _idle(rng: np.random.Generator, place: Place) -> Move:
    kind = str(rng.choice(["rest", "rest", "lifted", "gesture", "fetch"]))
    return Move(kind, seconds=float(rng.uniform(*_IDLE_SECONDS)), place=place, gap=float(rng.uniform(0.05, 0.11)))


_DRAW: dict[str, Callable[[np.random.Generator, Place], Move]] = {
    "knead_travelling": _travelling, "knead_wringing": _wringing, "knead_pressing": _pressing,
    "knead_squeezing": _squeezing, "knead_rolling": _rolling, "rub_thumbs_alone": _thumbs_alone,
    "rub_touching": _touching, "rub_hands": _hands, "blows": _blows, "stroke": _stroke, "idle": _idle,
}  # fmt: skip
