"""What teachers say and write, in an export: their corrections of a session, and their notes to the student.

Each version of a note goes along as the file that it is. What is in it is not looked into here: whoever reads notes
(:func:`coach.notes.stored.load_notes`) leaves out what is none.
"""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from coach.corrections.stored import is_correction
from coach.files import write_data_file
from coach.history.archive import notes_path
from coach.history.corrected import put_correction
from coach.history.import_rows import Session
from coach.history.zip_entries import is_note
from coach.paths import ensure_dir


def read_corrections(db: sqlite3.Connection, uuid: str) -> list[dict[str, Any]]:
    """Return what teachers said of a session, as plain data."""
    query = "SELECT body FROM correction WHERE session_id = (SELECT id FROM session WHERE uuid = ?) ORDER BY id"
    bodies = [row["body"] for row in db.execute(query, (uuid,))]
    return [json.loads(body) for body in bodies if is_correction(body)]


def add_corrections(db: sqlite3.Connection, session: Session) -> int:
    """Add what is not there yet: a teacher's word that is kept here stays as it is."""
    there = (
        "SELECT 1 FROM correction JOIN session ON session.id = session_id WHERE uuid = ? AND teacher = ? AND blind = ?"
    )
    added = 0
    for correction in session.corrections:
        if db.execute(there, (session.uuid, correction.teacher, int(correction.blind))).fetchone() is None:
            put_correction(db, session.uuid, correction)
            added += 1
    return added


def write_notes(target: zipfile.ZipFile, tracks_dir: Path, uuid: str) -> None:
    """Put the notes on a session's recording into an export."""
    for path in sorted(notes_path(tracks_dir, uuid).glob("*.json")):
        name = f"notes/{uuid}/{path.name}"
        if is_note(name):
            target.write(path, name)


def group_notes(entries: Mapping[str, zipfile.ZipInfo]) -> dict[str, list[tuple[str, zipfile.ZipInfo]]]:
    """Return the notes among the entries of an export, by the uuid of their session."""
    notes: dict[str, list[tuple[str, zipfile.ZipInfo]]] = {}
    for name, info in entries.items():
        if is_note(name):
            notes.setdefault(name.split("/")[1], []).append((name, info))
    return notes


def add_notes(source: zipfile.ZipFile, entries: Iterable[tuple[str, zipfile.ZipInfo]], tracks_dir: Path) -> list[Path]:
    """Write the versions of notes that are not there yet; returns their files, so that they can be taken back.

    Raises
    ------
    StoreError
        When one cannot be written; nothing is left of those before it.
    """
    added: list[Path] = []
    try:
        for name, info in entries:
            _, uuid, file = name.split("/")
            target = notes_path(tracks_dir, uuid) / file
            if not target.exists():
                _write(target, source.read(info))
                added.append(target)
    except BaseException:
        remove_notes(added)
        raise
    return added


def _write(target: Path, content: bytes) -> None:
    ensure_dir(target.parent)
    write_data_file(target, lambda part: part.write_bytes(content))


def remove_notes(added: Iterable[Path]) -> None:
    """Take back what :func:`add_notes` wrote."""
    for path in added:
        path.unlink(missing_ok=True)
        if not any(path.parent.iterdir()):
            path.parent.rmdir()
