"""``massage-coach compare``: what it prints and writes, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coach.cli import main
from coach.formats import PartModel
from tests.classes.class_example import make_review, step


def call(*args: object) -> Result:
    return CliRunner().invoke(main, ["compare", *map(str, args)])


@pytest.fixture
def reviews(tmp_path: Path) -> tuple[Path, Path]:
    """Two reviews: one with all steps, one without the second and another pace in the first."""
    paths = tmp_path / "anna.json", tmp_path / "ben.json"
    for path, pace, status in zip(paths, (30.0, 60.0), ("done", "missed"), strict=True):
        first = step("light-stroking", (0, 10)).model_copy(
            update={"parts": [PartModel(name="pace", score=1.0, measured=pace, unit="per_min", seen_share=1.0)]}
        )
        second = step("rubbing-pads", (10, 30) if status == "done" else None, status, technique=1.0, pace=1.0)
        path.write_text(make_review(steps=[first, second]).model_dump_json(), encoding="utf-8")
    return paths


def test_it_prints_what_differs_and_the_steps_side_by_side(reviews: tuple[Path, Path], tmp_path: Path):
    result = call(*reviews, "--output", tmp_path / "both.json")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].startswith("“Rubbing with the finger pads” came up in only one of the two (anna)")
    assert lines[1].startswith("Pace in “Light stroking”: 30 a minute (anna), 60 a minute (ben).")
    assert "Rubbing with the finger pads    0:10 – 0:30              –" in result.stdout
    written = json.loads((tmp_path / "both.json").read_text(encoding="utf-8"))
    assert [piece["kind"] for piece in written["pieces"]] == ["both", "first", "between"]
    assert len({len(column) for column in written["times"].values()}) == 1
    assert written["sentences"] == lines[:2]


def test_quiet_says_nothing(reviews: tuple[Path, Path]):
    result = call(*reviews, "--quiet")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("gone.json", "There is no file"),
        ("broken.json", "broken.json"),
        ("text.mp4", "is a text, not a recording"),
    ],
)
def test_a_fault_of_the_input_is_one_sentence(reviews: tuple[Path, Path], tmp_path: Path, second: str, said: str):
    (tmp_path / "broken.json").write_text("{}")
    (tmp_path / "text.mp4").write_text("no recording\n" * 100)
    result = call(reviews[0], tmp_path / second, "--quiet")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_unknown_protocol_and_an_output_that_cannot_be_written_are_refused(
    reviews: tuple[Path, Path], tmp_path: Path
):
    assert call(*reviews, "--protocol", "nonsense").exit_code == 2
    refused = call(*reviews, "--output", tmp_path / "gone" / "both.json")
    assert refused.exit_code == 2
    assert "gone" in refused.stderr
