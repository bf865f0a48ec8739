"""Truths and reviews in a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coach.formats import CoverageModel, ReviewFile, Truth, VideoModel


@pytest.fixture
def make_truth() -> Callable[..., Truth]:
    """Return ``make((start, end, technique, {fields}), ...)``."""

    def make(*segments: tuple[Any, ...], source: str = "simulated") -> Truth:
        return Truth(video="clip.mp4", source=source, segments=[_segment(segment) for segment in segments])

    return make


@pytest.fixture
def make_review() -> Callable[..., ReviewFile]:
    """Return ``make((start, end, technique, {fields}), ...)``; the recording ends with its last segment."""

    def make(
        *segments: tuple[Any, ...], one_hand: float = 1.0, two_hands: float = 0.5, back: dict[str, Any] | None = None
    ) -> ReviewFile:
        length = max(segment[1] for segment in segments)
        return ReviewFile(
            video=VideoModel(
                name="clip.mp4", duration_s=length, fps=30, width=640, height=480, frames=int(length * 30)
            ),
            coverage=CoverageModel(one_hand=one_hand, two_hands=two_hands),
            back=back,
            segments=[_segment(segment) for segment in segments],
        )

    return make


def _segment(segment: tuple[Any, ...]) -> dict[str, Any]:
    start, end, technique, *more = segment
    return {"start_s": start, "end_s": end, "technique": technique, **(more[0] if more else {})}
