"""One step practised in rounds, whose pace goes from what was measured to what the step asks.

Each round is a step of a protocol made for the purpose, so that it is led, drawn and counted as any other. A round that
was held leads to the next one; one that was not is repeated once, nearer to what was done, unless what was done lies
already nearer to the goal than what was asked. A round whose pace was not seen well enough is neither: nothing is
claimed of it, and the next one comes.
"""

from __future__ import annotations

import contextlib
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from coach.check.measure import SEEN_SHARE_NEEDED
from coach.check.parts import limits_of
from coach.check.progress import StepState, StepTracker
from coach.history.practised import PractisedRounds
from coach.protocol.schema import Band, Protocol, Step
from coach.records import Snapshot
from coach.technique.sureness import may_be
from coach.words import say

ROUNDS = 5
"""From the first pace to the middle of the band in four equal steps (this project's choice)."""

LAST_ROUND = f"round-{ROUNDS}"
"""Id of the round that asks the step's own band."""

FARTHEST = 0.5
"""Of the band's middle, how far from it a series begins at most: no step is then larger than an eighth of it."""

ROUND_S = 30.0
LEAST_CYCLES = 4
"""Length of a round, seconds, but at least so many movements: a slow stroke takes seven seconds."""

SETTLED = 0.5
"""Share of a round after which its pace is taken: until then the hands look for it."""

LENGTH_SPREAD = 0.2
"""Half width of the band of a round's length, as a share of it."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round that was done.

    Attributes
    ----------
    id : str
        Id of its step.
    target_per_min, low, high : float
        What was asked, cycles a minute, and within which pace counted as held.
    pace_per_min : float or None
        Median of the second half of the round; ``None`` where the pace was seen for less than 60 % of it.
    """

    id: str
    target_per_min: float
    low: float
    high: float
    pace_per_min: float | None

    @property
    def held(self) -> bool | None:
        """Whether the pace was held; ``None`` when it was not seen."""
        return None if self.pace_per_min is None else self.low <= self.pace_per_min <= self.high

    @property
    def gentler_per_min(self) -> float:
        """Target of the same round once more: halfway between what was asked and what was done."""
        return self.target_per_min if self.pace_per_min is None else (self.target_per_min + self.pace_per_min) / 2


_ROUND: TypeAdapter[Round] = TypeAdapter(Round)


def plan_targets(measured_per_min: float, band: Band) -> tuple[float, ...]:
    """Return the pace of each round, from near the measured one to the middle of the band, in equal steps."""
    low, high = band.middle * (1 - FARTHEST), band.middle * (1 + FARTHEST)
    first = min(max(measured_per_min, low), high)
    return tuple(first + (band.middle - first) * number / (ROUNDS - 1) for number in range(ROUNDS))


def plan_rounds(protocol: Protocol, step: Step, measured_per_min: float) -> Protocol:
    """Return one step of a protocol as a series of rounds.

    Parameters
    ----------
    protocol : Protocol
        The step's, within the limits of the person who is massaged.
    step : Step
    measured_per_min : float
        What was done before, cycles a minute.

    Raises
    ------
    ValueError
        For a step that asks no pace.
    """
    band = step.pace_per_min
    if band is None:
        raise ValueError(f'step "{step.id}" asks no pace, so no pace can be practised')
    targets = plan_targets(measured_per_min, band)
    steps = tuple(_make_round(step, number, target) for number, target in enumerate(targets, 1))
    minutes = sum(each.planned_s for each in steps) / 60.0
    length = Band(low=minutes / 2, high=3 * minutes, unit="min", source=band.source, confidence="none")
    changes = {"steps": steps, "variants": (), "session_minutes": length, "time_scale": 1.0, "variant": None}
    return protocol.model_copy(update=changes)


def _make_round(step: Step, number: int, target: float) -> Step:
    band = _require_pace(step)
    share = target / band.middle
    words = {"number": number, "rounds": ROUNDS, "pace": target}
    goal = say("rounds-goal", low=band.low, high=band.high)
    later: dict[str, Any] = {"text": say("rounds-step", pace=target, goal=goal), "cautions": ()}
    return step.model_copy(
        update={
            "id": f"round-{number}",
            "title": say("rounds-title", **words),
            "cues": (goal,),
            "pace_per_min": _scale(band, share),
            "speed_cm_s": None,
            **_make_length(step, target),
            **({} if number == 1 else later),
        }
    )


