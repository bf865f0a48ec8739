"""The timeline: what was asked, what was seen, how fast, which way, and how much was in view, on one time axis."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coach.formats import ReviewFile, ReviewSegment
from coach.look.palette import LOOKS, MARKS, TARGET_COLOR, pick_direction
from coach.records import FloatArray, Verdict
from coach.report.drawing import INK, LABEL_PT, LINE, NUMBER_PT, PANEL, SOFT_INK, draw_icon, make_figure, strip_axes
from coach.report.labels import name_step, name_stretch
from coach.words import format_clock, format_number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from coach.protocol.schema import Protocol

WIDTH_IN = 10.5
_LEFT, _RIGHT = 0.105, 0.985
"""Share of the width where the time axis begins and ends."""

_POINTS = 1500
"""Most ticks drawn in one line: more than the figure has pixels helps nobody."""

_CHAR_PT = 0.58 * LABEL_PT
"""Mean width of a letter, to tell whether a label fits its block."""

_TIME_STEPS_S = (0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 3600)
_MOST_TIMES = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """What a step asked of a stretch of the recording, for the ribbon and the band."""

    start_s: float
    end_s: float
    title: str
    technique: Verdict
    pace: tuple[float, float] | None


def list_asked(review: ReviewFile, protocol: Protocol | None) -> list[Asked]:
    """Return the steps that were found in the recording, with what each asked."""
    asked = []
    steps = {} if protocol is None else {step.id: step for step in protocol.steps}
    names = {step_id: step.title for step_id, step in steps.items()}
    for step in review.steps:
        if step.start_s is None or step.end_s is None:
            continue
        parts = {part.name: part.expected for part in step.parts}
        known = steps.get(step.id)
        technique = known.technique if known else parts.get("technique")
        pace = known.pace_per_min.ends if known and known.pace_per_min else parts.get("pace")
        asked.append(
            Asked(
                step.start_s,
                step.end_s,
                name_step(step, names),
                technique if technique in LOOKS else "none",
                pace if isinstance(pace, tuple) else None,
            )
        )
    return asked


def draw_timeline(review: ReviewFile, protocol: Protocol | None = None) -> Figure:
    """Draw the whole recording on one time axis; rows without anything to show are left out."""
    asked = list_asked(review, protocol)
    directed = any(segment.sense or segment.axis for segment in review.segments)
    rows = [("asked", 0.42)] * bool(asked) + [("seen", 0.62), ("pace", 2.3)]
    rows += [("direction", 0.36)] * directed + [("hands", 0.5)]
    gap, foot, head = 0.16, 0.34, 0.06
    height = sum(size for _, size in rows) + gap * (len(rows) - 1) + foot + head
    figure = make_figure(WIDTH_IN, height)
    top = height - head
    for name, size in rows:
        axes = figure.add_axes((_LEFT, (top - size) / height, _RIGHT - _LEFT, size / height))
        strip_axes(axes)
        axes.set_xlim(0, max(review.video.duration_s, 1e-3))
        axes.set_xticks([])
        _ROWS[name](axes, review, asked)
        top -= size + gap
    _draw_time_axis(axes, review.video.duration_s)
    return figure


def _draw_asked(axes: Axes, review: ReviewFile, asked: list[Asked]) -> None:
    _label_row(axes, "asked")
    for step in asked:
        axes.fill_between([step.start_s, step.end_s], 0.16, 1, facecolor=PANEL, edgecolor="none")
        axes.fill_between([step.start_s, step.end_s], 0, 0.16, color=LOOKS[step.technique].color, linewidth=0)
        middle, room = (step.start_s + step.end_s) / 2, _room_pt(axes, step.start_s, step.end_s)
        title, size = _fit_title(step.title, room)
        axes.text(middle, 0.57, title, color=INK, size=size, ha="center", va="center", linespacing=1.0)


def _fit_title(title: str, room_pt: float) -> tuple[str, float]:
    """Return the title and its size: on one line, else smaller on at most two, else empty."""
    if _CHAR_PT * len(title) < room_pt:
        return title, LABEL_PT
    small_pt = LABEL_PT - 2
    width = int(room_pt / (_CHAR_PT * small_pt / LABEL_PT))
    lines = textwrap.wrap(title, max(1, width), break_long_words=False)
    fits = len(lines) <= 2 and all(len(line) <= width for line in lines)
    return ("\n".join(lines) if fits else ""), small_pt


def _draw_seen(axes: Axes, review: ReviewFile, asked: list[Asked]) -> None:
    _label_row(axes, "seen")
    for segment in review.segments:
        look = LOOKS[segment.technique]
        span = [segment.start_s, segment.end_s]
        if look.hatch:
            axes.fill_between(span, 0, 1, facecolor="none", edgecolor=LINE, hatch=look.hatch, linewidth=0)
        else:
            axes.fill_between(span, 0, 1, facecolor=look.color, edgecolor="none")
        room = _room_pt(axes, *span)
        name = name_stretch(segment)
        label = name if room > 34 + _CHAR_PT * len(name) else ""
        ink = INK if look.hatch else look.ink
        if label and look.hatch:
            axes.text(sum(span) / 2, 0.5, label, color=ink, size=LABEL_PT, ha="center", va="center")
        elif room > 20 and not look.hatch:
            draw_icon(axes, look.icon, sum(span) / 2, 0.5, 17, ink, label=label)


def _draw_pace(axes: Axes, review: ReviewFile, asked: list[Asked]) -> None:
    _label_row(axes, "pace")
    low, high = _pace_limits(review, asked)
    axes.set_yscale("log")
    axes.set_ylim(low, high)
    ticks = [tick for tick in (5, 10, 20, 40, 80, 160, 320) if low <= tick <= high]
    axes.set_yticks(ticks, [f"{tick}" for tick in ticks])
    axes.set_yticks([], minor=True)
    axes.grid(axis="y", color=LINE, linewidth=0.6, alpha=0.7)
    axes.set_axisbelow(True)
    for step in asked:
        if step.pace is not None:
            axes.fill_between([step.start_s, step.end_s], *step.pace, color=TARGET_COLOR, alpha=0.3, linewidth=0)
    _draw_pace_line(axes, review)
    for segment in review.segments:
        if segment.pace_per_min is not None:
            _draw_pace_number(axes, segment, asked)
    for step in asked:
        if step.pace is not None and _room_pt(axes, step.start_s, step.end_s) > 70:
            above = any(_above(segment, step) for segment in review.segments)
            text = say("report-asked", low=step.pace[0], high=step.pace[1])
            y = step.pace[0] / 1.03 if above else step.pace[1] * 1.03
            va = "top" if above else "bottom"
            axes.text(step.start_s, y, text, color=SOFT_INK, size=LABEL_PT - 1, va=va)


def _above(segment: ReviewSegment, step: Asked) -> bool:
    """Tell whether a stretch of the step ran faster than its band, so that the labels go out of each other's way."""
    overlaps = segment.start_s < step.end_s and segment.end_s > step.start_s
    return overlaps and step.pace is not None and (segment.pace_per_min or 0) > step.pace[1]


