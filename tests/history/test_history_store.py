"""The history keeps what it was given, through restarts, crashes, damage and older versions."""

from __future__ import annotations

import io
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from coach.errors import InputError, StoreError, TrackError
from coach.formats import CoverageModel, Review, ReviewSegment, VideoModel
from coach.history.archive import Recorded
from coach.history.entries import NewSession, StoredScreening, clean_name
from coach.history.schema import MIGRATIONS, SCHEMA_VERSION, migrate, read_version
from coach.history.store import HistoryStore, open_store
from coach.records import Back, HandTracks, VideoInfo

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make_review(name: str = "evening.mp4", technique: str = "rubbing", duration_s: float = 20.0) -> Review:
    return Review(
        video=VideoModel(name=name, duration_s=duration_s, fps=30.0, width=640, height=480, frames=600),
        coverage=CoverageModel(one_hand=0.9, two_hands=0.5),
        segments=[ReviewSegment(start_s=0.0, end_s=duration_s, technique=technique, pace_per_min=66.0)],
    )


BACK = Back.from_head("left")


def make_tracks(frames: int = 90) -> Recorded:
    rng = np.random.default_rng(3)
    landmarks = rng.uniform(-0.2, 1.2, (frames, 2, 21, 2))
    landmarks[10:20, 1] = np.nan
    tracks = HandTracks(np.arange(frames) / 30, landmarks, np.ones((frames, 2), np.int8), 4 / 3, ("left", None))
    return Recorded(tracks, VideoInfo("evening.mp4", 640, 480, 30.0, frames, frames / 30), BACK)


@pytest.fixture
def store(tmp_path: Path) -> HistoryStore:
    return open_store(tmp_path / "data")


def new_session(store: HistoryStore, **changes: object) -> NewSession:
    people = store.list_profiles() or [store.add_profile("Ana")]
    values: dict[str, object] = {"profile_id": people[0].id, "started_at": NOON, "kind": "live", "duration_s": 20.0}
    return NewSession(**(values | changes))  # type: ignore[arg-type]


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


@pytest.mark.parametrize("version", range(SCHEMA_VERSION))
def test_every_older_version_is_brought_up_to_date(tmp_path: Path, version: int) -> None:
    path = tmp_path / "history.sqlite3"
    old = sqlite3.connect(path)
    migrate(old, upto=version)
    if version >= 1:
        old.execute("INSERT INTO profile VALUES (7, 'u', 'Ana', '2026-01-01T00:00:00.000000')")
        old.execute(
            "INSERT INTO session (uuid, profile_id, started_at, ordered_at, kind, duration_s, review, summary)"
            " VALUES ('s', 7, '2026-01-01T10:00:00.000000', '2026-01-01T10:00:00.000000', 'live', 9.0, x'00', '{}')"
        )
    if version >= 2:
        old.execute("INSERT INTO screening VALUES (1, 7, 'Vera', '2026-01-01T00:00:00.000000', '1', '{}', 'go')")
    old.commit()
    old.close()

    store = open_store(tmp_path)
    assert store.notice is None
    new = sqlite3.connect(path)
    assert read_version(new) == SCHEMA_VERSION == len(MIGRATIONS)
    new.close()
    if version >= 1:
        (session,) = store.list_sessions(7)
        assert (session.guidance, session.cushion, session.duration_s) == ("every", False, 9.0)
    if version >= 2:
        screening = store.care.last_screening(7, "Vera")
        assert screening is not None and screening.status == "go"
    person = store.list_profiles()[0].id if version >= 1 else store.add_profile("Ana").id
    store.care.add_course(person, "daily", date(2026, 3, 1))
    assert store.care.running_course(person) is not None


def test_a_file_of_a_newer_version_is_left_alone(store: HistoryStore) -> None:
    db = sqlite3.connect(store.path)
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(store.folder)


def test_a_file_that_is_no_database_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / "history.sqlite3").write_bytes(b"not a database, " * 400)
    store = open_store(tmp_path)
    assert store.notice is not None and "damaged" in store.notice
    (kept,) = (tmp_path / "damaged").iterdir()
    assert kept.read_bytes().startswith(b"not a database")
    assert store.add_profile("Ana").name == "Ana"


def test_what_can_be_read_of_a_damaged_file_is_carried_over(store: HistoryStore) -> None:
    for day in range(120):
        store.add_session(new_session(store, started_at=NOON + timedelta(days=day), felt="x" * 1500), make_review())
    db = sqlite3.connect(store.path)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    raw = bytearray(store.path.read_bytes())
    middle = len(raw) // 2 // 4096 * 4096
    raw[middle : middle + 3 * 4096] = b"\xff" * (3 * 4096)
    store.path.write_bytes(bytes(raw))

    again = open_store(store.folder)
    assert again.notice is not None
    (person,) = again.list_profiles()
    rescued = again.list_sessions(person.id)
    assert 60 <= len(rescued) < 120
    assert f"{len(rescued)} of its sessions" in again.notice


