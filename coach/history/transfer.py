"""Everything in one zip file, and back, on this computer or another one.

::

    manifest.json           format, version, when, by which version of the coach
    people.json             profiles, their sessions without reviews, what teachers said of them, screenings, courses
    reviews/UUID.json       one review a session, as ``review.json``
    tracks/UUID.npz         landmark tracks, where they were kept
    notes/UUID/NAME.json    notes to the student, a file for every version

Import adds what is not there yet and changes nothing that is. Nothing from the file is ever used as a path: every entry
must bear one of the names above, and is read into memory or copied under a name made here.
"""

from __future__ import annotations

import json
import lzma
import shutil
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Set
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

import coach
from coach.errors import InputError, StoreError
from coach.files import write_data_file
from coach.formats import ReviewFile
from coach.history import archive
from coach.history.database import connect
from coach.history.import_rows import People, Person, Session
from coach.history.packed import pack_review, unpack_review
from coach.history.practised import read_practised, write_practised
from coach.history.rows import is_readable
from coach.history.store import HistoryStore
from coach.history.transfer_words import (
    add_corrections,
    add_notes,
    group_notes,
    read_corrections,
    remove_notes,
    write_notes,
)
from coach.history.zip_entries import find_entries
from coach.paths import ensure_dir
from coach.words import say

FORMAT = "massage-coach-history"
FORMAT_VERSION = 4
"""2: sessions say whether they were ended because it hurt; 3: what teachers said of them; 4: rounds of one step, notes
to the student."""
_EMPTY_NAMESAKE = """
    SELECT id FROM profile WHERE name = ?
    AND NOT EXISTS (SELECT 1 FROM session WHERE profile_id = profile.id)
    AND NOT EXISTS (SELECT 1 FROM screening WHERE profile_id = profile.id)
    AND NOT EXISTS (SELECT 1 FROM course WHERE profile_id = profile.id)
"""


@dataclass(frozen=True, slots=True)
class _Export:
    """An opened export, read by the names that the coach gives its entries; a missing one is a ``KeyError``."""

    source: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]

    def read(self, name: str) -> bytes:
        return self.source.read(self.entries[name])

    def open(self, name: str) -> IO[bytes]:
        return self.source.open(self.entries[name])


_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    KeyError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What Python's zip and JSON readers raise for damaged bytes."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought; ``known`` sessions were here already and were left as they are."""

    people: int
    sessions: int
    known: int
    corrections: int = 0
    """Of teachers who had said nothing of that session here, of new sessions and of known ones."""
    with_notes: int = 0
    """Sessions on which a note to the student came along, or another version of one."""


def export_history(store: HistoryStore, target: Path) -> Path:
    """Write everything into one zip file, whole or not at all.

    Raises
    ------
    StoreError
        When the history cannot be read or the file not be written.
    """
    return write_data_file(target, lambda part: _write_zip(store, part))


def import_history(store: HistoryStore, file: Path) -> Imported:
    """Add the people and sessions of an exported file to this history: all of it or, on any fault, nothing.

    Raises
    ------
    InputError
        When it is no export, a damaged one, or one of a newer version of the coach.
    StoreError
        When the history cannot be written.
    """
    try:
        with zipfile.ZipFile(file) as source:
            export = _Export(source, find_entries(source))
            _check_manifest(export)
            people = People.model_validate_json(export.read("people.json")).people
            return _merge(store, export, people)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError(say("history-import-unexpected", name=file.name, where=where)) from error
    except _UNREADABLE as error:
        raise InputError(say("history-import-partial", name=file.name, error=str(error))) from error
    except OSError as error:
        raise StoreError(say("history-import-failed", name=file.name, why=error.strerror or str(error))) from error


def _write_zip(store: HistoryStore, part: Path) -> None:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = {"format": FORMAT, "version": FORMAT_VERSION, "made": made, "coach": coach.__version__}
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as target, connect(store.path) as db:
        target.writestr("manifest.json", json.dumps(manifest, indent=1))
        damaged = set()
        for row in db.execute("SELECT * FROM session ORDER BY id"):
            try:
                review = unpack_review(row["review"])
            except StoreError:
                damaged.add(row["uuid"])
                continue
            if not is_readable(row):
                damaged.add(row["uuid"])
                continue
            target.writestr(f"reviews/{row['uuid']}.json", review.model_dump_json())
            tracks = archive.tracks_path(store.tracks_dir, row["uuid"])
            if tracks.exists():
                target.write(tracks, f"tracks/{row['uuid']}.npz")
            write_notes(target, store.tracks_dir, row["uuid"])
        profiles = db.execute("SELECT * FROM profile ORDER BY id").fetchall()
        people = [_read_person(db, row, damaged) for row in profiles]
        target.writestr("people.json", json.dumps({"people": people}))


