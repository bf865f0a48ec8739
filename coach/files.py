"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from coach.errors import StoreError
from coach.words import say


@contextmanager
def atomic_file(target: Path, *, private: bool = False) -> Iterator[Path]:
    """Yield a path beside ``target`` to write to; at the end it is synced to the disk and takes the target's name.

    Parameters
    ----------
    target : Path
    private : bool
        Only its owner may read the file, from its first byte on.

    Raises
    ------
    OSError
        When the folder cannot be written to or the disk is full. On any failure ``target`` stays as it was and nothing
        else is left behind.
    """
    part = target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}.part")
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666))
    try:
        yield part
        with part.open("rb+") as handle:
            os.fsync(handle.fileno())
        part.replace(target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def write_data_file(target: Path, write: Callable[[Path], object]) -> Path:
    """Let ``write(path)`` fill a file of the user's data, whole or not at all.

    Raises
    ------
    StoreError
        With the reason and the way out, when the disk is full or the folder not writable.
    """
    try:
        with atomic_file(target) as part:
            write(part)
    except OSError as error:
        raise StoreError(
            say("fault-not-written", name=target.name, folder=str(target.parent), why=error.strerror or str(error))
        ) from error
    return target
