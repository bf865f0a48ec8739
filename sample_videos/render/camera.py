"""A pinhole camera that looks at the back, and a hand-held one's shake."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.records import FloatArray
from sample_videos.motion import pinhole

_NEAREST_M = 1e-3


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
        Turn of the camera about the line of sight, radians; at 0 and tilt 0 the head is up in the picture.
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
        return pinhole.compute_position(self.target, self.distance, self._axes())

    @property
    def _focal(self) -> float:
        """Focal length in picture widths."""
        return float(0.5 / np.tan(self.field_of_view / 2))

    def _axes(self) -> FloatArray:
        """Rows: picture right, picture down, line of sight; world space."""
        return pinhole.compute_axes(self.azimuth, self.tilt, -self.roll)

    def project(self, points: FloatArray) -> FloatArray:
        """World points (..., 3) -> pixel x, pixel y, depth along the line of sight in metres."""
        seen = pinhole.look(points, self.position, self._axes())
        flat = pinhole.flatten(seen, self._focal, self.width / self.height, _NEAREST_M)
        return np.concatenate([flat * np.array([self.width, self.height]), seen[..., 2:]], axis=-1)

    def rays(self) -> FloatArray:
        """World directions through the pixels' centres, 1 long along the line of sight, shape (height, width, 3)."""
        focal = self._focal * self.width
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
