"""Courses: what is due when, and a calendar file that a calendar reads."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from coach.care.course import CalendarTexts, export_calendar, find_course, load_courses, plan_course
from coach.errors import InputError

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
TEXTS = CalendarTexts(
    session="Massage {} of {}".format,
    optional_session="Massage {} of {}, if it still does good".format,
    description="Screening first; oil, towels; commas, semicolons; \\ and\nlines " + "long " * 40,
    repeat="Time for a course again: Grüße",
    repeat_description="Half a year has passed.",
)


def days(*offsets: int) -> list[date]:
    return [MONDAY + timedelta(days=offset) for offset in offsets]


def test_the_courses_are_those_of_the_guide() -> None:
    figures = {course.id: (course.sessions, course.free_days) for course in load_courses().course}
    assert figures == {"prophylactic": ((10, 10), (2, 3)), "daily": ((8, 10), (0, 0)), "long": ((10, 15), (0, 1))}
    assert load_courses().repeat_after_days == 182, "half a year"
    with pytest.raises(InputError, match="prophylactic, daily, long"):
        find_course("weekly")


def test_a_new_course_is_due_from_its_first_day() -> None:
    plan = plan_course(find_course("prophylactic"), MONDAY, [], MONDAY)
    assert (plan.phase, plan.done, plan.next_on) == ("due", 0, MONDAY)
    assert [session.due_on for session in plan.sessions[:3]] == days(0, 3, 6)
    early = plan_course(find_course("prophylactic"), MONDAY, [], MONDAY - timedelta(days=2))
    assert (early.phase, early.next_on) == ("rest", MONDAY)


@pytest.mark.parametrize(
    ("today", "phase", "next_day"), [(0, "rest", 3), (2, "rest", 3), (3, "due", 3), (4, "due", 4), (5, "waiting", 5)]
)
def test_two_or_three_days_of_rest(today: int, phase: str, next_day: int) -> None:
    plan = plan_course(find_course("prophylactic"), MONDAY, days(0), MONDAY + timedelta(days=today))
    assert (plan.phase, plan.next_on) == (phase, MONDAY + timedelta(days=next_day))
    assert plan.sessions[1].due_on == max(plan.next_on, days(3)[0])


def test_a_daily_course_may_end_after_eight_and_ends_after_ten() -> None:
    course = find_course("daily")
    seven = plan_course(course, MONDAY, days(*range(7)), days(7)[0])
    assert (seven.phase, seven.enough) == ("due", False)
    eight = plan_course(course, MONDAY, days(*range(8)), days(8)[0])
    assert (eight.phase, eight.enough, len(eight.sessions)) == ("due", True, 10)
    ended = plan_course(course, MONDAY, days(*range(8)), days(8)[0], ended_on=days(8)[0])
    assert (ended.phase, ended.repeat_on) == ("finished", days(7 + 182)[0])
    ten = plan_course(course, MONDAY, days(*range(10)), days(10)[0])
    assert (ten.phase, ten.repeat_on, ten.next_on) == ("finished", days(9 + 182)[0], None)
    assert plan_course(course, MONDAY, days(*range(10)), days(9 + 182)[0]).phase == "repeat"


def test_days_outside_the_course_or_from_the_future_do_not_count() -> None:
    plan = plan_course(find_course("daily"), MONDAY, days(-5, 0, 0, 1, 9), days(2)[0])
    assert [session.done_on for session in plan.sessions if session.done_on] == days(0, 1)


@given(
    st.sampled_from(["prophylactic", "daily", "long"]),
    st.sets(st.integers(0, 60)),
    st.integers(0, 400),
)
def test_a_plan_is_always_in_order(name: str, done: set[int], today: int) -> None:
    course = find_course(name)
    plan = plan_course(course, MONDAY, days(*done), MONDAY + timedelta(days=today))
    due = [session.due_on for session in plan.sessions]
    assert due == sorted(set(due))
    assert [session.number for session in plan.sessions] == list(range(1, len(due) + 1))
    assert plan.done <= course.sessions[1]
    ahead = [session for session in plan.sessions if session.done_on is None]
    assert all(session.due_on >= MONDAY + timedelta(days=today) for session in ahead)
    if plan.next_on is not None:
        assert ahead[0].due_on == plan.next_on


def test_the_calendar_is_read_back_as_it_was_written() -> None:
    plan = plan_course(find_course("daily"), MONDAY, days(0), days(1)[0])
    raw = export_calendar(plan, "Massage; for Vera, <b>", TEXTS, "abc", NOW)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "RFC 5545, 3.1: lines of at most 75 octets"
    calendar = Calendar.from_ical(raw)
    assert str(calendar["x-wr-calname"]) == "Massage; for Vera, <b>"
    events = calendar.walk("VEVENT")
    assert len(events) == 10, "nine sessions ahead and the next course"
    first = events[0]
    assert str(first["summary"]) == "Massage 2 of 10"
    assert first["dtstart"].dt == datetime(2026, 3, 3, 19, 0)
    assert first["dtend"].dt - first["dtstart"].dt == timedelta(minutes=40)
    assert str(first["description"]) == TEXTS.description
    assert str(events[8]["summary"]).endswith("if it still does good")
    assert events[9]["dtstart"].dt == days(9 + 182)[0]
    assert len({str(event["uid"]) for event in events}) == 10
    assert all(not event.errors for event in events)


def test_a_finished_course_exports_the_next_one_only() -> None:
    plan = plan_course(find_course("daily"), MONDAY, days(*range(10)), days(10)[0])
    (event,) = Calendar.from_ical(export_calendar(plan, "Massage", TEXTS, "abc", NOW)).walk("VEVENT")
    assert event["dtstart"].dt == days(9 + 182)[0]
