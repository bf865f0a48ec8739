"""The words of a class that every face shares: for a screen, a terminal, a spreadsheet, a sheet of paper."""

from __future__ import annotations

from coach.classes.records import Entry
from coach.classes.table import CommonFault, Period, Reason, Row
from coach.words import format_date, format_percent, format_signed, say

MOST_NAMES = 6
"""Students that are named with a fault; of more, how many more."""


def say_when(entry: Entry) -> str:
    """Say when a recording was made: the day, with the week where one is known."""
    day = format_date(entry.day, "short")
    return day if entry.week is None else say("class-when-week", week=entry.week, day=day)


def say_period(period: Period) -> str:
    """Name a week for the head of a column."""
    kind, number, monday = period
    return say("class-period-week", week=number) if kind == "week" else say("class-period-from", monday=monday)


def say_reason(reason: Reason, row: Row) -> str:
    """Say why a recording should be looked at first."""
    if reason == "fell":
        return say("class-reason-fell", points=abs(round(row.change or 0.0)))
    if reason == "weak":
        return say("class-reason-weak", titles=list(row.weak))
    if reason == "unseen":
        return say("class-reason-unseen", seen=row.seen or 0.0)
    return say(f"class-reasons.{reason}")


def say_main(row: Row) -> str:
    """Say the one thing worth knowing of a recording: why there is no review, else its most useful finding."""
    if row.item.fault:
        return row.item.fault
    if row.item.waits:
        return say("class-waits")
    return say("class-no-finding") if row.finding is None else row.finding.message


def say_points(points: float | None) -> str:
    """Write points as a whole number; a dash where there are none."""
    return say("class-none") if points is None else str(round(points))


def say_change(change: float | None) -> str:
    """Write how points changed, with the sign; empty where there is nothing to compare with."""
    return "" if change is None else format_signed(change)


def say_seen(seen: float | None) -> str:
    """Write the share of the time with a hand in view."""
    return say("class-none") if seen is None else format_percent(seen)


def say_marked(row: Row) -> str:
    """Say who marked a recording, and whether all of it."""
    mark = row.mark
    if mark is None:
        return say("class-unmarked")
    return say("class-marked", name=mark.teacher, whole="yes" if mark.is_whole else "no")


def say_common(fault: CommonFault) -> str:
    """Say a fault of the class in a line: what, how many, in which steps, who."""
    shown = list(fault.students[:MOST_NAMES])
    rest = len(fault.students) - len(shown)
    return say(
        "class-common",
        fault=say(f"class-faults.{fault.code}"),
        count=len(fault.students),
        located="yes" if fault.steps else "no",
        steps=list(fault.steps[:3]) or [""],
        names=[*shown, say("class-more-names", count=rest)] if rest else shown,
    )
