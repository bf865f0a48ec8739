"""The table of a class: who needs a teacher's eye, week over week, what the class shares."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coach.classes.marks import decide
from coach.classes.opened import Item
from coach.classes.records import Entry
from coach.classes.rubric_files import load_rubric
from coach.classes.shelf import Kept, Way
from coach.classes.table import FELL_BY, Row, compare_weeks, find_common_faults, make_rows
from coach.classes.terminal import format_class
from coach.formats import ReviewFile
from coach.protocol.library import load_protocol
from tests.classes.class_example import finding, make_review, step

SCHOOL = load_rubric("school")
LUMBAR = load_protocol("lumbar-home")


def item(
    student: str,
    review: ReviewFile | None = None,
    *,
    week: int | None = None,
    day: int = 2,
    fault: str = "",
    marked: str = "",
) -> Item:
    kept = None if review is None else Kept(reviewed_at=datetime.now(UTC), analyser="0", review=review)
    name = f"{student}-{week}-{day}.mp4"
    marks = (decide(name, "Eva", SCHOOL, {}, {"pressure": marked}),) if marked else ()
    entry = Entry(Path(name), name, student, date(2026, 11, day), week)
    return Item(entry, Way("lumbar-home", LUMBAR, 1.0, None), name, kept, fault, marks)


def paced(share: float) -> ReviewFile:
    """A review whose one judged part gives so many points."""
    return make_review(steps=[step("rubbing-pads", (0, 30), pace=share)])


def by_student(rows: list[Row]) -> dict[str, Row]:
    return {row.item.entry.student: row for row in rows}


def test_who_needs_an_eye_comes_first():
    rows = make_rows(
        [
            item("good", make_review()),
            item("marked", paced(0.1), marked="good"),
            item("waits"),
            item("broken", fault="broken.mp4 is a text."),
            item("low", paced(0.59)),
            item("hurts", make_review(finding("on_spine", "danger"))),
            item("unseen", make_review(seen=0.59)),
            item("weak", make_review(steps=[step("rubbing-pads", (0, 30), pace=0.45, technique=1.0, rhythm=1.0)])),
        ],
        SCHOOL,
    )
    assert [row.item.entry.student for row in rows] == [
        *("hurts", "low", "weak", "unseen", "broken", "good", "waits", "marked")
    ]
    found = {name: row.reasons for name, row in by_student(rows).items()}
    assert found["hurts"] == ("danger", "below", "weak")
    assert found["low"] == ("below",)
    assert found["weak"] == ("weak",)
    assert found["unseen"] == ("unseen",)
    assert found["broken"] == ("fault",)
    assert found["good"] == found["waits"] == ()
    assert [row.needs_eye for row in rows] == [True] * 5 + [False] * 3


@pytest.mark.parametrize(("share", "reasons"), [(0.6, ()), (0.599, ("below",))])
def test_the_pass_mark_decides_who_needs_an_eye(share: float, reasons: tuple[str, ...]):
    (row,) = make_rows([item("a", paced(share))], SCHOOL)
    assert row.reasons == reasons


@pytest.mark.parametrize(("seen", "reasons"), [(0.6, ()), (0.59, ("unseen",))])
def test_hands_hardly_seen_need_an_eye(seen: float, reasons: tuple[str, ...]):
    (row,) = make_rows([item("a", make_review(seen=seen))], SCHOOL)
    assert row.reasons == reasons


@pytest.mark.parametrize(("share", "reasons"), [(0.904 - FELL_BY / 100, ("fell",)), (0.906 - FELL_BY / 100, ())])
def test_a_clear_fall_from_one_week_to_the_next_needs_an_eye(share: float, reasons: tuple[str, ...]):
    rows = make_rows([item("a", paced(share), week=2), item("A ", paced(0.9), week=1)], SCHOOL)
    newest = next(row for row in rows if row.item.entry.week == 2)
    assert newest.reasons == reasons
    assert newest.change == pytest.approx(100 * share - 90)


def test_a_teachers_points_count_before_the_coachs():
    (row,) = make_rows([item("a", paced(0.9), marked="good")], SCHOOL)
    assert (row.proposed, row.points) == (pytest.approx(90), 80)


def test_the_most_useful_finding_is_no_praise():
    review = make_review(finding("pace_too_fast", "praise"), finding("wrong_direction"), finding("contact_broken"))
    (row,) = make_rows([item("a", review)], SCHOOL)
    assert row.finding is not None and row.finding.code == "wrong_direction"


def test_week_over_week():
    rows = make_rows(
        [
            item("Ben", paced(0.5), day=2),
            item("Ben", paced(0.7), day=8),
            item("Ben", paced(0.9), day=9),
            item("anna", paced(0.6), week=3),
            item("Cem"),
        ],
        SCHOOL,
    )
    periods, students = compare_weeks(rows)
    assert periods == [("day", 0, date(2026, 11, 2)), ("day", 0, date(2026, 11, 9)), ("week", 3, date.min)]
    told = {s.student: [None if p is None else round(p) for p in s.points] for s in students}
    assert told == {"anna": [None, None, 60], "Ben": [60, 90, None], "Cem": [None, None, None]}
    assert {s.student: s.change and round(s.change) for s in students} == {"anna": None, "Ben": 30, "Cem": None}


def test_what_the_class_shares_is_told_by_students_and_their_newest_recording():
    rows = make_rows(
        [
            item("a", make_review(finding("pace_too_fast"), finding("pace_too_fast", at_s=9)), week=2),
            item("a", make_review(finding("wrong_direction")), week=1),
            item("b", make_review(finding("pace_too_fast"), finding("wrong_direction")), week=2),
            item("c", make_review(finding("pace_too_fast", "praise")), week=2),
        ],
        SCHOOL,
    )
    (fault,) = find_common_faults(rows)
    assert (fault.code, fault.students) == ("pace_too_fast", ("a", "b"))
    assert fault.steps == ("Rubbing with the finger pads",)


def test_the_terminal_says_it_all():
    rows = make_rows([item("Anna", make_review()), item("Ben", paced(0.2)), item("Cem", fault="It is a text.")], SCHOOL)
    text = format_class(rows, 80)
    assert text.startswith("3 recordings: 2 need you first, 0 marked, 1 that could not be reviewed.")
    assert "! Ben" in text and "Below the pass mark" in text and "It is a text." in text
    assert "! Anna" not in text
    assert max(map(len, text.splitlines())) <= 110
