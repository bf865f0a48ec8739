"""The review over time: what was asked, what was seen, how fast, which way and how much was in view, on one time axis.

Three charts stand below each other; the same extent of their left axes keeps their time axes in line. What is drawn
is put together as plain rows first, so that it can be tested without drawing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from coach.formats import ReviewFile, ReviewSegment
from coach.look.palette import LOOKS, TARGET_COLOR
from coach.records import Verdict
from coach.report.figures import Asked
from coach.report.labels import describe_movement, name_stretch
from coach.words import format_clock, format_number, say

AXIS_EXTENT = 74
"""Pixels left of every chart: room for the longest row name."""

MOST_POINTS = 1500
"""Ticks drawn in one line; more than the chart has pixels helps nobody."""

LETTER_PX = 7.6
"""Mean width of a bold letter of the ribbon's labels; a label that needs more than its stretch has is left out."""

MOMENT = "moment"
"""Name of the selection: the start of the stretch that was clicked."""

_CLOCK = "floor(datum.value/60) + ':' + (floor(datum.value%60) < 10 ? '0' : '') + floor(datum.value%60)"
_ARROWS = {"headward": "↑", "tailward": "↓", "outward": "↔", "inward": "→←", "crossing": "⤨", "both": "↕"}
_TURNS = {"clockwise": "↻", "counterclockwise": "↺"}
_AXES = {"along": "↕", "across": "↔", "diagonal": "⤢", "circular": "↻", "in_place": "•"}


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of words and lines on the page's ground."""

    text: str
    soft: str
    line: str


LIGHT = Ink("#22262B", "#555C66", "#C9C6BE")
DARK = Ink("#ECEAE4", "#AEB4BB", "#454C55")


def ribbon_rows(review: ReviewFile, asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """Stretches of the ribbon: one row of data for each block of "asked" and "seen"."""
    rows = [_stretch(say("charts-asked"), step.start_s, step.end_s, step.technique, step.title, "") for step in asked]
    for segment in review.segments:
        name, detail = name_stretch(segment), describe_movement(segment, review.back is not None)
        rows.append(_stretch(say("charts-seen"), segment.start_s, segment.end_s, segment.technique, name, detail))
    return rows


def _stretch(row: str, start: float, end: float, technique: Verdict, name: str, detail: str) -> dict[str, Any]:
    look = LOOKS[technique]
    return {
        "row": row,
        "start_s": start,
        "end_s": end,
        "middle_s": (start + end) / 2,
        "color": look.color,
        "ink": look.ink,
        "hatched": bool(look.hatch),
        "name": name,
        "detail": detail,
        "time": f"{format_clock(start)} - {format_clock(end)}",
    }


def direction_rows(review: ReviewFile) -> list[dict[str, Any]]:
    """One sign for each stretch whose direction was judged."""
    known = review.back is not None
    return [
        {
            "row": say("charts-way"),
            "middle_s": (segment.start_s + segment.end_s) / 2,
            "sign": sign,
            "detail": describe_movement(segment, known),
        }
        for segment in review.segments
        if (sign := direction_sign(segment))
    ]


def direction_sign(segment: ReviewSegment) -> str:
    """Sign of a movement as on a drawn back with the head up; empty when no direction was judged."""
    if segment.sense in _TURNS:
        return _TURNS[segment.sense]
    if segment.axis == "across" and segment.sense in ("both", None):
        return _AXES["across"]
    if segment.sense is not None and segment.axis != "diagonal":
        return _ARROWS.get(segment.sense, "")
    return _AXES.get(segment.axis or "", "")


def pace_rows(review: ReviewFile) -> list[dict[str, Any]]:
    """List the mean pace of every stretch that has one."""
    return [
        {
            "start_s": segment.start_s,
            "end_s": segment.end_s,
            "middle_s": (segment.start_s + segment.end_s) / 2,
            "pace": segment.pace_per_min,
            "label": format_number(segment.pace_per_min),
            "color": LOOKS[segment.technique].color,
            "name": name_stretch(segment),
        }
        for segment in review.segments
        if segment.pace_per_min
    ]


def band_rows(asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """List the pace that each step asks."""
    return [
        {"start_s": step.start_s, "end_s": step.end_s, "low": step.pace[0], "high": step.pace[1], "name": step.title}
        for step in asked
        if step.pace is not None
    ]


def tick_rows(review: ReviewFile, column: str) -> list[dict[str, Any]]:
    """Return a column of the timeline as points, thinned to what a screen can show."""
    if review.timeline is None:
        return []
    times, values = review.timeline.time_s, getattr(review.timeline, column)
    step = max(1, math.ceil(len(times) / MOST_POINTS))
    return [{"time_s": time, "value": value} for time, value in zip(times[::step], values[::step], strict=True)]


def ribbon_chart(review: ReviewFile, asked: Sequence[Asked], ink: Ink) -> alt.LayerChart:
    """Techniques asked above, seen below, and the direction; a click on a stretch selects its start."""
    directions = direction_rows(review)
    order = [say("charts-asked")] * bool(asked) + [say("charts-seen")] + [say("charts-way")] * bool(directions)
    y = alt.Y("row:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=_row_axis(ink))
    base = alt.Chart(pd.DataFrame(ribbon_rows(review, asked))).encode(y=y)
    tooltip = [
        alt.Tooltip("name:N", title=say("charts-technique")),
        alt.Tooltip("time:N", title=say("charts-time")),
        alt.Tooltip("detail:N", title=say("charts-movement")),
    ]
    bars = base.mark_bar(cornerRadius=3, cursor="pointer", strokeWidth=1.2).encode(
        x=_time(review, "start_s", ink, labels=False),
        x2="end_s:Q",
        color=alt.Color("color:N", scale=None),
        fillOpacity=alt.condition("datum.hatched", alt.value(0.25), alt.value(1.0)),
        stroke=alt.condition("datum.hatched", alt.value(ink.soft), alt.value("transparent")),
        strokeDash=alt.condition("datum.hatched", alt.value([4, 4]), alt.value([1, 0])),
        tooltip=tooltip,
    )
    bars = bars.add_params(alt.selection_point(name=MOMENT, fields=["start_s"], empty=False))
    labels = base.mark_text(fontSize=13, fontWeight=600, clip=True).encode(
        x="middle_s:Q",
        text="name:N",
        opacity=_where_fits("name", review),
        color=alt.condition("datum.hatched", alt.value(ink.text), alt.Color("ink:N", scale=None)),
    )
    signs = (
        alt.Chart(pd.DataFrame(directions))
        .mark_text(fontSize=21, fontWeight=700, color=ink.text)
        .encode(x="middle_s:Q", y=y, text="sign:N", tooltip=alt.Tooltip("detail:N", title=say("charts-movement")))
    )
    return _finish([bars, labels, *[signs] * bool(directions)], 42 * len(order))


def pace_chart(review: ReviewFile, asked: Sequence[Asked], ink: Ink) -> alt.LayerChart | None:
    """Pace of every stretch against the band that was asked; ``None`` when no pace was found."""
    paces, bands = pace_rows(review), band_rows(asked)
    if not paces:
        return None
    values = [row["pace"] for row in paces] + [row[end] for row in bands for end in ("low", "high")]
    low, high = min(values) / 1.5, max(values) * 1.5
    ticks = [tick for tick in (5, 10, 20, 40, 60, 80, 120, 160, 240, 320) if low <= tick <= high]
    scale = alt.Scale(type="log", domain=[low, high], nice=False)
    axis = _left_axis(ink, values=ticks, grid=True)
    y = alt.Y("pace:Q", title=None, scale=scale, axis=axis)
    x = _time(review, "start_s", ink, labels=False)
    band = alt.Chart(pd.DataFrame(bands)).mark_rect(color=TARGET_COLOR, opacity=0.35)
    band = band.encode(
        x=x, x2="end_s:Q", y=alt.Y("low:Q", scale=scale, axis=axis, title=None), y2="high:Q", tooltip="name:N"
    )
    line = (
        alt.Chart(pd.DataFrame(tick_rows(review, "pace_per_min"), columns=["time_s", "value"]))
        .transform_filter("isValid(datum.value)")
        .mark_circle(size=9, color=ink.soft, opacity=0.55, clip=True)
        .encode(x="time_s:Q", y=alt.Y("value:Q", scale=scale, axis=axis, title=None))
    )
    base = alt.Chart(pd.DataFrame(paces))
    bars = base.mark_rule(strokeWidth=5).encode(
        x=x,
        x2="end_s:Q",
        y=y,
        color=alt.Color("color:N", scale=None),
        tooltip=[
            alt.Tooltip("name:N", title=say("charts-technique")),
            alt.Tooltip("pace:Q", format=".0f", title=say("charts-pace-unit")),
        ],
    )
    numbers = base.mark_text(dy=-13, fontSize=14, fontWeight=700, color=ink.text).encode(
        x="middle_s:Q", y=y, text="label:N", opacity=_where_fits("label", review)
    )
    return _finish([*[band] * bool(bands), line, bars, numbers], 190)


def hands_chart(review: ReviewFile, ink: Ink) -> alt.LayerChart:
    """How many hands were in view."""
    axis = _left_axis(ink, values=[1, 2], labelExpr="datum.value == 1 ? 'one' : 'two'", grid=True)
    area = (
        alt.Chart(pd.DataFrame(tick_rows(review, "hands_seen"), columns=["time_s", "value"]))
        .mark_area(color=ink.soft, opacity=0.6, interpolate="step")
        .encode(
            x=_time(review, "time_s", ink, labels=True),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, 2]), axis=axis),
        )
    )
    return _finish([area], 92)


