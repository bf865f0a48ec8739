"""Whose recording is whose, and from when: told from names and the roster."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coach.classes.folder import find_day, find_week, list_recordings, strip_time
from coach.classes.roster import render_roster
from coach.errors import InputError
from tests.classes.class_example import write_files


@pytest.mark.parametrize(
    ("name", "student", "week", "day"),
    [
        ("anna.mp4", "anna", None, None),
        ("Anna Lena_2026-11-20.mp4", "Anna Lena", None, date(2026, 11, 20)),
        ("anna-lena-week3.mov", "anna-lena", 3, None),
        ("Anna/week 2.mp4", "Anna", 2, None),
        ("week 2/Anna.mp4", "Anna", 2, None),
        ("2026-11-20/Anna.MP4", "Anna", None, date(2026, 11, 20)),
        ("Anna/IMG_1234.mp4", "Anna", None, None),
        ("student 1.mp4", "student 1", None, None),
        ("w3/Owen.mp4", "Owen", 3, None),
        ("Matthew12.mp4", "Matthew12", None, None),
        ("week 3.mp4", "week 3", 3, None),
    ],
)
def test_a_name_says_who_and_when(tmp_path: Path, name: str, student: str, week: int | None, day: date | None):
    write_files(tmp_path, name)
    (entry,) = list_recordings(tmp_path)
    assert (entry.student, entry.week, entry.name) == (student, week, name)
    assert day is None or entry.day == day


def test_what_is_no_recording_is_left_out(tmp_path: Path):
    write_files(tmp_path, "anna.mp4", "notes.txt", ".hidden.mp4", "anna.annotated.mp4", ".trash/ben.mp4", "roster.ods")
    assert [entry.name for entry in list_recordings(tmp_path)] == ["anna.mp4"]


def test_no_date_that_no_calendar_has():
    assert find_day("2026-02-30") is None
    assert find_day("20261127_180000") == date(2026, 11, 27)
    assert find_day("120261127") is None
    assert find_week("show2") is None
    assert find_week("2026-11-27 week 0") is None
    assert strip_time("Anna (2026-11-27)") == "Anna"


def test_the_roster_counts_before_names(tmp_path: Path):
    write_files(tmp_path, "GX010042.mp4", "Ben/one.mp4", "Ben/two.mp4", "cem.mp4")
    lines = [
        "\N{ZERO WIDTH NO-BREAK SPACE}File;Student;Week;Minutes;Head;Date;Protocol",
        "GX010042;Anna  Müller;4;12,5;LEFT;2026-11-02;back-home",
        "ben;Benjamin;;;;;",
        "Ben/two.mp4;Bo;;;;;",
        ";;;;;;",
    ]
    (tmp_path / "roster.csv").write_text("\n".join(lines), encoding="utf-8")
    found = {entry.name: entry for entry in list_recordings(tmp_path)}
    anna = found["GX010042.mp4"]
    assert (anna.student, anna.week, anna.minutes, anna.head) == ("Anna Müller", 4, 12.5, "left")
    assert (anna.day, anna.protocol_id) == (date(2026, 11, 2), "back-home")
    assert found["Ben/one.mp4"].student == "Benjamin"
    assert found["Ben/two.mp4"].student == "Bo"
    assert found["cem.mp4"].student == "cem"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name,video\nAnna,a.mp4\n", "first line that names its columns"),
        ("file,student\n,Anna\n", "Line 2"),
        ("file,student,head\na.mp4,Anna,north\n", "up, down, left or right, not north"),
        ("file,student,date\na.mp4,Anna,27.11.2026\n", "2026-11-27, not 27.11.2026"),
        ("file,student,week\na.mp4,Anna,third\n", "from 1 to 99"),
        ("file,student,week\na.mp4,Anna,100\n", "from 1 to 99"),
        ("file,student,minutes\na.mp4,Anna,0\n", "minutes are a number"),
        ("file,student,minutes\na.mp4,Anna,nan\n", "minutes are a number"),
        ("", "first line that names its columns"),
    ],
)
def test_a_fault_of_the_roster_is_told_with_its_line(tmp_path: Path, content: str, said: str):
    write_files(tmp_path, "a.mp4")
    (tmp_path / "roster.csv").write_text(content)
    with pytest.raises(InputError, match=said):
        list_recordings(tmp_path)


def test_a_roster_in_another_encoding_is_told(tmp_path: Path):
    write_files(tmp_path, "a.mp4")
    (tmp_path / "roster.csv").write_bytes("file,student\na.mp4,Müller\n".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        list_recordings(tmp_path)


def test_no_folder_and_no_recording_are_told(tmp_path: Path):
    with pytest.raises(InputError, match="not a folder"):
        list_recordings(tmp_path / "gone")
    with pytest.raises(InputError, match="holds no recording"):
        list_recordings(tmp_path)


def test_a_roster_that_was_offered_is_read_back(tmp_path: Path):
    write_files(tmp_path, "=Anna.mp4", "week 2/-Cem.mp4", "Ben_2026-11-20.mp4")
    before = [(entry.name, entry.student, entry.day, entry.week) for entry in list_recordings(tmp_path)]
    text = render_roster(list_recordings(tmp_path))
    assert "\n=" not in text and ",=" not in text
    (tmp_path / "roster.csv").write_text(text.replace("Ben", "Bo").replace("Bo_2026", "Ben_2026"), encoding="utf-8")
    after = [(entry.name, entry.student, entry.day, entry.week) for entry in list_recordings(tmp_path)]
    assert after == [(name, student.replace("Ben", "Bo"), *when) for name, student, *when in before]
