"""Hands that were found before, kept in the user's cache folder.

Finding hands in pictures takes nearly all the time of a review, and depends on the recording, the hand model and the
code up to that stage alone. So that is what is kept, under a digest of all three; everything after it is done anew each
time, and no change of a later stage can meet a stale answer.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import os
import time
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from coach.hands.model_file import MODEL_SHA256
from coach.paths import APP_NAME
from coach.records import HandTracks, SceneTrack, VideoInfo

STAGES = ("records", "frames", "hands")
"""The parts of this package that what is kept depends on."""
LIBRARIES = ("mediapipe", "opencv-contrib-python", "numpy", "scipy", "av")
KEPT_DAYS = 60
"""Entries that were not used for so long are removed."""
_DAY_S = 86400.0


def cache_folder() -> Path:
    """Return the folder of the kept hands; it need not exist yet."""
    import platformdirs

    return platformdirs.user_cache_path(APP_NAME, appauthor=False) / "hands"


def compute_key(media: Path) -> str:
    """Digest the recording's content together with everything that finds hands in it."""
    digest = hashlib.sha256(_digest_code().encode())
    with media.open("rb") as file:
        while block := file.read(2**20):
            digest.update(block)
    return digest.hexdigest()


def load_hands(key: str) -> tuple[HandTracks, VideoInfo] | None:
    """Return what is kept under a key; ``None`` when there is nothing that can be read."""
    path = cache_folder() / f"{key}.npz"
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            kept = _unpack(data)
        path.touch()
    except (OSError, ValueError, TypeError, KeyError, EOFError, zlib.error, zipfile.BadZipFile):
        return None
    return kept


def save_hands(key: str, tracks: HandTracks, info: VideoInfo) -> None:
    """Keep hands under a key. Where that is not possible (disk full, no permission) nothing is kept."""
    folder = cache_folder()
    part = folder / f"{key}.{os.getpid()}.part"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                np.savez_compressed(file, **_pack(tracks, info))
            part.replace(folder / f"{key}.npz")
        finally:
            part.unlink(missing_ok=True)


def remove_unused() -> None:
    """Remove what was not used for :data:`KEPT_DAYS` days."""
    oldest = time.time() - KEPT_DAYS * _DAY_S
    with contextlib.suppress(OSError):
        for path in cache_folder().glob("*.npz"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


@lru_cache(maxsize=1)
def _digest_code() -> str:
    package = Path(__file__).parents[1]
    digest = hashlib.sha256(MODEL_SHA256.encode())
    for stage in STAGES:
        for file in sorted((package / stage).rglob("*.py")):
            digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    for library in LIBRARIES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            digest.update(f"{library} {importlib.metadata.version(library)}\n".encode())
    return digest.hexdigest()


def _pack(tracks: HandTracks, info: VideoInfo) -> dict[str, Any]:
    arrays = {
        "time_s": tracks.time_s,
        "landmarks": tracks.landmarks.astype(np.float32),
        "source": tracks.source,
        "aspect": np.array(tracks.aspect),
        "sides": np.array([side or "" for side in tracks.sides]),
        "name": np.array(info.name),
        "size": np.array([info.width, info.height, info.frames, info.frames_unreadable]),
        "timing": np.array([info.fps, info.duration_s]),
    }
    if tracks.flow is not None:
        arrays["flow"] = tracks.flow.astype(np.float32)
    if tracks.repeated is not None:
        arrays["repeated"] = tracks.repeated
    if tracks.scenes is not None:
        arrays |= {"shift": tracks.scenes.matrix.astype(np.float32), "scene": tracks.scenes.scene}
    return arrays


def _unpack(data: Any) -> tuple[HandTracks, VideoInfo]:
    sides = tuple(str(side) or None for side in data["sides"])
    tracks = HandTracks(
        time_s=data["time_s"],
        landmarks=data["landmarks"].astype(np.float64),
        source=data["source"],
        aspect=float(data["aspect"]),
        sides=(sides[0], sides[1]),  # type: ignore[arg-type]
        flow=data["flow"].astype(np.float64) if "flow" in data else None,
        repeated=data.get("repeated"),
        scenes=SceneTrack(data["shift"].astype(np.float64), data["scene"]) if "scene" in data else None,
    )
    width, height, frames, unreadable = (int(value) for value in data["size"])
    fps, duration_s = (float(value) for value in data["timing"])
    return tracks, VideoInfo(str(data["name"]), width, height, fps, frames, duration_s, unreadable)
