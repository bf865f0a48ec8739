"""The protocols that there are, built-in and the user's own, found by id; a file with a fault is explained."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from coach.errors import ProtocolError, TrackError
from coach.formats import Truth, load_truth
from coach.paths import user_protocols_dir
from coach.protocol.schema import Protocol
from coach.protocol.toml_lines import Key, find_line, map_lines
from coach.records import Back
from coach.words import find_data, say

DEFAULT_PROTOCOL = "lumbar-home"
MAX_FILE_BYTES = 100_000
"""A protocol is a few kilobytes; anything larger is some other file."""
MAX_KEY_PARTS = 20
"""Of a dotted key; a protocol has three at most, and the time to read one grows with their square."""
MAX_DIAGNOSTICS = 50
"""How many diagnostics of one file are explained; more than these help nobody."""
MAX_SHOWN = 200
"""Characters of a foreign name or value in a sentence."""
_KEY_PART = r"""(?:"[^"\n]*+"|'[^'\n]*+'|(?<![\w-])[\w-]++)"""
_LONG_KEY = re.compile(rf"(?:{_KEY_PART}[ \t]*+\.[ \t]*+){{{MAX_KEY_PARTS}}}")


@dataclass(frozen=True, slots=True)
class ProtocolEntry:
    """One protocol as a list shows it."""

    id: str
    title: str
    summary: str
    minutes: float
    steps: int
    origin: Literal["built-in", "yours"]
    path: Path


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong in one line of a protocol file: where it is and what was expected."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.text}"


def list_protocols() -> list[ProtocolEntry]:
    """List the usable protocols, the built-in ones first; own files with a fault are in :func:`list_faulty`."""
    entries: list[ProtocolEntry] = []
    for path in _built_in_paths():
        entries.append(_entry(load_file(path), path, "built-in"))
    known = {entry.id for entry in entries}
    for path in _own_paths():
        try:
            protocol = load_file(path)
        except ProtocolError:
            continue
        if protocol.id not in known:
            known.add(protocol.id)
            entries.append(_entry(protocol, path, "yours"))
    return entries


def list_faulty() -> list[tuple[Path, str]]:
    """Own protocol files that cannot be used, each with the reason in a sentence."""
    faulty = []
    built_in = {path.stem for path in _built_in_paths()}
    for path in _own_paths():
        try:
            protocol = load_file(path)
        except ProtocolError as error:
            faulty.append((path, str(error)))
        else:
            if protocol.id in built_in:
                reason = say("book-id-taken", name=path.name, id=protocol.id)
                faulty.append((path, reason))
    return faulty


def load_protocol(id_or_path: str | Path) -> Protocol:
    """Load a protocol by its id, or from a TOML file.

    Raises
    ------
    ProtocolError
        For an id nobody knows (the known ones are listed) or a file with a fault (file, line, what was expected).
    """
    text = str(id_or_path)
    if isinstance(id_or_path, Path) or text.endswith(".toml") or os.sep in text:
        return load_file(Path(id_or_path))
    for path in _built_in_paths():
        if path.stem == text:
            return load_file(path)
    for entry in list_protocols():
        if entry.id == text:
            return load_file(entry.path)
    known = [entry.id for entry in list_protocols()]
    raise ProtocolError(say("book-unknown", name=text, known=known))


def load_file(path: Path) -> Protocol:
    """Load one TOML file; raises :class:`ProtocolError` with its first fault."""
    protocol, diagnostics = _read(path)
    if protocol is None:
        more = len(diagnostics) - 1
        raise ProtocolError(say("book-more", fault=str(diagnostics[0]), more=more) if more else str(diagnostics[0]))
    return protocol


def find_clip_scale(video: Path, protocol_id: str) -> float | None:
    """Return how far a clip's own truth file says that its session was shortened.

    Returns
    -------
    float or None
        ``None`` without a readable truth file beside the clip, or when it names another protocol.
    """
    truth = _truth_beside(video)
    return truth.protocol_scale if truth is not None and truth.protocol == protocol_id else None


def find_clip_back(video: Path) -> Back | None:
    """Return where a clip's own truth file says that the back lies; ``None`` when there is none that says so."""
    truth = _truth_beside(video)
    if truth is None or truth.back is None:
        return None
    return truth.back.to_back()


def _truth_beside(video: Path) -> Truth | None:
    beside = video.with_name(f"{video.stem}.truth.json")
    try:
        return load_truth(beside) if beside.is_file() else None
    except TrackError:
        return None


