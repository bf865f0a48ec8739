"""A corrected review says so on paper: whose word, since when, and what the teacher thinks of the findings."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from coach.corrections.beginning import begin_correction
from coach.corrections.edits import Edit, Finish, Rename, Think, apply_edit
from coach.corrections.shown import correct_review
from coach.formats import ReviewFile
from coach.report.html import render_html
from coach.report.labels import describe_correction
from coach.report.table import render_csv
from tests.ui.review_example import make_review

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def correct(*edits: Edit, teacher: str = "Ana") -> ReviewFile:
    correction = begin_correction(make_review(), teacher, NOON)
    for edit in edits:
        correction = apply_edit(correction, edit)
    return correct_review(make_review(), correction)


def test_nobody_corrected_it() -> None:
    assert describe_correction(make_review()) == ""
    assert "Corrected by" not in render_html(make_review())


@pytest.mark.parametrize(("edits", "rest"), [((Finish(),), "from beginning to end"), ((), "the others and the scores")])
def test_the_report_says_whose_word_it_is_and_how_much_of_it(edits: tuple[Edit, ...], rest: str) -> None:
    said = describe_correction(correct(Rename(12.0, "kneading"), *edits))
    assert said.startswith("Corrected by Ana on 1 March 2026") and rest in said


def test_the_page_marks_the_teachers_stretches_and_opinions() -> None:
    page = render_html(correct(Rename(12.0, "kneading"), Think("pace_too_fast", 10.0, None, "not_so")))
    assert page.count('title="the word of Ana">Kneading ✓') == 1 and "<b>Ana: not so.</b>" in page


def test_a_name_is_never_read_as_markup() -> None:
    page = render_html(correct(Rename(12.0, "kneading"), teacher="<b>Ana</b>"))
    assert "<b>Ana" not in page and "&lt;b&gt;Ana" in page


def test_the_table_has_a_column_for_whose_word_it_is() -> None:
    rows = list(csv.DictReader(io.StringIO(render_csv(correct(Rename(12.0, "kneading"), teacher="=Ana")))))
    assert [row["said_by"] for row in rows] == ["", "'=Ana", "", ""]
