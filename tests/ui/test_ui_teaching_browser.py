"""The whole way in a real browser: agree, learn, take into use, analyse again, go back."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.history.store import open_store
from coach.words import say
from tests.browser import settled
from tests.ui.taught_history import KNEADED_S, fill_history

pytestmark = pytest.mark.browser
LEARNING_MS = 280_000
"""Learning takes some ten seconds on an idle computer."""


def shot(page: Any, name: str) -> None:
    """Keep a picture of the page where one was asked for."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"teaching-{name}.png"), full_page=True)


def techniques_at(store: Any, uuid: str) -> set[str]:
    """Name the techniques that the coach's own review has in the kneaded part."""
    segments = store.load_review(uuid).segments
    return {s.technique for s in segments if s.start_s < KNEADED_S - 2 and s.end_s > 2}


@pytest.mark.timeout(600)
def test_agree_learn_use_analyse_again_and_go_back(new_app: Callable[[], Any], page: Any) -> None:
    running = new_app()
    names = fill_history(running.data)
    store = open_store(running.data)
    last = names[-1]
    before = techniques_at(store, last)
    assert "kneading" not in before

    page.goto(f"{running.url}/teaching")
    page.get_by_role("heading", name=say("page-name.teaching")).wait_for()
    page.get_by_text("The coach and Ana: 4 recordings").wait_for()
    page.get_by_role("button", name=say("agreement-go")).nth(3).wait_for()
    settled(page)
    shot(page, "agreement")

    page.get_by_text(say("learn-views.learn"), exact=True).first.click()
    page.get_by_role("button", name=say("learn-begin")).wait_for()
    settled(page)
    shot(page, "before")
    page.get_by_role("button", name=say("learn-begin")).click()
    page.get_by_role("button", name=say("learn-cancel")).wait_for()
    shot(page, "learning")
    ended = page.get_by_text(say("learn-before")).or_(page.get_by_role("alert"))
    ended.first.wait_for(timeout=LEARNING_MS)
    page.get_by_text(say("learn-passed")).wait_for()
    settled(page)
    shot(page, "learnt")
    page.get_by_role("button", name=say("learn-use")).first.click()
    page.get_by_role("button", name=say("learn-back")).wait_for()
    settled(page)
    shot(page, "in-use")

    def analyse_again() -> None:
        page.goto(f"{running.url}/progress")
        page.get_by_role("heading", name=say("progress-title")).wait_for()
        settled(page)
        page.get_by_text(say("progress-views.sessions"), exact=True).first.click()
        page.get_by_role("button", name=say("progress-open")).first.click()
        page.get_by_role("button", name=say("progress-again")).click()
        page.get_by_text(say("progress-again-done")).wait_for()
        settled(page)

    analyse_again()
    shot(page, "again")
    assert techniques_at(store, last) == {"kneading"}

    page.goto(f"{running.url}/teaching")
    page.get_by_text(say("learn-views.learn"), exact=True).first.click()
    page.get_by_role("button", name=say("learn-back")).click()
    page.get_by_text(say("learn-shipped"), exact=True).wait_for()
    settled(page)
    assert page.get_by_role("button", name=say("learn-back")).count() == 0
    analyse_again()
    assert techniques_at(store, last) == before
