"""What is due, for the first page: the week's days, the course's next session, and one button."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import streamlit as st

from coach.errors import CoachError
from coach.history.levels import find_retests
from coach.history.progress import suggest_practice
from coach.ui.components.figure import show_figure
from coach.ui.components.month_picture import draw_week
from coach.ui.course_view import describe_phase, running_plan
from coach.ui.memory import current_profile, open_history
from coach.words import say

BEFORE_PAGE, PROGRESS_PAGE, COURSE_PAGE = "app_pages/before.py", "app_pages/progress.py", "app_pages/course.py"


def show_due() -> bool:
    """Show what is due to somebody with a course or a history; a newcomer gets the button only.

    Returns
    -------
    bool
        Whether something is due, so that the button here is the page's first.
    """
    store = open_history()
    try:
        profile = None if store is None else current_profile(store)
        sessions = [] if store is None or profile is None else store.list_sessions(profile.id)
        plan = None if store is None or profile is None else running_plan(store, profile.id, sessions)
    except CoachError as error:
        st.warning(str(error), icon=":material/folder_off:")
        return False
    if plan is None and not sessions:
        with st.container(horizontal=True, vertical_alignment="center"):
            _begin_button(first=False)
            _course_link(say("progress-begin-course"))
        return False
    with st.container(border=True):
        done = {session.started_at.astimezone().date() for session in sessions}
        show_figure(draw_week(done, date.today()), describe_week(done, date.today()), key="week", max_width=360)
        if plan is not None:
            st.markdown(f"**{describe_phase(plan)}**")
        suggestion = suggest_practice(sessions)
        if suggestion is not None:
            st.markdown(say("progress-due-next", measure=suggestion.measure, technique=suggestion.technique))
        retests = find_retests(sessions, datetime.now(UTC))
        if retests:
            names = [say("common-technique", technique=name) for name in retests]
            st.markdown(say("level-retest-due", techniques=names))
        with st.container(horizontal=True, vertical_alignment="center"):
            _begin_button(first=True)
            _course_link(say("progress-begin-course") if plan is None else say("course-title"))
            st.page_link(PROGRESS_PAGE, label=say("progress-title"), icon=":material/trending_up:")
    return True


def describe_week(done: Collection[date], today: date) -> str:
    """Say on how many days of this week there was a session."""
    monday = today - timedelta(days=today.weekday())
    return say("progress-week-alt", days=sum(monday <= day <= today for day in set(done)))


def _course_link(label: str) -> None:
    st.page_link(COURSE_PAGE, label=label, icon=":material/event:")


def _begin_button(*, first: bool) -> None:
    kind: Literal["primary", "secondary"] = "primary" if first else "secondary"
    if st.button(say("progress-due-begin"), icon=":material/self_improvement:", type=kind, key="due_begin"):
        st.switch_page(BEFORE_PAGE)
