"""The roster: a small spreadsheet (CSV) in the folder of a class that says whose recording is whose.

The first line names the columns. ``file`` and ``student`` are needed; ``date``, ``week``, ``protocol``, ``minutes`` and
``head`` may follow. ``file`` is the name of a recording, with or without its ending, or of a subfolder.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast, get_args

from coach.classes.records import Entry
from coach.errors import InputError
from coach.formats import clean_text
from coach.records import HeadDirection
from coach.report.table import guard_cell, read_cell
from coach.words import say

ROSTER_NAME = "roster.csv"
COLUMNS = ("file", "student", "date", "week", "protocol", "minutes", "head")
MAX_BYTES = 1_000_000
"""A line a recording takes some fifty bytes; anything larger is some other file."""
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class RosterLine:
    """What the roster says of a recording, or of all that lie in a subfolder."""

    file: str
    student: str
    day: date | None = None
    week: int | None = None
    protocol_id: str | None = None
    minutes: float | None = None
    head: HeadDirection | None = None


class Roster:
    """The lines of a roster by the recording that they are about."""

    def __init__(self, lines: list[RosterLine]) -> None:
        self._lines = {line.file.casefold(): line for line in lines}

    def find(self, name: str) -> RosterLine | None:
        """Return the line about a recording; one about its own name counts before one about its folder.

        Parameters
        ----------
        name : str
            Its place in the folder of the class, parts divided by ``/``.
        """
        *folders, file = name.casefold().split("/")
        stem = file.rpartition(".")[0]
        whole = "/".join([*folders, stem])
        for wanted in (name.casefold(), whole, file, stem, *reversed(folders)):
            if wanted in self._lines:
                return self._lines[wanted]
        return None


def load_roster(folder: Path) -> Roster:
    """Read the roster of a folder; without one the roster is empty.

    Raises
    ------
    InputError
        For a file that is no such table: with the line and what was expected.
    """
    path = folder / ROSTER_NAME
    if not path.is_file():
        return Roster([])
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(say("fault-file-unreadable", name=ROSTER_NAME, why=error.strerror or str(error))) from error
    except UnicodeDecodeError as error:
        raise InputError(say("class-roster-encoding", name=ROSTER_NAME)) from error
    if len(content) > MAX_BYTES:
        raise InputError(say("class-roster-large", name=ROSTER_NAME))
    return Roster(_read_lines(text))


def _read_lines(text: str) -> list[RosterLine]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(text.splitlines(), delimiter=delimiter)
    try:
        names = [name.strip().casefold() for name in next(rows, [])]
        if "file" not in names or "student" not in names:
            raise InputError(say("class-roster-columns", name=ROSTER_NAME, columns=list(COLUMNS)))
        lines = []
        for number, row in enumerate(rows, start=2):
            cells = {name: read_cell(cell.strip()) for name, cell in zip(names, row, strict=False)}
            if any(cells.values()):
                lines.append(_read_line(number, cells))
    except csv.Error as error:
        raise InputError(say("class-roster-columns", name=ROSTER_NAME, columns=list(COLUMNS))) from error
    return lines


def _read_line(number: int, cells: Mapping[str, str]) -> RosterLine:
    file = cells.get("file", "").replace("\\", "/").strip("/")
    student = clean_name(cells.get("student", ""))
    if not file or not student:
        raise InputError(say("class-roster-empty", name=ROSTER_NAME, line=number))
    head = cells.get("head", "").casefold() or None
    if head is not None and head not in get_args(HeadDirection):
        raise InputError(say("class-roster-head", name=ROSTER_NAME, line=number, value=head))
    return RosterLine(
        file=file,
        student=student,
        day=_read_day(number, cells.get("date", "")),
        week=_read_week(number, cells.get("week", "")),
        protocol_id=cells.get("protocol") or None,
        minutes=_read_minutes(number, cells.get("minutes", "")),
        head=cast(HeadDirection | None, head),
    )


def clean_name(text: str) -> str:
    """Return a student's name as one line of plain text."""
    return " ".join(clean_text(text).split())[:LONGEST_NAME].strip()


def _read_day(number: int, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(say("class-roster-date", name=ROSTER_NAME, line=number, value=text)) from error


def _read_week(number: int, text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 99):
        raise InputError(say("class-roster-week", name=ROSTER_NAME, line=number, value=text))
    return int(text)


def _read_minutes(number: int, text: str) -> float | None:
    if not text:
        return None
    try:
        minutes = float(text.replace(",", "."))
    except ValueError:
        minutes = 0.0
    if not 0.1 <= minutes <= 240:
        raise InputError(say("class-roster-minutes", name=ROSTER_NAME, line=number, value=text))
    return minutes


def render_roster(entries: Sequence[Entry]) -> str:
    """Write a roster of what names tell, to be corrected in a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for entry in entries:
        cells = (entry.name, entry.student, entry.day.isoformat(), entry.week, entry.protocol_id, entry.minutes)
        writer.writerow([guard_cell(cell) for cell in (*cells, entry.head)])
    return text.getvalue()
