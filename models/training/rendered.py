"""Rendered clips to learn from: the hands that the hand model found in them, kept with their truth in one small file.

Rendering and tracking them takes an hour, so what came out is kept in ``models/training/rendered.npz``; the clips are
made again by ``python -m sample_videos.render --set train ...`` and this file by::

    python -m models.training.rendered FOLDER [FOLDER ...]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from coach.errors import InputError
from coach.formats import Truth, load_truth
from coach.hands.collect import TrackCollector
from coach.hands.model_file import MODEL_FOLDERS
from coach.records import HandTracks

FILE_NAME = "training/rendered.npz"
TRUTH_SUFFIX = ".truth.json"
STEPS_A_PICTURE = 8192
"""Landmarks are kept in steps of this part of the picture: a hundredth of a hand's jitter."""
HOLE = -32768


@dataclass(frozen=True, slots=True)
class KeptClip:
    """One clip: where its hands were found, and what was done."""

    name: str
    tracks: HandTracks
    truth: Truth


def find_rendered() -> Path:
    """Path of the kept tracks in a checkout."""
    return MODEL_FOLDERS[1] / FILE_NAME


def write_clips(clips: Sequence[KeptClip], path: Path) -> None:
    """Write clips to one file; the same clips give the same bytes."""
    arrays: dict[str, Any] = {
        "frames": np.array([len(clip.tracks.time_s) for clip in clips]),
        "aspect": np.array([clip.tracks.aspect for clip in clips]),
        "time_s": np.concatenate([clip.tracks.time_s for clip in clips]).astype(np.float32),
        "landmark_steps": np.concatenate([_to_steps(clip.tracks.landmarks) for clip in clips]),
        "source": np.concatenate([clip.tracks.source for clip in clips]),
        "flow": np.concatenate([_flow_of(clip.tracks) for clip in clips]).astype(np.float16),
        "repeated": np.concatenate([_repeated_of(clip.tracks) for clip in clips]),
        "about": np.frombuffer(
            json.dumps([{"name": c.name, "truth": json.loads(c.truth.model_dump_json())} for c in clips]).encode(),
            dtype=np.uint8,
        ),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)


def read_clips(path: Path) -> Iterator[KeptClip]:
    """Read the clips of a file written by :func:`write_clips`, one after the other."""
    with np.load(path, allow_pickle=False) as data:
        about = json.loads(bytes(data["about"]))
        ends = np.cumsum(data["frames"])
        names = ("time_s", "landmark_steps", "source", "flow", "repeated")
        whole = {name: data[name] for name in names}
        aspects = data["aspect"]
    for i, end in enumerate(ends):
        part = {name: array[end - (ends[i] - (ends[i - 1] if i else 0)) : end] for name, array in whole.items()}
        tracks = HandTracks(
            time_s=part["time_s"].astype(np.float64),
            landmarks=_from_steps(part["landmark_steps"]),
            source=part["source"],
            aspect=float(aspects[i]),
            flow=part["flow"].astype(np.float64),
            repeated=part["repeated"],
        )
        yield KeptClip(about[i]["name"], tracks, Truth.model_validate(about[i]["truth"]))


def _to_steps(landmarks: NDArray[np.float64]) -> NDArray[np.int16]:
    """Whole steps, (n, 2, 21, 2), each frame as its difference to the one before, which packs small."""
    known = np.isfinite(landmarks)
    whole = np.where(known, np.clip(np.round(landmarks * STEPS_A_PICTURE), HOLE + 1, -HOLE - 1), HOLE)
    steps: NDArray[np.int16] = np.diff(whole.astype(np.int32), axis=0, prepend=0).astype(np.int16)
    return steps


def _from_steps(steps: NDArray[np.int16]) -> NDArray[np.float64]:
    # The sum wraps around in 16 bits exactly as the differences did.
    whole = np.cumsum(steps, axis=0, dtype=np.int16)
    landmarks: NDArray[np.float64] = np.where(whole == HOLE, np.nan, whole / STEPS_A_PICTURE)
    return landmarks


def _flow_of(tracks: HandTracks) -> NDArray[np.float64]:
    return tracks.flow if tracks.flow is not None else np.full((len(tracks.time_s), 9, 2), np.nan)


def _repeated_of(tracks: HandTracks) -> NDArray[np.bool_]:
    return tracks.repeated if tracks.repeated is not None else np.zeros(len(tracks.time_s), dtype=bool)


def track_recording(path: Path) -> HandTracks:
    """Find the hands in a recording as a review does."""
    from coach.frames.video import open_video
    from coach.hands.follow import HandFollower

    with open_video(path) as video:
        aspect = video.info.width / video.info.height
        collector = TrackCollector(aspect)
        with HandFollower(aspect) as follower:
            for frame in video:
                collector.append(follower.push(frame))
    return collector.tracks()


def read_or_track(path: Path) -> Iterator[KeptClip]:
    """Read kept clips from a file, or find the hands in the recordings of a folder, which takes minutes.

    Raises
    ------
    InputError
        When there is nothing to measure on.
    """
    if path.is_file():
        yield from read_clips(path)
        return
    truths = [(file, load_truth(file)) for file in sorted(path.rglob(f"*{TRUTH_SUFFIX}"))]
    recordings = [(file.with_name(Path(truth.video).name), truth) for file, truth in truths if truth.video]
    if not recordings:
        raise InputError(f"{path} is neither a file of kept clips nor a folder of recordings with NAME{TRUTH_SUFFIX}.")
    for media, truth in recordings:
        yield KeptClip(media.stem, track_recording(media), truth)


def main() -> None:
    """Track all clips of the folders and write the file."""
    kept: list[KeptClip] = []
    with click.progressbar(sys.argv[1:], label="Finding hands", file=sys.stderr) as bar:
        for folder in bar:
            kept += read_or_track(Path(folder))
    write_clips(kept, find_rendered())
    click.echo(f"{len(kept)} clips written to {find_rendered().name}.")


if __name__ == "__main__":
    main()
