"""The student's file: everything is in it, nothing is fetched, and what a teacher types is text."""

from __future__ import annotations

import base64
import hashlib
import re
import stat
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from coach.errors import OutputError
from coach.notes.film import Film, Span, write_film
from coach.notes.sheet import Letter, MarkShown, draw_shapes, render_letter, write_letter
from tests.notes.note_example import ARROW, CIRCLE, make_note, write_recording

NASTY = '<script>alert("x")</script><img src=http://a.example/x onerror=alert(1)>&'
NOTES = (make_note(2, 8.0, text=NASTY), make_note(1, 3.0, text="Slower here", drawings=(ARROW,)))
MARKS = MarkShown("Eva", "81", (("Pace", "Good"), (NASTY, "Not yet")), "Well done")
ADDRESSES = {"src", "href", "xlink:href", "action", "formaction", "poster", "srcset", "data", "background"}


class Reader(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        (self.scripts if self.cdata_elem == "script" else self.texts).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def make_film(path: Path = Path("film.mp4")) -> Film:
    return Film(path, 640, 480, 12.0, (Span(0.0, 12.0, 0.0),), {note.id: b"a picture" for note in NOTES})


def render(content: bytes | None = b"a film") -> str:
    letter = Letter(NASTY, "week 3", NOTES, MARKS)
    return render_letter(letter, make_film(), content, made_on=date(2026, 11, 28))


def test_what_is_typed_is_text_and_the_one_script_is_named_by_its_digest():
    page = Reader(render())
    assert [attributes.get("type") for attributes in page.all("script")] == ["text/plain", None]
    assert "".join(page.texts).count(NASTY) >= 4  # title, head, the note, the criterion
    assert not [a for _, a in page.tags if any(name.startswith("on") for name in a)]
    (policy,) = [a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(page.scripts[-1].encode()).digest()).decode()
    assert policy is not None and f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'") and "http" not in policy


@pytest.mark.parametrize("content", [b"a film", None])
def test_nothing_is_fetched_from_elsewhere(content: bytes | None):
    page = Reader(render(content))
    addresses = {value for _, a in page.tags for name, value in a.items() if name in ADDRESSES}
    beside = {address for address in addresses if not str(address).startswith("data:image/jpeg;base64,")}
    assert beside == (set() if content else {"film.mp4"})
    assert not page.all("link") and not page.all("iframe")
    styles = re.search(r"<style>.*?</style>", render(content), re.DOTALL)
    assert styles is not None and "url(" not in styles.group() and "@import" not in styles.group()


def test_the_film_and_the_notes_are_in_it_in_the_order_of_the_recording():
    page = Reader(render())
    assert base64.b64decode(page.scripts[0]) == b"a film"
    items = page.all("li")
    assert [(item["data-at"], item["data-end"]) for item in items] == [("3.0", "5.0"), ("8.0", "10.0")]
    assert [image["src"] for image in page.all("img")] == [
        "data:image/jpeg;base64," + base64.b64encode(b"a picture").decode()
    ] * 2
    shown = [line for line in page.all("line") if line["marker-end"] == "url(#tip-over)"]
    assert len(shown) == 2  # on the film and on the still
    text = " ".join(page.texts)
    assert all(word in text for word in ("Slower here", "Eva", "81 of 100 points", "Well done", "faces are not hidden"))


def test_without_marks_nothing_is_said_of_any():
    page = render_letter(Letter("Anna", "week 3", NOTES), make_film(), None)
    assert "of 100 points" not in page and "<table>" not in page


def test_drawings_lie_where_they_were_drawn():
    # A picture of 4 to 3 is 1333.3 by 1000 units.
    arrow = draw_shapes([ARROW], 1333.3)
    assert arrow.count('x1="333.3" y1="500.0" x2="1000.0" y2="500.0"') == 2
    assert 'marker-end="url(#tip-under)"' in arrow and 'marker-end="url(#tip-over)"' in arrow
    circle = draw_shapes([CIRCLE], 1000.0)  # drawn from right to left: a radius is never negative
    assert circle.count('<ellipse cx="375.0" cy="500.0" rx="125.0" ry="250.0"/>') == 2
    assert draw_shapes([], 1000.0) == '<g class="under"></g><g class="over"></g>'


def test_a_small_film_is_written_into_the_page_and_a_larger_one_beside_it(tmp_path: Path):
    source = write_recording(tmp_path / "in.mp4", 6.0)
    film = write_film(source, tmp_path / "film.mp4", NOTES)
    size = film.path.stat().st_size
    letter = Letter("Anna", "week 3", NOTES)
    page = write_letter(letter, film, tmp_path, "Anna", limit=size)
    assert page.name == "Anna.html" and stat.S_IMODE(page.stat().st_mode) == 0o600
    assert base64.b64decode(Reader(page.read_text(encoding="utf-8")).scripts[0]) == film.path.read_bytes()
    packed = write_letter(letter, film, tmp_path, "Anna", limit=size - 1)
    assert packed.name == "Anna.zip"
    with zipfile.ZipFile(packed) as file:
        assert file.namelist() == ["Anna.html", "film.mp4"]
        assert file.read("film.mp4") == film.path.read_bytes()
        assert Reader(file.read("Anna.html").decode()).all("video")[0]["src"] == "film.mp4"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path):
    film = make_film(tmp_path / "film.mp4")
    film.path.write_bytes(b"a film")
    with pytest.raises(OutputError):
        write_letter(Letter("Anna", "week 3", NOTES), film, tmp_path / "nowhere", "Anna")
