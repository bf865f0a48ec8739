"""Finds the line of a TOML file that a fault refers to, because a person repairs a line, not a path of keys."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Key = tuple[str | int, ...]

_ARRAY_TABLE = re.compile(r"^\s*\[\[\s*([^\[\]]+?)\s*\]\]")
_TABLE = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]")
_ASSIGNMENT = re.compile(r"^\s*([A-Za-z0-9_\-.\"']+)\s*=(.*)$")


def find_line(lines: Mapping[Key, int], location: Sequence[str | int]) -> int:
    """Return the line (from 1) of the deepest part of ``location`` that the file spells out.

    Parameters
    ----------
    lines : mapping
        What :func:`map_lines` found in a TOML file that parses.
    location : sequence of str and int
        Path as pydantic reports it, e.g. ``("steps", 2, "pace_per_min", "low")``. Keys inside an inline table share
        its line.

    Returns
    -------
    int
        1 when nothing of the path stands in the file.
    """
    wanted = tuple(location)
    while wanted:
        if wanted in lines:
            return lines[wanted]
        wanted = wanted[:-1]
    return 1


def map_lines(text: str) -> dict[Key, int]:
    """Map every table and key that has a line of its own to that line."""
    lines: dict[Key, int] = {}
    counts: dict[Key, int] = {}
    table: Key = ()
    fence: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if fence is not None:
            fence = None if fence in line else fence
            continue
        if match := _ARRAY_TABLE.match(line):
            name = _resolve(match.group(1), counts)
            counts[name] = counts.get(name, -1) + 1
            table = (*name, counts[name])
            lines.setdefault(name, number)
            lines[table] = number
        elif match := _TABLE.match(line):
            table = _resolve(match.group(1), counts)
            lines[table] = number
        elif match := _ASSIGNMENT.match(line):
            lines[(*table, *_split(match.group(1)))] = number
            fence = _open_fence(match.group(2))
    return lines


def _resolve(dotted: str, counts: dict[Key, int]) -> Key:
    """Path of a table header; a part that names an array of tables means its newest element."""
    path: Key = ()
    parts = _split(dotted)
    for position, part in enumerate(parts):
        path = (*path, part)
        if path in counts and position < len(parts) - 1:
            path = (*path, counts[path])
    return path


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _open_fence(value: str) -> str | None:
    """Return the quotes of a multi-line string that begins in ``value`` and does not end there."""
    for fence in ('"""', "'''"):
        if value.count(fence) % 2:
            return fence
    return None
