"""The recordings in the folder of a class: whose each is and when it was made, told from names and the roster.

``anna.mp4`` is Anna's, and so is everything in a subfolder ``Anna``; a date (``2026-11-27``) or a week (``week 3``) in
the name of a file or a folder says when. What the roster says counts before a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from coach.classes.records import Entry
from coach.classes.roster import Roster, clean_name, load_roster
from coach.errors import InputError
from coach.words import say

VIDEO_SUFFIXES = frozenset(
    f".{name}" for name in ["mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ts", "mts", "3gp", "wmv", "ogv"]
)  # fmt: skip
MADE_HERE = (".annotated.mp4",)
"""Endings of videos that the coach wrote itself."""
MOST_RECORDINGS = 5000
"""Far above a school's year; a folder with more, such as a whole disk, was chosen by mistake."""
MOST_DEPTH = 4

_DATE = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_WEEK = re.compile(r"(?<![^\W\d_])(?:week|wk|w)[ _.-]?(\d{1,2})(?!\d)", re.IGNORECASE)
_EDGES = " _-.,()[]"


def list_recordings(folder: Path) -> list[Entry]:
    """List the recordings of a class, by student and time.

    Raises
    ------
    InputError
        When it is no folder, cannot be read, holds no recording or too many, or its roster has a fault.
    """
    if not folder.is_dir():
        raise InputError(say("class-no-folder", folder=str(folder)))
    roster = load_roster(folder)
    entries = []
    for path in _walk(folder, MOST_DEPTH):
        entries.append(_make_entry(path, folder, roster))
        if len(entries) > MOST_RECORDINGS:
            raise InputError(say("class-too-many", folder=str(folder), most=MOST_RECORDINGS))
    if not entries:
        raise InputError(say("class-empty-folder", folder=str(folder)))
    return sorted(entries, key=lambda entry: (entry.student_key, entry.week or 0, entry.day, entry.name))


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    try:
        children = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(say("class-folder-closed", folder=str(folder), why=error.strerror or str(error))) from error
    for child in children:
        if child.name.startswith("."):
            continue
        if child.is_dir():
            if depth and not child.is_symlink():
                yield from _walk(child, depth - 1)
        elif child.suffix.lower() in VIDEO_SUFFIXES and not child.name.lower().endswith(MADE_HERE):
            yield child


def _make_entry(path: Path, folder: Path, roster: Roster) -> Entry:
    name = path.relative_to(folder).as_posix()
    *folders, _ = name.split("/")
    line = roster.find(name)
    parts = [*folders, path.stem]
    weeks = [week for part in parts if (week := find_week(part)) is not None]
    days = [day for part in parts if (day := find_day(part)) is not None]
    day = days[-1] if days else _day_of_file(path)
    week = weeks[-1] if weeks else None
    if line is None:
        named = [named for part in parts if (named := strip_time(part))]
        return Entry(path, name, clean_name(named[0] if named else path.stem), day, week)
    return Entry(
        path,
        name,
        line.student,
        line.day or day,
        line.week or week,
        line.protocol_id,
        line.minutes,
        line.head,
    )


def find_day(text: str) -> date | None:
    """Return the date that a name holds; ``None`` for none, or for one that no calendar has."""
    found = _DATE.search(text)
    try:
        return None if found is None else date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def find_week(text: str) -> int | None:
    """Return the number of the week that a name holds, or ``None``."""
    found = _WEEK.search(_DATE.sub(" ", text))
    return None if found is None or int(found[1]) == 0 else int(found[1])


def strip_time(text: str) -> str:
    """Return what a name says beside a date and a week; empty where it says nothing else."""
    return " ".join(_WEEK.sub(" ", _DATE.sub(" ", text)).replace("_", " ").strip(_EDGES).split())


def _day_of_file(path: Path) -> date:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone().date()
    except OSError:
        return date.today()
