"""What teachers say about the sessions, in the same database, beside the coach's reviews and never over them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from coach.corrections.records import Correction
from coach.corrections.shown import choose_word, correct_review
from coach.corrections.stored import read_text, write_text
from coach.errors import InputError, StoreError
from coach.history.database import connect
from coach.history.entries import clean_name, to_text
from coach.history.packed import unpack_review
from coach.history.summary import SessionSummary, summarise
from coach.words import say


@dataclass(frozen=True, slots=True)
class CorrectedSession:
    """One teacher's word on one session, as :meth:`CorrectionLog.list_all` lists it."""

    uuid: str
    profile_id: int
    correction: Correction


class CorrectionLog:
    """Corrections by session and teacher (:attr:`coach.history.store.HistoryStore.corrections`).

    A teacher has at most two a session: one made with the coach's word in view, and a blind one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def save(self, uuid: str, correction: Correction, asked: Mapping[str, str] | None = None) -> Correction:
        """Keep a teacher's word on a session; their earlier one of the same kind is replaced.

        Parameters
        ----------
        uuid : str
            Of the session.
        correction : Correction
        asked : mapping, optional
            Step id to the technique the protocol asks there, for the numbers that lists and charts show.

        Returns
        -------
        Correction
            As it was kept: with the teacher's name as one plain line and the moment in ``changed_at``.

        Raises
        ------
        InputError
            When the teacher has no name.
        StoreError
            When there is no such session, or the history cannot be written.
        """
        kept = sign(correction)
        with connect(self.path) as db:
            put_correction(db, uuid, kept, asked)
        return kept

    def list_of(self, uuid: str) -> list[Correction]:
        """Return every teacher's word on a session, the last kept one last; rows that cannot be read are left out."""
        query = (
            "SELECT body FROM correction JOIN session ON session.id = session_id WHERE session.uuid = ?"
            " ORDER BY changed_at, correction.id"
        )
        with connect(self.path) as db:
            rows = db.execute(query, (uuid,)).fetchall()
        return [correction for row in rows if (correction := _read(row)) is not None]

    def find(self, uuid: str, teacher: str, *, blind: bool = False) -> Correction | None:
        """Return one teacher's word on a session, or ``None``."""
        name = clean_name(teacher)
        return next((c for c in self.list_of(uuid) if c.teacher == name and c.blind == blind), None)

    def list_all(self, profile_id: int | None = None) -> list[CorrectedSession]:
        """Return every correction, of one person's sessions or of all, the last kept one last."""
        query = (
            "SELECT session.uuid, profile_id, body FROM correction JOIN session ON session.id = session_id"
            " WHERE ? IS NULL OR profile_id = ? ORDER BY changed_at, correction.id"
        )
        with connect(self.path) as db:
            rows = db.execute(query, (profile_id, profile_id)).fetchall()
        found = ((row, _read(row)) for row in rows)
        return [CorrectedSession(row["uuid"], row["profile_id"], word) for row, word in found if word is not None]

    def list_teachers(self) -> list[str]:
        """Return the names of all who ever corrected here, in alphabetical order."""
        with connect(self.path) as db:
            return [row["teacher"] for row in db.execute("SELECT DISTINCT teacher FROM correction ORDER BY teacher")]

    def delete(self, uuid: str, teacher: str, *, blind: bool = False) -> None:
        """Remove one teacher's word on a session; nothing happens when there is none."""
        with connect(self.path) as db:
            db.execute(
                "DELETE FROM correction WHERE teacher = ? AND blind = ?"
                " AND session_id = (SELECT id FROM session WHERE uuid = ?)",
                (clean_name(teacher), int(blind), uuid),
            )

    def list_summaries(self, profile_id: int) -> dict[str, tuple[str, SessionSummary]]:
        """Return, for each corrected session of a person, whose word is shown and the numbers of the session with it.

        See :func:`coach.corrections.shown.choose_word` for whose word that is.
        """
        query = (
            "SELECT session.uuid, teacher, blind, body, correction.summary FROM correction"
            " JOIN session ON session.id = session_id WHERE profile_id = ?"
        )
        with connect(self.path) as db:
            rows = db.execute(query, (profile_id,)).fetchall()
        words: dict[str, dict[Correction, str]] = {}
        for row in rows:
            correction = _read(row)
            if correction is not None:
                words.setdefault(row["uuid"], {})[correction] = row["summary"]
        shown = {}
        for uuid, summaries in words.items():
            word = choose_word(summaries)
            if word is not None and summaries[word]:
                shown[uuid] = (word.teacher, SessionSummary.model_validate_json(summaries[word]))
        return shown


def sign(correction: Correction) -> Correction:
    """Return a correction as it is kept: with the teacher's name as one plain line and the moment in ``changed_at``.

    Raises
    ------
    InputError
        When the teacher has no name.
    """
    teacher = clean_name(correction.teacher)
    if not teacher:
        raise InputError(say("correct-name-empty"))
    return replace(correction, teacher=teacher, changed_at=datetime.now(UTC))


def put_correction(
    db: sqlite3.Connection, uuid: str, correction: Correction, asked: Mapping[str, str] | None = None
) -> None:
    """Write a correction in an open database, with the numbers of the session as it corrects it.

    Raises
    ------
    StoreError
        When there is no such session.
    """
    row = db.execute("SELECT id, review FROM session WHERE uuid = ?", (uuid,)).fetchone()
    if row is None:
        raise StoreError(say("history-gone"))
    summary = summarise(correct_review(unpack_review(row["review"]), correction), asked)
    values = (
        *(row["id"], correction.teacher, int(correction.blind), to_text(correction.changed_at)),
        *(write_text(correction), summary.model_dump_json()),
    )
    db.execute(
        "INSERT INTO correction (session_id, teacher, blind, changed_at, body, summary) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (session_id, teacher, blind) DO UPDATE SET"
        " changed_at = excluded.changed_at, body = excluded.body, summary = excluded.summary",
        values,
    )


def refresh_summaries(db: sqlite3.Connection, uuid: str, asked: Mapping[str, str] | None = None) -> None:
    """Take the numbers of a session anew as each teacher corrects it, after its review was replaced."""
    query = "SELECT body FROM correction WHERE session_id = (SELECT id FROM session WHERE uuid = ?)"
    for row in db.execute(query, (uuid,)).fetchall():
        correction = _read(row)
        if correction is not None:
            put_correction(db, uuid, correction, asked)


def _read(row: sqlite3.Row) -> Correction | None:
    """Make a record of a row; ``None`` when it is damaged, so that one row never hides the others."""
    try:
        return read_text(row["body"])
    except StoreError:
        return None
