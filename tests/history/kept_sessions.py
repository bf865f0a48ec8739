"""Sessions to keep, for the tests of the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from coach.formats import CoverageModel, ReviewFile, ReviewSegment, VideoModel
from coach.history.entries import NewSession
from coach.history.store import HistoryStore, open_store
from coach.records import Back, HandTracks, SceneTrack, VideoInfo
from coach.tracks_file import Recorded

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make_review(name: str = "evening.mp4", technique: str = "rubbing", duration_s: float = 20.0) -> ReviewFile:
    return ReviewFile(
        video=VideoModel(name=name, duration_s=duration_s, fps=30.0, width=640, height=480, frames=600),
        coverage=CoverageModel(one_hand=0.9, two_hands=0.5),
        segments=[ReviewSegment(start_s=0.0, end_s=duration_s, technique=technique, pace_per_min=66.0)],
    )


BACK = replace(Back.from_head("left"), at_s=2.0, earlier=Back((0.4, 0.1), (0.5, 0.9), 48.0))


def make_tracks(frames: int = 90) -> Recorded:
    rng = np.random.default_rng(3)
    landmarks = rng.uniform(-0.2, 1.2, (frames, 2, 21, 2))
    landmarks[10:20, 1] = np.nan
    shifts = np.tile(np.eye(2, 3), (frames, 1, 1)) + rng.normal(0, 0.01, (frames, 2, 3))
    tracks = HandTracks(
        np.arange(frames) / 30,
        landmarks,
        np.ones((frames, 2), np.int8),
        4 / 3,
        ("left", None),
        flow=rng.normal(0, 0.02, (frames, 9, 2)),
        repeated=np.arange(frames) % 5 == 4,
        scenes=SceneTrack(shifts, (np.arange(frames) > 50).astype(np.int32)),
    )
    return Recorded(tracks, VideoInfo("evening.mp4", 640, 480, 30.0, frames, frames / 30), BACK)


@pytest.fixture
def store(tmp_path: Path) -> HistoryStore:
    return open_store(tmp_path / "data")


def new_session(store: HistoryStore, **changes: object) -> NewSession:
    people = store.list_profiles() or [store.add_profile("Ana")]
    values: dict[str, object] = {"profile_id": people[0].id, "started_at": NOON, "kind": "live", "duration_s": 20.0}
    return NewSession(**(values | changes))  # type: ignore[arg-type]
