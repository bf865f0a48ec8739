"""Numbers, times, durations, shares and dates, written by the rules of the chosen language.

Messages call these as functions: ``{ CLOCK($start) }``, ``{ DURATION($rest) }``. Labels of axes and cells of
tables, which stand alone, call them directly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from coach.words.languages import LOCALES, choose_language
from coach.words.say import say

if TYPE_CHECKING:
    from babel import Locale

WHOLE_FROM = 20.0
"""From here on a decimal says more than was measured."""

MINUTES_FROM_S = 90.0
"""From here on a band of times is written in minutes."""

_DATES = {"day": "MMMMd", "short": "MMMd", "weekday": "EEEEMMMMd", "full": "yMMMMd", "month": "yMMMM"}
"""How much of a date is written -> the Unicode skeleton for it."""


def format_number(value: float) -> str:
    """At most three figures that mean something: ``8.3``, ``72``, ``240``."""
    rounded = round(value, 1) if abs(value) < WHOLE_FROM else round(value)
    return _decimal(rounded, "#,##0.#")


def format_signed(value: float) -> str:
    """Whole number with its sign: ``+12``, ``-3``, ``0``."""
    return _decimal(round(value), "+#,##0;-#,##0") if round(value) else _decimal(0, "0")


def format_range(low: float, high: float) -> str:
    """Write ``60–70``, ``at most 3`` from nothing on, or one number where both ends read the same."""
    if low == 0:
        return say("common-at-most", most=format_number(high))
    ends = format_number(low), format_number(high)
    return ends[0] if ends[0] == ends[1] else say("common-range", low=ends[0], high=ends[1])


def format_percent(share: float, decimals: int = 0) -> str:
    """Share of 0 to 1 as percent; "under 1%" and "over 99%" rather than a false 0 or 100."""
    from babel.numbers import format_percent as write

    if decimals:
        return write(share, f"0.{'0' * decimals}%", locale=_locale())
    if 0 < share < 0.005:
        return say("common-percent-under", percent=write(0.01, locale=_locale()))
    if 0.995 <= share < 1:
        return say("common-percent-over", percent=write(0.99, locale=_locale()))
    return write(round(share, 2), locale=_locale())


def format_clock(seconds: float) -> str:
    """Position in a recording, rounded down as players show it: ``1:05``, from an hour on ``1:01:05``."""
    minutes, rest = divmod(max(0, math.floor(seconds + 1e-6)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def format_duration(seconds: float) -> str:
    """Length of time: ``3.4 s``, ``14 s``, ``1 min 24 s``, ``1 h 2 min``."""
    if seconds < 10:
        return say("common-duration.s", s=seconds)
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return say("common-duration.h-min", h=hours, min=minutes) if minutes else say("common-duration.h", h=hours)
    if minutes:
        return say("common-duration.min-s", min=minutes, s=rest) if rest else say("common-duration.min", min=minutes)
    return say("common-duration.s", s=rest)


def format_durations(low_s: float, high_s: float) -> str:
    """Band of times: ``30–40 s``, in half minutes when it is long: ``1–1.5 min``."""
    if low_s == 0:
        return say("common-at-most", most=format_duration(high_s))
    if high_s < MINUTES_FROM_S:
        return say("common-durations.s", range=format_range(round(low_s), round(high_s)))
    return say("common-durations.min", range=format_range(round(low_s / 30) / 2, round(high_s / 30) / 2))


def format_date(day: date, style: str = "day") -> str:
    """Write a date, as much of it as ``style`` names: 27 November (``day``), Friday 27 November (``weekday``)..."""
    from babel.dates import format_skeleton

    return format_skeleton(_DATES[style], _as_moment(day), locale=_locale())


def format_time(moment: datetime | time) -> str:
    """Time of day: ``19:05``."""
    from babel.dates import format_time as write

    return write(moment, "short", locale=_locale())


def weekday_names() -> list[str]:
    """Short names of the days of the week, Monday first: ``Mo``, ``Tu``..."""
    names = _locale().days["stand-alone"]["short"]
    return [names[day] for day in range(7)]


def month_names() -> list[str]:
    """Short names of the months as they stand beside a day, January first: ``Jan``, ``Feb``..."""
    names = _locale().months["format"]["abbreviated"]
    return [names[month] for month in range(1, 13)]


def short_date_pattern() -> str:
    """Order of a short date, for those who draw it themselves: ``d MMM``; a month is ``MMM``, or a number ``M``."""
    pattern: str = _locale().datetime_skeletons[_DATES["short"]].pattern
    return pattern


def join_names(names: Sequence[str]) -> str:
    """List names as a sentence does: ``a, b and c``."""
    from babel.lists import format_list

    return format_list(list(names), "standard", locale=_locale())


def join_choices(names: Sequence[str]) -> str:
    """List names that may be chosen from: ``a, b or c``."""
    from babel.lists import format_list

    return format_list(list(names), "or", locale=_locale()) if names else ""


def join_facts(facts: Sequence[str]) -> str:
    """List what is known of a thing, without "and": ``a, b, c``."""
    from babel.lists import format_list

    return format_list(list(facts), "unit", locale=_locale()) if facts else ""


def _decimal(value: float, pattern: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, pattern, locale=_locale())


def _as_moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)


@cache
def _read_locale(name: str) -> Locale:
    from babel import Locale

    return Locale.parse(name)


def _locale() -> Locale:
    return _read_locale(LOCALES[choose_language()])


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "AMOUNT": format_number,
    "SIGNED": format_signed,
    "RANGE": format_range,
    "PERCENT": format_percent,
    "CLOCK": format_clock,
    "DURATION": format_duration,
    "DURATIONS": format_durations,
    "DATE": format_date,
    "TIME": format_time,
    "ANY": lambda names: join_choices(names.names),
    "LIST": lambda names: join_names(names.names),
}
"""Name in the messages -> what writes it."""
