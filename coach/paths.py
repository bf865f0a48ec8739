"""Where the user's own data lies: the one place that decides it.

The folder is the user's data folder of the operating system; the environment variable ``MASSAGE_COACH_DATA``, which
the option ``--data-dir`` sets, moves it. Nothing is created by asking for a path; :func:`ensure_dir` creates.
"""

from __future__ import annotations

import os
from pathlib import Path

from coach.errors import StoreError
from coach.words import say

DATA_DIR_ENV = "MASSAGE_COACH_DATA"
APP_NAME = "massage-coach"
PRIVATE_DIR_MODE = 0o700
"""The data are about people's health: only the user of the computer reads them."""


def data_dir() -> Path:
    """Return the folder of everything the coach remembers; it need not exist yet."""
    chosen = os.environ.get(DATA_DIR_ENV, "").strip()
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return platformdirs.user_data_path(APP_NAME, appauthor=False)


def use_data_dir(folder: str | Path) -> Path:
    """Let this process and those it starts keep their data in ``folder`` (the option ``--data-dir``)."""
    chosen = Path(folder).expanduser().absolute()
    os.environ[DATA_DIR_ENV] = str(chosen)
    return chosen


def history_file() -> Path:
    """Return the place of the database of sessions."""
    return data_dir() / "history.sqlite3"


def tracks_dir() -> Path:
    """Return the folder of the landmark tracks of the sessions, one ``.npz`` each."""
    return data_dir() / "tracks"


def live_dir() -> Path:
    """Return the folder of what a running live session writes as it goes."""
    return data_dir() / "live"


def user_protocols_dir() -> Path:
    """Return the folder of the protocol files that the user wrote."""
    return data_dir() / "protocols"


def ensure_dir(folder: Path) -> Path:
    """Create ``folder``, readable by its owner only, unless it is there.

    Raises
    ------
    StoreError
        When it cannot be created, with the reason and the way out.
    """
    try:
        folder.mkdir(mode=PRIVATE_DIR_MODE, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            say("fault-data-folder", folder=str(folder), why=error.strerror or str(error), variable=DATA_DIR_ENV)
        ) from error
    return folder
