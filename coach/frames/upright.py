"""Pictures as a player shows them: square pixels, turned and mirrored as the file asks, all of one shape."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coach.errors import VideoError
from coach.frames.halve import halve_frame, is_large
from coach.words import say

if TYPE_CHECKING:
    import av

Picture = NDArray[np.uint8]
"""RGB, shape (height, width, 3), upright, square pixels."""
Matrix = NDArray[np.int32]
"""Display matrix of a file, shape (3, 3): row vectors (x, y, 1) times it give the place on the screen."""
MAX_PIXELS = 8192 * 8192
"""Twice an 8K picture; beyond it one frame alone would take more than 200 MB."""
PIXEL_ASPECTS = (0.25, 4.0)
"""Width divided by height of a pixel; what lies outside is damaged."""
LONG_SIDE = 1920
"""Pictures that follow a smaller first one keep their own size up to this; the hands need no more."""


def check_size(width: int, height: int, name: str) -> None:
    """Refuse pictures without a size, and those that would not fit into memory."""
    if width <= 0 or height <= 0:
        raise VideoError(say("recording-no-size", name=name, width=width, height=height))
    if width * height > MAX_PIXELS:
        raise VideoError(say("recording-too-large", name=name, width=width, height=height))


class Upright:
    """Makes pictures of decoded frames, each as a player shows it.

    The first one sets the shape (width to height) of all. One of another shape gets black bars and one of another size
    keeps it, so that nothing is squeezed, and nothing made smaller than it was recorded unless that is asked for.

    Parameters
    ----------
    stream : av.VideoStream
    shape : (height, width), optional
        Of the recording's first picture, where reading does not begin with it.
    halve : bool
        Make large ones (:func:`coach.frames.halve.is_large`) half as large.
    """

    def __init__(self, stream: av.VideoStream, shape: tuple[int, int] | None = None, *, halve: bool = False) -> None:
        from av.video.reformatter import VideoReformatter

        self._stream = stream
        self._halve = halve
        self._reformatter = VideoReformatter()
        self._shape = shape

    def develop(self, frame: av.VideoFrame, matrix: Matrix | None) -> tuple[Picture, int]:
        """Return the picture of a frame, and how many times smaller it is than it was recorded: 1 or 2.

        Raises
        ------
        ValueError
            When it is too large, or of a kind that cannot be shown.
        """
        aspect = self._stream.sample_aspect_ratio or self._stream.codec_context.sample_aspect_ratio
        width, height = square_size(frame.width, frame.height, aspect)
        if not 0 < width * height <= MAX_PIXELS:
            raise ValueError(f"a picture of {width} x {height} pixels is too large")
        scale = 2 if self._halve and is_large(width, height) else 1
        half = halve_frame(frame) if scale == 2 else None
        size = (width, height) if half is None else square_size(half.width, half.height, aspect)
        shown = self._reformatter.reformat(half or frame, *size, "rgb24", threads=1)
        picture = np.asarray(shown.to_ndarray(), np.uint8)
        if scale == 2 and half is None:
            picture = _shrink(picture, (width // 2, height // 2))
        picture = orient(picture, matrix)
        if self._shape is None:
            self._shape = picture.shape[:2]
        return fit(picture, self._shape), scale


def square_size(width: int, height: int, aspect: Fraction | float | None) -> tuple[int, int]:
    """Return the size in square pixels; the shorter side grows, so that nothing recorded is lost."""
    if not aspect or not PIXEL_ASPECTS[0] <= aspect <= PIXEL_ASPECTS[1]:
        return width, height
    wide = (round(width * aspect), height) if aspect > 1 else (width, round(height / aspect))
    if wide[0] * wide[1] <= MAX_PIXELS:
        return wide
    return (width, max(1, round(height / aspect))) if aspect > 1 else (max(1, round(width * aspect)), height)


def orient(picture: Picture, matrix: Matrix | None) -> Picture:
    """Turn and mirror a picture by quarter turns, the nearest ones to what the display matrix says."""
    if matrix is None:
        return np.ascontiguousarray(picture)
    (right_x, right_y, _), (down_x, down_y, _) = matrix.tolist()[:2]
    if abs(right_y) + abs(down_x) > abs(right_x) + abs(down_y):
        picture = picture.transpose(1, 0, 2)
        right_x, down_y = down_x, right_y
    return np.ascontiguousarray(picture[:: -1 if down_y < 0 else 1, :: -1 if right_x < 0 else 1])


def fit(picture: Picture, shape: tuple[int, int]) -> Picture:
    """Bring a picture to the shape (width to height) of the first one by black bars; its own size stays."""
    height, width = picture.shape[:2]
    if (height, width) == shape:
        return picture
    long_side = max(LONG_SIDE, *shape)
    # The canvas: the smallest one of the first picture's shape that holds this one.
    scale = max(height / shape[0], width / shape[1])
    smaller = min(1.0, long_side / (scale * max(shape)))
    canvas = tuple(max(1, round(side * scale * smaller)) for side in shape)
    size = tuple(min(room, max(1, round(side * smaller))) for room, side in zip(canvas, (height, width), strict=True))
    if size != (height, width):
        picture = _shrink(picture, size[::-1])
    if size == canvas:
        return picture
    fitted = np.zeros((*canvas, 3), np.uint8)
    top, left = ((room - side) // 2 for room, side in zip(canvas, size, strict=True))
    fitted[top : top + size[0], left : left + size[1]] = picture
    return fitted


def _shrink(picture: Picture, size: tuple[int, int]) -> Picture:
    """Make a picture smaller; size is (width, height)."""
    import cv2

    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
