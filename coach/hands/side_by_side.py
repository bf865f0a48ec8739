"""Hands found in several pieces of a recording at once, in threads, and handed out as from one.

Threads suffice: MediaPipe and FFmpeg work outside Python's lock. The threads own their decoder and their hand model;
what they find goes through :class:`~coach.hands.pieces.PieceBoard`.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, closing
from types import TracebackType
from typing import NamedTuple, Protocol

from coach.frames.clock import RisingClock
from coach.frames.decode import Damage, TimedPicture
from coach.frames.video import Opened
from coach.hands.finder import HandFinder, Sight
from coach.hands.piece import Found, Piece
from coach.hands.pieces import PieceBoard
from coach.hands.small import make_small
from coach.records import Frame, VideoInfo

MOST_WORKERS = 2
"""More were not measured; where there are more cores they are left to the page and to whatever else runs."""

LEAD_S = 0.25
"""A worker that begins in the middle looks for hands so long before what it hands in."""

ROOM_BYTES = 80 * 2**20
"""Small pictures that wait for those before them take at most this much."""

PIECE_SHARE = 0.9
"""Share of that which one piece may take."""

LEAST_PIECE_S = 5.0
"""Shorter pieces are not worth their beginning: a model to load, pictures that are searched twice."""

LAST_PIECE = 1.1
"""Length of the last piece against the others: so much later it may end, because while it is searched the pieces before
it are followed."""


class Looker(Protocol):
    """What finds hands: :class:`coach.hands.finder.HandFinder`."""

    def look(self, frame: Frame) -> Sight:
        """Find the hands in the next frame."""
        ...


class Seen(NamedTuple):
    """What was seen at a time, in seconds from the first picture."""

    time_s: float
    sight: Sight


def count_workers() -> int:
    """How many workers this computer has room for."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_WORKERS)


def plan_borders(opened: Opened, workers: int) -> tuple[float, ...]:
    """Choose the timestamps at which a recording is cut into pieces; none where it is better read in one.

    That is with one worker, for short recordings, where no time can be sought, and where the length is not known.
    """
    claim, first_s = opened.claim, opened.first_s
    if workers < 2 or not (claim.timed and claim.indexed) or claim.duration_s is None or not math.isfinite(first_s):
        return ()
    longest_s = ROOM_BYTES * PIECE_SHARE / (make_small(opened.first).nbytes * claim.rate_hz / opened.every)
    pieces = workers * math.ceil(claim.duration_s / (workers * longest_s))
    if claim.duration_s < pieces * LEAST_PIECE_S:
        return ()
    step_s = claim.duration_s / (pieces - 1 + LAST_PIECE)
    return tuple(first_s + step_s * piece for piece in range(1, pieces))


class SideBySide:
    """What is seen in a recording, picture by picture from first to last: an iterator and a context manager.

    Parameters
    ----------
    opened : Opened
        Is closed with this.
    borders : sequence of float
        See :func:`plan_borders`.
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
        make_looker: Callable[[], AbstractContextManager[Looker]] = HandFinder,
    ) -> None:
        self._opened = opened
        self._make_looker = make_looker
        self._reading = opened.begin()
        self._board = PieceBoard(opened.first_s, borders, ROOM_BYTES, workers)
        self._threads = [
            threading.Thread(target=self._work, name=f"look {number} {opened.name}", daemon=True)
            for number in range(min(MOST_WORKERS, len(borders) + 1))
        ]
        self._next: Found | None = None
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
            self._next = self._board.read()
        while not self._closed and (found := self._next) is not None:
            self._next = self._board.read()
            next_s = math.nan if self._next is None else self._next.raw_s
            _, time_s = self._reading.take(found.raw_s, found.shape, found.broken, next_s)
            if found.sight is not None:
                return Seen(time_s, found.sight)
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
        clock, has_begun = RisingClock(1 / self._opened.claim.rate_hz), False
        shape = self._opened.shape
        try:
            with closing(self._read(piece, damage)) as pictures, self._make_looker() as looker:
                for number, (raw_s, picture, broken, scale) in enumerate(pictures):
                    if not self._board.wait_for_turn(piece):
                        return
                    time_s, sight = clock.rise(raw_s), None
                    if picture is not None:
                        sight = looker.look(Frame(number, time_s, picture))
                        shape = scale * picture.shape[0], scale * picture.shape[1]
                    has_begun |= not raw_s < piece.start_s
                    if has_begun and not self._board.hand_in(piece, Found(raw_s, shape, broken, sight)):
                        return
                self._board.end(piece, damage.broken)
        except Exception as error:
            self._board.fail(piece, error)

    def _read(self, piece: Piece, damage: Damage) -> Generator[TimedPicture, None, None]:
        if not math.isfinite(piece.start_s):
            opened = self._opened
            yield TimedPicture(opened.first_s, opened.first, opened.first_broken, opened.scale)
            yield from self._opened.rest
        else:
            yield from self._opened.read_from(piece.start_s - LEAD_S, damage, lambda: not self._board.is_wanted(piece))
