"""Long work in the background: it outlives reruns and page changes, reports how far it is, and can be cancelled.

Each job has one thread of its own. The page only reads a :class:`Job`, follows its pace and asks for cancellation; the
worker only writes it, through :class:`Progress`. Every field is set in one step, the state last. A fault of the worker
is kept and shown.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

from coach.errors import Cancelled, CoachError
from coach.ui.pace import Pace, follow
from coach.words import say

_log = logging.getLogger(__name__)

JobState = Literal["running", "done", "failed", "cancelled"]

MAX_KEPT = 6
"""Finished jobs that are remembered; the oldest are forgotten first. Half an hour of tracks takes some 40 MB."""


@runtime_checkable
class Discardable(Protocol):
    """A result that holds more than memory and is told when it is forgotten."""

    def discard(self) -> None:
        """Let go of it."""


@dataclass
class Job:
    """One piece of background work.

    Attributes
    ----------
    key : who asked, and for what: (browser session, digest of the content and the settings)
    fraction : 0 to 1
    stage : code of what is being done now
    """

    key: tuple[str, str]
    state: JobState = "running"
    fraction: float = 0.0
    stage: str = ""
    result: Any = None
    message: str = ""
    started: float = field(default_factory=time.monotonic)
    ended: float | None = None
    _pace: Pace | None = field(default=None, repr=False)
    _cancel: threading.Event = field(default_factory=threading.Event, repr=False)
    _thread: threading.Thread | None = field(default=None, repr=False)

    def cancel(self) -> None:
        """Ask the worker to stop; it does so at its next report."""
        self._cancel.set()

    @property
    def cancelling(self) -> bool:
        """Whether cancellation was asked for and the worker has not stopped yet."""
        return self._cancel.is_set() and self.state == "running"

    def wait(self, timeout: float | None = None) -> None:
        """Wait until the worker has ended."""
        if self._thread is not None:
            self._thread.join(timeout)

    def look(self, now: float | None = None) -> Pace | None:
        """Return how fast it goes, from look to look; ``None`` before it has begun to advance or when it has ended."""
        if self.state != "running" or not self.fraction:
            return None
        self._pace = follow(self._pace, time.monotonic() if now is None else now, self.fraction, self.stage)
        return self._pace


class Progress:
    """What a worker reports through; reporting raises :class:`Cancelled` when the user asked to stop."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def report(self, fraction: float, stage: str | None = None) -> None:
        """Say how much of the whole is done (0 to 1), and what is being done now."""
        if self._job._cancel.is_set():
            raise Cancelled(say("page-job-cancelled"))
        self._job.fraction = min(1.0, max(self._job.fraction, fraction))
        if stage is not None:
            self._job.stage = stage

    def part(self, start: float, end: float, stage: str) -> Callable[[float], None]:
        """Return a reporter for a part of the work that covers ``start`` to ``end`` of the whole."""
        return lambda fraction: self.report(start + (end - start) * fraction, stage)


class JobRegistry:
    """All jobs of this process by key; safe to use from several threads."""

    def __init__(self, max_kept: int = MAX_KEPT) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[tuple[str, str], Job] = {}
        self._max_kept = max_kept

    def start(self, session: str, digest: str, work: Callable[[Progress], Any], *, again: bool = False) -> Job:
        """Start ``work`` in a thread, or return the job that runs or has succeeded under the same key.

        With ``again`` one that has succeeded is done once more.
        """
        key = (session, digest)
        with self._lock:
            known = self._jobs.get(key)
            kept = ("running",) if again else ("running", "done")
            if known is not None and known.state in kept and not known.cancelling:
                return known
            job = self._jobs[key] = Job(key)
            self._forget_oldest()
        job._thread = threading.Thread(target=_run, args=(job, work), name=f"job-{digest[:8]}", daemon=True)
        job._thread.start()
        return job

    def find(self, session: str, digest: str) -> Job | None:
        """Return a job, or ``None`` when it was never started or has been forgotten."""
        with self._lock:
            return self._jobs.get((session, digest))

    def cancel_all(self, wait_s: float = 3.0) -> None:
        """Ask every job to stop and wait a little for it."""
        with self._lock:
            running = [job for job in self._jobs.values() if job.state == "running"]
        for job in running:
            job.cancel()
        for job in running:
            job.wait(wait_s)

    def _forget_oldest(self) -> None:
        ended = [job for job in self._jobs.values() if job.state != "running"]
        for job in sorted(ended, key=lambda job: job.started)[: max(0, len(self._jobs) - self._max_kept)]:
            del self._jobs[job.key]
            if isinstance(job.result, Discardable):
                job.result.discard()


def _run(job: Job, work: Callable[[Progress], Any]) -> None:
    try:
        job.result = work(Progress(job))
    except Cancelled:
        state: JobState = "cancelled"
    except CoachError as error:
        state, job.message = "failed", str(error)
    except Exception:
        _log.exception("a background job failed")
        state, job.message = "failed", say("page-job-unexpected")
    else:
        state, job.fraction = "done", 1.0
    job.ended = time.monotonic()
    job.state = state


JOBS = JobRegistry()
"""The jobs of this process."""
