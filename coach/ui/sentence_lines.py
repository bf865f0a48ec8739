"""Sentences of a protocol as the lines of a text area, one each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coach.protocol.editing import text_of


def join_sentences(sentences: Any) -> str:
    """Write sentences as lines; one alone counts as a list of one."""
    return "\n".join(text_of(each) for each in ([sentences] if isinstance(sentences, str | Mapping) else sentences))


def split_sentences(written: str, before: Any) -> list[Any]:
    """Read lines as sentences; one that is not changed keeps what it carries."""
    known = {text_of(each): each for each in ([before] if isinstance(before, str | Mapping) else before)}
    return [known.get(line, line) for line in map(str.strip, written.splitlines()) if line]
