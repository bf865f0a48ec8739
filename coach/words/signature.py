"""What a message takes: its variables and the kind of each, told from how the message uses them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fluent.syntax import ast

Kind = Literal["text", "number", "code", "names", "moment"]

_KINDS: dict[str, Kind] = {"LIST": "names", "ANY": "names", "DATE": "moment", "TIME": "moment"}
"""What a function writes; all others write numbers."""

_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})


@dataclass(frozen=True, slots=True)
class Variable:
    """What fills a variable.

    Attributes
    ----------
    kind : Kind
        ``code`` is a text that the message knows by name, such as a technique.
    choices : frozenset of str
        The codes it knows; with ``other`` among them it takes any.
    """

    kind: Kind
    choices: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"one of {', '.join(sorted(self.choices))}" if self.choices else f"a {self.kind}"


Signature = Mapping[str, Variable]


def read_signature(
    pattern: ast.Pattern, look_up: Callable[[str], ast.Pattern], functions: Collection[str]
) -> dict[str, Variable]:
    """Return the variables of a message and of those that it refers to.

    Raises
    ------
    ValueError
        For a variable that is used as two kinds, or a function that nobody knows.
    KeyError
        For a reference to a message that is not there.
    """
    found: dict[str, Variable] = {}
    for name, variable in _walk(pattern, look_up, functions):
        found[name] = _join(name, found.get(name, variable), variable)
    return found


def _walk(node: Any, look_up: Callable[[str], ast.Pattern], known: Collection[str]) -> Iterator[tuple[str, Variable]]:
    if isinstance(node, list):
        for child in node:
            yield from _walk(child, look_up, known)
    elif isinstance(node, ast.VariableReference):
        yield node.id.name, Variable("text")
    elif isinstance(node, ast.MessageReference):
        yield from _walk(look_up(node.id.name), look_up, known)
    elif isinstance(node, ast.FunctionReference):
        yield from _read_call(node, known)
    elif isinstance(node, ast.SelectExpression):
        yield from _read_selector(node, look_up, known)
        yield from _walk([variant.value for variant in node.variants], look_up, known)
    elif isinstance(node, ast.BaseNode):
        for child in vars(node).values():
            yield from _walk(child, look_up, known)


def _read_call(call: ast.FunctionReference, known: Collection[str]) -> Iterator[tuple[str, Variable]]:
    name = call.id.name
    if name != "NUMBER" and name not in known:
        raise ValueError(f"{name} is no function that messages know.")
    for argument in call.arguments.positional:
        if isinstance(argument, ast.VariableReference):
            yield argument.id.name, Variable(_KINDS.get(name, "number"))


def _read_selector(
    select: ast.SelectExpression, look_up: Callable[[str], ast.Pattern], known: Collection[str]
) -> Iterator[tuple[str, Variable]]:
    if not isinstance(select.selector, ast.VariableReference):
        yield from _walk(select.selector, look_up, known)
        return
    keys = [variant.key for variant in select.variants]
    names = frozenset(key.name for key in keys if isinstance(key, ast.Identifier))
    counts = any(isinstance(key, ast.NumberLiteral) for key in keys) or (names <= _PLURALS and names != {"other"})
    yield select.selector.id.name, Variable("number") if counts else Variable("code", names)


def _join(name: str, one: Variable, other: Variable) -> Variable:
    """Fold two uses of a variable into one: a plain placeable takes whatever the other use says."""
    if one.kind == other.kind:
        if one.kind != "code" or one.choices == other.choices:
            return one
        open_ended = "other" in one.choices or "other" in other.choices
        return Variable("code", one.choices | other.choices if open_ended else one.choices & other.choices)
    kinds = {one.kind: one, other.kind: other}
    if "text" not in kinds:
        raise ValueError(f"{name} is used as {one} and as {other}.")
    del kinds["text"]
    return next(iter(kinds.values()))
