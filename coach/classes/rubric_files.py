"""Rubrics as TOML files: the one that comes with the coach, and those of a school in the data folder."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from coach.classes.rubric import Rubric
from coach.errors import InputError
from coach.files import write_data_file
from coach.paths import data_dir, ensure_dir
from coach.words import find_data, say

DEFAULT_RUBRIC = "school"
MAX_BYTES = 100_000
"""A rubric is a few kilobytes; anything larger is some other file."""
_MAX_ID = 50


def rubrics_dir() -> Path:
    """Return the folder of one's own rubrics."""
    return data_dir() / "rubrics"


def list_rubrics() -> list[Rubric]:
    """List the usable rubrics, the one that comes with the coach first."""
    found = {DEFAULT_RUBRIC: load_rubric(DEFAULT_RUBRIC)}
    folder = rubrics_dir()
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        try:
            rubric = read_rubric(path)
        except InputError:
            continue
        found.setdefault(rubric.id, rubric)
    return list(found.values())


def load_rubric(id_or_path: str | Path) -> Rubric:
    """Load a rubric by its id, or from a TOML file.

    Raises
    ------
    InputError
        For an id nobody knows, or a file with a fault: its place, and what was expected.
    """
    text = str(id_or_path)
    if text == DEFAULT_RUBRIC:
        return read_rubric(find_data("coach.classes", "rubrics", f"{DEFAULT_RUBRIC}.toml"))
    if isinstance(id_or_path, Path) or text.endswith(".toml"):
        return read_rubric(Path(text))
    known = list_rubrics()
    found = next((rubric for rubric in known if rubric.id == text), None)
    if found is None:
        raise InputError(say("class-rubric-none", name=text, known=[rubric.id for rubric in known]))
    return found


def read_rubric(path: Path) -> Rubric:
    """Read one TOML file; raises :class:`InputError` as :func:`load_rubric` does."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(say("fault-file-unreadable", name=path.name, why=error.strerror or str(error))) from error
    return parse_rubric(path.name, content)


def parse_rubric(name: str, content: bytes) -> Rubric:
    """Read the content of a rubric file; raises :class:`InputError` as :func:`load_rubric` does."""
    if len(content) > MAX_BYTES:
        raise InputError(say("class-rubric-large", name=name))
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(say("class-rubric-toml", name=name, why=str(error))) from error
    return check_rubric(name, data)


def check_rubric(name: str, data: Mapping[str, Any]) -> Rubric:
    """Make a rubric of what a file or a page says; raises :class:`InputError` with the place of its first fault."""
    try:
        return Rubric.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or say("fault-file")
        what = first["msg"].removeprefix("Value error, ")
        raise InputError(say("fault-file-form", name=name, where=where, what=what)) from error


def render_rubric(rubric: Rubric) -> str:
    """Write a rubric as the TOML file that :func:`parse_rubric` reads."""
    return "\n".join(_render_lines(rubric)) + "\n"


def _render_lines(rubric: Rubric) -> Iterator[str]:
    for name in ("id", "version", "title", "source", "pass_mark"):
        yield f"{name} = {_render(getattr(rubric, name))}"
    yield "levels = ["
    for level in rubric.levels:
        yield f"  {{ {', '.join(f'{key} = {_render(value)}' for key, value in level.model_dump().items())} }},"
    yield "]"
    yield "\n[ceilings]"
    yield from (f"{severity} = {_render(points)}" for severity, points in rubric.ceilings.items())
    for criterion in rubric.criteria:
        yield "\n[[criteria]]"
        for name, value in criterion.model_dump().items():
            if value is not None:
                yield f"{name} = {_render(value)}"


def _render(value: str | float | tuple[str, ...]) -> str:
    # A string of JSON is a string of TOML, but for the one control character that JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def keep_rubric(rubric: Rubric) -> Rubric:
    """Keep a rubric of one's own, and return it as it is kept.

    One with the id of the rubric that comes with the coach gets an id of its own, from its title; one that is there
    already gets the next version.

    Raises
    ------
    StoreError
        When it cannot be written.
    """
    known = {each.id: each for each in list_rubrics()}
    update: dict[str, str] = {}
    if rubric.id == DEFAULT_RUBRIC:
        plain = unicodedata.normalize("NFKD", rubric.title).encode("ascii", "ignore").decode().lower()
        base = "-".join(re.findall(r"[a-z0-9]+", plain))[:_MAX_ID].strip("-") or "own"
        update["id"] = next(name for name in (base, *(f"{base}-{n}" for n in range(2, 1000))) if name not in known)
    elif rubric.id in known:
        version = known[rubric.id].version
        update["version"] = str(int(version) + 1) if version.isdecimal() and len(version) < 9 else f"{version[:17]}-2"
    kept = rubric.model_copy(update=update)
    text = render_rubric(kept)
    target = ensure_dir(rubrics_dir()) / f"{kept.id}.toml"
    write_data_file(target, lambda part: part.write_text(text, encoding="utf-8"))
    return kept
