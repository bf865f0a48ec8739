"""A piece of a recording in which hands are looked for, and what was found in its pictures."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from coach.hands.finder import Sight, compare_sights


class Found(NamedTuple):
    """What was found in one picture: its timestamp, height and width, how much was broken up to it, the sight.

    A picture that was passed over has no sight.
    """

    raw_s: float
    shape: tuple[int, int]
    broken: int
    sight: Sight | None

    @property
    def nbytes(self) -> int:
        """How much memory the picture takes while it waits."""
        return 0 if self.sight is None else self.sight.small.nbytes


@dataclass(eq=False, slots=True)
class Piece:
    """A part of the recording, from one timestamp up to another one; all but ``start_s`` is the board's own.

    Attributes
    ----------
    start_s, end_s : float
    found : deque of Found
        What waits to be read.
    beyond : deque of Found
        What was found behind ``end_s``, as long as it is open where this piece and the next one meet.
    apart : list of float
        How far apart what this piece and the next one found is, picture by picture of ``beyond``.
    broken_more : int
        By how much the worker of the piece before had counted more that is broken where the two met.
    broken_at_end : int
        All that was broken on the way of a worker who came to the end of the recording.
    is_over : bool
        Whether its worker has left it.
    has_ended : bool
        Whether that was at the end of the recording, behind ``end_s``.
    is_met : bool
        Whether it is known where the next one goes on, or that nothing comes behind it.
    """

    start_s: float
    end_s: float
    found: deque[Found] = field(default_factory=deque)
    beyond: deque[Found] = field(default_factory=deque)
    apart: list[float] = field(default_factory=list)
    broken_more: int = 0
    broken_at_end: int = 0
    reached_s: float = -np.inf
    is_begun: bool = False
    is_over: bool = False
    has_ended: bool = False
    is_met: bool = False
    is_dropped: bool = False
    error: Exception | None = None

    def count_searched_s(self, first_s: float) -> float:
        """How many of its seconds were searched, in a recording that begins at ``first_s``."""
        if self.reached_s == -np.inf:
            return 0.0
        until_s = self.end_s if self.reached_s >= self.end_s else self.reached_s
        return until_s - max(self.start_s, first_s)


def is_same_picture(one: Found, other: Found) -> bool:
    """Whether two workers were given the same picture at the same time."""
    if one.sight is None or other.sight is None:
        return one.raw_s == other.raw_s and one.sight is other.sight
    return one.raw_s == other.raw_s and one.sight.small.equals(other.sight.small)


def compare_found(one: Found, other: Found) -> float:
    """How far apart what was found is; infinite where nobody looked."""
    return np.inf if one.sight is None or other.sight is None else compare_sights(one.sight, other.sight)
