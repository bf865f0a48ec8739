"""Deleting for good: rows overwritten and vacuumed, the write-ahead log emptied, files removed."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from coach.errors import StoreError
from coach.history import archive
from coach.history.database import LOCK_TIMEOUT_S, SIDE_FILES, DamagedError, connect, explain
from coach.history.entries import FOLDER_NAME
from coach.history.store import HistoryStore
from coach.words import say

RECORDED_FOLDERS = ("tracks", archive.FEATURES_FOLDER, "live", "models", "classes", archive.NOTES_FOLDER, "damaged")
"""What the coach itself recorded or learnt from it; protocols that the user wrote stay."""


def delete_session(store: HistoryStore, uuid: str) -> None:
    """Delete one session with its movements and its picture; nothing of it is left in the files.

    Raises
    ------
    StoreError
        When the history is locked or cannot be written.
    """
    _delete_files(store, uuid, store.find_files(uuid))
    with connect(store.path) as db:
        db.execute("DELETE FROM session WHERE uuid = ?", (uuid,))
    compact(store.path)


def delete_profile(store: HistoryStore, profile_id: int) -> None:
    """Delete a person with all sessions, screenings and courses."""
    uuids = [session.uuid for session in store.list_sessions(profile_id)]
    for uuid in uuids + [row.uuid for row in store.list_unreadable(profile_id)]:
        _delete_files(store, uuid, store.find_files(uuid))
    with connect(store.path) as db:
        db.execute("DELETE FROM profile WHERE id = ?", (profile_id,))
    compact(store.path)


def _delete_files(store: HistoryStore, uuid: str, folder_name: str) -> None:
    """Remove the files first: were this cut off, the session would still be listed and could be deleted again."""
    archive.delete_tracks(store.tracks_dir, uuid)
    folders = [archive.notes_path(store.tracks_dir, uuid)]
    if FOLDER_NAME.fullmatch(folder_name):
        folders.append(store.folder / "live" / folder_name)
    try:
        for folder in folders:
            if folder.is_dir():
                shutil.rmtree(folder)
    except OSError as error:
        raise StoreError(say("history-picture-not-deleted", why=error.strerror or str(error))) from error


def delete_everything(folder: Path) -> None:
    """Delete all that the coach recorded: the history, movements, live sessions with their pictures, damaged copies.

    Protocols that the user wrote stay. The history is empty afterwards and ready to be used again once it is opened.

    Raises
    ------
    StoreError
        When another program uses the history; nothing was deleted then.
    """
    path = folder / "history.sqlite3"
    if path.exists():
        _empty(path)
    try:
        for name in RECORDED_FOLDERS:
            if (folder / name).exists():
                shutil.rmtree(folder / name)
        for suffix in (*SIDE_FILES, ""):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(say("history-not-deleted", folder=str(folder), why=error.strerror or str(error))) from error


def compact(path: Path) -> None:
    """Write the database anew without its gaps and empty the log, so that deleted rows are gone from the disk.

    ``secure_delete`` has already overwritten them inside the file; the log still held older pages.
    """
    connection = sqlite3.connect(path, timeout=LOCK_TIMEOUT_S, isolation_level=None)
    try:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("VACUUM")
        busy = bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
    except sqlite3.OperationalError as error:
        busy = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if not busy:
            raise explain(error, path) from error
    except sqlite3.Error as error:
        raise explain(error, path) from error
    finally:
        connection.close()
    if busy:
        raise StoreError(say("history-traces"))


def _empty(path: Path) -> None:
    """Overwrite every row first: a file that another process holds open must not keep what was deleted."""
    try:
        with connect(path) as db:
            tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            for (table,) in tables.fetchall():
                db.execute(f'DELETE FROM "{table}"')
        compact(path)
    except DamagedError:
        return  # there are no rows to overwrite; the file itself is removed next
