"""Work that is spread over processes of its own: all processors help, and the interpreter that asks stays free.

Fresh processes (``spawn``): a fork would copy the threads' locks of OpenCV and MediaPipe in whatever state they are.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from coach.errors import Cancelled, CoachError
from coach.words import say

MOST_JOBS = 4
"""Each process takes some 150 MB."""
LOOK_S = 0.2
"""So often progress is told, and asked whether to stop."""

OnProgress = Callable[[float], None]
T = TypeVar("T")


def count_jobs() -> int:
    """Count the processes that are worth having on this computer."""
    return max(1, min(os.cpu_count() or 1, MOST_JOBS))


def run_tasks(
    work: Callable[..., T],
    items: Sequence[tuple[Any, ...]],
    jobs: int = 1,
    on_progress: OnProgress | None = None,
) -> list[T]:
    """Do the same work with each of several items; the results stand in the items' order.

    Parameters
    ----------
    work : callable
        Called with an item's parts and, last, a callable that is to be told the fraction done of this item. A function
        of a module, so that another process finds it.
    items : sequence of tuple
    jobs : int
        Processes; 1 works in this one.
    on_progress : callable, optional
        Called with the fraction done of all; may raise :class:`coach.errors.Cancelled` to stop.

    Raises
    ------
    CoachError
        When a process ends in the middle. What ``work`` raises is raised here, too.
    """
    tell: OnProgress = on_progress or (lambda _fraction: None)
    jobs = min(jobs, len(items))
    if jobs <= 1:
        return [
            work(*item, lambda done, number=number: tell((number + done) / len(items)))
            for number, item in enumerate(items)
        ]
    context = multiprocessing.get_context("spawn")
    done, stop = context.Array("d", len(items)), context.Event()
    with ProcessPoolExecutor(jobs, context, initializer=_begin_task_worker, initargs=(_Shared(done, stop),)) as pool:
        try:
            futures = [pool.submit(_work_on, work, number, item) for number, item in enumerate(items)]
            _watch(futures, lambda: tell(sum(done[:]) / len(items)))
            return [future.result() for future in futures]
        except BrokenProcessPool as error:
            raise CoachError(say("fault-process-ended")) from error
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


def _watch(futures: list[Future[T]], look: Callable[[], None]) -> None:
    """Wait for all; the first that fails ends the waiting."""
    waiting = set(futures)
    while waiting:
        ended, waiting = wait(waiting, LOOK_S, FIRST_COMPLETED)
        for future in ended:
            future.result()
        look()


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the processes share: the fraction done of each item, and whether to stop."""

    done: Any
    stop: Any


_shared: list[_Shared] = []
"""Of this process, where it is a worker."""


def _begin_task_worker(shared: _Shared) -> None:
    begin_worker()
    _shared[:] = [shared]


def _work_on(work: Callable[..., T], number: int, item: tuple[Any, ...]) -> T:
    (shared,) = _shared

    def tell(fraction: float) -> None:
        if shared.stop.is_set():
            raise Cancelled
        shared.done[number] = fraction

    tell(0.0)
    found = work(*item, tell)
    shared.done[number] = 1.0
    return found


def begin_worker() -> None:
    """Let a process of the pool end in silence with Ctrl-C, and when the one that began it is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
