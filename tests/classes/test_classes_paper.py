"""What leaves the table: spreadsheets that run nothing, sheets that load nothing, a certificate that claims nothing."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from coach.classes.marks import decide
from coach.classes.rubric_files import load_rubric
from coach.classes.sheets import name_file, render_certificate, render_sheet, write_sheets
from coach.classes.spreadsheets import list_columns, render_csv, write_xlsx
from coach.classes.table import Row, make_rows
from coach.errors import OutputError
from tests.classes.class_example import finding, make_review
from tests.classes.test_classes_table import item, paced

SCHOOL = load_rubric("school")
NASTY = '=HYPERLINK("http://a.example","x")'
NAMESPACE = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def row_of(student: str = "Anna", *, levels: dict[str, str] | None = None, note: str = "") -> Row:
    (row,) = make_rows([item(student, make_review(finding("pace_too_fast")))], SCHOOL)
    if levels is None:
        return row
    mark = decide("d", "Eva", SCHOOL, dict(row.proposals), levels, note)
    return replace(row, item=replace(row.item, marks=(mark,)))


def read_sheet(content: bytes, number: int = 1) -> tuple[list[list[str]], str]:
    """Read a worksheet's rows, and its raw XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        strings = [
            "".join(part.itertext())
            for part in ElementTree.fromstring(book.read("xl/sharedStrings.xml")).findall("s:si", NAMESPACE)
        ]
        raw = book.read(f"xl/worksheets/sheet{number}.xml").decode()
    rows = []
    for row in ElementTree.fromstring(raw).iter(f"{{{NAMESPACE['s']}}}row"):
        cells = []
        for cell in row:
            value = cell.find("s:v", NAMESPACE)
            text = "" if value is None else value.text or ""
            cells.append(strings[int(text)] if cell.get("t") == "s" else text)
        rows.append(cells)
    return rows, raw


def test_csv_has_both_words_side_by_side_and_runs_nothing():
    row = row_of(NASTY, levels={"pace": "good", "pressure": "developing"}, note="@note")
    head, line = csv.reader(io.StringIO(render_csv([row], SCHOOL)))
    cells = dict(zip(head, line, strict=True))
    assert cells["Student"] == f"'{NASTY}"
    assert cells["Note"] == "'@note"
    assert float(cells["Pace (coach)"]) == 69
    assert cells["Pace (teacher)"] == "Good"
    assert cells["Pressure (teacher)"] == "Developing"
    assert cells["Draping (teacher)"] == ""
    assert "Pressure (coach)" not in cells
    assert cells["Marked by"] == "Eva"


def test_csv_for_a_decimal_comma():
    (row,) = make_rows([item("Anna", paced(0.615))], SCHOOL)
    head, line = csv.reader(io.StringIO(render_csv([row], SCHOOL, decimal_comma=True)), delimiter=";")
    assert dict(zip(head, line, strict=True))["Pace (coach)"] == "61,5"


def test_xlsx_holds_texts_and_numbers_and_no_formula():
    rows = [row_of(NASTY), row_of("http://a.example"), row_of("007"), row_of("+1"), row_of("Zoë")]
    target = io.BytesIO()
    write_xlsx(rows, SCHOOL, target)
    table, raw = read_sheet(target.getvalue())
    assert table[0] == list_columns(SCHOOL)
    assert [line[0] for line in table[1:]] == [NASTY, "http://a.example", "007", "+1", "Zoë"]
    assert "<f>" not in raw and "hyperlink" not in raw
    assert "autoFilter" in raw
    assert list_columns(SCHOOL).index("Pace (coach)") == ord("O") - ord("A")
    assert re.search(r'<c r="O2"[^>]*><v>69</v>', raw)
    weeks, _ = read_sheet(target.getvalue(), 2)
    assert len(weeks) == 1 + len(rows)
    common, _ = read_sheet(target.getvalue(), 3)
    assert common[1][:2] == ["Too fast", "5"]


def test_xlsx_of_an_empty_table_and_a_place_that_cannot_be_written(tmp_path: Path):
    write_xlsx([], SCHOOL, tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").is_file()
    with pytest.raises(OSError, match="gone"):
        write_xlsx([], SCHOOL, tmp_path / "gone" / "a.xlsx")


def test_a_sheet_says_both_words_and_what_was_not_judged():
    row = row_of("<b>Anna</b>", levels={"pace": "excellent", "pressure": "not-yet"}, note="Slower.\n<script>")
    page = render_sheet([row], SCHOOL, lambda row: make_review(finding("pace_too_fast")))
    assert "&lt;b&gt;Anna&lt;/b&gt;" in page and "<b>Anna" not in page and "&lt;script&gt;" in page
    assert re.search(r"<b>Developing</b> · 69", page)
    assert "<b>Excellent</b>" in page
    assert "Marked by hand: no camera sees it" in page
    assert "Pressure: a camera cannot see it" in page
    assert "<svg" in page
    assert not re.search(r"(src|href)=[\"']?http|<script|@import|url\(http", page)


def test_a_sheet_of_a_recording_without_a_review_and_of_several_weeks():
    broken = make_rows([item("Anna", fault="anna.mp4 is a text.")], SCHOOL)
    assert "anna.mp4 is a text." in render_sheet(broken, SCHOOL)
    rows = make_rows([item("Anna", paced(0.9), week=1), item("Anna", paced(0.7), week=2)], SCHOOL)
    page = render_sheet(rows, SCHOOL)
    assert "Earlier recordings" in page and ">-20<" in page.replace("−", "-")


def test_a_certificate_says_what_was_and_was_not_judged():
    levels = {criterion.id: "good" for criterion in SCHOOL.criteria if criterion.id != "posture"}
    page = render_certificate(row_of(levels=levels), SCHOOL)
    assert "80 of 100 points" in page
    assert "by Eva, with a proposal of the coach" in page
    assert re.search(r"Pressure</th><td>Good</td><td[^>]*>by Eva<", page)
    assert "Posture: left open by the teacher." in page
    assert re.search(r"The coach could not judge:.*Pressure: a camera cannot see it", page, re.DOTALL)
    assert "no licence" in page


@pytest.mark.parametrize("levels", [None, {"pace": "not-yet"}])
def test_no_certificate_without_a_mark_that_passes(levels: dict[str, str] | None):
    with pytest.raises(ValueError, match="mark that passes"):
        render_certificate(row_of(levels=levels), SCHOOL)


def test_sheets_get_plain_names_of_their_own(tmp_path: Path):
    rows = [row_of("../../Anna"), row_of("Zoë Müller"), row_of("zoë  müller "), row_of("Zoë_Müller"), row_of("///")]
    written = write_sheets(rows, SCHOOL, tmp_path / "sheets")
    assert {path.name for path in written} == {"Anna.html", "Zoë-Müller.html", "Zoë_Müller.html", "student.html"}
    assert {path.parent for path in written} == {tmp_path / "sheets"}
    assert name_file("anna", {"Anna"}) == "anna-2"
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        write_sheets(rows, SCHOOL, tmp_path / "file")
