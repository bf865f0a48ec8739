"""The class as a table for a spreadsheet: CSV that every program opens, and XLSX with filters and colours.

Names and texts come from files and people: none of them is ever written as a formula. In CSV a text that a spreadsheet
would run gets an apostrophe in front; in XLSX texts are written as texts, which no program runs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coach.classes.rubric import Rubric
from coach.classes.table import Row, compare_weeks, find_common_faults
from coach.classes.told import say_main, say_period, say_reason
from coach.report.table import guard_cell
from coach.words import say

Cell = str | float | int | None
SHEET_NAME_LENGTH = 31
"""Of a worksheet; the format allows no more."""
WIDEST = 60.0
"""Letters that a column may take of its own accord."""
FIRST_FILL, PASS_FILL = "#FBE3D0", "#D5EFE5"


def list_columns(rubric: Rubric) -> list[str]:
    """Heads of the table, in order."""
    names = ("student", "when", "week", "protocol", "file", "first", "finding", "seen", "change", "points")
    heads = [say(f"class-column.{name}") for name in names]
    heads += [say("class-column-coach", title=criterion.title) for criterion in rubric.by_coach]
    heads += [say(f"class-column.{name}") for name in ("mark", "passed", "marked-by", "marked-at")]
    heads += [say("class-column-teacher", title=criterion.title) for criterion in rubric.criteria]
    return [*heads, say("class-column.note")]


def list_cells(row: Row, rubric: Rubric) -> list[Cell]:
    """Values of one row, in the order of :func:`list_columns`; the coach's and the teacher's side by side."""
    entry, mark = row.item.entry, row.mark
    cells: list[Cell] = [
        entry.student,
        entry.day.isoformat(),
        entry.week,
        entry.protocol_id if row.item.way is None else row.item.way.protocol.title,
        entry.name,
        ", ".join(say_reason(reason, row) for reason in row.reasons) or None,
        say_main(row),
        None if row.seen is None else round(row.seen, 3),
        _round(row.change),
        _round(row.proposed),
    ]
    for criterion in rubric.by_coach:
        proposal = row.proposals.get(criterion.id)
        cells.append(None if proposal is None else _round(proposal.points))
    lines = {} if mark is None else {line.criterion: line for line in mark.lines}
    if mark is None:
        cells += [None, None, None, None]
    else:
        passed = None if mark.passed is None else say("class-yes-no", answer="yes" if mark.passed else "no")
        cells += [_round(mark.points), passed, mark.teacher, mark.at.astimezone().isoformat(timespec="minutes")]
    for criterion in rubric.criteria:
        line = lines.get(criterion.id)
        cells.append(None if line is None else line.level_title or None)
    return [*cells, None if mark is None else mark.note or None]


def render_csv(rows: Sequence[Row], rubric: Rubric, *, decimal_comma: bool = False) -> str:
    """Return the table as CSV; ``decimal_comma`` for a spreadsheet of a language that writes 0,5."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if decimal_comma else ",")
    writer.writerow(list_columns(rubric))
    for cells in (list_cells(row, rubric) for row in rows):
        writer.writerow([guard_cell(cell, decimal_comma) for cell in cells])
    return text.getvalue()


def write_xlsx(rows: Sequence[Row], rubric: Rubric, target: Path | io.BytesIO) -> None:
    """Write a workbook: the class, its weeks, and what it shares; raises ``OSError`` when it cannot be written."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(target if isinstance(target, io.BytesIO) else str(target), options)
    heads = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    first, passed = (book.add_format({"bg_color": color}) for color in (FIRST_FILL, PASS_FILL))
    table = _add_sheet(book, say("class-sheet.class"), list_columns(rubric), heads)
    for number, row in enumerate(rows, start=1):
        fill = first if row.needs_eye else passed if row.mark is not None and row.mark.passed else None
        _write_row(table, number, list_cells(row, rubric), fill)
    table.autofilter(0, 0, max(1, len(rows)), len(list_columns(rubric)) - 1)
    periods, students = compare_weeks(rows)
    weeks = _add_sheet(book, say("class-sheet.weeks"), [say("class-column.student"), *map(say_period, periods)], heads)
    for number, student in enumerate(students, start=1):
        _write_row(weeks, number, [student.student, *map(_round, student.points)])
    columns = ("fault", "students", "steps", "names")
    common = _add_sheet(
        book, say("class-sheet.common"), [say(f"class-common-column.{name}") for name in columns], heads
    )
    for number, fault in enumerate(find_common_faults(rows), start=1):
        shared: list[Cell] = [say(f"class-faults.{fault.code}"), len(fault.students)]
        _write_row(common, number, [*shared, ", ".join(fault.steps), ", ".join(fault.students)])
    for sheet in (table, weeks, common):
        sheet.autofit(max_width=int(WIDEST * 7))
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(str(error)) from error


def _add_sheet(book: Any, name: str, heads: Sequence[str], head_format: Any) -> Any:
    sheet = book.add_worksheet(name[:SHEET_NAME_LENGTH])
    sheet.freeze_panes(1, 1)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, head_format)
    return sheet


def _write_row(sheet: Any, number: int, cells: Sequence[Cell], fill: Any = None) -> None:
    for column, cell in enumerate(cells):
        if cell is None:
            sheet.write_blank(number, column, None, fill)
        elif isinstance(cell, str):
            sheet.write_string(number, column, cell, fill)
        else:
            sheet.write_number(number, column, cell, fill)


def _round(points: float | None) -> float | None:
    return None if points is None else round(points, 1)
