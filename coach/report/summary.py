"""From the analysis to ``review.json``: everything the coach says about a recording, in one checked model.

All later stages (terminal, page, tables, figures) read the :class:`coach.formats.ReviewFile` made here, so that a
stored review looks the same as a fresh one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from coach import formats
from coach.feedback import messages
from coach.frames.clock import find_gaps
from coach.motion.steady import find_unlocated
from coach.records import TECHNIQUES, Analysis, Back, CheckResult, Finding, Segment, Timeline
from coach.technique.describe import place_segment
from coach.technique.overrides import apply_overrides
from coach.technique.sureness import withhold_names, withhold_ways

if TYPE_CHECKING:
    from coach.protocol.schema import Protocol

_DIGITS = 4
"""Decimals kept in the file: a tenth of a millisecond, a hundredth of a percent."""

MOST_GAPS = 5
"""More times without pictures are told in one sentence."""

_SLIVER_S = 1e-3
"""Holes shorter than this come from rounding; the next segment closes them."""


def build_review(
    analysis: Analysis, check: CheckResult | None = None, protocol: Protocol | None = None
) -> formats.ReviewFile:
    """Put analysis and check into the form of ``review.json``.

    The segments are made to cover the whole recording without holes or overlap: what no segment claims is ``unseen``.

    Parameters
    ----------
    analysis : Analysis
    check : CheckResult, optional
        The recording held against ``protocol``; without it steps and findings are empty.
    protocol : Protocol, optional
        For the names in the findings' sentences.
    """
    info = analysis.info
    timeline, segments = apply_overrides(analysis.timeline, analysis.segments, () if check is None else check.overrides)
    if check is None:
        timeline, segments = withhold_names(timeline, segments)
    segments = withhold_ways(segments)
    if check is not None and check.places is not None:
        timeline = replace(timeline, back_uv=check.places)
        segments = tuple(place_segment(segment, timeline) for segment in segments)
    return formats.ReviewFile(
        video=formats.VideoModel(
            name=info.name,
            duration_s=_round(info.duration_s) or 0.0,
            fps=_round(info.fps) or 0.0,
            width=info.width,
            height=info.height,
            frames=info.frames,
            frames_unreadable=info.frames_unreadable,
        ),
        coverage=formats.CoverageModel(
            one_hand=_round(analysis.coverage.one_hand) or 0.0, two_hands=_round(analysis.coverage.two_hands) or 0.0
        ),
        back=_model_back(analysis.back),
        segments=[_model_segment(segment) for segment in cover_recording(segments, info.duration_s)],
        protocol=None if check is None else _model_protocol(check),
        steps=[] if check is None else _model_steps(check),
        findings=[] if check is None else [_model_finding(finding, protocol) for finding in check.findings],
        not_judged=[
            formats.NotJudged(what=what, why=messages.describe_not_judged(what, why, protocol))
            for what, why in _list_not_judged(analysis, check)
        ],
        timeline=_model_timeline(timeline),
    )


def cover_recording(segments: Sequence[Segment], duration_s: float) -> tuple[Segment, ...]:
    """Order segments in time, cut overlaps (the earlier one wins) and fill every hole with ``unseen``.

    Returns
    -------
    tuple of Segment
        From 0 to ``duration_s`` without holes; empty for a recording of no length.
    """
    covered: list[Segment] = []
    at = 0.0
    for segment in sorted(segments, key=lambda one: (one.start_s, one.end_s)):
        start, end = max(segment.start_s, at), min(segment.end_s, duration_s)
        if end - start <= _SLIVER_S:
            continue
        if start - at > _SLIVER_S:
            covered.append(Segment(at, start, "unseen", 0.0))
        else:
            start = at
        covered.append(replace(segment, start_s=start, end_s=end))
        at = end
    if covered and duration_s - at <= _SLIVER_S:
        covered[-1] = replace(covered[-1], end_s=duration_s)
    elif at < duration_s:
        covered.append(Segment(at, duration_s, "unseen", 0.0))
    return tuple(covered)


def _model_segment(segment: Segment) -> formats.ReviewSegment:
    judged = segment.technique != "unseen" or segment.maybe
    return formats.ReviewSegment(
        start_s=_round(segment.start_s) or 0.0,
        end_s=_round(segment.end_s) or 0.0,
        technique=segment.technique,
        confidence=_round(segment.confidence) if judged else None,
        pace_per_min=_round(segment.pace_per_min),
        cycles=segment.cycles,
        regularity=_round(segment.regularity),
        speed_cm_s=_round(segment.speed_cm_s),
        stroke_cm=_round(segment.stroke_cm),
        axis=segment.axis,
        angle_deg=None if segment.angle_rad is None else _round(math.degrees(segment.angle_rad)),
        sense=segment.sense,
        drift=segment.drift,
        hands=segment.hands,
        zone=segment.zone,
        side_balance=_round(segment.side_balance),
        seen_share=_round(segment.seen_share),
        maybe=list(segment.maybe),
    )


def _model_protocol(check: CheckResult) -> formats.ProtocolRef:
    return formats.ProtocolRef(
        id=check.protocol_id,
        version=check.protocol_version,
        time_scale=check.time_scale,
        variant=check.variant,
        pain_side=check.pain_side,
    )


def _model_back(back: Back | None) -> formats.BackModel | None:
    return (
        None
        if back is None
        else formats.BackModel(neck=back.neck, tail=back.tail, length_cm=back.length_cm, region=back.region)
    )


def _model_steps(check: CheckResult) -> list[formats.ReviewStep]:
    return [
        formats.ReviewStep(
            id=step.id,
            start_s=_round(step.start_s),
            end_s=_round(step.end_s),
            status=step.status,
            score=_round(step.score),
            parts=[
                formats.PartModel(
                    name=part.name,
                    score=_round(part.score),
                    measured=_round_value(part.measured),
                    expected=part.expected,
                    unit=part.unit,
                    seen_share=_round(part.seen_share),
                )
                for part in step.parts
            ],
        )
        for step in check.steps
    ]


def _model_finding(finding: Finding, protocol: Protocol | None) -> formats.ReviewFinding:
    return formats.ReviewFinding(
        code=finding.code,
        severity=finding.severity,
        start_s=_round(finding.start_s) or 0.0,
        end_s=_round(finding.end_s) or 0.0,
        measured=_round_value(finding.measured),
        expected=finding.expected,
        unit=finding.unit,
        step=finding.step,
        message=messages.describe_finding(finding, protocol),
    )


def _model_timeline(timeline: Timeline) -> formats.TimelineModel:
    column = {name: index for index, name in enumerate(TECHNIQUES)}
    confidence = [
        float(scores[column[verdict]]) if verdict in column else math.nan
        for scores, verdict in zip(timeline.scores, timeline.verdict, strict=True)
    ]
    return formats.TimelineModel(
        time_s=[_round(value) or 0.0 for value in timeline.time_s],
        technique=list(timeline.verdict),
        confidence=[_round(value) for value in confidence],
        pace_per_min=[_round(value) for value in timeline.pace_per_min],
        speed_cm_s=[_round(value) for value in timeline.speed_cm_s],
        hands_seen=[_round(value) or 0.0 for value in np.nansum(timeline.hand_seen, axis=1)],
        back_u=[[_round(value) for value in pair] for pair in timeline.back_uv[:, :, 0]],
        back_v=[[_round(value) for value in pair] for pair in timeline.back_uv[:, :, 1]],
    )


def _list_not_judged(analysis: Analysis, check: CheckResult | None) -> list[tuple[str, str]]:
    """Codes of what the review leaves open, each once: pressure always, the rest as this recording made it."""
    pairs = [("pressure", "camera")]
    if analysis.back is None:
        pairs += [("direction", "no_back"), ("place", "no_back")]
    elif analysis.back.given_by == "head":
        pairs.append(("place", "head_only"))
    if not all(segment.axis_sure for segment in analysis.segments):
        pairs.append(("axis", "slanted"))
    pairs += _list_faults_of_file(analysis)
    pairs += [(f"located:{start_s:.1f}:{end_s:.1f}", "moved") for start_s, end_s in find_unlocated(analysis)]
    if check is not None:
        pairs += check.not_judged
    return list(dict.fromkeys(pairs))


def _list_faults_of_file(analysis: Analysis) -> list[tuple[str, str]]:
    """Codes of what the recording itself lacks: pictures over a time, pictures that are broken, times."""
    gaps = find_gaps(analysis.tracks.time_s)
    pairs = [(f"gap:{start_s:.1f}:{end_s:.1f}", "no_pictures") for start_s, end_s in gaps]
    if len(gaps) > MOST_GAPS:
        pairs = [(f"gaps:{len(gaps)}:{sum(end_s - start_s for start_s, end_s in gaps):.1f}", "no_pictures")]
    if analysis.info.frames_unreadable:
        pairs.append(("frames", "unreadable"))
    if not analysis.info.timed:
        pairs.append(("lengths", "untimed"))
    return pairs


def _round_value(value: float | str | None) -> float | str | None:
    return value if isinstance(value, str) else _round(value)


def _round(value: float | None) -> float | None:
    """Shorten a number for the file; NaN and infinity, which JSON does not know, become ``None``."""
    return None if value is None or not math.isfinite(value) else round(float(value), _DIGITS)
