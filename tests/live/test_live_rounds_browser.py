"""One step in rounds, in a real browser: a round that is not held comes once more while the session runs.

The camera shows rubbing at 65 a minute over and over, while a protocol of one's own asks for 95 to 105.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.history.store import open_store
from tests.browser import ask, settled, wait_for, write_camera_file
from tests.live.live_app import BAND, REVIEW_MS, skip_where_nothing_can_be_judged
from tests.ui.history_pages import add_session, make_slow

pytestmark = [pytest.mark.browser, pytest.mark.video, pytest.mark.timeout(300)]

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "rubbing.mp4"
PROTOCOL = f"""
id = "brisk"
version = "1"
title = "Brisk rubbing"
summary = "One step for tests."
position = "prone"
session_minutes = {BAND.format(0.1, 40, "min")}
[sources]
own = "made for tests"
[[steps]]
id = "rubbing-pads"
title = "Rubbing with the pads"
technique = "rubbing"
text = "Set the pads of the fingers beside the spine and rub up and down, brisk and smooth."
duration_s = {BAND.format(50, 70, "s")}
pace_per_min = {BAND.format(95, 105, "per_min")}
"""
REPEATED_S = 120.0
"""A round takes half a minute of rubbing; a busy computer sees less of it."""


@pytest.fixture(scope="module")
def camera_file(tmp_path_factory):
    return write_camera_file(SAMPLE, tmp_path_factory.mktemp("camera") / "rubbing.mjpeg")


def test_a_round_that_is_not_held_comes_once_more(open_page, app):
    (app.protocols / "brisk.toml").write_text(PROTOCOL)
    add_session(open_store(app.data), 1, review=make_slow(90.0), protocol_id="brisk")
    page = open_page()
    page.get_by_role("link", name="Progress").first.click()
    page.get_by_role("button", name="Practise this step again").click()
    page.get_by_role("heading", name="Five rounds").wait_for()
    settled(page)
    page.get_by_role("button", name="Start the rounds").click()
    wait_for(page, "c => c.stats.results > 5")
    page.get_by_title("The head is at the right of the picture").click()
    page.locator("button.go").click()
    wait_for(page, "c => c.phase === 'running' && c.result.s > 0.5")
    assert ask(page, "c => c.panel.title.textContent") == "Round 1 of 5: 90 a minute"
    assert ask(page, "c => c.panel.strip.children.length") == 5
    skip_where_nothing_can_be_judged(page)
    wait_for(page, "c => c.panel.step === 1", timeout_s=REPEATED_S)
    assert ask(page, "c => c.panel.title.textContent").startswith("Round 1 of 5 again: 7")
    assert ask(page, "c => c.panel.strip.children.length") == 6
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("heading", name="Your rounds").wait_for(timeout=REVIEW_MS)
    page.get_by_text("Rounds held: 0 of 1.").wait_for()
