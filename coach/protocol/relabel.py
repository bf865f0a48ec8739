"""Goes over the labels of an alignment with the exact cost of the whole session, which a Viterbi search cannot hold.

Only the whole session tells which steps were done at all and how many had to change places. The pieces between
changes of movement keep their borders; labels of single pieces are changed and labels of two pieces exchanged as long
as that makes the session cheaper. This is a descent from a good start, not an exhaustive search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coach.protocol.costs import (
    COST_CUT_INSIDE,
    COST_GOING_BACK,
    COST_JOINED_OVER_PAUSE,
    COST_SKIPPED_STEP,
    Costs,
)
from coach.records import FloatArray

COST_DISPLACED = 0.8
"""For a step that came at another time than the plan has it."""

COST_INVERSION = 0.02
"""For each pair of steps in the other order: of two explanations the one that moves a step less far."""

MOST_EXCHANGED = 40
"""With more pieces than this only single labels are changed; the session is too broken for exchanges to matter."""

MOST_ROUNDS = 20

Labels = tuple[int | None, ...]


@dataclass(frozen=True)
class Piece:
    """Units ``first`` to ``end`` (exclusive) of one movement.

    ``step`` is the step they belong to, ``None`` for a pause or for a technique that belongs nowhere, which costs
    ``extra``. ``emission`` and ``amount`` are sums over the units, shape (steps,).
    """

    first: int
    end: int
    works: bool
    step: int | None
    emission: FloatArray
    amount: FloatArray
    extra: float
    continues: bool


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
    """Cost of a whole labelling: fit, lengths, missing, displaced and repeated steps, borders without a change."""
    n_steps = len(costs.low)
    amount, mismatch = np.zeros(n_steps), np.zeros(n_steps)
    total = 0.0
    blocks: list[int] = []
    paused = False
    for piece, label in zip(pieces, labels, strict=True):
        if not piece.works:
            paused = True
            continue
        if label is None:
            total += piece.extra
            continue
        mismatch[label] += piece.emission[label]
        amount[label] += piece.amount[label]
        if not blocks or blocks[-1] != label:
            total += COST_CUT_INSIDE if piece.continues else 0.0
            blocks.append(label)
        elif paused:
            total += COST_JOINED_OVER_PAUSE
        paused = False
    done = amount > 0
    total += float((mismatch / np.maximum(amount / costs.high, 1.0)).sum())
    total += float(costs.length(amount)[done].sum())
    total += COST_SKIPPED_STEP * float(n_steps - np.count_nonzero(done))
    total += COST_GOING_BACK * (len(blocks) - len(set(blocks)))
    total += COST_INVERSION * _count_inversions(blocks)
    return total + COST_DISPLACED * len(find_displaced(blocks))


def find_displaced(order: Sequence[int]) -> frozenset[int]:
    """Return the fewest steps whose removal leaves the first appearances in order (longest increasing sequence)."""
    firsts = list(dict.fromkeys(order))
    chains: list[list[int]] = []
    for position, step in enumerate(firsts):
        before = [chain for chain, last in zip(chains, firsts[:position], strict=True) if last < step]
        chains.append([*_longest(before), step])
    return frozenset(firsts) - frozenset(_longest(chains))


def _count_inversions(order: Sequence[int]) -> int:
    firsts = list(dict.fromkeys(order))
    return sum(later < earlier for i, earlier in enumerate(firsts) for later in firsts[i + 1 :])


def _longest(chains: Sequence[list[int]]) -> list[int]:
    return max(chains, key=len) if chains else []


def _changes(pieces: Sequence[Piece], labels: Labels) -> Iterator[Labels]:
    """Every labelling that differs in one piece, or by exchanging the steps of two."""
    working = [i for i, piece in enumerate(pieces) if piece.works and np.any(piece.amount > 0)]
    for i in working:
        for step in [int(step) for step in np.flatnonzero(pieces[i].amount > 0)] + [None]:
            if step != labels[i]:
                yield _with(labels, {i: step})
    if len(working) > MOST_EXCHANGED:
        return
    for position, i in enumerate(working):
        for j in working[position + 1 :]:
            one, other = labels[i], labels[j]
            if one is None or other is None or one == other:
                continue
            if pieces[i].amount[other] > 0 and pieces[j].amount[one] > 0:
                yield _with(labels, {i: other, j: one})


def _with(labels: Labels, changed: dict[int, int | None]) -> Labels:
    return tuple(changed.get(i, label) for i, label in enumerate(labels))


def _sortable(labels: Labels) -> tuple[int, ...]:
    return tuple(-1 if label is None else label for label in labels)
