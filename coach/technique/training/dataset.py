"""Examples: the features of simulated sessions with the technique that was done at each tick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.formats import Truth
from coach.hands.collect import TrackCollector
from coach.hands.identity import IdentityTracker
from coach.motion.kinematics import compute_signals
from coach.motion.rhythm import detect_rhythm, make_ticks
from coach.records import TECHNIQUES, FloatArray, HandTracks
from coach.simulate import SimulatedClip, random_session
from coach.technique.features import Features, compute_features

BORDER_S = 0.5
"""Ticks this near to a change of technique teach nothing: their windows see both."""

UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Examples:
    """Features and labels of many sessions.

    Attributes
    ----------
    values : array, shape (m, f)
    label : int array, shape (m,)
        Index into ``TECHNIQUES``.
    session : int array, shape (m,)
        Seed of the session: sessions, not ticks, are what is split.
    """

    values: FloatArray
    label: NDArray[np.int64]
    session: NDArray[np.int64]


def track_clip(clip: SimulatedClip) -> HandTracks:
    """Track a simulated clip's detections as those of a real recording are tracked."""
    identity, collector = IdentityTracker(clip.aspect), TrackCollector(clip.aspect)
    for time_s, detections in zip(clip.time_s, clip.detections, strict=True):
        collector.append(identity.update(float(time_s), detections))
    return collector.tracks()


def compute_tracks_features(tracks: HandTracks) -> Features:
    """Compute the features of tracks at their ticks."""
    signals = compute_signals(tracks)
    return compute_features(signals, detect_rhythm(signals, make_ticks(signals)))


def label_ticks(truth: Truth, time_s: FloatArray) -> NDArray[np.int64]:
    """Give each tick the index of its technique, :data:`UNKNOWN` near borders and in transitions."""
    label = np.full(len(time_s), UNKNOWN, dtype=np.int64)
    for segment in truth.segments:
        if segment.technique == "unseen" or segment.transition:
            continue
        inside = (time_s >= segment.start_s + BORDER_S) & (time_s < segment.end_s - BORDER_S)
        label[inside] = TECHNIQUES.index(segment.technique)
    return label


def make_examples(seeds: range, on_progress: Callable[[float], None] | None = None) -> Examples:
    """Simulate sessions and compute their examples; the same seeds give the same examples."""
    values, labels, sessions = [], [], []
    for done, seed in enumerate(seeds):
        clip = random_session(seed)
        features = compute_tracks_features(track_clip(clip))
        label = label_ticks(clip.truth, features.time_s)
        use = (label != UNKNOWN) & np.isfinite(features.values).all(axis=1)
        values.append(features.values[use].astype(np.float32))
        labels.append(label[use])
        sessions.append(np.full(int(use.sum()), seed))
        if on_progress is not None:
            on_progress((done + 1) / len(seeds))
    return Examples(np.concatenate(values).astype(np.float64), np.concatenate(labels), np.concatenate(sessions))
