"""The hands' movement in the axes of the back: what direction, place and speed are read from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.motion.body import BackFrame, make_back_frame
from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.motion.smoothing import JUMP_SPEED, remove_jumps, running_mean
from coach.records import Back, FloatArray

SPEED_SAMPLES = 7
"""Samples of the running mean (0.12 s) before speeds are taken, to keep landmark jitter out."""


@dataclass(frozen=True, slots=True)
class BackPath:
    """Movement in the axes of the back, or in the picture's own where no back is known.

    Attributes
    ----------
    path, place : array, shape (k, 2, 2)
        In hand sizes: x across (the receiver's right positive), y tailward; ``path`` without jumps.
    uv : array, shape (k, 2, 2)
        Palm centres in back coordinates; NaN where the place is not known.
    speed_cm_s : array, shape (k, 2)
        Speed of each palm over the back; NaN where the scale is not known.
    sizes_per_back : float
        Length of the back in hand sizes.
    """

    path: FloatArray
    place: FloatArray
    uv: FloatArray
    speed_cm_s: FloatArray
    sizes_per_back: float
    frame: BackFrame | None

    @property
    def knows_place(self) -> bool:
        """Whether zones and centimetres can be told."""
        return self.frame is not None and self.frame.knows_place

    def to_cm(self, sizes: float) -> float | None:
        """Turn a length in hand sizes into centimetres; ``None`` where the scale is not known."""
        if self.frame is None or not self.frame.knows_place:
            return None
        return sizes / self.sizes_per_back * self.frame.length_cm


def compute_back_path(signals: Signals, aspect: float, back: Back | None) -> BackPath:
    """Turn palm paths into the axes of the back.

    Parameters
    ----------
    signals : Signals
    aspect : float
        Picture width divided by height.
    back : Back or None
    """
    unknown = np.full_like(signals.place, np.nan)
    if back is None:
        place = signals.place / signals.size[..., None]
        return BackPath(signals.path, place, unknown, unknown[..., 0], np.nan, None)
    frame = make_back_frame(back, aspect)
    uv = frame.to_back(signals.place / np.array([aspect, 1.0]))
    length = float(np.linalg.norm((np.array(back.tail) - back.neck) * (aspect, 1.0)))
    size = float(np.nanmedian(signals.size)) if np.isfinite(signals.size).any() else length
    scale = length / size
    place = uv * scale
    path = np.stack([remove_jumps(place[:, slot], JUMP_SPEED / SIGNAL_HZ) for slot in range(place.shape[1])], axis=1)
    if not frame.knows_place:
        return BackPath(path, place, unknown, unknown[..., 0], scale, frame)
    smooth = running_mean(path, SPEED_SAMPLES) / scale * frame.length_cm
    speed = np.full(smooth.shape[:2], np.nan)
    if len(smooth) > 1:
        speed = np.linalg.norm(np.gradient(smooth, 1.0 / SIGNAL_HZ, axis=0), axis=-1)
    return BackPath(path, place, uv, speed, scale, frame)
