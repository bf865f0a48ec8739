"""The one file of hand tracks: what was found in a recording's pictures, small enough to keep, without a picture in it.

Landmarks are kept as 16-bit whole numbers in steps of 1/16000 of the picture (0.08 of a pixel at 1280), which the hand
model's own jitter exceeds at least tenfold; 40 minutes at 30 frames a second take about 15 MB. Where a file has to give
back exactly what was measured they are kept as they are. What else the pictures told (flow around the hands, pictures
that repeat, how the camera moved) lies beside them, so that a session analysed again later gives what it gave at once;
files of earlier versions have only landmarks.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from coach.back_format import read_back
from coach.errors import TrackError
from coach.records import N_HANDS, N_LANDMARKS, Back, FloatArray, HandTracks, SceneTrack, Side, VideoInfo
from coach.words import say

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


class Recorded(NamedTuple):
    """What is kept of a session's movements: enough to analyse it again."""

    tracks: HandTracks
    info: VideoInfo
    back: Back | None = None


def write_tracks(path: Path, recorded: Recorded, *, exact: bool = False) -> None:
    """Write tracks to a file.

    Parameters
    ----------
    path : Path
    recorded : Recorded
    exact : bool
        Keep landmarks and flow as 64-bit numbers instead of steps: four times as large.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    tracks, info, back = recorded
    told: dict[str, Any] = {}
    if tracks.flow is not None:
        told["flow"] = tracks.flow if exact else tracks.flow.astype(np.float16)
    if tracks.repeated is not None:
        told["repeated"] = tracks.repeated
    if tracks.scenes is not None:
        matrix = tracks.scenes.matrix
        told |= {"shift": matrix if exact else matrix.astype(np.float32), "scene": tracks.scenes.scene}
    with path.open("wb") as handle:
        np.savez_compressed(
            handle,
            format=np.array(FORMAT),
            version=np.array(FORMAT_VERSION),
            time_s=tracks.time_s,
            landmarks=tracks.landmarks if exact else _to_steps(tracks.landmarks),
            source=tracks.source,
            aspect=np.array(tracks.aspect),
            sides=np.array([side or "" for side in tracks.sides]),
            name=np.array(info.name),
            size=np.array([info.width, info.height, info.frames, info.frames_unreadable]),
            timing=np.array([info.fps, info.duration_s]),
            timed=np.array(info.timed),
            back=np.array("" if back is None else json.dumps(asdict(back))),
            **told,
        )


def read_tracks(path: Path) -> Recorded:
    """Read tracks that :func:`write_tracks` wrote.

    Raises
    ------
    FileNotFoundError
        When there is no such file.
    TrackError
        When the file is damaged, foreign, or of a newer form.
    """
    try:
        with path.open("rb") as handle, np.load(handle, allow_pickle=False) as data:
            return _read_arrays(data)
    except FileNotFoundError:
        raise
    except _UNREADABLE as error:
        raise TrackError(say("fault-no-movements", name=path.name, error=str(error))) from error


def _to_steps(landmarks: FloatArray) -> NDArray[np.int16]:
    whole = np.clip(np.rint(np.nan_to_num(landmarks) * STEPS_PER_PICTURE), -_LIMIT, _LIMIT).astype(np.int16)
    whole[~np.isfinite(landmarks)] = _UNSEEN
    return whole


def _from_steps(steps: NDArray[Any]) -> FloatArray:
    if steps.shape[1:] != (N_HANDS, N_LANDMARKS, 2) or steps.dtype not in (np.int16, np.float64):
        raise ValueError(f"landmarks are int16 or float64 (n, 2, 21, 2), got {steps.dtype} {steps.shape}")
    if steps.dtype == np.float64:
        return steps
    landmarks: FloatArray = steps.astype(np.float64) / STEPS_PER_PICTURE
    landmarks[steps == _UNSEEN] = np.nan
    return landmarks


def _read_arrays(data: Any) -> Recorded:
    if str(data["format"]) != FORMAT:
        raise ValueError("it was made by another program")
    if int(data["version"]) > FORMAT_VERSION:
        raise ValueError("it was made by a newer version of the coach")
    sides = tuple(str(side) if str(side) in get_args(Side) else None for side in data["sides"])
    tracks = HandTracks(
        time_s=np.asarray(data["time_s"], dtype=np.float64),
        landmarks=_from_steps(data["landmarks"]),
        source=np.asarray(data["source"], dtype=np.int8),
        aspect=float(data["aspect"]),
        sides=(sides[0], sides[1]),  # type: ignore[arg-type]
        flow=data["flow"].astype(np.float64) if "flow" in data else None,
        repeated=np.asarray(data["repeated"], dtype=bool) if "repeated" in data else None,
        scenes=SceneTrack(data["shift"].astype(np.float64), data["scene"]) if "scene" in data else None,
    )
    width, height, frames, unreadable = (int(value) for value in data["size"])
    fps, duration_s = (float(value) for value in data["timing"])
    timed = bool(data["timed"]) if "timed" in data else True
    info = VideoInfo(str(data["name"]), width, height, fps, frames, duration_s, unreadable, timed)
    text = str(data["back"])
    return Recorded(tracks, info, read_back(json.loads(text)) if text else None)
