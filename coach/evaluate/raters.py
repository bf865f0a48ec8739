"""Two who marked the same recordings, compared: the coach with a teacher, or two teachers with each other.

Neither is the truth: everything is counted the same way round. A second counts when its middle lies in a stretch of
both and further than :data:`~coach.evaluate.seconds.GRACE_S` from every change of technique in either. What one of the
two did not see or did not say is not compared.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from coach.evaluate.agreement import is_pace_right
from coach.evaluate.coefficients import (
    Counts,
    Estimate,
    compute_cohen_kappa,
    compute_gwet_ac1,
    compute_share,
    estimate,
)
from coach.evaluate.markings import MarkedStretch, Marking
from coach.evaluate.seconds import GRACE_S, MIDDLE_S
from coach.records import TECHNIQUES, Axis, HandsMode, Sense

BETWEEN_TEACHERS = 0.83
"""Cohen's kappa between two teachers of the field who mark the same recordings: as good as that is good enough."""

MANY_SESSIONS = 10
"""From so many recordings on whole recordings are drawn again for an interval, else the stretches in them."""

SHORTEST_DIFFERENCE_S = 1.0
LABELS: dict[str, tuple[str, ...]] = {
    "technique": TECHNIQUES,
    "axis": get_args(Axis),
    "sense": get_args(Sense),
    "hands": get_args(HandsMode),
    "finding": ("so", "not_so"),
}
"""What is compared as one of several words, and the words; ``finding``: whether what the coach remarked is so."""


@dataclass(frozen=True, slots=True)
class WordsCompared:
    """One word a second (or a finding), as both say it.

    Attributes
    ----------
    compared : int
        Seconds in which both said it; of findings, their number.
    share, kappa, ac1 : Estimate
        Share of agreement, Cohen's kappa, Gwet's AC1.
    table : dict
        ``table[first][second]`` counts.
    """

    compared: int
    share: Estimate
    kappa: Estimate
    ac1: Estimate
    table: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class NumbersCompared:
    """A pace or a count of the stretches that both gave one for.

    Attributes
    ----------
    compared : int
        Pairs of stretches of the same technique that overlap most.
    share : Estimate
        Share of pairs that are the same: a pace within 3 a minute or 5 %, a count within one.
    difference : float or None
        Mean of second less first.
    limits : (float, float) or None
        Between these lie 95 % of the differences (Bland and Altman 1986); ``None`` for fewer than three pairs.
    """

    compared: int
    share: Estimate
    difference: float | None
    limits: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch in which the two name different techniques: somewhere to look."""

    recording: str
    start_s: float
    end_s: float
    first: str
    second: str

    @property
    def length_s(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that was compared between two raters.

    Attributes
    ----------
    first, second : str
        Who they are.
    recordings : int
    drawn : "sessions" or "stretches"
        What the intervals were found by drawing again.
    words : dict
        By the names in :data:`LABELS`; those that nothing was compared of are absent.
    pace, count : NumbersCompared
    differences : tuple of Difference
        The longest first.
    """

    first: str
    second: str
    recordings: int
    drawn: str
    words: dict[str, WordsCompared]
    pace: NumbersCompared
    count: NumbersCompared
    differences: tuple[Difference, ...]


def compare_raters(pairs: Sequence[tuple[Marking, Marking]]) -> Comparison:
    """Compare two raters over all recordings that both marked.

    Parameters
    ----------
    pairs : sequence of (Marking, Marking)
        At least one; the same rater comes first in all.
    """
    drawn = "sessions" if len(pairs) >= MANY_SESSIONS else "stretches"
    words = {}
    for name, labels in LABELS.items():
        tables = [
            table
            for pair in pairs
            for table in (_tabulate_findings(*pair) if name == "finding" else _tabulate(name, labels, *pair, drawn))
        ]
        compared = _compare_words(labels, tables)
        if compared.compared:
            words[name] = compared
    matched = [match for pair in pairs for match in _match(*pair)]
    return Comparison(
        first=pairs[0][0].by,
        second=pairs[0][1].by,
        recordings=len(pairs),
        drawn=drawn,
        words=words,
        pace=_compare_numbers(matched, "pace_per_min", is_pace_same),
        count=_compare_numbers(matched, "cycles", is_count_same),
        differences=tuple(sorted((d for pair in pairs for d in list_differences(*pair)), key=lambda d: -d.length_s)),
    )


def is_pace_same(first: float, second: float) -> bool:
    """Whether two paces are within 3 a minute or 5 % of the larger one."""
    return is_pace_right(min(first, second), max(first, second))


def is_count_same(first: float, second: float) -> bool:
    """Whether two counts differ by one at most."""
    return abs(first - second) <= 1.0


