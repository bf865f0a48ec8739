"""The corrector in a browser: a session to be corrected, the way there, and a hand on the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coach.corrections.records import Correction
from coach.formats import CoverageModel, ReviewFile, ReviewFinding, ReviewSegment, VideoModel
from coach.history.store import HistoryStore
from coach.records import VideoInfo
from coach.words import say
from tests.browser import PAGE_TIMEOUT_MS, settled
from tests.ui.conftest import RunningApp

LENGTH_S = 600.0

SEEN = (
    (0.0, 130.0, "stroking"),  # the change is at 120 s
    (130.0, 300.0, "rubbing"),
    (300.0, 390.0, "rubbing"),  # it is kneading
    (390.0, 405.0, "none"),  # it is kneading too
    (405.0, 520.0, "kneading"),
    (520.0, 600.0, "tapping"),
)
TRUE = (
    (0.0, 120.0, "stroking"),
    (120.0, 300.0, "rubbing"),
    (300.0, 390.0, "kneading"),
    (390.0, 405.0, "kneading"),
    (405.0, 520.0, "kneading"),
    (520.0, 600.0, "tapping"),
)


def make_review() -> ReviewFile:
    finding = {"code": "pauses", "severity": "advice", "start_s": 390.0, "end_s": 405.0, "message": "Keep going."}
    return ReviewFile(
        video=VideoModel(name="lesson.mp4", duration_s=LENGTH_S, fps=30, width=640, height=480, frames=18000),
        coverage=CoverageModel(one_hand=1, two_hands=0.9),
        segments=[ReviewSegment(start_s=a, end_s=b, technique=t, confidence=0.8, pace_per_min=61) for a, b, t in SEEN],
        findings=[ReviewFinding(**finding)],
    )


def make_video_info() -> VideoInfo:
    return VideoInfo("lesson.mp4", 640, 480, 30.0, 600, LENGTH_S)


def find_uuid(store: HistoryStore) -> str:
    return store.list_sessions(store.list_profiles()[0].id)[-1].uuid


def open_sessions(page: Any, app: RunningApp) -> None:
    page.goto(f"{app.url}/progress")
    page.get_by_role("heading", name=say("progress-title")).wait_for()
    settled(page)
    views = say("progress-views.sessions")
    page.get_by_role("radio", name=views).or_(page.get_by_role("button", name=views, exact=True)).first.click()
    page.get_by_role("button", name=say("progress-open"), exact=True).first.wait_for()
    settled(page)


def open_session(page: Any, app: RunningApp) -> None:
    open_sessions(page, app)
    page.get_by_role("button", name=say("progress-open"), exact=True).first.click()
    page.get_by_role("button", name=say("correct-open"), exact=True).wait_for()
    settled(page)


def open_corrector(page: Any, app: RunningApp) -> None:
    open_session(page, app)
    page.get_by_role("button", name=say("correct-open"), exact=True).click()
    page.locator(".teacher .part").first.wait_for()
    settled(page)


def wait_for_word(page: Any, store: HistoryStore, test: Callable[[Correction], bool], **which: Any) -> Correction:
    """Wait until what is kept on the disk passes a test."""
    uuid, last = find_uuid(store), None
    for _ in range(PAGE_TIMEOUT_MS // 100):
        last = store.corrections.find(uuid, which.get("teacher", "Ana"), blind=which.get("blind", False))
        if last is not None and test(last):
            settled(page)
            return last
        page.wait_for_timeout(100)
    raise AssertionError(f"never kept: {last}")


def spans(correction: Correction) -> list[tuple[float, float, str]]:
    return [(s.start_s, s.end_s, s.technique) for s in correction.stretches]


class Mouse:
    """A hand on the mouse whose clicks are counted."""

    def __init__(self, page: Any) -> None:
        self.page, self.clicks = page, 0

    def at(self, second: float) -> tuple[float, float]:
        box = self.page.locator(".ribbon.teacher").bounding_box()
        return box["x"] + box["width"] * second / LENGTH_S, box["y"] + box["height"] / 2

    def click_time(self, second: float) -> None:
        self.clicks += 1
        self.page.mouse.click(*self.at(second))

    def click(self, name: str) -> None:
        self.clicks += 1
        self.page.locator(".corrector").get_by_role("button", name=name).first.click()

    def drag(self, start: float, end: float) -> None:
        self.clicks += 1
        self.page.mouse.move(*self.at(start))
        self.page.mouse.down()
        self.page.mouse.move(*self.at((start + end) / 2), steps=3)
        self.page.mouse.move(*self.at(end), steps=3)
        self.page.mouse.up()
