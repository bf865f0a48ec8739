"""What teachers say about recordings of classes, kept beside what was found in each recording.

::

    classes/recordings/DIGEST/tracks.npz          the hands that were found in it
    classes/recordings/DIGEST/features.npz        what is computed from them for learning
    classes/recordings/DIGEST/corrections/        one file a teacher, and one for their blind marking
    classes/recordings/DIGEST/KEY.review          the coach's own word, one file a way of reviewing it

A file is replaced whole by the next word of the same teacher, as a session's row is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from coach.corrections.records import Correction
from coach.errors import StoreError
from coach.files import write_data_file
from coach.formats import ReviewFile
from coach.history.corrected import sign
from coach.history.packed import unpack_review
from coach.paths import ensure_dir
from coach.words import say

TRACKS_NAME, FEATURES_NAME, CORRECTIONS_NAME = "tracks.npz", "features.npz", "corrections"


class _Stored(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    schema_version: Literal[1] = 1
    student: str
    correction: Correction


@dataclass(frozen=True, slots=True)
class CorrectedRecording:
    """A recording of a class on which a teacher had a word.

    Attributes
    ----------
    folder : Path
        Named by the digest of its content.
    student : str
        Whose hands.
    corrections : tuple of Correction
        The last kept one last.
    """

    folder: Path
    student: str
    corrections: tuple[Correction, ...]


def keep_correction(folder: Path, student: str, correction: Correction) -> Correction:
    """Keep a teacher's word on a recording; their earlier one of the same kind is replaced.

    Parameters
    ----------
    folder : Path
        Of the recording.
    student : str
        Whose hands, as the class names them.
    correction : Correction

    Returns
    -------
    Correction
        As it was kept: with the teacher's name as one plain line and the moment in ``changed_at``.

    Raises
    ------
    InputError
        When the teacher has no name.
    StoreError
        When it cannot be written, or what is there cannot be read; that stays as it is.
    """
    kept = sign(correction)
    key = hashlib.blake2b(f"{kept.teacher}\n{kept.blind}".encode(), digest_size=12).hexdigest()
    target = ensure_dir(folder / CORRECTIONS_NAME) / f"{key}.json"
    if target.exists() and _read(target) is None:
        raise StoreError(say("correct-file-unreadable", file=str(target)))
    text = _Stored(student=student, correction=kept).model_dump_json()
    write_data_file(target, lambda part: part.write_text(text, encoding="utf-8"))
    return kept


def list_corrections(folder: Path) -> list[Correction]:
    """Return every teacher's word on a recording, the last kept one last; files that cannot be read are left out."""
    return sorted((stored.correction for stored in _read_all(folder)), key=lambda correction: correction.changed_at)


def recording_dir(data: Path, digest: str) -> Path:
    """Return the folder of a recording of a class in the data folder."""
    return data / "classes" / "recordings" / digest


def load_newest_review(folder: Path) -> ReviewFile:
    """Return what the coach said last about a recording: under whichever protocol, its hands are the same.

    Raises
    ------
    StoreError
        When there is no review, or it cannot be read.
    """
    try:
        newest = max(folder.glob("*.review"), key=lambda path: path.stat().st_mtime_ns, default=None)
        if newest is not None:
            return unpack_review(newest.read_bytes())
    except OSError as error:
        raise StoreError(say("history-review-unreadable")) from error
    raise StoreError(say("history-review-unreadable"))


def list_corrected_recordings(data: Path) -> list[CorrectedRecording]:
    """Return the recordings of all classes on which a teacher had a word.

    Parameters
    ----------
    data : Path
        The data folder.
    """
    found = []
    for folder in sorted((data / "classes" / "recordings").glob("*")):
        stored = sorted(_read_all(folder), key=lambda each: each.correction.changed_at)
        if stored:
            found.append(CorrectedRecording(folder, stored[-1].student, tuple(each.correction for each in stored)))
    return found


def _read_all(folder: Path) -> Iterator[_Stored]:
    for path in sorted((folder / CORRECTIONS_NAME).glob("*.json")):
        stored = _read(path)
        if stored is not None:
            yield stored


def _read(path: Path) -> _Stored | None:
    try:
        return _Stored.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
