"""Cuts a recording into small units of one technique and one direction, the grain in which steps are laid on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coach.protocol.schema import Protocol
from coach.records import Segment, Verdict

MAX_UNITS = 240
"""Keeps the search within about 20 ms, however long the recording is."""

SHORTEST_UNIT_S = 1.0
PIECES_PER_STEP = 8
"""A step is laid to about an eighth of its length."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A small stretch of one verdict and one direction.

    ``words`` holds its times and what was seen in it; ``continues``: it goes on from the unit before without any
    change.
    """

    words: Segment
    continues: bool = False

    @property
    def technique(self) -> Verdict:
        """Verdict of the stretch."""
        return self.words.technique

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


def cut_units(segments: Sequence[Segment], protocol: Protocol) -> list[Unit]:
    """Cut segments into units, finely only where several steps ask the same technique.

    Parameters
    ----------
    segments : sequence of Segment
        Covering the recording in order of time.
    protocol : Protocol

    Returns
    -------
    list of Unit
        At most about ``MAX_UNITS``, unless there are more segments than that.
    """
    shared = _shared_techniques(protocol)
    shortest_s = _shortest_step_s(segments, protocol)
    to_cut_s = sum(segment.duration_s for segment in segments if segment.technique in shared)
    grain_s = max(SHORTEST_UNIT_S, to_cut_s / max(1, MAX_UNITS - len(segments)), shortest_s / PIECES_PER_STEP)
    units: list[Unit] = []
    for segment in segments:
        pieces = max(1, int(segment.duration_s / grain_s)) if segment.technique in shared else 1
        units += _cut(segment, pieces)
    return [unit for unit in units if unit.duration_s > 0]


def _shared_techniques(protocol: Protocol) -> set[str]:
    techniques = [step.technique for step in protocol.steps]
    return {technique for technique in techniques if techniques.count(technique) > 1}


def _shortest_step_s(segments: Sequence[Segment], protocol: Protocol) -> float:
    """Return the length of the shortest step, as long as this session would make it."""
    total_s = sum(segment.duration_s for segment in segments)
    planned_s = sum(step.planned_s for step in protocol.steps)
    return min(step.planned_s for step in protocol.steps) * min(1.0, total_s / planned_s)


def _cut(segment: Segment, pieces: int) -> Iterator[Unit]:
    length_s = segment.duration_s / pieces
    for piece in range(pieces):
        start_s = segment.start_s + piece * length_s
        end_s = segment.end_s if piece == pieces - 1 else start_s + length_s
        yield Unit(replace(segment, start_s=start_s, end_s=end_s, cycles=None), continues=piece > 0)
