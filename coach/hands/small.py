"""The small picture that everything but the hand model works on: flow, repeats, the camera, the colours of a hand.

Full pictures are large, and making them small in one step costs more than the flow itself. So they are halved, which is
quick, until the last step is less than two to one. The small picture is also all that is kept of a picture for later,
where hands are found ahead of what follows from them (:mod:`coach.hands.pieces`).
"""

from __future__ import annotations

from collections import deque

import cv2
import numpy as np
from numpy.typing import NDArray

SMALL_WIDTH = 240
"""Width of the small picture, pixels."""

FLOW_WIDTH = 160
"""Picture width for flow, pixels."""

REPEAT_MOST = 0.35
"""Mean difference in grey levels that a repeated picture may show (the codec's residue, seen: 0.1 to 0.3)."""

REPEAT_SHARE = 0.2
"""Share of the usual difference that a repeated picture may show, so that a still scene is not taken for repeats."""

SmallPicture = NDArray[np.uint8]
"""RGB, shape (height, width, 3), at most :data:`SMALL_WIDTH` wide."""


def make_small(image: NDArray[np.uint8]) -> SmallPicture:
    """Make the small picture of an RGB picture, uint8 (height, width, 3); one that is small enough is given back."""
    height, width = image.shape[:2]
    if width <= SMALL_WIDTH:
        return image
    size = (SMALL_WIDTH, max(8, round(height * SMALL_WIDTH / width)))
    while image.shape[1] // 2 >= size[0] and image.shape[0] // 2 >= size[1]:
        rows, columns = image.shape[0] // 2, image.shape[1] // 2
        # An odd last row or column is left out: only a halving to the pixel is quick.
        even = image[: rows * 2, : columns * 2]
        image = np.asarray(cv2.resize(even, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)
    if image.shape[1::-1] == size:
        return image
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def make_flow_picture(small: SmallPicture) -> NDArray[np.uint8]:
    """Make the grey picture, at most :data:`FLOW_WIDTH` wide, that flow is measured on."""
    height, width = small.shape[:2]
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    if width > FLOW_WIDTH:
        size = (FLOW_WIDTH, max(8, round(height * FLOW_WIDTH / width)))
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.uint8)


class RepeatWatch:
    """Notices pictures that show nothing but the last one again.

    A camera's 24 pictures a second are stamped as 30, or in low light: every fifth difference is then zero, which would
    look like a rhythm of its own.
    """

    def __init__(self) -> None:
        self._last: NDArray[np.uint8] | None = None
        self._differences: deque[float] = deque(maxlen=12)

    def repeats(self, small: SmallPicture) -> bool:
        """Take the next small picture; whether it only repeats the last one that did not."""
        grey = make_flow_picture(small)
        before = self._last if self._last is not None and self._last.shape == grey.shape else None
        if before is not None:
            difference = float(cv2.absdiff(grey, before).mean())
            usual = float(np.median(self._differences)) if len(self._differences) >= 6 else 0.0
            self._differences.append(difference)
            if difference < REPEAT_MOST and difference < REPEAT_SHARE * usual:
                return True
        self._last = grey
        return False
