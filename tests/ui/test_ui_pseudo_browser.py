"""All pages in the pseudo-language: what is not in the catalogue shows up plain, and what has no room is cut off."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from coach.history.store import open_store
from coach.ui.pages import PAGES
from coach.ui.samples import list_samples
from coach.words import LANGUAGE_ENV, PSEUDO
from tests.browser import FAKE_CAMERA, ask, settled, wait_for, write_camera_file
from tests.ui.conftest import LAPTOP, start_app, stop_app
from tests.ui.history_pages import add_session

pytestmark = pytest.mark.browser

REVIEW_MS = 480_000
PHONE = {"width": 390, "height": 844}
SIZES = {"laptop": LAPTOP, "phone": PHONE}

STREAMLITS_OWN = (
    "script, style, noscript, code, [data-testid=stIconMaterial], [data-testid=stHeader],"
    " [data-testid=stFileUploaderDropzone], [data-testid=stToolbar], [data-testid=stSidebar], [data-testid=stSkipLink],"
    " [data-testid=stPagination], [data-testid=stDateInput] [data-baseweb], [data-testid=stDataFrame], a[href='#main']"
)
"""Where Streamlit says its own words, which cannot be changed; its menu is put out of the window on a phone."""

SCROLLED = ".coach .strip, .coach .strip *"
"""The steps of a live session stand in a row that scrolls; a long title is shortened there, and whole above it."""

FIND_TEXTS = """([streamlitsOwn, scrolled]) => {
  const found = []
  const visit = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.shadowRoot) visit(node.shadowRoot)
      if (node.nodeType !== Node.TEXT_NODE || !node.textContent.trim()) continue
      const parent = node.parentElement
      if (!parent) continue
      if (parent.closest(streamlitsOwn) || getComputedStyle(parent).fontFamily.includes("Material")) continue
      if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      let cut = false
      for (let at = parent, up = 0; at && up < 4; at = at.parentElement, up++) {
        const style = getComputedStyle(at)
        if (at.matches(scrolled)) break
        const clips = ["hidden", "clip"].includes(style.overflowX)
        if (clips && at.clientWidth > 0 && at.scrollWidth > at.clientWidth + 1) cut = true
      }
      const out = box.width > 2 && box.right > innerWidth + 1 && !parent.closest(scrolled)
      found.push({ text: node.textContent.trim(), cut, out })
    }
  }
  visit(document.body)
  return found
}"""
"""Every text that can be seen, whether a box cuts it off, and whether it runs out of the window."""

DISGUISED = re.compile("[⟦áçéíñóúýÁÇÉÍÑÓÚÝ]")
WORDS = re.compile("[A-Za-z]{3}")
DATE = re.compile(r"\d+ [A-Z][a-z]{2,}|[A-Z][a-z]{2,} \d{4}")
"""Days and months come from the language's rules, not from the catalogue: ``25 Nov``, ``November 2026``."""

NUMBER = re.compile(r"^\d+\. ")
STREAMLITS_TEXTS = ("Skip to main content",)


@pytest.fixture(scope="module")
def pseudo_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    patch = pytest.MonkeyPatch()
    patch.setenv(LANGUAGE_ENV, PSEUDO)
    folder = tmp_path_factory.mktemp("pseudo")
    running = start_app(folder)
    store = open_store(running.data)
    for days, value in ((9.0, 0.5), (4.0, 0.6), (2.0, 0.7)):
        add_session(store, days, value)
    yield running
    stop_app(running)
    patch.undo()


@pytest.fixture(scope="module")
def data_texts() -> str:
    """Everything that data files say: protocols, questions, courses, vocabulary, samples."""
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    root = Path(str(resources.files("coach")))
    for file in root.rglob("*.toml"):
        walk(tomllib.loads(file.read_text(encoding="utf-8")))
    found += [sample.truth.notes for sample in list_samples()]
    return _plain(" ".join(found))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).lower()


