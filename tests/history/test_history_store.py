"""The history keeps what it was given, through restarts, for each person apart."""

from __future__ import annotations

import io
from datetime import timedelta

import numpy as np
import pytest

from coach.errors import InputError, StoreError, TrackError
from coach.history.entries import StoredScreening, clean_name
from coach.history.store import HistoryStore, open_store
from coach.records import HandTracks, VideoInfo
from coach.tracks_file import Recorded
from tests.history.kept_sessions import BACK, NOON, make_review, make_tracks, new_session


def test_a_session_comes_back_whole_after_a_restart(store: HistoryStore) -> None:
    tracks, info, back = make_tracks()
    new = new_session(store, pain_before=5, pain_after=3, felt="warm", protocol_id="lumbar-home", receiver="Vera")
    kept = store.add_session(new, make_review(), Recorded(tracks, info, back))

    again = open_store(store.folder)
    (listed,) = again.list_sessions(kept.profile_id)
    assert listed == kept
    assert (listed.pain_before, listed.pain_after, listed.felt, listed.receiver) == (5, 3, "warm", "Vera")
    assert again.load_review(kept.uuid) == make_review()
    loaded, loaded_info, loaded_back = again.load_tracks(kept.uuid)
    assert loaded_info == info
    assert loaded_back == BACK
    np.testing.assert_array_equal(np.isnan(loaded.landmarks), np.isnan(tracks.landmarks))
    assert np.nanmax(np.abs(loaded.landmarks - tracks.landmarks)) <= 0.5 / 16000 + 1e-12
    np.testing.assert_array_equal(loaded.time_s, tracks.time_s)
    np.testing.assert_allclose(loaded.flow, tracks.flow, atol=1e-4)
    np.testing.assert_array_equal(loaded.repeated, tracks.repeated)
    np.testing.assert_allclose(loaded.scenes.matrix, tracks.scenes.matrix, atol=1e-7)
    np.testing.assert_array_equal(loaded.scenes.scene, tracks.scenes.scene)
    assert loaded.sides == ("left", None)


def test_people_do_not_mix(store: HistoryStore) -> None:
    ana, ben = store.add_profile("Ana"), store.add_profile("Ben")
    store.add_session(new_session(store, profile_id=ana.id), make_review())
    assert len(store.list_sessions(ana.id)) == 1
    assert store.list_sessions(ben.id) == []
    store.care.add_screening(StoredScreening(ana.id, "Vera", NOON, "1", {"fever": "no"}, "go"))
    assert store.care.last_screening(ben.id, "Vera") is None


def test_a_name_is_kept_as_plain_text_and_taken_only_once(store: HistoryStore) -> None:
    nasty = "<script>alert(1)</script>\x00\n![x](http://a)"
    profile = store.add_profile(nasty)
    assert profile.name == "<script>alert(1)</script> ![x](http://a)"
    with pytest.raises(InputError, match="already"):
        store.add_profile(profile.name.upper())
    with pytest.raises(InputError, match="needs a name"):
        store.add_profile("\t\x00 ")
    assert clean_name("x" * 500) == "x" * 60


def test_sessions_keep_their_order_when_the_clock_is_set_back(store: HistoryStore) -> None:
    first = store.add_session(new_session(store, started_at=NOON), make_review())
    second = store.add_session(new_session(store, started_at=NOON - timedelta(days=400)), make_review())
    third = store.add_session(new_session(store, started_at=NOON + timedelta(days=1)), make_review())
    listed = store.list_sessions(first.profile_id)
    assert [session.uuid for session in listed] == [first.uuid, second.uuid, third.uuid]
    assert [session.clock_was_wrong for session in listed] == [False, True, False]
    assert second.started_at == NOON - timedelta(days=400), "what the clock said is kept"


def test_a_three_hour_session_is_kept(store: HistoryStore) -> None:
    frames = 3 * 3600 * 30
    time_s = np.arange(frames) / 30
    wave = 0.5 + 0.2 * np.sin(time_s)[:, None, None, None] + np.zeros((1, 2, 21, 2))
    tracks = HandTracks(time_s, wave, np.ones((frames, 2), np.int8), 16 / 9)
    info = VideoInfo("long.mp4", 1280, 720, 30.0, frames, 10800.0)
    kept = store.add_session(
        new_session(store, duration_s=10800.0), make_review(duration_s=10800.0), Recorded(tracks, info)
    )
    loaded, _, back = store.load_tracks(kept.uuid)
    assert back is None
    assert loaded.time_s[-1] == pytest.approx(10800.0, abs=0.1)
    assert sum(file.stat().st_size for file in store.tracks_dir.iterdir()) < 60e6


def test_tracks_that_are_not_tracks_are_refused_in_words(store: HistoryStore) -> None:
    kept = store.add_session(new_session(store), make_review(), make_tracks())
    (path,) = store.tracks_dir.iterdir()
    whole = path.read_bytes()
    single = io.BytesIO()
    np.save(single, np.arange(3))
    for bad in (b"", b"PK", whole[: len(whole) // 2], b"x" * 100, single.getvalue()):
        path.write_bytes(bad)
        with pytest.raises(TrackError, match="does not hold"):
            store.load_tracks(kept.uuid)
    path.unlink()
    with pytest.raises(TrackError, match="not kept"):
        store.load_tracks(kept.uuid)
    with pytest.raises(TrackError, match="hexadecimal"):
        store.load_tracks("../../etc/passwd")


def test_a_session_that_is_gone_is_said(store: HistoryStore) -> None:
    with pytest.raises(StoreError, match="not in the history"):
        store.load_review("0" * 32)


def test_the_same_session_is_not_kept_twice_and_keeps_its_tracks(store: HistoryStore) -> None:
    new = new_session(store)
    store.add_session(new, make_review(), make_tracks())
    with pytest.raises(InputError, match="already"):
        store.add_session(new, make_review(), make_tracks(30))
    assert len(store.load_tracks(new.uuid)[0].time_s) == 90


@pytest.mark.parametrize("folder", ["../x", "/etc", "a/b", ".", "..", "a" * 99])
def test_a_folder_never_leads_elsewhere(store: HistoryStore, folder: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        new_session(store, folder=folder)


@pytest.mark.parametrize("pain", [-1, 11])
def test_pain_is_from_0_to_10(store: HistoryStore, pain: int) -> None:
    with pytest.raises(InputError, match="0 to 10"):
        new_session(store, pain_before=pain)


def test_a_new_review_replaces_the_old_one(store: HistoryStore) -> None:
    kept = store.add_session(new_session(store), make_review())
    store.replace_review(kept.uuid, make_review(technique="kneading"), analyser="9")
    again = store.find_session(kept.uuid)
    assert again.analyser == "9"
    assert set(again.summary.techniques) == {"kneading"}
    assert store.load_review(kept.uuid).segments[0].technique == "kneading"
