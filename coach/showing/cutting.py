"""The steps of a performance: a recording cut where the work changes, each step described as a whole.

Steps are cut where technique, direction, pace or place change; pauses and slips of the naming end none. A camera cannot
tell two ways apart that move alike, so those that follow each other come out as one step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coach.motion.body import classify_zones
from coach.records import TECHNIQUES, Analysis, Segment, Timeline
from coach.showing.alike import PLACE_APART, differ_in_pace, find_height, go_other_ways, is_same_step
from coach.showing.anew import describe_anew, take_pace
from coach.showing.slips import LEAST_STEP_S, SAME_PACE, SLIP_GAP_S, heal_slips, name_by_fingers, name_by_pace
from coach.showing.slow_strokes import find_slow_strokes
from coach.showing.way_changes import (
    find_axis_change,
    find_speed_change,
    is_better_pace,
)
from coach.showing.whole_pace import count_pace, find_whole_pace
from coach.showing.working_way import tell_way
from coach.technique.changes import find_pace_change, find_way_change
from coach.technique.moves import find_moves
from coach.technique.timeline import Measured, measure

MOST_CUTS = 3
"""Of one stretch of a technique."""
EDGE_S = 1.5
"""At either end of a step the hands may still come from the one before."""
WHOLE_SHARE = 0.8
"""Share of the time from its beginning to its end that a step is worked, to be described as a whole."""
LEAST_ZONE_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Shown:
    """One step as it was done.

    Attributes
    ----------
    parts : tuple of Segment
        The stretches that it was done in, of one technique and one way.
    whole : Segment or None
        The step described as a whole; ``None`` where only its stretches are known.
    zones : tuple of str
        Zones that it was done in, the longest first.
    """

    parts: tuple[Segment, ...]
    whole: Segment | None = None
    zones: tuple[str, ...] = ()

    @property
    def longest(self) -> Segment:
        """The stretch that tells the most of it."""
        return max(self.parts, key=lambda part: part.duration_s)

    @property
    def told(self) -> Segment:
        """What is known of it: as a whole, or of its longest stretch."""
        return self.whole or self.longest

    @property
    def duration_s(self) -> float:
        """Seconds of work, without the pauses."""
        return sum(part.duration_s for part in self.parts)

    @property
    def pace_per_min(self) -> float | None:
        """Pace of the whole, else that of the parts, weighted by time; ``None`` where it was not known."""
        if self.whole is not None and self.whole.pace_per_min is not None:
            return self.whole.pace_per_min
        known = [(part.pace_per_min, part.duration_s) for part in self.parts if part.pace_per_min is not None]
        if not known:
            return None
        return sum(pace * seconds for pace, seconds in known) / sum(seconds for _, seconds in known)


def find_shown(analysis: Analysis) -> list[Shown]:
    """Find the steps that were done in a recording, in their order."""
    if not len(analysis.tracks.time_s):
        return join_parts([segment for segment in analysis.segments if _is_work(segment)])
    measured = measure(analysis.tracks, analysis.back)
    named = [segment for segment in find_slow_strokes(measured, analysis.segments) if _is_work(segment)]
    work = [name_by_fingers(measured, _mend_pace(measured, segment)) for segment in named]
    parts = [part for segment in heal_slips(measured, work) for part in _cut(measured, segment, MOST_CUTS)]
    return [_describe_step(analysis, measured, step) for step in join_parts(parts, measured.timeline)]


def join_parts(parts: Iterable[Segment], timeline: Timeline | None = None) -> list[Shown]:
    """Join stretches of work that follow each other and move alike to steps; what is too short for one is left out.

    Parameters
    ----------
    parts : iterable of Segment
        In order of time.
    timeline : Timeline, optional
        Where the hands were at every tick; without it two places are told apart by their zones' names.
        Stretches that were looked at with it have their names already.
    """
    runs: list[Shown] = []
    for part in parts if timeline is not None else map(name_by_pace, parts):
        if (
            runs
            and part.start_s - runs[-1].parts[-1].end_s <= SLIP_GAP_S
            and is_same_step(runs[-1].longest, part, timeline)
        ):
            runs[-1] = Shown((*runs[-1].parts, part))
        else:
            runs.append(Shown((part,)))
    steps: list[Shown] = []
    for number, run in enumerate(runs):
        if run.duration_s < LEAST_STEP_S or _is_slip(runs[max(0, number - 1) : number + 2], timeline):
            continue
        if steps and is_same_step(steps[-1].longest, run.longest, timeline):
            steps[-1] = Shown((*steps[-1].parts, *run.parts))
        else:
            steps.append(run)
    return steps


def _is_slip(around: Sequence[Shown], timeline: Timeline | None) -> bool:
    """Whether the middle one of three runs is a moment of the other two that looked otherwise."""
    if len(around) < 3:
        return False
    before, run, after = around
    same_rhythm = not differ_in_pace(before.longest, run.longest, SAME_PACE)
    short = run.duration_s < 0.5 * min(before.duration_s, after.duration_s)
    one = before.longest.technique == run.longest.technique and is_same_step(before.longest, after.longest, timeline)
    return same_rhythm and short and one


def _is_work(segment: Segment) -> bool:
    return segment.technique in TECHNIQUES and segment.technique != "none"


def _cut(measured: Measured, segment: Segment, cuts: int) -> list[Segment]:
    """Cut a stretch where its way or its pace changes for good, and describe the parts anew."""
    for find_border, is_border in _BORDERS if cuts else ():
        at_s = find_border(measured, segment)
        if at_s is None or min(at_s - segment.start_s, segment.end_s - at_s) < LEAST_STEP_S:
            continue
        first = describe_anew(measured, segment, segment.start_s, at_s)
        second = describe_anew(measured, segment, at_s, segment.end_s)
        if is_border(measured, first, second):
            return [*_cut(measured, first, cuts - 1), *_cut(measured, second, cuts - 1)]
    return [segment]


def _have_paces(measured: Measured, one: Segment, other: Segment) -> bool:
    """Whether each of two stretches goes at its own pace and not at the other's."""
    if one.pace_per_min is None or other.pace_per_min is None:
        return False
    return is_better_pace(measured, one, other.pace_per_min) and is_better_pace(measured, other, one.pace_per_min)


