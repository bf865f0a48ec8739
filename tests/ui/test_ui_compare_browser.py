"""In a real browser: two recordings of one protocol at different paces play in step."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coach.compare.records import Performance
from coach.records import FloatArray
from coach.words import say
from tests.browser import PAGE_TIMEOUT_MS, settled
from tests.ui.compared_class import load_compared, write_compared

pytestmark = [pytest.mark.browser, pytest.mark.video]

STEP = "Rubbing with the finger pads"
IN_STEP_S = 0.12
"""Three pictures at 25 a second: what a person does not see as two moments."""

_ASK = """([question]) => {
  const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean)
  const root = roots.map(r => r.querySelector(".comparer")).find(Boolean)
  return root?.comparer?.film ? eval(question)(root.comparer) : null
}"""
NOW = """c => ({
  at: c.clock.at, playing: c.clock.playing, held: c.films.some(f => f.isHeld),
  times: c.films.map(f => f.time), aims: [0, 1].map(side => c.clock.find(side)),
})"""


def ask(page: Any, question: str = NOW) -> Any:
    return page.evaluate(_ASK, [question])


def shot(page: Any, name: str) -> None:
    """Keep a picture of the page where one was asked for."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"compare-{name}.png"))


@pytest.fixture(scope="module")
def compared(new_app: Callable[[], Any], tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, list[Performance]]:
    """The app with a class of two that were reviewed, and their performances."""
    running, folder = new_app(), tmp_path_factory.mktemp("compared") / "evening class"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MASSAGE_COACH_DATA", str(running.data))
        write_compared(running.data, folder)
        return running, load_compared(folder)


def open_compared(page: Any, url: str) -> None:
    page.goto(f"{url}/compare")
    page.locator(".comparer .step").first.wait_for()
    settled(page)


def collect(page: Any, count: int, every_ms: float = 150.0) -> list[Any]:
    """What the page shows at so many moments while it plays and no picture is being looked for."""
    seen: list[Any] = []
    for _ in range(20 * count):
        now = ask(page)
        if now["playing"] and not now["held"] and now["aims"][1]["rate"] > 0:
            seen.append(now)
        if len(seen) == count or not now["playing"]:
            break
        page.wait_for_timeout(every_ms)
    return seen


def height(performance: Performance, span: tuple[float, float], times: FloatArray) -> FloatArray:
    """Height of the left palm on the back at some times, in its own spreads within a span."""
    path = performance.path
    assert path is not None
    inside = (path.time_s >= span[0]) & (path.time_s <= span[1])
    along = path.place[:, 0, 1]
    return (np.interp(times, path.time_s, along) - np.nanmean(along[inside])) / np.nanstd(along[inside])


def test_a_slow_and_a_quick_one_play_in_step(page: Any, compared: tuple[Any, list[Performance]]):
    running, performances = compared
    open_compared(page, running.url)
    assert page.locator(".screen .name").all_inner_texts() == ["Anna", "Ben"]
    sentences = page.get_by_test_id("stMarkdownContainer").get_by_role("listitem").all_inner_texts()
    assert any(text.startswith(f"Pace in “{STEP}”: 6") and "9" in text for text in sentences), sentences
    page.locator(".comparer .step", has_text=STEP).click()
    page.locator(".comparer .play").click()
    seen = collect(page, 12)
    assert len(seen) == 12, seen
    shot(page, "playing")
    off = np.array([[aim["time"] - time for aim, time in zip(now["aims"], now["times"], strict=True)] for now in seen])
    assert np.median(np.abs(off), axis=0).max() < IN_STEP_S
    assert np.median([now["aims"][1]["rate"] for now in seen]) == pytest.approx(65 / 98, abs=0.12)

    # The same phase by what was tracked in the two pictures, whatever the page believes.
    times = np.array([now["times"] for now in seen])
    heights = []
    for side, performance in enumerate(performances):
        step = next(step for step in performance.review.steps if step.id == "rubbing-pads")
        assert step.start_s is not None and step.end_s is not None
        heights.append(height(performance, (step.start_s, step.end_s), times[:, side]))
    assert np.corrcoef(heights[0], heights[1])[0, 1] > 0.7
    page.locator(".comparer .play").click()


PLACES = """root => [...root.querySelectorAll("button, input, video, canvas")].map(each => {
  const { x, y, width } = each.getBoundingClientRect()
  return [each.className, x, y - root.getBoundingClientRect().y, width].join(" ")
})"""
"""Of all that can be pressed or dragged, within the component."""


def test_nothing_moves_under_the_pointer_from_step_to_step(page: Any, compared: tuple[Any, list[Performance]]):
    open_compared(page, compared[0].url)
    comparer = page.locator(".comparer")
    for video in comparer.locator("video").all():
        video.evaluate("video => video.readyState || new Promise(done => { video.onloadedmetadata = done })")
    settled(page)
    places = []
    for number in range(page.locator(".comparer .step").count()):
        comparer.locator(".step").nth(number).click()
        comparer.locator(".step").nth(number).and_(page.locator("[aria-current]")).wait_for()
        places.append(comparer.evaluate(PLACES))
    page.evaluate("""() => {
      const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean)
      roots.map(root => root.querySelector(".screen.second .state")).find(Boolean).textContent = "waits"
    }""")
    places.append(comparer.evaluate(PLACES))
    assert len(places) > 2
    moved = {pair for each in places for pair in zip(places[0], each, strict=True) if pair[0] != pair[1]}
    assert moved == set()


def test_slower_picture_by_picture_and_by_keys(page: Any, compared: tuple[Any, list[Performance]]):
    open_compared(page, compared[0].url)
    page.locator(".comparer .step", has_text=STEP).click()
    page.get_by_role("button", name="½×").click()
    begun = ask(page)["at"]
    page.keyboard.press(" ")
    clock = page.evaluate("() => performance.now()")
    collect(page, 6)
    page.keyboard.press(" ")
    now, passed_s = ask(page), (page.evaluate("() => performance.now()") - clock) / 1000
    assert not now["playing"]
    assert 0.0 < now["at"] - begun <= 0.5 * passed_s + 0.1

    page.keyboard.press(".")
    page.get_by_role("button", name=say("compare-words.picture_forward")).click()
    two_on = ask(page)["at"]
    assert two_on - now["at"] == pytest.approx(2 / 10, abs=0.01)  # the clips have ten pictures a second
    page.keyboard.press(",")
    assert ask(page)["at"] - two_on == pytest.approx(-1 / 10, abs=0.01)
    page.wait_for_function(
        f"() => {{ const now = ({_ASK})([{NOW!r}]); return !now.held"
        " && now.aims.every((aim, side) => Math.abs(aim.time - now.times[side]) < 0.05) }",
        timeout=PAGE_TIMEOUT_MS,
    )
    shot(page, "still")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light"), (390, "dark")])
def test_it_has_room_on_every_screen(page: Any, compared: tuple[Any, list[Performance]], width: int, scheme: Any):
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    open_compared(page, compared[0].url)
    page.locator(".comparer .step", has_text=STEP).click()
    page.locator(".comparer .trail.second[d^=M]").wait_for()
    page.locator(".comparer .pictures").scroll_into_view_if_needed()
    shot(page, f"{width}-{scheme}")
    boxes = [page.locator(".screen").nth(side).bounding_box() for side in (0, 1)]
    assert boxes[0]["y"] == boxes[1]["y"] and boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert boxes[1]["x"] + boxes[1]["width"] <= width
    assert page.locator(".comparer").evaluate("node => node.scrollWidth <= node.clientWidth")
