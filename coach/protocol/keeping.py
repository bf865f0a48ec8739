"""Protocols of one's own on the disk: saved in versions, taken out with a way back, taken in from elsewhere.

A file that comes from elsewhere is looked at, never trusted: it is text of a few kilobytes that the schema has read to
the last name, its sentences hold no addresses or marks that a page would follow, and it is written anew from what was
read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coach.errors import ProtocolError
from coach.files import write_data_file
from coach.paths import ensure_dir, user_protocols_dir
from coach.protocol.checking import find_flaws, place_of
from coach.protocol.edited import Data
from coach.protocol.editing import raise_version
from coach.protocol.library import check_content, choose_id, list_own_files, list_protocols, load_file, load_protocol
from coach.protocol.schema import Protocol
from coach.protocol.toml_lines import Key
from coach.protocol.writing import to_plain, write_toml
from coach.words import say

MOST_VERSIONS = 50
"""Earlier versions of one protocol that are kept; the oldest goes first."""
_FOLLOWED = re.compile(r"://|\]\(|<\s*[A-Za-z/!]|\bwww\.|\bjavascript:", re.IGNORECASE)
"""Addresses, links and pictures of Markdown, and tags: a page would follow or draw them."""


def save(data: Data) -> Protocol:
    """Keep a protocol under its id; what stood there becomes an earlier version, and the version rises.

    Raises
    ------
    ProtocolError
        When it has a flaw, or its id belongs to a built-in protocol.
    StoreError
        When the folder cannot be written to.
    """
    flaws = find_flaws(data)
    if flaws:
        raise ProtocolError(say("book-flaw-at", place=place_of(flaws[0].where, data) or "...", flaw=flaws[0].text))
    protocol = Protocol.model_validate(data)
    if protocol.id in list_built_in_ids():
        raise ProtocolError(say("book-flaw-taken", id=protocol.id))
    target = find_file(protocol.id) or ensure_dir(user_protocols_dir()) / f"{protocol.id}.toml"
    if target.is_file():
        before = load_file(target) if not _has_flaws(target) else None
        if before == protocol:
            return protocol
        if before is not None:
            _keep_version(before)
            if before.version == protocol.version:
                protocol = protocol.model_copy(update={"version": raise_version(protocol.version)})
    _write(target, protocol)
    return protocol


def take_in(name: str, content: bytes) -> Protocol:
    """Keep a protocol that came as a file, under an id that nobody has.

    Raises
    ------
    ProtocolError
        With the first thing that is amiss, or where a sentence holds what a page would follow.
    StoreError
        When the folder cannot be written to.
    """
    protocol = look_at(name, content)
    chosen = choose_id(protocol.id)
    return save(to_plain(protocol) | {"id": chosen})


def look_at(name: str, content: bytes) -> Protocol:
    """Return the protocol that a foreign file is, without keeping it; raises as :func:`take_in`."""
    protocol, found = check_content(name, content)
    if protocol is None:
        raise ProtocolError("\n".join(str(each) for each in found))
    data = to_plain(protocol)
    for where, text in _walk_texts(data, ()):
        if _FOLLOWED.search(text):
            raise ProtocolError(say("book-foreign", place=place_of(where, data)))
    return protocol


def delete(protocol_id: str) -> None:
    """Take a protocol out of the list; :func:`restore_deleted` brings it back."""
    path = find_file(protocol_id)
    if path is not None:
        folder = ensure_dir(user_protocols_dir() / "deleted")
        path.replace(folder / f"{protocol_id}.toml")


def restore_deleted(protocol_id: str) -> bool:
    """Bring a deleted protocol back, where its id is still free; tell whether it was."""
    kept = user_protocols_dir() / "deleted" / f"{protocol_id}.toml"
    target = user_protocols_dir() / kept.name
    if not kept.is_file() or target.exists() or find_file(protocol_id) is not None:
        return False
    kept.replace(target)
    return True


def list_deleted() -> list[Protocol]:
    """Return the deleted protocols that can come back: those whose id is free."""
    folder = user_protocols_dir() / "deleted"
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    kept = [load_file(path) for path in files if not _has_flaws(path)]
    taken = {entry.id for entry in list_protocols()}
    return [protocol for protocol in kept if protocol.id not in taken]


def list_versions(protocol_id: str) -> list[Protocol]:
    """Earlier versions of a protocol, the newest first."""
    return [load_file(path) for path in reversed(_version_files(protocol_id)) if not _has_flaws(path)]


def find_file(protocol_id: str) -> Path | None:
    """Return the own file that holds a protocol."""
    for path in list_own_files():
        if not _has_flaws(path) and load_file(path).id == protocol_id:
            return path
    return None


def list_built_in_ids() -> frozenset[str]:
    """Ids that belong to built-in protocols."""
    return frozenset(entry.id for entry in list_protocols() if entry.origin == "built-in")


def share(protocol_id: str) -> str:
    """Return a protocol as one file for somebody else."""
    return write_toml(to_plain(load_protocol(protocol_id)))


def _write(target: Path, protocol: Protocol) -> None:
    text = write_toml(to_plain(protocol))
    write_data_file(target, lambda path: _write_text(path, text))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _keep_version(protocol: Protocol) -> None:
    folder = ensure_dir(user_protocols_dir() / "versions" / protocol.id)
    files = _version_files(protocol.id)
    number = int(files[-1].stem) + 1 if files else 1
    _write(folder / f"{number:04d}.toml", protocol)
    for old in files[: max(0, len(files) + 1 - MOST_VERSIONS)]:
        old.unlink(missing_ok=True)


def _version_files(protocol_id: str) -> list[Path]:
    folder = user_protocols_dir() / "versions" / protocol_id
    return sorted(path for path in folder.glob("*.toml") if path.stem.isdecimal()) if folder.is_dir() else []


def _has_flaws(path: Path) -> bool:
    try:
        load_file(path)
    except ProtocolError:
        return True
    return False


def _walk_texts(value: Any, where: Key) -> Iterator[tuple[Key, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield (*where, name), name
            yield from _walk_texts(item, (*where, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk_texts(item, (*where, number))
