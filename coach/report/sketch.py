"""Drawing with OpenCV in plain steps: text in any script, icons, rings.

Pictures are uint8 RGB arrays of shape (height, width, 3) and are drawn on in place.
"""

from __future__ import annotations

import bisect
import functools
import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.look.palette import ICON_BOX, Icon, flatten_icon

Picture = NDArray[np.uint8]
Color = tuple[int, int, int]

_SUBPIXEL_BITS = 4
"""OpenCV's ``shift``: coordinates come in sixteenths of a pixel, so that slow needles and small icons stay smooth."""

REGULAR, BOLD = 450, 700
"""Weights of the built-in variable font."""


def parse_color(text: str) -> Color:
    """``"#0072B2"`` as (red, green, blue)."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def measure_text(text: str, size_px: int, weight: int = REGULAR) -> int:
    """Width of a text in pixels."""
    (_, _, width, _) = cv2.getTextSize((0, 0), text, (0, 0), _font(), size_px, weight)
    return int(width)


def draw_text(
    picture: Picture, text: str, x: int, y: int, size_px: int, color: Color, weight: int = REGULAR, *, room_px: int
) -> int:
    """Write one line with its baseline at ``y`` and return its width; what does not fit the room ends in an ellipsis.

    The font comes with OpenCV and knows Latin, Greek, Cyrillic and Chinese letters.
    """
    shown = shorten_text(text, size_px, weight, room_px)
    if shown:
        cv2.putText(picture, shown, (x, y), color, _font(), size_px, weight)
    return measure_text(shown, size_px, weight) if shown else 0


def fit_size(text: str, size_px: int, weight: int, room_px: int) -> int:
    """Return the size, or a smaller one (down to half) at which the text fits."""
    needed = measure_text(text, size_px, weight)
    return size_px if needed <= room_px else max(1, size_px // 2, size_px * max(room_px, 0) // needed)


def shorten_text(text: str, size_px: int, weight: int, room_px: int) -> str:
    """Cut a text at the end until it fits; empty when not even a letter does."""
    if measure_text(text, size_px, weight) <= room_px:
        return text
    starts = [text[:count].rstrip() + "…" for count in range(1, len(text))]
    return _last_fitting(starts, size_px, weight, room_px)


def wrap_text(text: str, size_px: int, weight: int, room_px: int, lines: int) -> list[str]:
    """Break a text between words into at most ``lines`` lines; the last one takes what is left."""
    broken: list[str] = []
    words = text.split()
    while words and len(broken) < lines - 1:
        starts = [" ".join(words[:count]) for count in range(1, len(words) + 1)]
        broken.append(_last_fitting(starts, size_px, weight, room_px) or words[0])
        words = words[len(broken[-1].split()) :]
    return broken + [" ".join(words)] * bool(words)


def _last_fitting(starts: list[str], size_px: int, weight: int, room_px: int) -> str:
    """Return the last of ever longer texts that fits the room; empty when none does."""
    count = bisect.bisect_right(starts, room_px, key=lambda start: measure_text(start, size_px, weight))
    return starts[count - 1] if count else ""


def draw_icon(
    picture: Picture, icon: Icon, x: float, y: float, size_px: float, color: Color, turn_deg: float = 0
) -> None:
    """Draw an icon centred at (x, y), turned against the clock."""
    scale = size_px / ICON_BOX
    turn = math.radians(turn_deg)
    matrix = scale * np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    for line in flatten_icon(icon):
        points = _fixed((line - ICON_BOX / 2) @ matrix + (x, y))
        if icon.filled:
            cv2.fillPoly(picture, [points], color, cv2.LINE_AA, _SUBPIXEL_BITS)
        else:
            pen = max(1, round(icon.pen * scale))
            cv2.polylines(picture, [points], False, color, pen, cv2.LINE_AA, _SUBPIXEL_BITS)


def draw_line(
    picture: Picture, points: NDArray[np.float64], color: Color, pen_px: int, *, closed: bool = False
) -> None:
    """Draw a line through points of shape (n, 2) in pixels."""
    cv2.polylines(picture, [_fixed(points)], closed, color, pen_px, cv2.LINE_AA, _SUBPIXEL_BITS)


def draw_ring(
    picture: Picture, x: float, y: float, radius: float, pen_px: int, color: Color, start: float, end: float
) -> None:
    """Draw a part of the upper half ring: ``start`` and ``end`` from 0 (left end) to 1 (right end)."""
    angles = np.pi * (1 - np.linspace(start, end, max(2, math.ceil(48 * (end - start)))))
    points = np.stack([x + radius * np.cos(angles), y - radius * np.sin(angles)], axis=1)
    cv2.polylines(picture, [_fixed(points)], False, color, pen_px, cv2.LINE_AA, _SUBPIXEL_BITS)


def _fixed(points: NDArray[np.float64]) -> NDArray[np.int32]:
    fixed: NDArray[np.int32] = np.round(points * 2**_SUBPIXEL_BITS).astype(np.int32)
    return fixed


@functools.cache
def _font() -> Any:
    return cv2.FontFace("sans")
