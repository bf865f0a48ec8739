"""In a real browser: a recording is uploaded, watched, shown, and a finding makes the video jump."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser import PAGE_TIMEOUT_MS, open_from_more, settled
from tests.ui.conftest import RunningApp

pytestmark = [pytest.mark.browser, pytest.mark.video]

REVIEW_TIMEOUT_MS = 180_000
VIDEO = ".player video"


def upload(page: Any, app: RunningApp, clip: Path) -> None:
    page.goto(f"{app.url}/review")
    page.locator("input[type=file]").wait_for(state="attached")
    settled(page)
    page.locator("input[type=file]").set_input_files(clip)
    page.get_by_role("heading", name=f"Review of {clip.name}").wait_for()
    settled(page)


def current_time(page: Any) -> float:
    return page.locator(VIDEO).evaluate("video => video.currentTime")


def wait_for_time(page: Any, test: str) -> None:
    """Wait until the video's time passes a test in JavaScript, for example ``time > 1``."""
    handle = page.locator(VIDEO).element_handle()
    page.wait_for_function(f"video => {{ const time = video.currentTime; return {test}; }}", arg=handle)


def test_upload_to_the_jump_of_the_video(page: Any, app: RunningApp, short_clip: Path):
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url) if not is_local(request.url, app) else None)
    upload(page, app, short_clip)

    page.get_by_role("button", name="Start the review").click()
    page.get_by_role("progressbar").wait_for()
    page.get_by_role("button", name="Cancel").wait_for()

    # The work goes on while another page is open.
    open_from_more(page, "Help")
    page.get_by_role("heading", name="What it cannot see").wait_for()
    settled(page)
    page.get_by_role("link", name="Review").click()

    wait_for_video(page)
    page.get_by_role("button", name="Play").click()
    wait_for_time(page, "time > 0.3")
    pause(page)

    # The whole protocol cannot fit into four seconds: there is something to say, and saying it shows where.
    findings = page.locator(".side li button")
    assert 1 <= findings.count() <= 7
    moment = clock_seconds(findings.first.locator(".when").inner_text())
    page.locator(VIDEO).evaluate("(video, moment) => { video.currentTime = moment > 2 ? 0 : 3.5; }", moment)
    findings.first.click()
    wait_for_time(page, f"Math.abs(time - {moment}) < 1.2")

    # The result survives a page change and a rerun, and comes back without being made again.
    open_from_more(page, "Protocols")
    page.get_by_role("heading", name="Protocols", exact=True).wait_for()
    settled(page)
    page.get_by_role("link", name="Review").click()
    page.locator(VIDEO).wait_for()
    page.get_by_text("Step by step", exact=True).wait_for()
    assert page.get_by_role("progressbar").count() == 0
    assert outside == []


def test_click_in_the_ribbon_jumps_too(page: Any, app: RunningApp, short_clip: Path):
    upload(page, app, short_clip)
    page.get_by_role("button", name="Start the review").click()
    wait_for_video(page)
    page.locator(VIDEO).evaluate("video => { video.currentTime = 3; }")
    wait_for_time(page, "time > 2.9")
    bar = page.locator("[data-testid=stVegaLiteChart] path[aria-roledescription=bar]").last
    bar.click(force=True)
    wait_for_time(page, "time < 2.5")
    pause(page)
    ribbon = page.get_by_role("slider", name="Position in the recording")
    ribbon.focus()
    before = current_time(page)
    ribbon.press("ArrowRight")
    wait_for_time(page, f"time > {before + 0.5}")


def test_cancelled_review_leaves_the_page_usable(page: Any, app: RunningApp, tmp_path: Path, short_clip: Path):
    clip = tmp_path / "cancelled.mp4"
    clip.write_bytes(short_clip.read_bytes() + b"\0\0\0\x08free")  # other content, so another review
    upload(page, app, clip)
    page.get_by_role("button", name="Start the review").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("The review was cancelled").wait_for()
    page.get_by_role("button", name="Start the review").wait_for()
    settled(page)
    page.get_by_role("button", name="Choose another recording").click()
    page.locator("input[type=file]").wait_for(state="attached")


def test_upload_that_is_no_recording_is_told_on_the_page(page: Any, app: RunningApp, tmp_path: Path):
    text = tmp_path / "renamed.mp4"
    text.write_text("hello\n" * 100)
    page.goto(f"{app.url}/review")
    page.locator("input[type=file]").wait_for(state="attached")
    settled(page)
    page.locator("input[type=file]").set_input_files(text)
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "renamed.mp4 is a text, not a recording" in alert.inner_text()


def test_one_click_on_the_first_page_reviews_the_sample(page: Any, app: RunningApp):
    page.goto(app.url)
    page.get_by_role("button", name="Try it with the sample").wait_for()
    settled(page)
    page.get_by_role("button", name="Try it with the sample").click()
    page.get_by_role("progressbar").wait_for()
    assert re.search(r"/review$", page.url)
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("The review was cancelled").wait_for()


def is_local(url: str, app: RunningApp) -> bool:
    return url.startswith((app.url, app.url.replace("http", "ws"), "data:", "blob:"))


def wait_for_video(page: Any) -> None:
    """Wait for the end of the review, and until the browser knows the video."""
    page.locator(VIDEO).wait_for(timeout=REVIEW_TIMEOUT_MS)
    settled(page)
    handle = page.locator(VIDEO).element_handle()
    page.wait_for_function("video => video.readyState >= 1", arg=handle, timeout=PAGE_TIMEOUT_MS)


def pause(page: Any) -> None:
    """Stop the video, unless it has come to its end by itself: four seconds are soon over on a busy computer."""
    page.locator(VIDEO).evaluate("video => video.pause()")
    page.get_by_role("button", name="Play").wait_for()


def clock_seconds(text: str) -> float:
    minutes, seconds = text.split(" ")[0].split(":")[-2:]
    return 60.0 * int(minutes) + int(seconds)