def _is_there(measured: Measured, one: Segment, other: Segment) -> bool:
    """Take a border that was measured on both sides of it, whatever a third way beyond says."""
    return True


def _go_other_ways(measured: Measured, one: Segment, other: Segment) -> bool:
    return go_other_ways(one, other)


def _find_move(measured: Measured, segment: Segment) -> float | None:
    """Find where hands go over to another place; strokes that travel are in several all the while."""
    if segment.technique == "stroking":
        return None
    inner = (segment.start_s + LEAST_STEP_S, segment.end_s - LEAST_STEP_S)
    moves = find_moves(measured.timeline, segment)
    return next((at_s for at_s in moves if inner[0] <= at_s <= inner[1]), None)


def _are_apart(measured: Measured, one: Segment, other: Segment) -> bool:
    return abs(find_height(measured.timeline, one) - find_height(measured.timeline, other)) > PLACE_APART


_BORDERS = (
    (_find_move, _are_apart),
    (find_axis_change, _is_there),
    (find_way_change, _go_other_ways),
    (find_speed_change, _go_other_ways),
    (find_pace_change, _have_paces),
)
"""What finds a border inside a stretch, and what both sides have to differ in."""


def _mend_pace(measured: Measured, segment: Segment) -> Segment:
    """Put a pace right that was taken for a part of it, and the way that was read at it."""
    pace = find_whole_pace(measured, segment)
    return segment if pace == segment.pace_per_min else take_pace(measured, segment, pace)


def _describe_step(analysis: Analysis, measured: Measured, step: Shown) -> Shown:
    """Describe a step as a whole; its pace from a moment after its beginning to a moment before its end."""
    start_s, end_s = step.parts[0].start_s, step.parts[-1].end_s
    if step.duration_s < WHOLE_SHARE * (end_s - start_s):
        start_s, end_s = step.longest.start_s, step.longest.end_s
    told = tell_way(analysis, measured, _mend_pace(measured, describe_anew(measured, step.longest, start_s, end_s)))
    middle = _mend_pace(measured, describe_anew(measured, step.longest, start_s + EDGE_S, end_s - EDGE_S))
    pace = count_pace(measured, middle) or told.pace_per_min
    return Shown(step.parts, replace(told, pace_per_min=pace), _list_zones(measured.timeline, step))


def _list_zones(timeline: Timeline, step: Shown) -> tuple[str, ...]:
    """Zones that a step was done in, those of a tenth of its time at least, the longest first."""
    inside = np.any([(timeline.time_s >= part.start_s) & (timeline.time_s < part.end_s) for part in step.parts], axis=0)
    named = Counter(zone for zone in classify_zones(timeline.back_uv[inside, :, 1]).ravel() if zone is not None)
    return tuple(zone for zone, ticks in named.most_common() if ticks >= LEAST_ZONE_SHARE * named.total())
