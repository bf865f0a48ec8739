"""The samples that come with the product: four techniques, a good session, a session with planted mistakes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sample_videos.render.camera import Camera, upright_roll
from sample_videos.render.film import Clip
from sample_videos.render.light import Look
from sample_videos.render.moves import Move
from sample_videos.render.script import write_score
from sample_videos.render.solve import Arms

PROTOCOL = "lumbar-home"
PROTOCOL_SCALE = 0.06
"""A session of minutes in seconds: durations and counts are this share of what is asked; pace is not scaled."""

_FACING = np.deg2rad(62.0)
_STANCE = (0.02 - 0.72 * float(np.cos(_FACING)), -0.14 - 0.72 * float(np.sin(_FACING)))
ARMS = Arms(_STANCE, float(_FACING))
ACROSS_THE_TABLE = Camera(
    target=(-0.005, -0.10, 0.17), azimuth=0.0, tilt=float(np.deg2rad(24.0)), roll=upright_roll(0.0), distance=0.77
)
LOOK = Look(oil=0.55, noise=1.3)

_LIGHT = Move(
    "stroke", 18, 3, place=(0.0, -0.145), reach=0.145, toe=26, sense="both", jitter=0.03, step="light-stroking"
)  # fmt: skip
_DEEP = Move(
    "stroke", 21, 3, place=(0.0, -0.160), reach=0.145, sense="tailward", lift=0.035, out_share=0.66, jitter=0.03,
    step="deep-stroking",
)  # fmt: skip
_PADS = Move(
    "rub", 65, 10, hands="alternating", place=(0.0, -0.09), gap=0.082, reach=0.055, toe=6, sense="both",
    step="rubbing-pads",
)  # fmt: skip
_DIAGONAL = Move(
    "rub", 64, 10, place=(0.0, -0.09), gap=0.090, reach=0.060, toe=8, sense="both", angle=45, step="rubbing-diagonal"
)  # fmt: skip
_THUMBS = Move("rub_thumbs", 64, 10, place=(0.0, -0.155), reach=0.030, toe=30, sense="both", step="rubbing-thumbs")
_CROSSING = Move(
    "rub", 65, 10, place=(0.0, -0.10), gap=0.095, reach=0.055, toe=6, sense="crossing", step="rubbing-crossing"
)  # fmt: skip
_KNEADING = Move(
    "knead", 40, 8, hands="alternating", place=(0.0, -0.11), gap=0.09, reach=0.030, drift="headward", lift=0.010,
    step="kneading",
)  # fmt: skip
_BEATING = Move("pat", 168, 14, hands="alternating", place=(0.0, -0.12), gap=0.09, reach=0.055, step="light-beating")
_PATTING = Move("pat", 112, 10, hands="alternating", place=(0.0, -0.15), gap=0.09, reach=0.040, step="patting")
_REST = Move("rest", seconds=2.0, place=(0.0, -0.15))

SESSION = (_LIGHT, _DEEP, _PADS, _DIAGONAL, _THUMBS, _CROSSING, _KNEADING, _BEATING, _PATTING, _REST)


def list_samples() -> dict[str, Clip]:
    """All samples by name."""
    singles = (
        _single("stroking", replace(_LIGHT, pace_per_min=17, cycles=4, reach=0.23, place=(0.0, -0.08)), 11),
        _single("rubbing", replace(_PADS, cycles=14), 12),
        _single("kneading", replace(_KNEADING, pace_per_min=38, cycles=9), 13),
        _single("tapping", replace(_BEATING, pace_per_min=150, cycles=32), 14),
    )
    return {clip.name: clip for clip in (*singles, _good_session(), _mistakes_session())}


def _single(name: str, move: Move, seed: int) -> Clip:
    notes = f"Rendered, not filmed: {name} with both hands on the lower back, seen from across the table."
    return Clip(name, (replace(move, step=None),), ACROSS_THE_TABLE, ARMS, LOOK, seed=seed, notes=notes)


def _session(name: str, moves: tuple[Move, ...], seed: int, notes: str) -> Clip:
    extra: dict[str, object] = {"protocol": PROTOCOL, "protocol_scale": PROTOCOL_SCALE, "planted": []}
    return Clip(name, moves, ACROSS_THE_TABLE, ARMS, LOOK, seed=seed, quality=26, notes=notes, extra=extra)


def _good_session() -> Clip:
    notes = "Rendered, not filmed: every step of the protocol, shortened, as it is asked."
    return _session("lumbar_session_good", SESSION, 21, notes)


def _mistakes_session() -> Clip:
    headward = replace(_DEEP, sense="headward")
    fast = replace(_PADS, pace_per_min=98, cycles=15)
    pause = Move("lifted", seconds=9.0, place=(0.0, -0.13), gap=0.09)
    moves = (_LIGHT, headward, fast, _DIAGONAL, pause, _THUMBS, _CROSSING, _BEATING, _PATTING, _REST)
    notes = (
        "Rendered, not filmed; four mistakes are planted: deep stroking works towards the head instead of the coccyx; "
        "rubbing with the pads runs at 98 a minute instead of 60 to 70; the hands leave the back for 9 seconds between "
        "diagonal rubbing and the thumbs; kneading is left out."
    )
    clip = _session("lumbar_session_mistakes", moves, 22, notes)
    spans = dict(zip(moves, _spans(clip), strict=True))
    due = spans[_CROSSING][1]
    planted = [
        _plant("wrong_direction", spans[headward], "deep-stroking"),
        _plant("pace_too_fast", spans[fast], "rubbing-pads"),
        _plant("contact_broken", spans[pause], None),
        _plant("step_missing", (due, due), "kneading"),
    ]
    return replace(clip, extra={**clip.extra, "planted": planted})


def _spans(clip: Clip) -> list[tuple[float, float]]:
    """Start and end of every move of a clip, transitions left out."""
    score = write_score(clip.moves, clip.arms.facing, clip.motion_rng())
    return [(start, start + motion.seconds) for start, motion in zip(score.starts, score.motions, strict=True)]


def _plant(code: str, span: tuple[float, float], step: str | None) -> dict[str, object]:
    return {"code": code, "start_s": round(span[0], 3), "end_s": round(span[1], 3), "step": step}
