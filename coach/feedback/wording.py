"""Small words that sentences are made of."""

from __future__ import annotations

from coach.words import say


def lower_first(text: str) -> str:
    """Begin with a small letter, for a title inside a sentence."""
    return text[:1].lower() + text[1:]


def receivers_side(side: str) -> str:
    """Name a side of the receiver so that it cannot be taken for the one of whoever massages."""
    return say("common-their-side", side=side)
