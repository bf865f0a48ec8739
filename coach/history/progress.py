"""How somebody gets on over the weeks: lines to draw, what to practise next and why, and how many hints are useful.

Pure functions over the listed sessions of one person, the earliest first. Practice on a cushion counts for the hands,
never for pain. Nothing that was not judged is guessed, and nothing here rewards force or speed.

The fewer-hints rule follows the fading of feedback in motor learning: frequent feedback helps while learning but
hinders keeping what was learned (Winstein and Schmidt 1990; Salmoni, Schmidt and Walter 1984), and only a test without
feedback shows what has stayed. The figures below are this project's own choice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import fmean
from typing import Literal, get_args

from coach.history.entries import Guidance, Session
from coach.history.summary import WORK, TechniqueSummary

Measure = Literal["score", "pace", "rhythm", "direction", "evenness"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
PRACTISED: tuple[Measure, ...] = ("direction", "pace", "rhythm", "evenness")
"""What can be practised, in the order in which the coach itself takes them up; the score only sums them up."""

RECENT = 3
"""Sessions that say how it stands now: one may be a bad day, five would be slow to notice a change."""
GOOD = 0.85
"""From here on a measure needs no practice of its own."""
VERY_GOOD = 0.92
SLIPPED = 0.70
RETEST_EVERY = 5
"""Sessions after which a session without hints shows what has stayed."""
LEAST_SECONDS = 10.0
"""A technique that was done for less says nothing about how it is done."""
WEEKLY_FROM = timedelta(weeks=8)
"""Longer histories are drawn as means of weeks, or the points would run together."""


@dataclass(frozen=True, slots=True)
class Point:
    """One measure of one technique at one time, 0 to 1; ``sessions`` were averaged."""

    when: datetime
    number: int
    technique: str
    value: float
    sessions: int


@dataclass(frozen=True, slots=True)
class PainPoint:
    """Pain before and after one session."""

    when: datetime
    number: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to practise next: the weakest of what was judged lately.

    ``value`` is its mean over the last ``sessions`` in which it was judged.
    """

    technique: str
    measure: Measure
    value: float
    sessions: int


@dataclass(frozen=True, slots=True)
class GuidanceAdvice:
    """How many hints are useful now.

    ``retest`` proposes a session without any; ``basis`` is the mean score behind it.
    """

    level: Guidance
    retest: bool
    basis: float | None


@dataclass(frozen=True, slots=True)
class Best:
    """The steadiest session of a technique."""

    technique: str
    rhythm: float
    when: datetime


def draw_points(sessions: Sequence[Session], measure: Measure) -> list[Point]:
    """Return what a chart of one measure shows, a point a session or, over a longer time, a point a week."""
    points = [
        Point(session.started_at, number, name, value, 1)
        for number, session in enumerate(sessions, start=1)
        for name, summary in _judged(session)
        if (value := _value(summary, measure)) is not None
    ]
    if not points or points[-1].when - points[0].when < WEEKLY_FROM or is_clock_wrong(sessions):
        return points
    weeks: dict[tuple[str, datetime], list[Point]] = defaultdict(list)
    for point in points:
        weeks[point.technique, _monday(point.when)].append(point)
    return [
        Point(monday, group[0].number, name, fmean(point.value for point in group), len(group))
        for (name, monday), group in weeks.items()
    ]


def is_clock_wrong(sessions: Sequence[Session]) -> bool:
    """Whether dates cannot be trusted to be in order, so that a chart counts sessions instead."""
    return any(session.clock_was_wrong for session in sessions)


def list_pain(sessions: Sequence[Session]) -> list[PainPoint]:
    """Return the pain of every session with a receiver in which it was noted."""
    return [
        PainPoint(session.started_at, number, session.pain_before, session.pain_after)
        for number, session in enumerate(sessions, start=1)
        if not session.cushion and not (session.pain_before is None and session.pain_after is None)
    ]


def suggest_practice(sessions: Sequence[Session]) -> Suggestion | None:
    """Return the weakest technique and measure of late, or ``None`` when all that was judged is good."""
    weakest: Suggestion | None = None
    for name in WORK:
        for measure in PRACTISED:
            values = _recent(sessions, name, measure)
            if not values or fmean(values) >= GOOD:
                continue
            if weakest is None or fmean(values) < weakest.value:
                weakest = Suggestion(name, measure, fmean(values), len(values))
    return weakest


def advise_guidance(sessions: Sequence[Session]) -> GuidanceAdvice:
    """Return how many hints are useful in the next session.

    Every fault at first; a summary after each step once the last sessions were good; none once they were very good
    with few hints. A slip brings the hints back.
    """
    scored = [session for session in sessions if session.summary.score is not None]
    recent = [session.summary.score for session in scored[-RECENT:] if session.summary.score is not None]
    if not recent:
        return GuidanceAdvice("every", False, None)
    mean = fmean(recent)
    if len(recent) < RECENT or recent[-1] < SLIPPED or mean < GOOD:
        return GuidanceAdvice("every", False, mean)
    faded = all(session.guidance != "every" for session in scored[-RECENT:])
    level: Guidance = "none" if faded and mean >= VERY_GOOD else "summary"
    since = next((i for i, session in enumerate(reversed(scored)) if session.guidance == "none"), len(scored))
    return GuidanceAdvice(level, level != "none" and since >= RETEST_EVERY, mean)


def find_bests(sessions: Sequence[Session]) -> list[Best]:
    """Return the steadiest session of each technique; there is no best in force, and none in speed."""
    bests: dict[str, Best] = {}
    for session in sessions:
        for name, summary in _judged(session):
            if summary.rhythm is not None and (name not in bests or summary.rhythm > bests[name].rhythm):
                bests[name] = Best(name, summary.rhythm, session.started_at)
    return [bests[name] for name in WORK if name in bests]


def count_minutes(sessions: Sequence[Session], since: datetime, until: datetime) -> float:
    """Return the minutes practised in a span of time."""
    return sum(session.duration_s for session in sessions if since <= session.started_at < until) / 60.0


def _judged(session: Session) -> Iterator[tuple[str, TechniqueSummary]]:
    for name in WORK:
        summary = session.summary.techniques.get(name)
        if summary is not None and summary.seconds >= LEAST_SECONDS:
            yield name, summary


def _recent(sessions: Sequence[Session], technique: str, measure: Measure) -> list[float]:
    values: list[float] = []
    for session in reversed(sessions):
        for name, summary in _judged(session):
            if name == technique and (value := _value(summary, measure)) is not None:
                values.append(value)
        if len(values) == RECENT:
            break
    return values


def _value(summary: TechniqueSummary, measure: Measure) -> float | None:
    value: float | None = getattr(summary, measure)
    return value


def _monday(when: datetime) -> datetime:
    day = when.astimezone(UTC)
    return (day - timedelta(days=day.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
