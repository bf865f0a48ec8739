"""The class as a table: one row a recording, with what is worth a teacher's eye first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from coach.classes.marks import Mark
from coach.classes.opened import Item
from coach.classes.proposal import Proposal, passes, propose, total
from coach.classes.rubric import Rubric
from coach.formats import ReviewFinding
from coach.report.labels import ENOUGH_SEEN

Reason = Literal["danger", "below", "weak", "fell", "unseen", "fault"]
"""Why a recording should be looked at first: something that could hurt, points below the pass mark, a criterion at the
lowest level, clearly fewer points than the time before, hands hardly seen, no review at all."""
REASONS: tuple[Reason, ...] = get_args(Reason)

FELL_BY = 10.0
"""Whole points by which a student has to fall from one recording to the next for it to be told; a level is 15 to 20
wide."""

NO_FAULTS = ("praise", "info")

Period = tuple[Literal["week", "day"], int, date]
"""A numbered week, or the Monday of a calendar week; sorts by time."""


@dataclass(frozen=True, slots=True)
class Row:
    """One recording.

    Attributes
    ----------
    proposals : mapping
        The coach's proposal by criterion; empty without a review.
    proposed : float or None
        The coach's points as a whole, of what it could judge.
    proposed_pass : bool or None
        Whether they pass; ``None`` where nothing was judged.
    finding : ReviewFinding or None
        The most useful one that is no praise.
    seen : float or None
        Share of the recording with a hand in view.
    change : float or None
        Points since the same student's recording before, of the same protocol.
    weak : tuple of str
        Titles of the criteria that the coach puts at the lowest level.
    reasons : tuple of Reason
        Why it should be looked at, the gravest first.
    """

    item: Item
    proposals: Mapping[str, Proposal]
    proposed: float | None = None
    proposed_pass: bool | None = None
    finding: ReviewFinding | None = None
    seen: float | None = None
    change: float | None = None
    weak: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def mark(self) -> Mark | None:
        """What a teacher decided last."""
        return self.item.mark

    @property
    def points(self) -> float | None:
        """The teacher's points where there are some, else the coach's."""
        return self.proposed if self.mark is None else self.mark.points

    @property
    def needs_eye(self) -> bool:
        """Whether it should be looked at first: there is a reason, and nobody has marked it yet."""
        return bool(self.reasons) and self.mark is None


def make_rows(items: Sequence[Item], rubric: Rubric) -> list[Row]:
    """Make the rows of a class, those that need a teacher's eye first, then those to be marked, those marked last."""
    rows = [_make_row(item, rubric) for item in items]
    return sorted(_compare(rows), key=_place)


def _make_row(item: Item, rubric: Rubric) -> Row:
    if item.kept is None:
        return Row(item, {}, reasons=("fault",) if item.fault else ())
    review = item.kept.review
    proposals = propose(review, rubric)
    points = {name: proposal.points for name, proposal in proposals.items()}
    finding = next((each for each in review.findings if each.severity not in NO_FAULTS), None)
    passed = passes(points, rubric)
    reasons: list[Reason] = []
    if any(each.severity == "danger" for each in review.findings):
        reasons.append("danger")
    if passed is False:
        reasons.append("below")
    weak = tuple(
        criterion.title
        for criterion in rubric.by_coach
        if (value := points[criterion.id]) is not None and rubric.level_at(value) == rubric.levels[-1]
    )
    if weak:
        reasons.append("weak")
    if review.coverage.one_hand < ENOUGH_SEEN:
        reasons.append("unseen")
    return Row(
        item,
        proposals,
        total(points, rubric.criteria),
        passed,
        finding,
        review.coverage.one_hand,
        weak=weak,
        reasons=tuple(reasons),
    )


