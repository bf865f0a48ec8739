"""What is being edited and is not saved yet, kept on the disk, so that a page that is loaded again loses nothing.

A draft may have flaws, so it is plain values and no protocol file; there is one at a time.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

from coach.files import write_data_file
from coach.paths import ensure_dir, user_protocols_dir
from coach.protocol.edited import Data
from coach.protocol.reading import MAX_FILE_BYTES
from coach.protocol.schema import BodyPart, StepTechnique


def keep_draft(data: Data) -> None:
    """Write down what is being edited in place of what was written down before.

    Raises
    ------
    StoreError
        When the folder cannot be written to.
    """
    ensure_dir(user_protocols_dir())
    write_data_file(_file(), lambda path: path.write_text(json.dumps(dict(data)), encoding="utf-8"))


def read_draft() -> Data | None:
    """Return what was being edited; ``None`` where nothing was, or nothing that can be opened."""
    try:
        if _file().stat().st_size > MAX_FILE_BYTES:
            return None
        data = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return data if _can_be_opened(data) else None


def drop_draft() -> None:
    """Forget what was being edited."""
    _file().unlink(missing_ok=True)


def _file() -> Path:
    return user_protocols_dir() / "draft.json"


def _can_be_opened(data: object) -> bool:
    """Whether it has what the editor takes for granted; everything else is a flaw that the editor names."""
    if not isinstance(data, dict) or not isinstance(data.get("steps"), list) or not data["steps"]:
        return False
    if data.get("region", "back") not in get_args(BodyPart) or not isinstance(data.get("id"), str):
        return False
    return all(
        isinstance(step, dict)
        and isinstance(step.get("id"), str)
        and step.get("technique") in get_args(StepTechnique)
        and all(isinstance(step.get(name), str | dict) for name in ("title", "text"))
        for step in data["steps"]
    )
