"""What dense optical flow around the hands would show: the pictures move with the hands even where none is found.

The region and its 3 x 3 cells are laid as in :mod:`coach.hands.flow`. A cell's mean flow is that of the skin in it,
weighted by how much of the cell the hands cover, and of the background otherwise (which moves when the camera sways).
On real pictures of hands that rub each other the cells in the middle moved 0.7 to 1 times as far as the palms.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.records import FLOW_CELLS, FLOW_GRID, FloatArray
from sample_videos.motion.waves import smoothstep
from sample_videos.simulate.faults import TOUCH_SIZES, FaultyView, TrueView

HAND_AREA = 1.8
"""Skin seen of a flat hand, squared hand sizes."""

FOREARM_SHARE = 0.6
"""Skin of the forearm near the wrist, as a share of the hand's."""

GAIN = (0.65, 1.0)
"""Share of the true movement that flow finds on skin of little texture; drawn once a clip."""

HIDDEN_SHARE = 0.8
"""Share of a hand that lies right under another one that cannot be seen."""

NOISE_SIZES = 0.008
"""Standard deviation of a cell's error, hand sizes."""

NOISE_SHARE = 0.15
"""Standard deviation of a cell's error as a share of its movement."""

MARGIN = 1.15
MEMORY = 0.9
"""As in :mod:`coach.hands.flow`: breadth of the region over that of the landmarks, and its inertia a frame."""


def compute_flow(view: TrueView, seen: FaultyView, background: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Mean picture movement in the cells around the hands since the frame before.

    Parameters
    ----------
    view : TrueView
    seen : FaultyView
        Decides where the region lies, as only hands that are found do.
    background : array, shape (n, 2)
        Picture coordinates of a fixed place of the scene.
    rng : numpy Generator

    Returns
    -------
    array, shape (n, 9, 2)
        Picture heights; rows of the grid first. NaN in the first frame and before any hand was found.
    """
    n, heights = len(view.time_s), np.array([view.aspect, 1.0])
    gain = rng.uniform(*GAIN)
    noise = rng.standard_normal((2, n, FLOW_CELLS, 2))
    region = _follow_region(seen.picture)
    forearm = view.picture[:, :, 0] + 0.6 * (view.picture[:, :, 0] - view.picture[:, :, 9])
    points = np.concatenate([view.picture, forearm[:, :, None]], axis=2).reshape(n, -1, 2)
    size = view.size * view.aspect
    share = np.append(np.full(21, 1 / 21), FOREARM_SHARE)
    area = (HAND_AREA * (size**2 * _compute_visibility(view, size))[:, :, None] * share).reshape(n, -1)
    steps = np.diff(points, axis=0, prepend=points[:1]) * heights
    still = np.diff(background, axis=0, prepend=background[:1]) * heights
    cover, moved = _fill_cells(points, steps, area, region, view.aspect)
    covered = np.minimum(cover, 1.0)
    flow: FloatArray = gain * (covered[..., None] * moved + (1.0 - covered[..., None]) * still[:, None])
    flow += NOISE_SIZES * size.mean(axis=1)[:, None, None] * noise[0] + NOISE_SHARE * flow * noise[1]
    flow[0] = np.nan
    flow[~np.isfinite(region).all(axis=1)] = np.nan
    return flow


def _follow_region(picture: FloatArray) -> FloatArray:
    """Box around the hands found, (n, 4) as x0, y0, x1, y1; NaN before the first."""
    n = len(picture)
    flat = picture.reshape(n, -1, 2)
    known = np.isfinite(flat)
    low, high = np.where(known, flat, np.inf).min(axis=1), np.where(known, flat, -np.inf).max(axis=1)
    region = np.full((n, 4), np.nan)
    present: FloatArray | None = None
    for i in range(n):
        if low[i, 0] < high[i, 0]:
            box = np.concatenate([low[i], high[i]])
            present = box if present is None else MEMORY * present + (1.0 - MEMORY) * box
        if present is not None:
            region[i] = present
    return region


def _compute_visibility(view: TrueView, size: FloatArray) -> FloatArray:
    """Share of each hand that the other does not hide, (n, 2)."""
    apart = (view.picture[:, 0].mean(axis=1) - view.picture[:, 1].mean(axis=1)) * np.array([view.aspect, 1.0])
    hidden = HIDDEN_SHARE * smoothstep((TOUCH_SIZES - np.linalg.norm(apart, axis=-1) / size.mean(axis=1)) / 0.7)
    depth = view.seen_cm[..., 2].mean(axis=-1)
    farther = depth >= depth[:, ::-1]
    visible: FloatArray = 1.0 - farther * hidden[:, None]
    return visible


def _fill_cells(
    points: FloatArray, steps: FloatArray, area: FloatArray, region: FloatArray, aspect: float
) -> tuple[FloatArray, FloatArray]:
    """Share of each cell that is covered, (n, 9), and the mean movement of what covers it, (n, 9, 2)."""
    n = len(points)
    centre, half = (region[:, :2] + region[:, 2:]) / 2, (region[:, 2:] - region[:, :2]) / 2 * MARGIN
    with np.errstate(invalid="ignore", divide="ignore"):
        place = (points - (centre - half)[:, None]) / (2 * half)[:, None] * FLOW_GRID
    within = np.all((place >= 0) & (place < FLOW_GRID), axis=-1)
    inside = np.asarray(within & np.isfinite(steps).all(axis=-1))
    at = np.where(inside[..., None], place, 0.0).astype(np.int64)
    cell = np.arange(n)[:, None] * FLOW_CELLS + at[..., 1] * FLOW_GRID + at[..., 0]
    weight = np.where(inside, area, 0.0)
    total = _add_up(cell, weight, n)
    sums = [_add_up(cell, weight * np.where(inside, steps[..., i], 0.0), n) for i in (0, 1)]
    moved = np.stack(sums, axis=-1) / np.maximum(total, 1e-12)[..., None]
    cell_area = (4.0 * half[:, 0] * aspect * half[:, 1] / FLOW_CELLS)[:, None]
    return np.nan_to_num(total / np.maximum(cell_area, 1e-9)), moved


def _add_up(cell: NDArray[np.int64], weight: FloatArray, n: int) -> FloatArray:
    sums = np.bincount(cell.ravel(), weight.ravel(), n * FLOW_CELLS).astype(np.float64)
    return sums.reshape(n, FLOW_CELLS)
