"""The live page in a real browser with a fake camera: from the set-up check to the review, through every failure."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import av
import pytest

from coach.commands import app as app_command
from coach.history.store import open_store
from coach.live.recording import list_unfinished

pytestmark = [pytest.mark.browser, pytest.mark.video, pytest.mark.timeout(240)]

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "rubbing.mp4"
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
FAKE_CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
BAND = '{{ low = {}, high = {}, unit = "{}", source = "own", confidence = "low" }}'
PROTOCOL = f"""
id = "short-rub"
version = "1"
title = "Short rubbing"
summary = "Two short steps for tests."
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
COACH = """f => {
  const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean)
  const root = roots.map(r => r.querySelector(".coach")).find(Boolean)
  return root ? eval(f)(root.coach) : null
}"""
"""Finds the page's own object and asks it something."""


class App:
    """The app on one port, that can be started again there."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        (self.data / "protocols").mkdir(parents=True)
        (self.data / "protocols" / "short-rub.toml").write_text(PROTOCOL, encoding="utf-8")
        self._folder = folder
        self.port = app_command._find_free_port()
        self.url = f"http://localhost:{self.port}"
        self.start()

    def start(self) -> None:
        with (self._folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                app_command.server_command(self.port),
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env=os.environ | {"MASSAGE_COACH_DATA": str(self.data)},
            )
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1.0).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError((self._folder / "server.log").read_text()[-3000:])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def live(self) -> Path:
        return self.data / "live"


@pytest.fixture(scope="module")
def camera_file(tmp_path_factory):
    """The rubbing sample as the raw motion JPEG that Chromium takes for a camera."""
    target = tmp_path_factory.mktemp("camera") / "rubbing.mjpeg"
    with av.open(str(SAMPLE)) as source, av.open(str(target), "w", format="mjpeg") as sink:
        stream = source.streams.video[0]
        out = sink.add_stream("mjpeg", rate=30, options={"qmin": "2", "qmax": "4"})
        out.width, out.height, out.pix_fmt = stream.width, stream.height, "yuvj420p"
        for frame in source.decode(stream):
            sink.mux(out.encode(frame.reformat(format="yuvj420p")))
        sink.mux(out.encode())
    return target


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = App(tmp_path_factory.mktemp("app"))
    yield app
    app.kill()


@pytest.fixture(scope="module")
def playwright():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this computer: the tests in a real browser are left out")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture
def open_page(playwright, app, camera_file):
    """Open the page *Practise* behind its gate, on a cushion; further flags and sizes as wanted."""
    browsers = []

    def open_one(*flags, camera=True, **options):
        if app.process.poll() is not None:  # a test that failed half-way left it so
            app.start()
        fake = (*FAKE_CAMERA, f"--use-file-for-fake-video-capture={camera_file}") if camera else ()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *fake, *flags])
        browsers.append(browser)
        page = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | options)).new_page()
        page.set_default_timeout(30_000)
        page.goto(f"{app.url}/practise")
        page.get_by_role("button", name="cushion").click()
        return page

    yield open_one
    for browser in browsers:
        browser.close()


def ask(page, question):
    return page.evaluate(COACH, question)


def wait_for(page, question, timeout_s=40.0):
    """Wait until the page's answer is true; return it."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        answer = ask(page, question)
        if answer:
            return answer
        page.wait_for_timeout(100)
    state = ask(page, "c => JSON.stringify([c.phase, c.paused, c.banner.textContent, c.result && c.result.setup])")
    raise AssertionError(f"never true: {question}; the page says {state}")


def begin(page, protocol="Short rubbing", by_itself=False):
    """Choose the protocol, press start once, and say where the head is."""
    page.get_by_role("combobox", name="Protocol").click()
    page.get_by_role("option", name=protocol).click()
    page.get_by_role("button", name="Start", exact=True).click()
    wait_for(page, "c => c.stats.results > 5")
    page.get_by_title("The head is at the right of the picture").click()
    if not by_itself:  # what is tested comes after the set-up check, which a busy computer may not pass
        page.locator("button.go").click()
        wait_for(page, "c => c.phase === 'running' && c.result.s > 0.5")


