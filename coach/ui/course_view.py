"""The course: choose one, see what is due and what was done, and put it into a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import streamlit as st

from coach.care.course import CalendarTexts, CoursePlan, export_calendar, find_course, load_courses, plan_course
from coach.errors import CoachError
from coach.history.entries import NAME_LENGTH, Session, StoredCourse, clean_name
from coach.history.store import HistoryStore
from coach.ui.components.figure import show_figure
from coach.ui.components.month_picture import draw_month
from coach.words import format_date, say

MOST_MONTHS = 3
CALENDAR_FILE = "massage-course.ics"


def running_plan(store: HistoryStore, profile_id: int, sessions: Sequence[Session]) -> CoursePlan | None:
    """Return where somebody is in their course, or ``None``; for any page that wants to say what is due."""
    stored = store.care.running_course(profile_id)
    return None if stored is None else _plan(stored, sessions)


def describe_phase(plan: CoursePlan) -> str:
    """Say in one sentence what is due."""
    return say(
        "course-phase", phase=plan.phase, number=plan.done + 1, date=plan.next_on or plan.repeat_on or date.today()
    )


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
        st.markdown(say("course-enough", done=plan.done, most=plan.course.sessions[1]))
    if plan.enough:
        st.caption(say("course-not-better"))
    _show_months(plan)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            say("course-calendar"),
            lambda: export_calendar(
                plan, say("course-calendar-name"), _calendar_texts(), stored.uuid, datetime.now(UTC)
            ),
            CALENDAR_FILE,
            "text/calendar",
            icon=":material/calendar_add_on:",
            help=say("course-calendar-help"),
            on_click="ignore",
            key="course_ics",
        )
        st.button(say("course-end"), type="tertiary", on_click=_end, args=(store, stored), key="course_end")


def _export(plan: CoursePlan, stored: StoredCourse) -> bytes:
    return export_calendar(plan, say("course-calendar-name"), _calendar_texts(), stored.uuid, datetime.now(UTC))


def _calendar_texts() -> CalendarTexts:
    return CalendarTexts(
        session=lambda number, most: say("course-event", number=number, most=most),
        optional_session=lambda number, most: say("course-event-optional", number=number, most=most),
        description=say("course-event-text"),
        repeat=say("course-repeat-event"),
        repeat_description=say("course-repeat-text"),
    )


def _plan(stored: StoredCourse, sessions: Sequence[Session]) -> CoursePlan:
    days = [
        session.started_at.astimezone().date()
        for session in sessions
        if session.kind == "live" and not session.cushion and stored.receiver in ("", session.receiver)
    ]
    return plan_course(find_course(stored.plan), stored.starts_on, days, date.today())


def _progress_text(plan: CoursePlan) -> str:
    return say("course-done-of", done=plan.done, most=plan.course.sessions[1])


def _choose(store: HistoryStore, profile_id: int) -> None:
    st.markdown(say("course-choose"))
    courses = {course.id: course for course in load_courses().course}
    chosen = st.radio(
        say("course-kinds"),
        list(courses),
        format_func=lambda name: courses[name].title,
        captions=[course.text for course in courses.values()],
        label_visibility="collapsed",
        key="course_chosen",
    )
    receiver = st.text_input(say("course-for-whom"), max_chars=NAME_LENGTH, key="course_receiver")
    first = st.date_input(say("course-first-day"), value="today", min_value="today", key="course_first")
    st.caption(say("course-cycle"))
    clicked = st.button(
        say("course-begin"),
        type="primary",
        icon=":material/event_available:",
        key="course_begin",
    )
    if clicked:
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
    if not plan.sessions:
        return
    today = date.today()
    months = sorted({(day.year, day.month) for day in [*(s.due_on for s in plan.sessions), today]})
    with st.container(horizontal=True, gap="large"):
        for year, month in months[:MOST_MONTHS]:
            with st.container(width=320):
                text = format_date(date(year, month, 1), "month")
                show_figure(draw_month(plan, year, month, today), text, key=f"month-{year}-{month}", max_width=320)
    st.caption(say("course-calendar-legend"))
