"""What is drawn on a frame: the hands in the technique's colour, and under it a strip with what the coach sees.

The strip is added below, so that nothing covers the hands. All sizes follow the shorter side of the picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.look.palette import LOOKS, MARKS, TARGET_COLOR
from coach.records import FloatArray, HandPose, Source, Verdict
from coach.report import sketch
from coach.report.sketch import BOLD, REGULAR, Picture, parse_color
from coach.words import format_clock, format_number, say

STRIP_SHARE = 0.28
"""Height of the strip as a share of the picture's shorter side."""

FAINT = 0.4
"""Share of white in the lines of the back."""

GAUGE_SPAN = 3.0
"""The gauge runs from a third of its middle to three times it, in equal ratios."""

FREE_MIDDLE_PER_MIN = 50.0
"""Middle of the gauge when no pace is asked."""

_GROUND = (21, 24, 28)
_INK = (236, 234, 228)
_SOFT = (169, 174, 181)
_TRACK = (62, 69, 77)
_TARGET = parse_color(TARGET_COLOR)
_HALO = (12, 14, 16)
_BONES = (
    (0, 1, 2, 3, 4),
    (0, 5, 6, 7, 8),
    (5, 9, 10, 11, 12),
    (9, 13, 14, 15, 16),
    (13, 17, 18, 19, 20),
    (0, 17),
)


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written under a picture; empty and ``None``: nothing to say.

    ``direction`` is a sign of :data:`coach.look.palette.MARKS` and its turn against the clock in degrees.
    """

    time_s: float
    technique: Verdict
    pace_per_min: float | None = None
    band: tuple[float, float] | None = None
    direction: tuple[str, float] | None = None
    step: str = ""
    advice: str = ""
    name: str = ""
    """What the technique is called where it is not sure; empty: as usual."""


class Overlay:
    """Draws captions and hands on the pictures of one recording; keeps the last strip, which seldom changes."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._faint = self._trace(())
        self.strip_px = max(2, 2 * round(STRIP_SHARE * min(width, height) / 2))
        self._key: Caption | None = None
        self._strip = np.zeros((self.strip_px, width, 3), np.uint8)

    def show_lines(self, lines: Iterable[FloatArray]) -> None:
        """Draw lines faintly on every picture from now on: the back as it was given, so that one sees whether it fits.

        Each is an array of shape (points, 2) in picture coordinates.
        """
        self._faint = self._trace(lines)

    def draw(
        self, picture: Picture, caption: Caption, hands: tuple[HandPose, ...], trail: FloatArray | None
    ) -> Picture:
        """Return a new picture, taller by the strip.

        Parameters
        ----------
        picture : uint8 array, shape (height, width, 3)
            RGB; stays as it is.
        caption : Caption
        hands : the hands to outline
        trail : array, shape (points, hands, 2), or None
            Where the palms went last, picture coordinates; NaN breaks the line.
        """
        canvas = np.empty((self.height + self.strip_px, self.width, 3), np.uint8)
        canvas[: self.height] = picture
        view = canvas[: self.height]
        rows, columns, share = self._faint
        view[rows, columns] = ((1 - share) * view[rows, columns] + share * 255).astype(np.uint8)
        color = parse_color(LOOKS[caption.technique].color)
        pen = max(1, round(min(self.width, self.height) / 360))
        if trail is not None:
            self._draw_trail(view, trail, color, pen)
        for hand in hands:
            self._draw_hand(view, hand, color, pen)
        canvas[self.height :] = self._render_strip(caption)
        return canvas

    def _trace(
        self, lines: Iterable[FloatArray]
    ) -> tuple[NDArray[np.signedinteger], NDArray[np.signedinteger], FloatArray]:
        """Rows and columns of the pixels that the faint lines cover, and how much of white each gets, shape (k, 1)."""
        mask = np.zeros((self.height, self.width), np.uint8)
        pen = max(1, round(min(self.width, self.height) / 400))
        for line in lines:
            sketch.draw_line(mask, line * (self.width, self.height), (255, 0, 0), pen)
        rows, columns = np.nonzero(mask)
        share: FloatArray = FAINT * mask[rows, columns, None].astype(np.float64) / 255.0
        return rows, columns, share

    def _draw_hand(self, view: Picture, hand: HandPose, color: sketch.Color, pen: int) -> None:
        if hand.source == Source.UNSEEN or not np.isfinite(hand.landmarks).all():
            return
        points = hand.landmarks * (self.width, self.height)
        hull = cv2.convexHull(points.astype(np.float32))[:, 0].astype(np.float64)
        sketch.draw_line(view, hull, _HALO, pen * 2 + 1, closed=True)
        sketch.draw_line(view, hull, color, pen + 1, closed=True)
        if hand.source == Source.FLOW:
            return
        for bone in _BONES:
            sketch.draw_line(view, points[list(bone)], color, pen)

    def _draw_trail(self, view: Picture, trail: FloatArray, color: sketch.Color, pen: int) -> None:
        for hand in range(trail.shape[1]):
            points = trail[:, hand] * (self.width, self.height)
            for start, end in _runs(np.isfinite(points[:, 0] + points[:, 1])):
                sketch.draw_line(view, points[start:end], color, pen)

    def _render_strip(self, caption: Caption) -> Picture:
        key = _round_caption(caption)
        if key != self._key:
            self._strip[:] = _GROUND
            _draw_strip(self._strip, key)
            self._key = key
        return self._strip


