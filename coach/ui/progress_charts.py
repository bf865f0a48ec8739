"""Charts of the weeks: one line per technique, and the pain before and after.

What is drawn is put together as plain rows first, so that it can be tested without drawing. Colour never stands alone:
each technique has a shape of point of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import fmean
from typing import Any, cast

import altair as alt

from coach.history.progress import GOOD, RECENT, PainPoint, Point
from coach.look.palette import LOOKS, TARGET_COLOR
from coach.records import Verdict
from coach.ui.charts import Ink
from coach.words import format_date, say
from coach.words.amounts import month_names, short_date_pattern

SHAPES = {"stroking": "circle", "rubbing": "square", "kneading": "triangle-up", "tapping": "diamond"}
MOST_PAIN_BARS = 30
LINES_HEIGHT, PAIN_HEIGHT = 320, 200
PADDING = {"left": 0, "right": 10, "top": 6, "bottom": 2}


def line_rows(points: Sequence[Point], *, by_number: bool) -> list[dict[str, Any]]:
    """List the points; ``x`` is a date, or the number of the session."""
    return [
        {
            "x": point.number if by_number else point.when.astimezone().strftime("%Y-%m-%dT%H:%M"),
            "date": format_date(point.when.astimezone(), "full"),
            "value": round(100 * point.value, 1),
            "technique": LOOKS[cast(Verdict, point.technique)].name,
            "sessions": point.sessions,
        }
        for point in points
    ]


def smooth_rows(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """List the same points with the mean of a technique's last three in place of each: one day says little."""
    before: dict[str, list[float]] = {}
    smooth = []
    for row in rows:
        values = before.setdefault(row["technique"], [])
        values.append(row["value"])
        smooth.append(row | {"value": round(fmean(values[-RECENT:]), 1)})
    return smooth


def lines_chart(points: Sequence[Point], ink: Ink, *, by_number: bool) -> alt.LayerChart:
    """One line per technique through the mean of three sessions, and each session as a faint point.

    The range that needs no practice of its own is a band.
    """
    rows = line_rows(points, by_number=by_number)
    names = [name for name in SHAPES if any(point.technique == name for point in points)]
    looks = [LOOKS[cast(Verdict, name)] for name in names]
    domain = [look.name for look in looks]
    legend = alt.Legend(title=None, orient="top", columns=2, labelFontSize=14, labelColor=ink.text, symbolSize=110)
    color = alt.Color(
        "technique:N", scale=alt.Scale(domain=domain, range=[look.color for look in looks]), legend=legend
    )
    shapes = alt.Scale(domain=domain, range=[SHAPES[name] for name in names])
    shape = alt.Shape("technique:N", scale=shapes, legend=legend)
    more = {"tickMinStep": 1, "format": "d"} if by_number else {"labelExpr": date_expression()}
    x = alt.X(
        "x:Q" if by_number else "x:T",
        title=say("progress-number") if by_number else None,
        axis=_axis(ink, labelOverlap=True, grid=False, tickCount=6, **more),
    )
    scale = alt.Scale(domain=[0, 100])
    y = alt.Y("value:Q", title=None, scale=scale, axis=_axis(ink, values=[0, 25, 50, 75, 100]))
    tooltip = [
        alt.Tooltip("technique:N", title=say("progress-technique")),
        alt.Tooltip("value:Q", title=say("progress-value"), format=".0f"),
        alt.Tooltip("date:N", title=say("progress-date")),
        alt.Tooltip("sessions:Q", title=say("progress-sessions-in-point")),
    ]
    marks = alt.Chart(alt.InlineData(values=rows)).mark_point(size=60, filled=True, opacity=0.4)
    lines = alt.Chart(alt.InlineData(values=smooth_rows(rows))).mark_line(strokeWidth=3.5)
    layers = [
        *_good_band(scale, ink),
        marks.encode(x=x, y=y, color=color, shape=shape, tooltip=tooltip),
        lines.encode(x=x, y=y, color=color),
    ]
    return alt.LayerChart(layer=layers).properties(height=LINES_HEIGHT, padding=PADDING)


def date_expression() -> str:
    """Return the Vega expression that labels a point of the time axis with its date, as the language writes it."""
    drawn = {"d": "date(datum.value)", "M": "month(datum.value) + 1", "MMM": f"{month_names()}[month(datum.value)]"}
    pieces = (piece for piece in re.split(r"(d|M+)", short_date_pattern()) if piece)
    return " + ".join(["''", *(f"({drawn[piece]})" if piece in drawn else repr(piece) for piece in pieces)])


def _good_band(scale: alt.Scale, ink: Ink) -> list[alt.Chart]:
    ends = alt.Chart(alt.InlineData(values=[{"low": 100 * GOOD, "high": 100, "middle": 50 + 50 * GOOD}]))
    band = ends.mark_rect(color=TARGET_COLOR, opacity=0.22)
    word = ends.mark_text(align="left", fontSize=13, color=ink.soft, text=say("progress-good"))
    return [
        band.encode(y=alt.Y("low:Q", scale=scale, title=None), y2="high:Q"),
        word.encode(x=alt.value(6), y=alt.Y("middle:Q", scale=scale, title=None)),
    ]


def pain_rows(points: Sequence[PainPoint]) -> list[dict[str, Any]]:
    """List the newest sessions with their pain."""
    return [
        {
            "label": format_date(point.when.astimezone(), "short"),
            "number": point.number,
            "before": point.before,
            "after": point.after,
        }
        for point in points[-MOST_PAIN_BARS:]
    ]


def pain_chart(points: Sequence[PainPoint], ink: Ink) -> alt.LayerChart:
    """Before (hollow) and after (filled) for each session, joined by a line."""
    rows = pain_rows(points)
    x = alt.X("number:O", title=say("progress-number"), axis=_axis(ink, labelAngle=0, labelOverlap=True, grid=False))
    scale = alt.Scale(domain=[0, 10])
    axis = _axis(ink, values=[0, 2, 4, 6, 8, 10])
    base = alt.Chart(alt.InlineData(values=rows))
    tooltip = [
        alt.Tooltip("label:N", title=say("progress-date")),
        alt.Tooltip("before:Q", title=say("progress-before")),
        alt.Tooltip("after:Q", title=say("progress-after")),
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
    return alt.LayerChart(layer=layers).properties(height=PAIN_HEIGHT, padding=PADDING)


def _axis(ink: Ink, **more: Any) -> alt.Axis:
    look: dict[str, Any] = {
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
