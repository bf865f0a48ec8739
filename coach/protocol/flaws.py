"""What is amiss with a protocol, each thing by itself: where, of what kind, and what to do about it in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from coach.protocol.toml_lines import Key

CLOSE = 0.6
"""How alike two words have to be, of 1, for one to be suggested for the other."""


LENIENT = "lenient"
"""Context of a validation that looks at each part by itself and leaves what does not fit together to the caller."""
MAX_SHOWN = 200
"""Characters of a foreign name or value in a sentence."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is amiss.

    Attributes
    ----------
    kind : str
        Name of its message, ``book-flaw-KIND``.
    where : tuple of str and int
        Path of keys to what has to be mended, such as ``("steps", 2, "sense")``.
    text : str
        What was expected, what stands there, and the mend.
    reads : tuple of paths
        What else was looked at: where one of these is amiss itself, nothing can be said.
    """

    kind: str
    where: Key
    text: str
    reads: tuple[Key, ...] = ()

    def under(self, *place: str | int) -> Flaw:
        """Return the flaw with its paths continued upwards: of a part of ``place``."""
        return replace(self, where=(*place, *self.where), reads=tuple((*place, *read) for read in self.reads))


def suggest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like another one; empty when none is."""
    close = get_close_matches(word.strip().lower().replace(" ", "_"), list(known), n=1, cutoff=CLOSE)
    return close[0] if close else ""


def printable(text: str) -> str:
    """Return foreign text as one short line that every terminal, page and file can take."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:MAX_SHOWN])
    return shown if len(text) <= MAX_SHOWN else f"{shown}..."
