"""From what is kept of a recording to a performance: the palms' paths that two are aligned by, the protocol."""

from __future__ import annotations

import numpy as np

from coach.compare.records import PalmPath, Performance
from coach.errors import CoachError
from coach.formats import ReviewFile
from coach.motion.back_path import compute_back_path
from coach.motion.kinematics import compute_signals
from coach.motion.salience import CHANNEL_NOISE
from coach.motion.steady import find_back_intervals
from coach.protocol.library import load_protocol
from coach.protocol.schema import Protocol
from coach.records import FloatArray, HandTracks
from coach.tracks_file import Recorded

FEWEST_FRAMES = 3
"""A recording with fewer pictures has no movement."""


def make_path(recorded: Recorded) -> PalmPath | None:
    """Return the palms' paths of a recording; ``None`` where it has too few pictures."""
    tracks = recorded.tracks
    if len(tracks.time_s) < FEWEST_FRAMES:
        return None
    signals = compute_signals(tracks)
    intervals = find_back_intervals(recorded.back, tracks.time_s, tracks.scenes)
    path = compute_back_path(signals, tracks.aspect, recorded.back, intervals)
    place = path.uv if path.knows_place else path.place
    noise = CHANNEL_NOISE["path"] / (path.sizes_per_back if path.knows_place else 1.0)
    shape = np.concatenate(
        [
            path.tips / CHANNEL_NOISE["tips"],
            signals.grasp[..., None] / CHANNEL_NOISE["grasp"],
            signals.log_palm[..., None] / CHANNEL_NOISE["log_size"],
        ],
        axis=-1,
    )
    order = [1, 0] if _is_swapped(place, tracks) else [0, 1]
    return PalmPath(signals.time_s, place[:, order], path.knows_place, noise, shape[:, order])


def _is_swapped(place: FloatArray, tracks: HandTracks) -> bool:
    """Whether the right hand stands first: which slot a hand has differs from one recording to the next."""
    swapped = tracks.sides[0] == "right" or tracks.sides[1] == "left"
    if tracks.sides == (None, None):
        known = np.isfinite(place[:, :, 0])
        across = [float(np.mean(place[known[:, slot], slot, 0])) if known[:, slot].any() else 0.0 for slot in (0, 1)]
        swapped = across[0] > across[1]
    return swapped


def make_performance(name: str, review: ReviewFile, recorded: Recorded | None = None) -> Performance:
    """Return a performance from what is kept of it.

    Parameters
    ----------
    name : str
        What it is called in sentences.
    review : ReviewFile
    recorded : Recorded, optional
        Its movements.
    """
    path = None if recorded is None else make_path(recorded)
    return Performance(name, review, path, _find_protocol(review))


def _find_protocol(review: ReviewFile) -> Protocol | None:
    """Return the protocol that a review was held against; ``None`` when it is not there any more."""
    if review.protocol is None:
        return None
    try:
        return load_protocol(review.protocol.id)
    except CoachError:
        return None
