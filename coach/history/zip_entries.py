"""The entries of an export, also after a file manager unpacked it and packed it again.

Finder, Windows Explorer and 7-Zip add folder entries, one wrapping folder, backslashes and files of their own. These
are seen through; anything else that no export holds is refused, and nothing from the file is ever used as a path.
"""

from __future__ import annotations

import re
import zipfile

from coach.errors import InputError
from coach.words import say

MOST_BYTES = 20 * 2**30
"""Of a whole file once unpacked: far above years of sessions, far below what a made-up file can claim."""
MOST_TRACKS_BYTES = 2 * 2**30
MOST_TEXT_BYTES = 100 * 2**20
"""Of one JSON entry, which is read into memory; years of sessions make a few megabytes."""
MOST_NOTE_BYTES = 2**20
"""Of one version of a note: a thousand letters and twenty drawings make some kilobytes."""
MOST_ENTRIES = 200_000
_NOTE = re.compile(r"notes/[0-9a-f]{32}/\d{8}T\d{12}-[0-9a-f]{8}\.json")
_ENTRY = re.compile(
    rf"manifest\.json|people\.json|reviews/[0-9a-f]{{32}}\.json|tracks/[0-9a-f]{{32}}\.npz|{_NOTE.pattern}"
)
_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def find_entries(source: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the entries of an export under the names that the coach gives them.

    Raises
    ------
    InputError
        For a path that leads out of the file, an entry that no export has or has twice, or sizes beyond any export.
    """
    infos = source.infolist()
    if len(infos) > MOST_ENTRIES:
        raise InputError(say("history-zip-entries"))
    named = [(_split(info), info) for info in infos]
    kept = [(parts, info) for parts, info in named if not (info.is_dir() or _is_folder(info) or _is_system_file(parts))]
    tops = {parts[0] for parts, _ in kept}
    wrapped = len(tops) == 1 and all(len(parts) > 1 for parts, _ in kept)
    entries: dict[str, zipfile.ZipInfo] = {}
    for parts, info in kept:
        name = "/".join(parts[1:] if wrapped else parts)
        if not _ENTRY.fullmatch(name) or name in entries:
            known = name in entries
            raise InputError(say("history-zip-twice" if known else "history-zip-holds", entry=ascii(name[:80])))
        entries[name] = info
    _check_sizes(entries)
    return entries


def is_note(name: str) -> bool:
    """Whether an entry is a version of a note to a student."""
    return _NOTE.fullmatch(name) is not None


def _split(info: zipfile.ZipInfo) -> tuple[str, ...]:
    name = info.filename.replace("\\", "/")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in parts or not parts:
        raise InputError(say("history-zip-path", path=ascii(name[:80])))
    return parts


def _is_folder(info: zipfile.ZipInfo) -> bool:
    return info.filename.endswith("\\")


def _is_system_file(parts: tuple[str, ...]) -> bool:
    last = parts[-1]
    return "__MACOSX" in parts or last.startswith("._") or last.casefold() in _SYSTEM_FILES


def _check_sizes(entries: dict[str, zipfile.ZipInfo]) -> None:
    most = {"tracks": MOST_TRACKS_BYTES, "notes": MOST_NOTE_BYTES}
    too_large = any(
        info.file_size > most.get(name.partition("/")[0], MOST_TEXT_BYTES) for name, info in entries.items()
    )
    if too_large or sum(info.file_size for info in entries.values()) > MOST_BYTES:
        raise InputError(say("history-zip-large"))
