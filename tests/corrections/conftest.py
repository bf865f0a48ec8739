"""A session of a minute as the coach saw it: three techniques and one mistake."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coach.corrections.beginning import begin_correction
from coach.corrections.records import Correction
from coach.formats import CoverageModel, ReviewFile, ReviewFinding, ReviewSegment, TimelineModel, VideoModel

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def review() -> ReviewFile:
    ticks = [float(second) for second in range(60)]
    names = ["stroking"] * 20 + ["rubbing"] * 20 + ["none"] * 20
    return ReviewFile(
        video=VideoModel(name="evening.mp4", duration_s=60.0, fps=30.0, width=640, height=480, frames=1800),
        coverage=CoverageModel(one_hand=0.9, two_hands=0.5),
        segments=[
            ReviewSegment(start_s=0, end_s=20, technique="stroking", confidence=0.9, pace_per_min=20.0, cycles=6),
            ReviewSegment(
                start_s=20, end_s=40, technique="rubbing", confidence=0.6, pace_per_min=70.0, cycles=23, regularity=0.8
            ),
            ReviewSegment(start_s=40, end_s=60, technique="none", confidence=0.5),
        ],
        findings=[
            ReviewFinding(code="pace_too_fast", severity="warning", start_s=20, end_s=30, step="rub", message="Slow."),
            ReviewFinding(code="pauses", severity="advice", start_s=40, end_s=60, message="Go on."),
        ],
        timeline=TimelineModel(
            time_s=ticks,
            technique=names,
            confidence=[0.9] * 40 + [0.5] * 20,
            pace_per_min=[20.0] * 20 + [70.0] * 20 + [45.0] * 15 + [None] * 5,
            speed_cm_s=[None] * 60,
            hands_seen=[1.0] * 60,
            back_u=[[None, None]] * 60,
            back_v=[[None, None]] * 60,
        ),
    )


@pytest.fixture
def correction(review: ReviewFile) -> Correction:
    return begin_correction(review, "Ana", NOON)
