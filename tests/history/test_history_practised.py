"""Rounds of one step in the history: how near they came, kept, listed, and refused when damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from coach.history.levels import find_standings
from coach.history.practised import MOST_ROUNDS, PractisedRounds, read_practised, write_practised
from coach.history.store import HistoryStore
from coach.history.transfer import export_history, import_history
from tests.history.kept_sessions import NOON, make_review, new_session, store

__all__ = ["store"]
ROUNDS = PractisedRounds("rubbing", 60.0, 70.0, (45.0, None, 58.0))


@pytest.mark.parametrize(
    ("paces", "gap"),
    [
        ((45.0, None, 58.0), -2.0),
        ((45.0, 60.0, None), 0.0),
        ((70.0,), 0.0),
        ((90.0, 70.5), 0.5),
        ((None, None), None),
    ],
)
def test_how_near_the_last_pace_came(paces: tuple[float | None, ...], gap: float | None) -> None:
    assert PractisedRounds("rubbing", 60.0, 70.0, paces).gap_per_min == gap


@pytest.mark.parametrize("changes", [{"paces": ()}, {"paces": (45.0,) * (MOST_ROUNDS + 1)}, {"low": float("nan")}])
def test_what_is_no_series_is_refused(changes: dict[str, object]) -> None:
    whole = {"technique": "rubbing", "low": 60.0, "high": 70.0, "paces": (45.0,) * MOST_ROUNDS}
    assert PractisedRounds(**whole)  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        PractisedRounds(**(whole | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "{", '{"technique": "rubbing"}', '{"technique": "dancing"}'])
def test_a_damaged_text_holds_no_rounds(text: str) -> None:
    assert read_practised(text) is None
    assert read_practised(write_practised(ROUNDS)) == ROUNDS


def test_rounds_are_kept_taken_along_and_count_for_no_level(store: HistoryStore, tmp_path: Path) -> None:
    plain = store.add_session(new_session(store), make_review())
    kept = store.add_session(new_session(store, rounds=ROUNDS, started_at=NOON + timedelta(days=1)), make_review())
    assert (plain.rounds, kept.rounds) == (None, ROUNDS)
    sessions = store.list_sessions(kept.profile_id)
    assert [session.rounds for session in sessions] == [None, ROUNDS]
    assert {standing.level for standing in find_standings(sessions)} == {"watch"}

    other = HistoryStore(tmp_path / "other")
    import_history(other, export_history(store, tmp_path / "all.zip"))
    (person,) = other.list_profiles()
    assert [session.rounds for session in other.list_sessions(person.id)] == [None, ROUNDS]


def test_damaged_rounds_hide_no_session(store: HistoryStore, tmp_path: Path) -> None:
    kept = store.add_session(new_session(store, rounds=ROUNDS), make_review())
    with closing(sqlite3.connect(store.path)) as db, db:
        db.execute("UPDATE session SET rounds = '{'")
    assert [session.uuid for session in store.list_sessions(kept.profile_id)] == [kept.uuid]
    assert store.find_session(kept.uuid).rounds is None
    other = HistoryStore(tmp_path / "other")
    assert import_history(other, export_history(store, tmp_path / "all.zip")).sessions == 1
