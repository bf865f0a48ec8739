"""Goes over the labels of an alignment with the exact cost of the whole session, which a Viterbi search cannot hold.

Only the whole session tells which steps were done at all and how many had to change places. The pieces between
changes of movement keep their borders; runs of pieces are given to other steps, and two runs exchange theirs, as long
as that makes the session cheaper. This is a descent from a good start, not an exhaustive search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from coach.check.costs import (
    COST_CUT_INSIDE,
    COST_GOING_BACK,
    COST_JOINED_OVER_CHANGE,
    COST_JOINED_OVER_PAUSE,
    COST_SKIPPED_STEP,
    Costs,
)
from coach.check.units import PLAIN_BREAK
from coach.records import FloatArray, Verdict

COST_DISPLACED = 0.8
"""For a step that came at another time than the plan has it."""

COST_INVERSION = 0.02
"""For each pair of steps in the other order: of two explanations the one that moves a step less far."""

MOST_EXCHANGED = 40
"""With more runs than this none are exchanged; the session is too broken for it to matter."""

BEGUN_SHARE = 0.2
"""Of the least that is asked: what is done less of counts as skipped in part."""

LONGEST_RUN = 8
"""Pieces that are given to another step together."""

MOST_ROUNDS = 20
"""Rounds of exchanges at most: a bound for a search that would not settle."""

Labels = tuple[int | None, ...]


@dataclass(frozen=True)
class Piece:
    """Units ``first`` to ``end`` (exclusive) of one movement.

    ``aimless``: without any rhythm, so that it ends what was before it unless it is plainly the same technique.
    ``step`` is the step they belong to, ``None`` for a pause or for a technique that belongs nowhere, which costs
    ``extra``. ``mismatch`` is the mean over the units' seconds and ``amount`` the sum, shape (steps,).
    """

    first: int
    end: int
    verdict: Verdict
    aimless: bool
    works: bool
    step: int | None
    mismatch: FloatArray
    amount: FloatArray
    extra: float
    change: float

    @cached_property
    def fits(self) -> list[tuple[float, float]]:
        """Mismatch and amount for each step, as plain numbers: they are looked at very often."""
        return list(zip(self.mismatch.tolist(), self.amount.tolist(), strict=True))


def relabel(pieces: Sequence[Piece], costs: Costs) -> list[Piece]:
    """Return the pieces with the labels that make the whole session cheapest, as far as single changes lead."""
    labels: Labels = tuple(piece.step for piece in pieces)
    cost = compute_session_cost(pieces, labels, costs)
    for _ in range(MOST_ROUNDS):
        options = [(compute_session_cost(pieces, other, costs), other) for other in set(_changes(pieces, labels))]
        best = min(options, key=lambda option: (option[0], _sortable(option[1])), default=(np.inf, labels))
        if best[0] >= cost - 1e-9:
            break
        cost, labels = best
    return [replace(piece, step=label) for piece, label in zip(pieces, labels, strict=True)]


def compute_session_cost(pieces: Sequence[Piece], labels: Labels, costs: Costs) -> float:
    """Cost of a whole labelling.

    How badly the worst piece of each step fits, lengths, missing, displaced and repeated steps, and borders.
    """
    n_steps = len(costs.low)
    amounts, worst = [0.0] * n_steps, [0.0] * n_steps
    total = 0.0
    blocks: list[tuple[int, float]] = []
    paused = False
    for piece, label in zip(pieces, labels, strict=True):
        if not piece.works:
            paused = True
            continue
        if piece.aimless and (label is None or piece.verdict != costs.techniques[label]):
            paused = True
        if label is None:
            total += piece.extra
            continue
        mismatch, seconds = piece.fits[label]
        worst[label] = max(worst[label], mismatch)
        amounts[label] += seconds
        if not blocks or blocks[-1][0] != label:
            total += COST_CUT_INSIDE * (1.0 - piece.change)
            blocks.append((label, seconds))
        else:
            blocks[-1] = (label, blocks[-1][1] + seconds)
            total += COST_JOINED_OVER_PAUSE if paused else COST_JOINED_OVER_CHANGE * max(0.0, 2 * piece.change - 1.0)
        paused = False
    amount = np.array(amounts)
    done = amount > 0
    total += sum(worst)
    total += float(costs.length(amount)[done].sum())
    total += COST_SKIPPED_STEP * float(np.maximum(1.0 - amount / (BEGUN_SHARE * costs.low), 0.0).sum())
    order = find_order(blocks)
    total += COST_GOING_BACK * (len(blocks) - len(order))
    total += COST_INVERSION * _count_inversions(order)
    return total + COST_DISPLACED * len(find_displaced(order))


def find_order(blocks: Sequence[tuple[int, float]]) -> list[int]:
    """Return the steps of (step, amount) blocks by where most of each was done."""
    most: dict[int, tuple[float, int]] = {}
    for position, (step, amount) in enumerate(blocks):
        most[step] = max(most.get(step, (-1.0, 0)), (amount, -position))
    return sorted(most, key=lambda step: -most[step][1])


def find_displaced(order: Sequence[int]) -> frozenset[int]:
    """Return the fewest of the steps whose removal leaves the others in order (longest increasing sequence)."""
    chains: list[list[int]] = []
    for position, step in enumerate(order):
        before = [chain for chain, last in zip(chains, order[:position], strict=True) if last < step]
        chains.append([*_longest(before), step])
    return frozenset(order) - frozenset(_longest(chains))


def _count_inversions(order: Sequence[int]) -> int:
    return sum(later < earlier for i, earlier in enumerate(order) for later in order[i + 1 :])


def _longest(chains: Sequence[list[int]]) -> list[int]:
    return max(chains, key=len) if chains else []


def _changes(pieces: Sequence[Piece], labels: Labels) -> Iterator[Labels]:
    """Every labelling in which one run of pieces has another step, or two runs have exchanged theirs."""
    working = [i for i, piece in enumerate(pieces) if piece.works and np.any(piece.amount > 0)]
    of_one_movement = _runs(working, lambda i, j: j == i + 1 and _goes_on(pieces[i], pieces[j]))
    of_one_step = _runs(working, lambda i, j: labels[i] is not None and labels[i] == labels[j])
    for run in {part for whole in (*of_one_movement, *of_one_step) for part in _parts(whole)}:
        possible = np.all([pieces[i].amount > 0 for i in run], axis=0)
        for step in [*(int(step) for step in np.flatnonzero(possible)), None]:
            if any(labels[i] != step for i in run):
                yield _with(labels, dict.fromkeys(run, step))
    exchanged = list(dict.fromkeys([*of_one_step, *((i,) for i in working)]))
    if len(exchanged) > MOST_EXCHANGED:
        return
    for position, one in enumerate(exchanged):
        for other in exchanged[position + 1 :]:
            first, second = labels[one[0]], labels[other[0]]
            if first is None or second is None or first == second:
                continue
            if all(pieces[i].amount[second] > 0 for i in one) and all(pieces[i].amount[first] > 0 for i in other):
                yield _with(labels, {**dict.fromkeys(one, second), **dict.fromkeys(other, first)})


def _goes_on(before: Piece, piece: Piece) -> bool:
    return piece.change < PLAIN_BREAK and before.verdict == piece.verdict


def _runs(indices: Sequence[int], joins: Callable[[int, int], bool]) -> list[tuple[int, ...]]:
    runs: list[tuple[int, ...]] = []
    for i in indices:
        if runs and joins(runs[-1][-1], i):
            runs[-1] += (i,)
        else:
            runs.append((i,))
    return runs


def _parts(run: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """All runs inside a run, up to the longest."""
    for first in range(len(run)):
        for end in range(first + 1, min(len(run), first + LONGEST_RUN) + 1):
            yield run[first:end]


def _with(labels: Labels, changed: dict[int, int | None]) -> Labels:
    return tuple(changed.get(i, label) for i, label in enumerate(labels))


def _sortable(labels: Labels) -> tuple[int, ...]:
    return tuple(-1 if label is None else label for label in labels)
