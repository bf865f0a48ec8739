"""What differs, right now, between what is seen and what is asked: codes and numbers, no words and no memory."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from coach.protocol.direction import OPPOSITE
from coach.protocol.parts import REGULAR_ENOUGH, limits_of
from coach.protocol.schema import Band, Step
from coach.records import Axis, HandsMode, Sense, Snapshot, TechniqueName

Value = float | str | None
Expected = tuple[float, float] | str | None

HARD_TAPPING_PER_MIN = 300.0
"""Five blows a second and hand, the upper end of tapotement in teaching texts: beside the kidneys blows have to be
light, and nobody strikes lightly at more than that."""

KIDNEY_ZONES = ("lumbar",)
"""The kidneys lie under the upper part of the lumbar zone; the guide asks for light blows in all of it."""

PACE_CYCLES, RHYTHM_CYCLES = 2.0, 4.0
"""Cycles of a technique before its pace, and before its evenness, is judged: the first ones are mixed with what was
before."""

LONG_S = 10.0
"""A technique that has run this long is judged however few its cycles are."""

ALONG_BORDER = frozenset({("along", "diagonal"), ("diagonal", "across"), ("across", "diagonal"), ("diagonal", "along")})
"""Neighbouring axes: the live estimate swings between them near the border, so only the recording's check tells them
apart, with its angle."""


class Topic(IntEnum):
    """What a fault is about, the most urgent first."""

    SAFETY = 0
    DIRECTION = 1
    TECHNIQUE = 2
    PACE = 3
    RHYTHM = 4
    PLACE = 5
    PRAISE = 6


@dataclass(frozen=True, slots=True)
class Fault:
    """One difference between what is seen and what is asked."""

    code: str
    topic: Topic
    measured: Value = None
    expected: Expected = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the present step, or the present free practice, asks for; ``None`` or empty is not asked, so not judged.

    Attributes
    ----------
    key : str
        Changes when something else is asked.
    pace : Band or None
        Cycles a minute per hand.
    """

    key: str
    technique: TechniqueName | None = None
    pace: Band | None = None
    axis: Axis | None = None
    sense: Sense | None = None
    hands: tuple[HandsMode, ...] = ()
    zones: tuple[str, ...] = ()

    @staticmethod
    def from_step(step: Step) -> Asked:
        """Take over what a protocol's step asks."""
        return Asked(
            key=step.id,
            technique=step.technique,
            pace=step.pace_per_min,
            axis=step.axis,
            sense=step.sense,
            hands=step.hands,
            zones=step.zones,
        )


@dataclass(frozen=True, slots=True)
class Findings:
    """Faults of one moment, and the topics that could be judged in it."""

    faults: tuple[Fault, ...]
    judged: frozenset[Topic]


def find_faults(snapshot: Snapshot, asked: Asked, *, back_known: bool = True) -> Findings:
    """Compare one moment with what is asked.

    Parameters
    ----------
    back_known : bool
        Whether the back was set. Without it the axis is the picture's, so direction and place are not judged.

    Returns
    -------
    Findings
        Nothing is judged while the hands are unseen; direction, pace and rhythm only while the asked technique is done.
    """
    if snapshot.verdict == "unseen":
        return Findings((), frozenset())
    judged = {Topic.SAFETY, Topic.TECHNIQUE}
    faults = [_check_safety(snapshot), _check_technique(snapshot, asked)]
    if snapshot.verdict == asked.technique or (asked.technique is None and snapshot.verdict != "none"):
        if snapshot.pace_per_min is not None and asked.pace is not None and _has_run(snapshot, PACE_CYCLES):
            judged.add(Topic.PACE)
            faults.append(_check_pace(snapshot.pace_per_min, asked.pace))
        if snapshot.regularity is not None and _has_run(snapshot, RHYTHM_CYCLES):
            judged.add(Topic.RHYTHM)
            faults.append(_check_rhythm(snapshot.regularity))
        if back_known and (snapshot.axis is not None or snapshot.sense is not None):
            judged.add(Topic.DIRECTION)
            faults.append(_check_direction(snapshot, asked))
        if back_known and snapshot.zone is not None and asked.zones:
            judged.add(Topic.PLACE)
            faults.append(_check_place(snapshot.zone, asked))
    return Findings(tuple(fault for fault in faults if fault is not None), frozenset(judged))


def _has_run(snapshot: Snapshot, cycles: float) -> bool:
    """Whether the present technique has run long enough for a measure of its rhythm to be its own."""
    return snapshot.cycles >= cycles or snapshot.time_s - snapshot.since_s >= LONG_S


def _check_safety(snapshot: Snapshot) -> Fault | None:
    if snapshot.verdict == "none":
        return None
    if snapshot.zone == "spine":
        return Fault("on_spine", Topic.SAFETY, snapshot.zone)
    pace = snapshot.pace_per_min
    hard = snapshot.verdict == "tapping" and pace is not None and pace > HARD_TAPPING_PER_MIN
    if hard and (snapshot.zone is None or snapshot.zone in KIDNEY_ZONES):
        return Fault("tapping_hard", Topic.SAFETY, pace, (0.0, HARD_TAPPING_PER_MIN))
    return None


def _check_technique(snapshot: Snapshot, asked: Asked) -> Fault | None:
    if asked.technique is None or snapshot.verdict == asked.technique:
        return None
    if snapshot.verdict == "none":
        return Fault("hands_idle", Topic.TECHNIQUE, "none", asked.technique)
    return Fault("technique_other", Topic.TECHNIQUE, snapshot.verdict, asked.technique)


def _check_pace(pace: float, band: Band) -> Fault | None:
    limits = limits_of(band, "pace")
    if pace > limits.high:
        return Fault("pace_too_fast", Topic.PACE, pace, band.ends)
    return Fault("pace_too_slow", Topic.PACE, pace, band.ends) if pace < limits.low else None


def _check_rhythm(regularity: float) -> Fault | None:
    if regularity >= REGULAR_ENOUGH:
        return None
    return Fault("rhythm_uneven", Topic.RHYTHM, regularity, (REGULAR_ENOUGH, 1.0))


def _check_direction(snapshot: Snapshot, asked: Asked) -> Fault | None:
    axis_known = snapshot.axis is not None and asked.axis is not None
    if axis_known and snapshot.axis != asked.axis and (snapshot.axis, asked.axis) not in ALONG_BORDER:
        return Fault("axis_other", Topic.DIRECTION, snapshot.axis, asked.axis)
    if asked.sense is not None and snapshot.sense is not None and OPPOSITE.get(asked.sense) == snapshot.sense:
        return Fault("sense_other", Topic.DIRECTION, snapshot.sense, asked.sense)
    return None


def _check_place(zone: str, asked: Asked) -> Fault | None:
    return None if zone in asked.zones or zone == "spine" else Fault("place_other", Topic.PLACE, zone, asked.zones[0])
