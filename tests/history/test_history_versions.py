"""Histories of older and newer versions, and damaged files."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from coach.errors import StoreError
from coach.history.schema import MIGRATIONS, SCHEMA_VERSION, migrate, read_version
from coach.history.store import HistoryStore, open_store
from tests.history.kept_sessions import NOON, make_review, new_session


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
