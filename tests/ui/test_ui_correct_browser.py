"""In a real browser: a teacher corrects a session with the mouse and with the keyboard only, and marks one blind."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coach.formats import Truth
from coach.history.entries import NewSession
from coach.history.store import open_store
from coach.tracks_file import Recorded
from coach.words import say
from tests.browser import PAGE_TIMEOUT_MS, settled
from tests.builders import make_sinusoid
from tests.ui.conftest import RunningApp
from tests.ui.corrector_page import (
    LENGTH_S,
    TRUE,
    Mouse,
    find_uuid,
    make_review,
    make_video_info,
    open_corrector,
    open_sessions,
    spans,
    wait_for_word,
)
from tests.ui.history_pages import add_session

pytestmark = pytest.mark.browser

SECONDS_A_CLICK = 3.0
"""To look, to point and to press: 1.35 + 1.1 + 0.2 s (keystroke-level model, Card, Moran and Newell 1983), or more."""


@pytest.fixture
def own_app(new_app: Callable[[], RunningApp]) -> RunningApp:
    running = new_app()
    store = open_store(running.data)
    ana = store.add_profile("Ana")
    tracks = make_sinusoid(60.0, seconds=20.0)
    recorded = Recorded(tracks, make_video_info())
    add_session(store, 2, with_tracks=False)
    when = datetime.now(UTC) - timedelta(days=1)
    store.add_session(NewSession(ana.id, when, "recording", LENGTH_S, receiver="Vera"), make_review(), recorded)
    return running


def test_three_faults_of_ten_minutes_take_under_a_minute_of_clicks(own_app: RunningApp, page: Any, tmp_path: Path):
    page.set_viewport_size({"width": 1280, "height": 800})
    store = open_store(own_app.data)
    open_corrector(page, own_app)
    row = page.locator(".ribbon.teacher").bounding_box()
    assert row["y"] + row["height"] <= 800, "picture and both ribbons are in view at once on a laptop"
    mouse = Mouse(page)
    mouse.click_time(345)
    mouse.click("Kneading")
    heights = page.locator(".picture, .line").evaluate_all("all => all.map(one => one.offsetTop)")
    mouse.click_time(397)
    page.locator(".measures[inert]").wait_for(state="attached")
    now = page.locator(".picture, .line").evaluate_all("all => all.map(one => one.offsetTop)")
    assert now == heights, "the ribbons stay under the pointer when a rest has less to be said of it"
    mouse.click("Kneading")
    mouse.drag(130, 120)
    mouse.click(say("correct-words.finish"))
    word = wait_for_word(page, store, lambda c: c.finished)
    assert mouse.clicks == 6 and mouse.clicks * SECONDS_A_CLICK < 60
    assert [t for _, _, t in spans(word)] == [t for _, _, t in TRUE]
    assert all(abs(said[0] - true[0]) < 1.0 for said, true in zip(spans(word), TRUE, strict=True))

    # The finding about the pause did not happen; then all of it is shown, said and written with the teacher's word.
    page.get_by_role("button", name=say("correct-opinions.not_so")).click()
    wait_for_word(page, store, lambda c: c.find_opinion("pauses", 390.0, None) == "not_so")
    assert store.load_review(find_uuid(store)) == make_review(), "the coach's own word stays as it was"
    with page.expect_download() as truth:
        page.get_by_role("button", name=say("correct-truth")).click()
    truth.value.save_as(tmp_path / "lesson.truth.json")
    assert len(Truth.model_validate_json((tmp_path / "lesson.truth.json").read_bytes()).segments) == len(TRUE)

    page.get_by_role("button", name=say("correct-close")).click()
    page.get_by_text("Corrected by Ana on").wait_for()
    settled(page)
    page.get_by_text("· corrected by Ana").wait_for()
    assert "Ana: not so." in page.locator(".side").inner_text()
    files = {}
    for kind in ("html", "csv", "json"):
        with page.expect_download() as download:
            page.get_by_role("button", name=say(f"review-download-{kind}")).click()
        download.value.save_as(tmp_path / kind)
        files[kind] = (tmp_path / kind).read_text(encoding="utf-8-sig")
    assert "Corrected by Ana" in files["html"] and "Ana: not so." in files["html"]
    assert {row["said_by"] for row in csv.DictReader(io.StringIO(files["csv"]))} == {"Ana"}
    written = json.loads(files["json"])
    assert written["corrected"]["by"] == "Ana" and written["findings"][0]["opinion"] == "not_so"
    page.get_by_text(say("correct-coach-only")).click()
    page.get_by_text("Corrected by Ana on").wait_for(state="detached")


def test_all_of_it_works_with_the_keyboard_only(own_app: RunningApp, page: Any):
    store = open_store(own_app.data)
    open_corrector(page, own_app)
    press = page.keyboard.press
    press("ArrowDown")  # 130 s
    press("ArrowDown")  # 300 s
    press("3")
    wait_for_word(page, store, lambda c: spans(c)[2][2] == "kneading")
    press("ArrowDown")  # 390 s
    press("m")  # joined with the longer kneading before it
    wait_for_word(page, store, lambda c: len(c.stretches) == 5 and spans(c)[2] == (300.0, 405.0, "kneading"))
    press("ArrowUp")  # where the joined stretch begins
    press("ArrowUp")  # 130 s
    for _ in range(10):
        press("ArrowLeft")  # one second each
    press("b")
    wait_for_word(page, store, lambda c: abs(c.stretches[1].start_s - 120.0) < 0.01)
    press("Enter")
    press("h")
    page.keyboard.type("Hands in turn")
    press("Escape")
    wait_for_word(page, store, lambda c: c.stretches[1].hands == "alternating")
    for _ in range(3):
        press("c")
    wait_for_word(page, store, lambda c: c.stretches[1].cycles == 3)
    press("ArrowRight")
    press("Shift+Digit5")  # from here on: no technique
    word = wait_for_word(page, store, lambda c: len(c.stretches) == 6)
    assert word.stretches[2].technique == "none" and word.stretches[1].cycles is None
    press("z")
    press("z")
    wait_for_word(page, store, lambda c: len(c.stretches) == 5 and c.stretches[1].cycles == 3)
    press("y")
    press("y")
    last = wait_for_word(page, store, lambda c: len(c.stretches) == 6 and c.stretches[2].technique == "none")

    # What was kept is there again when the page is opened anew.
    open_corrector(page, own_app)
    assert page.locator(".teacher .part").count() == 6
    assert store.corrections.find(find_uuid(store), "Ana") == last


def test_tapping_along_sets_the_pace(own_app: RunningApp, page: Any):
    store = open_store(own_app.data)
    open_corrector(page, own_app)
    page.keyboard.press(" ")
    for _ in range(8):
        page.keyboard.press("t")
        page.wait_for_timeout(500)
    word = wait_for_word(page, store, lambda c: c.stretches[0].pace_per_min is not None)
    page.keyboard.press(" ")
    pace = word.stretches[0].pace_per_min
    assert pace is not None and 80 < pace <= 120, "a tap every half second, and what a key press takes"


@pytest.mark.parametrize(
    ("taps", "pace"),
    [
        ([0, 1, 2], None),  # three say too little
        ([0, 1, 2, 3], 60),
        ([0, 0.9, 2.1, 3], 60),  # an uneven hand
        ([0, 1, 1.02, 2, 3], 60),  # a key that bounced
        ([0, 7.3, 14.6, 21.9], 60 / 7.3),  # a slow stroke over the whole back
        ([0, 1, 2, 15, 16, 17, 18], 60),  # after a long pause a new row begins
        ([10, 11, 12, 3, 4], None),  # and after a jump back
    ],
)
def test_the_pace_of_taps_is_known_by_hand(app: RunningApp, page: Any, taps: list[float], pace: float | None):
    page.goto(f"{app.url}/components/web/corrector/taps.js")
    ask = "taps => import('./taps.js').then(m => m.paceOfTaps(taps.reduce((row, at) => m.addTap(row, at), [])))"
    assert page.evaluate(ask, taps) == pytest.approx(pace)


def test_a_blind_marking_shows_nothing_of_the_others(own_app: RunningApp, page: Any):
    store = open_store(own_app.data)
    open_corrector(page, own_app)
    page.keyboard.press("4")
    wait_for_word(page, store, lambda c: c.stretches[0].technique == "tapping")
    page.get_by_label(say("correct-name")).fill("Ben")
    page.get_by_label(say("correct-name")).press("Enter")
    page.get_by_text(say("correct-blind"), exact=True).click()
    page.locator(".teacher .part.unmarked").wait_for()
    settled(page)
    assert page.locator(".teacher .part").count() == 1
    assert not page.locator(".ribbon.coach").is_visible() and not page.locator(".coach-says").is_visible()
    assert page.locator(".findings").count() == 0
    assert "Kneading" not in page.locator(".view").inner_text()
    page.keyboard.press("2")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+Digit3")
    word = wait_for_word(page, store, lambda c: len(c.stretches) == 2, teacher="Ben", blind=True)
    assert [t for _, _, t in spans(word)] == ["rubbing", "kneading"] and word.blind
    assert len(store.corrections.list_of(find_uuid(store))) == 2

    # The next session of the list, by key: it is marked blind too, by the same teacher.
    page.keyboard.press("n")
    page.locator(".teacher .part.unmarked").wait_for()
    settled(page)
    page.keyboard.press("6")
    page.locator(".teacher .part .said").wait_for()
    settled(page)
    older = store.list_sessions(1)[0].uuid
    (said,) = store.corrections.list_of(older)
    assert (said.teacher, said.blind, spans(said)) == ("Ben", True, [(0.0, 120.0, "unseen")])


def test_the_ten_to_correct_next_are_found_and_lead_there(own_app: RunningApp, page: Any):
    store = open_store(own_app.data)
    open_sessions(page, own_app)
    page.get_by_text(say("correct-next"), exact=True).click()
    page.get_by_role("button", name=say("correct-next-look")).click()
    page.get_by_role("button", name=say("correct-next-go")).first.wait_for()
    settled(page)
    page.get_by_role("button", name=say("correct-next-go")).first.click()
    page.locator(".next li").first.wait_for()
    settled(page)
    spots = page.locator(".next li .when")
    starts = [clock_seconds(text) for text in spots.all_inner_texts()]
    assert starts == sorted(starts) and len(starts) == page.locator(".spot").count() >= 2
    assert int(clock_seconds(page.locator(".bar .time").inner_text())) in starts
    page.locator(".next li button").last.click()
    page.wait_for_timeout(100)
    assert int(clock_seconds(page.locator(".bar .time").inner_text())) == starts[-1]
    page.keyboard.press("Enter")
    wait_for_word(page, store, lambda c: c.stretches[0].checked)
    page.locator(".next").wait_for(state="detached")  # all of them lie in the stretch that was confirmed


def clock_seconds(text: str) -> float:
    minutes, seconds = text.split()[0].split(":")
    return 60 * int(minutes) + float(seconds)


def test_a_phone_shows_all_of_it_without_scrolling_sideways(own_app: RunningApp, page: Any):
    page.set_viewport_size({"width": 390, "height": 844})
    open_corrector(page, own_app)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    rights = "e => [...e.querySelectorAll('button, select')].map(b => b.getBoundingClientRect().right)"
    inside = page.locator(".corrector").evaluate(rights)
    assert wide == 0 and max(inside) <= 390
    page.locator(".corrector").get_by_role("button", name="Kneading").click()
    wait_for_word(page, open_store(own_app.data), lambda c: c.stretches[0].technique == "kneading")


@pytest.mark.video
def test_a_recording_is_corrected_beside_its_video(app: RunningApp, page: Any, short_clip: Path):
    """Upload, review, correct while the video plays, and back to the review with the teacher's word."""
    page.goto(f"{app.url}/review")
    page.locator("input[type=file]").wait_for(state="attached")
    settled(page)
    page.locator("input[type=file]").set_input_files(short_clip)
    page.get_by_role("heading", name=say("review-title-of", name=short_clip.name)).wait_for()
    settled(page)
    page.get_by_role("button", name=say("review-start")).click()
    page.get_by_role("button", name=say("correct-open"), exact=True).wait_for(timeout=5 * PAGE_TIMEOUT_MS)
    settled(page)
    page.get_by_role("button", name=say("correct-open"), exact=True).click()
    page.locator(".teacher .part").first.wait_for()
    video = page.locator(".corrector video")
    assert video.is_visible() and not page.locator(".corrector canvas").is_visible()
    settled(page)
    page.keyboard.press("3")
    page.locator(".teacher .part .said").first.wait_for()
    page.keyboard.press(" ")
    page.wait_for_function("video => video.currentTime > 0.3", arg=video.element_handle())
    page.keyboard.press(" ")
    # Blind, the recording is shown as it is: what the coach saw is drawn into the other one.
    drawn = video.get_attribute("src")
    page.get_by_text(say("correct-blind"), exact=True).click()
    page.locator(".teacher .part.unmarked").wait_for()
    settled(page)  # until then the corrector that was shown before may still stand there
    assert page.locator(".corrector video").get_attribute("src") != drawn
    page.get_by_role("button", name=say("correct-close")).click()
    page.get_by_text("Corrected by").wait_for()
    settled(page)
    assert "Kneading" in page.locator(".glances, [data-testid=stMetric]").first.inner_text()