def _read_person(db: sqlite3.Connection, profile: sqlite3.Row, damaged: Set[str]) -> dict[str, Any]:
    """Gather a person's rows, without sessions that hold nothing to take along any more."""

    def rows(table: str, leave_out: set[str]) -> list[dict[str, Any]]:
        query = f"SELECT * FROM {table} WHERE profile_id = ? ORDER BY id"
        found = db.execute(query, (profile["id"],)).fetchall()
        return [{key: row[key] for key in row.keys() if key not in leave_out} for row in found]  # noqa: SIM118

    ids = {"id", "profile_id"}
    # Pictures stay where they were taken.
    sessions = [row for row in rows("session", ids | {"review", "folder"}) if row["uuid"] not in damaged]
    for session in sessions:
        session["summary"] = json.loads(session["summary"])
        rounds = read_practised(session["rounds"])
        session["rounds"] = None if rounds is None else asdict(rounds)
        session["corrections"] = read_corrections(db, session["uuid"])
    screenings = rows("screening", ids)
    for screening in screenings:
        screening["answers"] = json.loads(screening["answers"])
    person = {key: profile[key] for key in ("uuid", "name", "created_at")}
    return {**person, "sessions": sessions, "screenings": screenings, "courses": rows("course", ids)}


def _check_manifest(export: _Export) -> None:
    try:
        manifest = json.loads(export.read("manifest.json"))
        kind, version = manifest["format"], int(manifest["version"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise InputError(say("history-import-foreign")) from error
    if kind != FORMAT:
        raise InputError(say("history-import-foreign"))
    if version > FORMAT_VERSION:
        raise InputError(say("history-import-newer"))


def _merge(store: HistoryStore, export: _Export, people: list[Person]) -> Imported:
    copied: list[str] = []
    notes: list[Path] = []
    notes_of = group_notes(export.entries)
    new_people = new_sessions = known = corrections = 0
    try:
        with connect(store.path) as db:
            db.execute("BEGIN IMMEDIATE")
            for person in people:
                profile_id, is_new = _find_or_add_person(db, person)
                new_people += is_new
                for session in person.sessions:
                    notes += add_notes(export.source, notes_of.get(session.uuid, ()), store.tracks_dir)
                    if db.execute("SELECT 1 FROM session WHERE uuid = ?", (session.uuid,)).fetchone():
                        known += 1
                        corrections += add_corrections(db, session)
                        continue
                    has_tracks = f"tracks/{session.uuid}.npz" in export.entries
                    if has_tracks:
                        copied.append(session.uuid)
                        _copy_tracks(store, export, session.uuid)
                    _add_session(db, export, profile_id, session, has_tracks)
                    corrections += add_corrections(db, session)
                    new_sessions += 1
                _add_care(db, profile_id, person, is_new=is_new)
    except BaseException:
        for uuid in copied:
            archive.delete_tracks(store.tracks_dir, uuid)
        remove_notes(notes)
        raise
    return Imported(new_people, new_sessions, known, corrections, len({path.parent for path in notes}))


def _find_or_add_person(db: sqlite3.Connection, person: Person) -> tuple[int, bool]:
    row = db.execute("SELECT id FROM profile WHERE uuid = ?", (person.uuid,)).fetchone()
    if row is not None:
        return int(row["id"]), False
    empty = db.execute(_EMPTY_NAMESAKE, (person.name,)).fetchone()
    if empty is not None:  # made on the first start here, before the import
        values = (person.uuid, person.created_at, empty["id"])
        db.execute("UPDATE profile SET uuid = ?, created_at = ? WHERE id = ?", values)
        return int(empty["id"]), True
    taken = {row["name"].casefold() for row in db.execute("SELECT name FROM profile")}
    name, number = person.name, 2
    while name.casefold() in taken:
        name, number = f"{person.name[:54]} ({number})", number + 1
    values = (person.uuid, name, person.created_at)
    cursor = db.execute("INSERT INTO profile (uuid, name, created_at) VALUES (?, ?, ?)", values)
    return int(cursor.lastrowid or 0), True


def _add_session(db: sqlite3.Connection, export: _Export, profile_id: int, session: Session, has_tracks: bool) -> None:
    review = ReviewFile.model_validate_json(export.read(f"reviews/{session.uuid}.json"))
    row = session.model_dump(exclude={"summary", "corrections"}) | {
        "profile_id": profile_id,
        "review": pack_review(review),
        "summary": session.summary.model_dump_json(),
        "rounds": write_practised(session.rounds),
        "tracks": int(has_tracks),
    }
    _insert(db, "session", row)


def _add_care(db: sqlite3.Connection, profile_id: int, person: Person, *, is_new: bool) -> None:
    if is_new:  # screenings have no name of their own; a person who is here already has newer ones here
        for screening in person.screenings:
            row = screening.model_dump() | {"answers": json.dumps(screening.answers), "profile_id": profile_id}
            _insert(db, "screening", row)
    for course in person.courses:
        if not db.execute("SELECT 1 FROM course WHERE uuid = ?", (course.uuid,)).fetchone():
            _insert(db, "course", course.model_dump() | {"profile_id": profile_id})


def _insert(db: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" for _ in row)
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def _copy_tracks(store: HistoryStore, export: _Export, uuid: str) -> None:
    target = archive.tracks_path(ensure_dir(store.tracks_dir), uuid)

    def write(part: Path) -> None:
        with export.open(f"tracks/{uuid}.npz") as packed, part.open("wb") as handle:
            shutil.copyfileobj(packed, handle)

    write_data_file(target, write)
    archive.load_tracks(target)