def _compare(rows: list[Row]) -> list[Row]:
    """Say how each recording differs from the one before it of the same student and protocol."""
    last: dict[tuple[str, str], float] = {}
    compared = []
    for row in sorted(rows, key=lambda row: (period_of(row), row.item.entry.day, row.item.entry.name)):
        points = row.points
        if points is not None and row.item.way is not None:
            key = (row.item.entry.student_key, row.item.way.protocol.id)
            if key in last:
                row = replace(row, change=points - last[key])
                if round(points - last[key]) <= -FELL_BY:
                    row = replace(row, reasons=tuple(sorted({*row.reasons, "fell"}, key=REASONS.index)))
            last[key] = points
        compared.append(row)
    return compared


def _place(row: Row) -> tuple[int, int, float, str]:
    state = 0 if row.needs_eye else 3 if row.mark is not None else 2 if row.item.waits else 1
    gravest = min((REASONS.index(reason) for reason in row.reasons), default=len(REASONS))
    return state, gravest, row.points if row.points is not None else 101.0, row.item.entry.student_key


def period_of(row: Row) -> Period:
    """Return the week that a recording belongs to: the one that its name gives, else that of the calendar."""
    entry = row.item.entry
    monday = date.fromordinal(entry.day.toordinal() - entry.day.weekday())
    return ("day", 0, monday) if entry.week is None else ("week", entry.week, date.min)


@dataclass(frozen=True, slots=True)
class StudentWeeks:
    """Points of one student, week by week; ``None`` where there are none."""

    student: str
    points: tuple[float | None, ...]

    @property
    def change(self) -> float | None:
        """From the last week but one that has points to the last."""
        known = [points for points in self.points if points is not None]
        return known[-1] - known[-2] if len(known) > 1 else None


def compare_weeks(rows: Iterable[Row]) -> tuple[list[Period], list[StudentWeeks]]:
    """Put the points of every student side by side, week by week; several recordings in a week count as their mean."""
    found: dict[str, dict[Period, list[float]]] = {}
    names: dict[str, str] = {}
    for row in rows:
        entry = row.item.entry
        names.setdefault(entry.student_key, entry.student)
        if row.points is not None:
            found.setdefault(entry.student_key, {}).setdefault(period_of(row), []).append(row.points)
    periods = sorted({period for weeks in found.values() for period in weeks})
    students = []
    for key in sorted(names):
        weeks = found.get(key, {})
        students.append(
            StudentWeeks(
                names[key],
                tuple(sum(weeks[p]) / len(weeks[p]) if p in weeks else None for p in periods),
            )
        )
    return periods, students


@dataclass(frozen=True, slots=True)
class CommonFault:
    """A fault that the class shares.

    Attributes
    ----------
    code : str
        Of the finding.
    students : tuple of str
        Who has it in their newest recording.
    steps : tuple of str
        Titles of the steps that it was found in, the most frequent first.
    """

    code: str
    students: tuple[str, ...]
    steps: tuple[str, ...]


def find_common_faults(rows: Iterable[Row]) -> list[CommonFault]:
    """Return the faults of the class, by how many students have each in their newest recording; one alone is none."""
    newest: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (period_of(row), row.item.entry.day, row.item.entry.name)):
        if row.item.kept is not None:
            newest[row.item.entry.student_key] = row
    students: dict[str, list[str]] = {}
    steps: dict[str, dict[str, int]] = {}
    for row in newest.values():
        kept, way = row.item.kept, row.item.way
        assert kept is not None
        titles = {} if way is None else {step.id: step.title for step in way.protocol.steps}
        for finding in kept.review.findings:
            if finding.severity in NO_FAULTS:
                continue
            who = students.setdefault(finding.code, [])
            if row.item.entry.student not in who:
                who.append(row.item.entry.student)
            if finding.step is not None:
                counted = steps.setdefault(finding.code, {})
                title = titles.get(finding.step, finding.step)
                counted[title] = counted.get(title, 0) + 1
    faults = [
        CommonFault(code, tuple(sorted(who)), tuple(sorted(steps.get(code, {}), key=lambda t: (-steps[code][t], t))))
        for code, who in students.items()
        if len(who) > 1
    ]
    return sorted(faults, key=lambda fault: (-len(fault.students), fault.code))
