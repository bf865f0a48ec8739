"""A course of massages: which session is due when, what was done, the break after it, and the same as a calendar file.

The courses are data (``courses.toml``). A plan is never scolded: a session that was put off moves everything after it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coach.errors import InputError
from coach.protocol.schema import Confidence
from coach.words import find_data, say

Phase = Literal["due", "rest", "waiting", "finished", "repeat"]
"""``due``: today is a good day; ``rest``: not before ``next_on``; ``waiting``: the good days have passed, any day is
fine; ``finished``: the course is done and the break runs; ``repeat``: it is time for a course again."""

SESSION_TIME = time(19, 0)
SESSION_LENGTH = timedelta(minutes=40)
"""The guide's upper end of a session, so that the calendar keeps enough time free."""


class Course(BaseModel):
    """One kind of course; ``sessions`` and ``free_days`` are the least and the most."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    text: str
    sessions: tuple[int, int]
    free_days: tuple[int, int]
    source: str
    confidence: Confidence

    @model_validator(mode="after")
    def _ordered(self) -> Course:
        for low, high in (self.sessions, self.free_days):
            if not 0 <= low <= high:
                raise ValueError(f"{self.id}: the least comes before the most, got {low} and {high}")
        return self


class Courses(BaseModel):
    """``courses.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    repeat_after_days: int = Field(gt=0)
    repeat_source: str
    sources: dict[str, str]
    course: tuple[Course, ...]


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One session of a course; ``done_on`` is ``None`` for one that lies ahead."""

    number: int
    due_on: date
    latest_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """Where somebody is in a course.

    Attributes
    ----------
    sessions : tuple of PlannedSession
        Those done, then those ahead up to the most that the course has.
    done : int
    enough : bool
        The least number of sessions is reached: the course may end.
    next_on : date or None
        The first good day for the next session.
    repeat_on : date or None
        When a course is due again; known once this one is finished.
    """

    course: Course
    phase: Phase
    sessions: tuple[PlannedSession, ...]
    done: int
    enough: bool
    next_on: date | None
    repeat_on: date | None


@cache
def load_courses() -> Courses:
    """Read the built-in courses."""
    text = find_data("coach.care", "courses.toml").read_text(encoding="utf-8")
    return Courses.model_validate(tomllib.loads(text))


def find_course(course_id: str) -> Course:
    """Return one course; raises :class:`InputError` naming the known ones."""
    for course in load_courses().course:
        if course.id == course_id:
            return course
    known = ", ".join(course.id for course in load_courses().course)
    raise InputError(say("fault-course-unknown", course=course_id, known=known))


def plan_course(
    course: Course, starts_on: date, done_on: Sequence[date], today: date, ended_on: date | None = None
) -> CoursePlan:
    """Lay out a course.

    Parameters
    ----------
    course : Course
    starts_on : date
        When the first session was planned.
    done_on : sequence of date
        Days on which sessions took place, in any order; several on one day count once, days before ``starts_on`` or
        after ``today`` (the clock was set back) do not count.
    today : date
    ended_on : date, optional
        When the user ended the course.
    """
    least, most = course.sessions
    days = sorted({day for day in done_on if starts_on <= day <= today})[:most]
    shortest, longest = (timedelta(days=free + 1) for free in course.free_days)
    sessions = [PlannedSession(n, day, day, day) for n, day in enumerate(days, start=1)]
    first_day = days[-1] + shortest if days else starts_on
    last_day = days[-1] + longest if days else starts_on
    due = next_on = max(first_day, today)
    for number in range(len(days) + 1, most + 1):
        sessions.append(PlannedSession(number, due, due + longest - shortest, None))
        due += shortest
    over = len(days) == most or ended_on is not None
    if over:
        last = days[-1] if days else ended_on or starts_on
        repeat_on = last + timedelta(days=load_courses().repeat_after_days)
        phase: Phase = "repeat" if today >= repeat_on else "finished"
        return CoursePlan(course, phase, tuple(sessions[: len(days)]), len(days), len(days) >= least, None, repeat_on)
    phase = "rest" if today < first_day else "due" if today <= last_day else "waiting"
    return CoursePlan(course, phase, tuple(sessions), len(days), len(days) >= least, next_on, None)


def export_calendar(plan: CoursePlan, name: str, texts: CalendarTexts, uid: str, now: datetime) -> bytes:
    """Return the sessions ahead, and the next course, as an iCalendar file (RFC 5545).

    Times are local times without a zone: 19:00 stays 19:00 wherever the calendar is opened.

    Parameters
    ----------
    plan : CoursePlan
    name : str
        Of the calendar.
    texts : CalendarTexts
    uid : str
        Of the course: importing the file again updates the events instead of doubling them.
    now : datetime
        With a time zone; the moment of the export.
    """
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//massage-coach//course//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)

    def add_event(tag: str, title: str, text: str, day: date, *, timed: bool) -> None:
        event = Event()
        event.add("uid", f"{uid}-{tag}@massage-coach")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("summary", title)
        event.add("description", text)
        if timed:
            start = datetime.combine(day, SESSION_TIME)
            event.add("dtstart", start)
            event.add("dtend", start + SESSION_LENGTH)
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", title)
            alarm.add("trigger", -timedelta(hours=2))
            event.add_component(alarm)
        else:
            event.add("dtstart", day)
            event.add("dtend", day + timedelta(days=1))
        calendar.add_component(event)

    ahead = [session for session in plan.sessions if session.done_on is None]
    least = plan.course.sessions[0]
    for session in ahead:
        name_event = texts.session if session.number <= least else texts.optional_session
        title = name_event(session.number, plan.course.sessions[1])
        add_event(f"{session.number}", title, texts.description, session.due_on, timed=True)
    last = ahead[-1].due_on if ahead else plan.repeat_on
    if last is not None:
        repeat_on = plan.repeat_on or last + timedelta(days=load_courses().repeat_after_days)
        add_event("repeat", texts.repeat, texts.repeat_description, repeat_on, timed=False)
    return bytes(calendar.to_ical())


@dataclass(frozen=True, slots=True)
class CalendarTexts:
    """Words of the calendar's events; those of a session are made of its number and how many there are at most."""

    session: Callable[[int, int], str]
    optional_session: Callable[[int, int], str]
    description: str
    repeat: str
    repeat_description: str
