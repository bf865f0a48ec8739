"""Reads the text of a protocol file past its slips of the pen, so that all of them can be named at once.

A line that is no TOML is told and left blank, and the rest is read again: what can be said of the other lines is said
in the same breath. What stood in a blank line counts as there.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

from coach.protocol.flaws import Flaw
from coach.protocol.toml_lines import Key, map_lines
from coach.words import say

MAX_FILE_BYTES = 100_000
"""A protocol is a few kilobytes; anything larger is some other file."""
MAX_KEY_PARTS = 20
"""Of a dotted key; a protocol has three at most, and the time to read one grows with their square."""
MAX_SLIPS = 20
"""Lines that are told as no TOML; a file with more is something else."""

ZEROS_SHARE = 0.5
"""Of every other byte, from which on a file is UTF-16; of a protocol's names and signs all are zero there."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, the longer first where one begins with another, and what they say of the text behind them."""
_KEY_PART = r"""(?:"[^"\n]*+"|'[^'\n]*+'|(?<![\w-])[\w-]++)"""
_LONG_KEY = re.compile(rf"(?:{_KEY_PART}[ \t]*+\.[ \t]*+){{{MAX_KEY_PARTS}}}")
_ASSIGNMENT = re.compile(r"^\s*([A-Za-z0-9_\-.\"']+)\s*=\s*(.*?)\s*$")
_HEADER = re.compile(r"^\s*\[\[?\s*([^\[\]]*?)\s*\]")
_WORD = re.compile(r"^[^\W\d][\w -]*$")
_COMMA = re.compile(r"\b\d+,\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d")
_CURLY = re.compile("[\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}]")
_BLANK_PART = "left-blank"
"""Stands for a header that cannot stand where it does."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a file.

    Attributes
    ----------
    data : dict
        What it says; empty where nothing could be read.
    slips : list of (line, Flaw)
        Lines that are no TOML; their flaws have no path.
    lines : mapping
        Line of every key, those of blank lines too.
    blank : frozenset of paths
        Keys whose line was left blank.
    """

    data: dict[str, Any]
    slips: list[tuple[int, Flaw]]
    lines: dict[Key, int] = field(default_factory=dict)
    blank: frozenset[Key] = frozenset()


def decode(content: bytes) -> str | Flaw:
    """Return the text of a file with plain line ends, or why it is none.

    UTF-8 and UTF-16 are read with and without a byte order mark, UTF-32 with one.
    """
    if len(content) > MAX_FILE_BYTES:
        return Flaw("too_large", (), say("book-flaw-too_large", most=MAX_FILE_BYTES // 1000))
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), _guess(content))
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Flaw("encoding", (line,), say("book-flaw-encoding"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guess(content: bytes) -> str:
    """Tell the encoding of a file without a mark: in UTF-16 every other byte of plain letters is zero."""
    half = len(content) / 2
    if half and content[1::2].count(0) > ZEROS_SHARE * half:
        return "utf-16-le"
    return "utf-16-be" if half and content[::2].count(0) > ZEROS_SHARE * half else "utf-8"


def read_text(text: str) -> Reading:
    """Read TOML, naming every line that is none."""
    if match := _LONG_KEY.search(text):
        line = text.count("\n", 0, match.start()) + 1
        return Reading({}, [(line, _slip("key_parts", most=MAX_KEY_PARTS))])
    whole = map_lines(text)
    lines = text.split("\n")
    slips: list[tuple[int, Flaw]] = []
    blank: set[Key] = set()
    while True:
        try:
            data = tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError as error:
            first, last = _find_place(str(error), lines)
            slips.append((first + 1, _explain(str(error), lines, first)))
            if len(slips) >= MAX_SLIPS:
                return Reading({}, slips)
            blank |= {key for key, number in whole.items() if first <= number - 1 <= last}
            _leave_blank(lines, first, last)
        except RecursionError:
            return Reading({}, [*slips, (1, _slip("too_deep"))])
        except (ValueError, OverflowError):
            return Reading({}, [*slips, (1, _slip("number_unreadable"))])
        else:
            data.pop(_BLANK_PART, None)
            return Reading(data, slips, whole, frozenset(blank))


def _find_place(message: str, lines: list[str]) -> tuple[int, int]:
    """First and last line (from 0) of what is wrong: ``(at line 3, column 5)`` or ``(at end of document)``."""
    _, _, place = message.rpartition(" (at ")
    digits = place.removeprefix("line ").split(",")[0]
    filled = [number for number, line in enumerate(lines) if line.strip()]
    at = int(digits) - 1 if digits.isdigit() else (filled[-1] if filled else 0)
    at = min(at, len(lines) - 1)
    opened = _find_opening(lines, at)
    return (opened, max(opened, at - 1)) if opened is not None and opened < at else (at, at)


def _find_opening(lines: list[str], at: int) -> int | None:
    """Line of the assignment above ``at`` whose list, table or long text is still open there."""
    for number in range(at, -1, -1):
        if match := _ASSIGNMENT.match(lines[number]):
            value = match[2]
            long_text = value.count('"""') % 2 or value.count("'''") % 2
            plain = re.sub(r'"[^"]*"|#.*', "", value)
            is_open = plain.count("[") > plain.count("]") or plain.count("{") > plain.count("}")
            if number == at and not (long_text or is_open):
                continue
            return number if long_text or is_open else None
        if number < at and _HEADER.match(lines[number]) and not lines[number].lstrip().startswith("[ "):
            return None
    return None


def _leave_blank(lines: list[str], first: int, last: int) -> None:
    header = _HEADER.match(lines[first])
    for number in range(first, last + 1):
        lines[number] = ""
    if header:
        lines[first] = f"[[{_BLANK_PART}]]"


def _explain(message: str, lines: list[str], at: int) -> Flaw:
    """Say what is amiss with a line by looking at it: the reader's own message is a programmer's."""
    line = lines[at]
    assigned = _ASSIGNMENT.match(line)
    name, value = (assigned[1], assigned[2]) if assigned else ("", "")
    if message.startswith(("Cannot", "Duplicate")):
        return _explain_twice(message, lines, name, at)
    if _CURLY.search(line):
        return _slip("curly")
    if "\\" in line and "Unescaped" in message:
        return _slip("backslash")
    if assigned and not value:
        return _slip("no_value", name=name)
    if assigned and _WORD.match(value) and value not in ("true", "false"):
        return _slip("no_quotes", name=name, value=value)
    plain = re.sub(r'"[^"]*"|#.*', "", value)
    if '"' in plain or value.count('"""') % 2:
        return _slip("quote_open")
    if plain.count("[") > plain.count("]"):
        return _slip("list_open", name=name)
    if plain.count("{") > plain.count("}"):
        return _slip("table_open", name=name)
    if _COMMA.search(plain):
        return _slip("comma")
    if _DAY.search(plain):
        return _slip("day")
    return _slip("line", form="value") if assigned else _slip("line", form="none")


def _explain_twice(message: str, lines: list[str], name: str, at: int) -> Flaw:
    if header := _HEADER.match(lines[at]):
        return _slip("part_twice", part=header[1])
    if message.startswith("Duplicate"):
        return _slip("key_twice_inside", name=message.rpartition(" key '")[2].partition("'")[0])
    for number in range(at - 1, -1, -1):
        above = _ASSIGNMENT.match(lines[number])
        if above and above[1] == name:
            return _slip("key_twice", name=name, first=number + 1)
        if _HEADER.match(lines[number]):
            break
    return _slip("key_twice_part", name=name)


def _slip(kind: str, **values: Any) -> Flaw:
    return Flaw(kind, (), say(f"book-flaw-{kind}", **values))
