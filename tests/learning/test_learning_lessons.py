"""What a teacher's word teaches: which moments are lessons, and which sessions have any."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coach.corrections.records import Correction, Stretch
from coach.history.recordings import keep_correction
from coach.history.store import open_store
from coach.learning.examples import label_ticks
from coach.learning.kept_features import compute_kept_features
from coach.learning.lessons import gather_lessons, list_named, make_lesson
from coach.records import TECHNIQUES, VideoInfo
from coach.tracks_file import Recorded, write_tracks
from tests.builders import make_sinusoid
from tests.history.kept_sessions import NOON, make_review, new_session


def test_ticks_near_a_border_and_what_was_not_said_teach_nothing():
    stretches = (
        Stretch(0.0, 4.0, "rubbing", checked=True),
        Stretch(4.0, 8.0, "stroking"),
        Stretch(8.0, 12.0, "unseen", checked=True),
        Stretch(12.0, 16.0, "none", checked=True),
    )
    label = label_ticks(list_named(Correction("Ana", NOON, NOON, stretches)), np.arange(0.0, 16.0, 0.5))
    named = {round(at, 1): TECHNIQUES[n] for at, n in zip(np.arange(0.0, 16.0, 0.5), label, strict=True) if n >= 0}
    assert named == dict.fromkeys(np.arange(0.5, 3.5, 0.5).tolist(), "rubbing") | dict.fromkeys(
        np.arange(12.5, 15.5, 0.5).tolist(), "none"
    )


def test_lessons_are_made_of_all_corrected_sessions_that_have_movements(tmp_path: Path):
    store = open_store(tmp_path)
    tracks = make_sinusoid(60, seconds=12)
    recorded = Recorded(tracks, VideoInfo("evening.mp4", 640, 480, 30.0, len(tracks.time_s), 12.0))
    word = Correction("Ana", NOON, NOON, (Stretch(0.0, 12.0, "kneading", checked=True),))
    kept = store.add_session(new_session(store), make_review(), recorded)
    gone = store.add_session(new_session(store), make_review())
    store.add_session(new_session(store), make_review(), recorded)  # not corrected
    for session in (kept, gone):
        store.corrections.save(session.uuid, word)
    gathered = gather_lessons(store)
    assert gathered.without_movements == 1
    (lesson,) = gathered.lessons
    assert (lesson.uuid, lesson.person) == (kept.uuid, kept.profile_id)
    assert set(lesson.label) == {TECHNIQUES.index("kneading")}
    assert len(lesson.label) == pytest.approx(11.0 / 0.2, abs=2)


def test_corrected_recordings_of_a_class_teach_too(tmp_path: Path):
    store = open_store(tmp_path)
    tracks = make_sinusoid(60, seconds=12)
    recorded = Recorded(tracks, VideoInfo("anna.mp4", 640, 480, 30.0, len(tracks.time_s), 12.0))
    word = Correction("Eva", NOON, NOON, (Stretch(0.0, 12.0, "kneading", checked=True),))
    session = store.add_session(new_session(store), make_review(), recorded)
    store.corrections.save(session.uuid, word)
    recordings = tmp_path / "classes" / "recordings"
    for name, student in (("a" * 32, "anna"), ("b" * 32, "ben"), ("c" * 32, "anna"), ("d" * 32, "cem")):
        keep_correction(recordings / name, student, word)
        if student != "cem":
            write_tracks(recordings / name / "tracks.npz", recorded)
    gathered = gather_lessons(store)
    assert gathered.without_movements == 1
    own, first, second, third = gathered.lessons
    assert [lesson.uuid[0] for lesson in (first, second, third)] == ["a", "b", "c"]
    assert first.person == third.person and len({own.person, first.person, second.person}) == 3
    assert np.array_equal(first.label, own.label) and np.array_equal(first.values, own.values)
    assert (recordings / ("a" * 32) / "features.npz").is_file()


def test_a_session_without_frames_teaches_nothing():
    tracks = make_sinusoid(60, seconds=12)
    short = replace(
        tracks,
        time_s=tracks.time_s[:2],
        landmarks=tracks.landmarks[:2],
        source=tracks.source[:2],
    )
    word = Correction("Ana", NOON, NOON, (Stretch(0.0, 12.0, "kneading", checked=True),))
    assert len(make_lesson("0" * 32, 1, compute_kept_features(short), word).label) == 0
