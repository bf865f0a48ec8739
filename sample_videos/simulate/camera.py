"""A pinhole camera that looks at the back from a cone around overhead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.records import Back, FloatArray
from sample_videos.motion import pinhole
from sample_videos.motion.waves import Wave, draw_wave

MAX_TILT_RAD = np.deg2rad(50.0)
"""Half angle of the cone around overhead in which cameras are drawn."""

NEAR_CM = 5.0
"""What is nearer to the camera than this is not seen."""


@dataclass(frozen=True, slots=True)
class Sway:
    """Unsteadiness of a hand-held camera: small turns about its own axes.

    ``turn_rad`` are the standard deviations of yaw, pitch and roll; ``wave`` has three curves.
    """

    turn_rad: FloatArray
    wave: Wave


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera over the body frame (see :mod:`sample_videos.simulate.scene`).

    Attributes
    ----------
    target_cm : (x, y, z)
        What lies in the middle of the picture.
    distance_cm : float
        From there to the camera.
    tilt_rad : float
        Angle from straight overhead.
    azimuth_rad : float
        Side from which it looks, from x towards y.
    roll_rad : float
        Turn of the picture about its middle; at 0 and no tilt the head is up.
    focal : float
        Focal length in picture widths.
    aspect : float
        Width divided by height.
    sway : Sway or None
        None: on a stand.
    """

    target_cm: tuple[float, float, float] = (0.0, 25.0, 0.0)
    distance_cm: float = 100.0
    tilt_rad: float = 0.0
    azimuth_rad: float = -np.pi / 2
    roll_rad: float = 0.0
    focal: float = 0.9
    aspect: float = 4 / 3
    sway: Sway | None = None

    def compute_axes(self) -> FloatArray:
        """Rows: right, down and forward of the picture in the body frame."""
        return pinhole.compute_axes(self.azimuth_rad, self.tilt_rad, self.roll_rad)

    def look(self, points_cm: FloatArray, time_s: FloatArray | None = None) -> FloatArray:
        """Points in the camera's own frame (right, down, forward), cm.

        Parameters
        ----------
        points_cm : array, shape (n, ..., 3)
        time_s : array, shape (n,), or None
            Times of a hand-held picture; None looks without sway.
        """
        axes = self.compute_axes()
        seen = pinhole.look(points_cm, pinhole.compute_position(self.target_cm, self.distance_cm, axes), axes)
        if self.sway is None or time_s is None:
            return seen
        turns = self.sway.turn_rad * self.sway.wave(time_s)
        yaw, pitch, roll = (turns[:, i].reshape(-1, *([1] * (points_cm.ndim - 2))) for i in range(3))
        x, y, z = seen[..., 0], seen[..., 1], seen[..., 2]
        x, y = np.cos(roll) * x - np.sin(roll) * y, np.sin(roll) * x + np.cos(roll) * y
        turned: FloatArray = np.stack([x + yaw * z, y + pitch * z, z - yaw * x - pitch * y], axis=-1)
        return turned

    def project(self, points_cm: FloatArray, time_s: FloatArray | None = None) -> FloatArray:
        """Picture coordinates of points, shape (n, ..., 2); NaN for what is not in front of the camera."""
        return self.flatten(self.look(points_cm, time_s))

    def flatten(self, seen_cm: FloatArray) -> FloatArray:
        """Picture coordinates of points in the camera's own frame."""
        in_front = np.where(seen_cm[..., 2:] > NEAR_CM, seen_cm, np.nan)
        return pinhole.flatten(in_front, self.focal, self.aspect, NEAR_CM)


def compute_back(camera: Camera, length_cm: float, corners_cm: FloatArray | None = None) -> Back:
    """Mark the back as a user would click it in this camera's picture.

    ``corners_cm``, shape (4, 3): left shoulder, right shoulder, right hip, left hip in the body frame.
    """
    ends = camera.project(np.array([[0.0, length_cm, 0.0], [0.0, 0.0, 0.0]]))
    neck, tail = ((float(x), float(y)) for x, y in ends)
    if corners_cm is None:
        return Back(neck, tail, length_cm)
    corners = tuple((float(x), float(y)) for x, y in camera.project(corners_cm))
    return Back(neck, tail, length_cm, "corners", corners)


def draw_camera(
    rng: np.random.Generator, length_cm: float, tilt_rad: float | None = None, hand_held: bool | None = None
) -> Camera:
    """Draw a camera as people put it: anywhere in the cone, any roll, the back filling the picture more or less."""
    aspect = float(rng.choice([4 / 3, 16 / 9, 9 / 16, 3 / 4], p=[0.3, 0.4, 0.2, 0.1]))
    wide = np.deg2rad(rng.uniform(48.0, 78.0))
    focal = 0.5 / np.tan(wide / 2) * max(1.0, 1.0 / aspect)
    tilt = MAX_TILT_RAD * float(np.sqrt(rng.uniform())) if tilt_rad is None else tilt_rad
    shown = length_cm * rng.uniform(1.0, 1.9)
    smaller = min(1.0, 1.0 / aspect)
    distance = max(45.0, shown * focal / smaller * rng.uniform(0.75, 1.0))
    target = (float(rng.normal(0, 3)), length_cm * 0.5 + float(rng.normal(0, 4)), 0.0)
    sway = _draw_sway(rng) if (rng.random() < 0.3 if hand_held is None else hand_held) else None
    roll = float(rng.choice([0.0, 0.5, 1.0, 1.5])) * np.pi + float(rng.normal(0, 0.15))
    if rng.random() < 0.3:
        roll = float(rng.uniform(-np.pi, np.pi))
    return Camera(target, float(distance), tilt, float(rng.uniform(-np.pi, np.pi)), roll, float(focal), aspect, sway)


def _draw_sway(rng: np.random.Generator) -> Sway:
    turn = np.deg2rad(rng.uniform([0.1, 0.1, 0.1], [1.2, 1.2, 1.5]))
    return Sway(turn, draw_wave(rng, 3, 0.05, 1.2))
