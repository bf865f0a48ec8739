"""The back as a frame of reference: picture points become back coordinates, and back coordinates zones.

Back coordinates (see :mod:`coach.motion.body_shape`): u across, the receiver's right positive, v from the neck (0) to
the tail (1), both in lengths of the back. They hold for a prone receiver seen from above in an *unmirrored* picture.

How a :class:`coach.records.Back` is read:

* four corners: a homography from the corners to their places on a back of usual proportions (direct linear transform,
  Hartley & Zisserman, "Multiple View Geometry", ch. 4), then a similarity so that neck and tail lie exactly at (0, 0)
  and (0, 1). Any tilt of the camera is undone; what stays is parallax: a point 5 cm above the skin seen at 45 degrees
  appears 5 cm away from where it is (palms are brought back by their usual height: :mod:`coach.motion.viewpoint`).
* two points: a similarity; a camera straight above is assumed. The size of the palms in different places tells of a
  tilt (texture gradient), but a third of the rendered clips from above were taken for oblique by it, and ways came out
  1.05 degrees off instead of 1.15: it was left out.
* "head": the same, but only the direction is known; :attr:`BackFrame.knows_place` is false.

Under a mirrored picture a back of two points keeps v and every distance, and u changes its sign: left and right,
clockwise and counter-clockwise are exchanged. A back of four corners, named as on the body, keeps u and v both.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coach.errors import InputError
from coach.motion.body_shape import (
    ALL_ZONES,
    CARE_AREAS,
    PLACES,
    REGIONS,
    half_width,
)
from coach.records import Back, FloatArray
from coach.words import say

"""From the receiver's left to the right."""

_HORIZON = 1e-6
"""A homogeneous coordinate below this lies on the horizon of the plane of the back, and has no place on it."""


@dataclass(frozen=True, slots=True)
class BackFrame:
    """The map between picture and back.

    Attributes
    ----------
    matrix : array, shape (3, 3)
        Homography from picture coordinates (x, y, 1) to (u, v, 1).
    length_cm : float
        Of a back on this body: one unit of the coordinates.
    region : str
        Which part of the body it is; the coordinates are those of its plate (:mod:`coach.motion.regions`).
    method : "corners", "two_points" or "head"
    """

    matrix: FloatArray
    length_cm: float
    method: Literal["corners", "two_points", "head"]
    region: str = "back"

    @property
    def knows_place(self) -> bool:
        """Whether zones and centimetres can be told, not only directions."""
        return self.method != "head"

    def to_back(self, points: FloatArray) -> FloatArray:
        """Turn picture points, shape (..., 2), into (u, v); NaN stays NaN, and so is what lies past the horizon."""
        return _apply(self.matrix, points)

    def to_picture(self, uv: FloatArray) -> FloatArray:
        """Turn back coordinates into picture points, shape (..., 2); NaN for what the camera cannot see."""
        return _apply(np.linalg.inv(self.matrix).astype(np.float64), uv)

    def to_cm(self, points: FloatArray) -> FloatArray:
        """Measure centimetres on the back (across, along), shape (..., 2); NaN where the scale is unknown."""
        if not self.knows_place:
            return np.full(np.shape(points), np.nan)
        scaled: FloatArray = self.to_back(points) * self.length_cm
        return scaled


def make_back_frame(back: Back, aspect: float) -> BackFrame:
    """Make the map from a back as the user gave it.

    Parameters
    ----------
    back : Back
    aspect : float
        Picture width divided by height.

    Raises
    ------
    InputError
        When the corners do not go round a back.
    """
    region = REGIONS[back.region]
    extent = region.bottom - region.top
    onto_plate = np.array([[extent, 0.0, 0.0], [0.0, extent, region.top], [0.0, 0.0, 1.0]])
    length_cm = back.length_cm / extent
    ends = np.array([back.neck, back.tail], dtype=np.float64)
    if back.corners is not None:
        corners = _check_corners(np.array(back.corners, dtype=np.float64))
        plane = _solve_homography(corners, np.array(region.corners))
        matrix = onto_plate @ _fit_ends(_apply(plane, ends)) @ plane
        return BackFrame(matrix, length_cm, "corners", region.id)
    plane = np.diag([aspect, 1.0, 1.0])
    method: Literal["two_points", "head"] = "head" if back.given_by == "head" else "two_points"
    matrix = onto_plate @ _fit_ends(_apply(plane, ends)) @ plane
    return BackFrame(matrix, length_cm, method, region.id)


