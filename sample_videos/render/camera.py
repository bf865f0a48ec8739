"""A pinhole camera that looks at the back, and a hand-held one's shake."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Camera:
    """Where the camera is and how it is turned.

    Attributes
    ----------
    target : (x, y, z)
        World point in the middle of the picture.
    azimuth : float
        Side on which the camera stands, radians, 0 = +x; matters when ``tilt`` is not 0.
    tilt : float
        Angle away from straight overhead, radians.
    roll : float
        Turn about the line of sight, radians; at 0 and tilt 0 the head is up in the picture.
    distance : float
        Metres from the target.
    width, height : int
        Pixels.
    field_of_view : float
        Across the picture's width, radians (62 degrees: a common webcam).
    """

    target: tuple[float, float, float] = (0.0, 0.0, 0.19)
    azimuth: float = 0.0
    tilt: float = 0.0
    roll: float = 0.0
    distance: float = 1.0
    width: int = 640
    height: int = 480
    field_of_view: float = np.deg2rad(62.0)

    @property
    def position(self) -> FloatArray:
        """World position of the lens."""
        return np.asarray(self.target) - self.distance * self._axes()[2]

    def _axes(self) -> FloatArray:
        """Rows: picture right, picture down, line of sight; world space."""
        side = np.array([np.cos(self.azimuth), np.sin(self.azimuth), 0.0])
        sight = -(np.sin(self.tilt) * side + np.cos(self.tilt) * np.array([0.0, 0.0, 1.0]))
        tip = np.cross(side, [0.0, 0.0, 1.0])
        turn = _about(tip, -self.tilt)
        right, down = turn @ np.array([1.0, 0.0, 0.0]), turn @ np.array([0.0, -1.0, 0.0])
        c, s = np.cos(self.roll), np.sin(self.roll)
        return np.stack([c * right + s * down, -s * right + c * down, sight])

    def project(self, points: FloatArray) -> FloatArray:
        """World points (..., 3) -> pixel x, pixel y, depth along the line of sight in metres."""
        seen = (points - self.position) @ self._axes().T
        focal = self.width / 2 / np.tan(self.field_of_view / 2)
        depth = seen[..., 2]
        safe = np.maximum(depth, 1e-3)
        return np.stack(
            [self.width / 2 + focal * seen[..., 0] / safe, self.height / 2 + focal * seen[..., 1] / safe, depth], -1
        )

    def rays(self) -> FloatArray:
        """World directions through the pixels' centres, 1 long along the line of sight, shape (height, width, 3)."""
        focal = self.width / 2 / np.tan(self.field_of_view / 2)
        x = (np.arange(self.width) + 0.5 - self.width / 2) / focal
        y = (np.arange(self.height) + 0.5 - self.height / 2) / focal
        right, down, sight = self._axes()
        return sight + x[None, :, None] * right + y[:, None, None] * down

    def picture(self, point: tuple[float, float, float]) -> tuple[float, float]:
        """World point in picture coordinates (divided by width and height), as in the truth files."""
        x, y, _ = self.project(np.asarray(point, dtype=float))
        return float(x / self.width), float(y / self.height)


def upright_roll(azimuth: float) -> float:
    """Roll at which a tilted camera on the side ``azimuth`` sees what is nearer to it lower in the picture."""
    return float(np.arctan2(-np.cos(azimuth), -np.sin(azimuth)))


def _about(axis: FloatArray, angle: float) -> FloatArray:
    """Rotation matrix about a unit axis (Rodrigues)."""
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    result: FloatArray = np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * (k @ k)
    return result
