"""In a real browser: the menu is in sight on a phone too, and every page is at most two taps away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from coach.ui.pages import PAGES
from coach.words import say
from tests.browser import open_from_more, settled
from tests.ui.conftest import LAPTOP, RunningApp

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 568}
TOUCH_PX = 44
"""Least size of what a finger has to hit (WCAG 2.5.5)."""

MAIN = ["today", "practise", "review", "progress", "more"]


@pytest.fixture(params=[PHONE, SMALL_PHONE, LAPTOP], ids=["phone", "small phone", "laptop"])
def screen(request: pytest.FixtureRequest, open_browser: Callable[..., Any], app: RunningApp) -> Iterator[Any]:
    context = open_browser(viewport=request.param)
    page = context.new_page()
    page.goto(f"{app.url}/help")
    page.get_by_role("heading", name=say("help-title"), exact=True).wait_for()
    settled(page)
    yield page
    context.close()


def link(page: Any, name: str) -> Any:
    return page.locator("nav.menu").get_by_role("link", name=say(f"page-name.{name}"), exact=True)


def is_whole(page: Any, found: Any) -> bool:
    """Whether a link lies on the screen, is large enough, hides no part of its name, and a finger would hit it."""
    box, size = found.bounding_box(), page.viewport_size
    inside = box["x"] >= 0 and box["x"] + box["width"] <= size["width"] and 0 <= box["y"] <= size["height"] / 4
    on_top = """a => {
      const box = a.getBoundingClientRect(), at = [box.x + box.width / 2, box.y + box.height / 2]
      return a.contains(a.getRootNode().elementFromPoint(...at)) && a.scrollWidth <= a.clientWidth
    }"""
    return inside and min(box["width"], box["height"]) >= TOUCH_PX and found.evaluate(on_top)


def test_the_main_pages_are_seen_without_opening_anything_also_after_scrolling(screen: Any):
    assert [name for name, page in PAGES.items() if page.main] == MAIN
    for _ in range(2):
        assert [name for name in MAIN if not is_whole(screen, link(screen, name))] == []
        screen.get_by_role("heading", name=say("help-licences")).scroll_into_view_if_needed()
    tops = [link(screen, name).bounding_box()["y"] for name in MAIN]
    assert max(tops) == min(tops), "one row"


def test_the_bar_covers_nothing_of_the_page(screen: Any):
    bar = screen.locator("nav.menu > div").bounding_box()
    assert screen.locator("h1").bounding_box()["y"] >= bar["y"] + bar["height"]


def test_every_page_is_reached_in_the_same_session_and_the_menu_says_where(page: Any, app: RunningApp):
    page.goto(app.url)
    link(page, "more").wait_for()
    settled(page)
    page.evaluate("window.same = true")
    for name, kind in PAGES.items():
        if kind.main:
            link(page, name).click()
        else:
            open_from_more(page, say(f"page-name.{name}"))
        page.wait_for_url(f"{app.url}/{'' if name == 'today' else name}")
        settled(page)
        current = page.locator("nav.menu a[aria-current]")
        assert current.count() == 1
        assert current.locator(".title").inner_text() == say(f"page-name.{name if kind.main else 'more'}")
    assert page.evaluate("window.same"), "the browser has loaded nothing anew"


def test_a_link_has_an_address_of_its_own(page: Any, app: RunningApp):
    page.goto(f"{app.url}/more")
    course = page.get_by_role("link", name=say("page-name.course"), exact=True)
    course.wait_for()
    settled(page)
    assert link(page, "today").evaluate("a => a.href") == f"{app.url}/"
    with page.context.expect_page() as opened:
        course.click(modifiers=["Control"])
    opened.value.get_by_role("heading").first.wait_for()
    assert opened.value.url == f"{app.url}/course"
    opened.value.close()


def test_a_link_opens_with_the_keyboard(page: Any, app: RunningApp):
    page.goto(f"{app.url}/help")
    link(page, "progress").wait_for()
    settled(page)
    link(page, "progress").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{app.url}/progress")
