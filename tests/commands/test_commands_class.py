"""``massage-coach class``: what it prints and writes, and how it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coach.classes.rubric_files import read_rubric
from coach.cli import main
from tests.classes.class_example import write_files


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A class of one, whose recording is none."""
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    write_files(tmp_path / "class", "anna week 2.mp4")
    return tmp_path / "class"


def call(*args: object) -> Result:
    return CliRunner().invoke(main, ["class", *map(str, args)])


def test_a_bad_recording_stands_in_the_table_and_on_every_paper(folder: Path, tmp_path: Path):
    csv, xlsx, sheets = tmp_path / "a.csv", tmp_path / "a.xlsx", tmp_path / "sheets"
    result = call(folder, "--csv", csv, "--xlsx", xlsx, "--sheets", sheets, "--head", "up")
    assert result.exit_code == 0, result.output
    assert "1 recording: 1 needs you first, 0 marked, 1 that could not be reviewed." in result.stdout
    assert "anna week 2.mp4 is a text, not a recording" in " ".join(result.stdout.split())
    assert csv.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "anna week 2.mp4 is a text" in csv.read_text(encoding="utf-8-sig")
    assert xlsx.read_bytes().startswith(b"PK")
    assert "anna week 2.mp4 is a text" in (sheets / "anna.html").read_text(encoding="utf-8")


def test_what_was_asked_is_remembered(folder: Path):
    from coach.classes.shelf import ClassShelf

    call(folder, "--protocol", "back-home", "--minutes", "15", "--head", "left")
    call(folder, "--quiet")
    kept = ClassShelf().find_class(folder)
    assert kept is not None
    assert (kept.protocol_id, kept.minutes, kept.head) == ("back-home", 15.0, "left")
    call(folder, "--protocol", "lumbar-home")
    other = ClassShelf().find_class(folder)
    assert other is not None
    assert (other.protocol_id, other.minutes, other.head) == ("lumbar-home", None, "left")


def test_what_only_the_page_asks_is_left_as_it_is(folder: Path):
    from coach.classes.shelf import ClassSettings, ClassShelf

    back = {"neck": [0.5, 0.1], "tailbone": [0.5, 0.9]}
    told = ClassSettings(folder=folder, protocol_id="lumbar-home", back=back, scheduler="tcp://school-pc:8786")
    ClassShelf().keep_class(told)
    call(folder, "--quiet")
    assert ClassShelf().find_class(folder) == told


def test_quiet_says_nothing(folder: Path):
    result = call(folder, "--quiet")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["gone"], "is not a folder"),
        (["."], "holds no recording"),
        (["class", "--protocol", "nonsense"], "nonsense"),
        (["class", "--rubric", "nonsense"], "There is no rubric nonsense"),
        (["class", "--rubric", "class/anna week 2.mp4"], "There is no rubric"),
        (["class", "--csv", "gone/a.csv"], "gone"),
    ],
)
def test_a_fault_of_the_input_is_one_sentence(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], said: str
):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty" if args == ["."] else tmp_path)
    result = call(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_rubric_of_ones_own(folder: Path, tmp_path: Path):
    source = Path(str(read_rubric.__code__.co_filename)).with_name("rubrics") / "school.toml"
    own = tmp_path / "own.toml"
    own.write_text(source.read_text(encoding="utf-8").replace('"Order"', '"Sequence"'), encoding="utf-8")
    result = call(folder, "--rubric", own, "--csv", tmp_path / "a.csv")
    assert result.exit_code == 0
    assert "Sequence (coach)" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
