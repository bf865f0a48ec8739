"""The live page in a real browser while the camera is put down elsewhere: it asks for the back, and takes two taps."""

from __future__ import annotations

import pytest

from coach.frames.video import open_video
from coach.report.annotate import H264Writer
from tests.browser import ask, wait_for, write_camera_file
from tests.live.live_app import begin
from tests.live.test_live_browser import PROTOCOL, SAMPLE

pytestmark = [pytest.mark.browser, pytest.mark.video, pytest.mark.timeout(600)]

UPRIGHT_S, TURNED_S = 12, 40


@pytest.fixture(scope="module")
def camera_file(tmp_path_factory):
    """The sample, and then the same upside down; it plays over and over."""
    folder = tmp_path_factory.mktemp("camera")
    with open_video(SAMPLE) as video:
        frames, fps = [frame.image for frame in video], round(video.info.fps)
        size = video.info.width, video.info.height
    with H264Writer(folder / "moved.mp4", *size, fps) as writer:
        for index in range((UPRIGHT_S + TURNED_S) * fps):
            image = frames[index % len(frames)]
            turned = index >= UPRIGHT_S * fps
            writer.write(image[::-1, ::-1].copy() if turned else image, index / fps)
    return write_camera_file(folder / "moved.mp4", folder / "moved.mjpeg")


@pytest.fixture(scope="module", autouse=True)
def short_protocol(app):
    (app.protocols / "short-rub.toml").write_text(PROTOCOL, encoding="utf-8")


def test_a_camera_that_is_put_down_elsewhere_asks_for_the_back(open_page):
    page = open_page()
    begin(page)
    ask(page, "c => { c.link.command('set_back', { neck: [0.8, 0.4], tail: [0.3, 0.5] }) }")
    wait_for(page, "c => c.place.zones?.length > 0 && !c.place.lost && c.stage.ask.hidden")
    wait_for(page, "c => c.place.lost && !c.stage.ask.hidden")
    assert ask(page, "c => c.place.back") is None, "no outline is drawn where the back is not"

    page.get_by_role("button", name="Show the back").click()
    page.locator(".ask", has_text="Tap the base of the neck").wait_for()
    stage = page.locator(".stage canvas.overlay")
    for x, said in ((0.3, "Now tap the tailbone"), (0.7, None)):
        box = stage.bounding_box()
        page.mouse.click(box["x"] + x * box["width"], box["y"] + 0.5 * box["height"])
        if said:
            page.locator(".ask", has_text=said).wait_for()
    wait_for(page, "c => c.place.zones?.length > 0 && !c.place.lost && c.stage.ask.hidden")
    assert ask(page, "c => c.phase") == "running"
    ask(page, "c => { c.link.command('finish') }")
    page.get_by_role("heading", name="Your session").wait_for(timeout=180_000)