def _draw_strip(strip: Picture, caption: Caption) -> None:
    height, width = strip.shape[:2]
    look = LOOKS[caption.technique]
    pad = round(0.1 * height)
    gauge_px = min(round(1.5 * height), round(0.36 * width))
    badge = round(0.44 * height)
    strip[pad : pad + badge, pad : pad + badge] = parse_color(look.color)
    sketch.draw_icon(strip, look.icon, pad + badge / 2, pad + badge / 2, 0.7 * badge, parse_color(look.ink))
    x = pad + badge + pad
    room = width - gauge_px - x
    name = caption.name or look.name
    word = sketch.fit_size(name, round(0.34 * height), BOLD, room)
    used = sketch.draw_text(strip, name, x, pad + round(0.78 * badge), word, _INK, BOLD, room_px=room)
    if caption.direction is not None and room - used > 1.2 * word:
        mark, turn = caption.direction
        sketch.draw_icon(strip, MARKS[mark], x + used + word, pad + badge / 2, 0.8 * word, _INK, turn)
    _draw_sentence(strip, caption, pad, width - gauge_px - 2 * pad)
    if caption.band is not None or caption.pace_per_min is not None:
        _draw_gauge(strip, caption, width - gauge_px / 2 - pad / 2, gauge_px)


def _draw_sentence(strip: Picture, caption: Caption, x: int, room: int) -> None:
    height = strip.shape[0]
    size = max(1, round(0.135 * height))
    base = round(0.72 * height)
    head = "  ".join(part for part in (format_clock(caption.time_s), caption.step) if part)
    if not caption.advice:
        sketch.draw_text(strip, head, x, base, size, _SOFT, room_px=room)
        return
    one_line = sketch.measure_text(f"{head}   {caption.advice}", size) <= room
    if one_line:
        used = sketch.draw_text(strip, head, x, base, size, _SOFT, room_px=room)
        sketch.draw_text(strip, caption.advice, x + used + size, base, size, _INK, BOLD, room_px=room - used - size)
        return
    for line in sketch.wrap_text(caption.advice, size, REGULAR, room, 2):
        sketch.draw_text(strip, line, x, base, size, _INK, room_px=room)
        base += round(1.35 * size)


def _draw_gauge(strip: Picture, caption: Caption, x: float, width_px: int) -> None:
    height = strip.shape[0]
    pen = max(1, round(0.09 * height))
    radius = min(0.40 * width_px, 0.62 * height)
    y = 0.78 * height
    sketch.draw_ring(strip, x, y, radius, pen, _TRACK, 0.0, 1.0)
    middle = math.sqrt(caption.band[0] * caption.band[1]) if caption.band else FREE_MIDDLE_PER_MIN
    if caption.band:
        sketch.draw_ring(strip, x, y, radius, pen, _TARGET, *(_gauge_place(end, middle) for end in caption.band))
    if caption.pace_per_min is None:
        return
    place = np.pi * (1 - _gauge_place(caption.pace_per_min, middle))
    way = np.array([math.cos(place), -math.sin(place)])
    needle = np.array([x, y]) + np.outer((0.62 * radius, 1.12 * radius), way)
    sketch.draw_line(strip, needle, _INK, max(1, round(0.035 * height)))
    number, size = format_number(round(caption.pace_per_min)), round(0.28 * height)
    used = sketch.measure_text(number, size, BOLD)
    sketch.draw_text(strip, number, round(x - used / 2), round(y), size, _INK, BOLD, room_px=width_px)
    small = max(1, round(0.115 * height))
    unit = say("common-a-minute")
    used = sketch.measure_text(unit, small)
    sketch.draw_text(strip, unit, round(x - used / 2), round(y + 1.25 * small), small, _SOFT, room_px=width_px)


def _gauge_place(pace_per_min: float, middle: float) -> float:
    """Place on the half ring, 0 (left end) to 1, in equal ratios around the middle."""
    ratio = math.log(max(pace_per_min, 1e-3) / middle) / math.log(GAUGE_SPAN)
    return min(1.0, max(0.0, 0.5 + 0.5 * ratio))


def _round_caption(caption: Caption) -> Caption:
    """Drop what cannot be seen, so that most frames share a strip: whole seconds, whole cycles a minute."""
    pace = None if caption.pace_per_min is None else float(round(caption.pace_per_min))
    return replace(caption, time_s=float(math.floor(caption.time_s)), pace_per_min=pace)


def _runs(seen: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return (start, end) of stretches of at least two true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2) if end - start > 1]
