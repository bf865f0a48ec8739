"""Hands that were found before, kept in the user's cache folder.

Finding hands in pictures takes nearly all the time of a review, and depends on the recording, the hand model and the
code up to that stage alone. So that is what is kept, under a digest of all three; everything after it is done anew each
time, and no change of a later stage can meet a stale answer.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import time
from functools import lru_cache
from pathlib import Path

from coach.errors import TrackError
from coach.files import atomic_file
from coach.hands.model_file import MODEL_SHA256
from coach.paths import APP_NAME
from coach.records import HandTracks, VideoInfo
from coach.tracks_file import Recorded, read_tracks, write_tracks

STAGES = ("records", "frames", "hands", "tracks_file.py")
"""The parts of this package that what is kept depends on."""
LIBRARIES = ("mediapipe", "opencv-contrib-python", "numpy", "av")
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
        kept = read_tracks(path)
        path.touch()
    except (OSError, TrackError):
        return None
    return kept.tracks, kept.info


def save_hands(key: str, tracks: HandTracks, info: VideoInfo) -> None:
    """Keep hands under a key. Where that is not possible (disk full, no permission) nothing is kept."""
    folder = cache_folder()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with atomic_file(folder / f"{key}.npz") as part:
            write_tracks(part, Recorded(tracks, info), exact=True)


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
        place = package / stage
        for file in [place] if place.is_file() else sorted(place.rglob("*.py")):
            digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    for library in LIBRARIES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            digest.update(f"{library} {importlib.metadata.version(library)}\n".encode())
    return digest.hexdigest()
