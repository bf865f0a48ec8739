"""The course page, run in process."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from coach.history.store import open_store
from coach.words import say
from tests.ui.history_pages import SHELL, add_session, click, keys, open_page, texts


def test_a_course_begins_runs_and_ends(data: Path) -> None:
    store = open_store(data)
    add_session(store, 0)
    app = open_page("course")
    app.radio(key="course_chosen").set_value("daily").run()
    click(app, "course_begin")
    shown = texts(app)
    assert "Rest until" in shown
    running = store.care.running_course(1)
    assert running is not None and running.plan == "daily" and running.starts_on == date.today()
    click(app, "course_end")
    assert say("course-choose") in texts(app)


def test_the_middle_of_the_cycle_is_advice_and_holds_nobody_up(data: Path) -> None:
    app = open_page("course")
    assert say("course-cycle") in texts(app)
    click(app, "course_begin")
    assert open_store(data).care.running_course(1) is not None


def test_the_first_page_leads_to_the_course(data: Path) -> None:
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    links = [element.proto.page for element in app.get("page_link")]
    assert "course" in links
    assert "due_begin" in keys(app)
