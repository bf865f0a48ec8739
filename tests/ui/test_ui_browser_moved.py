"""In a real browser: the camera is put down elsewhere in the middle of a recording, and the back is shown anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coach.frames.video import open_video
from coach.report.annotate import H264Writer
from tests.browser import settled
from tests.ui.conftest import RunningApp
from tests.ui.test_ui_browser_back import click_at
from tests.ui.test_ui_browser_review import upload, wait_for_video

pytestmark = [pytest.mark.browser, pytest.mark.video]


@pytest.fixture(scope="module")
def turned_clip(short_clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds of a sample, and then the same with the picture upside down."""
    target = tmp_path_factory.mktemp("turned") / "turned.mp4"
    with open_video(short_clip) as video:
        frames, info = [frame.image for frame in video], video.info
    with H264Writer(target, info.width, info.height, info.fps) as writer:
        for index, image in enumerate([*frames, *(image[::-1, ::-1].copy() for image in frames)]):
            writer.write(image, index / info.fps)
    return target


def set_points(page: Any, picker: Any, *points: tuple[float, float]) -> None:
    page.wait_for_function("picker => picker.querySelector('img').naturalWidth > 0", arg=picker.element_handle())
    svg = picker.locator("svg")
    svg.scroll_into_view_if_needed()
    for point in points:
        settled(page)
        click_at(page, svg, *point)
    settled(page)
    picker.get_by_text("Does the outline fit").wait_for()


def test_after_a_jump_of_the_camera_the_back_is_asked_for_again(page: Any, app: RunningApp, turned_clip: Path):
    upload(page, app, turned_clip)
    pickers = page.locator(".picker")
    pickers.first.wait_for()
    set_points(page, pickers.first, (0.8, 0.4), (0.3, 0.5))
    page.get_by_role("button", name="Start the review").click()
    wait_for_video(page)
    page.get_by_text("From 0:04 on the camera shows another view").wait_for()
    page.get_by_text("Direction and place from 0:04").wait_for()

    page.get_by_role("button", name="Show the back at 0:05").click()
    page.get_by_text("At 0:05 the camera shows another view.").wait_for()
    settled(page)
    assert pickers.count() == 2
    set_points(page, pickers.nth(1), (0.2, 0.6), (0.7, 0.5))
    page.get_by_role("button", name="Start the review").click()
    wait_for_video(page)
    settled(page)
    assert page.get_by_text("the camera shows another view").count() == 0
