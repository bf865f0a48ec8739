"""Reviewing a list of recordings with so many workers: each in a process of its own on this computer.

:class:`Reviewer` is all that a class asks of it. Whatever else runs recordings, on other machines for instance, has
this one method, and calls back in the thread that called it.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

import coach
from coach.classes.records import Outcome, Task
from coach.classes.worker import REVIEW_NAME, TRACKS_NAME, describe_task, describe_threads
from coach.errors import CoachError
from coach.formats import load_review
from coach.hands.side_by_side import count_workers
from coach.linear_algebra import ONE_THREAD
from coach.words import say

LOOK_S = 0.2
"""How often to ask whether to go on while no worker says anything."""
STOP_S = 5.0

OnOutcome = Callable[[Outcome], None]
OnFraction = Callable[[str, float], None]


class Reviewer(Protocol):
    """Reviews recordings, wherever it does so."""

    def __call__(self, tasks: Iterable[Task], workers: int, on_outcome: OnOutcome, on_fraction: OnFraction) -> None:
        """Review all tasks, at most so many at a time, and return when the last one is done.

        Parameters
        ----------
        tasks : iterable of Task
            Taken one by one, when a worker is free for it.
        workers : int
        on_outcome : callable
            Called once for each task, in no certain order; one that could not be reviewed has a fault and stops none of
            the others.
        on_fraction : callable
            Called with a task's key and how much of it is done, 0 to 1, and a few times a second in any case. What
            either raises, such as :class:`coach.errors.Cancelled`, ends all workers and goes on to the caller.
        """
        ...


def review_here(
    scratch: Path, tasks: Iterable[Task], workers: int, on_outcome: OnOutcome, on_fraction: OnFraction
) -> None:
    """Review recordings on this computer: with ``scratch``, an empty folder, given, it is a :class:`Reviewer`.

    The recordings that are on share the processors; the last one has all of them.
    """
    waiting = iter(tasks)
    lines: queue.Queue[tuple[_Worker, dict[str, Any] | None]] = queue.Queue()
    running: dict[str, _Worker] = {}
    threads = count_workers()
    try:
        while True:
            while len(running) < max(1, workers) and (task := next(waiting, None)) is not None:
                running[task.key] = _Worker(task, scratch, lines)
            if not running:
                return
            for worker in running.values():
                worker.allow(max(1, threads // len(running)))
            try:
                worker, line = lines.get(timeout=LOOK_S)
            except queue.Empty:
                on_fraction(next(iter(running)), 0.0)
                continue
            if line is None:
                del running[worker.task.key]
                try:
                    on_outcome(worker.collect())
                finally:
                    worker.clear()
            elif "fraction" in line:
                on_fraction(worker.task.key, float(line["fraction"]))
            else:
                worker.last = line
    finally:
        for worker in running.values():
            worker.stop()


class _Worker:
    """A process with one task, and the thread that reads what it says."""

    def __init__(self, task: Task, scratch: Path, lines: queue.Queue[tuple[_Worker, dict[str, Any] | None]]) -> None:
        self.task = task
        self.last: dict[str, Any] = {}
        self._threads = 0
        self._out = Path(tempfile.mkdtemp(dir=scratch))
        root = str(Path(coach.__file__).resolve().parents[1])
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "coach.classes.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | ONE_THREAD | {"PYTHONPATH": path},
            text=True,
            encoding="utf-8",
        )
        self._say(describe_task(task, self._out))
        self._thread = threading.Thread(target=self._read, args=(lines,), daemon=True)
        self._thread.start()

    def _read(self, lines: queue.Queue[tuple[_Worker, dict[str, Any] | None]]) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as said, contextlib.suppress(OSError, ValueError):
            for line in said:
                lines.put((self, json.loads(line)))
        self._process.wait()
        self._say(None)
        lines.put((self, None))

    def allow(self, threads: int) -> None:
        """Say how many threads may look for hands from now on."""
        if threads != self._threads:
            self._threads = threads
            self._say(describe_threads(threads))

    def _say(self, line: str | None) -> None:
        """Write a line to the process, or that there are no more; one that has ended already says so by its end."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            if line is None:
                self._process.stdin.close()
            else:
                print(line, file=self._process.stdin, flush=True)

    def collect(self) -> Outcome:
        """Return what came of the task, once the process has ended."""
        if "fault" in self.last:
            return Outcome(self.task, fault=str(self.last["fault"]))
        if "done" not in self.last:
            return Outcome(self.task, fault=say("class-worker-ended", name=self.task.path.name))
        tracks = self._out / TRACKS_NAME
        try:
            review = load_review(self._out / REVIEW_NAME)
        except CoachError as error:
            return Outcome(self.task, fault=str(error))
        return Outcome(self.task, review, tracks if tracks.is_file() else None)

    def stop(self) -> None:
        """End the process and wait until it is gone."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self._thread.join(STOP_S)
        self.clear()

    def clear(self) -> None:
        """Remove the files that nobody took."""
        shutil.rmtree(self._out, ignore_errors=True)
