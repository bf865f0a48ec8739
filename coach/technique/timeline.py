"""Everything measured about a recording on one grid of ticks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.motion.back_path import BackPath, compute_back_path
from coach.motion.kinematics import SIGNAL_HZ, Signals, compute_signals
from coach.motion.rhythm import TICK_S, Rhythm, detect_rhythm, make_ticks
from coach.motion.speed import compute_work_speed
from coach.motion.steady import find_back_intervals, find_cuts
from coach.motion.working_point import place_hands
from coach.records import Back, FloatArray, HandTracks, Timeline
from coach.technique.features import compute_features
from coach.technique.labels import classify_techniques
from coach.technique.segments import decode_verdicts

SPEED_S = 1.6
"""Window over which a tick's speed is averaged."""


CUT_S = 1.5
"""So near to a cut no pace is told: the jump between the pictures would count as a movement."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A timeline with the signals, the rhythm and the paths over the back that it was made from.

    ``near_cut``, shape (m,): ticks so near to a cut that no pace is told of them.
    """

    timeline: Timeline
    signals: Signals
    rhythm: Rhythm
    back_path: BackPath
    near_cut: NDArray[np.bool_]


def measure(tracks: HandTracks, back: Back | None = None) -> Measured:
    """Measure a recording, or the newest part of one; at least one frame is needed."""
    signals = compute_signals(tracks)
    ticks = make_ticks(signals)
    rhythm = detect_rhythm(signals, ticks)
    features = compute_features(signals, rhythm)
    scores = classify_techniques(features)
    verdict = decode_verdicts(scores)
    intervals = find_back_intervals(back, tracks.time_s, tracks.scenes)
    rate_hz = rhythm.rate_hz[np.searchsorted(ticks[:-1] + TICK_S / 2, signals.time_s)]
    back_path = compute_back_path(signals, tracks.aspect, back, intervals, rate_hz)
    at = np.minimum(np.round((ticks - signals.time_s[0]) * SIGNAL_HZ).astype(int), len(signals) - 1)
    near_cut = np.asarray((np.abs(ticks[:, None] - find_cuts(tracks)) < CUT_S).any(axis=1))
    palms = signals.place[at] / np.array([tracks.aspect, 1.0])
    timeline = Timeline(
        time_s=ticks,
        scores=scores,
        verdict=verdict,
        hand_seen=features.seen,
        pace_per_min=np.where(np.isin(verdict, ("none", "unseen")) | near_cut, np.nan, 60.0 * rhythm.rate_hz),
        regularity=rhythm.salience,
        palm=palms,
        speed=features.column("speed_1.6s"),
        speed_cm_s=_around(back_path.speed_cm_s, at),
        palm_uv=back_path.uv[at],
        back_uv=place_hands(tracks, ticks, palms, back_path.uv[at], intervals),
    )
    return Measured(timeline, signals, rhythm, back_path, near_cut)


def _around(values: FloatArray, at: FloatArray) -> FloatArray:
    """Mean of (k, 2) over the window around each sample and the hands that work; NaN where nothing is known."""
    half = round(SPEED_S * SIGNAL_HZ / 2)
    return np.array([compute_work_speed(values[max(0, i - half) : i + half + 1]) for i in at], dtype=np.float64)
