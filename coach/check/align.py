"""Which part of the recording belongs to which step: segmental Viterbi, then a search with the exact cost.

The recording is cut into small units of one technique each. A path lays blocks of neighbouring units on steps; it
pays for a technique that the step does not ask, for a direction that does not fit, for a length outside the step's
band, for steps left out and for going back. The cheapest path wins, so that order may break, steps may be missing,
repeated or merged, and steps of the same technique are told apart by direction, by the hands, and by length where
that is all there is.

Method: semi-Markov (segmental) Viterbi decoding, Ostendorf et al. 1996, "From HMM's to segment models". It does not
remember which steps were done already, so :mod:`coach.check.relabel` goes over its labels once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from coach.check.costs import COST_CUT_INSIDE, COST_GOING_BACK, COST_SKIPPED_STEP, Costs, compute_costs
from coach.check.relabel import Piece, relabel
from coach.check.units import Unit
from coach.protocol.schema import Protocol, StepTechnique
from coach.records import FloatArray, LabelOverride


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that was laid on one step; it begins and ends with units of the step's technique."""

    step_index: int
    start_s: float
    end_s: float
    overrides: tuple[LabelOverride, ...] = ()
    """Stretches in it that were recognised as something else, without being sure."""


def align_steps(units: Sequence[Unit], protocol: Protocol) -> list[Block]:
    """Lay the units on the protocol's steps.

    Parameters
    ----------
    units : sequence of Unit
        Covering the recording in order of time.
    protocol : Protocol
        Already scaled to the session.

    Returns
    -------
    list of Block
        In order of time; empty when no technique of the protocol was seen.
    """
    if not units:
        return []
    costs = compute_costs(units, protocol)
    if not np.any(costs.amount > 0):
        return []
    path = _search(costs, np.array([COST_CUT_INSIDE * (1.0 - unit.change) for unit in units]))
    pieces = relabel(_cut_pieces(units, costs, path), costs)
    return _join(units, pieces, protocol)


def _search(costs: Costs, cuts: FloatArray) -> list[tuple[int, int, int]]:
    """Find the cheapest path; return its blocks as (step, first unit, end unit)."""
    n_units, n_steps = costs.emission.shape
    spent = np.vstack([np.zeros(n_steps), np.cumsum(costs.emission, axis=0)])
    done = np.vstack([np.zeros(n_steps), np.cumsum(costs.amount, axis=0)])
    step = np.arange(n_steps)
    ahead = step[None, :] - step[:, None]
    moves = np.where(ahead > 0, COST_SKIPPED_STEP * (ahead - 1), COST_GOING_BACK)
    np.fill_diagonal(moves, np.inf)
    entry = np.full((n_units + 1, n_steps), np.inf)
    entry[0] = COST_SKIPPED_STEP * step
    came_from = np.full((n_units + 1, n_steps), -1, dtype=np.intp)
    began = np.zeros((n_units + 1, n_steps), dtype=np.intp)
    best = np.full(n_steps, np.inf)
    for end in range(1, n_units + 1):
        cost = entry[:end] + spent[end] - spent[:end] + costs.length(done[end] - done[:end])
        began[end] = np.argmin(cost, axis=0)
        best = cost[began[end], step]
        if end < n_units:
            options = best[:, None] + moves
            came_from[end] = np.argmin(options, axis=0)
            entry[end] = options[came_from[end], step] + cuts[end]
    total = best + COST_SKIPPED_STEP * (n_steps - 1 - step)
    # Rounded, so that of two steps that cost the same the earlier one is taken, not the one that rounding favours.
    return _walk_back(int(np.argmin(np.round(total, 9))), began, came_from)


def _walk_back(last: int, began: NDArray[np.intp], came_from: NDArray[np.intp]) -> list[tuple[int, int, int]]:
    path = []
    end = len(began) - 1
    while end > 0:
        first = int(began[end, last])
        path.append((last, first, end))
        last, end = int(came_from[first, last]), first
    return path[::-1]


def _cut_pieces(units: Sequence[Unit], costs: Costs, path: list[tuple[int, int, int]]) -> list[Piece]:
    """Cut the path's blocks at every change of movement, so that each piece can be given to another step."""
    pieces = []
    for step, first, end in path:
        borders = [i for i in range(first, end) if i == first or not units[i].continues]
        for start, stop in zip(borders, [*borders[1:], end], strict=True):
            amount = costs.amount[start:stop].sum(axis=0)
            seconds = np.array([unit.duration_s for unit in units[start:stop]])
            enough = min(1.0, float(seconds.sum()) / costs.evidence_s)
            works = units[start].technique not in ("none", "unseen")
            pieces.append(
                Piece(
                    first=start,
                    end=stop,
                    verdict=units[start].technique,
                    aimless=all(unit.words.pace_per_min is None for unit in units[start:stop]),
                    works=works,
                    step=step if works and amount[step] > 0 else None,
                    mismatch=enough * np.average(costs.mismatch[start:stop], axis=0, weights=seconds),
                    amount=amount,
                    extra=costs.extra(units[start:stop], bool(np.any(amount > 0))) if works else 0.0,
                    change=units[start].change,
                )
            )
    return pieces


def _join(units: Sequence[Unit], pieces: Sequence[Piece], protocol: Protocol) -> list[Block]:
    """Join neighbouring pieces of one step; what lies between them (pauses, other techniques) is inside the block."""
    blocks: list[Block] = []
    for piece in pieces:
        if piece.step is None:
            continue
        start_s, end_s = units[piece.first].start_s, units[piece.end - 1].end_s
        overrides = tuple(_override(units[piece.first : piece.end], protocol.steps[piece.step].technique))
        if blocks and blocks[-1].step_index == piece.step:
            last = blocks.pop()
            start_s, overrides = last.start_s, last.overrides + overrides
        blocks.append(Block(piece.step, start_s, end_s, overrides))
    return blocks


def _override(units: Sequence[Unit], technique: StepTechnique) -> Iterator[LabelOverride]:
    for taken, run in groupby(units, lambda unit: unit.technique != technique and technique in unit.doubts):
        if taken:
            stretch = list(run)
            yield LabelOverride(stretch[0].start_s, stretch[-1].end_s, technique)
