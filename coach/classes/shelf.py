"""Where the results of classes lie: in the data folder, by the content of each recording.

::

    classes/NAME/class.json          a class: its folder and how it is reviewed
    classes/NAME/files.json          its recordings as they were last seen: size, time, digest, fault
    classes/recordings/DIGEST/       of one recording, wherever it lies and whatever its name
        tracks.npz                   the hands that were found in it
        back.json                    where its back lies, where a teacher showed it
        KEY.review, KEY.json         its review in one way of reviewing it, whole and without what changes by the tick
        marks/                       what teachers decided
        corrections/                 what teachers say happened in it (see :mod:`coach.history.recordings`)
        notes/                       what teachers wrote and drew for the student (see :mod:`coach.notes`)

A result is there when ``KEY.json`` is, which is written last; every file is written whole or not at all. So a run that
was killed goes on where it was, and no recording is watched twice.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from coach.back_format import read_back
from coach.classes.marks import Mark, keep_mark, list_marks
from coach.errors import StoreError
from coach.files import write_data_file
from coach.formats import ReviewFile
from coach.history.packed import pack_review, unpack_review
from coach.history.recordings import TRACKS_NAME
from coach.paths import data_dir, ensure_dir
from coach.protocol.schema import Protocol
from coach.records import Back, HeadDirection
from coach.words import say

READ_BLOCK = 4 * 2**20
BACK_NAME = "back.json"
LOCK_NAME = "running.sqlite3"
SCRATCH_NAME = "scratch"


_M = TypeVar("_M", bound=BaseModel)


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class ClassSettings(_Model):
    """A class: where its recordings lie and how they are reviewed, unless the roster says otherwise of one."""

    folder: Path
    protocol_id: str
    minutes: float | None = None
    """Planned length of a session; ``None``: as the protocol stands, or as a clip's own truth file says."""
    head: HeadDirection | None = None
    back: dict[str, Any] | None = None
    """Where the back lies in every recording, for a camera that always stands alike; as
    :func:`coach.back_format.read_back` reads it."""
    rubric_id: str = "school"
    scheduler: str = ""
    """Address of the Dask scheduler whose workers review, when the page is asked to; empty: this computer alone."""


class KnownFile(_Model):
    """A recording as it was when it was last looked at."""

    size: int
    changed_ns: int
    digest: str
    fault: str = ""
    """Why it could not be reviewed; it is tried again with the next run."""
    fault_key: str = ""
    """The way of reviewing in which it could not be."""


class Kept(_Model):
    """What a result says without its ticks."""

    reviewed_at: datetime
    analyser: str
    review: ReviewFile


@dataclass(frozen=True, slots=True)
class Way:
    """A way of reviewing a recording: the same content in the same way has the same result."""

    protocol_id: str
    protocol: Protocol
    factor: float
    back: Back | None

    @property
    def key(self) -> str:
        """Name of the result."""
        parts = [
            self.protocol.model_dump_json(),
            round(self.factor, 6),
            None if self.back is None else asdict(self.back),
        ]
        return hashlib.blake2b(json.dumps(parts).encode(), digest_size=12).hexdigest()


