"""A teacher writes and draws on a student's recording; the student opens the one file from the disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.classes.opened import review_class
from coach.classes.shelf import ClassShelf
from coach.notes.stored import load_notes
from coach.ui.samples import list_samples
from coach.words import say
from tests.browser import open_from_more, settled
from tests.classes.class_example import AnswersAtOnce, finding, make_review, write_files
from tests.ui.conftest import write_clip

pytestmark = pytest.mark.browser
CLIP_S = 12.0
NOTE_S = 3.0
TEXT = "Slower on the way up, please <b>now</b>"
SHOWN = """() => [...document.querySelectorAll("#shown > g")]
  .filter(g => g.getAttribute("visibility") === "visible").map(g => g.querySelectorAll("line").length)"""
SEEK = """(video, at) => new Promise(done => {
  video.addEventListener("seeked", () => setTimeout(done, 100), { once: true })
  video.currentTime = at
})"""


def shot(page: Any, name: str) -> None:
    """Keep a picture of the page where one was asked for."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"notes-{name}.png"), full_page=True)


def write_class(folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make a class of one student whose review is written down, and return the digest of the recording."""
    sample = next((sample for sample in list_samples() if sample.id == "rubbing"), None)
    if sample is None:
        pytest.skip("the sample recordings are not here")
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(data))
    settings, shelf = write_files(folder, "Anna.mp4"), ClassShelf()
    write_clip(sample.video, folder / "Anna.mp4", CLIP_S)
    review = make_review(finding("pace_too_fast"), name="Anna.mp4")
    review = review.model_copy(update={"video": review.video.model_copy(update={"duration_s": CLIP_S})})
    (item,) = review_class(settings, shelf, reviewer=AnswersAtOnce({"Anna.mp4": review}))
    assert item.kept is not None
    return item.digest


def write_and_take_back(page: Any, video: Any) -> None:
    """Writing begins a note where none is open; a press on another one while it is being kept is not lost."""
    lines = page.locator(".noter .jump")
    page.locator(".noter .remove").click()
    page.locator(".noter .back").click()
    page.locator(".noter .jump[aria-current]").wait_for()
    video.evaluate(SEEK, 8.0)
    page.locator(".noter .fresh").click()
    page.locator(".noter textarea").press_sequentially("Calm")
    lines.first.click()
    page.locator(".noter .jump[aria-current]").filter(has_text=TEXT).wait_for()
    page.locator(".noter").get_by_text(say("note-saved", count=2)).wait_for()
    for count in (1, 2):
        lines.nth(1).click()
        page.locator(".noter .jump[aria-current]").filter(has_text="Calm").wait_for()
        page.locator(".noter .remove").click()
        page.locator(".noter").get_by_text(say("note-saved", count=1)).wait_for()
        if count == 1:
            page.locator(".noter textarea").press_sequentially("Calm again")
            page.locator(".noter").get_by_text(say("note-saved", count=2)).wait_for()
    assert lines.count() == 1


@pytest.mark.timeout(240)
def test_a_note_with_an_arrow_reaches_the_student_in_one_file(
    new_app: Callable[[], Any], page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    running = new_app()
    digest = write_class(tmp_path / "class", running.data, monkeypatch)
    page.goto(running.url)
    page.get_by_role("link", name=say("page-name.more"), exact=True).wait_for()
    open_from_more(page, say("page-name.class"))
    page.get_by_role("button", name=say("class-go-through")).click()
    page.get_by_role("heading", name="Anna", exact=True).wait_for()
    settled(page)

    # Written and drawn at three seconds.
    page.get_by_role("button", name=say("note-open"), exact=True).click()
    names = page.get_by_label(say("note-teacher"), exact=True)
    page.get_by_text(say("note-name-empty")).wait_for()
    names.fill("Eva")
    names.press("Enter")
    video = page.locator(".noter video")
    video.wait_for()
    settled(page)
    video.evaluate(SEEK, NOTE_S)
    place = page.locator(".noter .list").bounding_box()["y"]
    box = page.locator(".noter .picture svg").bounding_box()
    page.mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 0.5 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 0.4 * box["height"], steps=5)
    page.mouse.up()
    page.locator(".noter textarea").press_sequentially(TEXT)
    page.locator(".noter").get_by_text(say("note-saved", count=1)).wait_for()
    page.wait_for_timeout(1000)
    settled(page)
    assert page.get_by_role("heading", name="Anna", exact=True).count() == 1  # no letter was taken for a shortcut
    (note,) = load_notes(ClassShelf().notes_dir(digest)).notes
    assert (note.text, note.teacher, note.at_s) == (TEXT, "Eva", pytest.approx(NOTE_S, abs=0.05))
    (arrow,) = note.drawings
    assert (arrow.shape, arrow.x0, arrow.y0, arrow.x1, arrow.y1) == (
        "arrow",
        *(pytest.approx(place, abs=0.01) for place in (0.25, 0.5, 0.75, 0.4)),
    )
    assert page.locator(".noter .list").bounding_box()["y"] == place, "nothing moves under the pointer"
    write_and_take_back(page, video)
    (kept,) = load_notes(ClassShelf().notes_dir(digest)).notes
    assert kept.says_the_same(note)
    page.locator(".noter").scroll_into_view_if_needed()
    shot(page, "teacher")

    # Handed over.
    page.get_by_role("button", name=say("note-make")).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the file").click()
    target = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(target)
    assert target.name == "Anna.notes.html"

    # Opened by the student, from the disk: nothing is asked of any network.
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(target.as_uri())
    film = page.locator("#film")
    page.wait_for_function("() => document.getElementById('film').readyState >= 2")
    shot(page, "student")
    film.evaluate(SEEK, NOTE_S)
    assert page.evaluate(SHOWN) == [2]  # an arrow, dark under bright
    assert page.locator("#said").inner_text() == TEXT
    shot(page, "student-note")
    film.evaluate(SEEK, 8.0)
    assert page.evaluate(SHOWN) == [] and page.locator("#said").inner_text() == ""
    film.evaluate(SEEK, NOTE_S - 1.0)
    film.evaluate("video => video.play()")
    page.wait_for_function("() => document.getElementById('film').paused")
    assert film.evaluate("video => video.currentTime") == pytest.approx(NOTE_S, abs=0.3)
    assert page.evaluate(SHOWN) == [2]
    assert not [address for address in asked if not address.startswith(("file:", "data:", "blob:"))]
    assert faults == []
