"""Find what is amiss with the words: missing, unused and wrongly filled messages, and sentences left in the code.

Usage: ``python tests/lint_words.py``; prints one line for each fault and ends with 1 where there is one.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from coach.words.amounts import FUNCTIONS
from coach.words.languages import DEFAULT
from coach.words.signature import Signature, read_signature

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "coach"
CATALOGUES = CODE / "words"
SHARED = "common"

SAID = {"say", "say_table"}
"""Functions whose first argument is a message."""

SENTENCE = re.compile(r"[A-Za-z][a-z']+,? [a-z']+,? [a-z']+")
"""Three words in a row: no code looks like that."""

FOR_DEVELOPERS = {"Refused", "ValueError", "TypeError", "KeyError", "RuntimeError", "AttributeError", "LookupError"}
"""Faults of the code that calls, which its developer reads."""

NO_WORDS = re.compile(
    r"^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|<|floor\()|font-family|export default|^id, uuid,"
)
"""Beginnings of strings in other languages than English: SQL, markup, expressions."""


@dataclass
class Catalogue:
    """The messages of a language and what is amiss with them."""

    patterns: dict[str, ftl.Pattern] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def signature(self, name: str) -> Signature:
        """Variables of a message."""
        return read_signature(self.patterns[name], self.patterns.__getitem__, FUNCTIONS)


@dataclass(frozen=True)
class Use:
    """A place in the code that says a message; ``values`` is ``None`` where they cannot be read there."""

    place: str
    message: str
    values: frozenset[str] | None = None
    table: bool = False


def read_catalogue(folder: Path) -> Catalogue:
    """Read all rooms of a language; parse faults, doubled ids, and ids that do not begin with their room."""
    found = Catalogue()
    for file in sorted(folder.glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ftl.Junk):
                found.faults.append(f"{file.name}: cannot be read: {entry.content.splitlines()[0]}")
            if not isinstance(entry, ftl.Message):
                continue
            if not entry.id.name.startswith(f"{file.stem}-"):
                found.faults.append(f"{file.name}: {entry.id.name} does not begin with its room's name")
            parts = {f"{entry.id.name}.{part.id.name}": part.value for part in entry.attributes}
            for name, pattern in ({entry.id.name: entry.value} | parts).items():
                if name in found.patterns:
                    found.faults.append(f"{file.name}: {name} is there twice")
                if pattern is not None:
                    found.patterns[name] = pattern
    return found


def check_catalogue(catalogue: Catalogue) -> Iterator[str]:
    """Yield what cannot be said whatever the code does: unknown references and functions, variables of two kinds."""
    for name, pattern in catalogue.patterns.items():
        try:
            catalogue.signature(name)
        except (KeyError, ValueError) as error:
            yield f"{name}: {error}"
            continue
        room = name.partition("-")[0]
        for other in _references(pattern):
            if other.partition("-")[0] not in (room, SHARED):
                yield f"{name}: refers to {other}, which is of another room"


def _references(node: object) -> Iterator[str]:
    if isinstance(node, ftl.MessageReference):
        yield node.id.name
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)
    elif isinstance(node, ftl.BaseNode):
        for child in vars(node).values():
            yield from _references(child)


def compare_languages(one: Catalogue, other: Catalogue) -> Iterator[str]:
    """Yield what a translation lacks, has too much, or fills differently."""
    for name in one.patterns.keys() ^ other.patterns.keys():
        yield f"{name}: not in all languages"
    for name in one.patterns.keys() & other.patterns.keys():
        kinds = [{key: value.kind for key, value in each.signature(name).items()} for each in (one, other)]
        if kinds[0] != kinds[1]:
            yield f"{name}: takes {kinds[0]} in one language and {kinds[1]} in another"


@cache
def _trees() -> tuple[tuple[Path, ast.Module], ...]:
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(CODE.rglob("*.py")))


def find_uses(catalogue: Catalogue) -> Iterator[Use]:
    """Yield every place that says a message, in Python and in the templates."""
    names = catalogue.patterns.keys() | {name.partition(".")[0] for name in catalogue.patterns}
    for path, tree in _trees():
        place = path.relative_to(ROOT).as_posix()
        for node in ast.walk(tree):
            where = f"{place}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Call) and _name_of(node.func) in SAID and node.args:
                yield from _read_call(node, where)
            elif isinstance(node, ast.JoinedStr) and (start := _start_of(node)):
                yield from (Use(where, name, table="." not in name) for name in names if _may_mean(start, name))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in names:
                yield Use(where, node.value, table="." not in node.value)
    for path in sorted(CODE.rglob("*.j2")):
        text = path.read_text(encoding="utf-8")
        for called in re.finditer(r"""\bsay\(["']([\w.-]+)["'](.*?)\)(?=\s*[}|%\])])""", text, re.DOTALL):
            line = text.count("\n", 0, called.start()) + 1
            values = frozenset(re.findall(r"(\w+)=(?!=)", called[2]))
            yield Use(f"{path.relative_to(ROOT).as_posix()}:{line}", called[1], values)


@cache
def _code_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """Texts in the code that may be a message's last part, and beginnings of those that are filled in."""
    nodes = [node for _, tree in _trees() for node in ast.walk(tree)]
    whole = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    filled = {str(node.values[0].value) for node in nodes if isinstance(node, ast.JoinedStr) and _starts_plain(node)}
    return frozenset(whole), tuple(text for text in filled if re.fullmatch(r"[a-z]{4,}_", text))


def _starts_plain(text: ast.JoinedStr) -> bool:
    return bool(text.values) and isinstance(text.values[0], ast.Constant)


def _may_mean(start: str, name: str) -> bool:
    """Whether a message's name goes on after a beginning with something that occurs in the code."""
    whole, beginnings = _code_words()
    rest = name.removeprefix(start).partition(".")[0]
    return name.startswith(start) and (rest in whole or rest.startswith(beginnings))


def _name_of(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _read_call(call: ast.Call, where: str) -> Iterator[Use]:
    values = None if any(key.arg is None for key in call.keywords) else frozenset(str(key.arg) for key in call.keywords)
    table = _name_of(call.func) == "say_table"
    for message in _read_ids(call.args[0]):
        yield Use(where, message, values, table)


def _start_of(text: ast.JoinedStr) -> str:
    """Beginning of a text that is filled in, where it may be a message's: ``room-...``."""
    first = text.values[0]
    start = str(first.value) if isinstance(first, ast.Constant) else ""
    return start if re.fullmatch(r"[a-z]+-([a-z-]*[-.])?", start) else ""


def _read_ids(argument: ast.expr) -> Iterator[str]:
    """Ids that an argument may be: a text, either side of a condition, or ``NAME.*`` for one of several."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _read_ids(argument.body)
        yield from _read_ids(argument.orelse)
    elif isinstance(argument, ast.JoinedStr) and _start_of(argument):
        yield f"{_start_of(argument)}*"


def check_uses(catalogue: Catalogue, uses: list[Use]) -> Iterator[str]:
    """Yield messages that are said but not there, or filled with other values than they take."""
    for use in uses:
        meant = _meant(catalogue, use)
        if not meant:
            yield f"{use.place}: there is no message {use.message}"
        for name in meant if use.values is not None and not use.table else ():
            takes = catalogue.signature(name).keys()
            if takes != use.values:
                yield f"{use.place}: {name} takes {sorted(takes)}, gets {sorted(use.values)}"


def find_unused(catalogue: Catalogue, uses: list[Use]) -> Iterator[str]:
    """Yield messages that nothing says."""
    used = {name for use in uses for name in _meant(catalogue, use)}
    used |= {other for pattern in catalogue.patterns.values() for other in _references(pattern)}
    for name in sorted(catalogue.patterns.keys() - used):
        yield f"{name}: said nowhere"


def _meant(catalogue: Catalogue, use: Use) -> list[str]:
    if use.message.endswith("*"):
        return [name for name in catalogue.patterns if name.startswith(use.message[:-1])]
    if use.table and use.message not in catalogue.patterns:
        return [name for name in catalogue.patterns if name.startswith(f"{use.message}.")]
    return [use.message] if use.message in catalogue.patterns else []


MEASURING = ("coach/evaluate/table.py", "coach/check/rules.py")
"""Figures for those who develop the coach, and the sources of its rules: quoted in the README, the same everywhere."""

CODES = frozenset({"beside the spine", "both sides", "unexpected end of data"})
"""What looks like a sentence, and is a code of a finding or a library's message."""


def find_sentences() -> Iterator[str]:
    """Yield strings in the code that are sentences a person would read."""
    for path, tree in _trees():
        place = path.relative_to(ROOT).as_posix()
        if place in MEASURING:
            continue
        skipped = {id(node) for node in _not_shown(tree)}
        for node in ast.walk(tree):
            if id(node) in skipped or not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if node.value not in CODES and SENTENCE.search(node.value) and not NO_WORDS.search(node.value):
                yield f"{place}:{node.lineno}: {node.value.strip()[:70]!r}"


def _not_shown(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings; what assertions, faults of the calling code and the log say."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.Assert) and node.msg is not None:
            yield from ast.walk(node.msg)
        elif (
            isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and _name_of(node.exc.func) in FOR_DEVELOPERS
        ):
            yield from ast.walk(node.exc)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_log(node.func.value):
            yield from ast.walk(node)


def _is_log(node: ast.expr) -> bool:
    return _name_of(node).lower().strip("_") in ("log", "logger")


def find_faults() -> list[str]:
    """Return everything that is amiss, in all languages."""
    catalogue = read_catalogue(CATALOGUES / DEFAULT)
    faults = [*catalogue.faults, *check_catalogue(catalogue)]
    if faults:
        return faults
    uses = list(find_uses(catalogue))
    faults += [*check_uses(catalogue, uses), *find_unused(catalogue, uses)]
    for folder in sorted(CATALOGUES.iterdir()):
        if folder.is_dir() and folder.name not in (DEFAULT, "__pycache__"):
            other = read_catalogue(folder)
            faults += [f"{folder.name}: {fault}" for fault in (*other.faults, *check_catalogue(other))]
            faults += [f"{folder.name}: {fault}" for fault in compare_languages(catalogue, other)]
    return faults


def main() -> int:
    """Print what is amiss."""
    faults = [*find_faults(), *find_sentences()]
    print("\n".join(faults) or "Nothing is amiss.")  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
