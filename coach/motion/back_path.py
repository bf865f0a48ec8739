"""The hands' movement in the axes of the back: what direction, place and speed are read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.motion.body import BackFrame, make_back_frame
from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.motion.smoothing import JUMP_SPEED, remove_jumps
from coach.motion.speed import compute_speed
from coach.motion.steady import BackInterval, find_back_intervals
from coach.motion.viewpoint import find_viewpoint
from coach.records import Back, FloatArray

HAND_HEIGHT_CM = 3.0
"""How far the middle of a palm lies above the skin: half a hand's thickness on the flat of it, more on its edge. A
camera sees it where the line of sight through it meets the skin, and it is brought back from there."""


@dataclass(frozen=True, slots=True)
class BackPath:
    """Movement in the axes of the back, or in the picture's own where no back is known.

    Attributes
    ----------
    path, place : array, shape (k, 2, 2)
        In hand sizes: x across (the receiver's right positive), y tailward; ``path`` without jumps.
    tips : array, shape (k, 2, 2)
        From the palm's centre to the fingertips', in the same axes and units.
    thumb : array, shape (k, 2, 2)
        From the palm's centre to the thumb's tip.
    uv : array, shape (k, 2, 2)
        Palm centres in back coordinates; NaN where the place is not known.
    speed_cm_s : array, shape (k, 2)
        Speed of each palm over the back; NaN where the scale is not known.
    sizes_per_back : float
        Length of the back in hand sizes.
    cm_per_size : float
        Centimetres of one hand size; NaN where the scale is not known.
    lean : array, shape (k, 2, 2)
        How far and which way each hand seems to move over the back for each unit that it rises; 0 where only the
        head's direction is known, NaN where no back is.
    """

    path: FloatArray
    place: FloatArray
    tips: FloatArray
    thumb: FloatArray
    uv: FloatArray
    speed_cm_s: FloatArray
    sizes_per_back: float
    cm_per_size: float
    frame: BackFrame | None
    lean: FloatArray

    @property
    def knows_place(self) -> bool:
        """Whether zones and centimetres can be told."""
        return self.frame is not None and self.frame.knows_place

    @property
    def knows_tilt(self) -> bool:
        """Whether the axes allow for the camera's tilt, or are the picture's own, in which there is none."""
        return self.frame is None or self.frame.method == "corners"

    def to_cm(self, sizes: float) -> float | None:
        """Turn a length in hand sizes into centimetres; ``None`` where the scale is not known."""
        if self.frame is None or not self.frame.knows_place:
            return None
        return sizes * self.cm_per_size


def compute_back_path(
    signals: Signals,
    aspect: float,
    back: Back | None,
    intervals: Sequence[BackInterval] | None = None,
    rate_hz: FloatArray | None = None,
) -> BackPath:
    """Turn palm paths into the axes of the back.

    Parameters
    ----------
    signals : Signals
    aspect : float
        Picture width divided by height.
    back : Back or None
    intervals : sequence of BackInterval, optional
        Where the back lies from when to when, if the camera moved; by default ``back`` holds throughout.
    rate_hz : array, shape (k,), optional
        Cycles a second around each sample, NaN unknown: how much the speeds are smoothed.
    """
    unknown = np.full_like(signals.place, np.nan)
    if back is None:
        # One scale for both hands and all times, or their distance would depend on where in the picture they are.
        known = signals.size[np.isfinite(signals.size)]
        place = signals.place / (float(np.median(known)) if len(known) else 1.0)
        return BackPath(
            signals.path, place, signals.tips, signals.thumb, unknown, unknown[..., 0], np.nan, np.nan, None, unknown
        )
    frame = make_back_frame(back, aspect)
    intervals = find_back_intervals(back, signals.time_s, None) if intervals is None else intervals
    uv, ends, lean, sizes = _locate(signals, aspect, intervals)
    # A hand has one size in every scene, and the median over all of them knows it best.
    scale = 1.0 / float(np.nanmedian(sizes)) if np.isfinite(sizes).any() else 1.0
    place, tips, thumb = uv * scale, *((end - uv) * scale for end in ends)
    path = np.stack([remove_jumps(place[:, slot], JUMP_SPEED / SIGNAL_HZ) for slot in range(place.shape[1])], axis=1)
    if not frame.knows_place:
        return BackPath(path, place, tips, thumb, unknown, unknown[..., 0], scale, np.nan, frame, lean)
    cm_per_size = frame.length_cm / scale
    speed = cm_per_size * compute_speed(path, rate_hz)
    return BackPath(path, place, tips, thumb, uv, speed, scale, cm_per_size, frame, lean)


def locate_on_back(
    points: FloatArray, time_s: FloatArray, aspect: float, intervals: Sequence[BackInterval]
) -> FloatArray:
    """Turn points of every time, shape (k, ..., 2), into back coordinates; NaN where no back is set."""
    uv = np.full(points.shape, np.nan)
    for interval in intervals:
        if interval.back is not None:
            inside = (time_s >= interval.start_s) & (time_s < interval.end_s)
            uv[inside] = make_back_frame(interval.back, aspect).to_back(points[inside])
    return uv


def _locate(
    signals: Signals, aspect: float, intervals: Sequence[BackInterval]
) -> tuple[FloatArray, tuple[FloatArray, FloatArray], FloatArray, FloatArray]:
    """Palms, ends (fingertips, thumbs) and leans, shape (k, 2, 2), and hand sizes, (k, 2); NaN without a back.

    In back lengths.
    """
    uv, tips, thumb, lean = (np.full_like(signals.place, np.nan) for _ in range(4))
    sizes = np.full_like(signals.size, np.nan)
    ends = [signals.place + part * signals.size[..., None] for part in (signals.tips, signals.thumb)]
    for interval in intervals:
        if interval.back is None:
            continue
        inside = (signals.time_s >= interval.start_s) & (signals.time_s < interval.end_s)
        frame = make_back_frame(interval.back, aspect)
        view = find_viewpoint(frame, aspect)
        seen, seen_tips, seen_thumb = (
            frame.to_back(points[inside] / np.array([aspect, 1.0])) for points in (signals.place, *ends)
        )
        sizes[inside] = view.measure(signals.size[inside], seen)
        height = HAND_HEIGHT_CM / frame.length_cm if frame.knows_place else 0.0
        uv[inside], tips[inside] = view.lower(seen, height), view.lower(seen_tips, height)
        thumb[inside] = view.lower(seen_thumb, height)
        lean[inside] = view.find_lean(uv[inside]) if frame.knows_place else np.where(np.isfinite(seen), 0.0, np.nan)
    return uv, (tips, thumb), lean, sizes
