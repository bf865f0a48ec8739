"""What was measured of each step: the one view of a step that scores and rules look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coach.check.align import Block
from coach.check.evidence import UNSURE
from coach.check.relabel import find_displaced, find_order
from coach.motion.working_point import locate_work
from coach.protocol.schema import Protocol, Step
from coach.records import Analysis, FloatArray, LabelOverride, Segment

SEEN_SHARE_NEEDED = 0.6
"""Nothing is judged that was not seen for at least this share of the step."""

OCTAVE_NEARNESS = 0.12
"""A pace this close to half or twice another one may be the same movement counted in another way."""

CLEAR_RHYTHM = 0.65
"""Regularity from which hands without a recognised technique are not at rest: gestures and fetching oil stay below."""

SURE_REST = 0.78
"""Confidence from which hands are believed to rest; below it a technique that was not recognised is as likely."""

Interval = tuple[float, float]


@dataclass(frozen=True)
class StepView:
    """One step as it was done.

    Attributes
    ----------
    blocks : tuple of Block
        Where it was done; empty for a step that was not found.
    spanned, active : bool array, shape (ticks,)
        Ticks inside the blocks; of these the ones in the step's own technique.
    parts : tuple of (Segment, float)
        Segments of the step's technique with the seconds of each inside the blocks.
    others : tuple of Segment
        Segments of other verdicts inside the blocks.
    """

    index: int
    step: Step
    analysis: Analysis
    blocks: tuple[Block, ...]
    spanned: NDArray[np.bool_]
    active: NDArray[np.bool_]
    parts: tuple[tuple[Segment, float], ...]
    others: tuple[Segment, ...]

    @property
    def found(self) -> bool:
        """The step was found in the recording."""
        return bool(self.blocks)

    @property
    def start_s(self) -> float:
        """Beginning of its first block."""
        return self.blocks[0].start_s

    @property
    def end_s(self) -> float:
        """End of its last block."""
        return self.blocks[-1].end_s

    @property
    def claimed_s(self) -> float:
        """Seconds that were recognised as another technique without being sure, and taken for the step's own."""
        return sum(one.end_s - one.start_s for block in self.blocks for one in block.overrides)

    def sure_end_s(self, doubtful: Sequence[Segment]) -> float:
        """End of its last part that is not among the doubtful segments; its beginning where all are."""
        return max((part.end_s for part, _ in self.parts if part not in doubtful), default=self.start_s)

    @cached_property
    def active_s(self) -> float:
        """Seconds in the step's own technique."""
        return sum(seconds for _, seconds in self.parts)

    @cached_property
    def cycles(self) -> float | None:
        """Cycles of the step's own technique; ``None`` where no segment could be counted."""
        counted = [_cycles_in(segment, seconds) for segment, seconds in self.parts]
        known = [cycles for cycles in counted if cycles is not None]
        return sum(known) if known else None

    @cached_property
    def seen_share(self) -> float:
        """Share of the step in which a hand at least was seen, 0 to 1."""
        return _mean(self.analysis.timeline.hand_seen.max(axis=1), self.spanned)

    @cached_property
    def both_seen_share(self) -> float:
        """Share of the step in which both hands were seen, 0 to 1."""
        return _mean(self.analysis.timeline.hand_seen.min(axis=1), self.spanned)

    @property
    def judged(self) -> bool:
        """Enough of the step was seen to judge it at all."""
        return self.found and self.seen_share >= SEEN_SHARE_NEEDED

    @cached_property
    def pace(self) -> FloatArray:
        """Pace at the active ticks, NaN elsewhere; shape (ticks,), cycles a minute.

        A tick that reads half or twice its segment's pace is the same movement counted in another way.
        """
        timeline = self.analysis.timeline
        pace = np.where(self.active, timeline.pace_per_min, np.nan)
        for segment, _ in self.parts:
            if segment.pace_per_min is not None:
                inside = (timeline.time_s >= segment.start_s) & (timeline.time_s < segment.end_s)
                pace[inside] = fold_octaves(pace[inside], segment.pace_per_min)
        return pace

    @cached_property
    def speed(self) -> FloatArray:
        """Hand speed at the active ticks, NaN elsewhere; shape (ticks,), cm/s."""
        return np.where(self.active, self.analysis.timeline.speed_cm_s, np.nan)

    @cached_property
    def regularity(self) -> FloatArray:
        """Regularity at the active ticks, NaN elsewhere; shape (ticks,)."""
        return np.where(self.active, self.analysis.timeline.regularity, np.nan)

    @cached_property
    def places(self) -> FloatArray:
        """Where the hands work at the active ticks, NaN elsewhere; back coordinates, shape (ticks, 2, 2)."""
        return np.where(self.active[:, None, None], locate_work(self.analysis, self.step.point), np.nan)

    @cached_property
    def places_judged(self) -> bool:
        """Both ends of the back are known, and a hand's place was in 60 % of the step."""
        back = self.analysis.back
        if back is None or back.given_by == "head":
            return False
        return self.place_known_share >= SEEN_SHARE_NEEDED

    @cached_property
    def place_known_share(self) -> float:
        """Share of the step's active ticks at which a hand's place is known."""
        known = np.any(np.isfinite(self.places[..., 0]), axis=1)
        return _mean(known.astype(float), self.active)

    def known_share(self, values: FloatArray) -> float:
        """Share of the active ticks at which ``values`` is known."""
        return _mean(np.isfinite(values).astype(float), self.active)