def test_a_locked_file_is_said_and_nothing_is_lost(store: HistoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.history.database.LOCK_TIMEOUT_S", 0.1)
    new = new_session(store)
    other = sqlite3.connect(store.path)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="another program"):
        store.add_session(new, make_review(), make_tracks())
    assert list(store.tracks_dir.iterdir()) == [], "no tracks without a session"
    other.rollback()
    other.close()
    assert store.add_session(new, make_review()).uuid == new.uuid


def test_a_full_disk_is_said_and_the_rest_stays(store: HistoryStore) -> None:
    first = store.add_session(new_session(store), make_review())
    program = textwrap.dedent(
        f"""
        import resource, signal, sys
        from pathlib import Path
        from datetime import datetime, UTC
        import numpy as np
        from coach.errors import StoreError
        from coach.history.archive import Recorded
        from coach.history.entries import NewSession
        from coach.history.store import open_store
        from coach.records import HandTracks, VideoInfo
        store = open_store(Path({str(store.folder)!r}))
        review = store.load_review({first.uuid!r})
        n = 3000
        noise = np.random.default_rng(1).uniform(0, 1, (n, 2, 21, 2))
        tracks = HandTracks(np.arange(n) / 30, noise, np.ones((n, 2), np.int8), 1.0)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40960, 40960))
        new = NewSession(profile_id={first.profile_id}, started_at=datetime.now(UTC), kind="live", duration_s=1.0)
        try:
            store.add_session(new, review, Recorded(tracks, VideoInfo("a", 1, 1, 30.0, n, 100.0)))
        except StoreError as error:
            sys.exit(str(error))
        """
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert "could not be written" in run.stderr and "Traceback" not in run.stderr
    assert [path.name for path in store.tracks_dir.iterdir()] == []
    assert [session.uuid for session in open_store(store.folder).list_sessions(first.profile_id)] == [first.uuid]


def test_a_full_database_is_said(store: HistoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    new = new_session(store, felt="y" * 2000)
    from coach.history import store as module

    real = module.connect

    def cramped(path: Path):  # type: ignore[no-untyped-def]
        context = real(path)
        db = context.__enter__()
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")

        class Held:
            def __enter__(self) -> sqlite3.Connection:
                return db

            def __exit__(self, *error: object) -> bool | None:
                return context.__exit__(*error)  # type: ignore[arg-type]

        return Held()

    monkeypatch.setattr(module, "connect", cramped)
    huge = make_review(name="".join(np.random.default_rng(0).choice(list("abcdefgh"), 60000)))
    with pytest.raises(StoreError, match="disk is full"):
        store.add_session(new, huge)
    monkeypatch.undo()
    assert store.list_sessions(new.profile_id) == []


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="--data-dir"):
        open_store(tmp_path / "file" / "data")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_write_permission_is_named(store: HistoryStore) -> None:
    store.folder.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="--data-dir"):
            store.add_profile("Ana")
    finally:
        store.folder.chmod(0o700)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
def test_kill_in_the_middle_of_a_write_loses_nothing_committed(tmp_path: Path) -> None:
    program = textwrap.dedent(
        f"""
        from pathlib import Path
        from datetime import datetime, UTC
        from coach.formats import *
        from coach.history.entries import NewSession
        from coach.history.store import open_store
        store = open_store(Path({str(tmp_path)!r}))
        person = store.add_profile("Ana").id
        video = VideoModel(name="a" * 200000, duration_s=1, fps=30, width=1, height=1, frames=30)
        review = Review(video=video, coverage=CoverageModel(one_hand=1, two_hands=1), segments=[])
        while True:
            new = NewSession(profile_id=person, started_at=datetime.now(UTC), kind="live", duration_s=1.0)
            print(store.add_session(new, review).uuid, flush=True)
        """
    )
    writer = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    said = [writer.stdout.readline().strip() for _ in range(15)]
    writer.kill()
    said += writer.stdout.read().split("\n")
    writer.wait()
    writer.stdout.close()
    store = open_store(tmp_path)
    assert store.notice is None
    (person,) = store.list_profiles()
    kept = {session.uuid for session in store.list_sessions(person.id)}
    assert {uuid for uuid in said if len(uuid) == 32} <= kept
    assert len(kept) >= 15


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
