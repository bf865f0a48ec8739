"""Reviewing recordings on the workers of a Dask cluster: a :class:`~coach.classes.running.Reviewer` for more machines.

While there are more recordings than workers, each is reviewed by one of them. The last ones, as many as there are
workers, are cut: their pieces are searched by whoever is free, and one joins them. This computer alone hands out the
work and keeps what comes of it, so nothing is lost or doubled, whoever dies. It gives out no more than there are
workers for, so that what kills a worker is rarely taken for what waited behind it. Workers read the recordings
themselves, from a folder that all share: only numbers go through the network to here.
"""

from __future__ import annotations

import contextlib
import queue
import tempfile
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.classes import remote
from coach.classes.records import Outcome, Task
from coach.classes.remote import Answer, Order, name_maker
from coach.classes.running import LOOK_S, OnFraction, OnOutcome
from coach.classes.scheduler import Cluster, check_workers, connect
from coach.errors import CoachError
from coach.formats import load_review
from coach.protocol.library import load_protocol
from coach.protocol.variants import scale_protocol
from coach.words import say

if TYPE_CHECKING:
    from distributed import Client, Future

ANSWER_S = 60.0
"""How long an answer of a few megabytes may take."""
COUNT_S = 2.0
"""How often the workers are counted."""
ABSENT_S = 60.0
"""How long all workers may be gone: longer than one takes to be started anew."""

OnCluster = Callable[[Cluster], None]
OnCount = Callable[[int], None]


def review_on_cluster(
    address: str,
    on_cluster: OnCluster,
    tasks: Iterable[Task],
    workers: int,
    on_outcome: OnOutcome,
    on_fraction: OnFraction,
    *,
    on_count: OnCount = lambda workers: None,
) -> None:
    """Review recordings on a cluster: with the first two arguments given it is a Reviewer.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://school-pc:8786``; ``tls://`` with the certificates of Dask's configuration.
    on_cluster : callable
        Called once, before anything is handed out, with the computers that will read the recordings.
    workers : int
        Means nothing here: the cluster has the workers that it has.
    on_count : callable
        Called with the number of workers, now and whenever they have been counted again.

    Raises
    ------
    InputError
        When Dask is missing, there is no scheduler at the address, or the workers cannot give the same reviews.
    CoachError
        When the scheduler or all workers go away. What was done is done.
    """
    with connect(address) as client, tempfile.TemporaryDirectory() as scratch:
        on_cluster(check_workers(client, address))
        run = _Run(client, address, deque(tasks), Path(scratch), on_outcome, on_fraction, on_count)
        try:
            run.go()
        finally:
            run.cancel()


@dataclass(eq=False)
class _Recording:
    """A recording on its way; ``pieces`` are what was handed out of it, in order."""

    task: Task
    order: Order
    borders: tuple[float, ...] = ()
    pieces: list[Future] = field(default_factory=list)
    done: int = 0


@dataclass(eq=False)
class _Job:
    recording: _Recording
    take: Callable[[_Recording, Any], None]
    """What is done with its result."""
    is_piece: bool = False


