"""The pieces of a recording in which hands are looked for side by side, and how they become one again.

Workers go through the recording piece by piece, each piece from its border on with a hand model of its own, and hand in
what they find; one reader takes it in the recording's order, as if one worker had gone through all of it
(:class:`PieceBoard`). Nothing here reads a file or looks for hands.

Whoever is at a piece goes on beyond its end until both it and the one who begins there saw the same hands (nearer than
:data:`SAME`) in the same picture, and from there on the later one's word counts; where that does not happen within
:data:`MEET_S`, it counts from the picture on in which they differ least, and not at all where the recording ends
before. The hand model follows hands from picture to picture, so one that begins in the middle needs some pictures to
find what one that came along has. Where pieces meet depends on what was seen alone, never on who was quicker, so a
recording gives the same result every time.

That it *is* the same picture is checked, time and pixels, wherever two meet: a file that is not what its index says
does not bring a picture twice or lose one, but ends the reading with :class:`PiecesDiffer`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import numpy as np

from coach.hands.piece import Found, Piece, compare_found, is_same_picture

MEET_S = 2.0
"""How far beyond the border of two pieces a picture is looked for in which both saw the same."""

SAME = 0.0005
"""Hands that lie so near each other, in picture coordinates, are the same: a third of a pixel. Equal to the last digit
they become too, in most recordings, but only a second later, for twice as many pictures that are searched twice."""

FRONT_ITEMS = 32
"""Pictures of the piece that is being read which may always wait, however full the store is."""

WAIT_S = 0.2
"""How often one who waits looks whether it is allowed more by now."""


class PiecesDiffer(Exception):
    """Two pieces do not show the same pictures where they meet: the recording has to be read in one piece."""


class PieceBoard:
    """Where workers hand in what they find, and one reader takes it in order. Safe to use from all their threads.

    Parameters
    ----------
    first_s : float
        Timestamp of the first picture.
    borders : sequence of float
        Timestamps, rising, at which one piece ends and the next one begins.
    room_bytes : int
        What may wait to be read, in bytes of small pictures.
    allowed : callable
        How many workers may be at work just now; asked again and again, by their threads. One is always allowed: the
        one that the reader waits for.
    """

    def __init__(
        self, first_s: float, borders: Sequence[float], room_bytes: int, allowed: Callable[[], int] = lambda: 2**16
    ) -> None:
        starts, ends = (-np.inf, *borders), (*borders, np.inf)
        self._first_s = first_s
        self._pieces = [Piece(start, end) for start, end in zip(starts, ends, strict=True)]
        self._room_bytes = room_bytes
        self._allowed = allowed
        self._changed = threading.Condition()
        self._waiting_bytes = 0
        self._front = 0
        self._broken = 0
        self._differs = self._closed = False

    # What workers call.

    def begin(self) -> Piece | None:
        """Give the next piece that nobody has begun; ``None`` where there is none."""
        with self._changed:
            piece = next((piece for piece in self._pieces if not piece.is_begun), None)
            if piece is None or self._closed:
                return None
            piece.is_begun = True
            return piece

    def is_wanted(self, piece: Piece) -> bool:
        """Whether what is found in a piece will be read."""
        return not (piece.is_dropped or piece.is_over or self._differs or self._closed)

    def wait_for_turn(self, piece: Piece) -> bool:
        """Wait until the worker of a piece may go on; false where it is not wanted any more."""
        while self.is_wanted(piece):
            allowed = max(1, self._allowed())
            with self._changed:
                before = self._pieces[: self._place_of(piece)]
                busy = sum(other.is_begun and not other.is_over and not self._rests(other) for other in before)
                if busy < allowed and not self._rests(piece):
                    return self.is_wanted(piece)
                self._changed.wait(WAIT_S)
        return False

    def hand_in(self, piece: Piece, found: Found) -> bool:
        """Take what was found in a piece's next picture; false where no more of it is wanted.

        Waits while there is no room.
        """
        with self._changed:
            while self.is_wanted(piece) and not self._has_room(piece):
                self._changed.wait(WAIT_S)
            if not self.is_wanted(piece):
                return False
            is_beyond = bool(piece.beyond) or found.raw_s >= piece.end_s
            (piece.beyond if is_beyond else piece.found).append(found)
            piece.reached_s = found.raw_s
            self._waiting_bytes += found.nbytes
            piece.is_over = found.raw_s >= piece.end_s + MEET_S
            self._meet_all()
            self._changed.notify_all()
            return self.is_wanted(piece)

    def end(self, piece: Piece, broken: int) -> None:
        """End the recording where the worker of a piece finds nothing more to read."""
        with self._changed:
            if not self.is_wanted(piece):
                return
            piece.broken_at_end = broken
            if piece.beyond:
                # Whether the next one saw the same is to be known, whoever comes here first.
                piece.is_over = piece.has_ended = True
                self._meet_all()
                self._changed.notify_all()
            else:
                self._be_last(piece)

    def fail(self, piece: Piece, error: Exception) -> None:
        """Tell the reader, when it comes there, why the worker of a piece cannot go on."""
        with self._changed:
            if self.is_wanted(piece):
                piece.error = error
                self._be_last(piece)

    # What the reader calls.

    def read(self) -> Found | None:
        """Wait for what was found in the next picture, and return it; ``None`` after the last one.

        Raises
        ------
        PiecesDiffer
            As soon as it is known.
        Exception
            What a worker failed with, after all that was found before.
        """
        with self._changed:
            while not self._closed:
                if self._differs:
                    raise PiecesDiffer
                piece = self._pieces[self._front]
                if piece.found:
                    found = piece.found.popleft()
                    self._let_go(found)
                    return found._replace(broken=found.broken + self._broken)
                if not piece.is_met:
                    self._changed.wait(WAIT_S)
                elif self._front + 1 < len(self._pieces):
                    self._front += 1
                    self._broken += self._pieces[self._front].broken_more
                    self._changed.notify_all()
                elif piece.error is not None:
                    raise piece.error
                else:
                    return None
            return None

    @property
    def broken(self) -> int:
        """All that was broken; known after the last picture."""
        return self._pieces[-1].broken_at_end + self._broken

    def count_searched_s(self) -> float:
        """How many seconds of the recording were searched by all workers together, counted once."""
        with self._changed:
            return sum(piece.count_searched_s(self._first_s) for piece in self._pieces)

    def close(self) -> None:
        """Let everybody go: nothing more is wanted."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    # What both rest on; the lock is held.

    def _place_of(self, piece: Piece) -> int:
        return len(self._pieces) if piece.is_dropped else self._pieces.index(piece)

    def _following(self, piece: Piece) -> Piece | None:
        place = self._place_of(piece) + 1
        return self._pieces[place] if place < len(self._pieces) else None

    def _rests(self, piece: Piece) -> bool:
        """Whether a piece is beyond its end and the next one still has to come there, so that both can be compared.

        Going on would only be for pictures behind the one where they meet.
        """
        following = self._following(piece)
        return (
            not piece.is_over
            and following is not None
            and following.is_begun
            and not following.is_over
            and len(following.found) < len(piece.beyond)
        )

    def _has_room(self, piece: Piece) -> bool:
        if self._waiting_bytes < self._room_bytes:
            return True
        front = self._pieces[self._front]
        if piece is front:
            return len(piece.found) < FRONT_ITEMS
        # Where the front ends is open, and this one has the answer.
        return piece is self._following(front) and not front.is_met and (front.is_over or self._rests(front))

    def _meet_all(self) -> None:
        """Look at every border, the last one first: what has ended there may be the answer to the one before."""
        for piece in reversed(self._pieces[self._front :]):
            if piece.is_begun:
                self._meet(piece)

    def _meet(self, piece: Piece) -> None:
        """Look for the picture from which on the next piece counts, among those that both have by now."""
        following = self._following(piece)
        if piece.is_met or following is None:
            return
        while len(piece.apart) < min(len(piece.beyond), len(following.found)):
            own, other = piece.beyond[len(piece.apart)], following.found[len(piece.apart)]
            if not is_same_picture(own, other):
                self._differs = True
                return
            piece.apart.append(compare_found(own, other))
            if piece.apart[-1] < SAME or own.raw_s >= piece.end_s + MEET_S:
                self._join(piece, following, int(np.argmin(piece.apart)))
                return
        if piece.has_ended and len(piece.apart) == len(piece.beyond):
            self._be_last(piece)
            return
        # Whoever was to know has gone without a word.
        self._differs |= following.is_over and len(piece.apart) < len(piece.beyond)

    def _join(self, piece: Piece, following: Piece, place: int) -> None:
        """Let the next piece count from the picture at a place behind the border on."""
        following.broken_more = piece.beyond[place].broken - following.found[place].broken
        for _ in range(place):
            piece.found.append(piece.beyond.popleft())
            self._let_go(following.found.popleft())
        for found in piece.beyond:
            self._let_go(found)
        piece.beyond.clear()
        piece.is_met = piece.is_over = True

    def _be_last(self, piece: Piece) -> None:
        """Make a piece the last one: all that was found in it counts, and nothing that lies behind it."""
        for later in self._pieces[self._place_of(piece) + 1 :]:
            later.is_dropped = True
            for found in (*later.found, *later.beyond):
                self._let_go(found)
            self._pieces.remove(later)
        piece.found.extend(piece.beyond)
        piece.beyond.clear()
        piece.end_s = np.inf
        piece.is_over = piece.is_met = True
        self._meet_all()
        self._changed.notify_all()

    def _let_go(self, found: Found) -> None:
        self._waiting_bytes -= found.nbytes
        self._changed.notify_all()