def turn_to(back: Back, region: str) -> Back:
    """Let the points of a back be the ends of a region; the usual length of one becomes that of the other.

    A back that was set for that region stays as it is.
    """
    if back.region == region:
        return back
    earlier = None if back.earlier is None else turn_to(back.earlier, region)
    usual = math.isclose(back.length_cm, REGIONS[back.region].length_cm)
    length_cm = REGIONS[region].length_cm if usual else back.length_cm
    return replace(back, region=region, length_cm=length_cm, earlier=earlier)


def classify_zones(v: FloatArray) -> NDArray[np.object_]:
    """Zone by height, of any region, or ``None`` beyond them and where v is NaN; shape of v."""
    names = np.full(np.shape(v), None, dtype=object)
    for zone, (upper, lower) in ALL_ZONES.items():
        names[(v >= upper) & (v < lower)] = zone
    return names


def lie_in_places(uv: FloatArray, places: Iterable[str], margin: float = 0.0) -> NDArray[np.bool_]:
    """Tell which points, shape (..., 2), lie in at least one of several places; NaN lies in none.

    Parameters
    ----------
    places : names of :data:`coach.motion.body_shape.PLACES`
    margin : float
        Lengths of the back by which every border is pushed outward.
    """
    off, v = np.abs(uv[..., 0]), uv[..., 1]
    inside = np.zeros(v.shape, dtype=bool)
    for region in (PLACES[name] for name in places):
        by_height = (v >= region.top - margin) & (v < region.bottom + margin)
        inside |= by_height & (off >= region.inner - margin) & (off < region.outer + margin)
    return inside


def find_care_areas(uv: FloatArray) -> dict[str, NDArray[np.bool_]]:
    """Which points, shape (..., 2), lie over each area of care; NaN lies over none."""
    u, v = uv[..., 0], uv[..., 1]
    return {
        name: np.logical_or.reduce(
            [(u >= left) & (u <= right) & (v >= top) & (v <= low) for left, right, top, low in boxes]
        )
        for name, boxes in CARE_AREAS.items()
    }


def outline_points(frame: BackFrame) -> dict[str, FloatArray]:
    """Lines to draw over the picture, by name, each of shape (k, 2) in picture coordinates.

    ``outline`` is closed; ``spine`` runs from neck to tail; ``zone:NAME`` is the upper border of each zone, from left
    to right. Where the scale is unknown there is only ``spine``, the middle line; where it is known, only of a region
    that has one.
    """
    region = REGIONS[frame.region]
    middle = frame.to_picture(np.array([[0.0, region.top], [0.0, region.bottom]]))
    lines = {"spine": middle} if region.spine or not frame.knows_place else {}
    if not frame.knows_place:
        return lines
    lines = {"outline": frame.to_picture(np.array([*region.outline, region.outline[0]])), **lines}
    for zone, (upper, _) in region.zones.items():
        width = half_width(upper)
        lines[f"zone:{zone}"] = frame.to_picture(np.array([[-width, upper], [width, upper]]))
    return lines


def _apply(matrix: FloatArray, points: FloatArray) -> FloatArray:
    points = np.asarray(points, dtype=np.float64)
    mapped = points @ matrix[:, :2].T + matrix[:, 2]
    depth = mapped[..., 2:]
    with np.errstate(invalid="ignore", divide="ignore"):
        result: FloatArray = np.where(depth > _HORIZON, mapped[..., :2] / depth, np.nan)
    return result


def _fit_ends(ends: FloatArray) -> FloatArray:
    """Similarity that brings neck and tail, shape (2, 2), to (0, 0) and (0, 1) without mirroring."""
    along = ends[1] - ends[0]
    size = float(along @ along)
    if not size > 0:
        raise InputError(say("fault-same-point"))
    across = np.array([along[1], -along[0]])
    rows = np.stack([across, along]) / size
    return np.vstack([np.column_stack([rows, -rows @ ends[0]]), [0.0, 0.0, 1.0]])


def _check_corners(corners: FloatArray) -> FloatArray:
    sides = np.roll(corners, -1, axis=0) - corners
    following = np.roll(sides, -1, axis=0)
    turns = sides[:, 0] * following[:, 1] - sides[:, 1] * following[:, 0]
    if not (np.all(turns > 1e-9) or np.all(turns < -1e-9)):
        raise InputError(say("fault-corners"))
    return corners


def _solve_homography(source: FloatArray, target: FloatArray) -> FloatArray:
    """Homography of four points onto four points; positive depth over the quadrangle."""
    rows = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    solution = np.linalg.solve(np.array(rows), target.reshape(-1))
    matrix = np.append(solution, 1.0).reshape(3, 3)
    middle = matrix @ np.append(source.mean(axis=0), 1.0)
    signed: FloatArray = matrix * np.sign(middle[2])
    return signed
