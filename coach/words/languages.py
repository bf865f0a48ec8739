"""Which language is spoken: the one place that knows their names."""

from __future__ import annotations

import os
from pathlib import Path

LANGUAGE_ENV = "MASSAGE_COACH_LANGUAGE"
"""Environment variable that chooses the language."""

DEFAULT = "en"
PSEUDO = "pseudo"
"""English with accents, longer and between brackets: shows what is not in the catalogue, and what does not fit."""

LOCALES = {DEFAULT: "en_GB", PSEUDO: "en_GB"}
"""Language -> the Unicode locale whose rules numbers, dates and lists follow."""


def choose_language() -> str:
    """Return the language that is chosen; English when none is, or one that has no catalogue."""
    chosen = os.environ.get(LANGUAGE_ENV, "")
    return chosen if chosen in LOCALES else DEFAULT


def language_tag() -> str:
    """Return the chosen language as HTML and speech synthesis name it (BCP 47)."""
    return LOCALES[choose_language()].partition("_")[0]


def find_data(package: str, *names: str) -> Path:
    """Find a data file with texts in it, such as a protocol: the one of the chosen language, or else the first one.

    Parameters
    ----------
    package : str
        Package that the file lies in; a language has its own in a folder of its name there.
    *names : str
        Folders and name of the file.
    """
    from importlib import resources

    root = Path(str(resources.files(package)))
    own = root.joinpath(folder_of(choose_language()), *names)
    return own if own.is_file() else root.joinpath(*names)


def folder_of(language: str) -> str:
    """Name of the folder with a language's catalogue, and of its data files."""
    return DEFAULT if language == PSEUDO else language
