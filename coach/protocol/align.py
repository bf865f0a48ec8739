"""Which part of the recording belongs to which step: a segmental Viterbi search.

The recording is cut into small units of one technique each. A path lays blocks of neighbouring units on steps; it
pays for a technique that the step does not ask, for a direction that does not fit, for a length outside the step's
band, for steps left out and for going back. The cheapest path wins, so that order may break, steps may be missing,
repeated or merged, and steps of the same technique are told apart by direction, by the hands, and by length where
that is all there is.

Method: semi-Markov (segmental) Viterbi decoding, Ostendorf et al. 1996, "From HMM's to segment models"; costs stand for
negative log likelihoods and were set by hand on simulated sessions, not trained.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.protocol.schema import TYPICAL_COUNT_PACE_PER_MIN, Protocol, Step
from coach.protocol.units import Unit
from coach.records import FloatArray

COST_SKIPPED_STEP = 0.6
COST_GOING_BACK = 0.5
COST_CUT_INSIDE = 0.65
"""For a border between two steps where nothing in the movement changes."""
COST_OTHER_TECHNIQUE = 3.0
COST_AXIS = 1.0
COST_SENSE_OPPOSITE = 1.0
COST_SENSE_LESS_CLEAR = 0.4
"""To-and-fro where one way is asked, or the other way round: the return may look like the working stroke."""
COST_DRIFT = 0.4
COST_HANDS = 0.2
COST_NOT_ASKED = 0.05
"""A step that asks no axis fits a movement a little less than one that asks exactly its axis."""
COST_DURATION = 1.0
"""For a block e times too long or too short."""
COST_DURATION_UNSURE = 0.3
"""The same where the length is only this protocol's suggestion."""
MAX_DURATION_COST = 2.5

