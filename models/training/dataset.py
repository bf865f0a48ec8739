"""Examples: the features of simulated and rendered recordings with the technique that was done at each tick."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from coach.formats import Truth
from coach.hands.collect import TrackCollector
from coach.hands.identity import IdentityTracker
from coach.learning.examples import Examples, compute_tracks_features, find_usable, join_examples, label_ticks
from coach.records import HandTracks
from models.training.augment import is_possible, vary
from models.training.rendered import KeptClip
from sample_videos.simulate import SegmentSpec, SimulatedClip, random_session, simulate_session

FAULT_TURNS = ("realistic", "harsh")
"""Every other session is seen badly, or the model would trust fingertips that a real camera guesses."""

FAST_RUBS_EVERY = 3
"""Every third session is of fast rubbing only, mostly with hands that touch: drawn at random it is rare, and a model
that never saw it takes any fast movement for tapping."""

FAST_RUBS = ("close", "palm_to_palm", "")
FAST_RUBS_PER_MIN = (90.0, 240.0)


VARIANTS = 6
"""How often each rendered clip is learnt from: once as it is, else varied (see :mod:`.augment`)."""

SIMULATED_WEIGHT = 0.3
"""Weight of all simulated examples to that of all rendered ones. Real pictures of rendered hands are nearer to what is
wanted; simulated hands bring ways of working and kinds of idling that are not rendered."""


def track_clip(clip: SimulatedClip) -> HandTracks:
    """Track a simulated clip's detections as those of a real recording are tracked."""
    identity, collector = IdentityTracker(clip.aspect), TrackCollector(clip.aspect)
    for time_s, detections, flow in zip(clip.time_s, clip.detections, clip.flow, strict=True):
        collector.append(replace(identity.update(float(time_s), detections), flow=flow))
    return collector.tracks()


def list_known(truth: Truth) -> Iterator[tuple[float, float, str]]:
    """List what is known to be done, and can be done at its pace: start, end and technique."""
    for segment in truth.segments:
        if not segment.transition and is_possible(segment.technique, segment.pace_per_min):
            yield segment.start_s, segment.end_s, segment.technique


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


def make_simulated_examples(seeds: range, every: int, on_progress: Callable[[float], None] | None = None) -> Examples:
    """Simulate sessions and compute the examples of every so-manieth tick; the same seeds give the same examples.

    Every other session has no optical flow, as recordings of landmarks alone have none.
    """
    parts = []
    for done, seed in enumerate(seeds):
        clip = simulate_example(seed)
        tracks = track_clip(clip)
        if seed // 2 % 2:
            tracks = replace(tracks, flow=None)
        parts.append(_examples_of(tracks, clip.truth, seed, every))
        if on_progress is not None:
            on_progress((done + 1) / len(seeds))
    return join_examples(parts)


def make_rendered_examples(
    clips: Sequence[KeptClip], variants: int = VARIANTS, on_progress: Callable[[float], None] | None = None
) -> Examples:
    """Compute the examples of rendered clips, each as it is and ``variants - 1`` times varied.

    The number of a recording is its place among the clips.
    """
    parts = []
    for place, clip in enumerate(clips):
        rng = np.random.default_rng([5, place])
        for variant in range(variants):
            tracks, truth = vary(clip.tracks, clip.truth, rng) if variant else (clip.tracks, clip.truth)
            parts.append(_examples_of(tracks, truth, place))
        if on_progress is not None:
            on_progress((place + 1) / len(clips))
    return join_examples(parts)


def _examples_of(tracks: HandTracks, truth: Truth, recording: int, every: int = 1) -> Examples:
    features = compute_tracks_features(tracks)
    label = label_ticks(list_known(truth), features.time_s)
    use = find_usable(features, label)[::every]
    # The model is made of numbers as exact as they are kept, so that they split alike everywhere.
    values = features.values[use].astype(np.float32).astype(np.float64)
    return Examples(values, label[use], np.full(len(use), recording), np.ones(len(use)))
