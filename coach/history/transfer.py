"""Everything in one zip file, and back, on this computer or another one.

::

    manifest.json           format, version, when, by which version of the coach
    people.json             profiles, their sessions without reviews, screenings, courses
    reviews/UUID.json       one review a session, as ``review.json``
    tracks/UUID.npz         landmark tracks, where they were kept

Import adds what is not there yet and changes nothing that is. Nothing from the file is ever used as a path: every entry
must bear one of the names above, and is read into memory or copied under a name made here.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zipfile
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import coach
from coach.errors import CoachError, InputError, StoreError
from coach.files import write_data_file
from coach.formats import ReviewFile
from coach.history import archive
from coach.history.database import connect
from coach.history.store import HistoryStore, pack_review, unpack_review
from coach.history.summary import SessionSummary
from coach.paths import ensure_dir

FORMAT = "massage-coach-history"
FORMAT_VERSION = 2
"""2: sessions say whether they were ended because it hurt."""
MOST_BYTES = 20 * 2**30
"""Of a whole file once unpacked: far above years of sessions, far below what a made-up file can claim."""
MOST_ENTRY_BYTES = 2 * 2**30
_ENTRY = re.compile(r"manifest\.json|people\.json|reviews/[0-9a-f]{32}\.json|tracks/[0-9a-f]{32}\.npz")
_EMPTY_NAMESAKE = """
    SELECT id FROM profile WHERE name = ?
    AND NOT EXISTS (SELECT 1 FROM session WHERE profile_id = profile.id)
    AND NOT EXISTS (SELECT 1 FROM screening WHERE profile_id = profile.id)
    AND NOT EXISTS (SELECT 1 FROM course WHERE profile_id = profile.id)
"""
_UUID = r"^[0-9a-f]{32}$"
_MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$"
_DAY = r"^\d{4}-\d\d-\d\d$"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Session(_Row):
    uuid: str = Field(pattern=_UUID)
    started_at: str = Field(pattern=_MOMENT)
    ordered_at: str = Field(pattern=_MOMENT)
    kind: Literal["live", "recording"]
    protocol_id: str | None = Field(max_length=60)
    duration_s: float = Field(ge=0, allow_inf_nan=False)
    receiver: str = Field(max_length=60)
    pain_before: int | None = Field(ge=0, le=10)
    pain_after: int | None = Field(ge=0, le=10)
    felt: str = Field(max_length=2000)
    summary: SessionSummary
    tracks: int = Field(ge=0, le=1)
    guidance: Literal["every", "summary", "none"]
    analyser: str = Field(max_length=60)
    cushion: int = Field(ge=0, le=1)
    hurt: int = Field(0, ge=0, le=1)


class _Screening(_Row):
    receiver: str = Field(max_length=60)
    taken_at: str = Field(pattern=_MOMENT)
    rules_version: str = Field(max_length=60)
    answers: dict[str, str]
    status: str = Field(max_length=60)


class _Course(_Row):
    uuid: str = Field(pattern=_UUID)
    plan: str = Field(max_length=60)
    starts_on: str = Field(pattern=_DAY)
    receiver: str = Field(max_length=60)
    ended_on: str | None = Field(pattern=_DAY)


class _Person(_Row):
    uuid: str = Field(pattern=_UUID)
    name: str = Field(min_length=1, max_length=60)
    created_at: str = Field(pattern=_MOMENT)
    sessions: list[_Session]
    screenings: list[_Screening]
    courses: list[_Course]


class _People(_Row):
    people: list[_Person]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought; ``known`` sessions were here already and were left as they are."""

    people: int
    sessions: int
    known: int


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
            _check_entries(source)
            _check_manifest(source)
            people = _People.model_validate_json(source.read("people.json")).people
            return _merge(store, source, people)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, UnicodeDecodeError) as error:
        raise InputError(
            f"{file.name} is not a whole export of the coach ({error}). Choose a file made with Export everything."
        ) from error
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise InputError(f"{file.name} holds something unexpected at {where}; nothing was imported.") from error
    except OSError as error:
        raise StoreError(f"{file.name} could not be imported ({error.strerror or error}).") from error


def _write_zip(store: HistoryStore, part: Path) -> None:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = {"format": FORMAT, "version": FORMAT_VERSION, "made": made, "coach": coach.__version__}
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as target, connect(store.path) as db:
        target.writestr("manifest.json", json.dumps(manifest, indent=1))
        people = [_read_person(db, row) for row in db.execute("SELECT * FROM profile ORDER BY id").fetchall()]
        target.writestr("people.json", json.dumps({"people": people}))
        for row in db.execute("SELECT uuid, review FROM session ORDER BY id"):
            target.writestr(f"reviews/{row['uuid']}.json", unpack_review(row["review"]).model_dump_json())
            tracks = archive.tracks_path(store.tracks_dir, row["uuid"])
            if tracks.exists():
                target.write(tracks, f"tracks/{row['uuid']}.npz")


