"""A recording whose pieces were searched elsewhere, joined by the same rules as on one computer.

Of a piece only numbers are handed on: times, hands, and a digest of every small picture. Who joins reads the recording
once more, which costs a twentieth of searching it, for all that pictures show beside hands; that every picture is the
one that was searched is checked by its time and digest.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

import numpy as np

from coach.frames.decode import Damage
from coach.frames.video import open_recording
from coach.hands.finder import HandFinder
from coach.hands.piece import Found
from coach.hands.pieces import MEET_S, PieceBoard, PiecesDiffer
from coach.hands.search import MakeLooker, search_from
from coach.hands.side_by_side import Books, Seen
from coach.hands.small import SmallPicture, make_small
from coach.records import VideoInfo

DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class FoundPiece:
    """What was found in a piece and up to :data:`~coach.hands.pieces.MEET_S` behind it.

    Attributes
    ----------
    found : list of Found
        With the digest of each small picture in its place.
    broken : int or None
        All that was broken on the way, where that led to the end of the recording.
    """

    found: list[Found]
    broken: int | None


def find_piece(
    path: Path,
    borders: Sequence[float],
    place: int,
    may_go_on: Callable[[], bool] = lambda: True,
    make_looker: MakeLooker = HandFinder,
) -> FoundPiece:
    """Search one piece of a recording.

    Parameters
    ----------
    path : Path
    borders : sequence of float
        See :func:`coach.hands.search.plan_borders`.
    place : int
        Number of the piece, from 0.
    may_go_on : callable
        Asked before every look; may raise :class:`coach.errors.Cancelled`.
    make_looker : callable
        Makes what finds hands.

    Raises
    ------
    VideoError
        When the recording cannot be read at all.
    """
    opened = open_recording(path, sparing=True)
    start_s, end_s = (-math.inf, *borders)[place], (*borders, math.inf)[place]
    damage = Damage() if place else opened.damage
    found: list[Found] = []
    way = search_from(opened, start_s, damage, may_go_on, make_looker=make_looker)
    with closing(opened.rest), closing(way):
        for one in way:
            sight = None if one.sight is None else replace(one.sight, small=_digest(one.sight.small))
            found.append(one._replace(sight=sight))
            if one.raw_s >= end_s + MEET_S:
                return FoundPiece(found, None)
    return FoundPiece(found, damage.broken)


def _digest(small: SmallPicture) -> SmallPicture:
    """Make a stand-in for a small picture, equal to another one's where the pictures are equal."""
    digest = hashlib.blake2b(repr((small.grey.shape, small.colours.shape)).encode(), digest_size=DIGEST_BYTES)
    digest.update(np.ascontiguousarray(small.grey).data)
    digest.update(np.ascontiguousarray(small.colours).data)
    return SmallPicture(np.frombuffer(digest.digest(), np.uint8).reshape(1, -1), np.empty((0, 0, 3), np.uint8))


class Joined:
    """What is seen in a recording, picture by picture from first to last: an iterator and a context manager.

    Parameters
    ----------
    path : Path
    borders : sequence of float
    pieces : sequence of FoundPiece
        All pieces, in order.
    """

    def __init__(self, path: Path, borders: Sequence[float], pieces: Sequence[FoundPiece]) -> None:
        self._opened = open_recording(path, sparing=True)
        self._reading = self._opened.begin()
        self._board = PieceBoard(self._opened.first_s, borders, 2**62)
        for piece in pieces:
            self._hand_in(piece)
        self._pictures = self._opened.read()
        self._books = Books(self._reading, self._read)

    @property
    def info(self) -> VideoInfo:
        """The container's claim while reading; after the last picture what was really read."""
        return self._reading.info

    @property
    def fraction_read(self) -> float:
        """Share of the recording that was taken, by time."""
        return self._reading.fraction_read

    def __enter__(self) -> Joined:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pictures.close()
        self._opened.rest.close()

    def __iter__(self) -> Iterator[Seen]:
        return self

    def __next__(self) -> Seen:
        """Return what was seen in the next picture.

        Raises
        ------
        PiecesDiffer
            When the recording has to be read in one piece.
        """
        seen = self._books.take()
        if seen is None:
            self._reading.finish(self._board.broken)
            raise StopIteration
        return seen

    def _hand_in(self, piece: FoundPiece) -> None:
        place = self._board.begin()
        if place is None:
            return
        for one in piece.found:
            if not self._board.hand_in(place, one):
                return
        if piece.broken is not None:
            self._board.end(place, piece.broken)

    def _read(self) -> Found | None:
        """Give what was found in the next picture, with the picture that belongs to it."""
        found, picture = self._board.read(), next(self._pictures, None)
        if found is None and picture is None:
            return None
        if found is None or picture is None or found.raw_s != picture.time_s:
            raise PiecesDiffer
        if found.sight is None and picture.picture is None:
            return found
        if found.sight is None or picture.picture is None:
            raise PiecesDiffer
        small = make_small(picture.picture)
        if not found.sight.small.equals(_digest(small)):
            raise PiecesDiffer
        return found._replace(sight=replace(found.sight, small=small))
