"""One month of a course as a drawing: ticked days are done, ringed ones planned, the framed one is today."""

from __future__ import annotations

import calendar
from collections.abc import Collection
from datetime import date, timedelta

from coach.care.course import CoursePlan
from coach.words import format_date, weekday_names

CELL = 44
TOP = 78
DONE_COLOR, PLANNED_COLOR = "#009E73", "#0072B2"
WEEKS = 6


def draw_month(plan: CoursePlan, year: int, month: int, today: date) -> str:
    """Return the month as an ``<svg>`` element that follows the page's colours."""
    done = {session.due_on for session in plan.sessions if session.done_on is not None}
    planned = {session.due_on for session in plan.sessions if session.done_on is None}
    parts = [f'<text x="6" y="24" font-size="19" font-weight="600">{format_date(date(year, month, 1), "month")}</text>']
    for column, name in enumerate(weekday_names()):
        parts.append(f'<text x="{_x(column)}" y="58" font-size="14" text-anchor="middle" opacity="0.75">{name}</text>')
    for row, week in enumerate(calendar.Calendar().monthdatescalendar(year, month)):
        for column, day in enumerate(week):
            if day.month == month:
                parts.append(_day(day, _x(column), TOP + row * CELL, day in done, day in planned, day == today))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {7 * CELL + 8} {TOP + WEEKS * CELL}" fill="currentColor"'
        f' aria-hidden="true">{"".join(parts)}</svg>'
    )


def draw_week(done: Collection[date], today: date) -> str:
    """Return the seven days of this week: ticked where there was a session, the framed one is today."""
    monday = today - timedelta(days=today.weekday())
    parts = []
    for column, name in enumerate(weekday_names()):
        day = monday + timedelta(days=column)
        parts.append(f'<text x="{_x(column)}" y="16" font-size="14" text-anchor="middle" opacity="0.75">{name}</text>')
        parts.append(_day(day, _x(column), 34, day in done, False, day == today))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {7 * CELL + 8} 72" fill="currentColor"'
        f' aria-hidden="true">{"".join(parts)}</svg>'
    )


def _x(column: int) -> int:
    return 4 + column * CELL + CELL // 2


def _day(day: date, x: int, y: int, done: bool, planned: bool, today: bool) -> str:
    parts = []
    if today:
        parts.append(
            f'<rect x="{x - 20}" y="{y - 7}" width="40" height="40" rx="8" fill="none" stroke="currentColor"'
            ' stroke-width="2.5"/>'
        )
    if done:
        parts.append(f'<circle cx="{x}" cy="{y + 13}" r="16" fill="{DONE_COLOR}"/>')
        parts.append(
            f'<path d="M{x - 7} {y + 13} l5 6 l9 -11" fill="none" stroke="#fff" stroke-width="3"'
            ' stroke-linecap="round" stroke-linejoin="round"/>'
        )
        return "".join(parts)
    if planned:
        parts.append(f'<circle cx="{x}" cy="{y + 13}" r="15" fill="none" stroke="{PLANNED_COLOR}" stroke-width="3"/>')
    weight = "700" if planned or today else "400"
    parts.append(
        f'<text x="{x}" y="{y + 18}" font-size="15" text-anchor="middle" font-weight="{weight}">{day.day}</text>'
    )
    return "".join(parts)
