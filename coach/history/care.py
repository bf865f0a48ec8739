"""What goes with the sessions: the answers given before them, and the course they belong to."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

from coach.history.database import connect
from coach.history.entries import StoredCourse, StoredScreening, clean_name, find_moment, new_uuid, to_text


class CareLog:
    """Screenings and courses in the same database as the sessions (:attr:`coach.history.store.HistoryStore.care`)."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add_screening(self, screening: StoredScreening) -> None:
        """Keep the answers given before a session."""
        values = (
            *(screening.profile_id, clean_name(screening.receiver), to_text(screening.taken_at)),
            *(screening.rules_version, json.dumps(screening.answers), screening.status),
        )
        with connect(self.path) as db:
            db.execute(
                "INSERT INTO screening (profile_id, receiver, taken_at, rules_version, answers, status)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                values,
            )

    def last_screening(self, profile_id: int, receiver: str) -> StoredScreening | None:
        """Return the newest answers about one receiver, or ``None``."""
        with connect(self.path) as db:
            row = db.execute(
                "SELECT * FROM screening WHERE profile_id = ? AND receiver = ? ORDER BY id DESC LIMIT 1",
                (profile_id, clean_name(receiver)),
            ).fetchone()
        return None if row is None else _read_screening(row)

    def add_course(self, profile_id: int, plan: str, starts_on: date, receiver: str = "") -> None:
        """Begin a course; one that was running ends."""
        with connect(self.path) as db:
            db.execute(
                "UPDATE course SET ended_on = ? WHERE profile_id = ? AND ended_on IS NULL",
                (starts_on.isoformat(), profile_id),
            )
            db.execute(
                "INSERT INTO course (uuid, profile_id, plan, starts_on, receiver) VALUES (?, ?, ?, ?, ?)",
                (new_uuid(), profile_id, plan, starts_on.isoformat(), clean_name(receiver)),
            )

    def end_course(self, course_id: int, on: date) -> None:
        """End a course."""
        with connect(self.path) as db:
            db.execute("UPDATE course SET ended_on = ? WHERE id = ?", (on.isoformat(), course_id))

    def running_course(self, profile_id: int) -> StoredCourse | None:
        """Return the course that a person is in, or ``None``."""
        query = "SELECT * FROM course WHERE profile_id = ? AND ended_on IS NULL ORDER BY id DESC LIMIT 1"
        with connect(self.path) as db:
            row = db.execute(query, (profile_id,)).fetchone()
        return None if row is None else _read_course(row)


def _read_screening(row: sqlite3.Row) -> StoredScreening | None:
    """Make a record of a row of the table of screenings; ``None`` when it is damaged: then everything is asked."""
    taken_at = find_moment(row["taken_at"])
    try:
        answers = json.loads(row["answers"])
    except ValueError:
        return None
    if taken_at is None or not isinstance(answers, dict):
        return None
    return StoredScreening(
        profile_id=row["profile_id"],
        receiver=row["receiver"],
        taken_at=taken_at,
        rules_version=row["rules_version"],
        answers=answers,
        status=row["status"],
    )


def _read_course(row: sqlite3.Row) -> StoredCourse | None:
    """Make a record of a row of the table of courses; ``None`` when it is damaged: then a new one can be begun."""
    ended = row["ended_on"]
    try:
        starts_on = date.fromisoformat(row["starts_on"])
        ended_on = None if ended is None else date.fromisoformat(ended)
    except ValueError:
        return None
    return StoredCourse(
        id=row["id"],
        uuid=row["uuid"],
        profile_id=row["profile_id"],
        plan=row["plan"],
        starts_on=starts_on,
        receiver=row["receiver"],
        ended_on=ended_on,
    )
