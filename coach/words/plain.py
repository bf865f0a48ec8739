"""The files of the catalogue, and the messages in them that need no filling.

Most messages are one line of text. They are read here without Fluent, which takes a tenth of a second to load, so that
``massage-coach --help`` answers at once.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from coach.words.languages import PSEUDO, folder_of

_PLAIN = re.compile(r"^([a-z][\w-]*) = ([^{}\n]+)$(?!\n[ \t])", re.MULTILINE)
"""A message on one line with nothing to fill in and nothing that belongs to it on the next line."""


def read_room(language: str, room: str) -> str:
    """Return the text of a room's Fluent file; empty for a room that is not there."""
    file = Path(__file__).with_name(folder_of(language)) / f"{room}.ftl"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


@cache
def read_plain(language: str, room: str) -> dict[str, str]:
    """Return the messages of a room that need no filling: id -> text."""
    if language == PSEUDO:
        return {}
    return {name: text.rstrip() for name, text in _PLAIN.findall(read_room(language, room))}
