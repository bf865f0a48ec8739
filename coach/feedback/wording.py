"""Small words that sentences are made of."""

from __future__ import annotations


def lower_first(text: str) -> str:
    """Begin with a small letter, for a title inside a sentence."""
    return text[:1].lower() + text[1:]
