"""Recordings in processes of their own: faults, a process that dies, a stop, and a kill in the middle of a class."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import psutil
import pytest

import coach
from coach.classes import running
from coach.classes.opened import load_items, load_whole
from coach.classes.records import Outcome, Task
from coach.classes.running import review_here
from coach.classes.shelf import ClassShelf
from coach.errors import Cancelled
from coach.reviewing import review
from tests.ui.conftest import write_clip

ROOT = Path(coach.__file__).parents[1]
SAMPLES = ROOT / "sample_videos"
PATIENCE_S = 120.0


def no_recording(folder: Path, name: str) -> Task:
    path = folder / name
    path.write_text("hello\n" * 100)
    return Task(name, path, "lumbar-home")


def run(tmp_path: Path, tasks: list[Task], workers: int = 2) -> dict[str, Outcome]:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    outcomes: dict[str, Outcome] = {}
    review_here(scratch, tasks, workers, lambda out: outcomes.update({out.task.key: out}), lambda key, share: None)
    assert list(scratch.iterdir()) == []
    return outcomes


def test_a_file_that_is_no_recording_has_its_sentence(tmp_path: Path):
    outcomes = run(tmp_path, [no_recording(tmp_path, "a.mp4"), Task("b", tmp_path / "b.mp4", "nonsense")])
    assert "a.mp4 is a text, not a recording" in outcomes["a.mp4"].fault
    assert "nonsense" in outcomes["b"].fault


def test_a_process_that_dies_is_a_fault_of_its_recording_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    told = 'print(\'{"fault": "told"}\')'
    dies = f"import os, sys; os.kill(os.getpid(), 9) if '/dies.mp4' in sys.stdin.readline() else {told}"
    started = subprocess.Popen

    def start(line: list[str], **options: object) -> subprocess.Popen[str]:
        return started([sys.executable, "-c", dies], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(running.subprocess, "Popen", start)
    outcomes = run(tmp_path, [Task(name, tmp_path / f"{name}.mp4", "lumbar-home") for name in ("dies", "lives")])
    assert "dies.mp4 ended its review before its time" in outcomes["dies"].fault
    assert outcomes["lives"].fault == "told"


def test_a_stop_ends_the_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    started: list[subprocess.Popen[str]] = []
    plain = subprocess.Popen

    def start(line: list[str], **options: object) -> subprocess.Popen[str]:
        started.append(plain([sys.executable, "-c", "import time; time.sleep(60)"], **options))  # type: ignore[call-overload]
        return started[-1]

    def stop(key: str, share: float) -> None:
        raise Cancelled("stop")

    monkeypatch.setattr(running.subprocess, "Popen", start)
    tasks = [Task(str(number), tmp_path / "a.mp4", "lumbar-home") for number in range(3)]
    (tmp_path / "scratch").mkdir()
    with pytest.raises(Cancelled):
        review_here(tmp_path / "scratch", tasks, 2, lambda out: None, stop)
    assert len(started) == 2
    assert [process.poll() is not None for process in started] == [True, True]


def test_the_recordings_that_are_on_share_the_processors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The first ends once it was told its share; the second then is told that it has all."""
    ends_when = "import json, sys; sys.stdin.readline(); {loop}; print(json.dumps({'fault': str(told)}))"
    loop = "told = [json.loads(sys.stdin.readline())['threads'] for _ in range(COUNT)]"
    plain, started = subprocess.Popen, []

    def start(line: list[str], **options: object) -> subprocess.Popen[str]:
        started.append(line)
        program = ends_when.replace("{loop}", loop.replace("COUNT", str(len(started))))
        return plain([sys.executable, "-c", program], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(running.subprocess, "Popen", start)
    monkeypatch.setattr(running, "count_workers", lambda: 4)
    outcomes = run(tmp_path, [Task(name, tmp_path / "a.mp4", "lumbar-home") for name in ("first", "second")])
    assert {name: outcome.fault for name, outcome in outcomes.items()} == {"first": "[2]", "second": "[2, 4]"}


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three students, two seconds each: enough to be watched."""
    if not (SAMPLES / "rubbing.mp4").is_file():
        pytest.skip("the sample recordings are not here")
    folder = tmp_path_factory.mktemp("class")
    for student, sample in (("anna", "rubbing"), ("ben", "stroking"), ("cem", "tapping")):
        write_clip(SAMPLES / f"{sample}.mp4", folder / f"{student}.mp4", 2.0)
    return folder


@pytest.mark.video
def test_a_kill_in_the_middle_loses_and_doubles_nothing(clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    data = tmp_path / "data"
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(data))
    shelf = ClassShelf()
    line = [sys.executable, "-m", "coach", "class", str(clips), "--workers", "1"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    def find_results() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (data / "classes" / "recordings").glob("*/*.json")}

    first = subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE_S
    while not find_results() and first.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    workers = psutil.Process(first.pid).children(recursive=True)
    first.send_signal(signal.SIGKILL)
    first.wait()
    before = find_results()
    assert 1 <= len(before) < 3
    _, alive = psutil.wait_procs(workers, timeout=PATIENCE_S)
    assert alive == []  # a worker whose caller is gone ends by itself

    second = subprocess.run(line, env=environment, capture_output=True, text=True, check=True, timeout=PATIENCE_S)
    assert "3 recordings" in second.stdout
    after = find_results()
    assert len(after) == 3
    assert {path: after[path] for path in before} == before
    assert not (data / "classes" / "scratch").exists()

    settings = shelf.find_class(clips)
    assert settings is not None
    for item in load_items(settings, shelf):
        assert load_whole(item, shelf) == review(item.entry.path, "lumbar-home").written


@pytest.mark.video
def test_hands_that_were_found_are_judged_in_another_way_without_the_recording(clips: Path, tmp_path: Path):
    outcomes: list[Outcome] = []
    kept = tmp_path / "tracks.npz"

    def take(outcome: Outcome) -> None:
        outcomes.append(outcome)
        if outcome.tracks is not None:
            shutil.copy(outcome.tracks, kept)

    (tmp_path / "scratch").mkdir()
    here = partial(review_here, tmp_path / "scratch")
    here([Task("a", clips / "anna.mp4", "lumbar-home")], 1, take, lambda key, share: None)
    here([Task("a", tmp_path / "gone.mp4", "back-home", tracks=kept)], 1, take, lambda key, share: None)
    first, second = (outcome.review for outcome in outcomes)
    assert first is not None and second is not None
    assert second.protocol is not None and second.protocol.id == "back-home"
    assert [segment.technique for segment in second.segments] == [segment.technique for segment in first.segments]
    assert outcomes[1].tracks is None
