"""On paper: a sheet for each student with both words side by side, and a certificate of practice.

Each is one HTML file with everything in it, to print, to keep as PDF or to hand over; nothing is loaded from elsewhere
and no script runs. Both say what was judged, by whom, and what was not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from markupsafe import Markup

from coach.classes.rubric import Rubric
from coach.classes.table import Row, period_of
from coach.classes.told import say_change, say_main, say_marked, say_period, say_points, say_seen, say_when
from coach.errors import OutputError
from coach.files import atomic_file
from coach.formats import ReviewFile
from coach.report.drawing import render_svg
from coach.report.figures import draw_timeline
from coach.report.html import MOST_FINDINGS, open_templates
from coach.report.output import explain_os_error
from coach.words import format_clock, language_tag, say

MOST_NAME = 60


LoadReview = Callable[[Row], ReviewFile | None]
"""Gives the whole review of a recording, or ``None`` where it cannot be read any more."""


def render_sheet(
    rows: Sequence[Row], rubric: Rubric, load: LoadReview | None = None, *, made_on: date | None = None
) -> str:
    """Return the sheet of one student: the newest recording in full, the earlier ones in a line each.

    Parameters
    ----------
    rows : sequence of Row
        All of one student, at least one.
    load : callable, optional
        Gives the whole review, for the timeline.
    """
    ordered = sorted(rows, key=lambda row: (period_of(row), row.item.entry.day, row.item.entry.name), reverse=True)
    newest = ordered[0]
    review = None if newest.item.kept is None else newest.item.kept.review
    whole = None if load is None or review is None else load(newest)
    protocol = None if newest.item.way is None else newest.item.way.protocol
    return (
        open_templates()
        .get_template("student.html.j2")
        .render(
            row=newest,
            earlier=ordered[1:],
            rubric=rubric,
            lines=list_lines(newest, rubric),
            marks=newest.item.marks,
            review=review,
            findings=[] if review is None else review.findings[:MOST_FINDINGS],
            timeline=None if whole is None else Markup(render_svg(draw_timeline(whole, protocol), "time")),
            protocol=protocol,
            made_on=made_on or date.today(),
            say=say,
            language=language_tag(),
            clock=format_clock,
            when=say_when,
            period=lambda row: say_period(period_of(row)),
            points=say_points,
            change=say_change,
            seen=say_seen,
            marked=say_marked,
            main=say_main,
        )
    )


def list_lines(row: Row, rubric: Rubric) -> list[dict[str, object]]:
    """Return every criterion with the coach's word and the teacher's, each empty where nothing was said."""
    decided = {} if row.mark is None else {line.criterion: line for line in row.mark.lines}
    lines: list[dict[str, object]] = []
    for criterion in rubric.criteria:
        proposal, line = row.proposals.get(criterion.id), decided.get(criterion.id)
        points = None if proposal is None else proposal.points
        lines.append(
            {
                "criterion": criterion,
                "by_hand": criterion.judged_by == "hand",
                "points": points,
                "level": "" if points is None else rubric.level_at(points).title,
                "because": () if proposal is None else proposal.because,
                "decided": "" if line is None else line.level_title,
            }
        )
    return lines


def render_certificate(row: Row, rubric: Rubric, *, made_on: date | None = None) -> str:
    """Return a certificate of practice for a recording that a teacher marked and passed.

    Raises
    ------
    ValueError
        For a recording that nobody marked, or whose mark does not pass: a certificate is a teacher's word.
    """
    mark = row.mark
    if mark is None or not mark.passed or row.item.kept is None or row.item.way is None:
        raise ValueError("a certificate needs a teacher's mark that passes")
    review = row.item.kept.review
    return (
        open_templates()
        .get_template("certificate.html.j2")
        .render(
            row=row,
            mark=mark,
            protocol=row.item.way.protocol,
            review=review,
            judged=[line for line in mark.lines if line.level is not None],
            left_open=[line for line in mark.lines if line.level is None],
            by_hand={criterion.id for criterion in rubric.by_hand},
            made_on=made_on or date.today(),
            say=say,
            language=language_tag(),
            points=say_points,
        )
    )


def write_sheets(rows: Sequence[Row], rubric: Rubric, folder: Path, load: LoadReview | None = None) -> list[Path]:
    """Write the sheet of every student into a folder, which is made where it is missing.

    Raises
    ------
    OutputError
        When the folder cannot be made or written to.
    """
    students: dict[str, list[Row]] = {}
    for row in rows:
        students.setdefault(row.item.entry.student_key, []).append(row)
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for key in sorted(students):
            name = name_file(students[key][0].item.entry.student, {path.stem for path in written})
            target = folder / f"{name}.html"
            with atomic_file(target, private=True) as part:
                part.write_text(render_sheet(students[key], rubric, load), encoding="utf-8")
            written.append(target)
    except OSError as error:
        raise OutputError(say("report-not-written", why=explain_os_error(error))) from error
    return written


def name_file(student: str, taken: set[str]) -> str:
    """Make a plain file name of a student's name that no other has."""
    kept = "".join(
        letter if letter.isalnum() or letter in " -_'" else " " for letter in unicodedata.normalize("NFC", student)
    )
    base = re.sub(r"\s+", "-", kept.strip())[:MOST_NAME] or "student"
    known = {name.casefold() for name in taken}
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if name.casefold() not in known)
