"""The people of an export as they must be, checked before anything is kept: real dates, finite numbers, known keys."""

from __future__ import annotations

import math
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from coach.corrections.records import Correction
from coach.history.entries import clean_name, from_text
from coach.history.practised import PractisedRounds
from coach.history.summary import HEAT_COLUMNS, HEAT_ROWS, RIBBON_PARTS, SessionSummary

LONGEST_S = 7 * 24 * 3600.0
"""No session lasts a week; a longer one is not a session."""
YEARS = (1970, 2099)
"""A clock that was never set says 1970; beyond these years calendars and time zones fail."""
_UUID = r"^[0-9a-f]{32}$"
_MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$"
_DAY = r"^\d{4}-\d\d-\d\d$"


def _check_moment(text: str) -> str:
    _check_year(from_text(text).year)
    return text


def _check_day(text: str) -> str:
    _check_year(date.fromisoformat(text).year)
    return text


def _check_year(year: int) -> None:
    if not YEARS[0] <= year <= YEARS[1]:
        raise ValueError(f"expected a year from {YEARS[0]} to {YEARS[1]}, got {year}")


def _check_summary(summary: SessionSummary) -> SessionSummary:
    numbers = [summary.score, summary.seen]
    numbers += [value for technique in summary.techniques.values() for value in technique.model_dump().values()]
    if not all(number is None or math.isfinite(number) for number in numbers):
        raise ValueError("expected numbers that are finite")
    if summary.heat and [len(row) for row in summary.heat] != [HEAT_COLUMNS] * HEAT_ROWS:
        raise ValueError(f"expected {HEAT_ROWS} rows of {HEAT_COLUMNS} cells in heat")
    if not all(0 <= cell <= 1000 for row in summary.heat for cell in row) or len(summary.ribbon) > RIBBON_PARTS:
        raise ValueError("expected thousandths in heat and a short ribbon")
    return summary


def _check_correction(correction: Correction) -> Correction:
    if not correction.teacher or correction.teacher != clean_name(correction.teacher):
        raise ValueError("expected a teacher's name as one plain line")
    for moment in (correction.begun_at, correction.changed_at):
        _check_year(moment.year)
    return correction


_Moment = Annotated[str, Field(pattern=_MOMENT), AfterValidator(_check_moment)]
_Day = Annotated[str, Field(pattern=_DAY), AfterValidator(_check_day)]


class Row(BaseModel):
    """What all rows share: no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Session(Row):
    """A session without its review."""

    uuid: str = Field(pattern=_UUID)
    started_at: _Moment
    ordered_at: _Moment
    kind: Literal["live", "recording"]
    protocol_id: str | None = Field(max_length=60)
    duration_s: float = Field(ge=0, le=LONGEST_S, allow_inf_nan=False)
    receiver: str = Field(max_length=60)
    pain_before: int | None = Field(ge=0, le=10)
    pain_after: int | None = Field(ge=0, le=10)
    felt: str = Field(max_length=2000)
    summary: Annotated[SessionSummary, AfterValidator(_check_summary)]
    tracks: int = Field(ge=0, le=1)
    guidance: Literal["every", "summary", "none"]
    analyser: str = Field(max_length=60)
    cushion: int = Field(ge=0, le=1)
    hurt: int = Field(0, ge=0, le=1)
    rounds: PractisedRounds | None = None
    corrections: list[Annotated[Correction, AfterValidator(_check_correction)]] = []


class Screening(Row):
    """Answers given before a session."""

    receiver: str = Field(max_length=60)
    taken_at: _Moment
    rules_version: str = Field(max_length=60)
    answers: dict[str, str]
    status: str = Field(max_length=60)


class Course(Row):
    """A course that somebody began."""

    uuid: str = Field(pattern=_UUID)
    plan: str = Field(max_length=60)
    starts_on: _Day
    receiver: str = Field(max_length=60)
    ended_on: _Day | None


class Person(Row):
    """Somebody with all that was kept for them."""

    uuid: str = Field(pattern=_UUID)
    name: str = Field(min_length=1, max_length=60)
    created_at: _Moment
    sessions: list[Session]
    screenings: list[Screening]
    courses: list[Course]


class People(Row):
    """The whole of ``people.json``."""

    people: list[Person]
