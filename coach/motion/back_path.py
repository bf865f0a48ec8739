"""The hands' movement in the axes of the back: what direction, place and speed are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.motion.body import BackFrame, make_back_frame
from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.motion.smoothing import JUMP_SPEED, remove_jumps
from coach.motion.speed import compute_speed
from coach.motion.steady import BackSpan, span_backs
from coach.records import Back, FloatArray

FOCAL = 0.85
"""Focal length of usual cameras in lengths of the picture's longer side (61 degrees; telephones 55 to 70)."""

HAND_HEIGHT_CM = 3.0
"""How far the middle of a palm lies above the skin: half a hand's thickness on the flat of it, more on its edge."""


@dataclass(frozen=True, slots=True)
class BackPath:
    """Movement in the axes of the back, or in the picture's own where no back is known.

    Attributes
    ----------
    path, place : array, shape (k, 2, 2)
        In hand sizes: x across (the receiver's right positive), y tailward; ``path`` without jumps.
    tips : array, shape (k, 2, 2)
        From the palm's centre to the fingertips', in the same axes and units.
    uv : array, shape (k, 2, 2)
        Palm centres in back coordinates; NaN where the place is not known.
    speed_cm_s : array, shape (k, 2)
        Speed of each palm over the back; NaN where the scale is not known.
    sizes_per_back : float
        Length of the back in hand sizes.
    cm_per_size : float
        Centimetres of a way of one hand size, the hands lying a little nearer to the camera than the back; NaN where
        the scale is not known.
    """

    path: FloatArray
    place: FloatArray
    tips: FloatArray
    uv: FloatArray
    speed_cm_s: FloatArray
    sizes_per_back: float
    cm_per_size: float
    frame: BackFrame | None

    @property
    def knows_place(self) -> bool:
        """Whether zones and centimetres can be told."""
        return self.frame is not None and self.frame.knows_place

    def to_cm(self, sizes: float) -> float | None:
        """Turn a length in hand sizes into centimetres; ``None`` where the scale is not known."""
        if self.frame is None or not self.frame.knows_place:
            return None
        return sizes * self.cm_per_size


def compute_back_path(
    signals: Signals,
    aspect: float,
    back: Back | None,
    spans: Sequence[BackSpan] | None = None,
    rate_hz: FloatArray | None = None,
) -> BackPath:
    """Turn palm paths into the axes of the back.

    Parameters
    ----------
    signals : Signals
    aspect : float
        Picture width divided by height.
    back : Back or None
    spans : sequence of BackSpan, optional
        Where the back lies from when to when, if the camera moved; by default ``back`` holds throughout.
    rate_hz : array, shape (k,), optional
        Cycles a second around each sample, NaN unknown: how much the speeds are smoothed.
    """
    unknown = np.full_like(signals.place, np.nan)
    if back is None:
        place = signals.place / signals.size[..., None]
        return BackPath(signals.path, place, signals.tips, unknown, unknown[..., 0], np.nan, np.nan, None)
    spans = span_backs(back, signals.time_s, None) if spans is None else spans
    uv = locate_on_back(signals.place / np.array([aspect, 1.0]), signals.time_s, aspect, spans)
    scale = _compare_sizes(signals, aspect, spans)
    frame = make_back_frame(back, aspect)
    ends = np.stack([signals.place, signals.place + signals.tips * signals.size[..., None]], axis=1)
    located = locate_on_back(ends / np.array([aspect, 1.0]), signals.time_s, aspect, spans) * scale
    place, tips = located[:, 0], located[:, 1] - located[:, 0]
    path = np.stack([remove_jumps(place[:, slot], JUMP_SPEED / SIGNAL_HZ) for slot in range(place.shape[1])], axis=1)
    if not frame.knows_place:
        return BackPath(path, place, tips, unknown, unknown[..., 0], scale, np.nan, frame)
    cm_per_size = frame.length_cm / scale * _compare_depths(back, aspect)
    return BackPath(path, place, tips, uv, cm_per_size * compute_speed(path, rate_hz), scale, cm_per_size, frame)


def locate_on_back(points: FloatArray, time_s: FloatArray, aspect: float, spans: Sequence[BackSpan]) -> FloatArray:
    """Turn points of every time, shape (k, ..., 2), into back coordinates; NaN where no back is set."""
    uv = np.full(points.shape, np.nan)
    for span in spans:
        if span.back is not None:
            inside = (time_s >= span.start_s) & (time_s < span.end_s)
            uv[inside] = make_back_frame(span.back, aspect).to_back(points[inside])
    return uv


def _compare_sizes(signals: Signals, aspect: float, spans: Sequence[BackSpan]) -> float:
    """Length of the back in hand sizes: the same in every scene, so the median over all of them is taken."""
    lengths = np.full(len(signals), np.nan)
    for span in spans:
        if span.back is not None:
            inside = (signals.time_s >= span.start_s) & (signals.time_s < span.end_s)
            lengths[inside] = np.linalg.norm((np.array(span.back.tail) - span.back.neck) * (aspect, 1.0))
    ratios = lengths[:, None] / signals.size
    return float(np.nanmedian(ratios)) if np.isfinite(ratios).any() else 1.0


def _compare_depths(back: Back, aspect: float) -> float:
    """Distance of the hands from the camera over that of the back, as a usual camera must be held to show it so."""
    long = float(np.linalg.norm((np.array(back.tail) - back.neck) * (aspect, 1.0)))
    distance_cm = FOCAL * max(aspect, 1.0) * back.length_cm / long
    return max(0.9, 1.0 - HAND_HEIGHT_CM / distance_cm)
