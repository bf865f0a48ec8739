"""Ready-made sentences by topic: the coach's own, in the language that is chosen, until a teacher keeps a list."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from coach.errors import StoreError
from coach.files import write_data_file
from coach.formats import clean_text
from coach.notes.records import TEXT_LENGTH
from coach.paths import data_dir, ensure_dir
from coach.words import say, say_table

Topic = Literal["praise", "pace", "place", "direction", "hands", "rhythm", "posture", "communication"]
TOPICS: tuple[Topic, ...] = ("praise", "pace", "place", "direction", "hands", "rhythm", "posture", "communication")

MOST_PHRASES = 200


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Phrase(_Model):
    """A sentence that a teacher says often."""

    topic: Topic
    text: Annotated[str, AfterValidator(clean_text), Field(min_length=1, max_length=TEXT_LENGTH)]


class _Phrases(_Model):
    schema_version: Literal[1] = 1
    phrases: Annotated[tuple[Phrase, ...], Field(max_length=MOST_PHRASES)]


def phrases_file() -> Path:
    """Return the place of a teacher's own list."""
    return data_dir() / "phrases.json"


def usual_phrases() -> tuple[Phrase, ...]:
    """Return the sentences that come with the coach."""
    return tuple(
        Phrase(topic=topic, text=text) for topic in TOPICS for text in say_table(f"note-ready-{topic}").values()
    )


def load_phrases() -> tuple[Phrase, ...]:
    """Return the teacher's list, or the coach's where there is none.

    Raises
    ------
    StoreError
        When there is a list that cannot be read; it stays as it is.
    """
    path = phrases_file()
    try:
        return _Phrases.model_validate_json(path.read_bytes()).phrases
    except FileNotFoundError:
        return usual_phrases()
    except (OSError, ValidationError) as error:
        raise StoreError(say("note-phrases-unreadable", file=str(path))) from error


def keep_phrases(phrases: Iterable[Phrase]) -> None:
    """Keep a teacher's list; raises :class:`StoreError` when it is too long or cannot be written."""
    kept = tuple(phrases)
    if len(kept) > MOST_PHRASES:
        raise StoreError(say("note-phrases-many", most=MOST_PHRASES))
    text = _Phrases(phrases=kept).model_dump_json(indent=1)
    target = phrases_file()
    ensure_dir(target.parent)
    write_data_file(target, lambda part: part.write_text(text, encoding="utf-8"))
