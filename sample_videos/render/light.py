"""The look of a scene: skin tones, cloth colours, lamps, the camera's own faults."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

# Diffuse skin albedo in linear RGB, light to dark.
SKIN = np.array([
    [0.72, 0.47, 0.35], [0.64, 0.40, 0.28], [0.55, 0.33, 0.22], [0.42, 0.24, 0.15], [0.28, 0.15, 0.09],
    [0.17, 0.09, 0.055],
])  # fmt: skip
TOWELS = np.array([[0.72, 0.70, 0.64], [0.14, 0.32, 0.34], [0.50, 0.42, 0.30], [0.33, 0.42, 0.52], [0.55, 0.33, 0.30]])
SHEETS = np.array([[0.62, 0.60, 0.55], [0.42, 0.47, 0.44], [0.35, 0.40, 0.47], [0.55, 0.48, 0.40]])
SHIRTS = np.array([[0.70, 0.70, 0.70], [0.08, 0.13, 0.22], [0.12, 0.30, 0.27], [0.35, 0.36, 0.40]])
FLOOR = np.array([0.20, 0.13, 0.085])
HAIR = np.array([[0.045, 0.028, 0.02], [0.10, 0.06, 0.035], [0.30, 0.20, 0.10], [0.25, 0.25, 0.25]])


@dataclass(frozen=True)
class Look:
    """Everything about a picture that is not geometry.

    Attributes
    ----------
    hands, receiver : float
        Skin tones, 0 light to 5 dark, fractions between two tones.
    towel, sheet, shirt, hair : int
        Rows of the tables above.
    oil : float
        Gloss of the skin, 0 dry to 1 oiled.
    lamp : (azimuth, height) in radians
        Direction of the key light.
    strength : float
        Key light against ambient, about 1.
    warmth : float
        -1 cool daylight, 0 neutral, 1 warm lamp.
    exposure : float
        Brightness of the whole picture, about 1.
    noise : float
        Sensor noise, standard deviation in 8-bit steps.
    """

    hands: float = 0.8
    receiver: float = 0.3
    towel: int = 0
    sheet: int = 1
    shirt: int = 1
    hair: int = 1
    oil: float = 0.5
    lamp: tuple[float, float] = (2.2, 0.95)
    strength: float = 1.0
    warmth: float = 0.35
    exposure: float = 1.0
    noise: float = 1.6

    def lights(self) -> FloatArray:
        """Rows for the shader: direction to the key light, key, sky and bounce colours; shape (4, 3)."""
        azimuth, height = self.lamp
        direction = [np.cos(height) * np.cos(azimuth), np.cos(height) * np.sin(azimuth), np.sin(height)]
        tint = np.array([1 + 0.14 * self.warmth, 1.0, 1 - 0.24 * self.warmth])
        sky = 0.42 * np.array([1 + 0.05 * self.warmth, 1.0, 1 - 0.06 * self.warmth])
        bounce = 0.20 * np.array([1.15, 0.92, 0.80])
        return np.array([direction, 0.92 * self.strength * tint, sky, bounce])


def skin_tone(level: float) -> FloatArray:
    """Mix two neighbouring tones of the table."""
    low = int(np.clip(np.floor(level), 0, len(SKIN) - 2))
    return (1 - (level - low)) * SKIN[low] + (level - low) * SKIN[low + 1]


def to_screen(linear: NDArray[np.float32], exposure: float) -> NDArray[np.float32]:
    """Linear light to 8-bit values (float), with a soft shoulder as cameras have."""
    bright = np.maximum(linear * np.float32(exposure), 0)
    bright = bright * (1 + bright * np.float32(0.12)) / (1 + bright * np.float32(0.45))
    return np.sqrt(bright) * np.float32(268.0)


def smooth_noise(rng: np.random.Generator, shape: tuple[int, int], cells: int) -> FloatArray:
    """Soft random field of standard deviation about 1: random numbers on a coarse grid, cubic in between."""
    from scipy.ndimage import zoom

    rows, columns = shape
    coarse = rng.standard_normal((cells + 3, max(int(cells * columns / rows), 1) + 3))
    fine = zoom(coarse, (rows / (coarse.shape[0] - 2), columns / (coarse.shape[1] - 2)), order=3)
    return fine[:rows, :columns]