_OPPOSITE = {
    "headward": "tailward",
    "tailward": "headward",
    "outward": "inward",
    "inward": "outward",
    "clockwise": "counterclockwise",
    "counterclockwise": "clockwise",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of neighbouring units that was laid on one step; it begins and ends with the step's technique."""

    step_index: int
    start_s: float
    end_s: float
    first_unit: int
    end_unit: int
    cut_inside: bool
    """Its beginning is a border that only the asked lengths gave."""


def align_steps(units: Sequence[Unit], protocol: Protocol) -> list[Block]:
    """Lay the units on the protocol's steps, in order of time.

    Parameters
    ----------
    units : sequence of Unit
        Covering the recording in order of time.
    protocol : Protocol
        Already scaled to the session. Lengths count relative to the whole: somebody who does everything in half the
        time is aligned as well.

    Returns
    -------
    list of Block
        Empty when no technique of the protocol was seen.
    """
    steps = protocol.steps
    amount = np.array([[_amount(unit, step) for step in steps] for unit in units]).reshape(len(units), len(steps))
    if not np.any(amount > 0):
        return []
    mismatch = np.array([[compute_mismatch(unit, step) for step in steps] for unit in units])
    asked = _asked_amounts(steps, units)
    planned = np.array([step.planned_s for step in steps]) * _session_scale(steps, units)
    seconds = np.array([unit.duration_s for unit in units])
    emission = mismatch * seconds[:, None] / planned[None, :]
    cuts = np.array([COST_CUT_INSIDE if unit.continues else 0.0 for unit in units])
    path = _search(emission, amount, asked, cuts)
    return [block for block in (_trim(units, steps, *piece) for piece in path) if block is not None]


def compute_mismatch(unit: Unit, step: Step) -> float:
    """Cost of calling a unit a part of a step, for a unit as long as the step; 0 fits."""
    if unit.technique in ("none", "unseen"):
        return 0.0
    if unit.technique != step.technique:
        return COST_OTHER_TECHNIQUE
    cost = 0.0
    if unit.axis is not None:
        cost += COST_NOT_ASKED if step.axis is None else COST_AXIS * (unit.axis != step.axis)
    if unit.sense is not None and step.sense is not None and unit.sense != step.sense and unit.axis == step.axis:
        cost += COST_SENSE_OPPOSITE if _OPPOSITE.get(step.sense) == unit.sense else COST_SENSE_LESS_CLEAR
    if unit.drift is not None and step.drift is not None and unit.drift != step.drift:
        cost += COST_DRIFT
    if unit.hands is not None and step.hands and unit.hands not in step.hands:
        cost += COST_HANDS
    return cost


def _amount(unit: Unit, step: Step) -> float:
    """Return what a unit adds to a step: seconds, or cycles where those are counted."""
    if unit.technique != step.technique:
        return 0.0
    if step.count is None:
        return unit.duration_s
    return unit.duration_s * (unit.pace_per_min or TYPICAL_COUNT_PACE_PER_MIN) / 60.0


def _session_scale(steps: Sequence[Step], units: Sequence[Unit]) -> float:
    asked = {step.technique for step in steps}
    done_s = sum(unit.duration_s for unit in units if unit.technique in asked)
    return done_s / sum(step.planned_s for step in steps)


def _asked_amounts(steps: Sequence[Step], units: Sequence[Unit]) -> FloatArray:
    """Low end, high end and weight of the asked length of each step, shape (3, steps)."""
    scale = _session_scale(steps, units)
    rows = []
    for step in steps:
        band = step.duration_s or step.count
        assert band is not None
        weight = COST_DURATION_UNSURE if band.confidence == "none" else COST_DURATION
        rows.append((band.low * scale, band.high * scale, weight))
    return np.array(rows).T


def _search(
    emission: FloatArray, amount: FloatArray, asked: FloatArray, cuts: FloatArray
) -> list[tuple[int, int, int]]:
    """Find the cheapest path; return its blocks as (step, first unit, end unit)."""
    n_units, n_steps = emission.shape
    spent = np.vstack([np.zeros(n_steps), np.cumsum(emission, axis=0)])
    done = np.vstack([np.zeros(n_steps), np.cumsum(amount, axis=0)])
    step = np.arange(n_steps)
    ahead = step[None, :] - step[:, None]
    moves = np.where(ahead > 0, COST_SKIPPED_STEP * (ahead - 1), COST_GOING_BACK)
    np.fill_diagonal(moves, np.inf)
    entry = np.full((n_units + 1, n_steps), np.inf)
    entry[0] = COST_SKIPPED_STEP * step
    came_from = np.full((n_units + 1, n_steps), -1)
    began = np.zeros((n_units + 1, n_steps), dtype=np.intp)
    best = np.full(n_steps, np.inf)
    for end in range(1, n_units + 1):
        length = done[end] - done[:end]
        cost = entry[:end] + spent[end] - spent[:end] + _length_cost(length, asked)
        began[end] = np.argmin(cost, axis=0)
        best = cost[began[end], step]
        if end < n_units:
            options = best[:, None] + moves
            came_from[end] = np.argmin(options, axis=0)
            entry[end] = options[came_from[end], step] + cuts[end]
    return _walk_back(int(np.argmin(best + COST_SKIPPED_STEP * (n_steps - 1 - step))), began, came_from)


def _length_cost(length: FloatArray, asked: FloatArray) -> FloatArray:
    low, high, weight = asked
    with np.errstate(divide="ignore"):
        short = np.log(np.maximum(low / length, 1.0))
    long = np.log(np.maximum(length / high, 1.0))
    cost = np.minimum(weight * (short + long), MAX_DURATION_COST)
    return np.where(length > 0, cost, np.inf)


def _walk_back(last: int, began: np.ndarray, came_from: np.ndarray) -> list[tuple[int, int, int]]:
    path = []
    end = len(began) - 1
    while end > 0:
        first = int(began[end, last])
        path.append((last, first, end))
        last, end = int(came_from[first, last]), first
    return path[::-1]


def _trim(units: Sequence[Unit], steps: Sequence[Step], index: int, first: int, end: int) -> Block | None:
    """Leave what is not the step's technique off both ends."""
    own = [i for i in range(first, end) if units[i].technique == steps[index].technique]
    if not own:
        return None
    first, end = own[0], own[-1] + 1
    return Block(index, units[first].start_s, units[end - 1].end_s, first, end, units[first].continues)
