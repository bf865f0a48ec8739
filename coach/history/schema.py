"""The tables of the history and how an older file is brought up to date.

Each entry of :data:`MIGRATIONS` leads from one version to the next; ``PRAGMA user_version`` holds the version of a
file. An entry is never changed once it was released: a new need is a new entry.
"""

from __future__ import annotations

import sqlite3

from coach.errors import StoreError
from coach.words import say

MIGRATIONS: tuple[str, ...] = (
    # 1: people and their sessions
    """
    CREATE TABLE profile (
        id INTEGER PRIMARY KEY,
        uuid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        created_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE session (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
        started_at TEXT NOT NULL,
        ordered_at TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('live', 'recording')),
        protocol_id TEXT,
        duration_s REAL NOT NULL,
        receiver TEXT NOT NULL DEFAULT '',
        pain_before INTEGER CHECK (pain_before BETWEEN 0 AND 10),
        pain_after INTEGER CHECK (pain_after BETWEEN 0 AND 10),
        felt TEXT NOT NULL DEFAULT '',
        review BLOB NOT NULL,
        summary TEXT NOT NULL,
        tracks INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX session_by_profile ON session (profile_id, ordered_at);
    """,
    # 2: what was answered before a session, so that the next time can be short
    """
    CREATE TABLE screening (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
        receiver TEXT NOT NULL,
        taken_at TEXT NOT NULL,
        rules_version TEXT NOT NULL,
        answers TEXT NOT NULL,
        status TEXT NOT NULL
    ) STRICT;
    CREATE INDEX screening_by_receiver ON screening (profile_id, receiver, id);
    """,
    # 3: courses, practice without hints, and which analyser made a review
    """
    CREATE TABLE course (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uuid TEXT NOT NULL UNIQUE,
        profile_id INTEGER NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
        plan TEXT NOT NULL,
        starts_on TEXT NOT NULL,
        receiver TEXT NOT NULL DEFAULT '',
        ended_on TEXT
    ) STRICT;
    ALTER TABLE session ADD COLUMN guidance TEXT NOT NULL DEFAULT 'every';
    ALTER TABLE session ADD COLUMN analyser TEXT NOT NULL DEFAULT '';
    ALTER TABLE session ADD COLUMN cushion INTEGER NOT NULL DEFAULT 0;
    """,
    # 4: where the picture of a live session lies, if it was kept
    """
    ALTER TABLE session ADD COLUMN folder TEXT NOT NULL DEFAULT '';
    """,
    # 5: whether a session was ended because it hurt
    """
    ALTER TABLE session ADD COLUMN hurt INTEGER NOT NULL DEFAULT 0;
    """,
    # 6: what teachers say about a session, beside the coach's review
    """
    CREATE TABLE correction (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        teacher TEXT NOT NULL,
        blind INTEGER NOT NULL DEFAULT 0,
        changed_at TEXT NOT NULL,
        body TEXT NOT NULL,
        summary TEXT NOT NULL DEFAULT '',
        UNIQUE (session_id, teacher, blind)
    ) STRICT;
    """,
    # 7: rounds of one step, as JSON; empty for every other session
    """
    ALTER TABLE session ADD COLUMN rounds TEXT NOT NULL DEFAULT '';
    """,
)

SCHEMA_VERSION = len(MIGRATIONS)


def read_version(connection: sqlite3.Connection) -> int:
    """Return the version of the tables in an open database; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, upto: int = SCHEMA_VERSION) -> int:
    """Bring an open database up to version ``upto``, one whole step at a time.

    A step that is interrupted leaves the version before it, complete.

    Returns
    -------
    int
        The version that was found.

    Raises
    ------
    StoreError
        When the file was written by a newer version of the coach.
    """
    found = read_version(connection)
    if found > SCHEMA_VERSION:
        raise StoreError(say("history-newer", found=found, known=SCHEMA_VERSION))
    for version in range(found + 1, upto + 1):
        script = f"BEGIN IMMEDIATE; {MIGRATIONS[version - 1]} PRAGMA user_version = {version}; COMMIT;"
        try:
            connection.executescript(script)
        except sqlite3.Error:
            if connection.in_transaction:
                connection.rollback()
            raise
    return found
