"""Landmark tracks as compressed arrays beside the database: small, exact to a tenth of a pixel, no picture in them.

Landmarks are kept as 16-bit whole numbers in steps of 1/16000 of the picture (0.08 of a pixel at 1280), which the hand
model's own jitter exceeds at least tenfold; 40 minutes at 30 frames a second take about 15 MB. What else the pictures
told (flow around the hands, pictures that repeat, how the camera moved) is kept beside them, so that a session analysed
again later gives what it gave at once; files from before that had only landmarks.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import zipfile
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np

from coach.errors import StoreError, TrackError
from coach.paths import ensure_dir
from coach.records import N_HANDS, N_LANDMARKS, Back, HandTracks, SceneTrack, Side, VideoInfo

FORMAT = "massage-coach-tracks"
FORMAT_VERSION = 1
STEPS_PER_PICTURE = 16000.0
_UNSEEN = np.int16(-32768)
_LIMIT = 32000
"""Landmarks further than two picture widths outside are held at that distance: no hand is tracked there."""
_UNREADABLE = (
    *(OSError, ValueError, TypeError, KeyError, EOFError, RuntimeError, MemoryError),
    *(zlib.error, zipfile.BadZipFile),
)
"""All that numpy and zipfile raise for a file that is no archive of arrays."""
_NAME = re.compile(r"[0-9a-f]{32}")


class Recorded(NamedTuple):
    """What is kept of a session's movements: enough to analyse it again."""

    tracks: HandTracks
    info: VideoInfo
    back: Back | None = None


def tracks_path(folder: Path, uuid: str) -> Path:
    """Return where the tracks of session ``uuid`` lie.

    Raises
    ------
    TrackError
        When ``uuid`` is not one: it must never lead out of the folder.
    """
    if not _NAME.fullmatch(uuid):
        raise TrackError(f"A session is named by 32 hexadecimal digits, got {uuid[:40]!r}.")
    return folder / f"{uuid}.npz"


def save_tracks(folder: Path, uuid: str, recorded: Recorded) -> Path:
    """Write the tracks whole or not at all.

    Raises
    ------
    StoreError
        When the disk is full or the folder not writable; nothing half-written is left.
    """
    target = tracks_path(ensure_dir(folder), uuid)
    return write_whole(target, lambda part: _write_arrays(part, recorded))


def load_tracks(path: Path) -> Recorded:
    """Read tracks that :func:`save_tracks` wrote.

    Raises
    ------
    TrackError
        When the file is missing, damaged, foreign, or of a newer form.
    """
    try:
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as data:
            return _read_arrays(data)
    except FileNotFoundError as error:
        raise TrackError("The movements of this session were not kept, so it cannot be analysed again.") from error
    except _UNREADABLE as error:
        raise TrackError(f"{path.name} does not hold the movements of a session ({error}).") from error


def delete_tracks(folder: Path, uuid: str) -> None:
    """Remove the tracks of one session; nothing happens when there are none."""
    try:
        tracks_path(folder, uuid).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"The movements of a session could not be deleted ({error.strerror}). Try again.") from error


def write_whole(target: Path, write: Any) -> Path:
    """Let ``write(path)`` fill a file beside ``target``, sync it and move it in place; clean up on any failure."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        write(part)
        with part.open("rb+") as handle:
            os.fsync(handle.fileno())
        part.replace(target)
    except OSError as error:
        raise StoreError(
            f"{target.name} could not be written in {target.parent} ({error.strerror or error}). "
            "Free some space or choose another folder with --data-dir, then try again."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def _write_arrays(path: Path, recorded: Recorded) -> None:
    tracks, info, back = recorded
    told: dict[str, Any] = {}
    if tracks.flow is not None:
        told["flow"] = tracks.flow.astype(np.float16)
    if tracks.repeated is not None:
        told["repeated"] = tracks.repeated
    if tracks.scenes is not None:
        told |= {"shift": tracks.scenes.matrix.astype(np.float32), "scene": tracks.scenes.scene}
    steps = np.clip(np.rint(np.nan_to_num(tracks.landmarks) * STEPS_PER_PICTURE), -_LIMIT, _LIMIT).astype(np.int16)
    steps[~np.isfinite(tracks.landmarks)] = _UNSEEN
    with path.open("wb") as handle:
        np.savez_compressed(
            handle,
            format=np.array(FORMAT),
            version=np.array(FORMAT_VERSION),
            time_s=tracks.time_s,
            landmarks=steps,
            source=tracks.source,
            aspect=np.array(tracks.aspect),
            sides=np.array([side or "" for side in tracks.sides]),
            name=np.array(info.name),
            size=np.array([info.width, info.height, info.frames, info.frames_unreadable]),
            timing=np.array([info.fps, info.duration_s]),
            back=np.array("" if back is None else json.dumps(asdict(back))),
            **told,
        )


def _read_arrays(data: Any) -> Recorded:
    if str(data["format"]) != FORMAT:
        raise ValueError("it was made by another program")
    if int(data["version"]) > FORMAT_VERSION:
        raise ValueError("it was made by a newer version of the coach")
    steps = data["landmarks"]
    if steps.dtype != np.int16 or steps.shape[1:] != (N_HANDS, N_LANDMARKS, 2):
        raise ValueError(f"landmarks are int16 (n, 2, 21, 2), got {steps.dtype} {steps.shape}")
    landmarks = steps.astype(np.float64) / STEPS_PER_PICTURE
    landmarks[steps == _UNSEEN] = np.nan
    sides = tuple(str(side) if str(side) in get_args(Side) else None for side in data["sides"])
    tracks = HandTracks(
        time_s=np.asarray(data["time_s"], dtype=np.float64),
        landmarks=landmarks,
        source=np.asarray(data["source"], dtype=np.int8),
        aspect=float(data["aspect"]),
        sides=(sides[0], sides[1]),  # type: ignore[arg-type]
        flow=data["flow"].astype(np.float64) if "flow" in data else None,
        repeated=np.asarray(data["repeated"], dtype=bool) if "repeated" in data else None,
        scenes=SceneTrack(data["shift"].astype(np.float64), data["scene"]) if "scene" in data else None,
    )
    width, height, frames, unreadable = (int(value) for value in data["size"])
    fps, duration_s = (float(value) for value in data["timing"])
    info = VideoInfo(str(data["name"]), width, height, fps, frames, duration_s, unreadable)
    return Recorded(tracks, info, _read_back(str(data["back"])))


def _read_back(text: str) -> Back | None:
    return _make_back(json.loads(text)) if text else None


def _make_back(values: dict[str, Any]) -> Back:
    values = dict(values)
    for name in ("neck", "tail"):
        values[name] = tuple(float(number) for number in values[name])
    if values["corners"] is not None:
        values["corners"] = tuple((float(x), float(y)) for x, y in values["corners"])
    if values.get("earlier") is not None:
        values["earlier"] = _make_back(values["earlier"])
    return Back(**values)
