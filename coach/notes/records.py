"""A note to a student: words and drawings at a moment of a recording."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from coach.errors import InputError
from coach.formats import clean_text
from coach.history.entries import clean_name
from coach.words import say

TEXT_LENGTH = 1000
MOST_DRAWINGS = 20
SHORTEST_S, LONGEST_S = 0.5, 60.0
"""How long a note may stay on the picture."""

Share = Annotated[float, Field(ge=0.0, le=1.0)]
"""A place as a share of the picture's width from its left edge, or of its height from its top."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class Drawing(_Model):
    """An arrow from a tail to its tip, or a circle that fills the box between two corners.

    Shares of the picture as it was recorded, so that a drawing lies on the same place at any size.
    """

    shape: Literal["arrow", "circle"]
    x0: Share
    y0: Share
    x1: Share
    y1: Share


class Note(_Model):
    """One note, in the version of one moment.

    Attributes
    ----------
    id : str
        The same in all versions of a note.
    changed_at : datetime
        When this version was kept, with a time zone; the newest one counts.
    at_s, lasts_s : float
        From which second of the recording on it is shown, and for how long.
    withdrawn : bool
        The teacher took it back; the versions before stay where they are.
    """

    schema_version: Literal[1] = 1
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    teacher: Annotated[str, AfterValidator(clean_name), Field(min_length=1)]
    changed_at: AwareDatetime
    at_s: Annotated[float, Field(ge=0.0)]
    lasts_s: Annotated[float, Field(ge=SHORTEST_S, le=LONGEST_S)]
    text: Annotated[str, AfterValidator(clean_text), Field(max_length=TEXT_LENGTH)] = ""
    drawings: Annotated[tuple[Drawing, ...], Field(max_length=MOST_DRAWINGS)] = ()
    withdrawn: bool = False

    @property
    def end_s(self) -> float:
        """Until when it is shown."""
        return self.at_s + self.lasts_s

    @property
    def is_empty(self) -> bool:
        """Whether it says and shows nothing yet."""
        return not self.text.strip() and not self.drawings

    def says_the_same(self, other: Note) -> bool:
        """Whether only the time at which it was kept differs."""
        return self == other.model_copy(update={"changed_at": self.changed_at})


def read_note(values: Mapping[str, Any], teacher: str, at: datetime | None = None) -> Note:
    """Make a note of what a page sent.

    Raises
    ------
    InputError
        Without a teacher's name, or for values that are no note.
    """
    if not clean_name(teacher):
        raise InputError(say("note-name-empty"))
    try:
        return Note.model_validate(dict(values) | {"teacher": teacher, "changed_at": at or datetime.now(UTC)})
    except ValidationError as error:
        fault = error.errors()[0]
        raise InputError(say("note-not-one", part=".".join(map(str, fault["loc"])), why=fault["msg"])) from error
