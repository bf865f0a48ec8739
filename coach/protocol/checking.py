"""Holds what a protocol file says against the schema and names everything that is amiss at once.

Each part is looked at by itself first. What is amiss is exchanged for something plausible, so that the next look finds
what lies behind it; what depends on an exchanged value is not said.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from coach.protocol.demands import Tagged, find_mark_flaws
from coach.protocol.field_flaws import explain_field, find_stand_in
from coach.protocol.fitting import check_source, find_all_flaws
from coach.protocol.flaws import LENIENT, Flaw, printable, suggest
from coach.protocol.format import INTERNAL
from coach.protocol.reading import read_text
from coach.protocol.schema import Protocol
from coach.protocol.toml_lines import Key, find_line
from coach.words import say

MAX_FLAWS = 50
"""How many flaws of one file are explained; more than these help nobody."""
MAX_LOOKS = 8
"""A flaw lies behind another one, seldom behind two."""


_OWNERS = ("steps", "variants")
"""What a protocol has several of, each with names of its own."""

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One flaw of a protocol file: on which line, of what, and how to mend it."""

    file: str
    line: int
    text: str
    kind: str = ""
    where: Key = ()

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.text}"


def check_text(name: str, text: str) -> tuple[Protocol | None, list[Diagnostic]]:
    """Return the protocol that a text is, or ``None`` and everything that is amiss with it.

    Lines that cannot be read come first, because the rest may follow from them; both in the order of the lines.

    Parameters
    ----------
    name : str
        Of the file, as it is shown.
    """
    reading = read_text(text)
    slips = [Diagnostic(name, line, flaw.text, flaw.kind) for line, flaw in reading.slips]
    flaws = find_flaws(reading.data, reading.blank) if reading.data or not slips else []
    if not slips and not flaws:
        return Protocol.model_validate(reading.data), []
    found = []
    for flaw in flaws:
        place = place_of(flaw.where, reading.data)
        said = say("book-flaw-at", place=place, flaw=flaw.text) if place else flaw.text
        found.append(Diagnostic(name, find_line(reading.lines, flaw.where), said, flaw.kind, flaw.where))
    ordered = (sorted(some, key=lambda each: each.line) for some in (slips, found))
    return None, [flaw for some in ordered for flaw in some][:MAX_FLAWS]


def find_flaws(data: Mapping[str, Any], blank: frozenset[Key] = frozenset()) -> list[Flaw]:
    """Return everything that is amiss with a protocol given as plain values; empty when it can be used.

    Parameters
    ----------
    data : mapping
        As TOML gives it.
    blank : set of paths
        Keys that could not be read, and are not said to be missing.
    """
    look = _Look(doubtful=set(blank))
    try:
        draft = copy.deepcopy(dict(data))
        _drop_internal(draft, look)
        marks = list(_take_marks(draft, (), look))
        protocol = _validate(Protocol, draft, look)
    except RecursionError:
        return [Flaw("too_deep", (), say("book-flaw-too_deep"))]
    if protocol is not None:
        look.flaws += find_all_flaws(protocol, look.doubtful)
        for where, mark in marks:
            if mark.source and ("sources",) not in look.doubtful:
                look.flaws += check_source(mark.source, protocol.sources, (*where, "source"))
    return [look.as_spelled(flaw) for flaw in look.flaws]


def place_of(where: Key, data: Mapping[str, Any]) -> str:
    """Say where in a protocol a path leads: ``step 3 (kneading), pace_per_min, low``; empty for the whole."""
    parts: list[str] = []
    here: Any = data
    for number, key in enumerate(where):
        if isinstance(key, str):
            parts.append(printable(key))
            here = here.get(key) if isinstance(here, dict) else None
            continue
        here = here[key] if isinstance(here, list) and key < len(here) else None
        owner = where[0] if where[0] in _OWNERS else suggest(str(where[0]), _OWNERS)
        if number == 1 and owner:
            name = printable(str(here.get("id", ""))) if isinstance(here, dict) else ""
            part = "step" if owner == "steps" else "variant"
            parts[-1] = say("book-flaw-part", part=part, number=key + 1, named="yes" if name else "no", name=name)
    return ", ".join(parts)


@dataclass
class _Look:
    """What one look at a part found, and what was exchanged so that it could go on."""

    doubtful: set[Key] = field(default_factory=set)
    """What stands in for something else."""
    flaws: list[Flaw] = field(default_factory=list)
    spelled: dict[Key, Key] = field(default_factory=dict)
    """Path of a name that was misspelt -> the path as it stands in the file."""

    def as_spelled(self, flaw: Flaw) -> Flaw:
        for meant, path in self.spelled.items():
            if flaw.where[: len(meant)] == meant:
                flaw = replace(flaw, where=(*path, *flaw.where[len(meant) :]))
        return flaw


