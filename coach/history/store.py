"""The history of sessions on this computer: who massaged, what was seen, how the receiver felt.

SQLite in the user's data folder (write-ahead log, every commit synced), landmark tracks as files beside it. Every
method opens its own connection, so a store may be used from any thread; what a method wrote is on disk when it returns,
and a process killed in the middle loses only what it had not finished.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coach import paths
from coach.errors import InputError, StoreError
from coach.formats import ReviewFile
from coach.history import archive
from coach.history.care import CareLog
from coach.history.corrected import CorrectionLog, refresh_summaries
from coach.history.database import connect, prepare
from coach.history.entries import (
    NOTE_LENGTH,
    NewSession,
    Profile,
    Session,
    UnreadableSession,
    check_pain,
    clean_name,
    find_moment,
    new_uuid,
    to_text,
)
from coach.history.packed import pack_review, unpack_review
from coach.history.practised import write_practised
from coach.history.rows import read_session
from coach.history.summary import summarise
from coach.tracks_file import Recorded
from coach.words import say

UNKNOWN_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
"""Of a person whose row says no real moment; it is shown nowhere."""

_LISTED = (
    "id, uuid, profile_id, started_at, ordered_at, kind, protocol_id, duration_s, receiver, pain_before, pain_after, "
    "felt, guidance, analyser, cushion, folder, hurt, tracks, summary, rounds"
)


class HistoryStore:
    """All that is remembered; make one with :func:`open_store`.

    Attributes
    ----------
    folder : Path
        Holds ``history.sqlite3`` and ``tracks/``.
    notice : str or None
        What the user should be told about the opening (a damaged file was put aside).
    care : CareLog
        Screenings and courses.
    corrections : CorrectionLog
        What teachers say about the sessions.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / paths.history_file().name
        self.tracks_dir = folder / paths.tracks_dir().name
        self.notice = prepare(self.path)
        self.care = CareLog(self.path)
        self.corrections = CorrectionLog(self.path)

    # People -----------------------------------------------------------------------------------------------------

    def add_profile(self, name: str) -> Profile:
        """Add a person who massages at this computer.

        Raises
        ------
        InputError
            When the name is empty or taken.
        """
        cleaned = clean_name(name)
        if not cleaned:
            raise InputError(say("history-name-empty"))
        if any(profile.name.casefold() == cleaned.casefold() for profile in self.list_profiles()):
            raise InputError(say("history-name-taken", name=cleaned))
        values = (new_uuid(), cleaned, to_text(datetime.now(UTC)))
        with connect(self.path) as db:
            db.execute("INSERT INTO profile (uuid, name, created_at) VALUES (?, ?, ?)", values)
        return next(profile for profile in self.list_profiles() if profile.uuid == values[0])

    def list_profiles(self) -> list[Profile]:
        """Return all people in the order in which they were added."""
        with connect(self.path) as db:
            rows = db.execute("SELECT id, uuid, name, created_at FROM profile ORDER BY id").fetchall()
        return [
            Profile(row["id"], row["uuid"], row["name"], find_moment(row["created_at"]) or UNKNOWN_MOMENT)
            for row in rows
        ]

    def last_active(self, profile_id: int) -> datetime | None:
        """Return when a person last kept a session, or ``None``."""
        query = "SELECT max(ordered_at) AS at FROM session WHERE profile_id = ?"
        with connect(self.path) as db:
            at = db.execute(query, (profile_id,)).fetchone()["at"]
        return None if at is None else find_moment(at)

    def is_empty(self, profile_id: int) -> bool:
        """Whether nothing was ever kept for a person."""
        tables = ("session", "screening", "course")
        query = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE profile_id = ?" for table in tables)
        with connect(self.path) as db:
            return db.execute(query, (profile_id,) * len(tables)).fetchone() is None

    # Sessions ---------------------------------------------------------------------------------------------------

    def add_session(
        self,
        new: NewSession,
        review: ReviewFile,
        recorded: Recorded | None = None,
        asked: Mapping[str, str] | None = None,
    ) -> Session:
        """Keep a session: first its tracks, then the row that names them, so that a listed session is always whole.

        Parameters
        ----------
        new : NewSession
        review : ReviewFile
        recorded : Recorded, optional
            The movements, kept so that the session can be analysed again by a better coach.
        asked : mapping, optional
            Step id to the technique the protocol asks there.
        """
        if self.knows(new.uuid):
            raise InputError(say("history-there-already"))
        if recorded is not None:
            archive.save_tracks(self.tracks_dir, new.uuid, recorded)
        try:
            with connect(self.path) as db:
                ordered_at = _after_the_last(db, new)
                db.execute(
                    "INSERT INTO session (uuid, profile_id, started_at, ordered_at, kind, protocol_id, duration_s,"
                    " receiver, pain_before, pain_after, felt, guidance, analyser, cushion, folder, hurt, review,"
                    " summary, tracks, rounds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        *(new.uuid, new.profile_id, to_text(new.started_at), to_text(ordered_at), new.kind),
                        *(new.protocol_id, new.duration_s, clean_name(new.receiver), new.pain_before, new.pain_after),
                        *(new.felt[:NOTE_LENGTH], new.guidance, new.analyser, int(new.cushion), new.folder),
                        *(int(new.hurt), pack_review(review)),
                        *(summarise(review, asked).model_dump_json(), int(recorded is not None)),
                        write_practised(new.rounds),
                    ),
                )
        except StoreError:
            archive.delete_tracks(self.tracks_dir, new.uuid)
            raise
        return self.find_session(new.uuid)

    def knows(self, uuid: str) -> bool:
        """Whether there is a session of this name."""
        with connect(self.path) as db:
            return db.execute("SELECT 1 FROM session WHERE uuid = ?", (uuid,)).fetchone() is not None

    def list_sessions(self, profile_id: int) -> list[Session]:
        """Return the sessions of one person, the earliest first, without their whole reviews.

        The numbers of a session that a teacher corrected are those with the teacher's word. Rows that hold no session
        any more are left out; :meth:`list_unreadable` names them.
        """
        query = f"SELECT {_LISTED} FROM session WHERE profile_id = ? ORDER BY ordered_at, id"
        with connect(self.path) as db:
            rows = db.execute(query, (profile_id,)).fetchall()
        shown = self.corrections.list_summaries(profile_id)
        sessions = [session for session in map(read_session, rows) if session is not None]
        return [
            replace(session, corrected_by=shown[session.uuid][0], summary=shown[session.uuid][1])
            if session.uuid in shown
            else session
            for session in sessions
        ]

    def list_unreadable(self, profile_id: int) -> list[UnreadableSession]:
        """Return the rows of one person that hold no session any more, the earliest first."""
        query = f"SELECT {_LISTED} FROM session WHERE profile_id = ? ORDER BY id"
        with connect(self.path) as db:
            rows = db.execute(query, (profile_id,)).fetchall()
        return [UnreadableSession(row["id"], row["uuid"]) for row in rows if read_session(row) is None]

    def find_files(self, uuid: str) -> str:
        """Return the name of the folder of a session's picture, whether or not the rest of it can be read.

        Raises
        ------
        StoreError
            When there is no such session.
        """
        with connect(self.path) as db:
            row = db.execute("SELECT folder FROM session WHERE uuid = ?", (uuid,)).fetchone()
        if row is None:
            raise StoreError(say("history-gone"))
        return str(row["folder"])

    def find_session(self, uuid: str) -> Session:
        """Return one session.

        Raises
        ------
        StoreError
            When there is none, for instance because another window deleted it.
        """
        with connect(self.path) as db:
            row = db.execute(f"SELECT {_LISTED} FROM session WHERE uuid = ?", (uuid,)).fetchone()
        if row is None:
            raise StoreError(say("history-gone"))
        session = read_session(row)
        if session is None:
            raise StoreError(say("history-session-unreadable", number=row["id"]))
        return session

    def load_review(self, uuid: str) -> ReviewFile:
        """Return the whole review of a session; raises :class:`StoreError` when it is gone or unreadable."""
        with connect(self.path) as db:
            row = db.execute("SELECT review FROM session WHERE uuid = ?", (uuid,)).fetchone()
        if row is None:
            raise StoreError(say("history-gone"))
        return unpack_review(row["review"])

    def load_tracks(self, uuid: str) -> Recorded:
        """Return the movements of a session; raises :class:`coach.errors.TrackError` when there are none."""
        return archive.load_tracks(archive.tracks_path(self.tracks_dir, uuid))

    def replace_review(
        self, uuid: str, review: ReviewFile, analyser: str, asked: Mapping[str, str] | None = None
    ) -> None:
        """Put a new review of the same session in place of the old one (it was analysed again)."""
        summary = summarise(review, asked).model_dump_json()
        with connect(self.path) as db:
            db.execute(
                "UPDATE session SET review = ?, summary = ?, analyser = ? WHERE uuid = ?",
                (pack_review(review), summary, analyser, uuid),
            )
            refresh_summaries(db, uuid, asked)

    def note_aftercare(self, uuid: str, pain_after: int | None, felt: str) -> None:
        """Keep how the receiver felt after the session."""
        check_pain(pain_after)
        with connect(self.path) as db:
            values = (pain_after, felt[:NOTE_LENGTH], uuid)
            db.execute("UPDATE session SET pain_after = ?, felt = ? WHERE uuid = ?", values)


def open_store(folder: Path | None = None) -> HistoryStore:
    """Open the history, creating it or bringing it up to date where needed.

    Raises
    ------
    StoreError
        When the folder cannot be written, the file is locked, or a newer version of the coach wrote it. A damaged file
        raises nothing: it is put aside, what can be read is carried over, and :attr:`HistoryStore.notice` says so.
    """
    return HistoryStore(paths.data_dir() if folder is None else folder)


def _after_the_last(db: sqlite3.Connection, new: NewSession) -> datetime:
    """Return the session's time, or just after the last one's when the clock was set back in between."""
    db.execute("BEGIN IMMEDIATE")
    row = db.execute("SELECT max(ordered_at) AS last FROM session WHERE profile_id = ?", (new.profile_id,)).fetchone()
    started_at = new.started_at.astimezone(UTC)
    last = find_moment(row["last"])
    return started_at if last is None or last < started_at else last + timedelta(seconds=1)
