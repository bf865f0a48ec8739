"""Large frames made half as large before they become pictures: hands need no more, and most of the work is saved.

The halving is done on the frame's own planes, brightness and colours apart: FFmpeg's scaler takes five times as long,
and halving after the change to RGB three times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import av

HALVED_FROM = 3840
"""Longer side, pixels, from which frames are halved: 4K becomes 1080p."""

SAMPLES = {"yuv420p": np.uint8, "yuvj420p": np.uint8, "yuv420p10le": np.uint16}
"""Kinds of frames that can be halved plane by plane, and what a sample of them is."""


def is_large(width: int, height: int) -> bool:
    """Whether a frame is halved."""
    return max(width, height) >= HALVED_FROM


def halve_frame(frame: av.VideoFrame) -> av.VideoFrame | None:
    """Make a frame half as wide and high; ``None`` where it is of a kind or size that cannot be halved so."""
    import av
    import cv2

    kind = SAMPLES.get(frame.format.name)
    width, height = frame.width // 2, frame.height // 2
    if kind is None or frame.width % 4 or frame.height % 4:
        return None
    half = np.empty(width * height * 3 // 2, kind)
    begin = 0
    for plane in frame.planes:
        samples = np.frombuffer(plane, kind).reshape(-1, plane.line_size // half.itemsize)[
            : plane.height, : plane.width
        ]
        end = begin + samples.size // 4
        target = half[begin:end].reshape(plane.height // 2, plane.width // 2)
        cv2.resize(samples, target.shape[::-1], dst=target, interpolation=cv2.INTER_AREA)
        begin = end
    made = av.VideoFrame.from_ndarray(half.reshape(height * 3 // 2, width), format=frame.format.name)
    made.colorspace, made.color_range = frame.colorspace, frame.color_range
    return made
