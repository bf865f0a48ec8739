"""One clock for both performances.

A step that both did runs at the first one's speed, the second follows its phase. Whatever only one did runs alone while
the other stands still, and between steps each runs at its own speed and waits for the other. So the clock shows every
moment of both, except where the steps came in another order: then the second one jumps.
"""

from __future__ import annotations

import numpy as np

from coach.compare.pairing import pair_steps
from coach.compare.phase import align
from coach.compare.records import Performance, Piece, PieceKind, Span, StepPair, TimeMap

_SLIVER_S = 1e-3
"""Shorter pieces come from rounding."""


def build_clock(
    first: Performance, second: Performance, pairs: tuple[StepPair, ...] | None = None
) -> tuple[tuple[Piece, ...], TimeMap]:
    """Lay both performances on one clock."""
    pairs = pair_steps(first, second) if pairs is None else pairs
    clock = _Clock()
    ends = _previous_ends([pair.first for pair in pairs]), _previous_ends([pair.second for pair in pairs])
    for index, pair in enumerate(pairs):
        leads = [
            None if span is None else (side[index], span[0])
            for span, side in zip((pair.first, pair.second), ends, strict=True)
        ]
        clock.run_free("between", "", "", leads[0], leads[1])
        if pair.first is not None and pair.second is not None:
            clock.run_pair(pair, first, second)
        else:
            kind: PieceKind = "second" if pair.first is None else "first"
            clock.run_free(kind, pair.id, pair.title, pair.first, pair.second)
    rests = [
        (max((span[1] for span in spans if span is not None), default=0.0), performance.review.video.duration_s)
        for spans, performance in (([p.first for p in pairs], first), ([p.second for p in pairs], second))
    ]
    clock.run_free("between", "", "", rests[0], rests[1])
    return tuple(clock.pieces), clock.to_map()


def _previous_ends(spans: list[Span | None]) -> list[float]:
    """End of the span before each one in time; 0 for the first."""
    found = sorted(span for span in spans if span is not None)
    return [
        0.0 if span is None else max((other[1] for other in found if other[0] < span[0]), default=0.0) for span in spans
    ]


class _Clock:
    """Knots and pieces as they are made."""

    def __init__(self) -> None:
        self.at_s = 0.0
        self.places = [0.0, 0.0]
        self.knots: list[tuple[float, float, float]] = []
        self.pieces: list[Piece] = []

    def run_free(self, kind: PieceKind, id_: str, title: str, first: Span | None, second: Span | None) -> None:
        """Let both run at their own speed, from where each begins to where it ends; without a span one stands still."""
        start_s = self.at_s
        self._run_free(first, second)
        self._close(kind, id_, title, start_s)

    def run_pair(self, pair: StepPair, first: Performance, second: Performance) -> None:
        """Run a step that both did: its first moments, the part in phase, and what one has more of."""
        assert pair.first is not None and pair.second is not None
        start_s = self.at_s
        knots = align(first, pair.first, second, pair.second)
        if knots is None:
            knots = np.array([[pair.first[0], pair.second[0]], [pair.first[1], pair.second[1]]])
        self._run_free((pair.first[0], knots[0, 0]), (pair.second[0], knots[0, 1]))
        for one, two in knots:
            self._add(self.at_s + max(0.0, one - self.places[0]), one, two)
        self._run_free((knots[-1, 0], pair.first[1]), (knots[-1, 1], pair.second[1]))
        self._close("both", pair.id, pair.title, start_s)

    def _run_free(self, first: Span | None, second: Span | None) -> None:
        spans = [
            (place, place) if span is None else (span[0], max(span))
            for span, place in zip((first, second), self.places, strict=True)
        ]
        lengths = [end - start for start, end in spans]
        if max(lengths) < _SLIVER_S:
            return
        start_s = self.at_s
        for passed in sorted({0.0, *lengths}):
            self._add(start_s + passed, *(min(start + passed, end) for start, end in spans))

    def _add(self, clock_s: float, first_s: float, second_s: float) -> None:
        self.at_s, self.places = clock_s, [first_s, second_s]
        self.knots.append((clock_s, first_s, second_s))

    def _close(self, kind: PieceKind, id_: str, title: str, start_s: float) -> None:
        if self.at_s > start_s:
            self.pieces.append(Piece(kind, id_, title, start_s, self.at_s))

    def to_map(self) -> TimeMap:
        """Return the map; two knots at least."""
        knots = self.knots if len(self.knots) >= 2 else [(0.0, 0.0, 0.0), (_SLIVER_S, 0.0, 0.0)]
        return TimeMap(*np.array(knots).T)
