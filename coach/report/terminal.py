"""The review as plain text for a terminal: what was seen, what stood out, what could not be judged."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from coach.feedback.messages import describe_scale
from coach.formats import ReviewFile, ReviewSegment
from coach.look.palette import LOOKS
from coach.report import labels
from coach.words import format_clock, join_facts, say

if TYPE_CHECKING:
    from coach.protocol.schema import Protocol

MOST_LINES = 24
"""Stretches listed one by one; of a longer recording the shortest are left to the table and the page."""

_BULLET = "  - "


Line = tuple[str, str]
"""How a line begins, and its text; where the text is long it goes on under its own beginning."""


def format_summary(review: ReviewFile, protocol: Protocol | None = None, width: int = 100) -> str:
    """Return the summary, lines at most ``width`` characters wide, without colours."""
    video = review.video
    head = say("report-recording", name=video.name, duration=video.duration_s, width=video.width, height=video.height)
    blocks = [
        [("", head), *(("", sentence) for sentence in labels.describe_coverage(review))],
        _list_stretches(review),
        _list_steps(review, protocol),
        _list_findings(review),
        [(say("report-not-seen"), ""), *((_BULLET, item.why) for item in review.not_judged)],
    ]
    return "\n\n".join("\n".join(_wrap(line, width) for line in block) for block in blocks if block)


def _list_stretches(review: ReviewFile) -> list[Line]:
    shown = sorted(review.segments, key=lambda one: one.start_s - one.end_s)[:MOST_LINES]
    lines: list[Line] = [(say("report-seen"), "")]
    lines += [_format_stretch(one, review.back is not None) for one in review.segments if one in shown]
    left_out = len(review.segments) - len(shown)
    if left_out:
        lines.append(("  ", say("report-shorter", stretches=left_out)))
    return lines


def _format_stretch(segment: ReviewSegment, back_known: bool) -> Line:
    pace = "" if segment.pace_per_min is None else say("common-pace", pace=segment.pace_per_min)
    times = "" if segment.cycles is None else say("report-cycles", cycles=segment.cycles)
    how = labels.describe_movement(segment, back_known)
    when = f"{format_clock(segment.start_s):>7} - {format_clock(segment.end_s):<7}"
    width = max(len(labels.name_stretch(segment)), *(len(look.name) for look in LOOKS.values()))
    facts = join_facts([part for part in (times, how) if part])
    return f"{when}  {labels.name_stretch(segment):<{width}}  {pace:<12}  ", facts


def _list_steps(review: ReviewFile, protocol: Protocol | None) -> list[Line]:
    if not review.steps:
        return []
    names = {} if protocol is None else {step.id: step.title for step in protocol.steps}
    title = protocol.title if protocol is not None else review.protocol.id if review.protocol else ""
    width = max(len(labels.name_step(step, names)) for step in review.steps)
    lines: list[Line] = [(say("report-steps-of", protocol=title), "")]
    if review.protocol is not None and (scale := describe_scale(review.protocol.time_scale)):
        lines.append(("  ", scale))
    for step in review.steps:
        when = ""
        if step.start_s is not None and step.end_s is not None:
            when = say("report-span", start=step.start_s, end=step.end_s)
        score = (
            "" if step.score is None or step.status == "missed" else say("common-score", score=round(100 * step.score))
        )
        name, status = labels.name_step(step, names), say("common-status", status=step.status)
        lines.append((f"  {name:<{width}}  {status:<10}  {when:<13}  ", score))
    return lines


def _list_findings(review: ReviewFile) -> list[Line]:
    if review.findings:
        return [(say("report-findings"), ""), *((_BULLET, finding.message) for finding in review.findings)]
    if review.protocol is not None:
        return [(say("report-findings"), ""), (_BULLET, say("report-no-findings"))]
    return []


def _wrap(line: Line, width: int) -> str:
    start, text = line
    if not text:
        return start.rstrip()
    width = max(width, len(start) + 24)
    return textwrap.fill(text, width, initial_indent=start, subsequent_indent=" " * len(start))
