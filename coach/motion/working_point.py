"""Where hands work on the back: not at their palms' centres, but with the part that the technique leads over the skin.

The one rule for findings, heat map, marked places, segments, the live picture and the report. Somebody who stands
beside the table and rubs with the finger pads on both sides of the spine has both palms on their own side, and hands
that lie on the middle back may work on the lower one. The way from the palm centre to the working part is taken from
the hand's landmarks, as a camera on a stand would have seen them, and laid onto the palm's place in back coordinates.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coach.motion.back_path import locate_on_back
from coach.motion.hand_points import LANDMARKS, MIDDLE_OF_HAND, Point
from coach.motion.kinematics import compute_palm_centres
from coach.motion.steady import BackInterval, find_back_intervals, steady_tracks
from coach.records import Analysis, FloatArray, HandTracks


def place_hands(
    tracks: HandTracks,
    time_s: FloatArray,
    palms: FloatArray,
    palm_uv: FloatArray,
    intervals: Sequence[BackInterval],
    point: Point = "middle",
) -> FloatArray:
    """Find where hands work at some times.

    Parameters
    ----------
    tracks : HandTracks
    time_s : array, shape (k,)
    palms, palm_uv : array, shape (k, 2, 2)
        Palm centres at these times: in picture coordinates as :func:`steady_tracks` gives them, and on the back.
    intervals : sequence of BackInterval
        Where the back lies from when to when.

    Returns
    -------
    array, shape (k, 2, 2)
        Back coordinates; the palm centre where the fingers were not seen, NaN where the hand or the back was not.
    """
    if point == "palm" or len(tracks.time_s) == 0 or not np.isfinite(palm_uv).any():
        return palm_uv
    steady = steady_tracks(tracks)
    landmarks = steady.landmarks[np.clip(np.searchsorted(steady.time_s, time_s), 0, len(steady.time_s) - 1)]
    share = MIDDLE_OF_HAND if point == "middle" else 1.0
    way = share * (landmarks[:, :, list(LANDMARKS[point])].mean(axis=2) - compute_palm_centres(landmarks))
    located = locate_on_back(np.stack([palms, palms + way], axis=1), time_s, steady.aspect, intervals)
    moved = located[:, 1] - located[:, 0]
    places: FloatArray = palm_uv + np.where(np.isfinite(moved), moved, 0.0)
    return places


def locate_work(analysis: Analysis, point: Point) -> FloatArray:
    """Find where hands that work with one point lie at every tick; back coordinates, shape (ticks, 2, 2)."""
    timeline, tracks = analysis.timeline, analysis.tracks
    if analysis.back is None:
        return timeline.palm_uv
    intervals = find_back_intervals(analysis.back, tracks.time_s, tracks.scenes)
    return place_hands(tracks, timeline.time_s, timeline.palm, timeline.palm_uv, intervals, point)
