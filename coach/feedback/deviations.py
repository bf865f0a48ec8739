"""What differs, right now, between what is seen and what is asked: codes and numbers, no words and no memory."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from coach.care.avoid import find_stay
from coach.care.screening import Area
from coach.check.direction import OPPOSITE
from coach.check.parts import limits_of
from coach.feedback.instruction import list_phrases
from coach.motion.body import lie_in_places
from coach.motion.body_shape import CARE_ZONES, find_covered_zones
from coach.protocol.schema import Band, Step
from coach.records import TECHNIQUES, Axis, HandsMode, Sense, Side, Snapshot, TechniqueName
from coach.technique.sureness import may_be

Value = float | str | None
Expected = tuple[float, float] | str | None

HARD_TAPPING_PER_MIN = 300.0
"""Five blows a second and hand, the upper end of tapotement in teaching texts: beside the kidneys blows have to be
light, and nobody strikes lightly at more than that."""

ZONES_OF_CARE = frozenset().union(*CARE_ZONES.values())
"""Zones by height with a place of care in them: the guide asks for light blows in all of the lower back."""

PACE_CYCLES, DIRECTION_CYCLES = 2.0, 3.0
"""Cycles of a technique before its pace, and before its direction, is judged: the first ones are mixed with what was
before."""

LONG_S = 10.0
"""A technique that has run this long is judged however few its cycles are."""

SURE = 0.95
"""Confidence of a verdict from which on it is held against what is asked. On simulated sessions with realistic faults
97 % of the ticks above it are right, and four in five of those below."""

MAY_BE_ASKED, MUST_BE_SEEN = 0.06, 0.88
"""Mean score of the last seconds: what is asked counts as left out only where its own is below the first, and what is
seen in its place is above the second. A technique that could be either is not spoken of."""

MAY_BE_AT_WORK, MUST_REST = 0.2, 0.6
"""The same for hands that rest: a word to them does no harm."""

PACE_SLACK_SHARE = 0.15
"""Live, a pace is the median of three seconds, and people's own pace wavers by a tenth."""

SLOW_REGULARITY = 0.75
"""How well a movement has to repeat before its pace counts as too slow. A rhythm that is misread is misread slow (two
or three cycles taken for one): above 0.7 one reading in fifty is off by more than 15 %, at 0.5 one in four."""

UNEVEN_SPREAD = 0.4
"""Relative interquartile range of the pace from which on a rhythm is uneven. Simulated people whose cycles vary by up
to 10 % stay below it even where their hands are seen badly."""

PALM_MARGIN = 0.16
"""Lengths of the back (8 cm): hands work with their fingers, up to a palm's length from the palm that is measured, and
a back's borders are no sharper than some centimetres."""

ALONG_BORDER = frozenset({("along", "diagonal"), ("diagonal", "across"), ("across", "diagonal"), ("diagonal", "along")})
"""Neighbouring axes: the live estimate swings between them near the border, so only the recording's check tells them
apart, with its angle."""


class Topic(IntEnum):
    """What a deviation is about, the most urgent first."""

    SAFETY = 0
    DIRECTION = 1
    TECHNIQUE = 2
    PACE = 3
    RHYTHM = 4
    PLACE = 5
    PRAISE = 6


