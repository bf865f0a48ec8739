"""Messages are said whole, and never filled with what they do not take."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from coach.words import LANGUAGE_ENV, PSEUDO, find_data, language_tag, say, say_table
from coach.words.amounts import FUNCTIONS
from coach.words.catalogue import Catalogue
from coach.words.languages import DEFAULT, LOCALES
from coach.words.plain import read_plain
from coach.words.pseudo import disguise_text
from tests import lint_words as lint


def test_a_message_is_filled_with_its_values() -> None:
    assert say("review-title-of", name="evening.mp4") == "Review of evening.mp4"


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        (1, "It stood at 60 of 100 in the last session, the lowest of all that was judged."),
        (3, "It stood at 60 of 100 in the last 3 sessions, the lowest of all that was judged."),
    ],
)
def test_plurals_follow_the_number(sessions: int, said: str) -> None:
    assert say("progress-next-why", value=60, sessions=sessions) == said


def test_a_message_in_a_message_takes_the_same_values() -> None:
    said = say("progress-due-next", measure="pace", technique="rubbing")
    assert said == "Practise next: The pace of your rubbing."


def test_names_are_listed() -> None:
    assert say("common-on-zones", zones=["the lower back"]) == "on the lower back"
    assert (
        say("common-on-zones", zones=("the middle back", "the lower back")) == "on the middle back and the lower back"
    )


def test_a_date_and_a_time_are_written_by_the_language() -> None:
    assert say("progress-when", when=datetime(2026, 3, 2, 19, 5)) == "2 March 2026, 19:05"


def test_a_table_of_words_keeps_its_order() -> None:
    assert list(say_table("review-back-modes").items())[:2] == [("clicks", "Two clicks"), ("head", "Side of the head")]
    assert say("review-back-modes.head") == "Side of the head"


@pytest.mark.parametrize("message", ["review-nothing", "review-back-modes.nothing", "review-back-modes", "nothing"])
def test_a_message_that_is_not_there_is_a_fault(message: str) -> None:
    with pytest.raises(KeyError):
        say(message)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"value": 60},
        {"value": 60, "sessions": 3, "more": 1},
        {"value": "60", "sessions": 3},
        {"value": 60, "sessions": True},
    ],
)
def test_values_of_another_number_or_kind_are_a_fault(values: dict[str, int | str]) -> None:
    with pytest.raises(TypeError, match="progress-next-why"):
        say("progress-next-why", **values)


def test_a_code_that_a_message_does_not_know_is_a_fault_and_never_the_last_of_its_choices() -> None:
    with pytest.raises(TypeError, match="one of"):
        say("progress-next", measure="pace", technique="patting")


def test_an_unknown_language_is_the_first_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LANGUAGE_ENV, "xx")
    assert say("review-title") == "Review a recording"
    assert language_tag() == "en"


def test_a_data_file_is_that_of_the_language_or_the_first_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pack/__init__.py", "pack/book/a.toml", "pack/book/b.toml", "pack/xx/book/a.toml"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {name}", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(LOCALES, "xx", "fr")
    assert find_data("pack", "book", "a.toml") == tmp_path / "pack/book/a.toml"
    monkeypatch.setenv(LANGUAGE_ENV, "xx")
    assert find_data("pack", "book", "a.toml") == tmp_path / "pack/xx/book/a.toml"
    assert find_data("pack", "book", "b.toml") == tmp_path / "pack/book/b.toml"


def test_the_pseudo_language_is_longer_and_between_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = say("review-title-of", name="a.mp4")
    monkeypatch.setenv(LANGUAGE_ENV, PSEUDO)
    said = say("review-title-of", name="a.mp4")
    assert said == "⟦Réévííééw óóf a.mp4⟧"
    assert len(said) > 1.2 * len(plain)


@pytest.mark.parametrize("kept", [":material/home:", "`massage-coach app`", "https://example.org", "--protocol"])
def test_the_pseudo_language_leaves_what_is_no_language(kept: str) -> None:
    assert kept in disguise_text(f"Open {kept} now")


def test_plain_messages_are_those_that_fluent_would_say() -> None:
    catalogue = Catalogue(DEFAULT, FUNCTIONS)
    plain = [
        item for file in (lint.CATALOGUES / DEFAULT).glob("*.ftl") for item in read_plain(DEFAULT, file.stem).items()
    ]
    assert len(plain) > 200
    assert [name for name, text in plain if catalogue.say(name, {}) != text] == []


def test_the_help_of_the_command_line_loads_nothing_of_it() -> None:
    heavy = "{'fluent', 'babel', 'attr'} & {name.partition('.')[0] for name in sys.modules}"
    code = f"import sys, coach.cli, coach.words; coach.words.say('command-review'); print(sorted({heavy}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
