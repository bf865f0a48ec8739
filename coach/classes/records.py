"""The frozen records of a class that cross from one part to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coach.formats import ReviewFile
from coach.records import Back, HeadDirection


@dataclass(frozen=True, slots=True)
class Entry:
    """A recording in the folder of a class.

    Attributes
    ----------
    path : Path
    name : str
        Its place in the folder, parts divided by ``/``.
    student : str
    day : date
        When it was made, as far as its name, the roster or the file say.
    week : int or None
        Number of the week, where a name or the roster gives one.
    protocol_id, minutes, head
        What the roster says of this recording; ``None``: as the class has it.
    """

    path: Path
    name: str
    student: str
    day: date
    week: int | None = None
    protocol_id: str | None = None
    minutes: float | None = None
    head: HeadDirection | None = None

    @property
    def student_key(self) -> str:
        """What makes two names the same student."""
        return " ".join(self.student.casefold().split())


@dataclass(frozen=True, slots=True)
class Task:
    """One recording to be reviewed, with all that a worker has to know.

    Attributes
    ----------
    key : str
        Tells it from the others of a run.
    path : Path
    protocol_id : str
        Or the path of a protocol file.
    factor : float
        Share of the protocol's durations and counts that the session was planned for.
    back : Back or None
    tracks : Path or None
        Hands that were found in this recording before: then it is not watched again.
    """

    key: str
    path: Path
    protocol_id: str
    factor: float = 1.0
    back: Back | None = None
    tracks: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: a review, or one sentence that says why there is none.

    ``tracks`` is a temporary file with the hands that were found; whoever is called back takes it, or it is removed.
    """

    task: Task
    review: ReviewFile | None = None
    tracks: Path | None = None
    fault: str = ""
