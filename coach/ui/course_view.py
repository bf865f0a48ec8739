"""The course: choose one, see what is due and what was done, and put it into a calendar."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import UTC, date, datetime

import streamlit as st

from coach.care.course import CalendarTexts, CoursePlan, export_calendar, find_course, load_courses, plan_course
from coach.care.screening import load_rules
from coach.errors import CoachError
from coach.history.entries import NAME_LENGTH, Session, StoredCourse, clean_name
from coach.history.store import HistoryStore
from coach.ui.components.figure import show_figure
from coach.ui.components.month_picture import draw_month
from coach.ui.texts import course as words

MOST_MONTHS = 3
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
        if session.kind == "live" and not session.cushion and stored.receiver in ("", session.receiver)
    ]
    return plan_course(find_course(stored.plan), stored.starts_on, days, date.today())


def _progress_text(plan: CoursePlan) -> str:
    return words.DONE_OF.format(done=plan.done, most=plan.course.sessions[1])


def _choose(store: HistoryStore, profile_id: int) -> None:
    st.markdown(words.CHOOSE_COURSE)
    courses = {course.id: course for course in load_courses().course}
    chosen = st.radio(
        words.KINDS,
        list(courses),
        format_func=lambda name: courses[name].title,
        captions=[course.text for course in courses.values()],
        label_visibility="collapsed",
        key="course_chosen",
    )
    receiver = st.text_input(words.FOR_WHOM, max_chars=NAME_LENGTH, key="course_receiver")
    first = st.date_input(words.FIRST_DAY, value="today", min_value="today", key="course_first")
    may_begin = _ask_cycle()
    clicked = st.button(
        words.BEGIN_COURSE,
        type="primary",
        icon=":material/event_available:",
        disabled=not may_begin,
        key="course_begin",
    )
    if clicked:
        try:
            store.care.add_course(profile_id, chosen, first, clean_name(receiver))
        except CoachError as error:
            st.error(str(error), icon=":material/error:")
            return
        st.rerun()


def _ask_cycle() -> bool:
    """Ask what the guide says about the first day of a woman's course; returns whether it may begin."""
    rule = next(rule for rule in load_rules().rule if rule.id == "cycle")
    said = st.radio(
        words.CYCLE,
        list(words.CYCLE_ANSWERS),
        format_func=words.CYCLE_ANSWERS.__getitem__,
        index=None,
        horizontal=True,
        key="course_cycle",
    )
    if said is None:
        st.caption(words.CYCLE_OPEN)
    if said in (None, "no"):
        return said == "no"
    st.markdown(f"{rule.reason} {words.CYCLE_WAIT}")
    return st.checkbox(rule.permission, key="course_cycle_permitted")


def _end(store: HistoryStore, stored: StoredCourse) -> None:
    try:
        store.care.end_course(stored.id, date.today())
    except CoachError as error:
        st.warning(str(error), icon=":material/folder_off:")


def _show_months(plan: CoursePlan) -> None:
    if not plan.sessions:
        return
    today = date.today()
    months = sorted({(day.year, day.month) for day in [*(s.due_on for s in plan.sessions), today]})
    with st.container(horizontal=True, gap="large"):
        for year, month in months[:MOST_MONTHS]:
            with st.container(width=320):
                text = f"{calendar.month_name[month]} {year}"
                show_figure(draw_month(plan, year, month, today), text, key=f"month-{year}-{month}", max_width=320)
    st.caption(words.CALENDAR_LEGEND)
