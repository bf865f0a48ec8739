"""The table of stretches."""

from __future__ import annotations

import csv

import pytest

from coach.report.table import COLUMNS, LAST_COLUMNS, find_step, write_csv, writes_decimal_comma


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_row_a_stretch_with_its_step(review, tmp_path):
    write_csv(review, tmp_path / "r.csv")
    rows = read(tmp_path / "r.csv")
    assert list(rows[0]) == [*COLUMNS, *LAST_COLUMNS]
    assert [row["technique"] for row in rows] == [segment.technique for segment in review.segments]
    assert (rows[2]["pace_per_min"], rows[2]["cycles"], rows[2]["step"]) == ("92.0", "24", "rubbing-pads")
    assert (rows[3]["pace_per_min"], rows[3]["confidence"], rows[3]["step"]) == ("", "", "")


def test_a_spreadsheet_never_runs_a_text(review, tmp_path):
    segment = review.segments[0].model_copy(update={"zone": "=HYPERLINK(1)"})
    write_csv(review.model_copy(update={"segments": [segment]}), tmp_path / "r.csv")
    assert read(tmp_path / "r.csv")[0]["zone"] == "'=HYPERLINK(1)"


def test_the_step_that_shares_most_time(review):
    late = review.segments[0].model_copy(update={"start_s": 15.0, "end_s": 22.0})
    assert find_step(review, late) == "rubbing-pads"
    nowhere = review.segments[0].model_copy(update={"start_s": 35.0, "end_s": 40.0})
    assert find_step(review, nowhere) is None


def test_where_a_comma_is_written_values_are_parted_by_semicolons(review, tmp_path):
    write_csv(review, tmp_path / "r.csv", decimal_comma=True)
    text = (tmp_path / "r.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert (rows[2]["pace_per_min"], rows[2]["cycles"], rows[2]["step"]) == ("92,0", "24", "rubbing-pads")


@pytest.mark.parametrize(
    ("locale", "comma"),
    [("de-DE", True), ("fr", True), ("en-GB", False), ("de-CH", False), (None, False), ("xx-@", False)],
)
def test_the_language_says_which_sign_parts_a_whole_from_its_tenths(locale, comma):
    assert writes_decimal_comma(locale) is comma
