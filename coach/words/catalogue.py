"""The messages of a language: Fluent files, one for each room of the house, read when a message of it is first said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from threading import Lock
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType
from fluent.syntax import ast

from coach.words.languages import LOCALES, PSEUDO
from coach.words.plain import read_room
from coach.words.pseudo import disguise
from coach.words.signature import Signature, Variable, read_signature

LONG_TEXT = 1000
"""Characters from which on a mark stands in for a text while a message is filled: Fluent refuses long ones."""

SHARED_ROOM = "common"
"""Names, units and times that the messages of all rooms may refer to."""
_MARK = re.compile("\ue000[0-9]+\ue001")


class Names(FluentType):
    """Several names, for the functions of the messages: Fluent itself takes texts, numbers and dates only."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)


class Catalogue:
    """Says the messages of one language.

    Parameters
    ----------
    language : str
        One of :data:`coach.words.languages.LOCALES`.
    functions : mapping
        Name as in the messages -> what writes an amount.
    """

    def __init__(self, language: str, functions: Mapping[str, Callable[..., Any]]) -> None:
        self._language = language
        self._functions = functions
        # Marks around every value that keep left-to-right and right-to-left text apart would show in plain text.
        locale = LOCALES[language].replace("_", "-")
        self._bundle = FluentBundle([locale], functions=dict(functions), use_isolating=False)
        self._rooms: set[str] = set()
        self._entries: dict[str, ast.Message] = {}
        self._signatures: dict[str, Signature] = {}
        self._lock = Lock()

    def say(self, message: str, values: Mapping[str, Any]) -> str:
        """Return the message filled with its values; see :func:`coach.words.say` for what is raised."""
        expected = self.signature(message)
        if values.keys() != expected.keys():
            raise TypeError(f"{message} takes {sorted(expected) or 'no values'}, got {sorted(values) or 'none'}.")
        for name, variable in expected.items():
            if not _fits(variable, values[name]):
                raise TypeError(f"{message}: {name} is {variable}, got {values[name]!r}.")
        name, _, attribute = message.partition(".")
        found = self._bundle.get_message(name)
        pattern = found.attributes[attribute] if attribute else found.value
        assert pattern is not None
        filled, marks = _stand_in(values, expected)
        text, faults = self._bundle.format_pattern(pattern, filled)
        if faults:
            raise TypeError(f"{message}: {faults[0]}") from faults[0]
        return (
            re.sub("\ue000[0-9]+\ue001", lambda found: marks.get(found[0], found[0]), str(text)) if marks else str(text)
        )

    def signature(self, message: str) -> Signature:
        """Variables of a message.

        Raises
        ------
        KeyError
            For a message that is not there.
        """
        known = self._signatures.get(message)
        if known is None:
            name, _, attribute = message.partition(".")
            self._open_rooms(name)
            known = read_signature(self._pattern(name, attribute), self._pattern_of, self._functions)
            self._signatures[message] = known
        return known

    def attributes(self, message: str) -> list[str]:
        """Names of the words in a table of words; raises ``KeyError`` for a message that is not there."""
        self._open_rooms(message)
        return [part.id.name for part in self._entries[message].attributes]

    def _pattern(self, name: str, attribute: str) -> ast.Pattern:
        entry = self._entries[name]
        patterns = {part.id.name: part.value for part in entry.attributes}
        pattern = patterns[attribute] if attribute else entry.value
        if pattern is None:
            raise KeyError(f"{name} is a table of words: name the one that is meant")
        return pattern

    def _pattern_of(self, name: str) -> ast.Pattern:
        return self._pattern(name, "")

    def _open_rooms(self, name: str) -> None:
        for room in (SHARED_ROOM, name.partition("-")[0]):
            self._open_room(room)

    def _open_room(self, room: str) -> None:
        with self._lock:
            if room in self._rooms:
                return
            resource = FluentResource(read_room(self._language, room))
            for entry in resource.body:
                if isinstance(entry, ast.Message):
                    self._entries[entry.id.name] = entry
            self._bundle.add_resource(disguise(resource) if self._language == PSEUDO else resource)
            self._rooms.add(room)


def _stand_in(values: Mapping[str, Any], expected: Signature) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values as Fluent takes them, and what its text holds marks for: long texts, and many names."""
    marks: dict[str, str] = {}

    def mark(text: str) -> str:
        marks[name := f"\ue000{len(marks)}\ue001"] = text
        return name

    filled: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, list | tuple):
            is_long = sum(map(len, value)) > LONG_TEXT
            filled[key] = Names([mark(name) for name in value] if is_long else value)
        else:
            is_long = isinstance(value, str) and expected[key].kind != "code" and len(value) > LONG_TEXT
            filled[key] = mark(value) if is_long else value
    return filled, marks


def _fits(variable: Variable, value: object) -> bool:
    if variable.kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if variable.kind == "code":
        return isinstance(value, str) and (value in variable.choices or "other" in variable.choices)
    if variable.kind == "names":
        return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    if variable.kind == "moment":
        return isinstance(value, date)
    return isinstance(value, str)
