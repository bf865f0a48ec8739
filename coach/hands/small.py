"""The small picture that everything but the hand model works on: flow, repeats, the camera, the colours of a hand.

Full pictures are large, and making them small in one step costs more than the flow itself. So they are halved, which is
quick, until the last step is less than two to one. The small picture is also all that is kept of a picture for later,
where hands are found ahead of what follows from them (:mod:`coach.hands.pieces`).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

SMALL_WIDTH, SMALL_HEIGHT = 240, 320
"""What the small picture has at most, pixels: an upright one would be three times as large by width alone."""

COLOURS_WIDTH, COLOURS_HEIGHT = 120, 160
"""The same for its colours, of which cameras and codecs keep less anyway."""

FLOW_WIDTH = 160
"""Picture width for flow, pixels."""

REPEAT_MOST = 0.35
"""Mean difference in grey levels that a repeated picture may show (the codec's residue, seen: 0.1 to 0.3)."""

REPEAT_SHARE = 0.2
"""Share of the usual difference that a repeated picture may show, so that a still scene is not taken for repeats."""

Grey = NDArray[np.uint8]
"""Shape (height, width)."""

Rgb = NDArray[np.uint8]
"""RGB, shape (height, width, 3)."""


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """What is kept of a picture.

    Attributes
    ----------
    grey : Grey
        At most :data:`SMALL_WIDTH` wide and :data:`SMALL_HEIGHT` high.
    colours : Rgb
        At most :data:`COLOURS_WIDTH` wide and :data:`COLOURS_HEIGHT` high.
    """

    grey: Grey
    colours: Rgb

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return self.grey.nbytes + self.colours.nbytes

    def equals(self, other: SmallPicture) -> bool:
        """Whether the other one shows the same to the last pixel."""
        return np.array_equal(self.grey, other.grey) and np.array_equal(self.colours, other.colours)


def make_small(image: Rgb) -> SmallPicture:
    """Make the small picture of an RGB picture, uint8 (height, width, 3)."""
    small = _shrink(image, SMALL_WIDTH, SMALL_HEIGHT)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    return SmallPicture(grey, _shrink(small, COLOURS_WIDTH, COLOURS_HEIGHT))


def _shrink(image: Rgb, most_width: int, most_height: int) -> Rgb:
    height, width = image.shape[:2]
    scale = min(most_width / width, most_height / height)
    if scale >= 1:
        return image
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    while image.shape[1] // 2 >= size[0] and image.shape[0] // 2 >= size[1]:
        rows, columns = image.shape[0] // 2, image.shape[1] // 2
        # An odd last row or column is left out: only a halving to the pixel is quick.
        even = image[: rows * 2, : columns * 2]
        image = np.asarray(cv2.resize(even, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)
    if image.shape[1::-1] == size:
        return image
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), np.uint8)


def make_flow_picture(grey: Grey) -> Grey:
    """Make the picture, at most :data:`FLOW_WIDTH` wide, that flow is measured on, of a small one's grey."""
    height, width = grey.shape
    if width <= FLOW_WIDTH:
        return grey
    size = (FLOW_WIDTH, max(8, round(height * FLOW_WIDTH / width)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


class RepeatWatch:
    """Notices pictures that show nothing but the last one again.

    A camera's 24 pictures a second are stamped as 30, or in low light: every fifth difference is then zero, which would
    look like a rhythm of its own.
    """

    def __init__(self) -> None:
        self._last: NDArray[np.uint8] | None = None
        self._differences: deque[float] = deque(maxlen=12)

    def repeats(self, picture: Grey) -> bool:
        """Take the next small picture's grey; whether it only repeats the last one that did not."""
        grey = make_flow_picture(picture)
        before = self._last if self._last is not None and self._last.shape == grey.shape else None
        if before is not None:
            difference = float(cv2.absdiff(grey, before).mean())
            usual = float(np.median(self._differences)) if len(self._differences) >= 6 else 0.0
            self._differences.append(difference)
            if difference < REPEAT_MOST and difference < REPEAT_SHARE * usual:
                return True
        self._last = grey
        return False
