"""The file for the student: a page with the film, the notes on it and beside it, and the teacher's marks.

One HTML file with the film in it while that fits a mail, else a zip of the page and the film. The page loads nothing
from elsewhere; its one script is named by its digest, so nothing else in it can run. Without the script, and on paper,
each note still has its words and its picture.
"""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from coach.errors import OutputError
from coach.files import atomic_file
from coach.notes.film import Film
from coach.notes.records import Drawing, Note
from coach.report.html import open_templates
from coach.report.output import explain_os_error
from coach.words import format_clock, language_tag, say

INLINE_LIMIT_BYTES = 18_000_000
"""A larger film is put beside the page: written into it, it takes a third more, and 25 MB is what a mail may hold."""

FILM_NAME = "film.mp4"
HEIGHT = 1000.0
"""Of the picture in the units of a drawing; its width follows the picture's shape."""


@dataclass(frozen=True, slots=True)
class MarkShown:
    """A teacher's marks as they are shown to the student.

    Attributes
    ----------
    teacher : str
    points : str
    lines : tuple of (criterion, level)
    note : str
    """

    teacher: str
    points: str
    lines: tuple[tuple[str, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a student is sent.

    Attributes
    ----------
    student : str
    recording : str
        Its name, or when it was made.
    notes : sequence of Note
    marks : MarkShown, optional
    """

    student: str
    recording: str
    notes: Sequence[Note]
    marks: MarkShown | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A note as the template writes it."""

    text: str
    teacher: str
    clock: str
    film_s: float
    end_s: float
    still: Markup
    drawings: Markup


def write_letter(letter: Letter, film: Film, folder: Path, stem: str, *, limit: int = INLINE_LIMIT_BYTES) -> Path:
    """Write the file for a student into a folder, readable by its owner only.

    Parameters
    ----------
    letter : Letter
    film : Film
        Of the same notes.
    folder : Path
    stem : str
        Name of the file without its ending.
    limit : int
        Bytes of the film up to which it is written into the page.

    Returns
    -------
    Path
        ``STEM.html``, or ``STEM.zip`` when the film is larger.

    Raises
    ------
    OutputError
        When it cannot be written.
    """
    try:
        if film.path.stat().st_size <= limit:
            target = folder / f"{stem}.html"
            with atomic_file(target, private=True) as part:
                part.write_text(render_letter(letter, film, film.path.read_bytes()), encoding="utf-8")
            return target
        target = folder / f"{stem}.zip"
        with atomic_file(target, private=True) as part, zipfile.ZipFile(part, "w") as packed:
            packed.writestr(f"{stem}.html", render_letter(letter, film, None), zipfile.ZIP_DEFLATED)
            packed.write(film.path, FILM_NAME)
        return target
    except OSError as error:
        raise OutputError(say("report-not-written", why=explain_os_error(error))) from error


def render_letter(letter: Letter, film: Film, content: bytes | None, *, made_on: date | None = None) -> str:
    """Return the page.

    Parameters
    ----------
    letter : Letter
    film : Film
    content : bytes or None
        The film itself, to be written into the page; ``None``: it lies beside the page as ``film.mp4``.
    made_on : date, optional
        Printed in the head; today when left out.
    """
    script = _read_script()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        open_templates()
        .get_template("letter.html.j2")
        .render(
            letter=letter,
            film=film,
            content=None if content is None else base64.b64encode(content).decode(),
            film_name=FILM_NAME,
            lines=[_write_line(note, film) for note in sorted(letter.notes, key=lambda note: (note.at_s, note.id))],
            width=draw_width(film),
            height=HEIGHT,
            script=Markup(script),
            digest=digest,
            made_on=made_on or date.today(),
            say=say,
            language=language_tag(),
        )
    )


def draw_width(film: Film) -> float:
    """Return the width of the picture in the units of a drawing."""
    return round(HEIGHT * film.width / film.height, 1)


def draw_shapes(drawings: Sequence[Drawing], width: float) -> str:
    """Return drawings as SVG: each twice, a broad dark line under a bright one, so that it stands out on any skin.

    Parameters
    ----------
    drawings : sequence of Drawing
    width : float
        Of the picture where its height is :data:`HEIGHT`.
    """
    return "".join(
        f'<g class="{layer}">{"".join(_draw(drawing, width, layer) for drawing in drawings)}</g>'
        for layer in ("under", "over")
    )


def _draw(drawing: Drawing, width: float, layer: str) -> str:
    x0, y0, x1, y1 = drawing.x0 * width, drawing.y0 * HEIGHT, drawing.x1 * width, drawing.y1 * HEIGHT
    if drawing.shape == "circle":
        middle = f'cx="{(x0 + x1) / 2:.1f}" cy="{(y0 + y1) / 2:.1f}"'
        return f'<ellipse {middle} rx="{abs(x1 - x0) / 2:.1f}" ry="{abs(y1 - y0) / 2:.1f}"/>'
    line = f'x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}"'
    return f'<line {line} marker-end="url(#tip-{layer})"/>'


def _write_line(note: Note, film: Film) -> _Line:
    film_s = film.to_film(note.at_s)
    still = base64.b64encode(film.stills[note.id]).decode() if note.id in film.stills else ""
    return _Line(
        text=note.text,
        teacher=note.teacher,
        clock=format_clock(note.at_s),
        film_s=round(film_s, 3),
        end_s=round(film_s + note.lasts_s, 3),
        still=Markup(f"data:image/jpeg;base64,{still}") if still else Markup(),
        drawings=Markup(draw_shapes(note.drawings, draw_width(film))),
    )


@cache
def _read_script() -> str:
    return (files("coach.report") / "templates" / "letter.js").read_text(encoding="utf-8")
