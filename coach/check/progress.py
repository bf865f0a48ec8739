"""Follows a session step by step while it happens: how far the present step is, and when it ends by itself.

Pure and deterministic: the only clock is the time in the snapshots, so a replayed recording goes through the same
states as the live session did.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.protocol.schema import Band, Protocol, Step
from coach.protocol.variants import scale_protocol
from coach.records import Axis, Drift, HandsMode, Sense, Snapshot
from coach.technique.sureness import may_be

MAX_TICK_S = 0.5
"""A longer silence between two snapshots is a pause, not practice: only this much of it counts."""

WHOLE = 1e-6
"""Fractions of cycles add up to whole ones within this."""

MOVED_ON_S = 4.0
"""Somebody who does the next step's technique this long, with the least that was asked done, has moved on."""


@dataclass(frozen=True, slots=True)
class StepState:
    """Where a session stands.

    Attributes
    ----------
    index : int
        Position of the present step, from 0.
    step : Step
        What is asked, already scaled: ``step.pace_per_min``, ``step.axis``, ``step.sense``...
    elapsed_s : float
        Seconds in which the step's technique was seen, or what real hands that do it are called instead.
    cycles : int
        Whole cycles of the step's technique.
    target_s, target_cycles : float or None
        What ends the step; one of the two is set.
    fraction : float
        How much of the target is done, 0 to 1.
    enough : bool
        The least that the band asks is done.
    finished : bool
        The step has just reached its target; the next update belongs to the next step.
    session_done : bool
        Every step has been finished.
    """

    index: int
    step: Step
    elapsed_s: float
    cycles: int
    target_s: float | None
    target_cycles: int | None
    fraction: float
    enough: bool
    finished: bool
    session_done: bool

    @property
    def pace(self) -> Band | None:
        """Band of the asked pace."""
        return self.step.pace_per_min

    @property
    def axis(self) -> Axis | None:
        """Asked axis."""
        return self.step.axis

    @property
    def sense(self) -> Sense | None:
        """Asked sense."""
        return self.step.sense

    @property
    def drift(self) -> Drift | None:
        """Asked drift."""
        return self.step.drift

    @property
    def hands(self) -> HandsMode | None:
        """Asked use of the hands: the first that the step allows."""
        return self.step.hands[0] if self.step.hands else None

    @property
    def left_s(self) -> float | None:
        """Seconds left, ``None`` for a counted step."""
        return None if self.target_s is None else max(0.0, self.target_s - self.elapsed_s)

    @property
    def left_cycles(self) -> int | None:
        """Cycles left, ``None`` for a timed step."""
        return None if self.target_cycles is None else max(0, self.target_cycles - self.cycles)


class StepTracker:
    """Leads through the steps of one protocol.

    Parameters
    ----------
    protocol : Protocol
    time_scale : float
        Durations and counts as a share of the protocol's, for a shortened session.

    Notes
    -----
    Not thread safe: whoever pushes the snapshots owns it.
    """

    def __init__(self, protocol: Protocol, time_scale: float = 1.0) -> None:
        self.protocol = protocol if time_scale == 1.0 else scale_protocol(protocol, factor=time_scale)
        self._index = 0
        self._finished_last = False
        self._session_done = False
        self._last_time_s: float | None = None
        self._counted: tuple[float, float] | None = None
        self._start_step()

    def update(self, snapshot: Snapshot) -> StepState:
        """Take in the newest snapshot and return where the session stands."""
        if self._finished_last and not self._session_done:
            self.go_to(self._index + 1)
        passed_s = self._passed_s(snapshot.time_s)
        new_cycles = self._new_cycles(snapshot)
        if not self._session_done:
            self._count(snapshot, passed_s, new_cycles)
        return self.state

    def go_to(self, index: int) -> StepState:
        """Begin the step at ``index`` (clamped to the protocol): the user pressed next or back."""
        self._index = min(max(index, 0), len(self.protocol.steps) - 1)
        self._session_done = False
        self._start_step()
        return self.state

    def insert(self, step: Step) -> StepState:
        """Put one more step behind the present one; the session then ends after it at the earliest."""
        before, after = self.protocol.steps[: self._index + 1], self.protocol.steps[self._index + 1 :]
        self.protocol = self.protocol.model_copy(update={"steps": (*before, step, *after)})
        self._session_done = False
        return self.state

    def pause(self) -> None:
        """Do not count the time until the next snapshot."""
        self._last_time_s = None

    @property
    def state(self) -> StepState:
        """Where the session stands now."""
        step = self.protocol.steps[self._index]
        target_s = step.duration_s.middle if step.duration_s else None
        target_cycles = round(step.count.middle) if step.count else None
        if target_s is not None:
            fraction, least = self._elapsed_s / target_s, step.duration_s.low if step.duration_s else 0.0
            enough = self._elapsed_s >= least
        else:
            fraction = (self._cycles + WHOLE) / (target_cycles or 1)
            enough = self._cycles + WHOLE >= (step.count.low if step.count else 0.0)
        return StepState(
            index=self._index,
            step=step,
            elapsed_s=self._elapsed_s,
            cycles=int(self._cycles + WHOLE),
            target_s=target_s,
            target_cycles=target_cycles,
            fraction=min(1.0, fraction),
            enough=enough,
            finished=self._finished_last,
            session_done=self._session_done,
        )

    def _start_step(self) -> None:
        self._elapsed_s = 0.0
        self._cycles = 0.0
        self._next_technique_s = 0.0
        self._finished_last = False

    def _passed_s(self, time_s: float) -> float:
        last, self._last_time_s = self._last_time_s, time_s
        return 0.0 if last is None else min(max(time_s - last, 0.0), MAX_TICK_S)

    def _new_cycles(self, snapshot: Snapshot) -> float:
        """Cycles since the last snapshot; a verdict that began anew counts from zero."""
        last, self._counted = self._counted, (snapshot.since_s, snapshot.cycles)
        before = last[1] if last is not None and last[0] == snapshot.since_s else 0.0
        return max(0.0, snapshot.cycles - before)

    def _count(self, snapshot: Snapshot, passed_s: float, new_cycles: float) -> None:
        steps = self.protocol.steps
        step = steps[self._index]
        is_last = self._index == len(steps) - 1
        following = None if is_last else steps[self._index + 1].technique
        if may_be(step.technique, snapshot.verdict):
            self._elapsed_s += passed_s
            self._cycles += new_cycles
        if snapshot.verdict == step.technique:
            self._next_technique_s = 0.0
        elif snapshot.verdict == following:
            self._next_technique_s += passed_s
        moved_on = self.state.enough and self._next_technique_s >= MOVED_ON_S
        if self.state.fraction >= 1.0 or moved_on:
            self._finished_last = True
            self._session_done = is_last