def _drop_internal(draft: dict[str, Any], look: _Look) -> None:
    """Let what only the program sets count as unknown."""
    steps = draft.get("steps")
    owners: list[tuple[Key, Any]] = [((), draft)]
    owners += [(("steps", number), step) for number, step in enumerate(steps if isinstance(steps, list) else ())]
    for where, owner in owners:
        internal = INTERNAL["step" if where else "protocol"]
        for name in sorted(internal & owner.keys()) if isinstance(owner, dict) else ():
            del owner[name]
            look.flaws.append(explain_field({"type": "extra_forbidden", "input": None}, (*where, name)))


def _take_marks(owner: Any, where: Key, look: _Look) -> Iterator[tuple[Key, Tagged]]:
    """Exchange sentences given with what they ask for the plain sentences, and yield what they ask."""
    items = owner.items() if isinstance(owner, dict) else enumerate(owner) if isinstance(owner, list) else ()
    for key, value in list(items):
        place = (*where, key)
        if isinstance(value, dict) and "asks" in value:
            inside = _Look()
            mark = _validate(Tagged, copy.deepcopy(value), inside, place)
            if mark is not None:
                yield place, mark
                inside.flaws += [flaw for flaw in find_mark_flaws(mark) if flaw.where not in inside.doubtful]
            look.flaws += [inside.as_spelled(flaw).under(*place) for flaw in inside.flaws]
            owner[key] = value["text"] if isinstance(value.get("text"), str) else ""
        else:
            yield from _take_marks(value, place, look)


def _validate(model: type[_Model], draft: dict[str, Any], look: _Look, above: Key = ()) -> _Model | None:
    """Read a part, telling what is amiss and exchanging it, until it can be read."""
    for _ in range(MAX_LOOKS):
        try:
            return model.model_validate(draft, context=LENIENT)
        except ValidationError as error:
            found = [dict(item) for item in error.errors()[: 3 * MAX_FLAWS]]
            for item in sorted(found, key=lambda each: each["type"] == "missing"):
                _mend(item, draft, look, above)
    return None


def _mend(error: dict[str, Any], draft: dict[str, Any], look: _Look, above: Key) -> None:
    parts = tuple(part for part in error["loc"] if not str(part).startswith("function-"))
    where = _spelled_out(parts, draft)
    *path, last = where or ("",)
    owner: Any = draft
    try:
        for part in path:
            owner = owner[part]
    except (LookupError, TypeError):
        return  # what it lay in was exchanged in this very round
    if not _holds(owner, last):
        return
    if error["type"] == "too_short" and error.get("input"):
        return  # its parts have flaws, and are not counted while they do
    if error["type"] == "missing" and last in owner:
        return  # a misspelt name has been put right
    if not any(where[: len(key)] == key for key in look.doubtful if key):
        look.flaws.append(replace(explain_field(error, (*above, *where)), where=where))
    if not where:
        return
    stand_in = find_stand_in(error, (*above, *where))
    if error["type"] == "extra_forbidden":
        _put_right(owner, str(last), stand_in, where, look)
        return
    look.doubtful.add(where)
    if isinstance(last, str) and stand_in is None:
        owner.pop(last, None)
    else:
        owner[last] = stand_in


def _put_right(owner: dict[str, Any], last: str, meant: str | None, where: Key, look: _Look) -> None:
    """Let a misspelt name count as the one that is meant; parts under it come behind those that are there already."""
    value, path = owner.pop(last), where[:-1]
    there = owner.get(meant) if meant else None
    if meant and meant not in owner:
        owner[meant] = value
        look.spelled[(*path, meant)] = where
    elif meant and isinstance(there, list) and isinstance(value, list):
        look.spelled |= {(*path, meant, len(there) + number): (*where, number) for number in range(len(value))}
        owner[meant] = [*there, *value]


def _holds(owner: Any, last: str | int) -> bool:
    """Whether something can be put at a place of a part."""
    if isinstance(owner, list):
        return isinstance(last, int) and last < len(owner)
    return isinstance(owner, dict)


def _spelled_out(where: Key, draft: dict[str, Any]) -> Key:
    """Cut a path to what the file spells out: a single word may stand for a list."""
    here: Any = draft
    for number, part in enumerate(where):
        if isinstance(part, int) and not isinstance(here, list):
            return where[:number]
        if isinstance(part, str):
            here = here.get(part) if isinstance(here, dict) else None
        else:
            here = here[part] if part < len(here) else None
    return where
