"""Examples: the features of simulated sessions with the technique that was done at each tick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coach.formats import Truth
from coach.hands.collect import TrackCollector
from coach.hands.identity import IdentityTracker
from coach.motion.kinematics import compute_signals
from coach.motion.rhythm import detect_rhythm, make_ticks
from coach.records import TECHNIQUES, FloatArray, HandTracks
from coach.simulate import SegmentSpec, SimulatedClip, random_session, simulate_session
from coach.technique.features import Features, compute_features

BORDER_S = 0.5
"""Ticks this near to a change of technique teach nothing: their windows see both."""

UNKNOWN = -1

FAULT_TURNS = ("realistic", "harsh")
"""Every other session is seen badly, or the model would trust fingertips that a real camera guesses."""

FAST_RUBS_EVERY = 3
"""Every third session is of fast rubbing only, mostly with hands that touch: drawn at random it is rare, and a model
that never saw it takes any fast movement for tapping."""

FAST_RUBS = ("close", "palm_to_palm", "")
FAST_RUBS_PER_MIN = (90.0, 240.0)


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

    def thinned(self, every: int) -> Examples:
        """Keep every so-manieth tick."""
        return Examples(self.values[::every], self.label[::every], self.session[::every])


def track_clip(clip: SimulatedClip) -> HandTracks:
    """Track a simulated clip's detections as those of a real recording are tracked."""
    identity, collector = IdentityTracker(clip.aspect), TrackCollector(clip.aspect)
    for time_s, detections, flow in zip(clip.time_s, clip.detections, clip.flow, strict=True):
        collector.append(replace(identity.update(float(time_s), detections), flow=flow))
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


def simulate_example(seed: int) -> SimulatedClip:
    """Simulate the session of a seed."""
    faults = FAULT_TURNS[seed % len(FAULT_TURNS)]
    if seed % FAST_RUBS_EVERY:
        return random_session(seed, faults=faults)
    rng = np.random.default_rng([17, seed])
    rubs = [
        SegmentSpec("rubbing", str(rng.choice(FAST_RUBS)), 12.0, pace_per_min=float(rng.uniform(*FAST_RUBS_PER_MIN)))
        for _ in range(3)
    ]
    return simulate_session(rubs, seed, faults=faults)


def make_examples(seeds: range, on_progress: Callable[[float], None] | None = None) -> Examples:
    """Simulate sessions and compute their examples; the same seeds give the same examples."""
    values, labels, sessions = [], [], []
    for done, seed in enumerate(seeds):
        clip = simulate_example(seed)
        features = compute_tracks_features(track_clip(clip))
        label = label_ticks(clip.truth, features.time_s)
        use = (label != UNKNOWN) & np.isfinite(features.values).all(axis=1)
        values.append(features.values[use].astype(np.float32))
        labels.append(label[use])
        sessions.append(np.full(int(use.sum()), seed))
        if on_progress is not None:
            on_progress((done + 1) / len(seeds))
    return Examples(np.concatenate(values).astype(np.float64), np.concatenate(labels), np.concatenate(sessions))
