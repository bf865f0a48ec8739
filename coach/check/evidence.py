"""What the ticks themselves say: which techniques a stretch may also be, and where the movement is interrupted.

A verdict names the most likely technique of a stretch. Where a blow seen at a slant looks much like a short rub, the
scores say so, and what the protocol asks at that point may decide; where the scores are sure, it may not.
"""

from __future__ import annotations

import numpy as np

from coach.motion.smoothing import running_mean, runs_of
from coach.records import TECHNIQUES, FloatArray, Segment, Timeline
from coach.technique.stops import LOST_RHYTHM

LEAST_SCORE = 0.001
"""Scores below it are none at all."""

SURE_RATIO = 100.0
"""A technique this many times less likely than the verdict is out of the question."""

BREAK_S = 0.6
"""An interruption counts by its mean over this time: single ticks are slips."""

UNSURE = 0.6
"""A verdict whose smoothed score lies below it is not sure."""

UNSURE_S = 3.0
"""Shortest time of unsureness that is a stretch of its own, and the time over which scores are smoothed."""

KNOWN_SCORES = 0.5
"""Scores of a tick sum to 1 where anything was seen."""

Doubts = dict[str, float]


def compute_doubts(timeline: Timeline, start_s: float, end_s: float, verdict: str) -> Doubts:
    """Return what the scores between two times say against each technique that is not the verdict.

    Returns
    -------
    dict of str to float
        0 (as likely as the verdict) to below 1; techniques that are out of the question are left out.
    """
    inside = (timeline.time_s >= start_s) & (timeline.time_s < end_s)
    scores = timeline.scores[inside]
    known = scores[np.nan_to_num(scores).sum(axis=1) > KNOWN_SCORES]
    if len(known) == 0 or verdict not in TECHNIQUES:
        return {}
    usual = np.maximum(np.median(known, axis=0), LEAST_SCORE)
    against = np.log(usual[TECHNIQUES.index(verdict)] / usual) / np.log(SURE_RATIO)
    return {
        name: max(0.0, float(value))
        for name, value in zip(TECHNIQUES, against, strict=True)
        if value < 1.0 and name != verdict
    }


def find_unsure(timeline: Timeline, segment: Segment) -> list[float]:
    """Return the times inside a segment at which its technique becomes unsure or sure again, in order."""
    inside = np.flatnonzero((timeline.time_s >= segment.start_s) & (timeline.time_s < segment.end_s))
    if len(inside) < 2:
        return []
    time_s = timeline.time_s[inside]
    least = max(1, round(UNSURE_S / float(np.median(np.diff(time_s)))))
    scores = _scores_of(timeline, segment.technique)[inside]
    smooth = running_mean(np.where(np.isfinite(scores), scores, 1.0), least)
    runs = [(start, end) for start, end in runs_of(smooth < UNSURE) if smooth[start] < UNSURE and end - start >= least]
    edges = sorted({edge for run in runs for edge in run} - {0, len(inside)})
    return [float(time_s[edge]) for edge in edges]


def compute_breaks(timeline: Timeline) -> FloatArray:
    """Return how plainly the movement is interrupted at every tick, 0 to 1: no rhythm, and no sure technique.

    Shape (ticks,).
    """
    own = np.full(len(timeline.time_s), np.nan)
    for technique in TECHNIQUES:
        named = timeline.verdict == technique
        own[named] = _scores_of(timeline, technique)[named]
    lost = np.nan_to_num(timeline.regularity, nan=1.0) < LOST_RHYTHM
    at_tick = np.where(np.isfinite(own) & lost, 1.0 - own, 0.0)
    tick_s = float(np.median(np.diff(timeline.time_s))) if len(timeline.time_s) > 1 else BREAK_S
    breaks: FloatArray = running_mean(at_tick, max(1, round(BREAK_S / tick_s)))
    return breaks


def _scores_of(timeline: Timeline, technique: str) -> FloatArray:
    """Scores of one technique at every tick; NaN where nothing was seen."""
    known = np.nan_to_num(timeline.scores).sum(axis=1) > KNOWN_SCORES
    scores: FloatArray = np.where(known, timeline.scores[:, TECHNIQUES.index(technique)], np.nan)
    return scores
