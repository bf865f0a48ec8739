"""Opening the database file: settings, clear words for every fault, and what is done about a damaged file."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from coach.errors import StoreError
from coach.history.entries import to_text
from coach.history.schema import SCHEMA_VERSION, migrate, read_version
from coach.paths import ensure_dir
from coach.words import say

LOCK_TIMEOUT_S = 3.0
"""How long to wait for another window of the coach that is writing; a write takes milliseconds."""
MOST_ROWS = 100_000
"""How far a rescue looks: a damaged counter must not make it endless."""
SIDE_FILES = ("-wal", "-shm", "-journal")
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class DamagedError(StoreError):
    """The file is not a readable database any more."""


@contextmanager
def connect(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database for one piece of work; commit at the end, roll back on any error.

    A connection is never shared between threads: every piece of work opens its own (0.2 ms).

    Raises
    ------
    StoreError
        With words for a locked, full, unwritable or damaged file (:class:`DamagedError`).
    """
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=LOCK_TIMEOUT_S)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA trusted_schema = OFF")
        with connection:
            yield connection
    except sqlite3.Error as error:
        raise explain(error, path) from error
    finally:
        if connection is not None:
            connection.close()


def explain(error: sqlite3.Error, path: Path) -> StoreError:
    """Turn a fault of the database into words: what happened and what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _DAMAGED:
        return DamagedError(say("history-damaged", name=path.name))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreError(say("history-in-use"))
    if code == sqlite3.SQLITE_FULL:
        return StoreError(say("history-disk-full"))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR):
        return StoreError(say("history-not-writable", folder=str(path.parent)))
    if isinstance(error, sqlite3.IntegrityError):
        return StoreError(say("history-changed"))
    return StoreError(say("history-unusable", error=str(error)))


def prepare(path: Path) -> str | None:
    """Make the file ready: create it, bring it up to date, and put a damaged one aside.

    Returns
    -------
    str or None
        What the user should be told, when a damaged file was put aside.
    """
    ensure_dir(path.parent)
    try:
        _check_and_migrate(path)
    except DamagedError:
        kept, rescued = _put_aside(path)
        return say("history-rescued", name=f"{kept.parent.name}/{kept.name}", folder=str(path.parent), rescued=rescued)
    return None


def _check_and_migrate(path: Path) -> None:
    with connect(path) as connection:
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise DamagedError(say("history-damaged", name=path.name))
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode = WAL")
        migrate(connection)
    path.chmod(0o600)


def _put_aside(path: Path) -> tuple[Path, int]:
    """Copy the damaged file away, start a new one, and carry over every row that can still be read."""
    folder = ensure_dir(path.parent / "damaged")
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    kept = folder / f"history-{stamp}.sqlite3"
    for suffix in ("", *SIDE_FILES):
        part = path.with_name(path.name + suffix)
        if part.exists():
            shutil.copy2(part, kept.with_name(kept.name + suffix))
            part.unlink()
    _check_and_migrate(path)
    return kept, _rescue(kept, path)


def _rescue(damaged: Path, path: Path) -> int:
    """Copy what can be read row by row; return how many sessions came through."""
    rescued = 0
    try:
        source = sqlite3.connect(damaged)
    except sqlite3.Error:
        return 0
    source.row_factory = sqlite3.Row
    try:
        if not 0 < read_version(source) <= SCHEMA_VERSION:
            return 0
        with connect(path) as target:
            for table in ("profile", "session", "screening", "course", "correction"):
                for row in _readable_rows(source, table):
                    rescued += _copy_row(target, table, row) and table == "session"
    except sqlite3.Error:
        return rescued
    finally:
        source.close()
    return rescued


def _readable_rows(source: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row]:
    try:
        last = min(source.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0, MOST_ROWS)
    except sqlite3.Error:
        return
    for row_id in range(1, last + 1):
        try:
            row = source.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).fetchone()
        except sqlite3.Error:
            continue
        if row is not None:
            yield row


def _copy_row(target: sqlite3.Connection, table: str, row: sqlite3.Row) -> bool:
    names = row.keys()
    if "profile_id" in names:
        stand_in = (row["profile_id"], f"{row['profile_id']:032x}", say("memory-recovered"), to_text(datetime.now(UTC)))
        target.execute("INSERT OR IGNORE INTO profile (id, uuid, name, created_at) VALUES (?, ?, ?, ?)", stand_in)
    marks = ", ".join("?" for _ in names)
    try:
        target.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", tuple(row))
    except sqlite3.Error:
        return False
    return True
