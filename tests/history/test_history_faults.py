"""A locked file, a full disk, a folder that cannot be written, a killed process: nothing committed is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from coach.errors import StoreError
from coach.history.store import HistoryStore, open_store
from tests.history.kept_sessions import make_review, make_tracks, new_session


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
        from coach.tracks_file import Recorded
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
        review = ReviewFile(video=video, coverage=CoverageModel(one_hand=1, two_hands=1), segments=[])
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
