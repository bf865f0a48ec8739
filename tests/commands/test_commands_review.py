"""``massage-coach review`` on a recording that holds hands, and how it behaves towards other programs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from coach.cli import main
from coach.commands.review import choose_protocol, parse_back
from coach.errors import InputError
from coach.formats import ReviewFile, load_review, load_truth

SAMPLES = Path(__file__).parents[2] / "sample_videos"
RUBBING = SAMPLES / "rubbing.mp4"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("review")


@pytest.fixture(scope="module")
def said(folder):
    outputs = [f"--{kind}={folder / f'r.{kind}'}" for kind in ("json", "html", "csv")]
    result = CliRunner().invoke(main, ["review", str(RUBBING), "--head", "up", *outputs])
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.video
class TestSample:
    def test_the_technique_and_its_pace_are_found(self, folder, said):
        truth = next(one for one in load_truth(SAMPLES / "rubbing.truth.json").segments if one.technique == "rubbing")
        review = load_review(folder / "r.json")
        longest = max(review.segments, key=lambda segment: segment.end_s - segment.start_s)
        assert longest.technique == "rubbing"
        assert longest.pace_per_min == pytest.approx(truth.pace_per_min, rel=0.08)

    def test_the_review_covers_the_recording(self, folder, said):
        review = load_review(folder / "r.json")
        ends = [segment.end_s for segment in review.segments]
        assert [segment.start_s for segment in review.segments] == [0.0, *ends[:-1]]
        assert ends[-1] == review.video.duration_s

    def test_the_summary_is_on_stdout_and_the_bar_is_not(self, said):
        assert "Rubbing" in said.stdout and "What the coach could not see" in said.stdout
        assert "Watching" in said.stderr and "Watching" not in said.stdout
        assert "r.html" in said.stdout

    def test_all_files_hold_the_same_review(self, folder, said):
        review = load_review(folder / "r.json")
        assert len((folder / "r.csv").read_text(encoding="utf-8-sig").splitlines()) == len(review.segments) + 1
        assert review.video.name in (folder / "r.html").read_text(encoding="utf-8")


@pytest.mark.video
def test_json_on_stdout_can_be_piped(run, write_video):
    result = run("review", write_video("clip.mp4", [0, 40, 80]), "--json", "-")
    assert result.exit_code == 0
    assert ReviewFile.model_validate(json.loads(result.stdout)).video.frames == 3


@pytest.mark.video
def test_quiet_says_nothing(run, write_video, tmp_path):
    result = run("review", write_video("clip.mp4", [0, 40, 80]), "--quiet", "--csv", tmp_path / "r.csv")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / "r.csv").exists()


@pytest.mark.video
def test_an_old_result_is_replaced(run, write_video, tmp_path):
    (tmp_path / "r.json").write_text("old")
    assert run("review", write_video("clip.mp4", [0, 40]), "--quiet", "--json", tmp_path / "r.json").exit_code == 0
    assert load_review(tmp_path / "r.json").video.name == "clip.mp4"


def test_a_session_is_shortened_by_length_or_share():
    whole = choose_protocol("lumbar-home", None, None)
    assert choose_protocol("lumbar-home", None, 0.1).planned_minutes == pytest.approx(
        whole.planned_minutes / 10, rel=0.1
    )
    assert choose_protocol("lumbar-home", 20.0, None).planned_minutes == pytest.approx(20, rel=0.1)
    assert choose_protocol(None, None, None) is None


def test_a_variant_and_the_side_that_hurts_more_are_chosen_by_options():
    chosen = choose_protocol("lumbar-home", None, None, "short", "left")
    assert (chosen.variant, chosen.pain_side, chosen.step("kneading").start_side) == ("short", "left", "right")
    assert chosen.time_scale < 1
    assert choose_protocol("lumbar-home", None, 0.5, None, "right").step("kneading").start_side == "left"


def test_a_sample_is_held_against_its_own_length_and_the_side_that_hurts_more(folder, tmp_path):
    out = tmp_path / "review.json"
    options = ["--protocol", "lumbar-home", "--variant", "opposite-side", "--pain-side", "left", "--json", str(out)]
    assert CliRunner().invoke(main, ["review", str(RUBBING), *options, "--quiet"]).exit_code == 0
    asked = load_review(out).protocol
    assert (asked.variant, asked.pain_side) == ("opposite-side", "left")


def test_the_back_as_the_options_give_it():
    back = parse_back(["0.5, 0.1,0.4,0.9"], None, None)
    assert (back.neck, back.tail, back.length_cm, back.given_by) == ((0.5, 0.1), (0.4, 0.9), 50.0, "clicks")
    assert parse_back(["0,0,1,1"], None, 44.0, 80.0).length_cm == 44.0
    assert parse_back(["0,0,1,1"], None, None, 80.0).length_cm == 80.0
    assert parse_back([], "left", None).given_by == "head"
    assert parse_back([], None, None) is None
    later = parse_back(["0.2,0.9,0.2,0.1@83.5", "0.5,0.1,0.4,0.9"], None, 48.0)
    assert (later.neck, later.at_s, later.length_cm) == ((0.2, 0.9), 83.5, 48.0)
    assert (later.earlier.neck, later.earlier.at_s, later.earlier.earlier) == ((0.5, 0.1), 0.0, None)


@pytest.mark.parametrize("text", ["0.5,0.1,0.4", "0.5,0.1,0.5,0.9@soon", "0.5,0.1,0.5,0.9@-3", "0.5,0.1,0.5,0.9@inf"])
def test_points_or_a_time_that_are_none_get_a_sentence(text: str):
    with pytest.raises(InputError, match="--back"):
        parse_back([text], None, None)


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from coach.cli import main\n"
        "try: main(['review', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'cv2', 'mediapipe', 'numpy', 'pydantic', 'matplotlib', 'av', 'scipy', 'streamlit'}\n"
        "print('loaded', sorted(heavy & set(sys.modules)))"
    )
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert "--protocol" in done.stdout
    assert done.stdout.rstrip().endswith("loaded []"), done.stdout[-200:]
    assert time.monotonic() - start < 10
