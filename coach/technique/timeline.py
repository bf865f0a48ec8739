"""Everything measured about a recording on one grid of ticks, and the segments that it falls into."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.motion.direction import describe_direction
from coach.motion.kinematics import SIGNAL_HZ, Signals, compute_signals
from coach.motion.rhythm import TICK_S, Rhythm, detect_rhythm, make_ticks
from coach.motion.smoothing import runs_of
from coach.records import N_HANDS, TECHNIQUES, Back, FloatArray, HandTracks, Segment, Timeline, Verdict
from coach.technique.features import compute_features
from coach.technique.labels import classify_techniques
from coach.technique.segments import decode_verdicts

PACE_SHARE = 0.5
"""A stretch's pace is judged when a rhythm was found in this share of it."""

SAME_RHYTHM = 1.35
"""Ticks whose rate is farther than this factor from the stretch's median are slips and do not count into its pace."""

LEAST_CYCLES = 1.5
"""Fewer cycles than this are no pace."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A timeline with the signals and the rhythm that it was made from."""

    timeline: Timeline
    signals: Signals
    rhythm: Rhythm


def measure(tracks: HandTracks, back: Back | None = None) -> Measured:
    """Measure a recording, or the newest part of one; at least two frames are needed."""
    signals = compute_signals(tracks)
    ticks = make_ticks(signals)
    rhythm = detect_rhythm(signals, ticks)
    features = compute_features(signals, rhythm)
    scores = classify_techniques(features)
    verdict = decode_verdicts(scores)
    at = np.minimum(np.round((ticks - signals.time_s[0]) * SIGNAL_HZ).astype(int), len(signals) - 1)
    working = ~np.isin(verdict, ("none", "unseen"))
    timeline = Timeline(
        time_s=ticks,
        scores=scores,
        verdict=verdict,
        hand_seen=features.seen,
        pace_per_min=np.where(working, 60.0 * rhythm.rate_hz, np.nan),
        regularity=rhythm.salience,
        palm=signals.place[at] / np.array([tracks.aspect, 1.0]),
        speed=features.column("speed_1.6s"),
        speed_cm_s=np.full(len(ticks), np.nan),
        back_uv=np.full((len(ticks), N_HANDS, 2), np.nan),
    )
    return Measured(timeline, signals, rhythm)


def find_segments(measured: Measured, duration_s: float, back: Back | None = None) -> tuple[Segment, ...]:
    """Cut a recording into stretches of one verdict, without holes or overlap, from 0 to its end."""
    timeline = measured.timeline
    runs = runs_of(timeline.verdict)
    borders = [0.0, *(float(timeline.time_s[start]) - TICK_S / 2 for start, _ in runs[1:]), duration_s]
    return tuple(_describe(measured, slice(*run), borders[i], borders[i + 1], back) for i, run in enumerate(runs))


def _describe(measured: Measured, ticks: slice, start_s: float, end_s: float, back: Back | None) -> Segment:
    timeline, signals = measured.timeline, measured.signals
    technique: Verdict = timeline.verdict[ticks.start]
    seen_share = float((timeline.hand_seen[ticks].max(axis=1)).mean())
    if technique == "unseen":
        return Segment(start_s, end_s, technique, 1.0, seen_share=seen_share)
    scores = timeline.scores[ticks, TECHNIQUES.index(technique)]
    confidence = float(np.nanmean(scores)) if np.isfinite(scores).any() else 0.0
    if technique == "none":
        return Segment(start_s, end_s, technique, confidence, seen_share=seen_share)
    pace, cycles = compute_pace(timeline.pace_per_min[ticks], end_s - start_s)
    inside = (signals.time_s >= start_s) & (signals.time_s < end_s)
    place = signals.place[inside] / signals.size[inside][..., None]
    direction = describe_direction(
        signals.path[inside],
        np.linalg.norm(place[:, 0] - place[:, 1], axis=-1),
        pace / 60.0 if pace else None,
        None,
    )
    regularity = timeline.regularity[ticks]
    return Segment(
        start_s,
        end_s,
        technique,
        confidence,
        pace_per_min=pace,
        cycles=cycles,
        regularity=float(np.nanmean(regularity)) if np.isfinite(regularity).any() else None,
        axis=direction.axis,
        angle_rad=direction.angle_rad,
        sense=direction.sense,
        drift=direction.drift,
        hands=direction.hands,
        seen_share=seen_share,
    )


def compute_pace(pace_per_min: FloatArray, duration_s: float) -> tuple[float | None, int | None]:
    """Pace of a stretch and its whole cycles from the pace at its ticks (NaN: no rhythm).

    Returns ``(None, None)`` when a rhythm was found in too little of it.
    """
    known = pace_per_min[np.isfinite(pace_per_min)]
    if len(known) < PACE_SHARE * len(pace_per_min) or len(known) == 0:
        return None, None
    median = float(np.median(known))
    near = known[(known < median * SAME_RHYTHM) & (known > median / SAME_RHYTHM)]
    pace = float(near.mean())
    cycles = pace / 60.0 * duration_s * len(known) / len(pace_per_min)
    if cycles < LEAST_CYCLES:
        return None, None
    return pace, round(cycles)
