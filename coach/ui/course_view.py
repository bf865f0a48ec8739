"""The course: choose one, see what is due and what was done, and put it into a calendar."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import UTC, date, datetime

import streamlit as st

from coach.errors import CoachError
from coach.history.entries import NAME_LENGTH, Session, StoredCourse, clean_name
from coach.history.store import HistoryStore
from coach.protocol.course import CalendarTexts, CoursePlan, export_calendar, find_course, load_courses, plan_course
from coach.ui.plain import plain
from coach.ui.texts import progress as words

ICAL_TEXTS = CalendarTexts(
    session=words.EVENT,
    optional_session=words.EVENT_OPTIONAL,
    description=words.EVENT_TEXT,
    repeat=words.REPEAT_EVENT,
    repeat_description=words.REPEAT_TEXT,
)


def running_plan(store: HistoryStore, profile_id: int, sessions: Sequence[Session]) -> CoursePlan | None:
    """Return where somebody is in their course, or ``None``; for any page that wants to say what is due."""
    stored = store.care.running_course(profile_id)
    return None if stored is None else _plan(stored, sessions)


def describe_phase(plan: CoursePlan) -> str:
    """Say in one sentence what is due."""
    return words.PHASES[plan.phase].format(
        number=plan.done + 1,
        date="" if plan.next_on is None else say_day(plan.next_on),
        repeat="" if plan.repeat_on is None else f"{plan.repeat_on:%B %Y}",
    )


def say_day(day: date) -> str:
    """Return a day in words."""
    return f"{day:%A}, {day.day} {day:%B}"


def show_course(store: HistoryStore, profile_id: int, sessions: Sequence[Session]) -> None:
    """Show the running course, or the choice of one."""
    stored = store.care.running_course(profile_id)
    if stored is None:
        _choose(store, profile_id)
        return
    plan = _plan(stored, sessions)
    st.subheader(plan.course.title, anchor=False)
    st.markdown(describe_phase(plan))
    st.progress(plan.done / plan.course.sessions[1], text=_progress_text(plan))
    if plan.enough and plan.phase not in ("finished", "repeat"):
        st.markdown(words.ENOUGH.format(done=plan.done, most=plan.course.sessions[1]))
    if plan.enough:
        st.caption(words.COURSE_NOT_BETTER)
    _show_months(plan)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            words.CALENDAR,
            lambda: export_calendar(plan, words.CALENDAR_NAME, ICAL_TEXTS, stored.uuid, datetime.now(UTC)),
            words.CALENDAR_FILE,
            "text/calendar",
            icon=":material/calendar_add_on:",
            help=words.CALENDAR_HELP,
            on_click="ignore",
            key="course_ics",
        )
        st.button(words.END_COURSE, type="tertiary", on_click=_end, args=(store, stored), key="course_end")


def _plan(stored: StoredCourse, sessions: Sequence[Session]) -> CoursePlan:
    days = [
        session.started_at.astimezone().date()
        for session in sessions
        if session.kind == "live" and not session.cushion and session.receiver == stored.receiver
    ]
    return plan_course(find_course(stored.plan), stored.starts_on, days, date.today())


def _progress_text(plan: CoursePlan) -> str:
    return words.DONE_OF.format(done=plan.done, most=plan.course.sessions[1])


def _choose(store: HistoryStore, profile_id: int) -> None:
    st.markdown(words.CHOOSE_COURSE)
    courses = {course.id: course for course in load_courses().course}
    chosen = st.radio(
        words.VIEWS["course"],
        list(courses),
        format_func=lambda name: courses[name].title,
        captions=[course.text for course in courses.values()],
        label_visibility="collapsed",
        key="course_chosen",
    )
    receiver = st.text_input(words.FOR_WHOM, max_chars=NAME_LENGTH, key="course_receiver")
    first = st.date_input(words.FIRST_DAY, value="today", min_value="today", key="course_first")
    st.caption(words.CYCLE_NOTE)
    if st.button(words.BEGIN_COURSE, type="primary", icon=":material/event_available:", key="course_begin"):
        try:
            store.care.add_course(profile_id, chosen, first, clean_name(receiver))
        except CoachError as error:
            st.error(str(error), icon=":material/error:")
            return
        st.rerun()


def _end(store: HistoryStore, stored: StoredCourse) -> None:
    try:
        store.care.end_course(stored.id, date.today())
    except CoachError as error:
        st.warning(str(error), icon=":material/folder_off:")


def _show_months(plan: CoursePlan) -> None:
    days = [session.due_on for session in plan.sessions]
    if not days:
        return
    months = sorted({(day.year, day.month) for day in [*days, date.today()]})
    st.caption(words.CALENDAR_LEGEND)
    for place, (year, month) in zip(st.columns(max(2, len(months[:3]))), months[:3], strict=False):
        place.markdown(month_table(plan, year, month, date.today()))


def month_table(plan: CoursePlan, year: int, month: int, today: date) -> str:
    """Return one month as a Markdown table: filled for done, hollow for planned, brackets for today."""
    done = {session.due_on for session in plan.sessions if session.done_on is not None}
    planned = {session.due_on for session in plan.sessions if session.done_on is None}
    lines = [f"**{calendar.month_name[month]} {year}**", "", "| " + " | ".join(words.DAYS) + " |", "|" + ":-:|" * 7]
    for week in calendar.Calendar().monthdatescalendar(year, month):
        cells = []
        for day in week:
            text = "" if day.month != month else str(day.day)
            if text and day in done:
                text = f":green[**{text}●**]"
            elif text and day in planned:
                text = f":blue[**{text}○**]"
            cells.append(f"**[**{text}**]**" if text and day == today else text)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def course_title(stored: StoredCourse) -> str:
    """Return the title of a course with the name of who is massaged, as Markdown."""
    title = find_course(stored.plan).title
    return f"{title}: {plain(stored.receiver)}" if stored.receiver else title
