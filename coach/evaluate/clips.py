"""Clips with a truth file: finding them, and reading those that exist as landmarks only."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.errors import InputError, TrackError
from coach.formats import Truth, load_truth
from coach.hands.collect import TrackCollector
from coach.hands.identity import IdentityTracker
from coach.records import N_LANDMARKS, Detection, FloatArray, HandTracks, VideoInfo
from coach.tracks_file import read_tracks
from coach.words import say

TRUTH_ENDING = ".truth.json"


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording or landmark track, and what is true of it.

    Attributes
    ----------
    name : str
        Path of the media file, relative to the folder that was searched.
    path : Path
    truth : Truth
    """

    name: str
    path: Path
    truth: Truth


def find_clips(folder: Path) -> tuple[list[Clip], list[tuple[str, str]]]:
    """Find every clip with a truth file in a folder and the folders in it.

    Returns
    -------
    clips : list of Clip
        By name.
    faults : list of (name, sentence)
        Truth files that cannot be used, and why.

    Raises
    ------
    InputError
        When the folder does not exist or holds no truth file.
    """
    if not folder.is_dir():
        raise InputError(say("clips-not-folder", folder=str(folder), ending=TRUTH_ENDING))
    files = sorted(folder.rglob(f"*{TRUTH_ENDING}"))
    if not files:
        raise InputError(say("clips-none", folder=str(folder), ending=TRUTH_ENDING))
    clips, faults = [], []
    for file in files:
        name = file.relative_to(folder).as_posix()
        try:
            truth = load_truth(file)
        except TrackError as error:
            faults.append((name, str(error)))
            continue
        # Only the name counts: the clip lies beside its truth, and no truth file may point elsewhere on this computer.
        media = file.with_name(Path(truth.video or truth.track or "").name)
        if media.is_file():
            clips.append(Clip(media.relative_to(folder).as_posix(), media, truth))
        else:
            faults.append((name, say("clips-other-file", media=media.name) if media.name else say("clips-no-file")))
    return clips, faults


def load_track(path: Path) -> tuple[HandTracks, VideoInfo]:
    """Read the movements of a clip: a session's own tracks, or landmarks as the hand model gave them.

    Parameters
    ----------
    path : Path
        What :mod:`coach.tracks_file` writes, in which it is settled which hand is which; or a ``.npz`` with ``lm``
        (frames, slots, 21, 2 or more): x, y in picture coordinates, NaN for none; ``fps``; ``w`` and ``h``, the
        picture's size; optionally ``hand`` (frames, slots), the labels, and ``time_s`` (frames,).

    Raises
    ------
    TrackError
        When the file is not of this form.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            if "format" in data:
                kept = read_tracks(path)
                return kept.tracks, kept.info
            landmarks, labels, time_s, info = _read_arrays(data, path.name)
    except KeyError as error:
        raise TrackError(say("clips-no-track", name=path.name, error=str(error))) from error
    except (OSError, ValueError, TypeError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise TrackError(say("clips-track-unreadable", name=path.name, error=str(error))) from error
    return follow_detections(landmarks, labels, time_s, info.aspect), info


def follow_detections(landmarks: FloatArray, labels: NDArray[Any], time_s: FloatArray, aspect: float) -> HandTracks:
    """Settle which hand is which, as for a recording.

    Parameters
    ----------
    landmarks : array, shape (frames, slots, 21, 2)
        Picture coordinates; NaN: no hand in that slot.
    labels : str array, shape (frames, slots)
    time_s : array, shape (frames,)
    aspect : float
    """
    identity, collector = IdentityTracker(aspect), TrackCollector(aspect)
    seen: NDArray[np.bool_] = np.asarray(np.isfinite(landmarks).all(axis=(2, 3)))
    for hands, names, found, at_s in zip(landmarks, labels, seen, time_s, strict=True):
        detections = [Detection(hands[slot], None, str(names[slot])) for slot in np.flatnonzero(found)]
        collector.append(identity.update(float(at_s), detections))
    return collector.tracks()


def _read_arrays(data: Any, name: str) -> tuple[FloatArray, NDArray[Any], FloatArray, VideoInfo]:
    landmarks = np.asarray(data["lm"], dtype=np.float64)
    if landmarks.ndim != 4 or landmarks.shape[2] != N_LANDMARKS or landmarks.shape[3] < 2 or not len(landmarks):
        raise ValueError(f"lm has shape (frames, slots, {N_LANDMARKS}, 2 or more), got {landmarks.shape}")
    frames, slots = landmarks.shape[:2]
    fps, width, height = float(data["fps"]), int(data["w"]), int(data["h"])
    if not (fps > 0 and width > 0 and height > 0):
        raise ValueError(f"fps, w and h are above 0, got {fps}, {width}, {height}")
    labels = data["hand"] if "hand" in data else np.full((frames, slots), "")
    time_s = np.asarray(data["time_s"], dtype=np.float64) if "time_s" in data else np.arange(frames) / fps
    if labels.shape != (frames, slots) or time_s.shape != (frames,) or not (np.diff(time_s) > 0).all():
        raise ValueError("hand is (frames, slots) and time_s is (frames,) and rises")
    time_s = time_s - time_s[0]
    return landmarks[..., :2], labels, time_s, VideoInfo(name, width, height, fps, frames, float(time_s[-1]) + 1 / fps)
