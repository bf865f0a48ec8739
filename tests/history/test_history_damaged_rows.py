"""One damaged row never hides the others, and can be deleted."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest

from coach.errors import StoreError
from coach.history.entries import StoredScreening
from coach.history.erase import delete_profile, delete_session
from coach.history.store import HistoryStore, open_store
from coach.history.transfer import export_history, import_history
from tests.history.kept_sessions import make_review, make_tracks, new_session

DAMAGED = [
    ("started_at", "2026-02-31T12:00:00.000000"),
    ("started_at", "soon"),
    ("ordered_at", "0000-00-00T00:00:00.000000"),
    ("duration_s", -1.0),
    ("duration_s", float("inf")),
    ("kind", "dream"),
    ("guidance", "shouting"),
    ("pain_before", 11),
    ("pain_after", -1),
]


def damage(store: HistoryStore, table: str, column: str, value: object, number: int) -> None:
    with sqlite3.connect(store.path) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (value, number))


@pytest.mark.parametrize(("column", "value"), DAMAGED)
def test_a_damaged_session_is_named_and_deleted_and_the_others_stay(store, column, value):
    bad = store.add_session(new_session(store), make_review(), make_tracks())
    good = store.add_session(new_session(store), make_review())
    damage(store, "session", column, value, bad.id)
    assert [session.uuid for session in store.list_sessions(good.profile_id)] == [good.uuid]
    assert [row.uuid for row in store.list_unreadable(good.profile_id)] == [bad.uuid]
    with pytest.raises(StoreError, match=f"Session {bad.id} is damaged"):
        store.find_session(bad.uuid)
    store.add_session(new_session(store), make_review())
    delete_session(store, bad.uuid)
    assert store.list_unreadable(good.profile_id) == []
    assert not list(store.tracks_dir.glob(f"{bad.uuid}*"))


def test_a_person_with_damaged_rows_is_shown_and_deleted(store):
    kept = store.add_session(new_session(store), make_review(), make_tracks())
    damage(store, "session", "started_at", "never", kept.id)
    damage(store, "session", "ordered_at", "never", kept.id)
    damage(store, "profile", "created_at", "never", kept.profile_id)
    assert [person.name for person in store.list_profiles()] == ["Ana"]
    assert store.last_active(kept.profile_id) is None
    delete_profile(store, kept.profile_id)
    assert store.list_profiles() == []
    assert not list(store.tracks_dir.glob("*"))


@pytest.mark.parametrize(("column", "value"), [("taken_at", "never"), ("answers", "{"), ("answers", "[]")])
def test_damaged_answers_are_asked_anew(store, column, value):
    person = store.add_profile("Ana")
    at = datetime(2026, 3, 1, tzinfo=UTC)
    store.care.add_screening(StoredScreening(person.id, "Bo", at, "3", {"fever": "no"}, "go"))
    assert store.care.last_screening(person.id, "Bo") is not None
    damage(store, "screening", column, value, 1)
    assert store.care.last_screening(person.id, "Bo") is None


@pytest.mark.parametrize("column", ["starts_on", "ended_on"])
def test_a_damaged_course_is_none(store, column):
    person = store.add_profile("Ana")
    store.care.add_course(person.id, "prophylactic", datetime(2026, 3, 1, tzinfo=UTC).date())
    damage(store, "course", column, "2026-02-31", 1)
    assert store.care.running_course(person.id) is None


def test_what_can_be_read_is_taken_along(store, tmp_path):
    damaged, unpacked, good = (store.add_session(new_session(store), make_review()) for _ in range(3))
    damage(store, "session", "started_at", "never", damaged.id)
    damage(store, "session", "review", b"no review", unpacked.id)
    export = export_history(store, tmp_path / "out.zip")
    other = open_store(tmp_path / "other")
    assert import_history(other, export).sessions == 1
    assert [session.uuid for session in other.list_sessions(1)] == [good.uuid]
