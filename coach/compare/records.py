"""The frozen records of a comparison."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from coach.formats import ReviewFile
from coach.records import FloatArray

if TYPE_CHECKING:
    from coach.protocol.schema import Protocol

Span = tuple[float, float]
"""Beginning and end in seconds of a recording."""

PieceKind = Literal["both", "first", "second", "between"]
DifferenceCode = Literal["left_out", "pace", "rhythm", "direction", "place", "technique", "duration", "count"]


@dataclass(frozen=True, slots=True)
class PalmPath:
    """How the palms moved.

    Attributes
    ----------
    time_s : array, shape (k,)
        Even grid.
    place : array, shape (k, 2, 2)
        Centres of the left and the right palm: back coordinates where ``on_back``, else hand sizes in the picture; NaN
        unseen.
    on_back : bool
        The back was marked, so that two paths can be drawn on one back.
    noise : float
        What a palm's place is measured within, in its own unit.
    shape : array, shape (k, 2, c), or None
        How the hands open, close and turn, in units of what each is measured within: where hands knead or tap the palms
        hardly move. The same c in all paths; NaN unseen.
    """

    time_s: FloatArray
    place: FloatArray
    on_back: bool
    noise: float = 1.0
    shape: FloatArray | None = None


@dataclass(frozen=True, slots=True)
class Performance:
    """One of the two recordings.

    Attributes
    ----------
    name : str
        What it is called in sentences: a student, a day.
    review : ReviewFile
    path : PalmPath or None
        ``None`` where the movements were not kept; then steps are aligned by their pace alone.
    protocol : Protocol or None
        For the titles of its steps and the bands that it asks.
    """

    name: str
    review: ReviewFile
    path: PalmPath | None = None
    protocol: Protocol | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class StepPair:
    """A step, or a stretch of one technique, in both recordings; ``None`` in the one that lacks it."""

    id: str
    title: str
    first: Span | None
    second: Span | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the common clock.

    Attributes
    ----------
    kind : PieceKind
        ``both``: a step that both did; ``first``, ``second``: a step that only one did, the other stands still;
        ``between``: what lies between steps, each at its own speed.
    title : str
        Of the step; empty between steps.
    start_s, end_s : float
        On the common clock.
    """

    kind: PieceKind
    id: str
    title: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class TimeMap:
    """The common clock and the two recordings' times, as lines between knots.

    Attributes
    ----------
    clock_s : array, shape (k,)
        Never falls. Where two knots have one time a recording jumps, and the later one counts.
    first_s, second_s : array, shape (k,)
        ``first_s`` never falls; ``second_s`` falls only where the steps came in another order.
    """

    clock_s: FloatArray
    first_s: FloatArray
    second_s: FloatArray

    def __post_init__(self) -> None:
        if not (len(self.clock_s) == len(self.first_s) == len(self.second_s) >= 2):
            raise ValueError("expected three columns of one length, two knots at least")
        if (np.diff(self.clock_s) < 0).any() or (np.diff(self.first_s) < -1e-9).any():
            raise ValueError("expected a clock and a first time that never fall")

    @property
    def duration_s(self) -> float:
        """Length on the common clock."""
        return float(self.clock_s[-1])

    def find(self, clock_s: float) -> tuple[float, float]:
        """Return where the two recordings are at a time of the common clock."""
        at = int(np.searchsorted(self.clock_s, clock_s, side="right")) - 1
        at = min(max(at, 0), len(self.clock_s) - 2)
        length = self.clock_s[at + 1] - self.clock_s[at]
        share = 1.0 if length <= 0 else min(max((clock_s - self.clock_s[at]) / length, 0.0), 1.0)
        return tuple(  # type: ignore[return-value]
            float(times[at] + share * (times[at + 1] - times[at])) for times in (self.first_s, self.second_s)
        )

    def to_second(self, first_s: FloatArray) -> FloatArray:
        """Return the second recording's times at times of the first one, in which it is unique."""
        times: FloatArray = np.interp(first_s, self.first_s, self.second_s)
        return times


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which the two differ, in one step or more.

    Attributes
    ----------
    code : DifferenceCode
    titles : tuple of str
        Steps in which it is so, the one where it weighs most first.
    first, second : str
        What was measured in that step, in words; empty for a step that was left out.
    lacks : "first", "second" or None
        The recording that lacks the steps.
    weight : float
        Marks of the check that would be lost by one if the other were what is asked.
    """

    code: DifferenceCode
    titles: tuple[str, ...]
    weight: float
    first: str = ""
    second: str = ""
    lacks: Literal["first", "second"] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two performances side by side.

    Attributes
    ----------
    pieces : tuple of Piece
        The common clock without holes.
    time_map : TimeMap
    differences : tuple of Difference
        What weighs most first; all that was found.
    judged : bool
        There was something that was judged in both.
    """

    first: Performance
    second: Performance
    pairs: tuple[StepPair, ...]
    pieces: tuple[Piece, ...]
    time_map: TimeMap
    differences: tuple[Difference, ...]
    judged: bool
