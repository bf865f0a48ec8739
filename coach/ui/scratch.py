"""Temporary copies: uploads and annotated videos, gone when the app ends."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
from pathlib import Path

_lock = threading.Lock()
_folder: Path | None = None


def scratch_dir() -> Path:
    """Return this process's temporary folder, readable by its user only; it is made when first asked for."""
    global _folder
    with _lock:
        if _folder is None or not _folder.is_dir():
            _folder = Path(tempfile.mkdtemp(prefix="massage-coach-"))
            atexit.register(remove_scratch)
        return _folder


def remove_scratch() -> None:
    """Remove the temporary folder and everything in it."""
    global _folder
    with _lock:
        if _folder is not None:
            shutil.rmtree(_folder, ignore_errors=True)
            _folder = None
