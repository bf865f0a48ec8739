"""Every number that decides something is explained where it stands: its unit, and where it comes from."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

COACH = Path(__file__).parents[1] / "coach"
ROOMS = ("check", "feedback", "motion")
MODULES = [path for room in ROOMS for path in sorted((COACH / room).glob("*.py"))]


def find_unexplained(source: str) -> list[str]:
    """Names of the constants at the top of a module that hold a number and have no docstring.

    Constants on lines that follow one another directly share the docstring after the last of them.
    """
    body = ast.parse(source).body
    unexplained: list[str] = []
    for node, after in zip(body, [*body[1:], None], strict=True):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        target = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
        numbers = [item for item in ast.walk(node.value) if isinstance(item, ast.Constant) and _is_number(item.value)]
        shared = isinstance(after, ast.Assign | ast.AnnAssign) and after.lineno == (node.end_lineno or 0) + 1
        if target.upper() == target and numbers and not shared and not _is_text(after):
            unexplained.append(target)
    return unexplained


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_text(node: ast.stmt | None) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_number_with_a_name_is_explained(path: Path) -> None:
    assert find_unexplained(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "unexplained"),
    [
        ("GAP_S = 5.0\n\nx = 1", ["GAP_S"]),
        ('GAP_S = 5.0\n"""Seconds."""', []),
        ('LOW = 1\nHIGH = 2\n"""Hertz."""', []),
        ('LOW = 1\n\nHIGH = 2\n"""Hertz."""', ["LOW"]),
        ("WIDTHS = {'palm': 0.8}\nWORDS = ('a', 'b')", []),
        ("LOW, HIGH = 1.0, 2.0\n\n\ndef f(): ...", ["(LOW, HIGH)"]),
        ("NAMES = ('a',)\nIS_ON = True", []),
    ],
)
def test_a_number_without_its_docstring_is_found(source: str, unexplained: list[str]) -> None:
    assert find_unexplained(source) == unexplained
