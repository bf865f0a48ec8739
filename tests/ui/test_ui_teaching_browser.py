"""The whole way in a real browser: review, correct, agree, learn, take into use, review again, go back."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.corrections.records import Correction
from coach.history.store import HistoryStore, open_store
from coach.words import say
from tests.browser import PAGE_TIMEOUT_MS, open_from_more, settled
from tests.ui.conftest import LAPTOP, RunningApp
from tests.ui.taught_history import SPEEDS, fill_history

pytestmark = [pytest.mark.browser, pytest.mark.video]
LEARNING_MS = 280_000
"""Learning takes some ten seconds on an idle computer."""
CLIP_S, CLIP_SPEED = 6.0, 0.65
"""So much of the sample, and how fast it is played."""
PHONE = {"width": 390, "height": 844}


def shoot(page: Any, name: str) -> None:
    """Keep pictures of the page as on a laptop and as on a phone, where they were asked for."""
    if folder := os.environ.get("SCREENSHOTS"):
        for size, view in (("laptop", LAPTOP), ("phone", PHONE)):
            page.set_viewport_size(view)
            settled(page)
            page.screenshot(path=str(Path(folder) / f"teaching-{name}-{size}.png"), full_page=True)
        page.set_viewport_size(LAPTOP)


@pytest.fixture(scope="module")
def slow_tapping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The beginning of the sample of tapping, played slowly: the same pictures at later times."""
    import av

    from coach.ui.samples import list_samples

    source = next((sample.video for sample in list_samples() if sample.id == "tapping"), None)
    if source is None:
        pytest.skip("the sample recordings are not here")
    target = tmp_path_factory.mktemp("clip") / "hacking.mp4"
    with av.open(str(source)) as old, av.open(str(target), "w") as new:
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(video=0):
            if packet.dts is None or float(packet.pts * packet.time_base) > CLIP_S:
                continue
            packet.pts, packet.dts = round(packet.pts / CLIP_SPEED), round(packet.dts / CLIP_SPEED)
            packet.stream = stream
            new.mux(packet)
    return target


def review(page: Any, app: RunningApp, clip: Path) -> None:
    """Review a recording without a protocol: then what the coach says is its own."""
    page.goto(f"{app.url}/review")
    page.locator("input[type=file]").wait_for(state="attached")
    settled(page)
    page.locator("input[type=file]").set_input_files(clip)
    page.get_by_role("heading", name=say("review-title-of", name=clip.name)).wait_for()
    settled(page)
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name=say("review-no-protocol")).click()
    settled(page)
    page.get_by_role("button", name=say("review-start")).click()
    wait_for_review(page)


def review_again(page: Any) -> None:
    """Take up the offer that stands above a review since another model is in use."""
    page.get_by_role("link", name=say("page-name.review"), exact=True).click()
    page.get_by_role("button", name=say("review-again")).click()
    page.get_by_role("button", name=say("review-again")).wait_for(state="detached")
    wait_for_review(page)


def wait_for_review(page: Any) -> None:
    page.get_by_role("button", name=say("correct-open"), exact=True).wait_for(timeout=5 * PAGE_TIMEOUT_MS)
    settled(page)


