"""Reading ahead: bounded, stoppable at any moment, and faults arrive."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator

import pytest

from coach.frames.ahead import ReadAhead


def counting(made: list[int], limit: int | None = None) -> Generator[int, None, None]:
    number = 0
    try:
        while limit is None or number < limit:
            made.append(number)
            yield number
            number += 1
    finally:
        made.append(-1)


def wait_until(condition, timeout_s: float = 5.0) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "nothing happened in time"
        time.sleep(0.005)


def test_everything_arrives_in_order():
    assert list(ReadAhead(counting([], 500), 3, "test")) == list(range(500))


def test_work_runs_ahead_but_not_further_than_asked():
    made: list[int] = []
    ahead = ReadAhead(counting(made), 4, "test")
    assert next(ahead) == 0
    wait_until(lambda: len(made) >= 6)
    time.sleep(0.3)
    assert len(made) == 6  # one handed out, four waiting, one in hand
    ahead.close()
    assert made[-1] == -1


def test_a_fault_arrives_after_what_came_before_it():
    def failing() -> Generator[int, None, None]:
        yield 1
        raise OSError("the disk is gone")

    ahead = ReadAhead(failing(), 4, "test")
    assert next(ahead) == 1
    with pytest.raises(OSError, match="the disk is gone"):
        next(ahead)
    assert list(ahead) == []


def test_closing_ends_a_consumer_that_waits_in_another_thread():
    release = threading.Event()

    def slow() -> Generator[int, None, None]:
        yield 0
        release.wait(5)
        yield 1

    ahead = ReadAhead(slow(), 2, "test")
    got: list[int] = []
    consumer = threading.Thread(target=lambda: got.extend(ahead))
    consumer.start()
    wait_until(lambda: got == [0] or len(got) == 1)
    closer = threading.Thread(target=ahead.close)
    closer.start()
    consumer.join(5)
    assert not consumer.is_alive()
    release.set()
    closer.join(5)
    assert not closer.is_alive()
    assert got == [0]


def test_closing_before_the_start_and_twice_lets_the_items_go():
    made: list[int] = []
    items = counting(made)
    next(items)
    ahead = ReadAhead(items, 2, "test")
    ahead.close()
    ahead.close()
    assert made == [0, -1]
    assert list(ahead) == []


def test_many_threads_may_close_at_once_while_it_runs():
    for _ in range(20):
        ahead = ReadAhead(counting([]), 2, "close test")
        next(ahead)
        closers = [threading.Thread(target=ahead.close) for _ in range(4)]
        for thread in closers:
            thread.start()
        for thread in closers:
            thread.join(5)
    assert not any(thread.name == "close test" for thread in threading.enumerate())
