"""Temporary copies: uploads and annotated videos, gone when the app ends."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
import time
from pathlib import Path

PREFIX = "massage-coach-app-"

LEFT_OVER_S = 7 * 24 * 3600.0
"""A folder untouched for so long was left by an app that was killed; recordings of people should not lie about."""

_lock = threading.Lock()
_folder: Path | None = None


def scratch_dir() -> Path:
    """Return this process's temporary folder, readable by its user only; it is made when first asked for."""
    global _folder
    with _lock:
        if _folder is None or not _folder.is_dir():
            _remove_left_over()
            _folder = Path(tempfile.mkdtemp(prefix=PREFIX))
            atexit.register(remove_scratch)
        return _folder


def remove_scratch() -> None:
    """Remove the temporary folder and everything in it."""
    global _folder
    with _lock:
        if _folder is not None:
            shutil.rmtree(_folder, ignore_errors=True)
            _folder = None


def _remove_left_over() -> None:
    oldest = time.time() - LEFT_OVER_S
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            old = folder.stat().st_mtime < oldest
        except OSError:
            continue
        if old:
            shutil.rmtree(folder, ignore_errors=True)
