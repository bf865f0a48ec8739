"""A small recording made by hand: four techniques, a pause, a time without hands, and a check with known faults."""

from __future__ import annotations

import numpy as np
import pytest

from coach.records import (
    TECHNIQUES,
    Analysis,
    Back,
    CheckResult,
    Coverage,
    Finding,
    HandTracks,
    ScorePart,
    Segment,
    Source,
    StepResult,
    Timeline,
    VideoInfo,
)

FPS = 30.0
TICK_S = 0.1
PLAN = [
    # start, end, technique, pace, axis, sense, hands, height on the back
    (0.0, 16.0, "stroking", 24.0, "along", "both", "together", (0.60, 0.92)),
    (16.0, 18.0, "none", None, None, None, None, (0.75, 0.75)),
    (18.0, 34.0, "rubbing", 92.0, "across", "crossing", "alternating", (0.62, 0.75)),
    (34.0, 42.0, "unseen", None, None, None, None, None),
    (42.0, 60.0, "kneading", 38.0, "along", "headward", "alternating", (0.6, 0.85)),
    (60.0, 72.0, "tapping", 190.0, "in_place", None, "alternating", (0.78, 0.84)),
]


def build_analysis(back: Back | None = None, duration_s: float = 72.0, name: str = "session.mp4") -> Analysis:
    rng = np.random.default_rng(7)
    time = np.arange(0, duration_s, TICK_S)
    m = len(time)
    verdict = np.full(m, "unseen", dtype=object)
    pace, seen, regularity = np.full(m, np.nan), np.zeros((m, 2)), np.full(m, np.nan)
    uv, scores = np.full((m, 2, 2), np.nan), np.full((m, 5), np.nan)
    segments = []
    for start, end, technique, per_min, axis, sense, hands, heights in PLAN:
        rows = (time >= start) & (time < end)
        verdict[rows] = technique
        segments.append(
            Segment(
                start,
                end,
                technique,
                0.9 if technique != "unseen" else 0.0,
                pace_per_min=per_min,
                cycles=None if per_min is None else int(per_min * (end - start) / 60),
                axis=axis,
                sense=sense,
                hands=hands,
                zone="lumbar" if per_min else None,
                seen_share=0.0 if technique == "unseen" else 0.95,
            )
        )
        if technique == "unseen":
            continue
        scores[rows] = 0.025
        scores[rows, TECHNIQUES.index(technique)] = 0.9
        seen[rows] = (1.0, 0.8)
        regularity[rows] = 0.8
        phase = (per_min or 0) / 60 * 2 * np.pi * time[rows]
        middle, half = np.mean(heights), np.ptp(heights) / 2
        if per_min:
            pace[rows] = per_min + rng.normal(0, 0.04 * per_min, rows.sum())
            pace[np.flatnonzero(rows)[:15]] = np.nan
        for hand, side in ((0, -1), (1, 1)):
            uv[rows, hand, 0] = side * 0.09 + 0.02 * np.sin(phase * 0.3)
            uv[rows, hand, 1] = middle + half * np.sin(phase)
    n = int(duration_s * FPS)
    frame_time = np.arange(n) / FPS
    landmarks = np.full((n, 2, 21, 2), np.nan)
    visible = np.interp(frame_time, time, (verdict != "unseen").astype(float)) > 0.5
    for hand, x in ((0, 0.4), (1, 0.6)):
        y = 0.6 + 0.1 * np.sin(frame_time * 2.5)
        shape = make_hand_shape(mirrored=bool(hand))
        landmarks[visible, hand] = np.stack([np.full(n, x), y], axis=1)[visible, None] + shape
    source = np.where(visible[:, None], Source.LANDMARKS, Source.UNSEEN).repeat(2, axis=1).astype(np.int8)
    return Analysis(
        VideoInfo(name, 640, 480, FPS, n, duration_s),
        HandTracks(frame_time, landmarks, source, 640 / 480),
        Timeline(
            time, scores, verdict, seen, pace, regularity, 0.5 + uv * 0.5, np.full(m, 1.0), np.full(m, np.nan), uv, uv
        ),
        tuple(segments),
        Coverage(0.89, 0.71),
        back,
    )


def make_hand_shape(mirrored: bool = False, size: float = 0.1) -> np.ndarray:
    """A flat open hand around its palm, fingers up."""
    shape = [(0.0, 0.9), (0.35, 0.7), (0.6, 0.4), (0.75, 0.1), (0.9, -0.1)]
    for x, tip in ((0.3, -0.8), (0.05, -1.0), (-0.18, -0.9), (-0.4, -0.6)):
        shape += [(x, tip * share) for share in (0.1, 0.5, 0.8, 1.0)]
    points = np.array(shape) * (size * 0.75, size)
    return points * (-1, 1) if mirrored else points


def build_check() -> CheckResult:
    def part(name: str, score: float | None, measured: object, expected: object, unit: str | None) -> ScorePart:
        return ScorePart(name, score, measured, expected, unit, 0.95 if score is not None else 0.0)

    steps = (
        StepResult(
            "light-stroking",
            "done",
            0.0,
            16.0,
            0.97,
            (part("technique", 1.0, "stroking", "stroking", None), part("pace", 0.95, 24.0, (12.0, 50.0), "per_min")),
        ),
        StepResult("deep-stroking", "missed", None, None, 0.0),
        StepResult(
            "rubbing-pads",
            "partly",
            18.0,
            34.0,
            0.61,
            (
                part("technique", 1.0, "rubbing", "rubbing", None),
                part("pace", 0.2, 92.0, (60.0, 70.0), "per_min"),
                part("direction", None, None, "along", None),
            ),
        ),
        StepResult("kneading", "done", 42.0, 60.0, 0.9, (part("pace", 0.9, 38.0, (20.0, 50.0), "per_min"),)),
        StepResult(
            "light-beating", "not_judged", 60.0, 72.0, None, (part("pace", None, None, (120.0, 300.0), "per_min"),)
        ),
    )
    findings = (
        Finding("pace_too_fast", "warning", 18.0, 34.0, 92.0, (60.0, 70.0), "per_min", "rubbing-pads", "rubbing"),
        Finding("step_missing", "warning", 16.0, 16.0, None, None, None, "deep-stroking", "stroking"),
        Finding("irregular", "advice", 42.0, 60.0, 0.3, (0.5, 1.0), "regularity", "kneading", "kneading"),
    )
    return CheckResult(
        "lumbar-home", "1", steps, findings, (("pressure", "camera"), ("pace:light-beating", "no_rhythm"))
    )


@pytest.fixture
def analysis() -> Analysis:
    return build_analysis(Back((0.5, 0.05), (0.5, 0.95)))


@pytest.fixture
def check() -> CheckResult:
    return build_check()


@pytest.fixture
def protocol():
    from coach.protocol.library import load_protocol

    return load_protocol("lumbar-home")


@pytest.fixture
def review(analysis, check, protocol):
    from coach.report.summary import build_review

    return build_review(analysis, check, protocol)