@dataclass(frozen=True, slots=True)
class Deviation:
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
    how : tuple of str
        In how many ways the step says how it is done, each as the end of a sentence.
    avoid : tuple of Area
        What the receiver asked to be left out.
    """

    key: str
    technique: TechniqueName | None = None
    pace: Band | None = None
    axis: Axis | None = None
    sense: Sense | None = None
    hands: tuple[HandsMode, ...] = ()
    zones: tuple[str, ...] = ()
    side: Side | None = None
    """The receiver's side that is due now."""
    how: tuple[str, ...] = ()
    avoid: tuple[Area, ...] = ()

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
            how=list_phrases(step),
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Deviations of one moment, and the topics that could be judged in it."""

    deviations: tuple[Deviation, ...]
    judged: frozenset[Topic]


def compare_with_asked(snapshot: Snapshot, asked: Asked, *, back_known: bool = True) -> Comparison:
    """Compare one moment with what is asked.

    Parameters
    ----------
    back_known : bool
        Whether the back was set. Without it the axis is the picture's, so direction and place are not judged.

    Returns
    -------
    Comparison
        Nothing is judged while the hands are unseen; direction, pace and rhythm only while the asked technique is done,
        or what it is mistaken for; and nothing but safety while it is not sure what is done.
    """
    if snapshot.verdict == "unseen":
        return Comparison((), frozenset())
    judged = {Topic.SAFETY}
    deviations = [_check_safety(snapshot, asked)]
    if snapshot.confidence < SURE:
        return Comparison(tuple(deviation for deviation in deviations if deviation is not None), frozenset(judged))
    if _is_plain(snapshot, asked):
        judged.add(Topic.TECHNIQUE)
        deviations.append(_check_technique(snapshot, asked))
    if _is_as_asked(snapshot, asked):
        pace = snapshot.pace_per_min
        if pace is not None and asked.pace is not None and _is_dependable(snapshot, pace, asked.pace):
            judged.add(Topic.PACE)
            deviations.append(_check_pace(pace, asked.pace))
        if snapshot.pace_spread is not None:
            judged.add(Topic.RHYTHM)
            deviations.append(_check_rhythm(snapshot.pace_spread))
        if back_known and (snapshot.axis or snapshot.sense) and _has_run(snapshot, DIRECTION_CYCLES):
            judged.add(Topic.DIRECTION)
            deviations.append(_check_direction(snapshot, asked))
        if back_known and snapshot.place_v is not None and asked.zones:
            judged.add(Topic.PLACE)
            deviations.append(_check_place(snapshot, asked) or _check_side(snapshot, asked))
    return Comparison(tuple(deviation for deviation in deviations if deviation is not None), frozenset(judged))


def _has_run(snapshot: Snapshot, cycles: float) -> bool:
    """Whether the present technique has run long enough for a measure of its rhythm to be its own."""
    return snapshot.cycles >= cycles or snapshot.time_s - snapshot.since_s >= LONG_S


def _check_safety(snapshot: Snapshot, asked: Asked) -> Deviation | None:
    stay = None if snapshot.places is None else find_stay(snapshot.places, asked.avoid)
    if stay is not None:
        # Also for a hand that rests: what hurts there hurts under its weight too.
        return Deviation("avoided_place", Topic.SAFETY, stay.side, stay.zone)
    if snapshot.verdict == "none":
        return None
    if snapshot.on_spine:
        return Deviation("on_spine", Topic.SAFETY, snapshot.zone)
    pace = snapshot.pace_per_min
    hard = snapshot.verdict == "tapping" and pace is not None and pace > HARD_TAPPING_PER_MIN
    if hard and (snapshot.zone is None or snapshot.zone in ZONES_OF_CARE):
        elsewhere = snapshot.zone is not None and asked.zones and snapshot.zone not in find_covered_zones(asked.zones)
        if asked.technique not in (None, "tapping") or elsewhere:
            return Deviation("tapping_unasked", Topic.SAFETY, pace)
        return Deviation("tapping_hard", Topic.SAFETY, pace, (0.0, HARD_TAPPING_PER_MIN))
    return None


def _is_plain(snapshot: Snapshot, asked: Asked) -> bool:
    """Whether the last seconds leave no doubt that the asked technique is done, or that it is not."""
    if asked.technique is None:
        return snapshot.verdict != "none"
    if snapshot.verdict == asked.technique or snapshot.scores_lately is None:
        return True
    scores = dict(zip(TECHNIQUES, snapshot.scores_lately, strict=True))
    most, least = (MAY_BE_AT_WORK, MUST_REST) if snapshot.verdict == "none" else (MAY_BE_ASKED, MUST_BE_SEEN)
    return bool(scores[asked.technique] <= most and scores[snapshot.verdict] >= least)


def _is_as_asked(snapshot: Snapshot, asked: Asked) -> bool:
    """Whether what is seen may be what is asked, so that its pace and its way are those of the asked technique."""
    return snapshot.verdict != "none" if asked.technique is None else may_be(asked.technique, snapshot.verdict)


def _check_technique(snapshot: Snapshot, asked: Asked) -> Deviation | None:
    if asked.technique is None or snapshot.verdict == asked.technique:
        return None
    if snapshot.verdict == "none":
        return Deviation("hands_idle", Topic.TECHNIQUE, "none", asked.technique)
    if may_be(asked.technique, snapshot.verdict):
        return Deviation("technique_unsure", Topic.TECHNIQUE, snapshot.verdict, asked.technique)
    return Deviation("technique_other", Topic.TECHNIQUE, snapshot.verdict, asked.technique)


def _is_dependable(snapshot: Snapshot, pace: float, band: Band) -> bool:
    """Whether the rhythm is clear enough for its pace to be held against a band."""
    clear = pace >= band.low or (snapshot.regularity or 0.0) >= SLOW_REGULARITY
    return clear and _has_run(snapshot, PACE_CYCLES)


def _check_pace(pace: float, band: Band) -> Deviation | None:
    limits = limits_of(band, "pace")
    if pace > max(limits.high, band.high * (1 + PACE_SLACK_SHARE)):
        return Deviation("pace_too_fast", Topic.PACE, pace, band.ends)
    slow = pace < min(limits.low, band.low * (1 - PACE_SLACK_SHARE))
    return Deviation("pace_too_slow", Topic.PACE, pace, band.ends) if slow else None


def _check_rhythm(spread: float) -> Deviation | None:
    if spread <= UNEVEN_SPREAD:
        return None
    return Deviation("rhythm_uneven", Topic.RHYTHM, spread, (0.0, UNEVEN_SPREAD))


def _check_direction(snapshot: Snapshot, asked: Asked) -> Deviation | None:
    # What moves within one place wanders in some direction: whether it moves at all is for the technique to tell.
    axis_known = snapshot.axis is not None and asked.axis not in (None, "in_place")
    if axis_known and snapshot.axis != asked.axis and (snapshot.axis, asked.axis) not in ALONG_BORDER:
        return Deviation("axis_other", Topic.DIRECTION, snapshot.axis, asked.axis)
    if asked.sense is not None and snapshot.sense is not None and OPPOSITE.get(asked.sense) == snapshot.sense:
        return Deviation("sense_other", Topic.DIRECTION, snapshot.sense, asked.sense)
    return None


def _check_side(snapshot: Snapshot, asked: Asked) -> Deviation | None:
    if asked.side is None or snapshot.side is None or snapshot.side == asked.side:
        return None
    return Deviation("side_other", Topic.PLACE, snapshot.side, asked.side)


def _check_place(snapshot: Snapshot, asked: Asked) -> Deviation | None:
    assert snapshot.place_v is not None
    # Where two hands lie on both sides of the spine, their distance from it says more than the place between them.
    off = 0.0 if snapshot.place_off is None else snapshot.place_off
    if lie_in_places(np.array([off, snapshot.place_v]), asked.zones, PALM_MARGIN):
        return None
    return Deviation("place_other", Topic.PLACE, snapshot.zone, asked.zones[0])
