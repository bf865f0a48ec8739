"""What it costs to call a stretch of the recording a part of a step: the common currency of aligning and relabelling.

Costs stand for negative log likelihoods; they were set by hand on simulated sessions, not trained. 1.0 is the price
of a whole step done along another axis, or e times too long.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from coach.check.units import Unit
from coach.motion.body import lie_in_places
from coach.motion.direction import DIAGONAL_DEG
from coach.protocol.schema import TYPICAL_COUNT_PACE_PER_MIN, Protocol, Step
from coach.records import FloatArray, Segment

COST_SKIPPED_STEP = 0.6
"""For a step of the protocol that nothing in the recording is: less than for a whole step along another axis."""
COST_GOING_BACK = 0.7
"""For a step that comes after a later one: a little more than one that is skipped."""
COST_CUT_INSIDE = 0.65
"""For a border between two steps where nothing in the movement changes; above a skipped step, or every long step
would be called two."""
COST_JOINED_OVER_PAUSE = 0.5
"""For one step on both sides of a pause: most often a pause ends a step."""
COST_JOINED_OVER_CHANGE = 0.5
"""For one step on both sides of a plain change of the movement or the hands: most often that begins another step."""
COST_OTHER_TECHNIQUE = 3.0
"""For a whole step of another technique: about as dear as all that may differ within one together."""
MAX_EXTRA_COST = 2.0
"""At most for leaving out a stretch that no step asks, however long it is."""
COST_LEFT_OUT = 0.6
"""Least price of leaving something out that some step asks: dearer than joining it over a pause."""
SLIP_S = 5.0
"""A shorter piece may be a slip of the hands or of the recognition, and costs less to leave out."""
AIMLESS_SHARE = 0.4
"""A stretch without any rhythm is a pause, a change of place or a misreading more often than work."""
COST_AXIS = 1.0
"""For a whole step along another axis: the unit of all costs."""
CLEARLY_OTHER_RAD = math.radians(20.0)
"""An angle this far beyond the border is clearly another axis; nearer ones cost less."""
FARTHEST_AXIS = 1.4
"""Along instead of across is more than clearly another axis."""
COST_SENSE_OPPOSITE = 0.7
"""For a whole step the opposite way: less than for another axis."""
COST_SENSE_LESS_CLEAR = 0.3
"""To-and-fro where one way is asked, or the other way round: the return may look like the working stroke."""
COST_DRIFT_OPPOSITE = 0.4
"""For work that travels the opposite way."""
COST_DRIFT_LESS_CLEAR = 0.1
"""For work that stays where it should travel."""
COST_HANDS = 0.2
"""For a whole step in which the hands go together another way."""
COST_ZONE = 0.4
"""For work at another place than the step's."""
ZONE_MARGIN = 0.06
"""Lengths of the back: 3 cm on one of 50 cm."""
MOSTLY_THERE = 0.5
"""Share of the time in a step's places from which work was done there."""
EVIDENCE_SHARE = 0.4
"""A movement counts fully from this share of a usual step on."""
COST_NOT_ASKED = 0.05
"""A step that asks no axis fits a movement a little less than one that asks exactly its axis."""
COST_PACE = 1.0
"""For each octave that a pace lies beyond the first third of one outside the step's band: being too quick is a fault
of a step, being three times as quick is another step."""
PACE_GRACE_OCTAVES = 0.3
"""The first third of an octave, for which nothing is charged."""
COST_SHORT = 1.2
"""For a step of hardly any length."""
COST_DURATION = 1.0
"""For a length that is e times too long or too short."""
COST_DURATION_UNSURE = 0.3
"""The same where the length is only this protocol's suggestion."""
COUNT_SLACK = 1.0
"""Cycles are counted right within one, which matters where a shortened session asks for few."""
MAX_DURATION_COST = 2.5
"""At most for a length, however far it is from what is asked."""

TRUSTED_REGULARITY = 0.3
"""From here on, on the scale of ``Timeline.regularity``, a direction is as good as it gets."""