class _Run:
    """One run over recordings; all of it in the thread that called, but for the queue of what is done."""

    def __init__(
        self,
        client: Client,
        address: str,
        waiting: deque[Task],
        scratch: Path,
        on_outcome: OnOutcome,
        on_fraction: OnFraction,
        on_count: OnCount,
    ) -> None:
        self._client = client
        self._address = address
        self._waiting = waiting
        self._scratch = scratch
        self._on_outcome = on_outcome
        self._on_fraction = on_fraction
        self._on_count = on_count
        self._ready: deque[Callable[[], None]] = deque()
        self._jobs: dict[str, tuple[Future, _Job]] = {}
        self._open: list[_Recording] = []
        self._done: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._slots = 0
        self._counted_s = self._seen_s = time.monotonic()

    def go(self) -> None:
        """Hand out all recordings and take what comes of them."""
        self._count(at_once=True)
        while self._waiting or self._open:
            self._hand_out()
            try:
                future = self._done.get(timeout=LOOK_S)
            except queue.Empty:
                self._count()
                if self._open:
                    self._tell(self._open[0])
                continue
            if (known := self._jobs.pop(future.key, None)) is not None:
                self._take(future, known[1])

    def cancel(self) -> None:
        """Take back all that is still on its way."""
        futures = [future for future, _ in self._jobs.values()]
        futures += [piece for recording in self._open for piece in recording.pieces]
        with contextlib.suppress(Exception):
            self._client.cancel(futures, force=True)

    def _count(self, *, at_once: bool = False) -> None:
        """Count the workers now and then; raises when there is nobody any more."""
        now_s = time.monotonic()
        if not at_once and self._client.status == "running" and now_s - self._counted_s < COUNT_S:
            return
        self._counted_s = now_s
        with self._asking():
            if self._client.status != "running":
                raise OSError(self._client.status)
            threads = self._client.nthreads()
        self._slots = sum(threads.values())
        self._on_count(len(threads))
        if self._slots:
            self._seen_s = now_s
        elif now_s - self._seen_s > ABSENT_S:
            raise CoachError(say("class-cluster-no-workers", address=self._address))

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        """Say in one sentence that the scheduler has gone, at whichever moment it did."""
        from distributed.client import ClosedClientError

        try:
            yield
        except (OSError, ValueError, CancelledError, ClosedClientError) as error:
            raise CoachError(say("class-cluster-lost", address=self._address)) from error

    def _hand_out(self) -> None:
        while len(self._jobs) < self._slots and (self._ready or self._waiting):
            if self._ready:
                self._ready.popleft()()
            else:
                self._begin(self._waiting.popleft())

    def _begin(self, task: Task) -> None:
        try:
            order = _make_order(task)
        except (CoachError, OSError) as error:
            self._on_outcome(Outcome(task, fault=" ".join(str(error).split())))
            return
        recording = _Recording(task, order)
        self._open.append(recording)
        if order.tracks is None and 1 < self._slots >= len(self._waiting) + len(self._open):
            self._submit(_Job(recording, self._cut), remote.plan_recording, order)
        else:
            self._submit(_Job(recording, self._finish), remote.review_recording, order)

    def _submit(self, job: _Job, work: Callable[..., Any], *args: Any) -> Future:
        key = f"massage-coach-{uuid.uuid4().hex}"
        with self._asking():
            future: Future = self._client.submit(work, *args, key=key, pure=False)
        self._jobs[key] = future, job
        future.add_done_callback(self._done.put)
        return future

    def _take(self, future: Future, job: _Job) -> None:
        recording = job.recording
        if recording not in self._open:
            return
        if future.status == "error":
            self._close(recording, fault=say("class-worker-ended", name=recording.task.path.name))
        elif future.status != "finished":
            raise CoachError(say("class-cluster-lost", address=self._address))
        elif job.is_piece:
            # What was found stays where it is, for whoever joins.
            job.take(recording, None)
        else:
            with self._asking():
                result = future.result(timeout=ANSWER_S)
            job.take(recording, result)

    def _cut(self, recording: _Recording, planned: Any) -> None:
        if isinstance(planned, Answer):
            self._finish(recording, planned)
        elif not planned:
            self._ready.appendleft(lambda: self._review_whole(recording))
        else:
            recording.borders = planned
            self._ready.extend(lambda place=place: self._search(recording, place) for place in range(len(planned) + 1))  # type: ignore[misc]

    def _review_whole(self, recording: _Recording) -> None:
        self._submit(_Job(recording, self._finish), remote.review_recording, recording.order)

    def _search(self, recording: _Recording, place: int) -> None:
        if recording in self._open:
            job = _Job(recording, self._count_piece, is_piece=True)
            recording.pieces.append(self._submit(job, remote.search_piece, recording.order, recording.borders, place))

    def _count_piece(self, recording: _Recording, _: None) -> None:
        recording.done += 1
        self._tell(recording)
        if recording.done == len(recording.borders) + 1:
            self._ready.appendleft(lambda: self._join(recording))

    def _join(self, recording: _Recording) -> None:
        job = _Job(recording, self._finish)
        self._submit(job, remote.join_recording, recording.order, recording.borders, *recording.pieces)

    def _finish(self, recording: _Recording, answer: Answer | None) -> None:
        if answer is None:
            self._review_whole(recording)
        elif answer.fault:
            self._close(recording, fault=answer.fault)
        else:
            self._keep(recording, answer)

    def _keep(self, recording: _Recording, answer: Answer) -> None:
        review, tracks = self._scratch / "review.json", self._scratch / "tracks.npz"
        review.write_text(answer.review, encoding="utf-8")
        if answer.tracks is not None:
            tracks.write_bytes(answer.tracks)
        self._open.remove(recording)
        try:
            outcome = Outcome(recording.task, load_review(review), None if answer.tracks is None else tracks)
        except CoachError as error:
            outcome = Outcome(recording.task, fault=str(error))
        self._on_outcome(outcome)

    def _close(self, recording: _Recording, fault: str) -> None:
        self._open.remove(recording)
        recording.pieces.clear()
        self._on_outcome(Outcome(recording.task, fault=fault))

    def _tell(self, recording: _Recording) -> None:
        # Joining is one more.
        self._on_fraction(recording.task.key, recording.done / (len(recording.borders) + 2))


def _make_order(task: Task) -> Order:
    protocol = scale_protocol(load_protocol(task.protocol_id), factor=task.factor)
    tracks = None if task.tracks is None else task.tracks.read_bytes()
    size = 0 if tracks is not None else task.path.stat().st_size
    return Order(task.path, size, protocol, task.back, tracks, name_maker())