def _where_fits(field: str, review: ReviewFile) -> Any:
    """Hide a label that is longer than its stretch; the width is known only in the browser, so the test runs there."""
    room = f"(datum.end_s - datum.start_s) * width / {max(review.video.duration_s, 0.1)}"
    return alt.condition(f"{room} > length(datum.{field}) * {LETTER_PX}", alt.value(1), alt.value(0))


def _time(review: ReviewFile, field: str, ink: Ink, *, labels: bool) -> alt.X:
    look = _axis_look(ink) | {"labels": labels, "ticks": labels, "domain": labels}
    axis = alt.Axis(labelExpr=_CLOCK, grid=True, tickCount=8, **look)
    domain = [0.0, max(review.video.duration_s, 0.1)]
    return alt.X(f"{field}:Q", title=None, scale=alt.Scale(domain=domain, nice=False), axis=axis)


def _axis_look(ink: Ink) -> dict[str, Any]:
    return {
        "labelFontSize": 13,
        "labelColor": ink.soft,
        "gridColor": ink.line,
        "gridOpacity": 0.55,
        "domain": False,
        "ticks": False,
    }


def _left_axis(ink: Ink, **more: Any) -> alt.Axis:
    return alt.Axis(**(_axis_look(ink) | {"minExtent": AXIS_EXTENT, "maxExtent": AXIS_EXTENT} | more))


def _row_axis(ink: Ink) -> alt.Axis:
    return _left_axis(ink, labelFontSize=14, labelColor=ink.text, grid=False)


def _finish(layers: list[alt.Chart], height: int) -> alt.LayerChart:
    padding = {"left": 0, "right": 6, "top": 4, "bottom": 2}
    return alt.LayerChart(layer=layers).properties(height=height, padding=padding)