def correct(page: Any, store: HistoryStore, uuid: str) -> None:
    """Call it tapping by a click, split off the beginning by keys, and drag the border."""
    page.get_by_role("button", name=say("correct-open"), exact=True).click()
    page.locator(".teacher .part").first.wait_for()
    settled(page)
    page.get_by_label(say("correct-name")).fill("Ana")
    page.get_by_label(say("correct-name")).press("Enter")
    settled(page)
    page.locator(".corrector").get_by_role("button", name="Tapping").click()
    wait_for_word(page, store, uuid, lambda word: word.stretches[0].technique == "tapping")
    for key in ("ArrowRight", "ArrowRight", "s", "ArrowUp", "5"):  # what is before the second second was nothing yet
        page.keyboard.press(key)
    wait_for_word(page, store, uuid, lambda word: [s.technique for s in word.stretches] == ["none", "tapping"])
    box = page.locator(".ribbon.teacher").bounding_box()
    across = box["width"] / store.load_review(uuid).video.duration_s
    page.mouse.move(box["x"] + 2.0 * across, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 1.0 * across, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    wait_for_word(page, store, uuid, lambda word: abs(word.stretches[1].start_s - 1.0) < 0.2)
    shoot(page, "correct")
    page.get_by_role("button", name=say("correct-close")).click()
    page.get_by_text("Corrected by Ana on").wait_for()
    settled(page)


def wait_for_word(page: Any, store: HistoryStore, uuid: str, test: Callable[[Correction], bool]) -> Correction:
    """Wait until what is kept on the disk passes a test."""
    for _ in range(PAGE_TIMEOUT_MS // 100):
        word = store.corrections.find(uuid, "Ana", blind=False)
        if word is not None and test(word):
            settled(page)
            return word
        page.wait_for_timeout(100)
    raise AssertionError("never kept")


def named_by_coach(store: HistoryStore, uuid: str) -> set[str]:
    return {segment.technique for segment in store.load_review(uuid).segments}


def open_learning(page: Any) -> None:
    open_from_more(page, say("page-name.teaching"))
    page.get_by_role("heading", name=say("page-name.teaching")).wait_for()
    settled(page)
    page.get_by_text(say("learn-views.learn"), exact=True).first.click()
    page.get_by_text(say("learn-shelf"), exact=True).or_(
        page.get_by_role("button", name=say("learn-cancel"))
    ).wait_for()
    settled(page)


def learn(page: Any) -> None:
    page.get_by_role("button", name=say("learn-begin")).click()
    page.get_by_role("button", name=say("learn-cancel")).wait_for()
    shoot(page, "learning")
    # The page is as quick as ever meanwhile, and comes back to the learning that goes on.
    page.get_by_text(say("learn-views.agreement"), exact=True).first.click()
    page.get_by_text(AGREE).wait_for()
    page.get_by_text(say("learn-views.learn"), exact=True).first.click()
    page.get_by_text(say("learn-before")).or_(page.get_by_role("alert")).first.wait_for(timeout=LEARNING_MS)
    page.get_by_text(say("learn-passed")).wait_for()
    settled(page)
    shoot(page, "learnt")


AGREE = f"The coach and Ana: {len(SPEEDS) + 1} recordings"


@pytest.mark.timeout(600)
def test_the_coach_learns_from_its_teacher(new_app: Callable[[], Any], page: Any, slow_tapping: Path) -> None:
    running = new_app()
    evenings = fill_history(running.data)
    store = open_store(running.data)

    review(page, running, slow_tapping)
    (uuid,) = {session.uuid for session in store.list_sessions(1)} - set(evenings)
    before = store.load_review(uuid)
    assert all(segment.technique != "tapping" for segment in before.segments)
    shoot(page, "review")
    correct(page, store, uuid)
    shoot(page, "corrected")

    open_from_more(page, say("page-name.teaching"))
    page.get_by_text(AGREE).wait_for()
    settled(page)
    shoot(page, "agreement")
    open_learning(page)
    shoot(page, "before")
    learn(page)
    page.get_by_role("button", name=say("learn-use")).first.click()
    page.get_by_role("button", name=say("learn-back")).wait_for()
    settled(page)
    shoot(page, "in-use")

    review_again(page)
    page.get_by_text("Corrected by Ana on").wait_for()
    page.get_by_text(say("correct-coach-only")).click()
    page.get_by_text("Corrected by Ana on").wait_for(state="detached")
    settled(page)
    shoot(page, "again")
    deadline = time.monotonic() + PAGE_TIMEOUT_MS / 1000
    while (after := store.load_review(uuid)) == before and time.monotonic() < deadline:
        page.wait_for_timeout(100)  # the page is calm for a moment before the new review takes the old one's place
    assert {segment.technique for segment in after.segments} == {"tapping"}

    open_learning(page)
    page.get_by_role("button", name=say("learn-back")).click()
    page.get_by_text(say("learn-shipped"), exact=True).wait_for()
    settled(page)
    assert page.get_by_role("button", name=say("learn-back")).count() == 0
    shoot(page, "back")
    review_again(page)
    assert store.load_review(uuid).segments == before.segments
