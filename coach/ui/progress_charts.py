"""Charts of the weeks: one line per technique, and the pain before and after.

What is drawn is put together as plain rows first, so that it can be tested without drawing. Colour never stands alone:
each technique has a shape of point of its own, and its name stands at the end of its line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import altair as alt

from coach.feedback.palette import LOOKS, TARGET_COLOR
from coach.history.progress import GOOD, PainPoint, Point
from coach.records import Verdict
from coach.ui.charts import Ink
from coach.ui.texts import progress as words

SHAPES = {"stroking": "circle", "rubbing": "square", "kneading": "triangle-up", "tapping": "diamond"}
LABEL_GAP = 7.0
"""Least distance of two names at the ends of lines, in hundredths of the chart's height."""
MOST_PAIN_BARS = 30
LINES_HEIGHT, PAIN_HEIGHT = 320, 200
NAME_ROOM = 84
"""Pixels right of the chart for the names at the ends of the lines."""


def line_rows(points: Sequence[Point], *, by_number: bool) -> list[dict[str, Any]]:
    """List the points with their colours; ``x`` is a date, or the number of the session."""
    return [
        {
            "x": point.number if by_number else point.when.astimezone().strftime("%Y-%m-%dT%H:%M"),
            "date": f"{point.when.astimezone():%d %B %Y}".lstrip("0"),
            "value": round(100 * point.value, 1),
            "technique": LOOKS[cast(Verdict, point.technique)].name,
            "color": LOOKS[cast(Verdict, point.technique)].color,
            "shape": SHAPES[point.technique],
            "sessions": point.sessions,
        }
        for point in points
    ]


def name_rows(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """List the names at the ends of the lines, moved apart where they would overlap."""
    last = {row["technique"]: row for row in rows}
    names = sorted((dict(row) for row in last.values()), key=lambda row: row["value"])
    floor = -LABEL_GAP
    for row in names:
        floor = row["at"] = max(row["value"], floor + LABEL_GAP)
    ceiling = 100.0 + LABEL_GAP
    for row in reversed(names):
        ceiling = row["at"] = min(row["at"], ceiling - LABEL_GAP)
    return names


def lines_chart(points: Sequence[Point], ink: Ink, *, by_number: bool) -> alt.LayerChart:
    """One line per technique, with the range that needs no practice of its own as a band."""
    rows = line_rows(points, by_number=by_number)
    kind = "Q" if by_number else "T"
    axis = _axis(ink, labelOverlap=True, grid=False, **({"tickMinStep": 1, "format": "d"} if by_number else {}))
    x = alt.X(f"x:{kind}", title=words.NUMBER if by_number else None, axis=axis)
    scale = alt.Scale(domain=[0, 100])
    y = alt.Y("value:Q", title=None, scale=scale, axis=_axis(ink, values=[0, 25, 50, 75, 100]))
    good = alt.Chart(alt.Data(values=[{"low": 100 * GOOD, "high": 100}])).encode(
        y=alt.Y("low:Q", scale=scale, title=None)
    )
    band = good.mark_rect(color=TARGET_COLOR, opacity=0.22).encode(y2="high:Q")
    base = alt.Chart(alt.Data(values=rows))
    color = alt.Color("color:N", scale=None)
    lines = base.mark_line(strokeWidth=3).encode(x=x, y=y, color=color, detail="technique:N")
    marks = base.mark_point(size=75, filled=True, opacity=1).encode(
        x=x,
        y=y,
        color=color,
        shape=alt.Shape("shape:N", scale=None),
        tooltip=[
            alt.Tooltip("technique:N", title=words.TECHNIQUE),
            alt.Tooltip("value:Q", title=words.VALUE, format=".0f"),
            alt.Tooltip("date:N", title=words.DATE),
            alt.Tooltip("sessions:Q", title=words.SESSIONS_IN_POINT),
        ],
    )
    names = (
        alt.Chart(alt.Data(values=name_rows(rows)))
        .mark_text(align="left", dx=12, fontSize=14, fontWeight=600, color=ink.text)
        .encode(x=x, y=alt.Y("at:Q", scale=scale, title=None), text="technique:N")
    )
    padding = {"left": 0, "right": NAME_ROOM, "top": 6, "bottom": 2}
    return alt.layer(band, lines, marks, names).properties(height=LINES_HEIGHT, padding=padding)


def pain_rows(points: Sequence[PainPoint]) -> list[dict[str, Any]]:
    """List the newest sessions with their pain."""
    return [
        {
            "label": f"{point.when.astimezone():%d %b}".lstrip("0"),
            "number": point.number,
            "before": point.before,
            "after": point.after,
        }
        for point in points[-MOST_PAIN_BARS:]
    ]


def pain_chart(points: Sequence[PainPoint], ink: Ink) -> alt.LayerChart:
    """Before (hollow) and after (filled) for each session, joined by a line."""
    rows = pain_rows(points)
    x = alt.X("number:O", title=words.NUMBER, axis=_axis(ink, labelAngle=0, labelOverlap=True, grid=False))
    scale = alt.Scale(domain=[0, 10])
    axis = _axis(ink, values=[0, 2, 4, 6, 8, 10])
    base = alt.Chart(alt.Data(values=rows))
    tooltip = [
        alt.Tooltip("label:N", title=words.DATE),
        alt.Tooltip("before:Q", title=words.BEFORE),
        alt.Tooltip("after:Q", title=words.AFTER),
    ]
    joined = (
        base.transform_filter("isValid(datum.before) && isValid(datum.after)")
        .mark_rule(strokeWidth=3, color=ink.soft)
        .encode(x=x, y=alt.Y("before:Q", scale=scale, axis=axis, title=None), y2="after:Q")
    )
    before = base.mark_point(size=110, filled=False, strokeWidth=2.5, color=ink.text, opacity=1)
    after = base.mark_point(size=120, filled=True, color=ink.text, opacity=1)
    layers = [
        joined,
        before.transform_filter("isValid(datum.before)").encode(
            x=x, y=alt.Y("before:Q", scale=scale, axis=axis, title=None), tooltip=tooltip
        ),
        after.transform_filter("isValid(datum.after)").encode(
            x=x, y=alt.Y("after:Q", scale=scale, axis=axis, title=None), tooltip=tooltip
        ),
    ]
    return alt.layer(*layers).properties(height=PAIN_HEIGHT, padding={"left": 0, "right": 6, "top": 6, "bottom": 2})


def _axis(ink: Ink, **more: Any) -> alt.Axis:
    look = {
        "labelFontSize": 13,
        "labelColor": ink.soft,
        "titleColor": ink.soft,
        "titleFontSize": 13,
        "gridColor": ink.line,
        "gridOpacity": 0.55,
        "domain": False,
        "ticks": False,
    }
    return alt.Axis(**(look | more))
