"""A camera that stands still while the session runs: it is said, the session waits, and goes on by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.live.recording import load_session
from tests.browser import ask, wait_for, write_camera_file
from tests.live.live_app import begin
from tests.live.test_live_browser import PROTOCOL, SAMPLE

pytestmark = [pytest.mark.browser, pytest.mark.video, pytest.mark.timeout(600)]

STALL = """() => {
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (wish) => {
    const video = document.createElement("video")
    video.srcObject = await real(wish)
    video.muted = true
    await video.play()
    const canvas = document.createElement("canvas")
    Object.assign(canvas, { width: video.videoWidth, height: video.videoHeight })
    const pen = canvas.getContext("2d")
    const draw = () => {
      if (!window.stalled) pen.drawImage(video, 0, 0)
      requestAnimationFrame(draw)
    }
    draw()
    return canvas.captureStream()
  }
}"""
"""The fake camera by way of a canvas, whose stream gives no picture while nothing is drawn on it."""


@pytest.fixture(scope="module")
def camera_file(tmp_path_factory):
    return write_camera_file(SAMPLE, tmp_path_factory.mktemp("camera") / "rubbing.mjpeg")


def test_a_camera_that_stalls_is_said_within_three_seconds_and_the_session_waits(open_page, app):
    (Path(app.protocols) / "short-rub.toml").write_text(PROTOCOL, encoding="utf-8")
    page = open_page()
    page.evaluate(STALL)
    begin(page)
    page.evaluate("window.stalled = true")
    page.get_by_text("The camera sends no picture").first.wait_for(timeout=3000)
    assert ask(page, "c => c.setup.rows.get('camera').item.className") == "bad"
    page.wait_for_timeout(1000)  # pictures that were on their way are answered
    before = ask(page, "c => ({left: c.result.left_s, step: c.panel.step, results: c.stats.results})")
    page.wait_for_timeout(15000)  # longer than the whole step
    assert ask(page, "c => c.stats.results") == before["results"]
    page.evaluate("window.stalled = false")
    wait_for(page, "c => c.stage.banner.hidden")
    wait_for(page, "c => c.paused !== null")
    after = ask(page, "c => ({left: c.result.left_s, step: c.panel.step})")
    assert after["step"] == before["step"] == 0
    assert after["left"] == pytest.approx(before["left"], abs=1.5)
    wait_for(page, "c => c.paused === null")
    page.wait_for_timeout(3000)  # what is recorded is written every second
    session = load_session(app.live / ask(page, "c => c.session"))
    gap = max(b - a for a, b in zip(session.rows["time_s"][:-1], session.rows["time_s"][1:], strict=True))
    assert gap > 10.0, "the time in which nothing was seen is kept as such"
