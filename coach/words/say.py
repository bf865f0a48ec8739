"""The one function that says a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from coach.words.languages import choose_language
from coach.words.plain import read_plain

if TYPE_CHECKING:
    from coach.words.catalogue import Catalogue

Value = str | float | date | Sequence[str]
"""What fills a message: a text or a code, a number, a date or time, several names."""


def say(message: str, /, **values: Value) -> str:
    """Say a message in the chosen language.

    Parameters
    ----------
    message : str
        Its id, ``room-name``, or ``room-name.attribute`` for one of a table of words.
    **values
        One for each variable of the message, no more and no fewer.

    Raises
    ------
    KeyError
        For a message that the catalogue does not have.
    TypeError
        For a value that is missing, too many or of another kind than the message takes, or a code that it does not
        know.
    """
    language = choose_language()
    plain = None if values else read_plain(language, message.partition("-")[0]).get(message)
    return _open_catalogue(language).say(message, values) if plain is None else plain


def fill(message: str, values: Mapping[str, Value]) -> str:
    """Say a message with those of the values that it takes, where several wordings take different ones.

    Raises as :func:`say`, but not for values that the message does not take.
    """
    catalogue = _open_catalogue(choose_language())
    return catalogue.say(message, {name: values[name] for name in catalogue.signature(message) if name in values})


def list_words(message: str) -> list[str]:
    """Names of the words in a table of words; raises ``KeyError`` for a message that the catalogue does not have."""
    return _open_catalogue(choose_language()).attributes(message)


def say_table(message: str) -> dict[str, str]:
    """Say all the words of a table of words: its attribute -> the word, in the order of the catalogue.

    Raises
    ------
    KeyError
        For a message that the catalogue does not have.
    """
    catalogue = _open_catalogue(choose_language())
    return {name: catalogue.say(f"{message}.{name}", {}) for name in catalogue.attributes(message)}


@cache
def _open_catalogue(language: str) -> Catalogue:
    # Fluent takes a tenth of a second to load, and a command that says only plain messages need not wait for it.
    from coach.words.amounts import FUNCTIONS
    from coach.words.catalogue import Catalogue

    return Catalogue(language, FUNCTIONS)
