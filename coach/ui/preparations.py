"""What is prepared before a session, and how the receiver lies or sits, each with whose word it is."""

from __future__ import annotations

from dataclasses import dataclass

from coach.protocol.schema import Position
from coach.words import say

PREPARATIONS = ("warmth", "surface", "oil", "camera")


@dataclass(frozen=True, slots=True)
class Preparation:
    """One thing to prepare: the drawing's name, a title, what to do, and whose word it is."""

    drawing: str
    title: str
    text: str
    source: str


def read_preparation(name: str) -> Preparation:
    """Return one of :data:`PREPARATIONS` in the chosen language."""
    return _read(f"before-prepare-{name}", name)


def read_position(position: Position) -> Preparation:
    """Return how the receiver lies or sits, by the position that a protocol asks for."""
    return _read(f"before-lie-{position}", position)


def _read(message: str, drawing: str) -> Preparation:
    title, text, source = (say(f"{message}.{part}") for part in ("title", "text", "source"))
    return Preparation(drawing, title, text, source)
