"""Notes on the disk: a folder for each recording, in it a file for every version of every note.

Nothing is ever written over, so two open pages cannot undo each other's notes, and a file that was damaged costs no
more than one version of one note: the version before it is still there.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from pydantic import ValidationError

from coach.files import write_data_file
from coach.notes.records import Note
from coach.paths import ensure_dir


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a recording.

    Attributes
    ----------
    notes : tuple of Note
        The newest version of each that was not withdrawn, in the order of the recording.
    unreadable : tuple of Path
        Files that are no notes of this version of the coach; they stay as they are.
    """

    notes: tuple[Note, ...] = ()
    unreadable: tuple[Path, ...] = ()

    def find(self, name: str) -> Note | None:
        """Return the note of an id, or ``None``."""
        return next((note for note in self.notes if note.id == name), None)


def keep_note(folder: Path, note: Note) -> Path:
    """Write a version of a note into a file of its own; raises :class:`coach.errors.StoreError` when it cannot be."""
    stamp = note.changed_at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = ensure_dir(folder) / f"{stamp}-{secrets.token_hex(4)}.json"
    text = note.model_dump_json(indent=1)
    return write_data_file(target, lambda part: part.write_text(text, encoding="utf-8"))


def load_notes(folder: Path) -> Kept:
    """Return the notes of a recording."""
    newest: dict[str, Note] = {}
    unreadable = []
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        try:
            note = Note.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            unreadable.append(path)
            continue
        known = newest.get(note.id)
        if known is None or known.changed_at <= note.changed_at:
            newest[note.id] = note
    shown = [note for note in newest.values() if not note.withdrawn]
    return Kept(tuple(sorted(shown, key=lambda note: (note.at_s, note.id))), tuple(unreadable))
