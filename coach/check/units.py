"""Cuts a recording into small units of one technique and one direction, the grain in which steps are laid on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from coach.check.evidence import Doubts, compute_breaks, compute_doubts, find_unsure
from coach.motion.hand_points import Point
from coach.protocol.schema import Protocol
from coach.records import FloatArray, Segment, Timeline, Verdict
from coach.technique.describe import find_zone
from coach.technique.moves import find_moves
from coach.technique.sureness import find_mistaken

MAX_UNITS = 240
"""Keeps the search within about 20 ms, however long the recording is."""

SHORTEST_UNIT_S = 1.0
"""Seconds; no piece is cut finer: twice what a border between steps is off by (0.5 s, the median of simulated ones)."""
PIECES_PER_STEP = 8
"""A step is laid to about an eighth of its length."""

PLAIN_BREAK = 0.5
"""An interruption from this on ends a piece of movement."""

USUAL_PERCENT = 90.0
"""An interruption counts by how far it exceeds what is usual in its stretch: an unsteady rhythm is lost often."""


GLIDING_DOUBT = 0.3
"""What speaks at most against a stroke being a fold that slides along: seen from above the two are one movement."""

MISTAKEN_DOUBT = 0.5
"""What speaks at most against a technique that is mistaken for the verdict on real hands, however sure the scores; a
unit against which no more speaks may well be of it."""

STRAIGHT = ("along", "across", "diagonal")


@dataclass(frozen=True, slots=True)
class Unit:
    """A small stretch of one verdict and one direction.

    ``words`` holds its times and what was seen in it; ``change``, 0 to 1: how plainly the movement changes at its
    beginning; ``continues``: it belongs to the same piece as the unit before; ``doubts``: what speaks against the other
    techniques that it may be (0 nothing, 1 everything); ``places``: where the hands were in it, back coordinates of
    shape (k, 2), by the point of the hand that is looked at.
    """

    words: Segment
    change: float = 1.0
    continues: bool = False
    doubts: Doubts = field(default_factory=dict)
    places: Mapping[Point, FloatArray] = field(default_factory=dict)

    @property
    def technique(self) -> Verdict:
        """Verdict of the stretch."""
        return self.words.technique

    def may_be(self, technique: str) -> bool:
        """Whether it is of a technique, or may well be."""
        return technique == self.technique or self.doubts.get(technique, 1.0) <= MISTAKEN_DOUBT

    @property
    def start_s(self) -> float:
        """Beginning in seconds."""
        return self.words.start_s

    @property
    def end_s(self) -> float:
        """End in seconds."""
        return self.words.end_s

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.words.duration_s


def forget_directions(segments: Sequence[Segment]) -> list[Segment]:
    """Leave the directions out: without a back they are the picture's, not the body's."""
    return [replace(segment, axis=None, angle_rad=None, sense=None, drift=None) for segment in segments]


def cut_units(
    segments: Sequence[Segment],
    protocol: Protocol,
    timeline: Timeline,
    places: Mapping[Point, FloatArray] | None = None,
) -> list[Unit]:
    """Cut segments into units, finely only where several steps may ask what was seen.

    Parameters
    ----------
    segments : sequence of Segment
        Covering the recording in order of time.
    protocol : Protocol
    timeline : Timeline
        Of the same recording: where the movement is interrupted, and how sure the techniques are.
    places : mapping of Point to array, shape (ticks, 2, 2), optional
        Where the hands work, for hands that work with each point.

    Returns
    -------
    list of Unit
        At most about ``MAX_UNITS``, unless there are more segments than that.
    """
    breaks = compute_breaks(timeline)
    parted = _techniques_of_several_places(protocol)
    glides = {step.axis for step in protocol.steps if step.technique == "kneading" and step.axis in STRAIGHT}
    stretches = [
        replace(stretch, places=_find_places(timeline, stretch, places or {}))
        for segment in segments
        for stretch in _part(segment, timeline, segment.technique in parted, glides)
    ]
    shared = _shared_techniques(protocol)
    asked: set[str] = {step.technique for step in protocol.steps}
    fine = [_is_shared(_allow_mistakes(stretch), shared, asked) for stretch in stretches]
    shortest_s = _shortest_step_s(segments, protocol)
    to_cut_s = sum(unit.duration_s for unit, is_fine in zip(stretches, fine, strict=True) if is_fine)
    grain_s = max(SHORTEST_UNIT_S, to_cut_s / max(1, MAX_UNITS - len(stretches)), shortest_s / PIECES_PER_STEP)
    units: list[Unit] = []
    for stretch, is_fine in zip(stretches, fine, strict=True):
        units += _cut(stretch, grain_s, timeline.time_s, breaks) if is_fine else [stretch]
    units = [unit for unit in units if unit.duration_s > 0]
    units = [*units[:1], *(_after(before, unit) for before, unit in pairwise(units))]
    # Last: where two techniques were plainly told apart, there is a border between them.
    return [_allow_mistakes(unit) for unit in units]


def _allow_mistakes(unit: Unit) -> Unit:
    """Let a unit be what is mistaken for its verdict on real hands."""
    doubts = dict(unit.doubts)
    for name in find_mistaken(unit.technique):
        doubts[name] = min(MISTAKEN_DOUBT, doubts.get(name, 1.0))
    return replace(unit, doubts=doubts)


def _after(before: Unit, unit: Unit) -> Unit:
    """Weigh a border between two verdicts by how surely they are two."""
    if unit.technique == before.technique or "none" in (unit.technique, before.technique):
        return unit
    possible = {before.technique: 0.0, **before.doubts}
    own = {unit.technique: 0.0, **unit.doubts}
    both = [max(possible[name], own[name]) for name in possible.keys() & own.keys() if name != "none"]
    surely = max(0.0, 2.0 * min([1.0, *both]) - 1.0)
    return replace(unit, change=min(unit.change, surely))


def _shared_techniques(protocol: Protocol) -> set[str]:
    techniques = [step.technique for step in protocol.steps]
    return {technique for technique in techniques if techniques.count(technique) > 1}


def _techniques_of_several_places(protocol: Protocol) -> set[str]:
    """Techniques whose steps are told apart by where they are done."""
    return {
        technique
        for technique in _shared_techniques(protocol)
        if len({frozenset(step.zones) for step in protocol.steps if step.technique == technique}) > 1
    }


def _is_shared(unit: Unit, shared: set[str], asked: set[str]) -> bool:
    return unit.technique in shared or len(asked & {unit.technique, *unit.doubts}) > 1


def _shortest_step_s(segments: Sequence[Segment], protocol: Protocol) -> float:
    """Return the length of the shortest step, as long as this session would make it."""
    total_s = sum(segment.duration_s for segment in segments)
    planned_s = sum(step.planned_s for step in protocol.steps)
    return min(step.planned_s for step in protocol.steps) * min(1.0, total_s / planned_s)


def _part(segment: Segment, timeline: Timeline, at_moves: bool, glides: Set[str]) -> Iterator[Unit]:
    """Part a segment where its technique is sure from where it is not, and where the hands go to another place.

    ``glides`` are the axes along which a step asks kneading hands to slide.
    """
    if segment.technique in ("none", "unseen"):
        yield Unit(segment)
        return
    moves = find_moves(timeline, segment) if at_moves else []
    if moves:
        # What was read of both places together is the way of neither.
        segment = replace(segment, axis=None, angle_rad=None, sense=None, drift=None)
    ends = sorted({segment.start_s, *find_unsure(timeline, segment), *moves, segment.end_s})
    for start_s, end_s in pairwise(ends):
        inside = (timeline.time_s >= start_s) & (timeline.time_s < end_s)
        words = replace(_part_of(segment, start_s, end_s), zone=find_zone(timeline.back_uv[inside]))
        # Where the recognition becomes unsure, nothing need have changed in what the hands do.
        change = 1.0 if start_s in (segment.start_s, *moves) else 0.0
        doubts = compute_doubts(timeline, start_s, end_s, segment.technique)
        if glides and segment.technique == "stroking" and segment.axis in glides:
            doubts["kneading"] = min(GLIDING_DOUBT, doubts.get("kneading", 1.0))
        yield Unit(words, change, doubts=doubts)


def _find_places(timeline: Timeline, unit: Unit, places: Mapping[Point, FloatArray]) -> dict[Point, FloatArray]:
    inside = (timeline.time_s >= unit.start_s) & (timeline.time_s < unit.end_s)
    found = {point: uv[inside].reshape(-1, 2) for point, uv in places.items()}
    return {point: uv[np.isfinite(uv).all(axis=1)] for point, uv in found.items()}


def _cut(unit: Unit, grain_s: float, time_s: FloatArray, breaks: FloatArray) -> Iterator[Unit]:
    """Cut evenly, but at the plainest moment of every interruption."""
    grid = np.linspace(unit.start_s, unit.end_s, max(1, int(unit.duration_s / grain_s)) + 1)
    inside = breaks[(time_s >= unit.start_s) & (time_s < unit.end_s)]
    usual = float(np.percentile(inside, USUAL_PERCENT)) if len(inside) else 0.0
    breaks = np.maximum(breaks - usual, 0.0)
    peaks = [peak for peak in _peaks(breaks, time_s) if grain_s <= peak - unit.start_s <= unit.duration_s - grain_s]
    far = [at for at in grid[1:-1] if all(abs(at - peak) >= grain_s / 2 for peak in peaks)]
    for start_s, end_s in pairwise(sorted({unit.start_s, *far, *peaks, unit.end_s})):
        words = _part_of(unit.words, start_s, end_s)
        if start_s == unit.start_s:
            yield replace(unit, words=words)
        else:
            change = float(np.interp(start_s, time_s, breaks)) if start_s in peaks else 0.0
            yield replace(unit, words=words, change=change, continues=change < PLAIN_BREAK)


def _peaks(breaks: FloatArray, time_s: FloatArray) -> list[float]:
    """Find the plainest moment of each run of broken ticks."""
    padded = np.concatenate([[0.0], breaks, [0.0]])
    edges = np.diff((padded > 0).astype(int))
    runs = zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True)
    return [float(time_s[start + int(np.argmax(breaks[start:end]))]) for start, end in runs]


def _part_of(segment: Segment, start_s: float, end_s: float) -> Segment:
    whole = start_s == segment.start_s and end_s == segment.end_s
    return segment if whole else replace(segment, start_s=start_s, end_s=end_s, cycles=None)
