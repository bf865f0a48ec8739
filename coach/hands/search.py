"""One way through a recording from a timestamp on: picture by picture, what is found in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, closing
from typing import Protocol

from coach.frames.clock import RisingClock
from coach.frames.decode import Damage, TimedPicture
from coach.frames.video import Opened
from coach.hands.finder import HandFinder, Sight
from coach.hands.piece import Found
from coach.hands.small import make_small
from coach.records import Frame

LEAD_S = 0.25
"""Who begins in the middle looks for hands so long before what is handed in."""

ROOM_BYTES = 80 * 2**20
"""Small pictures that wait for those before them take at most this much."""

PIECE_SHARE = 0.9
"""Share of that which one piece may take."""

LEAST_PIECE_S = 5.0
"""Shorter pieces are not worth their beginning: a model to load, pictures that are searched twice."""

EVEN = 2
"""The number of pieces is a multiple of it, so that two workers have as much to do."""

LAST_PIECE = 1.1
"""Length of the last piece against the others: so much later it may end, because while it is searched the pieces before
it are followed."""


class Looker(Protocol):
    """What finds hands: :class:`coach.hands.finder.HandFinder`."""

    def look(self, frame: Frame) -> Sight:
        """Find the hands in the next frame."""
        ...


MakeLooker = Callable[[], AbstractContextManager[Looker]]


def plan_borders(opened: Opened) -> tuple[float, ...]:
    """Choose the timestamps at which a recording is cut into pieces; none where it is better read in one.

    They depend on the recording alone and not on who reads it, so that it gives the same review on every computer. It
    is read in one where it is short, where no time can be sought, and where the length is not known.
    """
    claim, first_s = opened.claim, opened.first_s
    if not (claim.timed and claim.indexed) or claim.duration_s is None or not math.isfinite(first_s):
        return ()
    longest_s = ROOM_BYTES * PIECE_SHARE / (make_small(opened.first).nbytes * claim.rate_hz / opened.every)
    pieces = EVEN * math.ceil(claim.duration_s / (EVEN * longest_s))
    if claim.duration_s < pieces * LEAST_PIECE_S:
        return ()
    step_s = claim.duration_s / (pieces - 1 + LAST_PIECE)
    return tuple(first_s + step_s * piece for piece in range(1, pieces))


def search_from(
    opened: Opened,
    start_s: float,
    damage: Damage,
    may_go_on: Callable[[], bool] = lambda: True,
    given_up: Callable[[], bool] = lambda: False,
    make_looker: MakeLooker = HandFinder,
) -> Generator[Found, None, None]:
    """Yield what is found from a timestamp on, to the end of what can be read.

    Parameters
    ----------
    opened : Opened
    start_s : float
        Timestamp of the first picture that is wanted; not finite: the recording's first one, and ``opened.rest`` is
        what is read.
    damage : Damage
        What is met on the way.
    may_go_on : callable
        Asked before every look, and may wait; false ends the way.
    given_up : callable
        Asked between pictures on the way to the first one; true ends it.
    make_looker : callable
        Makes what finds hands.
    """
    clock, has_begun, shape = RisingClock(1 / opened.claim.rate_hz), False, opened.shape
    with closing(_read(opened, start_s, damage, given_up)) as pictures, make_looker() as looker:
        for number, (raw_s, picture, broken, scale) in enumerate(pictures):
            if not may_go_on():
                return
            time_s, sight = clock.rise(raw_s), None
            if picture is not None:
                sight = looker.look(Frame(number, time_s, picture))
                shape = scale * picture.shape[0], scale * picture.shape[1]
            has_begun |= not raw_s < start_s
            if has_begun:
                yield Found(raw_s, shape, broken, sight)


def _read(
    opened: Opened, start_s: float, damage: Damage, given_up: Callable[[], bool]
) -> Generator[TimedPicture, None, None]:
    if math.isfinite(start_s):
        yield from opened.read_from(start_s - LEAD_S, damage, given_up)
    else:
        yield from opened.read()
