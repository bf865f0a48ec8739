"""The picture a person keeps: a drawn back, and on it where the hands worked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from coach.formats import ReviewFile
from coach.motion.body import lie_in_places
from coach.motion.body_shape import BACK, REGIONS, outline_place
from coach.motion.regions import UV, BodyRegion
from coach.records import FloatArray
from coach.report.curve import draw_curve
from coach.report.drawing import INK, LABEL_PT, LINE, NUMBER_PT, SOFT_INK, make_figure
from coach.words import format_percent, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GRID_STEP = 0.01
"""Cell of the heat map, in lengths of the back (half a centimetre)."""

SPREAD = 0.05
"""Standard deviation of the blur, in lengths of the back: a palm is about 8 cm wide and the back about 50 cm long."""

BLUR_SIGMAS = 4
"""Standard deviations after which the blur is cut off."""

U_RANGE = (-0.45, 0.45)
V_RANGE = (-0.05, 1.15)
MIN_TICKS = 10
"""A map of fewer moments than this would show chance."""

SIDE_DEAD_BAND = 0.02
"""Within this distance of the spine (a centimetre) a palm counts for neither side."""

_SKIN = "#EFE3D6"
_SKIN_EDGE = "#C7B29C"
_HEAT = ((0.0, "#7A3B9600"), (0.25, "#8E4AA588"), (0.6, "#6A2C91CC"), (1.0, "#2D0A4EF2"))
"""One hue from clear to dark, none of the techniques' colours; reads the same in grey."""

_BLADE = ((0.105, 0.17), (0.16, 0.185), (0.182, 0.225), (0.165, 0.30), (0.125, 0.365), (0.092, 0.335), (0.088, 0.27))
"""Right shoulder blade, open at its inner upper corner."""


def has_heatmap(review: ReviewFile) -> bool:
    """Tell whether enough was seen in back coordinates to draw the map."""
    u, _ = _worked_places(review)
    return len(u) >= MIN_TICKS


def draw_heatmap(review: ReviewFile, zones: dict[str, tuple[float, float]] | None = None) -> Figure:
    """Draw where the hands worked, with the share of time per zone and per side.

    Parameters
    ----------
    review : ReviewFile
        With a calibrated back; see :func:`has_heatmap`.
    zones : mapping, optional
        Name -> from and to in lengths of the back, 0 at the base of the neck, 1 at the coccyx.
    """
    region = REGIONS.get("back" if review.back is None else review.back.region, BACK)
    zones = region.zones if zones is None else zones
    u, v = _worked_places(review)
    fit = _Fit(region)
    figure = make_figure(6.5, 6.0)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(-0.45, 1.01)
    axes.set_ylim(1.28, -0.07)
    _draw_back(axes, fit)
    _draw_heat(axes, compute_density(u * fit.scale, fit.down(v)))
    _draw_zones(axes, v, zones, fit)
    _draw_places(axes, u, v, fit)
    _draw_sides(axes, u)
    return figure


def compute_density(u: FloatArray, v: FloatArray) -> FloatArray:
    """Return the blurred share of time per cell, shape (rows of v, columns of u), the greatest 1; zeros for no data."""
    import cv2

    columns = round((U_RANGE[1] - U_RANGE[0]) / GRID_STEP)
    rows = round((V_RANGE[1] - V_RANGE[0]) / GRID_STEP)
    counts, _, _ = np.histogram2d(v, u, bins=(rows, columns), range=(V_RANGE, U_RANGE))
    sigma = SPREAD / GRID_STEP
    size = 2 * round(BLUR_SIGMAS * sigma) + 1
    blurred = np.asarray(cv2.GaussianBlur(counts, (size, size), sigma, borderType=cv2.BORDER_CONSTANT), np.float64)
    top = float(blurred.max())
    return blurred / top if top > 0 else blurred


def compute_zone_shares(v: FloatArray, zones: dict[str, tuple[float, float]]) -> dict[str, float]:
    """Share of the hands' time in each zone, 0 to 1; what lies outside all of them is left over."""
    total = max(len(v), 1)
    return {name: float(np.count_nonzero((v >= low) & (v < high))) / total for name, (low, high) in zones.items()}


def compute_place_shares(u: FloatArray, v: FloatArray, region: BodyRegion = BACK) -> dict[str, float]:
    """Share of the hands' time in a region's places besides its zones, which they overlap, 0 to 1."""
    uv = np.stack([u, v], axis=-1)
    return {name: float(lie_in_places(uv, [name]).mean()) if len(uv) else 0.0 for name in region.places}


def compute_side_shares(u: FloatArray) -> tuple[float, float] | None:
    """Shares of the receiver's left and right; ``None`` when no hand was beside the spine."""
    left, right = np.count_nonzero(u < -SIDE_DEAD_BAND), np.count_nonzero(u > SIDE_DEAD_BAND)
    return (left / (left + right), right / (left + right)) if left + right else None