@dataclass(frozen=True)
class SessionView:
    """The whole recording against the whole protocol."""

    analysis: Analysis
    protocol: Protocol
    segments: tuple[Segment, ...]
    steps: tuple[StepView, ...]
    displaced: frozenset[int]
    """Steps that came after a later one, as few as explain the order."""
    unclaimed: tuple[Segment, ...]
    """Segments of a technique that belong to no step."""

    @cached_property
    def doubtful(self) -> tuple[Segment, ...]:
        """Stretches that may hold anything.

        Hands unseen, a clear rhythm in which no technique was recognised, or neither a rhythm nor a sure verdict.
        """
        return tuple(segment for segment in self.segments if self._is_doubtful(segment))

    def _is_doubtful(self, segment: Segment) -> bool:
        if segment.technique == "unseen":
            return True
        if segment.technique == "none":
            return self.has_clear_rhythm(segment) or segment.confidence < SURE_REST
        return segment.pace_per_min is None and segment.confidence < UNSURE

    def has_clear_rhythm(self, segment: Segment) -> bool:
        """Whether something is done to a clear rhythm in most of a segment, whatever it was called."""
        timeline = self.analysis.timeline
        inside = (timeline.time_s >= segment.start_s) & (timeline.time_s < segment.end_s)
        known = timeline.regularity[inside & np.isfinite(timeline.regularity)]
        return len(known) > 0 and float(np.median(known)) >= CLEAR_RHYTHM

    @property
    def overrides(self) -> tuple[LabelOverride, ...]:
        """Stretches judged as another technique than the recognition's, in order of time."""
        every = (one for view in self.steps for block in view.blocks for one in block.overrides)
        return tuple(sorted(every, key=lambda one: one.start_s))

    @property
    def found(self) -> list[StepView]:
        """The steps that were found, in order of time."""
        return sorted((view for view in self.steps if view.found), key=lambda view: view.start_s)


def build_session(
    analysis: Analysis, protocol: Protocol, segments: Sequence[Segment], blocks: Sequence[Block]
) -> SessionView:
    """Gather what was measured of every step from the analysis' segments (without directions that are unknown)."""
    views = tuple(
        _build_step(analysis, segments, index, step, tuple(block for block in blocks if block.step_index == index))
        for index, step in enumerate(protocol.steps)
    )
    intervals = [(block.start_s, block.end_s) for block in blocks]
    unclaimed = tuple(
        segment
        for segment in segments
        if segment.technique not in ("none", "unseen") and _overlap_s(segment, intervals) < segment.duration_s / 2
    )
    displaced = find_displaced(find_order([(block.step_index, block.end_s - block.start_s) for block in blocks]))
    return SessionView(analysis, protocol, tuple(segments), views, displaced, unclaimed)


def find_intervals(flags: NDArray[np.bool_], time_s: FloatArray, bridge_s: float) -> list[Interval]:
    """Return the times of the runs of true flags; runs closer than ``bridge_s`` count as one."""
    if not flags.any():
        return []
    tick_s = float(np.median(np.diff(time_s))) if len(time_s) > 1 else 0.0
    index = np.flatnonzero(flags)
    breaks = np.flatnonzero(np.diff(time_s[index]) > bridge_s + tick_s)
    firsts = index[np.concatenate([[0], breaks + 1])]
    lasts = index[np.concatenate([breaks, [len(index) - 1]])]
    return [(float(time_s[a]), float(time_s[b]) + tick_s) for a, b in zip(firsts, lasts, strict=True)]


def _build_step(
    analysis: Analysis, segments: Sequence[Segment], index: int, step: Step, blocks: tuple[Block, ...]
) -> StepView:
    time_s = analysis.timeline.time_s
    spanned = np.zeros(len(time_s), dtype=bool)
    for block in blocks:
        spanned |= (time_s >= block.start_s) & (time_s < block.end_s)
    intervals = [(block.start_s, block.end_s) for block in blocks]
    parts: list[tuple[Segment, float]] = []
    others: list[Segment] = []
    for segment in segments:
        seconds = _overlap_s(segment, intervals)
        if seconds > 0 and segment.technique == step.technique:
            parts.append((segment, seconds))
        elif seconds > 0:
            others.append(segment)
    active = spanned & (analysis.timeline.verdict == step.technique)
    return StepView(index, step, analysis, blocks, spanned, active, tuple(parts), tuple(others))


def _overlap_s(segment: Segment, intervals: Iterable[Interval]) -> float:
    return sum(max(0.0, min(segment.end_s, end) - max(segment.start_s, start)) for start, end in intervals)


def _cycles_in(segment: Segment, seconds: float) -> float | None:
    if segment.cycles is not None and segment.duration_s > 0:
        return segment.cycles * seconds / segment.duration_s
    return None if segment.pace_per_min is None else segment.pace_per_min * seconds / 60.0


def _mean(values: FloatArray, where: NDArray[np.bool_]) -> float:
    return float(np.mean(values[where])) if where.any() else 0.0


def fold_octaves(paces: FloatArray, reference: float) -> FloatArray:
    """Bring paces that are close to half or twice the reference to its octave; others, and NaN, stay."""
    octaves = np.log2(paces / reference)
    whole = np.round(octaves)
    other = (np.abs(whole) == 1) & (np.abs(octaves - whole) < np.log2(1 + OCTAVE_NEARNESS))
    folded: FloatArray = np.where(other, paces * 2.0**-whole, paces)
    return folded


def dominant(weighted: Iterable[tuple[str | None, float]]) -> tuple[str | None, float]:
    """Return the word with the most seconds, and its share of the seconds with a word."""
    seconds: dict[str, float] = {}
    for word, weight in weighted:
        if word is not None:
            seconds[word] = seconds.get(word, 0.0) + weight
    if not seconds:
        return None, 0.0
    word = max(seconds, key=lambda key: seconds[key])
    return word, seconds[word] / sum(seconds.values())
