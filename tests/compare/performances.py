"""Performances whose phase is known at every moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from coach import formats
from coach.compare.records import PalmPath, Performance
from coach.records import FloatArray

TICK_S = 0.2
PATH_HZ = 60.0

Phase = Callable[[FloatArray], FloatArray]
"""Cycles done at each time."""


def steady(pace_per_min: float, begin: float = 0.0) -> Phase:
    """Cycles of an even pace; ``begin``: the phase at which it begins, in cycles."""
    return lambda time_s: begin + time_s * pace_per_min / 60.0


def make_path(seconds: float, phase: Phase, *, noise: float = 0.0, seed: int = 0) -> PalmPath:
    """Both palms stroke along the back with an overtone, so that to and fro differ, and travel slowly."""
    time_s = np.arange(int(seconds * PATH_HZ) + 1) / PATH_HZ
    angle = 2 * np.pi * phase(time_s)
    along = 0.5 + 0.15 * np.sin(angle) + 0.03 * np.sin(2 * angle) + 0.1 * time_s / seconds
    place = np.empty((len(time_s), 2, 2))
    place[:, 0, 0], place[:, 1, 0] = -0.1, 0.1
    place[:, :, 1] = along[:, None]
    place += np.random.default_rng(seed).normal(0.0, noise, place.shape) if noise else 0.0
    return PalmPath(time_s, place, on_back=True)


def make_performance(
    seconds: float,
    phase: Phase,
    steps: Sequence[tuple[str, float, float]] = (),
    *,
    name: str = "one",
    pace: FloatArray | None = None,
    path: PalmPath | None = None,
    kept: bool = True,
) -> Performance:
    """One performance: a path whose phase is known, and a review that says its pace."""
    time_s = np.arange(0.0, seconds, TICK_S)
    rate = (phase(time_s + 0.05) - phase(time_s - 0.05)) / 0.1 if pace is None else pace / 60.0
    return Performance(
        name, make_review(seconds, 60.0 * rate, steps), (path or make_path(seconds, phase)) if kept else None
    )


def make_review(seconds: float, pace: FloatArray, steps: Sequence[tuple[str, float, float]]) -> formats.ReviewFile:
    """A review with the ticks' pace and the times of its steps, all of one technique."""
    time_s = np.arange(0.0, seconds, TICK_S)
    nothing: list[list[float | None]] = [[None, None]] * len(time_s)
    steps = steps or [("step", 0.0, seconds)]
    return formats.ReviewFile(
        video=formats.VideoModel(
            name="a.mp4", duration_s=seconds, fps=30.0, width=640, height=480, frames=round(30 * seconds)
        ),
        coverage=formats.CoverageModel(one_hand=1.0, two_hands=1.0),
        segments=[
            formats.ReviewSegment(start_s=0.0, end_s=seconds, technique="stroking", pace_per_min=30.0, seen_share=1.0)
        ],
        protocol=formats.ProtocolRef(id="known", version="1"),
        steps=[
            formats.ReviewStep(id=step, start_s=start, end_s=end, status="done", score=1.0)
            for step, start, end in steps
        ],
        timeline=formats.TimelineModel(
            time_s=time_s.tolist(),
            technique=["stroking"] * len(time_s),
            confidence=[1.0] * len(time_s),
            pace_per_min=[None if np.isnan(value) else float(value) for value in pace],
            speed_cm_s=[None] * len(time_s),
            hands_seen=[2.0] * len(time_s),
            back_u=nothing,
            back_v=nothing,
        ),
    )