class ClassShelf:
    """The results of all classes of this computer."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (data_dir() if folder is None else folder) / "classes"

    # Classes ----------------------------------------------------------------------------------------------------

    def list_classes(self) -> list[ClassSettings]:
        """Return the classes that were opened before, the one that was changed last first."""
        found = []
        for path in self.folder.glob("*/class.json") if self.folder.is_dir() else []:
            settings = _read(ClassSettings, path)
            if settings is not None:
                found.append((path.stat().st_mtime_ns, settings))
        return [settings for _, settings in sorted(found, key=lambda pair: -pair[0])]

    def find_class(self, folder: Path) -> ClassSettings | None:
        """Return how the class of a folder is reviewed; ``None`` when it was never opened."""
        return _read(ClassSettings, self._class_dir(folder) / "class.json")

    def keep_class(self, settings: ClassSettings) -> None:
        """Remember a class; raises :class:`StoreError` when it cannot be written."""
        _write(ensure_dir(self._class_dir(settings.folder)) / "class.json", settings)

    def delete_class(self, folder: Path) -> None:
        """Delete all that is kept of a class: reviews, movements, marks. The recordings themselves stay.

        Raises
        ------
        StoreError
            When a run is at work, or the files cannot be removed.
        """
        with self.hold():
            try:
                for known in self.load_files(folder).values():
                    if known.digest and self.recording_dir(known.digest).is_dir():
                        shutil.rmtree(self.recording_dir(known.digest))
                if self._class_dir(folder).is_dir():
                    shutil.rmtree(self._class_dir(folder))
            except OSError as error:
                why = error.strerror or str(error)
                raise StoreError(say("history-not-deleted", folder=str(self.folder), why=why)) from error

    def load_files(self, folder: Path) -> dict[str, KnownFile]:
        """Return what is known of the recordings of a class, by their name."""
        known = _read(_Files, self._class_dir(folder) / "files.json")
        return {} if known is None else dict(known.files)

    def keep_files(self, folder: Path, files: Mapping[str, KnownFile]) -> None:
        """Remember what is known of the recordings of a class; only the run that holds the lock does."""
        _write(ensure_dir(self._class_dir(folder)) / "files.json", _Files(files=dict(files)))

    def _class_dir(self, folder: Path) -> Path:
        return self.folder / hashlib.blake2b(str(folder.resolve()).encode(), digest_size=12).hexdigest()

    # Results ----------------------------------------------------------------------------------------------------

    def recording_dir(self, digest: str) -> Path:
        """Return the folder of one recording."""
        return self.folder / "recordings" / digest

    def find_tracks(self, digest: str) -> Path | None:
        """Return the hands that were found in a recording before, or ``None``."""
        path = self.recording_dir(digest) / TRACKS_NAME
        return path if path.is_file() else None

    def notes_dir(self, digest: str) -> Path:
        """Return the folder of the notes to one recording."""
        return self.recording_dir(digest) / "notes"

    def keep_result(self, digest: str, key: str, review: ReviewFile, tracks: Path | None, analyser: str) -> None:
        """Keep a review, and the hands that were found, whose file is taken over.

        Raises
        ------
        StoreError
            When the disk is full or the folder not writable; what was there stays.
        """
        folder = ensure_dir(self.recording_dir(digest))
        if tracks is not None:
            write_data_file(folder / TRACKS_NAME, lambda part: shutil.copyfile(tracks, part))
        packed = pack_review(review)
        write_data_file(folder / f"{key}.review", lambda part: part.write_bytes(packed))
        short = review.model_copy(update={"timeline": None})
        _write(folder / f"{key}.json", Kept(reviewed_at=datetime.now(UTC), analyser=analyser, review=short))

    def keep_back(self, digest: str, back: Back) -> None:
        """Remember where the back lies in a recording; raises :class:`StoreError` when it cannot be written."""
        text = json.dumps(asdict(back))
        target = ensure_dir(self.recording_dir(digest)) / BACK_NAME
        write_data_file(target, lambda part: part.write_text(text, encoding="utf-8"))

    def load_back(self, digest: str) -> Back | None:
        """Return where the back lies in a recording; ``None`` where nobody showed it."""
        try:
            return read_back(json.loads((self.recording_dir(digest) / BACK_NAME).read_bytes()))
        except (OSError, ValueError):
            return None

    def load_result(self, digest: str, key: str) -> Kept | None:
        """Return a review without its ticks; ``None`` when there is none that can be read."""
        return _read(Kept, self.recording_dir(digest) / f"{key}.json")

    def load_review(self, digest: str, key: str) -> ReviewFile:
        """Return a whole review; raises :class:`StoreError` when it is gone or cannot be read."""
        try:
            return unpack_review((self.recording_dir(digest) / f"{key}.review").read_bytes())
        except OSError as error:
            raise StoreError(say("history-review-unreadable")) from error

    # Marks ------------------------------------------------------------------------------------------------------

    def keep_mark(self, mark: Mark) -> None:
        """Keep what a teacher decided; raises :class:`StoreError` when it cannot be written."""
        keep_mark(self.recording_dir(mark.recording) / "marks", mark)

    def list_marks(self, digest: str) -> list[Mark]:
        """Return all that teachers ever decided about a recording, the earliest first."""
        return list_marks(self.recording_dir(digest) / "marks")

    # Running ----------------------------------------------------------------------------------------------------

    @contextmanager
    def hold(self) -> Iterator[Path]:
        """Let one run at a time write results; yields an empty folder for what is on its way.

        The lock is that of a database file, which the operating system lets go of however the process ends.

        Raises
        ------
        StoreError
            When another window or command is reviewing a class.
        """
        connection = sqlite3.connect(ensure_dir(self.folder) / LOCK_NAME, timeout=0.0, isolation_level=None)
        try:
            try:
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.Error as error:
                raise StoreError(say("class-running-elsewhere")) from error
            scratch = self.folder / SCRATCH_NAME
            shutil.rmtree(scratch, ignore_errors=True)
            yield ensure_dir(scratch)
            shutil.rmtree(scratch, ignore_errors=True)
        finally:
            connection.close()


class _Files(_Model):
    files: dict[str, KnownFile] = {}


def compute_digest(path: Path) -> str:
    """Name the content of a file; raises ``OSError`` when it cannot be read."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(READ_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _read(model: type[_M], path: Path) -> _M | None:
    try:
        return model.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _write(path: Path, content: BaseModel) -> None:
    text = content.model_dump_json()
    write_data_file(path, lambda part: part.write_text(text, encoding="utf-8"))
