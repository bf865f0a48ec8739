"""The few numbers of a session that lists and charts need, taken from its review once, when it is kept.

Nothing here judges anew: a share or score is the one that the check of the protocol gave, averaged over the time it
was seen. What was not judged stays ``None`` and is left out of every average.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from pydantic import BaseModel, ConfigDict

from coach.formats import PartModel, ReviewFile, ReviewSegment, ReviewStep, TimelineModel
from coach.motion.body_shape import BACK, REGIONS
from coach.motion.regions import BodyRegion

RIBBON_PARTS = 60
"""Pieces of the small picture of a session's techniques."""
HEAT_ROWS, HEAT_COLUMNS = 10, 6
"""Cells of the small heat map: from the upper end of the region to the lower one, the receiver's left to right."""
HEAT_HALF_WIDTH = 0.35
"""Half the width of the heat map in lengths of the back (shoulders are about 0.7 back lengths apart)."""
WORK = ("stroking", "rubbing", "kneading", "tapping")


class TechniqueSummary(BaseModel):
    """One technique in one session; shares and scores are 0 to 1, ``None`` where nothing was judged."""

    model_config = ConfigDict(frozen=True)

    seconds: float
    score: float | None = None
    pace: float | None = None
    rhythm: float | None = None
    direction: float | None = None
    evenness: float | None = None
    pace_per_min: float | None = None


class SessionSummary(BaseModel):
    """What a list or a chart shows of a session.

    Attributes
    ----------
    ribbon : list of str
        The technique that filled most of each of ``RIBBON_PARTS`` equal parts of the session.
    heat : list of list of int
        Share of time per cell of the region in thousandths, rows from its upper end down; empty where it is not known
        where that lies.
    region : str
        The part of the body that was massaged (:data:`coach.motion.body_shape.REGIONS`).
    """

    model_config = ConfigDict(frozen=True)

    score: float | None = None
    seen: float = 0.0
    techniques: dict[str, TechniqueSummary] = {}
    ribbon: list[str] = []
    heat: list[list[int]] = []
    findings: int = 0
    region: str = BACK.id


def summarise(review: ReviewFile, asked: Mapping[str, str] | None = None) -> SessionSummary:
    """Condense a review.

    Parameters
    ----------
    review : ReviewFile
    asked : mapping, optional
        Step id to the technique the protocol asks there; a step that is not in it counts for the technique that filled
        most of its time.
    """
    region = REGIONS.get("back" if review.back is None else review.back.region, BACK)
    steps: dict[str, list[ReviewStep]] = defaultdict(list)
    for step in review.steps:
        technique = (asked or {}).get(step.id) or _main_technique(review.segments, step)
        if technique is not None:
            steps[technique].append(step)
    techniques = {}
    for name in WORK:
        segments = [segment for segment in review.segments if segment.technique == name]
        if segments or steps[name]:
            techniques[name] = _summarise_technique(segments, steps[name])
    return SessionSummary(
        score=_mean((0.0 if step.status == "missed" else step.score, 1.0) for step in review.steps),
        seen=review.coverage.one_hand,
        techniques=techniques,
        ribbon=_ribbon(review.segments, review.video.duration_s),
        heat=_heat(review.timeline, region),
        findings=sum(finding.severity in ("danger", "warning") for finding in review.findings),
        region=region.id,
    )


def find_half_width(region: BodyRegion) -> float:
    """Half the width of the heat map of a region, as much of its breadth as the back's has."""
    broadest, of_back = (max(u for u, _ in one.right_half) for one in (region, BACK))
    return HEAT_HALF_WIDTH * broadest / of_back


def _summarise_technique(segments: list[ReviewSegment], steps: list[ReviewStep]) -> TechniqueSummary:
    parts: dict[str, list[tuple[float | None, float]]] = defaultdict(list)
    for step in steps:
        for part in step.parts:
            parts[part.name].append((part.score, _length(step) * _seen(part)))
    seconds = [(segment, segment.end_s - segment.start_s) for segment in segments]
    balance = _mean((None if s.side_balance is None else 1.0 - abs(s.side_balance), weight) for s, weight in seconds)
    return TechniqueSummary(
        seconds=sum(weight for _, weight in seconds),
        score=_mean((step.score, _length(step)) for step in steps),
        pace=_mean(parts["pace"]),
        rhythm=_first(_mean((s.regularity, weight) for s, weight in seconds), _mean(parts["rhythm"])),
        direction=_mean(parts["direction"]),
        evenness=balance,
        pace_per_min=_mean((s.pace_per_min, weight) for s, weight in seconds),
    )


def _main_technique(segments: Iterable[ReviewSegment], step: ReviewStep) -> str | None:
    if step.start_s is None or step.end_s is None:
        return None
    time: dict[str, float] = defaultdict(float)
    for segment in segments:
        if segment.technique in WORK:
            time[segment.technique] += max(0.0, min(segment.end_s, step.end_s) - max(segment.start_s, step.start_s))
    best = max(time, key=lambda name: time[name], default=None)
    return best if best is not None and time[best] > 0 else None


def _ribbon(segments: list[ReviewSegment], duration_s: float) -> list[str]:
    """Name of the verdict in the middle of each equal part; parts are short, so the middle stands for the whole."""
    if duration_s <= 0 or not segments:
        return []
    middles = (np.arange(RIBBON_PARTS) + 0.5) * duration_s / RIBBON_PARTS
    starts = [segment.start_s for segment in segments]
    index = np.clip(np.searchsorted(starts, middles, side="right") - 1, 0, len(segments) - 1)
    return [segments[i].technique for i in index]


def _heat(timeline: TimelineModel | None, region: BodyRegion) -> list[list[int]]:
    if timeline is None or not timeline.back_u:
        return []
    u = np.array(timeline.back_u, dtype=np.float64).ravel()
    v = np.array(timeline.back_v, dtype=np.float64).ravel()
    known = np.isfinite(u) & np.isfinite(v)
    if not known.any():
        return []
    half = find_half_width(region)
    edges = [[region.top, region.bottom], [-half, half]]
    counts, _, _ = np.histogram2d(v[known], u[known], bins=(HEAT_ROWS, HEAT_COLUMNS), range=edges)
    shares = np.rint(1000 * counts / known.sum()).astype(int)
    return [[int(cell) for cell in row] for row in shares]


def _length(step: ReviewStep) -> float:
    return 0.0 if step.start_s is None or step.end_s is None else step.end_s - step.start_s


def _seen(part: PartModel) -> float:
    return 1.0 if part.seen_share is None else part.seen_share


def _first(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)


def _mean(pairs: Iterable[tuple[float | None, float]]) -> float | None:
    """Weighted mean of what was judged; ``None`` when nothing was."""
    known = [(value, weight) for value, weight in pairs if value is not None]
    total = sum(weight for _, weight in known)
    if not known or total <= 0:
        return None
    return sum(value * weight for value, weight in known) / total
