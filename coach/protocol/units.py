"""Cuts a recording into small units of one technique and one direction, the grain in which steps are laid on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.protocol.schema import Protocol
from coach.records import Axis, Drift, HandsMode, Segment, Sense, Verdict

MAX_UNITS = 240
"""Keeps the search within about 20 ms, however long the recording is."""

SHORTEST_UNIT_S = 1.0
PIECES_PER_STEP = 8
"""A step is laid to about an eighth of its length."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A small stretch of one verdict and one direction."""

    start_s: float
    end_s: float
    technique: Verdict
    pace_per_min: float | None = None
    axis: Axis | None = None
    sense: Sense | None = None
    drift: Drift | None = None
    hands: HandsMode | None = None
    continues: bool = False
    """It goes on from the unit before it without any change."""

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.end_s - self.start_s


def cut_units(segments: Sequence[Segment], protocol: Protocol) -> list[Unit]:
    """Cut segments into units, finely only where several steps ask the same technique.

    Parameters
    ----------
    segments : sequence of Segment
        Covering the recording, in order of time.
    protocol : Protocol
        Tells which techniques several steps share.

    Returns
    -------
    list of Unit
        At most about ``MAX_UNITS``, unless there are more segments than that.
    """
    shared = _shared_techniques(protocol)
    to_cut_s = sum(segment.duration_s for segment in segments if segment.technique in shared)
    grain_s = max(SHORTEST_UNIT_S, to_cut_s / max(1, MAX_UNITS - len(segments)), _finest_s(segments, protocol))
    units: list[Unit] = []
    for segment in segments:
        pieces = max(1, int(segment.duration_s / grain_s)) if segment.technique in shared else 1
        units.extend(_cut(segment, pieces))
    return [unit for unit in units if unit.duration_s > 0]


def _shared_techniques(protocol: Protocol) -> set[str]:
    techniques = [step.technique for step in protocol.steps]
    return {technique for technique in techniques if techniques.count(technique) > 1}


def _finest_s(segments: Sequence[Segment], protocol: Protocol) -> float:
    """Finest grain that pays: a part of the shortest step, as long as this session would make it."""
    total_s = sum(segment.duration_s for segment in segments)
    planned_s = sum(step.planned_s for step in protocol.steps)
    shortest_s = min(step.planned_s for step in protocol.steps)
    return shortest_s * min(1.0, total_s / planned_s) / PIECES_PER_STEP


def _cut(segment: Segment, pieces: int) -> Iterator[Unit]:
    length_s = segment.duration_s / pieces
    for piece in range(pieces):
        yield Unit(
            start_s=segment.start_s + piece * length_s,
            end_s=segment.end_s if piece == pieces - 1 else segment.start_s + (piece + 1) * length_s,
            technique=segment.technique,
            pace_per_min=segment.pace_per_min,
            axis=segment.axis,
            sense=segment.sense,
            drift=segment.drift,
            hands=segment.hands,
            continues=piece > 0,
        )