def _make_length(step: Step, target: float) -> dict[str, Band | None]:
    """Give a round a count where the step has one, else a duration."""
    given = step.duration_s or step.count
    assert given is not None, "a step has a duration or a count"
    cycles = max(LEAST_CYCLES, round(ROUND_S * target / 60.0))
    if step.duration_s is not None:
        length = max(ROUND_S, cycles * 60.0 / target)
        ends = {"low": length * (1 - LENGTH_SPREAD), "high": length * (1 + LENGTH_SPREAD)}
        return {"duration_s": given.model_copy(update=ends), "count": None}
    cycles = min(cycles, max(LEAST_CYCLES, round(given.middle)))
    return {"duration_s": None, "count": given.model_copy(update={"low": float(cycles), "high": float(cycles)})}


def _repeat(step: Step, target: float) -> Step:
    band = _require_pace(step)
    goal = step.cues[0]
    return step.model_copy(
        update={
            "id": f"{step.id}-again",
            "title": say("rounds-title-again", title=step.title.partition(":")[0], pace=target),
            "text": say("rounds-step", pace=target, goal=goal),
            "cautions": (),
            "pace_per_min": _scale(band, target / band.middle),
        }
    )


def _scale(band: Band, share: float) -> Band:
    return band.model_copy(update={"low": band.low * share, "high": band.high * share})


def _require_pace(step: Step) -> Band:
    assert step.pace_per_min is not None, "every round asks a pace"
    return step.pace_per_min


class RoundsKeeper:
    """Takes down what became of each round, and repeats one that was not held.

    Parameters
    ----------
    done : iterable of Round
        Rounds of a session that was cut off and goes on.
    """

    def __init__(self, done: Iterable[Round] = ()) -> None:
        self._done = {each.id: each for each in done}
        self._paces: list[float | None] = []
        self._step = ""

    @property
    def done(self) -> tuple[Round, ...]:
        """The rounds that came to their end, each in its last try."""
        return tuple(self._done.values())

    def follow(self, tracker: StepTracker, state: StepState, snapshot: Snapshot) -> StepState:
        """Take in the newest snapshot; returns where the session stands, with the round once more if it is repeated."""
        step = state.step
        if step.id != self._step or state.fraction < SETTLED:
            self._step, self._paces = step.id, []
        if state.fraction >= SETTLED:
            self._paces.append(snapshot.pace_per_min if may_be(step.technique, snapshot.verdict) else None)
        if not state.finished or not self._paces:
            return state
        ended = judge_round(step, self._paces)
        self._done.pop(step.id, None)
        self._done[step.id] = ended
        self._paces = []
        steps = tracker.protocol.steps
        again = _repeat(step, ended.gentler_per_min)
        goal = next(_require_pace(each) for each in steps if each.id == LAST_ROUND)
        twice = step.id.endswith("-again") or again.id in {each.id for each in steps}
        if ended.held is not False or twice or is_ahead(ended, goal):
            return state
        return tracker.insert(again)


def judge_round(step: Step, paces: list[float | None]) -> Round:
    """Return what became of a round, by the paces (cycles a minute) of its second half; ``None``: not seen."""
    band = _require_pace(step)
    known = [pace for pace in paces if pace is not None]
    enough = bool(known) and len(known) >= SEEN_SHARE_NEEDED * len(paces)
    limits = limits_of(band, "pace")
    return Round(step.id, band.middle, limits.low, limits.high, statistics.median(known) if enough else None)


def is_ahead(done: Round, goal: Band) -> bool:
    """Whether the pace of a round lies between its target and the far end of the goal."""
    if done.pace_per_min is None:
        return False
    limits = limits_of(goal, "pace")
    if done.target_per_min <= goal.middle:
        return done.target_per_min <= done.pace_per_min <= limits.high
    return limits.low <= done.pace_per_min <= done.target_per_min


def sum_up(done: Iterable[Round], goal: Step) -> PractisedRounds | None:
    """Return what the history keeps of the rounds of a session; ``None`` where none came to its end.

    Parameters
    ----------
    done : iterable of Round
    goal : Step
        The last round, which asks the step's own pace.
    """
    paces = tuple(each.pace_per_min for each in done)
    band = _require_pace(goal)
    return PractisedRounds(goal.technique, band.low, band.high, paces) if paces else None


def write_round(done: Round) -> dict[str, Any]:
    """Return a round as plain data."""
    return asdict(done)


def read_rounds(events: Iterable[Mapping[str, Any]]) -> tuple[Round, ...]:
    """Return the rounds among the events of a recorded session, each in its last try; damaged ones are left out."""
    done: dict[str, Round] = {}
    for event in events:
        if event.get("kind") != "round":
            continue
        with contextlib.suppress(ValidationError):
            each = _ROUND.validate_python(event.get("round"))
            done.pop(each.id, None)
            done[each.id] = each
    return tuple(done.values())