def list_differences(first: Marking, second: Marking) -> list[Difference]:
    """List the stretches of a recording in which two name different techniques, in order.

    Parts of less than a second are left out: borders are never the same to the tenth.
    """
    found: list[Difference] = []
    for start_s, end_s in pairwise(_list_edges(first, second)):
        ours, theirs = (m.find((start_s + end_s) / 2) for m in (first, second))
        if ours is None or theirs is None or "unseen" in (ours.technique, theirs.technique):
            continue
        if ours.technique == theirs.technique:
            continue
        last = found[-1] if found else None
        said = (ours.technique, theirs.technique)
        if last is not None and last.end_s == start_s and (last.first, last.second) == said:
            found[-1] = Difference(first.recording, last.start_s, end_s, *said)
        else:
            found.append(Difference(first.recording, start_s, end_s, *said))
    return [one for one in found if one.length_s >= SHORTEST_DIFFERENCE_S]


def _list_edges(*markings: Marking) -> list[float]:
    return sorted({t for marking in markings for s in marking.stretches for t in (s.start_s, s.end_s)})


def _tabulate(name: str, labels: tuple[str, ...], first: Marking, second: Marking, drawn: str) -> list[Counts]:
    """Count pairs of words second by second: one table a recording, or one for every stretch of the first rater."""
    changes = [change for marking in (first, second) for change in marking.list_changes()]
    by_stretch: dict[float, Counts] = {}
    for second_no in range(math.ceil(min(first.end_s, second.end_s))):
        middle = second_no + MIDDLE_S
        ours, theirs = first.find(middle), second.find(middle)
        if ours is None or theirs is None or any(abs(middle - change) < GRACE_S for change in changes):
            continue
        said = getattr(ours, name), getattr(theirs, name)
        if said[0] not in labels or said[1] not in labels:
            continue
        key = ours.start_s if drawn == "stretches" else 0.0
        table = by_stretch.setdefault(key, np.zeros((len(labels), len(labels)), dtype=np.int64))
        table[labels.index(said[0]), labels.index(said[1])] += 1
    return list(by_stretch.values())


def _tabulate_findings(first: Marking, second: Marking) -> list[Counts]:
    """One table for every finding that both have an opinion on; what the coach remarks it holds to be so."""
    labels = LABELS["finding"]
    tables = []
    for key in sorted(first.opinions.keys() & second.opinions.keys(), key=str):
        table = np.zeros((len(labels), len(labels)), dtype=np.int64)
        table[labels.index(first.opinions[key]), labels.index(second.opinions[key])] = 1
        tables.append(table)
    return tables


def _compare_words(labels: tuple[str, ...], tables: Sequence[Counts]) -> WordsCompared:
    every = np.array(tables).reshape(-1, len(labels), len(labels)).astype(np.int64)
    whole = every.sum(axis=0)
    return WordsCompared(
        compared=int(whole.sum()),
        share=estimate(every, compute_share),
        kappa=estimate(every, compute_cohen_kappa),
        ac1=estimate(every, compute_gwet_ac1),
        table={
            ours: {theirs: int(n) for theirs, n in zip(labels, row, strict=True)}
            for ours, row in zip(labels, whole, strict=True)
        },
    )


def _match(first: Marking, second: Marking) -> Iterable[tuple[MarkedStretch, MarkedStretch]]:
    """Pair each stretch of the first with the one of the second that has the same technique and overlaps it most."""
    for ours in first.stretches:
        same = [theirs for theirs in second.stretches if theirs.technique == ours.technique]
        best = max(same, key=ours.overlap, default=None)
        if best is not None and ours.overlap(best) > 0.5 * max(ours.length_s, best.length_s):
            yield ours, best


def _compare_numbers(
    matched: Sequence[tuple[MarkedStretch, MarkedStretch]], name: str, same: Callable[[float, float], bool]
) -> NumbersCompared:
    said = [(getattr(ours, name), getattr(theirs, name)) for ours, theirs in matched]
    pairs = [(a, b) for a, b in said if a is not None and b is not None]
    tables = np.array([_same_table(same(a, b)) for a, b in pairs], dtype=np.int64).reshape(-1, 2, 2)
    differences = np.array([b - a for a, b in pairs], dtype=np.float64)
    mean = float(differences.mean()) if len(pairs) else None
    limits = None
    if mean is not None and len(pairs) > 2:
        spread = 1.96 * float(differences.std(ddof=1))
        limits = (mean - spread, mean + spread)
    return NumbersCompared(len(pairs), estimate(tables, compute_share), mean, limits)


def _same_table(same: bool) -> NDArray[np.int64]:
    return np.array([[int(same), int(not same)], [0, 0]], dtype=np.int64)