AXIS_RANGES_RAD: dict[str, tuple[float, float]] = {
    "along": (0.0, math.radians(DIAGONAL_DEG[0])),
    "diagonal": (math.radians(DIAGONAL_DEG[0]), math.radians(DIAGONAL_DEG[1])),
    "across": (math.radians(DIAGONAL_DEG[1]), math.pi / 2),
}
"""Angles from the spine of each straight axis."""

OPPOSITE = {
    "headward": "tailward",
    "tailward": "headward",
    "outward": "inward",
    "inward": "outward",
    "clockwise": "counterclockwise",
    "counterclockwise": "clockwise",
}
"""Senses that exclude each other."""


LEAST_SCALE = 1e-9
"""A session in which no technique was recognised still has a length to divide by."""


@dataclass(frozen=True)
class Costs:
    """Everything about units against steps that the searches need.

    Attributes
    ----------
    emission : array, shape (units, steps)
        Cost of a unit as a part of a step, by its share of the most that the step asks.
    mismatch : array, shape (units, steps)
        Cost of a movement like the unit's, for one long enough to be sure of it.
    amount : array, shape (units, steps)
        Seconds, or cycles where those are counted, that a unit adds to a step; 0 for another technique.
    low, high, weight : array, shape (steps,)
        Ends of the asked length, scaled to this session, and how much it counts.
    planned_s : array, shape (steps,)
        Seconds of each step, scaled to this session.
    techniques : tuple of str
        What each step asks.
    """

    emission: FloatArray
    mismatch: FloatArray
    amount: FloatArray
    low: FloatArray
    high: FloatArray
    weight: FloatArray
    planned_s: FloatArray
    techniques: tuple[str, ...]

    def length(self, amount: FloatArray) -> FloatArray:
        """Cost of amounts, shape (..., steps); infinite for nothing at all."""
        short = COST_SHORT * np.maximum(1.0 - amount / self.low, 0.0)
        long = np.log(np.maximum(amount / self.high, 1.0))
        cost = np.minimum(self.weight * (short + long), MAX_DURATION_COST)
        return np.where(amount > 0, cost, np.inf)

    @property
    def evidence_s(self) -> float:
        """Seconds of a movement that are enough to be sure of it; shorter ones may be slips."""
        return EVIDENCE_SHARE * float(self.planned_s.mean())

    def extra(self, units: Sequence[Unit], is_asked: bool) -> float:
        """Cost of leaving units out of every step; ``is_asked``: some step asks their technique."""
        seconds = sum(unit.duration_s for unit in units)
        cost = MAX_EXTRA_COST * min(1.0, seconds / self.evidence_s)
        if all(unit.words.pace_per_min is None for unit in units):
            return AIMLESS_SHARE * cost
        return max(cost, COST_LEFT_OUT * min(1.0, seconds / SLIP_S)) if is_asked else cost


def compute_costs(units: Sequence[Unit], protocol: Protocol) -> Costs:
    """Weigh every unit against every step.

    Lengths count relative to the whole: somebody who does everything in half the time is aligned as well.
    """
    steps = protocol.steps
    scale = max(_session_scale(steps, units), LEAST_SCALE)
    shape = (len(units), len(steps))
    mismatch = np.array([[_unit_mismatch(unit, step) for step in steps] for unit in units]).reshape(shape)
    amount = np.array([[_amount(unit, step) for step in steps] for unit in units]).reshape(shape)
    seconds = np.array([unit.duration_s for unit in units])
    planned = np.array([step.planned_s for step in steps]) * scale
    bands = [step.duration_s or step.count for step in steps]
    slack = np.array([COUNT_SLACK if step.count else 0.0 for step in steps])
    most = np.array([band.high for band in bands if band]) * scale + slack
    share = np.where(amount > 0, amount / most, seconds[:, None] / planned)
    return Costs(
        emission=mismatch * share,
        mismatch=mismatch,
        amount=amount,
        low=np.array([band.low * scale for band in bands if band]),
        high=most,
        weight=np.array(
            [COST_DURATION_UNSURE if band.confidence == "none" else COST_DURATION for band in bands if band]
        ),
        planned_s=planned,
        techniques=tuple(step.technique for step in steps),
    )


