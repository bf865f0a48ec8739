"""Where the camera stands over a back, and what its view makes of hands that lie above the skin.

The map between picture and back is a homography, so a camera of a known focal length has one place from which it
sees the back so (Hartley & Zisserman, "Multiple View Geometry", ch. 8). With four corners the place comes out within a
few hundredths of its height whatever the lens; with two points a camera straight above is assumed. A palm lies some
centimetres above the skin: seen from the camera's place it appears further away and its ways longer, and when it
rises it seems to move away from the camera. Nothing in one picture parts that from a way; so much of a movement along
the line of sight as the work usually rises is taken for rising.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.motion.body import BackFrame
from coach.motion.body_shape import REGIONS
from coach.motion.waves import fit_waves
from coach.records import N_HANDS, FloatArray

FOCAL = 0.85
"""Focal length of usual cameras in lengths of the picture's longer side (61 degrees; telephones 55 to 70)."""

LEAST_HEIGHT = 0.3
"""Lengths of the back: no camera that shows a back stands lower over it than this."""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A camera's place in lengths of the back.

    Attributes
    ----------
    foot : array, shape (2,)
        The point of the back's plane over which it stands, in back coordinates.
    height : float
        Over that plane.
    depth : array, shape (3,)
        Of (u, v, 1): how deep a point of the plane lies before the camera, over the focal length in picture heights.
    """

    foot: FloatArray
    height: float
    depth: FloatArray

    def lower(self, uv: FloatArray, height: float) -> FloatArray:
        """Bring what lies ``height`` above the skin, shape (..., 2), to the place that it is above."""
        lowered: FloatArray = self.foot + (uv - self.foot) * (1.0 - height / self.height)
        return lowered

    def find_lean(self, uv: FloatArray) -> FloatArray:
        """How far and which way a hand at (..., 2) seems to move over the back for each unit that it rises."""
        lean: FloatArray = (uv - self.foot) / self.height
        return lean

    def measure(self, lengths: FloatArray, uv: FloatArray) -> FloatArray:
        """Turn lengths in picture heights, shape (...), square to the view at (..., 2), into lengths of the back."""
        measured: FloatArray = lengths * (uv @ self.depth[:2] + self.depth[2])
        return measured


def find_viewpoint(frame: BackFrame, aspect: float) -> Viewpoint:
    """Find the place from which a usual camera sees the back as the frame says."""
    focal = FOCAL * max(aspect, 1.0)
    rays = np.array([[aspect, 0, -aspect / 2], [0, 1, -0.5], [0, 0, focal]]) @ np.linalg.inv(frame.matrix)
    region = REGIONS[frame.region]
    rays = (
        rays
        * np.sign(rays[2] @ [0.0, (region.top + region.bottom) / 2, 1.0])
        / np.linalg.norm(rays[:, :2], axis=0).mean()
    )
    upright = np.cross(rays[:, 0], rays[:, 1])
    upright /= np.linalg.norm(upright)
    u, v, height = np.linalg.solve(np.column_stack([rays[:, :2], upright]), -rays[:, 2])
    return Viewpoint(np.array([u, v]), max(abs(float(height)), LEAST_HEIGHT), rays[2] / focal)


def discount_rise(path: FloatArray, rise: FloatArray, rate_hz: float) -> FloatArray:
    """Shorten ways along the line of sight by what hands seem to move because they rise and sink.

    Parameters
    ----------
    path : array, shape (k, 2, 2)
        Of both hands; NaN unseen.
    rise : array, shape (2, 2)
        How far and which way each hand seems to move, end to end, when it rises as usual; in the path's unit.
    rate_hz : float
        Cycles a second, in which the hands rise as well as go.

    Returns
    -------
    array, shape (k, 2, 2)
    """
    shortened = path.copy()
    for slot in range(N_HANDS):
        length = float(np.linalg.norm(rise[slot]))
        if not length > 0:
            continue
        sight = rise[slot] / length
        along = path[:, slot] @ sight
        waves, shares = fit_waves(along[:, None], rate_hz)
        if shares.sum() > 0:
            seen = shares > 0
            power = float(shares[seen] @ np.abs(waves[seen, 0]) ** 2) / float(shares.sum())
            # Rising and going add up as waves of unknown phase do: by their squares.
            kept = np.sqrt(max(0.0, 1.0 - (length / 2) ** 2 / max(power, 1e-12)))
            shortened[:, slot] = path[:, slot] - (1.0 - kept) * along[:, None] * sight
    return shortened
