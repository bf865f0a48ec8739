"""A hand-held camera: the picture drifts, trembles and turns a little, by a known amount at every time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.records import FloatArray
from sample_videos.motion.waves import Wave

ZOOM = 1.07
"""The picture is enlarged a little so that its edges stay outside while it moves."""
_HERTZ = (0.07, 0.18, 0.45, 1.1)
_SIZE = (1.0, 0.6, 0.3, 0.12)
"""Share of the amplitude at each frequency: a slow drift with a little tremble on top."""
_TURN_PER_WIDTH = 0.6
"""Radians of turn for a shift by one picture width."""


@dataclass(frozen=True)
class Shake:
    """Sums of sines for x, y and turn.

    Attributes
    ----------
    size : array, shape (3, 4)
        Picture widths for x and y, radians for the turn.
    start : array, shape (3, 4)
        Phases.
    """

    size: FloatArray
    start: FloatArray

    def at(self, times: FloatArray) -> FloatArray:
        """Shift in picture widths (x, y) and turn in radians, shape (n, 3); the first frame is unmoved."""
        wave = Wave(np.array(_HERTZ), self.start, self.size)
        return wave(times) - wave(np.zeros(1))

    def matrix(self, time: float, width: int, height: int) -> FloatArray:
        """Affine map (2, 3) from the still picture's pixels to the shaken one's."""
        dx, dy, turn = self.at(np.array([time]))[0]
        c, s = ZOOM * np.cos(turn), ZOOM * np.sin(turn)
        middle = np.array([width / 2, height / 2])
        turned = np.array([[c, -s], [s, c]])
        return np.column_stack([turned, middle - turned @ middle + np.array([dx, dy]) * width])


def make_shake(rng: np.random.Generator, amplitude: float) -> Shake:
    """Draw a shake of about ``amplitude`` picture widths."""
    size = amplitude / 2 * np.array(_SIZE) * rng.uniform(0.6, 1.3, (3, len(_SIZE)))
    size[2] *= _TURN_PER_WIDTH
    return Shake(size, rng.uniform(0, 2 * np.pi, size.shape))
