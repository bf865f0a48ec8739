"""Where a hand touches the back: not its palm centre, but the part that the technique works with.

Somebody who stands beside the table and rubs with the finger pads on both sides of the spine has both palms on their
own side. The way from the palm centre to the working part is taken from the hand's landmarks, as a camera on a stand
would have seen them, and laid onto the palm's place in back coordinates.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from coach.motion.back_path import locate_on_back
from coach.motion.kinematics import compute_palm_centres
from coach.motion.steady import span_backs, steady_tracks
from coach.protocol.schema import Step
from coach.protocol.vocabulary import Way
from coach.records import FINGERTIPS, Analysis, FloatArray

THUMB_TIP = 4
PADS = FINGERTIPS[1:]

MIDDLE_OF_HAND = 0.4
"""Way from palm centre to fingertips at which a flat hand's middle lies."""


def compute_contact(analysis: Analysis, step: Step) -> FloatArray:
    """Return where both hands touch the back at every tick.

    Returns
    -------
    array, shape (ticks, 2, 2)
        Back coordinates; the palm centre where the fingers were not seen, NaN where the hand was not.
    """
    timeline, palms = analysis.timeline, analysis.timeline.back_uv
    if analysis.back is None or len(analysis.tracks.time_s) == 0:
        return palms
    tracks = steady_tracks(analysis.tracks)
    spans = span_backs(analysis.back, analysis.tracks.time_s, analysis.tracks.scenes)
    frames = np.clip(np.searchsorted(tracks.time_s, timeline.time_s), 0, len(tracks.time_s) - 1)
    landmarks = tracks.landmarks[frames]
    tips, share = _working_part(step)
    way = landmarks[:, :, tips].mean(axis=2) - compute_palm_centres(landmarks)
    ends = np.stack([timeline.palm, timeline.palm + share * way], axis=1)
    located = locate_on_back(ends, timeline.time_s, tracks.aspect, spans)
    moved = located[:, 1] - located[:, 0]
    contact: FloatArray = palms + np.where(np.isfinite(moved), moved, 0.0)
    return contact


def is_part_known(step: Step) -> bool:
    """Whether the step says with which part of the hand to work; finger pads and heel are a hand apart."""
    return len({_point_of(step, way) for way in step.ways}) < 2


def _working_part(step: Step) -> tuple[list[int], float]:
    """Landmarks of the part, and how far towards them from the palm centre it lies."""
    points = {_point_of(step, way) for way in step.ways}
    point = points.pop() if len(points) == 1 else "middle"
    if point == "thumb":
        return [THUMB_TIP], 1.0
    return list(PADS), 1.0 if point == "pads" else MIDDLE_OF_HAND


def _point_of(step: Step, way: Way) -> Literal["thumb", "pads", "heel", "forearm", "middle"]:
    if way.part in ("thumb", "heel", "forearm"):
        return way.part
    return "pads" if way.part == "pads" and step.technique == "rubbing" else "middle"