def test_a_session_runs_by_itself_from_the_set_up_check_to_the_review(open_page, app):
    page = open_page()
    begin(page, by_itself=True)
    wait_for(
        page, "c => c.phase === 'running' || c.result.setup.every(item => item.state === 'ok' || item.id === 'rate')"
    )
    page.wait_for_timeout(7000)
    if ask(page, "c => c.phase === 'setup' && c.result.setup[4].code === 'too_slow'"):
        page.locator("button.go").click()  # this computer is too busy for a camera's rate; all else was well
    wait_for(page, "c => c.phase === 'running'", 20)
    assert ask(page, "c => c.setup.rows.get('camera').item.className") == "ok"
    wait_for(page, "c => c.result.verdict === 'rubbing'")
    wait_for(page, "c => c.adviceText.textContent.toLowerCase().includes('faster')", 60)
    wait_for(page, "c => c.panel.step === 1", 60)
    page.get_by_role("heading", name="Your session").wait_for(timeout=90_000)
    page.get_by_text("What the coach said").click()
    said = page.get_by_test_id("stExpander").filter(has_text="What the coach said").inner_text()
    assert (
        said.index("First rubbing")
        < said.index("faster")
        < said.index("Next: Second rubbing")
        < said.index("last step")
    )
    assert list_unfinished(app.live) == []


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
    page.wait_for_timeout(1500)
    assert page.evaluate("window.opened.length") == 1
    assert len(page.evaluate("window.sockets.filter(s => s.url.includes('/live/')).map(s => s.url)")) == 1
    page.get_by_role("link", name="Help").click()
    page.get_by_role("heading", name="Help").first.wait_for()
    page.wait_for_function("window.opened[0].getTracks().every(track => track.readyState === 'ended')")
    page.wait_for_function("window.sockets.filter(s => s.url.includes('/live/')).every(s => s.readyState > 1)")


def test_keys_pause_go_on_move_and_stop(open_page):
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


def test_a_lost_socket_comes_back_with_the_session(open_page):
    page = open_page()
    begin(page)
    before = ask(page, "c => c.result.s")
    ask(page, "c => c.link.socket.close(4000)")
    wait_for(page, f"c => c.link.ready && c.result.s > {before} + 1")
    assert ask(page, "c => c.banner.hidden")


def test_a_camera_that_is_unplugged_pauses_and_is_found_again(open_page):
    page = open_page()
    begin(page)
    ask(page, "c => { const [t] = c.camera.stream.getVideoTracks(); t.stop(); t.dispatchEvent(new Event('ended')) }")
    wait_for(page, "c => c.banner.textContent.includes('camera is gone') && !c.banner.hidden")
    results = ask(page, "c => c.stats.results")
    page.evaluate("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
    wait_for(page, f"c => c.banner.hidden && c.stats.results > {results} + 10 && c.paused === null")


def test_a_server_that_is_started_again_goes_on_with_the_session(open_page, app):
    page = open_page()
    begin(page, "Lumbar massage at home")
    wait_for(page, "c => c.phase === 'running' && c.result.s > 7", 60)
    app.kill()
    wait_for(page, "c => !c.banner.hidden && c.banner.textContent.includes('connection is gone')")
    (cut,) = list_unfinished(app.live)
    assert cut.duration_s > 2.0
    app.start()
    wait_for(page, "c => c.link.ready", 60)
    wait_for(page, f"c => c.phase === 'running' && c.result.s > {cut.duration_s}", 60)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("heading", name="Your session").wait_for(timeout=60_000)
    store = open_store(app.data)
    sessions = [session for profile in store.list_profiles() for session in store.list_sessions(profile.id)]
    (kept,) = [session for session in sessions if session.started_at == cut.started_at]
    assert kept.duration_s > cut.duration_s


def test_what_was_cut_off_is_offered_at_the_next_start(open_page, app):
    page = open_page()
    begin(page, "Lumbar massage at home")
    wait_for(page, "c => c.phase === 'running' && c.result.s > 6", 60)
    app.kill()
    page.context.browser.close()
    app.start()
    page = open_page()
    page.get_by_text("was cut off after").wait_for()
    page.get_by_role("button", name="Review it").click()
    page.get_by_role("heading", name="Your session").wait_for(timeout=60_000)


def test_a_denied_camera_says_what_to_do(open_page):
    page = open_page("--use-fake-device-for-media-stream", "--deny-permission-prompts", camera=False)
    page.get_by_role("button", name="Start", exact=True).click()
    wait_for(page, "c => c.setup.rows.get('camera').text.textContent.includes('may not use the camera')")
    assert ask(page, "c => c.setup.rows.get('camera').item.className") == "bad"


def test_two_browsers_share_nothing(open_page):
    one, two = open_page(), open_page()
    begin(one)
    begin(two)
    one.get_by_role("button", name="Pause").click()
    wait_for(one, "c => c.paused === 'user'")
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
