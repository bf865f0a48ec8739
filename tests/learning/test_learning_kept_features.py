"""Features of sessions are computed once, anew when something has changed, and go with the session."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coach.errors import TrackError
from coach.history.archive import FEATURES_FOLDER, features_path, save_tracks
from coach.history.erase import delete_everything, delete_session
from coach.history.store import HistoryStore, open_store
from coach.learning import kept_features
from coach.learning.kept_features import compute_kept_features, load_features
from coach.records import VideoInfo
from coach.technique.features import Features
from coach.tracks_file import Recorded
from tests.builders import make_sinusoid
from tests.history.kept_sessions import make_review, new_session


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HistoryStore:
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    return open_store(tmp_path / "data")


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many frames the tracks had of which features were computed."""
    frames: list[int] = []

    def count(tracks: object) -> Features:
        frames.append(len(tracks.time_s))  # type: ignore[attr-defined]
        return compute_kept_features(tracks)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_features, "compute_kept_features", count)
    return frames


def make_recorded(seconds: float = 6.0) -> Recorded:
    tracks = make_sinusoid(60, seconds=seconds)
    return Recorded(tracks, VideoInfo("evening.mp4", 640, 480, 30.0, len(tracks.time_s), seconds))


def test_they_are_computed_once_and_come_back_the_same(store: HistoryStore, computed: list[int]):
    uuid = store.add_session(new_session(store), make_review(), make_recorded()).uuid
    first, again = (load_features(store.tracks_dir, uuid) for _ in range(2))
    assert computed == [180]
    assert np.array_equal(first.values, again.values, equal_nan=True)
    assert np.array_equal(first.time_s, again.time_s) and np.array_equal(first.seen, again.seen)


def test_other_movements_or_another_program_compute_them_anew(
    store: HistoryStore, computed: list[int], monkeypatch: pytest.MonkeyPatch
):
    uuid = store.add_session(new_session(store), make_review(), make_recorded()).uuid
    load_features(store.tracks_dir, uuid)
    save_tracks(store.tracks_dir, uuid, make_recorded(5.0))
    load_features(store.tracks_dir, uuid)
    assert computed == [180, 150]
    monkeypatch.setattr(kept_features, "_digest_code", lambda: "another version")
    load_features(store.tracks_dir, uuid)
    assert computed == [180, 150, 150]
    load_features(store.tracks_dir, uuid)
    assert computed == [180, 150, 150]


def test_a_damaged_file_is_computed_anew(store: HistoryStore, computed: list[int]):
    uuid = store.add_session(new_session(store), make_review(), make_recorded()).uuid
    load_features(store.tracks_dir, uuid)
    path = features_path(store.tracks_dir, uuid)
    path.write_bytes(path.read_bytes()[:-200])
    load_features(store.tracks_dir, uuid)
    assert computed == [180, 180]


def test_without_movements_nothing_kept_is_used(store: HistoryStore, computed: list[int]):
    uuid = store.add_session(new_session(store), make_review(), make_recorded()).uuid
    load_features(store.tracks_dir, uuid)
    (store.tracks_dir / f"{uuid}.npz").unlink()
    with pytest.raises(TrackError):
        load_features(store.tracks_dir, uuid)


def test_they_are_deleted_with_the_session_and_with_everything(store: HistoryStore):
    uuids = [store.add_session(new_session(store), make_review(), make_recorded()).uuid for _ in range(2)]
    for uuid in uuids:
        load_features(store.tracks_dir, uuid)
    delete_session(store, uuids[0])
    assert [path.stem for path in (store.folder / FEATURES_FOLDER).iterdir()] == [uuids[1]]
    delete_everything(store.folder)
    assert not (store.folder / FEATURES_FOLDER).exists()
