"""The user's own data in a real browser: take it along, delete it, bring it back; the course's calendar file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from coach.formats import CoverageModel, ReviewFile, ReviewSegment, VideoModel
from coach.history.entries import NewSession
from coach.history.store import open_store
from coach.words import say
from tests.browser import settled

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own_app(new_app: Callable[[], Any]) -> Any:
    running = new_app()
    store = open_store(running.data)
    ana = store.add_profile("Ana")
    video = VideoModel(name="evening", duration_s=60.0, fps=30, width=640, height=480, frames=1800)
    for days_ago in (3, 1):
        new = NewSession(
            profile_id=ana.id,
            started_at=datetime.now(UTC) - timedelta(days=days_ago),
            kind="live",
            duration_s=60.0,
            receiver="Vera",
            pain_before=5,
            pain_after=3,
        )
        segment = ReviewSegment(start_s=0, end_s=60, technique="rubbing", regularity=0.8, pace_per_min=64)
        coverage = CoverageModel(one_hand=1, two_hands=0.5)
        store.add_session(new, ReviewFile(video=video, coverage=coverage, segments=[segment]))
    return running


def open_view(page: Any, url: str, view: str) -> None:
    page.goto(f"{url}/progress")
    page.get_by_role("heading", name=say("progress-title")).wait_for()
    settled(page)
    page.get_by_role("radio", name=say(f"progress-views.{view}")).or_(
        page.get_by_role("button", name=say(f"progress-views.{view}"), exact=True)
    ).first.click()
    settled(page)


def test_export_delete_everything_and_import_bring_everything_back(own_app: Any, page: Any, tmp_path: Path) -> None:
    store = open_store(own_app.data)
    before = [session.uuid for session in store.list_sessions(1)]
    open_view(page, own_app.url, "data")
    with page.expect_download() as download:
        page.get_by_role("button", name=say("progress-export")).click()
    file = tmp_path / "export.zip"
    download.value.save_as(file)

    page.get_by_label(say("progress-delete-confirm", word=say("progress-delete-word"))).fill("delete")
    page.locator(".st-key-data_delete button:enabled").wait_for()
    settled(page)
    page.locator(".st-key-data_delete button:enabled").click()
    page.get_by_text(say("progress-deleted-all")).wait_for()
    settled(page)
    assert not any(own_app.data.rglob("*.npz"))

    page.locator(".st-key-data_import input[type=file]").set_input_files(file)
    page.get_by_role("button", name=say("progress-import-go"), exact=True).wait_for()
    settled(page)
    page.get_by_role("button", name=say("progress-import-go"), exact=True).click()
    page.get_by_text(say("progress-imported", sessions=2, people=1, known=0)).wait_for()
    again = open_store(own_app.data)
    (person,) = again.list_profiles()
    assert [session.uuid for session in again.list_sessions(person.id)] == before
    open_view(page, own_app.url, "sessions")
    page.get_by_role("button", name=say("progress-open"), exact=True).first.click()
    page.get_by_role("button", name=say("progress-back")).wait_for()


def test_the_calendar_file_is_one(own_app: Any, page: Any, tmp_path: Path) -> None:
    page.goto(f"{own_app.url}/course")
    page.get_by_text(say("course-cycle")).wait_for()
    settled(page)
    page.locator(".st-key-course_begin button:enabled").click()
    page.get_by_role("button", name=say("course-calendar")).wait_for()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=say("course-calendar")).click()
    file = tmp_path / "course.ics"
    download.value.save_as(file)
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert len(events) == 11, "ten sessions and the next course"
    page.locator("[role=img] svg").first.wait_for()
