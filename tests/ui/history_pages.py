"""What the tests of the pages about the history share: sessions to show, and the pages run in process."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

import coach.ui
from coach.formats import CoverageModel, PartModel, ProtocolRef, ReviewFile, ReviewSegment, ReviewStep, VideoModel
from coach.history.entries import NewSession
from coach.history.store import HistoryStore
from coach.records import HandTracks, VideoInfo
from coach.tracks_file import Recorded

SHELL = str(Path(coach.ui.__file__).with_name("shell.py"))
NASTY = "<script>alert(1)</script> ![x](http://a.example/b.png) *bold*"


def make_review(value: float) -> ReviewFile:
    """Two minutes of rubbing, half of it asked, every part with the same score."""
    parts = [PartModel(name=name, score=value, seen_share=1.0) for name in ("pace", "rhythm", "direction")]
    return ReviewFile(
        video=VideoModel(name="evening", duration_s=120.0, fps=30, width=640, height=480, frames=3600),
        coverage=CoverageModel(one_hand=0.9, two_hands=0.5),
        segments=[ReviewSegment(start_s=0, end_s=120, technique="rubbing", regularity=value, pace_per_min=62.0)],
        protocol=ProtocolRef(id="lumbar-home", version="1"),
        steps=[ReviewStep(id="rubbing-pads", start_s=0, end_s=120, status="done", score=value, parts=parts)],
    )


def make_slow(pace: float = 45.0) -> ReviewFile:
    """Two minutes of rubbing at a pace that its step finds too slow."""
    slow = PartModel(name="pace", score=0.3, measured=pace, seen_share=1.0)
    step = ReviewStep(id="rubbing-pads", start_s=0, end_s=120, status="done", score=0.5, parts=[slow])
    return make_review(0.5).model_copy(update={"steps": [step]})


def add_session(
    store: HistoryStore,
    days_ago: float,
    value: float = 0.6,
    *,
    with_tracks: bool = True,
    review: ReviewFile | None = None,
    **changes: Any,
) -> str:
    people = store.list_profiles() or [store.add_profile("Ana")]
    fields: dict[str, Any] = {
        "profile_id": people[0].id,
        "started_at": datetime.now(UTC) - timedelta(days=days_ago),
        "kind": "live",
        "duration_s": 120.0,
        "protocol_id": "lumbar-home",
        "receiver": "Vera",
        "pain_before": 4,
        "pain_after": 2,
    }
    frames = 120
    tracks = HandTracks(np.arange(frames) / 30, np.full((frames, 2, 21, 2), 0.5), np.ones((frames, 2), np.int8), 4 / 3)
    recorded = Recorded(tracks, VideoInfo("evening", 640, 480, 30.0, frames, frames / 30)) if with_tracks else None
    return store.add_session(NewSession(**(fields | changes)), review or make_review(value), recorded).uuid


def open_page(name: str = "progress", view: str | None = None) -> AppTest:
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    app.switch_page(f"app_pages/{name}.py").run()
    assert not app.exception
    if view is not None:
        app.get_by_key("progress_view").set_value(view).run()
        assert not app.exception
    return app


def texts(app: AppTest) -> str:
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.success, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}
