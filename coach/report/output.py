"""Results are written beside their place and renamed at the end, so that a stop half-way leaves nothing half-written.

Opening the outputs is also the check that they can be written: it happens before the long work begins.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from coach.errors import OutputError
from coach.files import atomic_file
from coach.words import say


@contextmanager
def open_outputs(paths: Mapping[str, Path], source: Path | None = None) -> Iterator[dict[str, Path]]:
    """Hold a temporary file for each result; all of them get their names together when the block ends well.

    Parameters
    ----------
    paths : mapping
        What is written (``"html"``, ``"csv"``...) -> where the user wants it.
    source : Path, optional
        The recording itself, which no result may replace.

    Yields
    ------
    dict
        What is written -> the file to write to, in the folder of the wanted one.

    Raises
    ------
    OutputError
        Before the block runs, when a place cannot be written, is used twice or is the recording; from the block, when
        the disk is full or a folder went away. Whatever is raised, every temporary file is removed.
    """
    wanted = {what: Path(os.path.abspath(path)) for what, path in paths.items()}  # noqa: PTH100 - links stay links
    _refuse_clashes(wanted, source)
    try:
        with ExitStack() as stack:
            yield {what: stack.enter_context(_beside(path)) for what, path in wanted.items()}
    except OSError as error:
        raise OutputError(say("report-not-written", why=explain_os_error(error))) from error


def explain_os_error(error: OSError) -> str:
    """Say in plain words why the operating system refused, and what to do where something can be done."""
    reason = _REASONS.get(error.errno or 0)
    return (error.strerror or str(error)).lower() if reason is None else say("report-refused", reason=reason)


_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "quota",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "read_only",
    errno.ENAMETOOLONG: "too_long",
}


def _refuse_clashes(wanted: Mapping[str, Path], source: Path | None) -> None:
    taken: dict[Path, str] = {}
    for what, path in wanted.items():
        if source is not None and path.exists() and source.exists() and path.samefile(source):
            raise OutputError(say("report-onto-itself", path=str(path), what=what))
        if path in taken:
            raise OutputError(say("report-twice", path=str(path), first=taken[path], second=what))
        taken[path] = what


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """One result: a temporary sibling that takes the name at the end; devices and pipes are written directly."""
    folder = path.parent
    if path.is_dir():
        raise OutputError(say("report-folder", path=str(path)))
    if not folder.is_dir():
        raise OutputError(say("report-no-folder", folder=str(folder)))
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        yield path
        return
    with ExitStack() as stack:
        try:
            temporary = stack.enter_context(atomic_file(path.resolve()))
        except OSError as error:
            raise OutputError(say("report-file-not-written", path=str(path), why=explain_os_error(error))) from error
        yield temporary
