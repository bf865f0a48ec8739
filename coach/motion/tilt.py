"""How far a camera looks at the back from the side, told by the hands: what is nearer looks larger.

Two clicks on a back do not say from where it is filmed, and an oblique view turns slanting ways by up to ten degrees.
But over a plane the logarithm of a thing's size changes with its place in the picture by the tangent of the tilt over
the focal length, whatever the distance (Gibson's texture gradient; the same relation as in Criminisi, Reid & Zisserman,
"Single View Metrology", 2000). So the sizes of palms are fitted by their places, hand by hand and in windows of some
seconds, within which a hand keeps its posture. A focal length is assumed, because no video tells it.

Needs a whole recording: a dozen seconds, as a live picture has them, are too few (tried: no gain). Of simulated
sessions under 45 degrees 87 % show it, and their ways are then off by 2.2 degrees instead of 3.4. Rendered hands show
less of it: of 107 clips 40 %, and seven of nineteen that were filmed from nearly above are taken for oblique, because a
hand that is lifted on its way back looks larger as well; so only a part of it is undone. Their ways come out a little
better with it than without (off by 1.05 degrees instead of 1.15; six of thirty-one better, four worse).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.records import N_HANDS, FloatArray

FOCAL = 0.85
"""Focal length of usual cameras in lengths of the picture's longer side (61 degrees; telephones 55 to 70)."""

LEAST_TILT_RAD = float(np.deg2rad(20.0))
"""A smaller one changes no direction by more than two degrees, and is let be."""

GREATEST_TILT_RAD = float(np.deg2rad(55.0))
"""More is not believed."""

TRUST = 0.6
"""Share of the gradient that is believed. A hand that reaches far bends at the wrist, which changes its size as well:
of rendered hands 0.8 fits the true tilts best, and less does little harm where it is mistaken."""

HORIZON = 0.25
"""Nearness of the plane to the camera, as a share of that in a picture from straight above at the same distance, under
which a place is too near to the horizon to be a back's end."""

SURE = 3.0
"""Standard errors by which a gradient must differ from none."""

LEAST_SPREAD = 0.02
"""Picture heights, standard deviation along the gradient, that the hands must have gone: over less the sizes of hands
that grasp and strike change for other reasons."""

WINDOW_S = 5.0
LEAST_SAMPLES = 10
EVERY = 3
"""Windows within which sizes are compared, how many samples one must have, and which samples are taken (20 a second
hold all that is new)."""

RIDGE = 0.3
"""Picture heights squared, summed over the samples, that hold the gradient at none where the hands hardly moved."""

HUBER = 1.5
ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Slant:
    """The plane of the back as the camera sees it.

    Attributes
    ----------
    normal : array, shape (3,)
        Unit vector across the plane, away from the camera: right, down and forward in the picture.
    """

    normal: FloatArray

    @property
    def tilt_rad(self) -> float:
        """Angle between the camera's direction and the plane's normal."""
        return float(np.arccos(np.clip(self.normal[2], -1.0, 1.0)))

    def make_plane(self, aspect: float) -> FloatArray:
        """Homography from picture coordinates to the plane seen from straight above, at any scale: shape (3, 3)."""
        across = np.array([1.0, 0.0, 0.0]) - self.normal[0] * self.normal
        across /= np.linalg.norm(across)
        axes = np.stack([across, np.cross(self.normal, across), self.normal])
        rays = np.array([[aspect, 0.0, -aspect / 2], [0.0, 1.0, -0.5], [0.0, 0.0, FOCAL * max(aspect, 1.0)]])
        plane: FloatArray = axes @ rays
        return plane

    def shows(self, points: FloatArray, aspect: float) -> bool:
        """Whether picture points, shape (n, 2), lie well before the plane's horizon."""
        depths = np.column_stack([points, np.ones(len(points))]) @ self.make_plane(aspect)[2]
        return bool(depths.min() > HORIZON * FOCAL * max(aspect, 1.0))


def estimate_slant(signals: Signals, aspect: float, inside: NDArray[np.bool_]) -> Slant | None:
    """Estimate the slant of the back from the sizes of palms; ``None`` where they show none, or too little.

    Parameters
    ----------
    signals : Signals
    aspect : float
        Picture width divided by height.
    inside : bool array, shape (k,)
        Samples in which the camera stood where it stands.
    """
    places, sizes = _gather(signals, inside)
    if len(places) == 0:
        return None
    gradient, error = _fit_gradient(places, sizes)
    steep = float(np.linalg.norm(gradient))
    spread = float((places @ gradient).std()) / max(steep, 1e-9)
    focal = FOCAL * max(aspect, 1.0)
    if steep < np.tan(LEAST_TILT_RAD) / focal or steep < SURE * error or spread < LEAST_SPREAD:
        return None
    gradient *= min(TRUST, np.tan(GREATEST_TILT_RAD) / focal / steep)
    middle = np.nanmedian(signals.place[inside].reshape(-1, 2), axis=0) - (aspect / 2, 0.5)
    normal = np.array([*gradient, (1.0 - gradient @ middle) / focal])
    return Slant(normal / np.linalg.norm(normal))


def _gather(signals: Signals, inside: NDArray[np.bool_]) -> tuple[FloatArray, FloatArray]:
    """Places (n, 2) and log sizes (n,) of palms, both beside their medians in their hand's window."""
    extent = signals.log_palm + np.log(signals.size)
    width = round(WINDOW_S * SIGNAL_HZ)
    places, sizes = [np.empty((0, 2))], [np.empty(0)]
    for start in range(0, len(signals), width):
        for hand in range(N_HANDS):
            part = slice(start, start + width, EVERY)
            place, size = signals.place[part, hand], extent[part, hand]
            known = np.isfinite(place[:, 0]) & np.isfinite(size) & inside[part]
            if known.sum() >= LEAST_SAMPLES:
                places.append(place[known] - np.median(place[known], axis=0))
                sizes.append(size[known] - np.median(size[known]))
    return np.concatenate(places), np.concatenate(sizes)


def _fit_gradient(places: FloatArray, sizes: FloatArray) -> tuple[FloatArray, float]:
    """Fit sizes by places, robustly (Huber's weights): the gradient, shape (2,), and its standard error along it."""
    weights = np.ones(len(sizes))
    for _ in range(ROUNDS):
        normal = (places * weights[:, None]).T @ places + RIDGE * np.eye(2)
        gradient = np.linalg.solve(normal, (places * weights[:, None]).T @ sizes)
        left = sizes - places @ gradient
        scale = 1.4826 * float(np.median(np.abs(left))) + 1e-6
        weights = 1.0 / np.maximum(1.0, np.abs(left) / (HUBER * scale))
    way = gradient / max(float(np.linalg.norm(gradient)), 1e-9)
    return np.asarray(gradient, dtype=np.float64), scale * float(np.sqrt(way @ np.linalg.inv(normal) @ way))
