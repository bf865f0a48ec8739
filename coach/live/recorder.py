"""Writes a live session down as it goes, so that neither a crash nor a power cut takes more than a second or two of it.

One folder per session::

    session.json     what was chosen, how the picture is, how the session ended; replaced as a whole
    tracks.bin       a header, then one record of fixed size per frame; a torn last record is ignored
    events.jsonl     what happened, one JSON object per line: commands, steps, cues, verdicts; a torn line is ignored
    picture.mkv      only when the user turned it on: the camera's own JPEGs, not encoded again

A thread of its own writes every second and waits for the disk; the analysis never does.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from io import FileIO
from pathlib import Path
from typing import Any

import numpy as np

from coach.errors import StoreError
from coach.live.picture import PictureWriter
from coach.records import FLOW_CELLS, N_HANDS, N_LANDMARKS, HandsFrame, Side
from coach.words import say

META_NAME, TRACKS_NAME, EVENTS_NAME, PICTURE_NAME = "session.json", "tracks.bin", "events.jsonl", "picture.mkv"

FLUSH_S = 1.0
"""What may be lost when the computer stops dead, with the frame rate's grain on top."""

HEADER = b"mctracks2\n"
"""Names the form of ``tracks.bin``."""

SIDES: tuple[Side | None, ...] = (None, "left", "right")
"""Index in the file -> side."""

FRAME_DTYPE = np.dtype(
    [
        ("time_s", "<f8"),
        ("others", "u1"),
        ("side", "u1", (N_HANDS,)),
        ("source", "u1", (N_HANDS,)),
        ("landmarks", "<f4", (N_HANDS, N_LANDMARKS, 2)),
        ("has_flow", "?"),
        ("repeated", "?"),
        ("flow", "<f4", (FLOW_CELLS, 2)),
        ("scene", "<i4"),
        ("shift", "<f4", (2, 3)),
    ]
)
"""One frame. Landmarks in picture coordinates as float32, which is what the hand model gives; ``scene`` is
:data:`NO_SCENE` where nothing is known of the camera."""

NO_SCENE = -1


class SessionRecorder:
    """The files of one running session; every method but :meth:`close` returns at once.

    Parameters
    ----------
    folder : Path
        Made when it is not there; what lies in it is continued.
    meta : dict
        Written as ``session.json``.

    Raises
    ------
    StoreError
        When the folder cannot be written.
    """

    def __init__(self, folder: Path, meta: dict[str, Any]) -> None:
        self.folder = folder
        self._meta = dict(meta)
        self._fault: OSError | None = None
        self._frames: list[bytes] = []
        self._lines: list[str] = []
        self._pictures: list[tuple[float, bytes]] = []
        self._picture: PictureWriter | None = None
        self._lock = threading.Lock()
        self._stop = threading.Event()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._write_meta()
            self._tracks = (folder / TRACKS_NAME).open("ab", buffering=0)
            self._events = (folder / EVENTS_NAME).open("ab", buffering=0)
            self._mend()
        except OSError as error:
            raise StoreError(
                say("fault-session-not-written", folder=str(folder), why=error.strerror or str(error))
            ) from error
        self._thread = threading.Thread(target=self._run, name="live-recorder", daemon=True)
        self._thread.start()

    @property
    def fault(self) -> OSError | None:
        """Why the last try to write failed (disk full, drive gone); the session goes on, and so do the tries."""
        return self._fault

    def add_frame(self, hands: HandsFrame) -> None:
        """Note the hands of one frame."""
        record = pack_frame(hands)
        with self._lock:
            self._frames.append(record)

    def add_event(self, kind: str, time_s: float, /, **values: Any) -> None:
        """Note that something happened at a time of the session; what a page sent never replaces the two."""
        line = json.dumps({**values, "kind": kind, "t": round(time_s, 4)}, separators=(",", ":"))
        with self._lock:
            self._lines.append(f"{line}\n")

    def add_picture(self, time_s: float, jpeg: bytes) -> None:
        """Keep the picture of one frame."""
        with self._lock:
            self._pictures.append((time_s, jpeg))

    def set_meta(self, **values: Any) -> None:
        """Change what ``session.json`` says."""
        self._meta.update(values)
        try:
            self._write_meta()
        except OSError as error:
            self._fault = error

    def close(self) -> None:
        """Write what is left and let go of the files; harmless when called twice."""
        if self._stop.is_set():
            return
        self._stop.set()
        self._thread.join()
        self._flush()
        self._tracks.close()
        self._events.close()
        if self._picture is not None:
            self._picture.close()

    def _run(self) -> None:
        while not self._stop.wait(FLUSH_S):
            self._flush()

    def _flush(self) -> None:
        """Write what came since the last time; what cannot be written is kept for the next try."""
        with self._lock:
            frames, self._frames = self._frames, []
            lines, self._lines = self._lines, []
            pictures, self._pictures = self._pictures, []
        fault: OSError | None = None
        try:
            _append(self._tracks, b"".join(frames))
            frames = []
            _append(self._events, "".join(lines).encode())
            lines = []
            if pictures:
                self._picture = self._picture or PictureWriter(_free_name(self.folder / PICTURE_NAME))
                self._picture.write(pictures)
        except OSError as error:
            fault = error
            with self._lock:
                self._frames[:0] = frames
                self._lines[:0] = lines
        self._fault = fault

    def _mend(self) -> None:
        """Cut off what an earlier end left torn, so that what follows stands in its place."""
        size = self._tracks.tell()
        torn = size if size < len(HEADER) else (size - len(HEADER)) % FRAME_DTYPE.itemsize
        if torn:
            self._tracks.truncate(size - torn)
        if size < len(HEADER):
            self._frames.append(HEADER)
        if self._events.tell():
            self._lines.append("\n")

    def _write_meta(self) -> None:
        text = json.dumps(self._meta, indent=1)
        new = self.folder / f"{META_NAME}.new"
        with new.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.folder / META_NAME)


def _append(file: FileIO, data: bytes) -> None:
    """Append all of the data, down to the disk, or nothing of it."""
    if not data:
        return
    whole = file.tell()
    try:
        written = 0
        while written < len(data):
            written += file.write(data[written:])
        os.fsync(file.fileno())
    except OSError:
        with contextlib.suppress(OSError):
            file.truncate(whole)
        raise


def _free_name(path: Path) -> Path:
    """Find a name that is not taken: a continued session gets a second file, the first one may have been cut off."""
    number = 1
    free = path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def pack_frame(hands: HandsFrame) -> bytes:
    """One frame as it stands in ``tracks.bin``."""
    record = np.zeros((), FRAME_DTYPE)
    record["time_s"], record["others"] = hands.time_s, min(hands.others, 255)
    record["has_flow"], record["repeated"] = hands.flow is not None, hands.repeated
    if hands.flow is not None:
        record["flow"] = hands.flow
    record["scene"] = NO_SCENE
    if hands.shift is not None:
        record["scene"], record["shift"] = hands.shift.scene, hands.shift.matrix
    for slot, hand in enumerate(hands.hands):
        record["side"][slot] = SIDES.index(hand.side)
        record["source"][slot] = int(hand.source)
        record["landmarks"][slot] = hand.landmarks
    return record.tobytes()
