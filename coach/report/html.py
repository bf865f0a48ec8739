"""The report: one HTML file with everything in it, to keep, print or hand over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coach.feedback.messages import describe_scale
from coach.formats import ReviewFile, ReviewSegment
from coach.look.palette import LOOKS, MARKS, Look, icon_svg, pick_mark
from coach.report import labels
from coach.report.drawing import render_svg
from coach.report.figures import draw_timeline
from coach.report.heatmap import draw_heatmap, has_heatmap
from coach.words import format_clock, format_duration, format_number, format_range, language_tag, say

if TYPE_CHECKING:
    from coach.protocol.schema import Protocol

MOST_FINDINGS = 7
"""A person reads and remembers no more than about seven things."""

_STATUS_MARKS = {"done": "tick", "with_faults": "info", "partly": "clock", "missed": "list", "not_judged": "eye"}


@dataclass(frozen=True, slots=True)
class Glance:
    """One technique at a glance: how long, how fast, how often."""

    look: Look
    seconds: float
    pace: str
    cycles: int | None


def write_html(
    review: ReviewFile, path: Path, protocol: Protocol | None = None, *, reviewed_on: date | None = None
) -> None:
    """Write the report; see :func:`render_html`. Raises ``OSError`` when the file cannot be written."""
    path.write_text(render_html(review, protocol, reviewed_on=reviewed_on), encoding="utf-8")


def render_html(review: ReviewFile, protocol: Protocol | None = None, *, reviewed_on: date | None = None) -> str:
    """Return the report as one self-contained page.

    Nothing is loaded from elsewhere and no script runs; texts that come from files (names, protocols) are escaped.

    Parameters
    ----------
    review : ReviewFile
    protocol : Protocol, optional
        The one it was held against: titles of the steps, bands in the timeline.
    reviewed_on : date, optional
        Printed in the head.
    """
    environment = open_templates()
    environment.filters.update(
        clock=format_clock,
        duration=format_duration,
        number=format_number,
        part=labels.describe_model_part,
    )
    names = {} if protocol is None else {step.id: step.title for step in protocol.steps}
    heat = Markup(render_svg(draw_heatmap(review), "heat")) if has_heatmap(review) else None
    return environment.get_template("review.html.j2").render(
        review=review,
        protocol=protocol,
        reviewed_on=reviewed_on,
        glances=list_glances(review),
        coverage=labels.describe_coverage(review),
        correction=labels.describe_correction(review),
        opinion=lambda finding: labels.describe_opinion(finding, review),
        scale=describe_scale(review.protocol.time_scale) if review.protocol else "",
        findings=review.findings[:MOST_FINDINGS],
        segments=[segment for segment in review.segments if labels.is_listed(segment)],
        steps_done=sum(step.status == "done" for step in review.steps),
        timeline=Markup(render_svg(draw_timeline(review, protocol), "time")),
        heat=heat,
        looks=LOOKS,
        say=say,
        language=language_tag(),
        part_name=labels.name_part,
        stretch_name=labels.name_stretch,
        name_step=lambda step: labels.name_step(step, names),
        movement=lambda segment: labels.describe_movement(segment, review.back is not None),
        icon=_icon,
        mark=_mark,
        finding_mark=lambda finding: _mark(pick_mark(finding.code, finding.severity), 26),
        status_mark=lambda status: _mark(_STATUS_MARKS[status], 18),
    )


def open_templates() -> Environment:
    """Return the templates of all that is written as HTML: what goes into them is escaped, what is missing is told."""
    return Environment(
        loader=PackageLoader("coach.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def list_glances(review: ReviewFile) -> list[Glance]:
    """Return the four techniques that occur, longest first, with the pace weighted by time."""
    return [
        _glance(LOOKS[technique], [segment for segment in review.segments if segment.technique == technique])
        for technique in labels.count_techniques(review.segments)
        if technique not in ("none", "unseen")
    ]


def _glance(look: Look, segments: list[ReviewSegment]) -> Glance:
    paced = [segment for segment in segments if segment.pace_per_min is not None]
    paces = [segment.pace_per_min or 0.0 for segment in paced]
    text = ""
    if paces:
        text = format_range(min(paces), max(paces))
    counted = [segment.cycles for segment in segments if segment.cycles is not None]
    return Glance(look, sum(s.end_s - s.start_s for s in segments), text, sum(counted) if counted else None)


def _icon(look: Look, size: int) -> Markup:
    return Markup(icon_svg(look.icon, size))


def _mark(name: str, size: int) -> Markup:
    return Markup(icon_svg(MARKS[name], size))
