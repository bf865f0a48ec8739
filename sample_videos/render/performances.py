"""Whole performances of built-in protocols, each step long enough to be told: what a protocol is proposed from.

``python -m sample_videos.render --only shown_self-massage --out DIR`` makes one; they are not shipped.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sample_videos.render.camera import Camera, upright_roll
from sample_videos.render.film import Clip
from sample_videos.render.moves import LEFT, RIGHT, Move
from sample_videos.render.samples import ACROSS_THE_TABLE, ARMS, LOOK

_LIGHT = Move(
    "stroke", 18, 7, place=(0.0, -0.145), reach=0.145, toe=26, sense="both", jitter=0.03, step="light-stroking"
)  # fmt: skip
_DEEP = Move(
    "stroke", 21, 8, place=(0.0, -0.16), reach=0.145, sense="tailward", lift=0.035, out_share=0.66, jitter=0.03,
    step="deep-stroking",
)  # fmt: skip
_GENTLE = (
    Move("stroke", 14, 6, place=(0.0, -0.09), reach=0.20, toe=20, sense="both", jitter=0.03, step="light-stroking"),
    Move(
        "stroke", 14, 6, place=(0.0, -0.09), gap=0.10, reach=0.09, toe=10, sense="outward", angle=0, lift=0.03,
        out_share=0.66, jitter=0.03, step="outward-stroking",
    ),
    Move("stroke", 10, 5, place=(0.0, -0.09), reach=0.20, toe=20, sense="both", jitter=0.03, step="closing-stroking"),
)  # fmt: skip
_LYMPH = (
    Move(
        "stroke", 24, 9, place=(0.0, -0.13), reach=0.145, sense="tailward", lift=0.035, out_share=0.66, jitter=0.03,
        step="stroking",
    ),
    Move(
        "stroke", 10, 5, place=(0.0, -0.13), reach=0.145, sense="tailward", lift=0.035, out_share=0.66, jitter=0.03,
        step="squeezing",
    ),
    Move(
        "rub", 65, 26, place=(0.0, -0.09), gap=0.085, reach=0.055, toe=6, sense="both", drift="tailward",
        step="rubbing",
    ),
    Move(
        "knead", 36, 15, place=(0.0, -0.09), gap=0.09, reach=0.030, drift="tailward", lift=0.010, step="kneading"
    ),
    Move(
        "pat", 160, 64, hands="alternating", place=(0.0, -0.09), gap=0.09, reach=0.055, drift="tailward",
        step="vibration",
    ),
)  # fmt: skip


_LUMBAR = (
    _LIGHT,
    _DEEP,
    Move(
        "rub", 65, 26, hands="alternating", place=(0.0, -0.09), gap=0.082, reach=0.055, toe=6, sense="both",
        step="rubbing-pads",
    ),
    Move(
        "rub", 64, 26, place=(0.0, -0.09), gap=0.09, reach=0.06, toe=8, sense="both", angle=45, step="rubbing-diagonal"
    ),
    Move("rub_thumbs", 64, 26, place=(0.0, -0.155), reach=0.03, toe=30, sense="both", step="rubbing-thumbs"),
    Move("rub", 65, 26, place=(0.0, -0.1), gap=0.095, reach=0.055, toe=6, sense="crossing", step="rubbing-crossing"),
    Move(
        "knead", 40, 16, hands="alternating", place=(0.0, -0.11), gap=0.09, reach=0.03, drift="headward", lift=0.01,
        step="kneading",
    ),
    Move("pat", 168, 68, hands="alternating", place=(0.0, -0.12), gap=0.09, reach=0.055, step="light-beating"),
    Move("pat", 112, 46, hands="alternating", place=(0.0, -0.15), gap=0.09, reach=0.04, step="patting"),
)  # fmt: skip
_BACK = (
    _LIGHT,
    _DEEP,
    Move(
        "rub", 65, 26, place=(0.0, -0.02), gap=0.085, reach=0.06, toe=6, sense="tailward", lift=0.02, out_share=0.66,
        step="rubbing-pads",
    ),
    Move(
        "slide_fold", 30, 12, place=(0.0, -0.02), gap=0.085, reach=0.08, toe=10, sense="both", step="skin-sliding"
    ),
    Move("pat", 168, 68, hands="alternating", place=(0.0, -0.03), gap=0.09, reach=0.055, step="light-beating"),
    Move("pat", 112, 46, hands="alternating", place=(0.0, -0.03), gap=0.09, reach=0.04, step="light-clapping"),
)  # fmt: skip
_RULES = (
    Move("stroke", 18, 7, place=(0.0, -0.04), reach=0.2, toe=24, sense="both", jitter=0.03, step="light-stroking"),
    Move("rub", 65, 26, place=(0.0, -0.03), gap=0.085, reach=0.055, toe=6, sense="both", step="rubbing-together"),
    Move(
        "rub_palms", 64, 26, hands="alternating", place=(0.0, -0.03), gap=0.085, reach=0.055, toe=6, sense="both",
        step="rubbing-in-turn",
    ),
    Move(
        "rub_circles", 63, 26, place=(0.0, -0.03), gap=0.095, reach=0.055, toe=6, sense="clockwise",
        step="rubbing-circles",
    ),
    Move(
        "knead", 26, 11, hands="alternating", place=(0.0, -0.04), gap=0.09, reach=0.035, drift="headward", lift=0.014,
        step="plucked-stretch",
    ),
    Move("knead", 36, 15, place=(0.0, 0.17), gap=0.085, reach=0.03, lift=0.01, step="shoulders-neck"),
    Move(
        "stroke", 24, 9, place=(0.0, 0.0), reach=0.2, sense="tailward", lift=0.035, out_share=0.66, jitter=0.03,
        step="between-blades",
    ),
)  # fmt: skip
_FROM_ABOVE = Camera(target=(0.0, -0.08, 0.17), tilt=float(np.deg2rad(6.0)), roll=upright_roll(0.0), distance=0.77)
"""As the help says: above the back, looking down. From the side the flank hides the hand that works on the far one."""
_WHOLE_BACK = replace(_FROM_ABOVE, target=(0.0, -0.02, 0.17), distance=0.86)


def _stroke_one_side(hand: int, name: str) -> tuple[Move, Move]:
    """Strokes down beside the spine with one hand, then out to its side, each time a little lower."""
    side = 1.0 if hand == RIGHT else -1.0
    return (
        Move(
            "stroke", 24, 9, hands="one", busy=hand, place=(0.0, -0.13), gap=0.075, reach=0.13, sense="tailward",
            lift=0.035, out_share=0.66, jitter=0.03, step=f"down-{name}-side",
        ),
        Move(
            "stroke", 24, 9, hands="one", busy=hand, place=(side * 0.02, -0.08), gap=0.085, reach=0.10,
            sense="outward", angle=0, drift="tailward", lift=0.03, out_share=0.66, jitter=0.03,
            step=f"out-{name}-side",
        ),
    )  # fmt: skip


def list_performances() -> dict[str, Clip]:
    """All performances by name; ``shown_ID`` is one of the protocol ID."""
    played = {
        "lumbar-home": (_LUMBAR, ACROSS_THE_TABLE),
        "back-home": (_BACK, _WHOLE_BACK),
        "lumbar-lymph": (_LYMPH, ACROSS_THE_TABLE),
        "self-massage": ((*_stroke_one_side(RIGHT, "first"), *_stroke_one_side(LEFT, "second")), _FROM_ABOVE),
        "pregnancy-gentle": (_GENTLE, ACROSS_THE_TABLE),
        "simple-rules": (_RULES, _WHOLE_BACK),
    }
    return {
        f"shown_{protocol}": Clip(f"shown_{protocol}", moves, camera, ARMS, LOOK, seed=5, extra={"protocol": protocol})
        for protocol, (moves, camera) in played.items()
    }
