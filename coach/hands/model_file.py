"""Where the hand model lies, and whether it is whole."""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Literal

from coach.errors import ModelFileError
from coach.words import say

MODEL_NAME = "hand_landmarker.task"
MODEL_SHA256 = "76839f622b2923ac8ee857300422283621490de0122425c2313ab8f040a7d100"
"""Digest of the bundle that ``models/rebuild_hand_landmarker.py`` makes."""

HandModel = Literal["full", "lite"]
LITE_NAME = "hand_landmarks_lite.tflite"
LITE_SHA256 = "048edd3645c9bf7397d19a9f6e3a42957d6e414c9bea6598030a2e9b624156e6"
LANDMARKS_PART = "hand_landmarks_detector.tflite"
"""Name of the network in the bundle in whose place the lite one comes."""

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


@lru_cache(maxsize=2)
def load_hand_model(model: HandModel = "full", folders: tuple[Path, ...] = MODEL_FOLDERS) -> bytes:
    """Read the hand model and check its digest.

    The bytes are handed to MediaPipe instead of the path, which fails on Windows for non-ASCII folders.

    Parameters
    ----------
    model : HandModel
        ``lite`` places landmarks by a smaller network; palms are found by the same one.

    Raises
    ------
    ModelFileError
        Missing, unreadable or damaged.
    """
    full = _read(MODEL_NAME, MODEL_SHA256, folders)
    if model == "full":
        return full
    lite = _read(LITE_NAME, LITE_SHA256, folders)
    bundle = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(full)) as parts, zipfile.ZipFile(bundle, "w", zipfile.ZIP_STORED) as made:
        for name in parts.namelist():
            made.writestr(name, lite if name == LANDMARKS_PART else parts.read(name))
    return bundle.getvalue()


def _read(name: str, sha256: str, folders: tuple[Path, ...]) -> bytes:
    path = find_model(name, folders)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelFileError(say("model-hands-unreadable", path=str(path), why=error.strerror or str(error))) from error
    if (got := hashlib.sha256(data).hexdigest()) != sha256:
        raise ModelFileError(say("model-hands-damaged", path=str(path), expected=sha256[:12], got=got[:12]))
    return data