def _draw_pace_line(axes: Axes, review: ReviewFile) -> None:
    if review.timeline is None:
        return
    time, pace = _thin(_array(review.timeline.time_s), _array(review.timeline.pace_per_min))
    axes.plot(time, pace, color=SOFT_INK, linewidth=0.9, alpha=0.75)


def _draw_pace_number(axes: Axes, segment: ReviewSegment, asked: list[Asked]) -> None:
    pace = segment.pace_per_min or 0.0
    look = LOOKS[segment.technique]
    axes.plot([segment.start_s, segment.end_s], [pace, pace], color=look.color, linewidth=5, solid_capstyle="butt")
    if _room_pt(axes, segment.start_s, segment.end_s) > 26:
        above = any(_above(segment, step) for step in asked)
        axes.annotate(
            format_number(pace),
            ((segment.start_s + segment.end_s) / 2, pace),
            xytext=(0, 5 if above else -6),
            textcoords="offset points",
            ha="center",
            va="bottom" if above else "top",
            size=NUMBER_PT,
            weight="bold",
            color=INK,
        )


def _draw_direction(axes: Axes, review: ReviewFile, asked: list[Asked]) -> None:
    _label_row(axes, "direction")
    for segment in review.segments:
        if _room_pt(axes, segment.start_s, segment.end_s) < 18:
            continue
        if (sign := pick_direction(segment.axis, segment.sense)) is not None:
            middle = (segment.start_s + segment.end_s) / 2
            draw_icon(axes, MARKS[sign[0]], middle, 0.5, 16, INK, turn_deg=sign[1])


def _draw_hands(axes: Axes, review: ReviewFile, asked: list[Asked]) -> None:
    _label_row(axes, "hands")
    axes.set_ylim(0, 2)
    axes.set_yticks([1, 2], [say("report-hands-one"), say("report-hands-two")])
    axes.grid(axis="y", color=LINE, linewidth=0.6, alpha=0.7)
    if review.timeline is not None:
        time, seen = _thin(_array(review.timeline.time_s), _array(review.timeline.hands_seen))
        axes.fill_between(time, 0, seen, color=SOFT_INK, alpha=0.55, linewidth=0)


_ROWS = {
    "asked": _draw_asked,
    "seen": _draw_seen,
    "pace": _draw_pace,
    "direction": _draw_direction,
    "hands": _draw_hands,
}


def _label_row(axes: Axes, row: str) -> None:
    text = say("report-row", row=row)
    axes.text(-0.115, 0.5, text, transform=axes.transAxes, color=SOFT_INK, size=LABEL_PT, ha="left", va="center")


def _draw_time_axis(axes: Axes, duration_s: float) -> None:
    step = next((one for one in _TIME_STEPS_S if duration_s / one <= _MOST_TIMES), _TIME_STEPS_S[-1])
    ticks = np.arange(0, duration_s + 1e-6, step)
    axes.set_xticks(ticks, [format_clock(tick) for tick in ticks])
    axes.tick_params(axis="x", pad=6)


def _pace_limits(review: ReviewFile, asked: list[Asked]) -> tuple[float, float]:
    """Lower and upper end of the pace axis: everything asked and seen, with air, at least a factor of four."""
    values = [segment.pace_per_min for segment in review.segments if segment.pace_per_min]
    values += [end for step in asked if step.pace for end in step.pace]
    if not values:
        return 10.0, 100.0
    low, high = min(values) / 1.6, max(values) * 1.6
    stretch = max(1.0, math.sqrt(4.0 / (high / low)))
    return low / stretch, high * stretch


def _points_per_second(axes: Axes) -> float:
    start, end = axes.get_xlim()
    return (_RIGHT - _LEFT) * WIDTH_IN * 72 / (end - start)


def _room_pt(axes: Axes, start_s: float, end_s: float) -> float:
    return (end_s - start_s) * _points_per_second(axes)


def _array(values: Sequence[float | None]) -> FloatArray:
    return np.array([math.nan if value is None else value for value in values], dtype=np.float64)


def _thin(time: FloatArray, values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Keep every k-th tick so that at most ``_POINTS`` remain."""
    step = max(1, math.ceil(len(time) / _POINTS))
    return time[::step], values[::step]
