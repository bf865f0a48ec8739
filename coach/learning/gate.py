"""Whether a local model may be taken into use: a pure function of how it did on what it did not learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from coach.hands.assignment import find_assignment
from coach.learning.measuring import LeftOut
from coach.motion.rhythm import TICK_S
from coach.records import TECHNIQUES

LEAST_SESSIONS = 2
LEAST_SECONDS = 60.0
"""Less than a minute of corrections is an accident rather than a lesson."""
LEAST_SECONDS_OF_ONE = 10.0
LEAST_NAMED = 2
"""From one technique alone nobody learns to tell it from others."""
LEAST_GAIN = 0.005
LEAST_RIGHT = 0.6
"""Where a model that learnt from the teacher agrees with them less often than so, the names follow no movement."""
MOST_LOSS = 0.005
"""On the general clips, the techniques counting alike: half a point."""
MOST_LOSS_OF_ONE = 0.02
"""Of a single technique on the general clips."""
EXCHANGED_RIGHT = 0.8
"""Names look exchanged where, with them exchanged, the shipped model would be right in this share of the seconds..."""
EXCHANGED_GAIN = 0.3
"""... and in so much more than as they stand."""

Reason = Literal["few_sessions", "few_seconds", "one_technique", "exchanged", "unclear", "not_better", "forgets"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Why a model may not be taken into use; it may where there is no reason.

    Attributes
    ----------
    reasons : tuple of Reason
        The most basic one first.
    exchanged : tuple of (str, str)
        Named, and what it seems to be, where names look exchanged.
    """

    reasons: tuple[Reason, ...]
    exchanged: tuple[tuple[str, str], ...] = ()

    @property
    def adoptable(self) -> bool:
        """Whether the model may be taken into use."""
        return not self.reasons


def judge_material(seconds_of: Sequence[float], sessions: int) -> tuple[Reason, ...]:
    """Judge whether there is enough to learn from at all.

    Parameters
    ----------
    seconds_of : sequence of float, length 5
        Seconds named of each technique.
    sessions : int
    """
    reasons: list[Reason] = []
    if sessions < LEAST_SESSIONS:
        reasons.append("few_sessions")
    if sum(seconds_of) < LEAST_SECONDS:
        reasons.append("few_seconds")
    if sum(seconds >= LEAST_SECONDS_OF_ONE for seconds in seconds_of) < LEAST_NAMED:
        reasons.append("one_technique")
    return tuple(reasons)


def judge(left_out: LeftOut, sessions: int) -> Judgement:
    """Judge a model: enough to learn from, no names exchanged, better outside its own examples, nothing forgotten."""
    reasons = list(judge_material(left_out.confusion.sum(axis=1) * TICK_S, sessions))
    exchanged = find_exchanged(left_out)
    if exchanged:
        reasons.append("exchanged")
    if left_out.after < LEAST_RIGHT:
        reasons.append("unclear")
    gain = left_out.after - left_out.before
    if gain < LEAST_GAIN or left_out.better <= left_out.worse:
        reasons.append("not_better")
    if forgets(left_out):
        reasons.append("forgets")
    return Judgement(tuple(reasons), exchanged)


def forgets(left_out: LeftOut) -> bool:
    """Whether too much of what the shipped model knew is lost."""
    losses = left_out.general_before - left_out.general_after
    return bool(losses.mean() > MOST_LOSS or losses.max() > MOST_LOSS_OF_ONE)


def choose_strength(measured: Sequence[LeftOut]) -> int:
    """Choose the first, and so the strongest, of several strengths that forgets nothing; the first where all do."""
    return next((place for place, left_out in enumerate(measured) if not forgets(left_out)), 0)


def find_exchanged(left_out: LeftOut) -> tuple[tuple[str, str], ...]:
    """Find names that look exchanged: with other names the shipped model would be right nearly everywhere."""
    confusion = left_out.confusion
    total = max(int(confusion.sum()), 1)
    named, meant = np.array(find_assignment(-confusion.astype(np.float64))).T
    right = float(np.trace(confusion)) / total
    best = float(confusion[named, meant].sum()) / total
    if best < EXCHANGED_RIGHT or best - right < EXCHANGED_GAIN:
        return ()
    used = confusion.sum(axis=1) > 0
    pairs = zip(named.tolist(), meant.tolist(), strict=True)
    # One technique that is always taken for another is what corrections are for; an exchange uses both names.
    return tuple((TECHNIQUES[n], TECHNIQUES[m]) for n, m in pairs if n != m and used[n] and used[m])
