"""The protocols that there are, built-in and the user's own, found by id; a file with a fault is explained."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

from coach.errors import ProtocolError, TrackError
from coach.formats import Truth, load_truth
from coach.paths import user_protocols_dir
from coach.protocol.checking import Diagnostic, check_text
from coach.protocol.flaws import Flaw, printable, suggest
from coach.protocol.reading import MAX_FILE_BYTES, decode, read_text
from coach.protocol.schema import MAX_ID, BodyPart, Protocol
from coach.protocol.toml_lines import find_line
from coach.records import Back
from coach.words import find_data, say

DEFAULT_PROTOCOL = "lumbar-home"


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
    region: BodyPart


def list_protocols() -> list[ProtocolEntry]:
    """List the usable protocols, the built-in ones first; own files with a fault are in :func:`list_faulty`."""
    entries: list[ProtocolEntry] = []
    for path in _built_in_paths():
        entries.append(_entry(load_file(path), path, "built-in"))
    known = {entry.id for entry in entries}
    for path in list_own_files():
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
    taken: dict[str, Path] = {}
    for path in list_own_files():
        try:
            protocol = load_file(path)
        except ProtocolError as error:
            faulty.append((path, str(error)))
            continue
        first = taken.setdefault(protocol.id, path)
        if protocol.id in built_in:
            faulty.append((path, say("book-id-taken", name=printable(path.name), id=protocol.id)))
        elif first != path:
            names = {"name": printable(path.name), "first": printable(first.name)}
            faulty.append((path, say("book-id-twice", **names, id=protocol.id)))
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
    instead = suggest(text, known) or "none"
    raise ProtocolError(say("book-unknown", name=printable(text), instead=printable(instead), known=known))


def load_file(path: Path) -> Protocol:
    """Load one TOML file; raises :class:`ProtocolError` with its first fault."""
    protocol, found = _read(path)
    if protocol is None:
        more = len(found) - 1
        raise ProtocolError(say("book-more", fault=str(found[0]), more=more) if more else str(found[0]))
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
    """Return everything that is amiss with a protocol file; empty when it can be used.

    A file that takes the id of a built-in protocol is told so: the list would leave it out.

    Raises
    ------
    ProtocolError
        When there is no file to be read.
    """
    content = _read_content(path)
    _, found = check_content(path.name, content)
    text, built_in = decode(content), _built_in_paths()
    if isinstance(text, Flaw) or path in built_in:
        return found
    reading = read_text(text)
    protocol_id = reading.data.get("id")
    if protocol_id not in {own.stem for own in built_in}:
        return found
    line = find_line(reading.lines, ("id",))
    return [Diagnostic(printable(path.name), line, say("book-flaw-taken", id=protocol_id), "taken", ("id",)), *found]


def check_content(name: str, content: bytes) -> tuple[Protocol | None, list[Diagnostic]]:
    """Return the protocol that the content of a file is, or ``None`` and everything that is amiss with it.

    Parameters
    ----------
    name : str
        Of the file; anything else than a plain name is taken out of it.
    """
    name = printable(name)
    text = decode(content)
    if isinstance(text, Flaw):
        line = next((part for part in text.where if isinstance(part, int)), 1)
        return None, [Diagnostic(name, line, text.text, text.kind)]
    return check_text(name, text)


def choose_id(name: str) -> str:
    """Make an id for a protocol of one's own from a name: small letters, digits and hyphens, and nobody else's."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", plain))[: MAX_ID - 4].strip("-") or "my-massage"
    taken = {path.stem for path in _built_in_paths()} | {entry.id for entry in list_protocols()}
    return next(each for each in (base, *(f"{base}-{number}" for number in range(2, 1000))) if each not in taken)


def _read(path: Path) -> tuple[Protocol | None, list[Diagnostic]]:
    """Return the protocol, or ``None`` and at least one thing that is amiss."""
    return check_content(path.name, _read_content(path))


def _read_content(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ProtocolError(_say_unreadable(path, say("book-no-file")))
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ProtocolError(_say_unreadable(path, getattr(error, "strerror", None) or "unreadable")) from error


def _say_unreadable(path: Path, reason: str) -> str:
    return say("book-unreadable", path=printable(str(path)), reason=reason)


def _entry(protocol: Protocol, path: Path, origin: Literal["built-in", "yours"]) -> ProtocolEntry:
    return ProtocolEntry(
        id=protocol.id,
        title=protocol.title,
        summary=protocol.summary,
        minutes=protocol.planned_minutes,
        steps=len(protocol.steps),
        origin=origin,
        path=path,
        region=protocol.region,
    )


def _built_in_paths() -> list[Path]:
    folder = Path(str(resources.files("coach.protocol") / "protocols"))
    paths = sorted(folder.glob("*.toml"), key=lambda path: (path.stem != DEFAULT_PROTOCOL, path.stem))
    if not paths:
        raise ProtocolError(say("book-none-built-in"))
    return [find_data("coach.protocol", "protocols", path.name) for path in paths]


def list_own_files() -> list[Path]:
    """Files in the folder of one's own protocols, usable or not."""
    folder = user_protocols_dir()
    try:
        return sorted(folder.glob("*.toml")) if folder.is_dir() else []
    except OSError:
        return []
