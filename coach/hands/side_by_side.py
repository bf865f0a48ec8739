"""Hands found in several pieces of a recording at once, in threads, and handed out as from one.

Threads suffice: MediaPipe and FFmpeg work outside Python's lock. The threads own their decoder and their hand model
(:func:`coach.hands.search.search_from`); what they find goes through :class:`~coach.hands.pieces.PieceBoard`.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from types import TracebackType
from typing import NamedTuple

from coach.frames.decode import Damage
from coach.frames.reading import Reading
from coach.frames.video import Opened
from coach.hands.finder import HandFinder, Sight
from coach.hands.piece import Found, Piece
from coach.hands.pieces import PieceBoard
from coach.hands.search import ROOM_BYTES, MakeLooker, search_from
from coach.records import VideoInfo

MOST_WORKERS = 2
"""More were not measured; where there are more cores they are left to the page and to whatever else runs."""


class Seen(NamedTuple):
    """What was seen at a time, in seconds from the first picture."""

    time_s: float
    sight: Sight


def count_workers() -> int:
    """How many workers this computer has room for."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_WORKERS)


class Books:
    """Turns what was found into what was seen: with times that rise, and what is said of the file kept in a reading.

    Parameters
    ----------
    reading : Reading
    read : callable
        Gives what was found in the next picture; ``None`` after the last one.
    """

    def __init__(self, reading: Reading, read: Callable[[], Found | None]) -> None:
        self._reading = reading
        self._read = read
        self._next: Found | None = None
        self._begun = False

    def take(self) -> Seen | None:
        """Return what was seen in the next picture that was looked at; ``None`` after the last one."""
        if not self._begun:
            self._begun = True
            self._next = self._read()
        while (found := self._next) is not None:
            self._next = self._read()
            next_s = math.nan if self._next is None else self._next.raw_s
            _, time_s = self._reading.take(found.raw_s, found.shape, found.broken, next_s)
            if found.sight is not None:
                return Seen(time_s, found.sight)
        return None


class SideBySide:
    """What is seen in a recording, picture by picture from first to last: an iterator and a context manager.

    Parameters
    ----------
    opened : Opened
        Is closed with this.
    borders : sequence of float
        See :func:`coach.hands.search.plan_borders`.
    workers : callable
        How many may be at work just now; asked again and again, also from the workers' threads.
    make_looker : callable
        Makes what finds hands, once for each way through the recording.
    """

    def __init__(
        self,
        opened: Opened,
        borders: tuple[float, ...],
        workers: Callable[[], int] = count_workers,
        make_looker: MakeLooker = HandFinder,
    ) -> None:
        self._opened = opened
        self._make_looker = make_looker
        self._reading = opened.begin()
        self._board = PieceBoard(opened.first_s, borders, ROOM_BYTES, workers)
        self._threads = [
            threading.Thread(target=self._work, name=f"look {number} {opened.name}", daemon=True)
            for number in range(min(MOST_WORKERS, len(borders) + 1))
        ]
        self._books = Books(self._reading, self._board.read)
        self._begun = self._closed = False

    @property
    def info(self) -> VideoInfo:
        """The container's claim while reading; after the last picture what was really read."""
        return self._reading.info

    @property
    def fraction_read(self) -> float:
        """Share of the recording that was searched, 0 to 1, in whichever pieces."""
        length = self._opened.claim.duration_s
        if self._reading.fraction_read == 1.0 or not length:
            return self._reading.fraction_read
        return min(1.0, max(0.0, self._board.count_searched_s() / length))

    def __enter__(self) -> SideBySide:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Seen]:
        return self

    def __next__(self) -> Seen:
        """Return what was seen in the next picture.

        Raises
        ------
        PiecesDiffer
            When the recording has to be read in one piece.
        Exception
            What a worker failed with.
        """
        if not self._begun:
            self._begun = True
            for thread in self._threads:
                thread.start()
        seen = None if self._closed else self._books.take()
        if seen is not None:
            return seen
        if not self._closed:
            self._reading.finish(self._board.broken)
        raise StopIteration

    def close(self) -> None:
        """Stop all workers and wait for them; safe to call twice."""
        self._closed = True
        self._board.close()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()
        self._opened.rest.close()

    def _work(self) -> None:
        while (piece := self._board.begin()) is not None:
            self._go(piece)

    def _go(self, piece: Piece) -> None:
        """Go through the recording from the start of a piece to where it meets the next one."""
        damage = Damage() if math.isfinite(piece.start_s) else self._opened.damage
        found = search_from(
            self._opened,
            piece.start_s,
            damage,
            lambda: self._board.wait_for_turn(piece),
            lambda: not self._board.is_wanted(piece),
            self._make_looker,
        )
        try:
            with closing(found):
                for one in found:
                    if not self._board.hand_in(piece, one):
                        return
            self._board.end(piece, damage.broken)
        except Exception as error:
            self._board.fail(piece, error)