def _worked_places(review: ReviewFile) -> tuple[FloatArray, FloatArray]:
    """Back coordinates of both palms at all ticks with a technique, flat and without gaps."""
    if review.timeline is None:
        return np.empty(0), np.empty(0)
    line = review.timeline
    working = np.array([technique not in ("none", "unseen") for technique in line.technique], dtype=bool)
    u, v = (
        np.array([[math.nan if value is None else value for value in pair] for pair in column], dtype=np.float64)
        for column in (line.back_u, line.back_v)
    )
    if not working.any():
        return np.empty(0), np.empty(0)
    u, v = u[working].ravel(), v[working].ravel()
    seen = np.isfinite(u) & np.isfinite(v)
    return u[seen], v[seen]


class _Fit:
    """Lays a region where a back is drawn, as large as fits."""

    def __init__(self, region: BodyRegion) -> None:
        self.region = region
        broadest = max(u for u, _ in region.right_half)
        self.scale = min(1.0 / (region.bottom - region.top), max(u for u, _ in BACK.right_half) / broadest)

    def down(self, v: FloatArray) -> FloatArray:
        laid: FloatArray = (v - self.region.top) * self.scale
        return laid

    def lay(self, points: Sequence[UV]) -> FloatArray:
        array = np.array(points)
        return np.column_stack([array[:, 0] * self.scale, self.down(array[:, 1])])


def _draw_back(axes: Axes, fit: _Fit) -> None:
    outline, blade = _smooth(fit.lay(fit.region.right_half)), _smooth(np.array(_BLADE))
    around = np.concatenate([outline, outline[::-1] * (-1, 1)])
    axes.fill(around[:, 0], around[:, 1], facecolor=_SKIN, edgecolor="none")
    axes.plot(around[:, 0], around[:, 1], color=_SKIN_EDGE, linewidth=1.6, solid_capstyle="round")
    if fit.region.spine:
        ends = fit.down(np.array([fit.region.top - 0.02, fit.region.bottom]))
        axes.plot([0, 0], ends, color=_SKIN_EDGE, linewidth=1.8, linestyle=(0, (1, 2.2)))
    if fit.region.id != "back":
        return
    for side in (-1, 1):
        axes.plot(side * blade[:, 0], blade[:, 1], color=_SKIN_EDGE, linewidth=1.1, solid_capstyle="round")
    axes.plot([0, 0], [1.03, 1.10], color=_SKIN_EDGE, linewidth=1.4, solid_capstyle="round")


def _smooth(corners: FloatArray) -> FloatArray:
    """Curve through the points, without overshoot, by their distance along the line."""
    along = np.concatenate([[0.0], np.hypot(*np.diff(corners, axis=0).T).cumsum()])
    return draw_curve(along, corners, np.linspace(0, along[-1], 160))


def _draw_heat(axes: Axes, density: FloatArray) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    colors = LinearSegmentedColormap.from_list("heat", list(_HEAT))
    axes.imshow(
        density,
        extent=(U_RANGE[0], U_RANGE[1], V_RANGE[1], V_RANGE[0]),
        cmap=colors,
        vmin=0,
        vmax=1,
        interpolation="bilinear",
        aspect="equal",
        zorder=3,
    )


def _draw_zones(axes: Axes, v: FloatArray, zones: dict[str, tuple[float, float]], fit: _Fit) -> None:
    for name, share in compute_zone_shares(v, zones).items():
        low, high = fit.down(np.array(zones[name]))
        axes.plot([0.44, 0.51], [low, low], color=LINE, linewidth=1)
        axes.plot([0.44, 0.51], [high, high], color=LINE, linewidth=1)
        axes.text(
            0.53, (low + high) / 2, say("common-zone-label", zone=name), color=SOFT_INK, size=LABEL_PT, va="bottom"
        )
        axes.text(0.53, (low + high) / 2, format_percent(share), color=INK, size=NUMBER_PT + 3, weight="bold", va="top")


def _draw_places(axes: Axes, u: FloatArray, v: FloatArray, fit: _Fit) -> None:
    """Draw the outlines of the places within the zones, and list how much of the time the hands were on each."""
    for row, (name, share) in enumerate(compute_place_shares(u, v, fit.region).items()):
        for ring in outline_place(name):
            closed = fit.lay([*ring, ring[0]])
            axes.plot(closed[:, 0], closed[:, 1], color=INK, alpha=0.35, linewidth=0.8, linestyle=(0, (3, 3)), zorder=4)
        label = f"{say('common-zone-label', zone=name)}: {format_percent(share)}"
        axes.text(1.0, 1.155 + 0.045 * row, label, color=SOFT_INK, size=LABEL_PT, va="center", ha="right")


def _draw_sides(axes: Axes, u: FloatArray) -> None:
    shares = compute_side_shares(u)
    if shares is None:
        return
    for x, name, share in ((-0.17, "left", shares[0]), (0.17, "right", shares[1])):
        axes.text(x, 1.13, say("report-side", side=name), color=SOFT_INK, size=LABEL_PT, va="top", ha="center")
        axes.text(x, 1.175, format_percent(share), color=INK, size=NUMBER_PT + 3, weight="bold", va="top", ha="center")
