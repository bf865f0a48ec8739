"""Where the hand model lies, and whether it is whole."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from coach.errors import ModelFileError
from coach.words import say

MODEL_NAME = "hand_landmarker.task"
MODEL_SHA256 = "76839f622b2923ac8ee857300422283621490de0122425c2313ab8f040a7d100"
"""Digest of the bundle that ``models/rebuild_hand_landmarker.py`` makes."""

_PACKAGE = Path(__file__).parents[1]
MODEL_FOLDERS = (_PACKAGE / "_models", _PACKAGE.parent / "models")
"""Where models lie: in an installed wheel, and in a checkout."""


def find_model(name: str, folders: tuple[Path, ...] = MODEL_FOLDERS) -> Path:
    """Find a model file by name.

    Raises
    ------
    ModelFileError
        When it lies in none of the folders.
    """
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise ModelFileError(say("model-missing", name=name))


@lru_cache(maxsize=1)
def load_hand_model(folders: tuple[Path, ...] = MODEL_FOLDERS) -> bytes:
    """Read the hand model and check its digest.

    The bytes are handed to MediaPipe instead of the path, which fails on Windows for non-ASCII folders.

    Raises
    ------
    ModelFileError
        Missing, unreadable or damaged.
    """
    path = find_model(MODEL_NAME, folders)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelFileError(say("model-hands-unreadable", path=str(path), why=error.strerror or str(error))) from error
    if (got := hashlib.sha256(data).hexdigest()) != MODEL_SHA256:
        raise ModelFileError(say("model-hands-damaged", path=str(path), expected=MODEL_SHA256[:12], got=got[:12]))
    return data
