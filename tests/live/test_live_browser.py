"""The live page in a real browser with a fake camera: from the set-up check to the review, through every failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.history.store import open_store
from coach.live.recording import list_unfinished
from tests.browser import ask, open_from_more, settled, wait_for, write_camera_file
from tests.live.live_app import BAND, REVIEW_MS, begin, pass_the_check, skip_where_nothing_can_be_judged

pytestmark = [pytest.mark.browser, pytest.mark.video, pytest.mark.timeout(600)]

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "rubbing.mp4"
PROTOCOL = f"""
id = "short-rub"
version = "1"
title = "Short rubbing"
summary = "Two short steps for tests."
position = "prone"
session_minutes = {BAND.format(0.1, 40, "min")}
[sources]
own = "made for tests"
[[steps]]
id = "first"
title = "First rubbing"
technique = "rubbing"
text = "Rub for a little while, calmly."
duration_s = {BAND.format(10, 12, "s")}
pace_per_min = {BAND.format(110, 140, "per_min")}
[[steps]]
id = "second"
title = "Second rubbing"
technique = "rubbing"
text = "Rub on for a little while, calmly."
duration_s = {BAND.format(6, 8, "s")}
pace_per_min = {BAND.format(50, 80, "per_min")}
"""


@pytest.fixture(scope="module")
def camera_file(tmp_path_factory):
    return write_camera_file(SAMPLE, tmp_path_factory.mktemp("camera") / "rubbing.mjpeg")


@pytest.fixture(scope="module", autouse=True)
def short_protocol(app):
    (app.protocols / "short-rub.toml").write_text(PROTOCOL, encoding="utf-8")


def test_a_session_runs_by_itself_from_the_set_up_check_to_the_review(open_page, app):
    page = open_page()
    begin(page, by_itself=True)
    pass_the_check(page)
    assert ask(page, "c => c.setup.rows.get('camera').item.className") == "ok"
    session = ask(page, "c => c.session")
    skip_where_nothing_can_be_judged(page)
    wait_for(page, "c => c.result.verdict === 'rubbing'")
    wait_for(page, "c => c.advice.text.textContent.toLowerCase().includes('faster')")
    wait_for(page, "c => c.panel.step === 1")
    page.get_by_role("heading", name="Your session").wait_for(timeout=REVIEW_MS)
    settled(page)
    page.get_by_text("What the coach said").click()
    said = page.get_by_test_id("stExpander").filter(has_text="What the coach said").inner_text()
    assert (
        said.index("First rubbing")
        < said.index("faster")
        < said.index("Next: Second rubbing")
        < said.index("last step")
    )
    assert session not in {unfinished.id for unfinished in list_unfinished(app.live)}


def test_a_rerun_opens_no_second_camera_and_leaving_the_page_switches_it_off(open_page):
    page = open_page()
    page.evaluate(
        """() => {
          window.opened = []
          const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
          navigator.mediaDevices.getUserMedia = async (wish) => {
            window.opened.push(await real(wish))
            return window.opened.at(-1)
          }
          window.sockets = []
          const Real = window.WebSocket
          window.WebSocket = class extends Real { constructor(...a) { super(...a); window.sockets.push(this) } }
        }"""
    )
    begin(page)
    page.keyboard.press("r")  # Streamlit's own key for a rerun
    page.wait_for_timeout(500)  # until the run has begun
    settled(page)
    assert page.evaluate("window.opened.length") == 1
    assert len(page.evaluate("window.sockets.filter(s => s.url.includes('/live/')).map(s => s.url)")) == 1
    open_from_more(page, "Help")
    page.get_by_role("heading", name="Help").first.wait_for()
    page.wait_for_function("window.opened[0].getTracks().every(track => track.readyState === 'ended')")
    page.wait_for_function("window.sockets.filter(s => s.url.includes('/live/')).every(s => s.readyState > 1)")


def test_keys_pause_go_on_move_and_stop(open_page, app):
    page = open_page()
    begin(page)
    page.mouse.click(5, 300)
    page.keyboard.press("Space")
    wait_for(page, "c => c.paused === 'user'")
    page.keyboard.press("Space")
    wait_for(page, "c => c.paused === null")
    page.keyboard.press("ArrowRight")
    wait_for(page, "c => c.panel.step === 1")
    page.keyboard.press("ArrowLeft")
    wait_for(page, "c => c.panel.step === 0")
    page.keyboard.press("s")
    page.get_by_text("You stopped because it hurt").wait_for()
    store = open_store(app.data)
    sessions = [session for profile in store.list_profiles() for session in store.list_sessions(profile.id)]
    assert sessions[-1].hurt, "kept with the session"


def test_a_lost_socket_comes_back_with_the_session(open_page):
    page = open_page()
    begin(page)
    before = ask(page, "c => c.result.s")
    ask(page, "c => c.link.socket.close(4000)")
    wait_for(page, f"c => c.link.ready && c.result.s > {before} + 1")
    wait_for(page, "c => c.stage.banner.hidden")  # a busy computer may say that it is one for a moment
    ask(page, "c => c.onMessage({ type: 'notice', code: 'slow_computer', text: 'Busy', seconds: 0.4 })")
    assert ask(page, "c => !c.stage.banner.hidden && c.stage.banner.textContent === 'Busy'")
    wait_for(page, "c => c.stage.banner.hidden")


def test_a_camera_that_is_unplugged_pauses_and_is_found_again(open_page):
    page = open_page()
    begin(page)
    ask(page, "c => { const [t] = c.camera.stream.getVideoTracks(); t.stop(); t.dispatchEvent(new Event('ended')) }")
    wait_for(page, "c => c.stage.banner.textContent.includes('camera is gone') && !c.stage.banner.hidden")
    results = ask(page, "c => c.stats.results")
    page.evaluate("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
    wait_for(page, f"c => c.stage.banner.hidden && c.stats.results > {results} + 10 && c.paused === null")


def test_a_server_that_is_started_again_goes_on_with_the_session(open_page, app):
    page = open_page()
    begin(page, "Lumbar massage at home")
    wait_for(page, "c => c.phase === 'running' && c.result.s > 7")
    app.kill()
    wait_for(page, "c => !c.stage.banner.hidden && c.stage.banner.textContent.includes('connection is gone')")
    name = ask(page, "c => c.session")
    cut = next(session for session in list_unfinished(app.live) if session.id == name)
    assert cut.duration_s > 2.0
    app.start()
    wait_for(page, "c => c.link.ready")
    wait_for(page, f"c => c.phase === 'running' && c.result.s > {cut.duration_s}")
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("heading", name="Your session").wait_for(timeout=REVIEW_MS)
    store = open_store(app.data)
    sessions = [session for profile in store.list_profiles() for session in store.list_sessions(profile.id)]
    (kept,) = [session for session in sessions if session.started_at == cut.started_at]
    assert kept.duration_s > cut.duration_s


def test_what_was_cut_off_is_offered_at_the_next_start(open_page, app):
    page = open_page()
    begin(page, "Lumbar massage at home")
    wait_for(page, "c => c.phase === 'running' && c.result.s > 6")
    app.kill()
    page.context.browser.close()
    app.start()
    page = open_page()
    page.get_by_text("was cut off after").wait_for()
    settled(page)
    page.get_by_role("button", name="Review it").click()
    page.get_by_role("heading", name="Your session").wait_for(timeout=REVIEW_MS)


def test_a_denied_camera_says_what_to_do(open_page):
    page = open_page("--use-fake-device-for-media-stream", "--deny-permission-prompts", camera=False)
    page.get_by_role("button", name="Start", exact=True).click()
    wait_for(page, "c => c.setup.rows.get('camera').text.textContent.includes('may not use the camera')")
    assert ask(page, "c => c.setup.rows.get('camera').item.className") == "bad"


def test_two_browsers_share_nothing(open_page):
    one, two = open_page(), open_page()
    two.evaluate("delete window.MediaStreamTrackProcessor")  # a browser whose camera's pictures only a video shows
    begin(one)
    begin(two)
    one.get_by_role("button", name="Pause").click()
    wait_for(one, "c => c.paused === 'user'")
    results = ask(two, "c => c.stats.results")
    wait_for(two, f"c => c.stats.results > {results} + 5 && c.result.hands.some(Boolean)")
    assert ask(two, "c => c.paused") is None
    assert ask(one, "c => c.session") != ask(two, "c => c.session")


def test_a_page_that_is_loaded_again_goes_on_with_its_session(open_page):
    page = open_page()
    begin(page)
    wait_for(page, "c => c.result.s > 2")
    session = ask(page, "c => c.session")
    page.reload()
    wait_for(page, "c => c.phase === 'running' && c.result && c.result.s > 2.5")
    assert ask(page, "c => c.session") == session
