"""Background work: progress, cancelling, faults, and the registry."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import pytest

from coach.errors import VideoError
from coach.ui.jobs import Job, JobRegistry, Progress
from coach.words import say


def hold(gate: threading.Event):
    def work(progress: Progress) -> str:
        progress.report(0.25, "watch")
        while not gate.wait(0.005):
            progress.report(0.25)
        return "made"

    return work


def test_job_reports_and_ends_with_its_result():
    gate, jobs = threading.Event(), JobRegistry()
    job = jobs.start("me", "a", hold(gate))
    gate.set()
    job.wait(5)
    assert (job.state, job.result, job.fraction, job.stage) == ("done", "made", 1.0, "watch")


def test_same_work_is_not_done_twice():
    gate, jobs = threading.Event(), JobRegistry()
    first = jobs.start("me", "a", hold(gate))
    assert jobs.start("me", "a", hold(gate)) is first
    assert jobs.start("you", "a", hold(gate)) is not first
    assert jobs.start("me", "b", hold(gate)) is not first
    gate.set()
    first.wait(5)
    assert jobs.start("me", "a", hold(gate)) is first
    assert jobs.find("me", "a") is first
    assert jobs.find("me", "c") is None


def test_cancelled_job_ends_soon_and_can_be_started_again():
    gate, jobs = threading.Event(), JobRegistry()
    job = jobs.start("me", "a", hold(gate))
    job.cancel()
    job.wait(5)
    assert (job.state, job.result) == ("cancelled", None)
    again = jobs.start("me", "a", hold(gate))
    assert again is not job
    gate.set()
    again.wait(5)
    assert again.state == "done"


def test_starting_again_while_the_old_one_is_still_stopping_gives_a_new_job():
    stuck, jobs = threading.Event(), JobRegistry()
    job = jobs.start("me", "a", lambda progress: stuck.wait(5))
    job.cancel()
    assert job.cancelling
    assert jobs.start("me", "a", lambda progress: 1) is not job
    stuck.set()
    job.wait(5)


def test_fault_of_the_input_is_told_in_its_own_words():
    def work(progress: Progress) -> None:
        raise VideoError("This is a text, not a recording.")

    job = JobRegistry().start("me", "a", work)
    job.wait(5)
    assert (job.state, job.message) == ("failed", "This is a text, not a recording.")


def test_fault_of_the_program_is_logged_and_told_calmly(caplog: pytest.LogCaptureFixture):
    job = JobRegistry().start("me", "a", lambda progress: 1 / 0)
    with caplog.at_level(logging.ERROR):
        job.wait(5)
    assert (job.state, job.message) == ("failed", say("page-job-unexpected"))
    assert "ZeroDivisionError" in caplog.text


def test_progress_never_runs_backwards_and_parts_cover_their_share():
    seen = []
    job = Job(("me", "a"))
    progress = Progress(job)
    part = progress.part(0.5, 0.9, "draw")
    for fraction in (0.0, 0.5, 0.25, 1.0):
        part(fraction)
        seen.append(round(job.fraction, 6))
    assert seen == [0.5, 0.7, 0.7, 0.9]
    assert job.stage == "draw"


def test_pace_is_followed_from_look_to_look_while_the_work_goes_on():
    job = Job(("me", "a"))
    assert job.look(now=0.0) is None, "nothing is done yet: the first minute may be for getting ready"
    for second in range(11):
        job.fraction = 0.1 + 0.01 * second
        pace = job.look(now=60.0 + second)
    assert pace is not None
    assert pace.left_s == pytest.approx(80.0)
    job.state = "done"
    assert job.look(now=80.0) is None


def test_oldest_results_are_forgotten_first():
    jobs = JobRegistry(max_kept=3)
    for name in "abcde":
        jobs.start("me", name, lambda progress: None).wait(5)
    assert [name for name in "abcde" if jobs.find("me", name)] == ["c", "d", "e"]


def test_forgotten_result_lets_go_of_its_file(tmp_path: Path):
    class Video:
        def __init__(self, name: str) -> None:
            self.path = tmp_path / name
            self.path.touch()

        def discard(self) -> None:
            self.path.unlink()

    jobs = JobRegistry(max_kept=2)
    for name in "abc":
        jobs.start("me", name, lambda progress, name=name: Video(name)).wait(5)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "c"]


def test_all_jobs_can_be_ended_at_once():
    gate, jobs = threading.Event(), JobRegistry()
    started = [jobs.start("me", name, hold(gate)) for name in "abc"]
    jobs.cancel_all(wait_s=5)
    assert [job.state for job in started] == ["cancelled"] * 3
