"""Text that a person typed, shown as it was typed."""

from __future__ import annotations

_SPECIAL = "\\`*_{}[]<>#|$~:!()"


def plain(text: str) -> str:
    """Return text for a Markdown place in which nothing is read as Markdown or HTML, so no link or picture loads."""
    return "".join(f"\\{letter}" if letter in _SPECIAL else letter for letter in text)
