"""Whole performances of built-in protocols, each step long enough to be told: what a protocol is proposed from.

``python -m sample_videos.render --only shown_self-massage --out DIR`` makes one; they are not shipped.
"""

from __future__ import annotations

from sample_videos.render.film import Clip
from sample_videos.render.moves import Move
from sample_videos.render.samples import ACROSS_THE_TABLE, ARMS, LOOK

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


def _stroke_one_side(hand: int, side: float, name: str) -> tuple[Move, Move]:
    """Strokes down with one hand, then out to its side, each time a little lower."""
    return (
        Move(
            "stroke", 24, 9, hands="one", busy=hand, place=(side * 0.07, -0.13), reach=0.13, sense="tailward",
            lift=0.035, out_share=0.66, jitter=0.03, step=f"down-{name}-side",
        ),
        Move(
            "stroke", 24, 9, hands="one", busy=hand, place=(side * 0.075, -0.08), reach=0.10, sense="outward", angle=0,
            drift="tailward", lift=0.03, out_share=0.66, jitter=0.03, step=f"out-{name}-side",
        ),
    )  # fmt: skip


def list_performances() -> dict[str, Clip]:
    """All performances by name; ``shown_ID`` is one of the protocol ID."""
    played = {
        "pregnancy-gentle": _GENTLE,
        "lumbar-lymph": _LYMPH,
        "self-massage": (*_stroke_one_side(1, 1.0, "first"), *_stroke_one_side(0, -1.0, "second")),
    }
    return {
        f"shown_{protocol}": Clip(
            f"shown_{protocol}", moves, ACROSS_THE_TABLE, ARMS, LOOK, seed=5, extra={"protocol": protocol}
        )
        for protocol, moves in played.items()
    }
