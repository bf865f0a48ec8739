"""A protocol shown once: what was done in a recording, as steps to be named and corrected.

Steps are cut where the technique, the direction, the pace, or the place of a whole stretch changes; pauses belong to
none. A camera cannot tell two ways apart that move alike, so those that follow each other come out as one step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from coach.protocol.editing import OWN_SOURCE, Data, add_step, begin, set_band, set_fields
from coach.protocol.schema import BodyPart, StepTechnique
from coach.records import TECHNIQUES, Analysis, Segment
from coach.technique.changes import find_pace_change, find_way_change
from coach.technique.describe import describe_run
from coach.technique.timeline import Measured, measure
from coach.words import say

LEAST_STEP_S = 12.0
"""Shorter stretches are moves between two steps, or slips of the naming: no step of the guide is as short."""
LEAST_PART_S = 4.0
"""Of a stretch that is cut, on each side."""
PACE_TOLERANCE = 0.15
"""Share of the shown pace by which a band reaches to both sides: hands vary by about a tenth."""
LENGTH_TOLERANCE = 0.25
"""Share of the shown time by which a band reaches to both sides."""
MOST_RUBBING_PER_MIN = 130.0
"""Twice what any source asks of friction, 60 to 70 a minute, and where tapotement begins (2 a second and hand): what is
shown as fast is proposed as tapping, and the instructor corrects it where it is not."""
MOST_CUTS = 3
"""Of one stretch of a technique."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One step as it was done.

    Attributes
    ----------
    parts : tuple of Segment
        The stretches that it was done in, of one technique and one way.
    """

    parts: tuple[Segment, ...]

    @property
    def longest(self) -> Segment:
        """The stretch that tells the most of it."""
        return max(self.parts, key=lambda part: part.duration_s)

    @property
    def duration_s(self) -> float:
        """Seconds of work, without the pauses."""
        return sum(part.duration_s for part in self.parts)

    @property
    def pace_per_min(self) -> float | None:
        """Pace, weighted by time; ``None`` where it was not known."""
        known = [(part.pace_per_min, part.duration_s) for part in self.parts if part.pace_per_min is not None]
        if not known:
            return None
        return sum(pace * seconds for pace, seconds in known) / sum(seconds for _, seconds in known)


def find_shown(analysis: Analysis) -> list[Shown]:
    """Find the steps that were done in a recording, in their order."""
    measured = measure(analysis.tracks, analysis.back) if len(analysis.tracks.time_s) else None
    parts: list[Segment] = []
    for segment in analysis.segments:
        if segment.technique in TECHNIQUES and segment.technique != "none":
            parts += [segment] if measured is None else _cut(measured, segment, MOST_CUTS)
    return join_parts(parts)


def join_parts(parts: Sequence[Segment]) -> list[Shown]:
    """Join stretches of work that follow each other and move alike to steps; what is too short for one is left out."""
    steps: list[Shown] = []
    for part in (_name_by_pace(part) for part in parts if part.duration_s >= LEAST_STEP_S):
        if steps and _is_same(steps[-1].longest, part):
            steps[-1] = Shown((*steps[-1].parts, part))
        else:
            steps.append(Shown((part,)))
    return steps


def propose_protocol(analysis: Analysis, protocol_id: str, title: str, region: BodyPart | None = None) -> Data:
    """Propose a protocol from what was done in a recording, to be named and corrected in the editor.

    Parameters
    ----------
    region : str, optional
        What was massaged; by default what the back was set for.
    """
    on = region or cast(BodyPart, analysis.back.region if analysis.back is not None else "back")
    data: Data = begin(on, protocol_id, title)
    source = say("edit-shown-source", pace=PACE_TOLERANCE, length=LENGTH_TOLERANCE)
    data = dict(data) | {"sources": {OWN_SOURCE: source}}
    for number, shown in enumerate(find_shown(analysis)):
        data = _add_shown(data, number, shown)
    return data


def _add_shown(data: Data, number: int, shown: Shown) -> Data:
    part = shown.longest
    technique = cast(StepTechnique, part.technique)
    data = add_step(data, technique)
    # No way of kneading runs on a slant: grasping hands that travel only look so.
    axis = None if technique == "tapping" or (technique == "kneading" and part.axis == "diagonal") else part.axis
    fields: dict[str, Any] = {
        "axis": axis,
        "sense": part.sense if axis not in (None, "in_place") else None,
        "drift": part.drift if part.drift != "none" else None,
        "hands": [part.hands] if part.hands else None,
        "zones": _list_zones(shown),
    }
    data = set_fields(data, number, **fields)
    seconds = (
        max(1, round(shown.duration_s * (1 - LENGTH_TOLERANCE))),
        round(shown.duration_s * (1 + LENGTH_TOLERANCE)),
    )
    data = set_band(data, number, "duration_s", seconds)
    pace = shown.pace_per_min
    ends = None if pace is None else (round(pace * (1 - PACE_TOLERANCE), 1), round(pace * (1 + PACE_TOLERANCE), 1))
    return set_band(data, number, "pace_per_min", ends)


def _name_by_pace(part: Segment) -> Segment:
    if part.technique == "rubbing" and part.pace_per_min is not None and part.pace_per_min > MOST_RUBBING_PER_MIN:
        return replace(part, technique="tapping", axis="in_place", sense=None)
    return part


def _list_zones(shown: Shown) -> list[str]:
    """Zones that the step was done in, those of a tenth of its time at least."""
    seconds: dict[str, float] = {}
    for part in shown.parts:
        if part.zone is not None:
            seconds[part.zone] = seconds.get(part.zone, 0.0) + part.duration_s
    return [zone for zone, taken in seconds.items() if taken >= 0.1 * shown.duration_s]


def _cut(measured: Measured, segment: Segment, cuts: int) -> list[Segment]:
    """Cut a stretch where its way or its pace changes for good, and describe the parts anew."""
    at_s = find_way_change(measured, segment) or find_pace_change(measured, segment) if cuts else None
    if at_s is None or min(at_s - segment.start_s, segment.end_s - at_s) < LEAST_PART_S:
        return [segment]
    first = _describe(measured, segment, segment.start_s, at_s)
    second = _describe(measured, segment, at_s, segment.end_s)
    return [*_cut(measured, first, cuts - 1), *_cut(measured, second, cuts - 1)]


def _describe(measured: Measured, segment: Segment, start_s: float, end_s: float) -> Segment:
    time_s = measured.timeline.time_s
    ticks = slice(*np.searchsorted(time_s, (start_s, end_s)).tolist())
    return replace(describe_run(measured, ticks, start_s, end_s), technique=segment.technique)


def _is_same(one: Segment, other: Segment) -> bool:
    """Whether two stretches that follow each other are one step."""
    if one.technique != other.technique:
        return False
    pairs: Iterator[tuple[Any, Any]] = ((getattr(one, name), getattr(other, name)) for name in _told(one, other))
    return all(first == second or None in (first, second) for first, second in pairs) and not _differ_in_pace(
        one, other
    )


def _told(one: Segment, other: Segment) -> Sequence[str]:
    """Return what tells two stretches of a technique apart; a place that travels is in several zones."""
    travels = any(part.drift in ("headward", "tailward") for part in (one, other))
    place = () if travels else ("zone",)
    if one.technique == "tapping":
        return place
    return ("drift", *place) if one.technique == "kneading" else ("axis", "sense", "hands", *place)


def _differ_in_pace(one: Segment, other: Segment) -> bool:
    if one.pace_per_min is None or other.pace_per_min is None:
        return False
    slower, faster = sorted((one.pace_per_min, other.pace_per_min))
    return faster > slower * (1 + PACE_TOLERANCE)
