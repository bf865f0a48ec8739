"""The catalogue and the code agree, and what it says is calm."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from fluent.syntax import ast as ftl

from coach.words.languages import DEFAULT
from tests import lint_words as lint

TEXT = """\
room-plain = Hello
room-named = Hello { $name }
room-table =
    .one = One
    .two = Two
"""
NEVER = re.compile(
    r"!|\bwrong\b|\bdiagnos|\bheals\b|\bcures?\b|\bguarantee|\bfail|\bdanger|\byou must\b|\bagainst the clock\b"
    r"|\bpicture is another one\b|\bthe seat\b|\btail bone\b|\bcoccyx\b",
    re.IGNORECASE,
)
"""Blame, fear and promises, and the words that were riddles or second names for a thing."""


@pytest.fixture
def catalogue(tmp_path: Path) -> lint.Catalogue:
    (tmp_path / "room.ftl").write_text(TEXT, encoding="utf-8")
    return lint.read_catalogue(tmp_path)


def test_no_message_is_missing_unused_or_wrongly_filled() -> None:
    assert lint.find_faults() == []


def test_no_sentence_is_left_in_the_code() -> None:
    assert list(lint.find_sentences()) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('st.error("Something is not right here")', True),
        ('raise InputError(f"{name} is not a file")', True),
        ('raise ValueError("the caller gives two points")', False),
        ('"""A docstring of some words."""', False),
        ('log.warning("a page stopped on a fault")', False),
        ('db.execute("SELECT name FROM session WHERE id = ?")', False),
    ],
)
def test_a_sentence_in_the_code_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, found: bool
) -> None:
    file = tmp_path / "x.py"
    monkeypatch.setattr(lint, "ROOT", tmp_path)
    monkeypatch.setattr(lint, "_trees", lambda: ((file, ast.parse(code)),))
    assert bool(list(lint.find_sentences())) is found


def test_a_missing_message_is_found(catalogue: lint.Catalogue) -> None:
    assert list(lint.check_uses(catalogue, [lint.Use("x.py:1", "room-none", frozenset())])) == [
        "x.py:1: there is no message room-none"
    ]


@pytest.mark.parametrize("values", [frozenset(), frozenset({"name", "more"}), frozenset({"named"})])
def test_a_wrongly_filled_message_is_found(catalogue: lint.Catalogue, values: frozenset[str]) -> None:
    assert len(list(lint.check_uses(catalogue, [lint.Use("x.py:1", "room-named", values)]))) == 1


def test_an_unused_message_is_found(catalogue: lint.Catalogue) -> None:
    uses = [lint.Use("x.py:1", "room-plain", frozenset()), lint.Use("x.py:2", "room-table.*")]
    assert list(lint.find_unused(catalogue, uses)) == ["room-named: said nowhere"]


@pytest.mark.parametrize(
    "text",
    [
        "other-name = A room of another name\n",
        "room-one = One\nroom-one = Again\n",
        "room-one = { room-none }\n",
        "room-one = { NOTHING($x) }\n",
        "room-one = { DATE($x) } { NUMBER($x) }\n",
        "room-one { junk\n",
    ],
)
def test_a_faulty_catalogue_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "room.ftl").write_text(text, encoding="utf-8")
    found = lint.read_catalogue(tmp_path)
    assert [*found.faults, *lint.check_catalogue(found)] != []


def test_a_translation_that_lacks_something_is_found(tmp_path: Path, catalogue: lint.Catalogue) -> None:
    (tmp_path / "room.ftl").write_text(TEXT.replace("{ $name }", "").replace("    .two = Two\n", ""), encoding="utf-8")
    assert len(list(lint.compare_languages(catalogue, lint.read_catalogue(tmp_path)))) == 2


def test_what_is_said_is_calm_and_has_one_name_for_each_thing() -> None:
    patterns = lint.read_catalogue(lint.CATALOGUES / DEFAULT).patterns
    texts = {name: "".join(_texts(pattern)) for name, pattern in patterns.items()}
    assert {name: text for name, text in texts.items() if NEVER.search(text)} == {}


def _texts(node: object) -> list[str]:
    if isinstance(node, ftl.TextElement):
        return [node.value]
    children = node if isinstance(node, list) else list(vars(node).values()) if isinstance(node, ftl.BaseNode) else []
    return [text for child in children for text in _texts(child)]
