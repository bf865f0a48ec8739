"""The tracks of the sessions, one file each beside the database."""

from __future__ import annotations

import re
from pathlib import Path

from coach.errors import StoreError, TrackError
from coach.files import write_data_file
from coach.paths import ensure_dir
from coach.tracks_file import Recorded, read_tracks, write_tracks
from coach.words import say

FEATURES_FOLDER, NOTES_FOLDER = "features", "notes"
_NAME = re.compile(r"[0-9a-f]{32}")


def tracks_path(folder: Path, uuid: str) -> Path:
    """Return where the tracks of session ``uuid`` lie.

    Raises
    ------
    TrackError
        When ``uuid`` is not one: it must never lead out of the folder.
    """
    if not _NAME.fullmatch(uuid):
        raise TrackError(say("history-session-name", name=repr(uuid[:40])))
    return folder / f"{uuid}.npz"


def notes_path(folder: Path, uuid: str) -> Path:
    """Return where the notes on the recording of session ``uuid`` lie, in a folder beside the tracks."""
    return folder.with_name(NOTES_FOLDER) / tracks_path(folder, uuid).stem


def features_path(folder: Path, uuid: str) -> Path:
    """Return where what is computed from the tracks of session ``uuid`` lies, in a folder beside theirs."""
    return folder.with_name(FEATURES_FOLDER) / tracks_path(folder, uuid).name


def save_tracks(folder: Path, uuid: str, recorded: Recorded) -> Path:
    """Write the tracks whole or not at all.

    Raises
    ------
    StoreError
        When the disk is full or the folder not writable; nothing half-written is left.
    """
    target = tracks_path(ensure_dir(folder), uuid)
    return write_data_file(target, lambda part: write_tracks(part, recorded))


def load_tracks(path: Path) -> Recorded:
    """Read tracks that :func:`save_tracks` wrote.

    Raises
    ------
    TrackError
        When the file is missing, damaged, foreign, or of a newer form.
    """
    try:
        return read_tracks(path)
    except FileNotFoundError as error:
        raise TrackError(say("history-no-movements")) from error


def delete_tracks(folder: Path, uuid: str) -> None:
    """Remove the tracks of one session and what is computed from them; nothing happens when there are none."""
    try:
        features_path(folder, uuid).unlink(missing_ok=True)
        tracks_path(folder, uuid).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(say("history-movements-not-deleted", why=error.strerror or str(error))) from error
