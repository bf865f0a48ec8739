"""A painful left side in a real browser: asked before, led while the session runs, kept with its review."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.history.store import open_store
from coach.ui.samples import list_samples
from coach.words import say
from tests.browser import FAKE_CAMERA, settled, wait_for, write_camera_file
from tests.ui.test_ui_before_browser import answer_questions, begin_session, choose_pain

pytestmark = [pytest.mark.browser, pytest.mark.video]

FIRST = "First their right side, where their right hand is."
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def own_app(new_app: Callable[[], Any]) -> Any:
    return new_app()


@pytest.fixture
def visitor(open_browser: Callable[..., Any], tmp_path: Path) -> Iterator[Any]:
    sample = next((sample for sample in list_samples() if sample.id == "rubbing"), None)
    if sample is None:
        pytest.skip("the sample recordings are not here")
    clip = write_camera_file(sample.video, tmp_path / "hands.mjpeg", 6.0)
    page = open_browser(*FAKE_CAMERA, f"--use-file-for-fake-video-capture={clip}").new_page()
    yield page
    page.close()


def take_picture(page: Any, name: str) -> None:
    """Keep a picture where somebody wants to look at the pages."""
    folder = os.environ.get("COACH_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"side-{name}.png")


def test_a_painful_left_side_from_the_questions_to_the_review(own_app: Any, visitor: Any) -> None:
    page = visitor
    page.goto(f"{own_app.url}/before")
    page.get_by_role("textbox", name=say("before-receiver")).wait_for()
    settled(page)
    answer_questions(page, name="Vera")
    page.get_by_text(say("before-pain-title")).wait_for()
    settled(page)
    choose_pain(page, 4)
    page.get_by_text(say("side-question")).wait_for()
    page.locator(".st-key-before_side").get_by_text("Their left", exact=True).click()
    settled(page)
    take_picture(page, "before")
    page.get_by_role("button", name=say("before-on")).click()
    page.get_by_role("heading", name=say("before-prepare-title")).wait_for()
    settled(page)
    page.get_by_role("button", name=say("before-start")).click()

    page.locator(".st-key-practise_start button").wait_for()
    settled(page)
    page.get_by_role("combobox").click()
    page.get_by_role("option", name="Simple rules").click()
    page.get_by_text("where their right hand is").wait_for()
    settled(page)
    take_picture(page, "practise")
    page.locator(".st-key-practise_start button").click()
    begin_session(page)
    wait_for(page, "c => c.result && c.result.s > 4")
    assert page.locator(".step-side").inner_text() == FIRST
    take_picture(page, "live")
    viewport = page.viewport_size
    page.set_viewport_size(PHONE)
    told = page.locator(".step-side:visible, .brief-side:visible")
    assert told.all_inner_texts() == [FIRST], "a phone hides the cue, never the side"
    take_picture(page, "live-phone")
    page.set_viewport_size(viewport)
    wait_for(page, "c => c.result && c.result.s > 8")
    page.locator(".bar-finish").click()
    page.get_by_role("heading", name=say("practise-done-title")).wait_for()
    settled(page)
    page.get_by_text(say("practise-said")).click()
    page.get_by_text(FIRST).first.wait_for()
    settled(page)
    take_picture(page, "review")
    page.set_viewport_size(PHONE)
    settled(page)
    take_picture(page, "review-phone")

    store = open_store(own_app.data)
    (session,) = store.list_sessions(store.list_profiles()[0].id)
    kept = store.load_review(session.uuid).protocol
    assert kept is not None
    assert (kept.id, kept.variant, kept.pain_side) == ("simple-rules", "opposite-side", "left")
