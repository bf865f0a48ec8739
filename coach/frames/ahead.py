"""Work that runs ahead of its consumer in a thread of its own, by a bounded distance."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

WAIT_S = 0.1
"""How often a thread that waits for room, or for an item, looks whether it is asked to stop."""


@dataclass(frozen=True, slots=True)
class _End:
    error: Exception | None


class ReadAhead(Generic[T]):
    """Iterates over ``items``, which a thread produces up to ``ahead`` items before they are asked for.

    From the first ``next`` on only that thread touches ``items``; it also closes them. What goes wrong in there is
    raised to the consumer after the items that came before it. ``close`` may be called at any time and from any
    thread; iterating then ends.
    """

    def __init__(self, items: Generator[T, None, None], ahead: int, name: str) -> None:
        self._items = items
        self._queue: queue.Queue[T | _End] = queue.Queue(maxsize=ahead)
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._name = name
        self._thread: threading.Thread | None = None

    def __iter__(self) -> ReadAhead[T]:
        return self

    def __next__(self) -> T:
        """Return the next item, or raise what its making raised."""
        self._start()
        while not self._stop.is_set():
            try:
                item = self._queue.get(timeout=WAIT_S)
            except queue.Empty:
                continue
            if not isinstance(item, _End):
                return item
            self.close()
            if item.error is not None:
                raise item.error
        raise StopIteration

    def close(self) -> None:
        """Stop, wait until the thread is gone, and drop what it had ready; safe to call twice."""
        with self._lock:
            self._stop.set()
            thread = self._thread
        if thread is None:
            self._items.close()
        elif thread is not threading.current_thread():
            thread.join()
        while not self._queue.empty():
            self._queue.get_nowait()

    def _start(self) -> None:
        with self._lock:
            if self._thread is None and not self._stop.is_set():
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()

    def _run(self) -> None:
        end = _End(None)
        try:
            for item in self._items:
                if not self._put(item):
                    break
        except Exception as error:
            end = _End(error)
        self._items.close()
        self._put(end)

    def _put(self, item: T | _End) -> bool:
        while not self._stop.is_set():
            try:
                self._queue.put(item, timeout=WAIT_S)
            except queue.Full:
                continue
            return True
        return False
