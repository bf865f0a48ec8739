"""A history with something in it, to be taken along, deleted, or broken."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from coach.formats import CoverageModel, ReviewFile, ReviewSegment, VideoModel
from coach.history.entries import NewSession, StoredScreening
from coach.history.store import HistoryStore, open_store
from coach.records import HandTracks, VideoInfo
from coach.tracks_file import Recorded

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MARK = "Zebrafinch"


def add_session(store: HistoryStore, profile_id: int, day: int = 0, felt: str = MARK, folder: str = "") -> str:
    review = ReviewFile(
        video=VideoModel(name=f"{felt}.mp4", duration_s=3.0, fps=30.0, width=640, height=480, frames=90),
        coverage=CoverageModel(one_hand=0.9, two_hands=0.5),
        segments=[ReviewSegment(start_s=0.0, end_s=3.0, technique="rubbing")],
    )
    tracks = HandTracks(np.arange(90) / 30, np.full((90, 2, 21, 2), 0.5), np.ones((90, 2), np.int8), 4 / 3)
    new = NewSession(
        profile_id=profile_id,
        started_at=NOON + timedelta(days=day),
        kind="live",
        duration_s=3.0,
        receiver=MARK,
        pain_before=4,
        pain_after=2,
        felt=felt,
        folder=folder,
    )
    return store.add_session(new, review, Recorded(tracks, VideoInfo("x.mp4", 640, 480, 30.0, 90, 3.0))).uuid


def fill_store(folder: Path) -> HistoryStore:
    """Two people with three sessions, a screening and a course."""
    made = open_store(folder)
    ana, ben = made.add_profile("Ana"), made.add_profile(f"Ben {MARK}")
    add_session(made, ana.id)
    add_session(made, ana.id, day=3)
    add_session(made, ben.id, day=5)
    made.care.add_screening(StoredScreening(ana.id, MARK, NOON, "1", {"moles": "yes"}, "avoid_area"))
    made.care.add_course(ana.id, "daily", date(2026, 3, 1), MARK)
    return made


def list_contents(store: HistoryStore) -> list[object]:
    people: list[object] = []
    for profile in store.list_profiles():
        sessions = store.list_sessions(profile.id)
        people.append(
            (
                profile.uuid,
                profile.name,
                [(s.uuid, s.started_at, s.felt, s.pain_after, s.summary, s.has_tracks) for s in sessions],
                [store.load_review(s.uuid) for s in sessions],
                [store.load_tracks(s.uuid)[0].time_s.tolist() for s in sessions],
                store.care.last_screening(profile.id, MARK) and store.care.last_screening(profile.id, MARK).answers,  # type: ignore[union-attr]
                store.care.running_course(profile.id) and store.care.running_course(profile.id).starts_on,  # type: ignore[union-attr]
            )
        )
    return people
