"""Temporary copies go away: with the app, and, after a crash, with a later one."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from coach.ui import scratch


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(scratch, "_folder", None)
    return tmp_path


def test_folder_is_private_kept_and_removed(temporary: Path):
    folder = scratch.scratch_dir()
    (folder / "upload.mp4").write_bytes(b"x")
    assert scratch.scratch_dir() == folder
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0
    scratch.remove_scratch()
    assert not folder.exists()
    assert scratch.scratch_dir() != folder
    scratch.remove_scratch()


def test_what_a_killed_app_left_is_removed_but_not_what_another_one_uses(temporary: Path):
    left, used, foreign = (
        temporary / f"{name}" for name in (f"{scratch.PREFIX}left", f"{scratch.PREFIX}used", "other")
    )
    for folder in (left, used, foreign):
        folder.mkdir()
    long_ago = time.time() - 2 * scratch.LEFT_OVER_S
    for folder in (left, foreign):
        os.utime(folder, (long_ago, long_ago))
    scratch.scratch_dir()
    assert (left.exists(), used.exists(), foreign.exists()) == (False, True, True)
    scratch.remove_scratch()