def check(page: Any, place: str, data_texts: str, faults: list[str], shots: Path) -> None:
    """Look at the page as it stands at both sizes."""
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        settled(page)
        page.screenshot(path=shots / f"{place}-{size}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            faults.append(f"{place}, {size}: the page is wider than the window")
        for found in page.evaluate(FIND_TEXTS, [STREAMLITS_OWN, SCROLLED]):
            text = found["text"]
            if text in STREAMLITS_TEXTS or DATE.fullmatch(text):
                continue
            data = _plain(NUMBER.sub("", text)).strip() in data_texts
            if WORDS.search(text) and not DISGUISED.search(text) and not data:
                faults.append(f"{place}, {size}: not in the catalogue: {text[:80]!r}")
            if found["cut"] or found["out"]:
                faults.append(f"{place}, {size}: has no room: {text[:80]!r}")


def click(page: Any, key: str) -> None:
    """Press the button of a key and wait for what comes of it."""
    page.locator(f".st-key-{key} button").first.click()
    settled(page)


def test_all_pages_speak_by_the_catalogue_and_have_room(
    pseudo_app: Any, open_browser: Any, data_texts: str, tmp_path: Path
) -> None:
    page = open_browser(*FAKE_CAMERA).new_page()
    faults: list[str] = []

    def look(place: str) -> None:
        check(page, place, data_texts, faults, tmp_path)

    for name in PAGES:
        page.goto(f"{pseudo_app.url}/{'' if name == 'today' else name}")
        settled(page)
        look(name)
        page.set_viewport_size(LAPTOP)
        if name == "before":
            click(page, "before_begin")
            look("before-card")
        elif name == "practise":
            click(page, "gate_cushion")
            look("practise-choose")
            click(page, "practise_start")
            page.locator(".coach .setup").first.wait_for()
            look("practise-setup")
        elif name == "course":
            click(page, "course_begin")
            look("course-running")
        elif name == "progress":
            for view in (1, 2):
                page.locator(".st-key-progress_view button").nth(view).click()
                settled(page)
                look(f"progress-{view}")
            page.locator(".st-key-progress_view button").nth(1).click()
            settled(page)
            page.locator("[class*=st-key-open-] button").first.click()
            settled(page)
            look("progress-session")
        elif name == "review":
            click(page, "use_sample")
            look("review-settings")
    assert not faults, "\n".join(dict.fromkeys(faults))


@pytest.mark.video
@pytest.mark.timeout(1200)
def test_a_led_session_and_a_review_with_its_video_do_so_too(
    pseudo_app: Any, open_browser: Any, data_texts: str, tmp_path: Path, short_clip: Path
) -> None:
    camera = write_camera_file(short_clip, tmp_path / "camera.mjpeg")
    page = open_browser(*FAKE_CAMERA, f"--use-file-for-fake-video-capture={camera}").new_page()
    page.set_viewport_size(LAPTOP)
    faults: list[str] = []

    def look(place: str) -> None:
        check(page, place, data_texts, faults, tmp_path)
        page.set_viewport_size(LAPTOP)

    page.goto(f"{pseudo_app.url}/practise")
    settled(page)
    click(page, "gate_cushion")
    click(page, "practise_start")
    wait_for(page, "c => c.stats.results > 5")
    page.locator("button.go").click()
    wait_for(page, "c => c.phase === 'running' && c.result.s > 0.5")
    look("led")
    ask(page, "c => c.togglePause()")
    wait_for(page, "c => c.paused")
    look("led-paused")
    ask(page, "c => c.link.command('finish')")
    page.locator("[class*=st-key-player-]").first.wait_for(timeout=REVIEW_MS)
    look("led-review")

    page.goto(f"{pseudo_app.url}/review")
    settled(page)
    page.locator("input[type=file]").set_input_files(short_clip)
    page.locator(".st-key-start_review button").wait_for()
    settled(page)
    click(page, "start_review")
    page.locator("[class*=st-key-player-] video").first.wait_for(timeout=REVIEW_MS)
    settled(page)
    look("review")
    assert not faults, "\n".join(dict.fromkeys(faults))
