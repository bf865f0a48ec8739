"""In a real browser: the back is set by two clicks on a still, dragged, turned round, and moved with the keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coach.words import say
from tests.browser import open_from_more, settled
from tests.ui.conftest import RunningApp
from tests.ui.test_ui_browser_review import upload, wait_for_video

pytestmark = pytest.mark.browser

NECK, TAIL = ".picker .handle.neck", ".picker .handle.tail"


@pytest.fixture
def picker(page: Any, app: RunningApp, short_clip: Path) -> Any:
    upload(page, app, short_clip)
    found = page.locator(".picker svg")
    found.wait_for()
    page.wait_for_function("image => image.naturalWidth > 0", arg=page.locator(".picker img").element_handle())
    settled(page)
    return found


def set_back(page: Any, picker: Any) -> None:
    """Click neck and tail, and wait until the page has taken them in."""
    click_at(page, picker, 0.8, 0.4)
    page.get_by_text("2 of 2").wait_for()
    settled(page)
    click_at(page, picker, 0.3, 0.5)
    page.get_by_role("spinbutton", name="Distance from the neck").wait_for()
    settled(page)


def click_at(page: Any, picker: Any, x: float, y: float) -> None:
    box = picker.bounding_box()
    page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


def place(picker: Any, handle: Any) -> tuple[float, float]:
    """Middle of a handle in shares of the picture."""
    box, dot = picker.bounding_box(), handle.locator(".centre").bounding_box()
    return (
        (dot["x"] + dot["width"] / 2 - box["x"]) / box["width"],
        (dot["y"] + dot["height"] / 2 - box["y"]) / box["height"],
    )


def test_two_clicks_set_the_back(page: Any, picker: Any):
    assert "base of the neck" in page.locator(".picker .prompt").inner_text()
    set_back(page, picker)
    page.get_by_text("Does the outline fit").wait_for()
    assert place(picker, page.locator(NECK)) == pytest.approx((0.8, 0.4), abs=0.01)
    assert place(picker, page.locator(TAIL)) == pytest.approx((0.3, 0.5), abs=0.01)
    assert page.locator(".picker .outline").count() == 2


@pytest.mark.video
def test_a_back_of_two_clicks_shows_the_steps_and_where_the_hands_were(page: Any, picker: Any):
    set_back(page, picker)
    page.get_by_role("button", name="Start the review").click()
    wait_for_video(page)
    page.get_by_text("Step by step", exact=True).wait_for()
    # A sentence takes the map's place when the back is not known or no hand was on it.
    page.get_by_role("img", name=say("review-map-alt")).wait_for()


def test_points_can_be_dragged_turned_round_and_moved_by_keys(page: Any, picker: Any):
    set_back(page, picker)
    box = picker.bounding_box()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.35 * box["width"], box["y"] + 0.7 * box["height"], steps=4)
    page.mouse.up()
    settled(page)
    assert place(picker, page.locator(TAIL)) == pytest.approx((0.35, 0.7), abs=0.015)

    page.get_by_role("button", name="Turn it round").click()
    settled(page)
    assert place(picker, page.locator(NECK)) == pytest.approx((0.35, 0.7), abs=0.015)

    page.locator(NECK).focus()
    page.keyboard.press("ArrowLeft")
    assert place(picker, page.locator(NECK)) == pytest.approx((0.34, 0.7), abs=0.015)
    assert page.evaluate("() => document.activeElement.shadowRoot.activeElement.dataset.name") == "neck"

    page.get_by_role("button", name="Set shoulders and hips too").click()
    assert page.locator(".picker .handle").count() == 6
    page.get_by_role("button", name="Start over").click()
    assert page.locator(".picker .handle").count() == 0


def test_the_back_is_remembered_on_another_page_and_asked_of_the_review(page: Any, app: RunningApp, picker: Any):
    set_back(page, picker)
    open_from_more(page, "Help")
    page.get_by_role("heading", name="What it cannot see").wait_for()
    settled(page)
    page.get_by_role("link", name="Review").click()
    page.locator(NECK).wait_for()
    settled(page)
    assert place(page.locator(".picker svg"), page.locator(NECK)) == pytest.approx((0.8, 0.4), abs=0.01)


def test_a_finger_sets_it_too(open_browser: Any, app: RunningApp, short_clip: Path):
    context = open_browser(viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    upload(page, app, short_clip)
    picker = page.locator(".picker svg")
    picker.wait_for()
    page.wait_for_function("image => image.naturalWidth > 0", arg=page.locator(".picker img").element_handle())
    for x, y, said in ((0.5, 0.15, "2 of 2"), (0.5, 0.85, "Does the outline fit")):
        settled(page)
        picker.scroll_into_view_if_needed()
        box = picker.bounding_box()
        page.touchscreen.tap(box["x"] + x * box["width"], box["y"] + y * box["height"])
        page.get_by_text(said).wait_for()
    settled(page)
    assert place(picker, page.locator(TAIL)) == pytest.approx((0.5, 0.85), abs=0.02)
    context.close()


NAMES_IN_THE_WAY = """() => {
  const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean)
  const root = roots.find(root => root.querySelector(".picker"))
  const box = node => node.getBoundingClientRect()
  const names = [...root.querySelectorAll(".label")], dots = [...root.querySelectorAll(".dot")]
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
  const frame = box(root.querySelector("svg"))
  const out = name => box(name).left < frame.left || box(name).right > frame.right
    || box(name).top < frame.top || box(name).bottom > frame.bottom
  return {
    names: names.map(name => name.textContent),
    meeting: names.flatMap((a, i) => [...names.slice(i + 1), ...dots].filter(b => meet(box(a), box(b)))
      .map(b => `${a.textContent} on ${b.textContent || "a point"}`)),
    outside: names.filter(out).map(name => name.textContent),
  }
}"""

LIES = {
    "upright": ((0.5, 0.12), (0.5, 0.88)),
    "across": ((0.8, 0.4), (0.3, 0.5)),
    "slanting": ((0.3, 0.2), (0.7, 0.8)),
    "from edge to edge": ((0.5, 0.003), (0.5, 0.98)),
    "as wide as the picture": ((0.05, 0.5), (0.95, 0.5)),
}
ENDS = {"Base of the neck", "Tailbone"}


@pytest.mark.parametrize(
    ("screen", "most"), [((390, 844), 3), ((1280, 800), 6)], ids=["phone: small picture", "laptop"]
)
def test_no_name_lies_on_another_or_on_a_point(
    open_browser: Any, app: RunningApp, short_clip: Path, screen: tuple[int, int], most: int
):
    context = open_browser(viewport={"width": screen[0], "height": screen[1]})
    page = context.new_page()
    upload(page, app, short_clip)
    picker = page.locator(".picker svg")
    picker.wait_for()
    page.wait_for_function("image => image.naturalWidth > 0", arg=page.locator(".picker img").element_handle())
    seen = 0
    for lie, (neck, tail) in LIES.items():
        settled(page)
        picker.scroll_into_view_if_needed()
        click_at(page, picker, *neck)
        page.get_by_text("2 of 2").wait_for()
        click_at(page, picker, *tail)
        page.get_by_text("Does the outline fit").wait_for()
        found = page.evaluate(NAMES_IN_THE_WAY)
        assert found["meeting"] == [], lie
        assert found["outside"] == [], lie
        assert set(found["names"]) >= ENDS, lie
        seen = max(seen, len(found["names"]))
        page.get_by_role("button", name="Start over").click()
        page.get_by_text("1 of 2").wait_for()
    assert seen >= most, "where there is room, the zones have their names too"
    context.close()
