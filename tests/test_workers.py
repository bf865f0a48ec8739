"""Work in processes of its own: results in order, progress, stopping, and a process that dies."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coach.errors import Cancelled, CoachError, InputError
from coach.words import say
from coach.workers import run_tasks

PARENT = """
import multiprocessing, os, time
from concurrent.futures import ProcessPoolExecutor
from coach.workers import begin_worker
if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=begin_worker)
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


def test_a_killed_evaluation_leaves_no_process(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert int(parent.stdout.readline())
        parent.kill()
        # The worker has the same output: it is at its end when both are gone.
        parent.communicate(timeout=30)


def square(number: int, pause_s: float, tell: Callable[[float], None]) -> tuple[int, int]:
    tell(0.5)
    time.sleep(pause_s)
    return number**2, os.getpid()


def refuse(number: int, _tell: Callable[[float], None]) -> int:
    raise InputError(f"number {number} cannot be used")


def die(_number: int, _tell: Callable[[float], None]) -> int:
    os._exit(3)


def work_long(folder: str, number: int, tell: Callable[[float], None]) -> None:
    for step in range(600):
        tell(step / 600)
        time.sleep(0.05)
    Path(folder, str(number)).touch()


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_stand_in_the_order_of_the_items(jobs: int):
    told: list[float] = []
    # The first one ends last.
    found = run_tasks(square, [(3, 0.4), (4, 0.0), (5, 0.0)], jobs, told.append)
    assert [squared for squared, _ in found] == [9, 16, 25]
    assert (os.getpid() in {process for _, process in found}) is (jobs == 1)
    assert told == sorted(told) and told[0] >= 0.0 and (jobs == 1 or told[-1] == pytest.approx(1.0))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_one_item_is_raised_as_it_is(jobs: int):
    with pytest.raises(InputError, match="number 7 cannot be used"):
        run_tasks(refuse, [(7,), (7,)], jobs)


def test_a_process_that_dies_is_said_in_a_sentence():
    with pytest.raises(CoachError) as fault:
        run_tasks(die, [(1,), (2,)], 2)
    assert str(fault.value) == say("fault-process-ended")


def test_stopping_ends_the_work_soon(tmp_path):
    def stop(done: float) -> None:
        if done > 0:
            raise Cancelled

    began = time.monotonic()
    with pytest.raises(Cancelled):
        run_tasks(work_long, [(str(tmp_path), number) for number in range(4)], 2, stop)
    # Each item takes 30 s; starting the processes takes a few on a busy computer.
    assert time.monotonic() - began < 25
    assert list(tmp_path.iterdir()) == []


def test_without_items_nothing_is_started():
    assert run_tasks(square, [], 2) == []
