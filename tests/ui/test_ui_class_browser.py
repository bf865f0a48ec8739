"""In a real browser: a class of eight is reviewed, marked, exported, and opened again."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.classes.opened import load_items
from coach.classes.rubric_files import load_rubric
from coach.classes.shelf import ClassShelf
from coach.classes.table import Row, make_rows
from coach.words import say
from tests.browser import open_from_more, settled
from tests.classes.class_clips import BROKEN, STUDENTS, write_class, write_protocol
from tests.classes.test_classes_paper import read_sheet

pytestmark = [pytest.mark.browser, pytest.mark.video]
REVIEW_TIMEOUT_MS = 240_000
FIRST = ("Eli", "Gus", "Ida")
"""Who needs the teacher first, the gravest first: no step found, the direction of all that was done, no recording."""


def shot(page: Any, name: str) -> None:
    """Keep a picture of the page where one was asked for."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"class-{name}.png"), full_page=True)


def load_rows(data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Row]:
    """What the app kept, by student, in the order of the table."""
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(data))
    shelf = ClassShelf()
    settings = shelf.find_class(folder)
    assert settings is not None
    rows = make_rows(load_items(settings, shelf), load_rubric(settings.rubric_id))
    return {row.item.entry.student: row for row in rows}


def download(page: Any, label: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


def check_hands_are_drawn(page: Any) -> None:
    """Both hands lie over the plain recording in the colour of the technique, until they are switched off."""
    page.locator(".player video").evaluate("video => { video.currentTime = 4 }")
    page.locator(".player canvas[data-drawn='2']").wait_for()
    shot(page, "hands")
    page.get_by_role("button", name=say("player-controls.hands"), exact=True).click()
    page.locator(".player canvas[data-drawn='0']").wait_for()
    page.get_by_role("button", name=say("player-controls.hands"), exact=True).click()


def correct_the_first_stretch(page: Any) -> None:
    """A teacher says what really happened; it is shown instead of the coach's word, and the marks stay as they are."""
    page.get_by_role("button", name=say("correct-open")).click()
    page.get_by_text(say("correct-name-empty")).wait_for()
    settled(page)
    name = page.get_by_label(say("correct-name"), exact=True)
    name.fill("Eva")
    name.press("Enter")
    page.locator(".corrector video").wait_for()
    settled(page)
    page.locator(".corrector .names button").nth(2).click()
    page.locator(".corrector .status").filter(has_text="Kept: 1 of").wait_for()
    settled(page)
    shot(page, "corrected")
    page.get_by_role("button", name=say("correct-close")).click()
    page.get_by_text("Corrected by Eva on").wait_for()
    page.locator(".player video").wait_for()
    settled(page)


@pytest.mark.timeout(600)
def test_a_class_is_reviewed_marked_exported_and_opened_again(
    new_app: Callable[[], Any], page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = write_class(tmp_path / "evening class")
    running = new_app()
    write_protocol(running.data / "protocols")
    page.goto(running.url)
    page.get_by_role("link", name=say("page-name.more"), exact=True).wait_for()
    open_from_more(page, say("page-name.class"))
    page.get_by_label(say("class-folder")).fill(str(folder))
    page.get_by_role("button", name=say("class-open")).click()
    page.get_by_role("button", name="Review 9 recordings").click()
    page.get_by_role("progressbar").first.wait_for()
    shot(page, "running")

    page.get_by_text("9 recordings: 3 need you first, 0 marked, 1 that could not be reviewed.").wait_for(
        timeout=REVIEW_TIMEOUT_MS
    )
    page.get_by_role("button", name=say("review-cancel")).wait_for(state="detached")
    settled(page)
    shot(page, "reviewed")
    rows = load_rows(running.data, folder, monkeypatch)
    for student, (*_, planted) in STUDENTS.items():
        kept = rows[student].item.kept
        assert kept is not None
        found = {finding.code for finding in kept.review.findings if finding.severity in ("danger", "warning")}
        assert found == planted, student
    assert f"{BROKEN}.mp4 is a text, not a recording" in rows[BROKEN].item.fault
    assert tuple(rows)[: len(FIRST)] == FIRST

    # Marked, with the keyboard to the next one and back.
    page.get_by_role("button", name=say("class-go-through")).click()
    page.get_by_role("heading", name=FIRST[0], exact=True).wait_for()
    settled(page)
    page.keyboard.press("n")
    page.get_by_role("heading", name=FIRST[1], exact=True).wait_for()
    settled(page)
    page.keyboard.press("p")
    page.get_by_role("heading", name=FIRST[0], exact=True).wait_for()
    settled(page)
    page.keyboard.press("n")
    page.get_by_role("heading", name=FIRST[1], exact=True).wait_for()
    settled(page)
    page.locator(".player video").wait_for()
    check_hands_are_drawn(page)
    correct_the_first_stretch(page)
    page.get_by_role("button", name=say("class-take-over")).click()
    settled(page)
    pressure = page.locator(".st-key-class-criterion-pressure")
    pressure.get_by_role("radio", name="Good").or_(pressure.get_by_role("button", name="Good")).click()
    page.get_by_label(say("class-teacher")).fill("Eva")
    page.get_by_label(say("class-teacher")).press("Enter")
    settled(page)
    page.get_by_role("button", name=say("class-keep")).click()
    page.get_by_text("Partly marked by Eva").wait_for()
    settled(page)
    shot(page, "marked")
    page.get_by_role("button", name=say("class-back")).click()
    page.get_by_text("9 recordings: 2 need you first, 1 marked, 1 that could not be reviewed.").wait_for()

    settled(page)

    # Exported: both words side by side.
    page.get_by_text(say("class-views.paper"), exact=True).click()
    page.get_by_role("button", name=say("class-downloads.xlsx")).wait_for()
    settled(page)
    head, *lines = read_sheet(download(page, say("class-downloads.xlsx")))[0]
    marked = next(dict(zip(head, line, strict=False)) for line in lines if line[0] == FIRST[1])
    assert (marked["Direction (coach)"], marked["Direction (teacher)"]) == ("0", "Not yet")
    assert (marked["Pressure (teacher)"], marked["Marked by"]) == ("Good", "Eva")
    with zipfile.ZipFile(io.BytesIO(download(page, say("class-downloads.sheets")))) as sheets:
        assert len(sheets.namelist()) == 1 + len(STUDENTS)
        assert "Partly marked by Eva" in sheets.read(f"{FIRST[1]}.html").decode()

    # Opened again in a new session: nothing is done twice, and the marks are there.
    page.goto(f"{running.url}/class")
    page.get_by_text("9 recordings: 2 need you first, 1 marked, 1 that could not be reviewed.").wait_for()
    settled(page)
    assert page.get_by_role("button", name="Review", exact=False).filter(has_text="recordings").count() == 0
    again = load_rows(running.data, folder, monkeypatch)
    assert {name: row.item.kept for name, row in again.items()} == {name: row.item.kept for name, row in rows.items()}
    assert again[FIRST[1]].mark is not None and again[FIRST[1]].mark.levels["pressure"] == "good"
