"""The level that somebody has reached in each technique, and what the next one asks.

Five named levels: *watch* the demonstration, *follow* with every hint, *hold* with few, *alone* with none, and *kept*
when it is still there in a retest a week later. Hints fade because what is practised with many is kept badly (see
:mod:`coach.history.progress`); only a test without hints after some days shows what was learnt (Soderstrom and Bjork
2015, learning against performance). The figures are this project's own choice.

Only live sessions count, each technique by itself, and only where it was judged. A session with more hints than a level
allows neither counts for it nor against it.

Rounds of one step (:mod:`coach.live.rounds`) count for no level, and against none: all but the last ask a pace nearer
to the learner's than the step does, only the pace is looked at, and the same step many times in a row goes better than
it is learnt (Shea and Morgan 1979, blocked against random practice). They have no score, so no level sees them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, get_args

from coach.history.entries import Guidance, Session
from coach.history.progress import GOOD, LEAST_SECONDS
from coach.history.summary import WORK

Level = Literal["watch", "follow", "hold", "alone", "kept"]
LEVELS: tuple[Level, ...] = get_args(Level)

RETEST_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked to reach a level.

    Attributes
    ----------
    guidance : frozenset of Guidance
        Hints with which a session counts.
    sessions : int
        So many in a row.
    score : float
        Least score of the technique in each, 0 to 1.
    after : timedelta
        No sooner than this after the level before was reached.
    """

    guidance: frozenset[Guidance]
    sessions: int
    score: float
    after: timedelta = timedelta()


_ANY: frozenset[Guidance] = frozenset(get_args(Guidance))
DEMANDS: dict[Level, Demand] = {
    "follow": Demand(_ANY, 1, 0.0),
    "hold": Demand(_ANY, 2, GOOD),
    "alone": Demand(frozenset({"summary", "none"}), 2, GOOD),
    "kept": Demand(frozenset({"none"}), 1, GOOD, RETEST_AFTER),
}
"""What it takes to reach each level but the first. *Follow* begins with the first try; *hold* is reached with every
hint, *alone* with few, and *kept* with none, a week later."""

FALLS_TO: Level = "hold"
"""Where a retest that was not passed leads back to."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in one technique.

    Attributes
    ----------
    level : Level
        The one that is being practised; *kept* is the goal, with nothing behind it.
    done : int
        Sessions in a row that count for the next one.
    since : datetime or None
        When the level was reached; ``None`` at the first.
    """

    technique: str
    level: Level = "watch"
    done: int = 0
    since: datetime | None = None

    @property
    def following(self) -> Level | None:
        """The next level; ``None`` at the last."""
        index = LEVELS.index(self.level) + 1
        return LEVELS[index] if index < len(LEVELS) else None

    @property
    def demand(self) -> Demand | None:
        """What the next level asks; ``None`` at the last."""
        return None if self.following is None else DEMANDS[self.following]

    @property
    def opens_at(self) -> datetime | None:
        """From when on a session can count for the next level; ``None`` for at once."""
        demand = self.demand
        return None if demand is None or self.since is None or not demand.after else self.since + demand.after


def find_standings(sessions: Sequence[Session]) -> list[Standing]:
    """Return where somebody stands in each technique, after all sessions, the earliest first."""
    return [_find_standing(name, sessions) for name in WORK]


def find_retests(sessions: Sequence[Session], now: datetime) -> list[str]:
    """Return the techniques whose retest is due: alone was reached a week ago or longer, and not tested since."""
    standings = find_standings(sessions)
    return [each.technique for each in standings if each.opens_at is not None and each.opens_at <= now]


def _find_standing(technique: str, sessions: Sequence[Session]) -> Standing:
    standing = Standing(technique)
    for session in sessions:
        summary = session.summary.techniques.get(technique)
        if session.kind != "live" or summary is None or summary.score is None or summary.seconds < LEAST_SECONDS:
            continue
        standing = _take(standing, session.guidance, summary.score, session.ordered_at)
    return standing


def _take(standing: Standing, guidance: Guidance, score: float, at: datetime) -> Standing:
    """Take one more session into account."""
    demand = standing.demand
    if demand is None or guidance not in demand.guidance:
        return standing
    if standing.opens_at is not None and at < standing.opens_at:
        return standing
    if score < demand.score:
        fallen = demand.after and standing.following == LEVELS[-1]
        return Standing(standing.technique, FALLS_TO, 0, at) if fallen else replace(standing, done=0)
    if standing.done + 1 < demand.sessions:
        return replace(standing, done=standing.done + 1)
    assert standing.following is not None
    return Standing(standing.technique, standing.following, 0, at)
