"""What the history keeps: people, sessions, screenings, courses, as frozen records."""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

from coach.errors import InputError
from coach.formats import clean_text
from coach.history.practised import PractisedRounds
from coach.history.summary import SessionSummary
from coach.words import say

SessionKind = Literal["live", "recording"]
Guidance = Literal["every", "summary", "none"]
"""How much was said: every fault that held, a summary after each step, nothing."""

NAME_LENGTH = 60
NOTE_LENGTH = 2000
FOLDER_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,60}")
"""A plain name: it must never lead out of ``live/``."""
PAIN_SCALE = (0, 10)
"""Numeric rating scale: 0 no pain, 10 the worst pain imaginable."""


def new_uuid() -> str:
    """Return 32 hexadecimal digits that no other session or person has, on any computer."""
    return uuid.uuid4().hex


def clean_name(text: str, limit: int = NAME_LENGTH) -> str:
    """Return free text as one line without control characters, at most ``limit`` long.

    Markup in it is kept as it was typed: whoever shows it must show it as plain text.
    """
    printable = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in text)
    return re.sub(r"\s+", " ", printable).strip()[:limit].strip()


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody who massages at this computer; nothing is shared between profiles."""

    id: int
    uuid: str
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session about to be kept.

    Attributes
    ----------
    started_at : datetime
        With a time zone.
    receiver : str
        Who was massaged: free text, may be empty.
    analyser : str
        Name of the coach and technique model that made the review (:func:`coach.history.analyser.name_analyser`); one
        by another may be worth analysing again.
    cushion : bool
        Practised on a cushion: no screening was asked, pain means nothing.
    folder : str
        Name of the folder under ``live/`` that holds its picture; empty when no picture was kept.
    hurt : bool
        It was ended with "Stop: it hurts".
    rounds : PractisedRounds or None
        One step was practised in rounds.
    """

    profile_id: int
    started_at: datetime
    kind: SessionKind
    duration_s: float
    protocol_id: str | None = None
    receiver: str = ""
    pain_before: int | None = None
    pain_after: int | None = None
    felt: str = ""
    guidance: Guidance = "every"
    analyser: str = ""
    cushion: bool = False
    folder: str = ""
    hurt: bool = False
    rounds: PractisedRounds | None = None
    uuid: str = field(default_factory=new_uuid)

    def __post_init__(self) -> None:
        if self.started_at.tzinfo is None:
            raise ValueError("started_at needs a time zone")
        if self.folder and not FOLDER_NAME.fullmatch(self.folder):
            raise ValueError(f"a live session's folder has a plain name, got {self.folder!r}")
        for pain in (self.pain_before, self.pain_after):
            check_pain(pain)
        object.__setattr__(self, "felt", clean_text(self.felt))


@dataclass(frozen=True, slots=True)
class Session:
    """A kept session as it is listed; the whole review is read only when it is opened.

    Attributes
    ----------
    ordered_at : datetime
        ``started_at``, moved behind the session before it when the clock had been set back in between: the order in
        which sessions really happened.
    has_tracks : bool
        The landmark tracks are kept, so that the session can be analysed again.
    summary : SessionSummary
        Where a teacher corrected the session and it is listed: with the teacher's word.
    corrected_by : str
        The teacher whose word is in the summary; empty for the coach's own.
    rounds : PractisedRounds or None
        One step was practised in rounds.
    """

    id: int
    uuid: str
    profile_id: int
    started_at: datetime
    ordered_at: datetime
    kind: SessionKind
    protocol_id: str | None
    duration_s: float
    receiver: str
    pain_before: int | None
    pain_after: int | None
    felt: str
    guidance: Guidance
    analyser: str
    cushion: bool
    folder: str
    hurt: bool
    has_tracks: bool
    summary: SessionSummary
    corrected_by: str = ""
    rounds: PractisedRounds | None = None

    @property
    def clock_was_wrong(self) -> bool:
        """Whether the computer's clock had been set back before this session."""
        return self.ordered_at != self.started_at

    @property
    def pain_rose(self) -> bool:
        """Whether the receiver felt more pain after the session than before it."""
        return self.pain_before is not None and self.pain_after is not None and self.pain_after > self.pain_before


@dataclass(frozen=True, slots=True)
class UnreadableSession:
    """A row that holds no session any more; all that can be done with it is to delete it."""

    id: int
    uuid: str


@dataclass(frozen=True, slots=True)
class StoredScreening:
    """Answers given before a session."""

    profile_id: int
    receiver: str
    taken_at: datetime
    rules_version: str
    answers: Mapping[str, str]
    status: str


@dataclass(frozen=True, slots=True)
class StoredCourse:
    """A course that somebody began."""

    id: int
    uuid: str
    profile_id: int
    plan: str
    starts_on: date
    receiver: str
    ended_on: date | None


def check_pain(pain: int | None) -> None:
    """Raise ``InputError`` when ``pain`` is neither ``None`` nor a whole number from 0 to 10."""
    low, high = PAIN_SCALE
    if pain is not None and not low <= pain <= high:
        raise InputError(say("history-pain", low=low, high=high, pain=str(pain)))


def to_text(moment: datetime) -> str:
    """Return a moment as text that sorts by time (UTC, microseconds)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


def from_text(text: str) -> datetime:
    """Read what :func:`to_text` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f").replace(tzinfo=UTC)


def find_moment(text: object) -> datetime | None:
    """Read what :func:`to_text` wrote; ``None`` for a damaged row's, which is no real moment."""
    try:
        return from_text(str(text))
    except (ValueError, OverflowError):
        return None
