"""Features of sessions, kept beside their movements: computing them takes most of the time of learning.

What is kept belongs to the movements and to the code that it was computed from; where one of them has changed it is
computed anew. It is deleted together with the session.
"""

from __future__ import annotations

import contextlib
import hashlib
import zipfile
import zlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from coach.errors import StoreError
from coach.files import atomic_file
from coach.history.archive import features_path, load_tracks, tracks_path
from coach.learning.examples import compute_tracks_features
from coach.paths import ensure_dir
from coach.records import HandTracks
from coach.technique.features import FEATURE_NAMES, Features

LEAST_FRAMES = 3
STAGES = ("records", "motion", "technique", "tracks_file.py", "learning/examples.py")
"""The parts of this package that features depend on."""


def load_features(tracks_dir: Path, uuid: str) -> Features:
    """Return the features of a session's movements, as exact as a model keeps what it was taught (half precision).

    Raises
    ------
    TrackError
        When its movements are gone or damaged.
    """
    return load_features_of(tracks_path(tracks_dir, uuid), features_path(tracks_dir, uuid))


def load_features_of(source: Path, target: Path) -> Features:
    """Do the same for a file of movements and the file that keeps what is computed from it."""
    key = _digest_code() + hashlib.sha256(source.read_bytes()).hexdigest() if source.is_file() else ""
    kept = _read(target, key)
    if kept is not None:
        return kept
    features = compute_kept_features(load_tracks(source).tracks)
    with contextlib.suppress(OSError, StoreError):  # not kept is only slower
        _write(target, key, features)
    return features


def compute_kept_features(tracks: HandTracks) -> Features:
    """Compute features as they are kept; of a few frames there are none."""
    if len(tracks.time_s) < LEAST_FRAMES:
        return Features(np.empty(0), np.empty((0, len(FEATURE_NAMES))), np.empty((0, 2)))
    found = compute_tracks_features(tracks)
    return replace(found, values=found.values.astype(np.float16).astype(np.float64))


def _write(target: Path, key: str, features: Features) -> None:
    ensure_dir(target.parent)
    with atomic_file(target, private=True) as part, part.open("wb") as handle:
        np.savez_compressed(
            handle,
            key=np.frombuffer(key.encode(), dtype=np.uint8),
            time_s=features.time_s,
            values=features.values.astype(np.float16),
            seen=features.seen,
        )


def _read(path: Path, key: str) -> Features | None:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            if bytes(data["key"]) != key.encode():
                return None
            return Features(data["time_s"], data["values"].astype(np.float64), data["seen"])
    except (OSError, ValueError, KeyError, EOFError, zlib.error, zipfile.BadZipFile):
        return None


@lru_cache(maxsize=1)
def _digest_code() -> str:
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for stage in STAGES:
        place = package / stage
        for file in [place] if place.is_file() else sorted(place.rglob("*.py")):
            digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