def _read_person(db: sqlite3.Connection, profile: sqlite3.Row) -> dict[str, Any]:
    def rows(table: str, leave_out: set[str]) -> list[dict[str, Any]]:
        query = f"SELECT * FROM {table} WHERE profile_id = ? ORDER BY id"
        found = db.execute(query, (profile["id"],)).fetchall()
        return [{key: row[key] for key in row.keys() if key not in leave_out} for row in found]  # noqa: SIM118

    ids = {"id", "profile_id"}
    sessions = rows("session", ids | {"review", "folder"})  # pictures stay where they were taken
    for session in sessions:
        session["summary"] = json.loads(session["summary"])
    screenings = rows("screening", ids)
    for screening in screenings:
        screening["answers"] = json.loads(screening["answers"])
    person = {key: profile[key] for key in ("uuid", "name", "created_at")}
    return {**person, "sessions": sessions, "screenings": screenings, "courses": rows("course", ids)}


def _check_entries(source: zipfile.ZipFile) -> None:
    names = [entry.filename for entry in source.infolist()]
    strange = next((name for name in names if not _ENTRY.fullmatch(name)), None)
    if strange is not None or len(set(names)) != len(names):
        raise InputError(
            f"This zip file holds {strange or 'an entry twice'}, which no export of the coach does. "
            "Nothing was imported."
        )
    sizes = [entry.file_size for entry in source.infolist()]
    if sum(sizes) > MOST_BYTES or max(sizes, default=0) > MOST_ENTRY_BYTES:
        raise InputError("This zip file is larger than any export of the coach; nothing was imported.")


def _check_manifest(source: zipfile.ZipFile) -> None:
    try:
        manifest = json.loads(source.read("manifest.json"))
        kind, version = manifest["format"], int(manifest["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("This zip file was not made by the coach. Choose one made with Export everything.") from error
    if kind != FORMAT:
        raise InputError("This zip file was not made by the coach. Choose one made with Export everything.")
    if version > FORMAT_VERSION:
        raise InputError("This file was made by a newer version of the coach. Update the coach here, then try again.")


def _merge(store: HistoryStore, source: zipfile.ZipFile, people: list[_Person]) -> Imported:
    present = set(source.namelist())
    copied: list[str] = []
    new_people = new_sessions = known = 0
    try:
        with connect(store.path) as db:
            db.execute("BEGIN IMMEDIATE")
            for person in people:
                profile_id, is_new = _find_or_add_person(db, person)
                new_people += is_new
                for session in person.sessions:
                    if db.execute("SELECT 1 FROM session WHERE uuid = ?", (session.uuid,)).fetchone():
                        known += 1
                        continue
                    has_tracks = f"tracks/{session.uuid}.npz" in present
                    if has_tracks:
                        copied.append(session.uuid)
                        _copy_tracks(store, source, session.uuid)
                    _add_session(db, source, profile_id, session, has_tracks)
                    new_sessions += 1
                _add_care(db, profile_id, person, is_new=is_new)
    except (CoachError, ValidationError, zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, OSError):
        for uuid in copied:
            archive.delete_tracks(store.tracks_dir, uuid)
        raise
    return Imported(new_people, new_sessions, known)


def _find_or_add_person(db: sqlite3.Connection, person: _Person) -> tuple[int, bool]:
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


def _add_session(
    db: sqlite3.Connection, source: zipfile.ZipFile, profile_id: int, session: _Session, has_tracks: bool
) -> None:
    review = ReviewFile.model_validate_json(source.read(f"reviews/{session.uuid}.json"))
    row = session.model_dump(exclude={"summary"}) | {
        "profile_id": profile_id,
        "review": pack_review(review),
        "summary": session.summary.model_dump_json(),
        "tracks": int(has_tracks),
    }
    _insert(db, "session", row)


def _add_care(db: sqlite3.Connection, profile_id: int, person: _Person, *, is_new: bool) -> None:
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


def _copy_tracks(store: HistoryStore, source: zipfile.ZipFile, uuid: str) -> None:
    target = archive.tracks_path(ensure_dir(store.tracks_dir), uuid)

    def write(part: Path) -> None:
        with source.open(f"tracks/{uuid}.npz") as packed, part.open("wb") as handle:
            shutil.copyfileobj(packed, handle)

    write_data_file(target, write)
    archive.load_tracks(target)
