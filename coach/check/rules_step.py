"""Rules that look at one step; each is a function of the session and the step that yields hits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coach.check.direction import judge_direction
from coach.check.hits import Hit
from coach.check.measure import CLEAR_RHYTHM, SEEN_SHARE_NEEDED, Interval, SessionView, StepView, find_intervals
from coach.check.parts import (
    STEADY_SPREAD,
    Limits,
    is_other_octave,
    limits_of,
    one_hand_share,
    pace_spread,
    score_band,
)
from coach.check.twins import find_asked_length, find_joined, has_taken_over
from coach.protocol.schema import Band
from coach.records import FloatArray

BRIDGE_S = 5.0
"""Two stretches that are off belong together when less than this lies between them."""

OFF_SHARE = 0.3
"""A step is off when at least this share of it is."""

OFF_ALONE_S = 20.0
"""Or when one stretch of it is, for this long."""

MOSTLY = 0.5
"""Share of a step: above it one hand alone is told; below it paces that are doubles of the others are a misreading."""


def pace_above(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Faster than the step's pace band."""
    yield from _outside(view, "pace", view.step.pace_per_min, view.pace, above=True)


def pace_below(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Slower than the step's pace band."""
    yield from _outside(view, "pace", view.step.pace_per_min, view.pace, above=False)


def speed_above(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Hands quicker over the skin than asked."""
    yield from _outside(view, "speed", view.step.speed_cm_s, view.speed, above=True)


def speed_below(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Hands slower over the skin than asked."""
    yield from _outside(view, "speed", view.step.speed_cm_s, view.speed, above=False)


def duration_below(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Less time than asked."""
    yield from _length(session, view, "duration", view.active_s, above=False)


def duration_above(session: SessionView, view: StepView) -> Iterator[Hit]:
    """More time than asked."""
    yield from _length(session, view, "duration", view.active_s, above=True)


def count_below(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Fewer cycles than asked."""
    yield from _length(session, view, "count", view.cycles, above=False)


def count_above(session: SessionView, view: StepView) -> Iterator[Hit]:
    """More cycles than asked."""
    yield from _length(session, view, "count", view.cycles, above=True)


def other_way(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Another axis, sense or drift than the step asks."""
    verdict = judge_direction(view)
    if verdict is None or verdict.aspect is None or verdict.interval is None:
        return
    yield Hit(
        *_within(view, verdict.interval),
        measured=verdict.seen,
        expected=verdict.asked,
        step=view.step.id,
        technique=view.step.technique,
        weight=1.0 - (verdict.score or 0.0),
        detail={"aspect": verdict.aspect},
    )


def uneven(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Strokes that do not follow one another evenly; two steps in one go have two rhythms."""
    spread = None if find_joined(session, view) else pace_spread(view)
    if spread is None or view.known_share(view.pace) < SEEN_SHARE_NEEDED or spread <= STEADY_SPREAD:
        return
    yield Hit(
        view.start_s,
        view.end_s,
        measured=spread,
        expected=(0.0, STEADY_SPREAD),
        unit="spread",
        step=view.step.id,
        technique=view.step.technique,
        weight=min(1.0, spread),
    )


def one_hand(session: SessionView, view: StepView) -> Iterator[Hit]:
    """One hand works where the step asks both."""
    if not view.step.hands or "one" in view.step.hands:
        return
    share, known = one_hand_share(view)
    if known >= SEEN_SHARE_NEEDED and share > MOSTLY:
        yield Hit(
            view.start_s,
            view.end_s,
            measured=share,
            expected="both hands",
            unit="share",
            step=view.step.id,
            technique=view.step.technique,
            weight=share,
        )


def _outside(view: StepView, name: str, band: Band | None, values: FloatArray, *, above: bool) -> Iterator[Hit]:
    """Yield the longest stretch of a step that is off in one sense, when it is long enough to matter."""
    if band is None or view.known_share(values) < SEEN_SHARE_NEEDED:
        return
    limits = limits_of(band, name)
    off = values > limits.high if above else values < limits.low
    interval = _worth_saying(off, view)
    if interval is None:
        return
    time_s = view.analysis.timeline.time_s
    inside = off & (time_s >= interval[0]) & (time_s < interval[1])
    measured = float(np.median(values[inside]))
    share = float(np.count_nonzero(off)) / np.count_nonzero(view.active)
    if name == "pace" and share < MOSTLY and is_other_octave(values[inside], values[~off]):
        return
    if name == "pace" and not above and may_be_part_of_movements(view, measured, limits):
        return
    yield Hit(
        *_within(view, interval),
        measured=measured,
        expected=band.ends,
        unit=band.unit,
        step=view.step.id,
        technique=view.step.technique,
        weight=(1.0 - score_band(measured, limits)) * share,
        sure=band.confidence != "none",
    )


def may_be_part_of_movements(view: StepView, pace_per_min: float, limits: Limits) -> bool:
    """Whether a slow reading may be every second, third or fourth movement only.

    Blows fall between two pictures; of small movements far from the camera only what they have in common may be seen.
    """
    if float(np.nanmedian(view.regularity)) >= CLEAR_RHYTHM:
        return False
    counted = (2, 3) if view.step.technique == "tapping" else (3, 4)
    return any(limits.low <= times * pace_per_min <= limits.high for times in counted)


def _worth_saying(off: np.ndarray, view: StepView) -> Interval | None:
    """Return the longest run of ``off``, or ``None`` when it is neither a good share of the step nor long in itself."""
    time_s = view.analysis.timeline.time_s
    intervals = find_intervals(off, time_s, BRIDGE_S)
    if not intervals:
        return None
    interval = max(intervals, key=lambda item: item[1] - item[0])
    share = int(np.count_nonzero(off)) / max(1, int(np.count_nonzero(view.active)))
    return interval if share >= OFF_SHARE or interval[1] - interval[0] >= OFF_ALONE_S else None


def _length(session: SessionView, view: StepView, name: str, measured: float | None, *, above: bool) -> Iterator[Hit]:
    band = find_asked_length(session, view)
    if band is None or measured is None or (view.step.duration_s is not None) != (name == "duration"):
        return
    limits = limits_of(band, name, session.protocol.time_scale != 1.0)
    if above and has_taken_over(session, view):
        return
    if measured > limits.high if above else measured < limits.low:
        yield Hit(
            view.start_s,
            view.end_s,
            measured=measured,
            expected=band.ends,
            unit=band.unit,
            step=view.step.id,
            technique=view.step.technique,
            weight=1.0 - score_band(measured, limits),
            sure=band.confidence != "none",
        )


def _within(view: StepView, interval: Interval) -> Interval:
    start_s = min(max(interval[0], view.start_s), view.end_s)
    return start_s, max(start_s, min(interval[1], view.end_s))
