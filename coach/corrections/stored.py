"""A correction as text to keep: JSON, read tolerantly (unknown keys are ignored, missing ones have defaults)."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from coach.corrections.records import Correction
from coach.errors import StoreError
from coach.words import say

_CORRECTION: TypeAdapter[Correction] = TypeAdapter(Correction)


def write_text(correction: Correction) -> str:
    """Return a correction as JSON."""
    return _CORRECTION.dump_json(correction).decode()


def is_correction(text: str) -> bool:
    """Whether :func:`read_text` can read it."""
    try:
        read_text(text)
    except StoreError:
        return False
    return True


def read_text(text: str | bytes) -> Correction:
    """Read what :func:`write_text` wrote.

    Raises
    ------
    StoreError
        When it is damaged, or stretches do not follow one another.
    """
    try:
        return _CORRECTION.validate_json(text)
    except ValidationError as error:
        raise StoreError(say("correct-unreadable")) from error