def _unit_mismatch(unit: Unit, step: Step) -> float:
    doubt = unit.doubts.get(step.technique)
    if unit.technique == step.technique or doubt is None:
        places = unit.places.get(step.point, ())
        if len(places) == 0 or not step.zones:
            return compute_mismatch(unit.words, step)
        there = lie_in_places(np.asarray(places), step.zones, ZONE_MARGIN).mean() >= MOSTLY_THERE
        return compute_mismatch(replace(unit.words, zone=None), step, elsewhere=not there)
    return COST_OTHER_TECHNIQUE * doubt + _pace_mismatch(unit.words, step)


def compute_mismatch(seen: Segment, step: Step, *, elsewhere: bool = False) -> float:
    """Cost of calling a stretch a part of a step, for one as long as the step; 0 fits.

    Parameters
    ----------
    elsewhere : bool
        Whether it was done outside the step's places, besides what its zone says.
    """
    if seen.technique in ("none", "unseen"):
        return 0.0
    if seen.technique != step.technique:
        return COST_OTHER_TECHNIQUE
    away = elsewhere or (seen.zone is not None and step.zones and seen.zone not in step.covered_zones)
    return _direction_mismatch(seen, step) * _trust(seen) + _pace_mismatch(seen, step) + (COST_ZONE if away else 0.0)


def _pace_mismatch(seen: Segment, step: Step) -> float:
    if seen.pace_per_min is None or step.pace_per_min is None:
        return 0.0
    low, high = step.pace_per_min.ends
    octaves = max(math.log2(low / seen.pace_per_min) if low else 0.0, math.log2(seen.pace_per_min / high))
    return COST_PACE * max(0.0, octaves - PACE_GRACE_OCTAVES)


def _trust(seen: Segment) -> float:
    """How far a stretch's direction is to be relied on, 0 to 1: without a rhythm it is the direction of chance."""
    if seen.pace_per_min is None:
        return 0.0
    return 1.0 if seen.regularity is None else min(1.0, seen.regularity / TRUSTED_REGULARITY)


def _direction_mismatch(seen: Segment, step: Step) -> float:
    cost = 0.0
    if seen.axis is not None:
        cost += COST_NOT_ASKED if step.axis is None else COST_AXIS * _axis_distance(seen, step)
    if seen.sense is not None and step.sense is not None and seen.sense != step.sense and seen.axis == step.axis:
        cost += COST_SENSE_OPPOSITE if OPPOSITE.get(step.sense) == seen.sense else COST_SENSE_LESS_CLEAR
    if seen.drift is not None and step.drift is not None and seen.drift != step.drift:
        cost += COST_DRIFT_OPPOSITE if OPPOSITE.get(step.drift) == seen.drift else COST_DRIFT_LESS_CLEAR
    if seen.hands is not None and step.hands and seen.hands not in step.hands:
        cost += COST_HANDS
    return cost


def _axis_distance(seen: Segment, step: Step) -> float:
    """Return 0 for the asked axis, 1 for clearly another one, between for an angle near the border."""
    if seen.axis == step.axis:
        return 0.0
    if seen.angle_rad is None or step.axis not in AXIS_RANGES_RAD or seen.axis not in AXIS_RANGES_RAD:
        return 1.0
    low, high = AXIS_RANGES_RAD[step.axis]
    folded = abs(math.remainder(seen.angle_rad, math.pi))
    return min(FARTHEST_AXIS, max(low - folded, folded - high) / CLEARLY_OTHER_RAD)


def _amount(unit: Unit, step: Step) -> float:
    if unit.technique != step.technique and step.technique not in unit.doubts:
        return 0.0
    if step.count is None:
        return unit.duration_s
    return unit.duration_s * (unit.words.pace_per_min or TYPICAL_COUNT_PACE_PER_MIN) / 60.0


def _session_scale(steps: Sequence[Step], units: Sequence[Unit]) -> float:
    asked = {step.technique for step in steps}
    done_s = sum(unit.duration_s for unit in units if any(unit.may_be(technique) for technique in asked))
    return done_s / sum(step.planned_s for step in steps)