def check_file(path: Path) -> list[Diagnostic]:
    """Return what there is to say against a protocol file; empty when it can be used."""
    return _read(path)[1]


def _read(path: Path) -> tuple[Protocol | None, list[Diagnostic]]:
    """Return the protocol, or ``None`` and at least one fault."""
    name = printable(path.name)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ProtocolError(_say_unreadable(path, say("book-no-file")))
        if path.stat().st_size > MAX_FILE_BYTES:
            return None, [Diagnostic(name, 1, say("book-not-toml"))]
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None, [Diagnostic(name, 1, say("book-not-text"))]
    except (OSError, ValueError) as error:
        raise ProtocolError(_say_unreadable(path, getattr(error, "strerror", None) or "unreadable")) from error
    if match := _LONG_KEY.search(text):
        line = text.count("\n", 0, match.start()) + 1
        return None, [Diagnostic(name, line, say("book-key-parts", most=MAX_KEY_PARTS))]
    try:
        return Protocol.model_validate(tomllib.loads(text)), []
    except tomllib.TOMLDecodeError as error:
        line, reason = _decode_position(str(error), text)
        return None, [Diagnostic(name, line, say("book-not-valid", reason=printable(reason)))]
    except ValidationError as error:
        lines = map_lines(text)
        diagnostics = [_explain(name, lines, dict(item)) for item in error.errors()[:MAX_DIAGNOSTICS]]
        return None, sorted(diagnostics, key=lambda diagnostic: diagnostic.line)
    except RecursionError:
        return None, [Diagnostic(name, 1, say("book-too-deep"))]
    except (ValueError, OverflowError):
        return None, [Diagnostic(name, 1, say("book-not-number"))]


def _say_unreadable(path: Path, reason: str) -> str:
    return say("book-unreadable", path=printable(str(path)), reason=reason)


def _decode_position(message: str, text: str) -> tuple[int, str]:
    """Take the line out of tomllib's message, which ends in ``(at line 3, column 5)`` or ``(at end of document)``."""
    reason, _, place = message.rpartition(" (at ")
    digits = place.removeprefix("line ").split(",")[0]
    line = int(digits) if digits.isdigit() else max(1, len(text.splitlines()))
    return line, (reason or message).rstrip(".")


def _explain(name: str, lines: Mapping[Key, int], error: dict[str, Any]) -> Diagnostic:
    location = [part for part in error["loc"] if not str(part).startswith("function-")]
    where = printable(_spell(location))
    got = error.get("input")
    kind = error["type"]
    if kind == "missing":
        said = say("book-key-missing", where=where)
    elif kind == "extra_forbidden":
        said = say("book-key-unknown", where=where)
    elif kind == "literal_error":
        said = f'{where}: expected {error["ctx"]["expected"]}, got "{printable(str(got))}"'
    elif kind == "value_error":
        said = f"{where}: {error['ctx']['error']}" if location else str(error["ctx"]["error"])
    else:
        shown = f", got {printable(repr(got))}" if isinstance(got, str | int | float | bool) else ""
        said = f"{where}: {error['msg'][0].lower()}{error['msg'][1:]}{shown}"
    return Diagnostic(name, find_line(lines, location), said.rstrip(".") + ".")


def printable(text: str) -> str:
    """Return foreign text as one short line that every terminal, page and file can take."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:MAX_SHOWN])
    return shown if len(text) <= MAX_SHOWN else f"{shown}..."


def _spell(location: list[str | int]) -> str:
    """Spell ``("steps", 2, "title")`` as ``steps[3].title``, counted from 1 as people do."""
    spelled = ""
    for part in location:
        spelled += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if spelled else ''}{part}"
    return spelled


def _entry(protocol: Protocol, path: Path, origin: Literal["built-in", "yours"]) -> ProtocolEntry:
    return ProtocolEntry(
        id=protocol.id,
        title=protocol.title,
        summary=protocol.summary,
        minutes=protocol.planned_minutes,
        steps=len(protocol.steps),
        origin=origin,
        path=path,
    )


def _built_in_paths() -> list[Path]:
    folder = Path(str(resources.files("coach.protocol") / "protocols"))
    paths = sorted(folder.glob("*.toml"), key=lambda path: (path.stem != DEFAULT_PROTOCOL, path.stem))
    if not paths:
        raise ProtocolError(say("book-none-built-in"))
    return [find_data("coach.protocol", "protocols", path.name) for path in paths]


def _own_paths() -> list[Path]:
    folder = user_protocols_dir()
    try:
        return sorted(folder.glob("*.toml")) if folder.is_dir() else []
    except OSError:
        return []
