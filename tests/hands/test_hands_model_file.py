"""The hand model is found, whole, and its absence is a clear sentence."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from coach.errors import ModelFileError
from coach.hands.model_file import (
    LANDMARKS_PART,
    LITE_NAME,
    LITE_SHA256,
    MODEL_NAME,
    MODEL_SHA256,
    find_model,
    load_hand_model,
)

ROOT = Path(__file__).parents[2]


def test_the_committed_model_is_the_one_whose_digest_is_pinned() -> None:
    data = (ROOT / "models" / MODEL_NAME).read_bytes()
    assert hashlib.sha256(data).hexdigest() == MODEL_SHA256
    assert load_hand_model() == data
    assert MODEL_SHA256 in (ROOT / "models" / "rebuild_hand_landmarker.py").read_text()
    assert MODEL_SHA256 in (ROOT / "models" / "README.md").read_text()


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="Install massage-coach again"):
        find_model(MODEL_NAME, (tmp_path,))


def test_a_damaged_model_says_so(tmp_path: Path) -> None:
    (tmp_path / MODEL_NAME).write_bytes(b"half a model")
    with pytest.raises(ModelFileError, match="damaged"):
        load_hand_model("full", (tmp_path,))
    (tmp_path / MODEL_NAME).write_bytes((ROOT / "models" / MODEL_NAME).read_bytes())
    (tmp_path / LITE_NAME).write_bytes(b"half a model")
    with pytest.raises(ModelFileError, match=LITE_NAME):
        load_hand_model("lite", (tmp_path,))
    load_hand_model.cache_clear()


def test_the_lite_network_takes_the_place_of_the_full_one_beside_the_same_palm_detector() -> None:
    lite = (ROOT / "models" / LITE_NAME).read_bytes()
    assert hashlib.sha256(lite).hexdigest() == LITE_SHA256
    assert LITE_SHA256 in (ROOT / "models" / "rebuild_hand_landmarker.py").read_text()
    assert LITE_SHA256 in (ROOT / "models" / "README.md").read_text()
    full, made = (zipfile.ZipFile(io.BytesIO(load_hand_model(model))) for model in ("full", "lite"))
    assert full.namelist() == made.namelist()
    assert {name for name in full.namelist() if full.read(name) != made.read(name)} == {LANDMARKS_PART}
    assert made.read(LANDMARKS_PART) == lite
    assert all(entry.compress_type == zipfile.ZIP_STORED for entry in made.infolist())


def test_the_first_folder_that_has_it_wins(tmp_path: Path) -> None:
    installed, checkout = tmp_path / "a", tmp_path / "b"
    for folder in (installed, checkout):
        folder.mkdir()
        (folder / MODEL_NAME).write_bytes(b"x")
    assert find_model(MODEL_NAME, (installed, checkout)) == installed / MODEL_NAME
