"""What the picture itself says about movement, beside the hand model: dense optical flow, and what follows from it.

One dense flow field a frame (DIS, Kroeger et al. 2016, on a 160-pixel-wide picture) serves two ends:

* The flow around the hands, averaged over a 3 x 3 grid of cells, goes on as a signal of its own. Hands that touch
  confuse the hand model, but the picture still moves to and fro in step with them, so their pace survives.
* A hand that the model lost is followed: its last outline moves with the median flow inside it. That yields place only,
  never shape, for a bounded time, and only as long as the picture confirms it: an outline drifts off the hand, and a
  hand that is gone must not live on (:mod:`coach.hands.outline`).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.hands.outline import LIKE_LEAST, Colours, compare_colours, describe_colours
from coach.hands.small import Rgb, SmallPicture, make_flow_picture
from coach.hands.working import Beneath
from coach.records import FLOW_CELLS, FLOW_GRID, PALM_POINTS, FloatArray

FOLLOW_S = 1.0
"""Seconds that a hand is followed at most without being found again."""

SAME_HAND = 0.4
"""Palm lengths: an outline whose palm lies nearer than this to that of a hand which the model sees lies on that one."""

AROUND = 0.5
"""Width of what lies just around an outline, in longer sides of it."""

STIR_RANK, FASTEST_RANK = 0.9, 0.98
"""Ranks of the flow that stand for the faster parts under an outline, and for the fastest of the picture."""

REGION_MARGIN = 1.15
"""How much wider than the hands' landmarks the region of the cells is: landmarks end inside the fingers."""

REGION_MEMORY = 0.9
"""Weight of the last region in the present one, a frame: cells should not shake with the landmarks."""

REGION_KEEP_S = 2.0
"""Seconds that the region stays where hands were last seen."""


@dataclass(slots=True)
class _Outline:
    """A hand as it was last found, or as it was carried since then."""

    landmarks: FloatArray
    time_s: float
    budget_s: float = 0.0
    """How long it may still be carried: no longer than it was found before, and :data:`FOLLOW_S` at most."""
    colours: Colours | None = None
    """Of the picture in which it was found; counted when it is lost."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What one frame's picture says; see :class:`PictureFlow`."""

    cells: FloatArray
    followed: dict[int, FloatArray]


class PictureFlow:
    """Dense flow between successive pictures, and what follows from it.

    Call :meth:`advance` with each picture that does not repeat the last one first, and :meth:`update` with what was
    found in it; in between, :meth:`measure_beneath` and :meth:`measure_stir` tell how the picture moved.
    """

    def __init__(self) -> None:
        self._dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
        self._grey: NDArray[np.uint8] | None = None
        self._field: NDArray[np.float32] | None = None
        self._image: Rgb | None = None
        self._image_before: Rgb | None = None
        self._region: FloatArray | None = None
        self._region_s = 0.0
        self._last: dict[int, _Outline] = {}

    def advance(self, small: SmallPicture) -> None:
        """Go on to the next picture, as :func:`coach.hands.small.make_small` makes it."""
        grey = make_flow_picture(small.grey)
        before = self._grey if self._grey is not None and self._grey.shape == grey.shape else None
        self._field = None if before is None else self._dis.calc(before, grey, None)
        self._grey = grey
        self._image_before, self._image = self._image, small.colours

    def measure_beneath(self, landmarks: FloatArray) -> Beneath | None:
        """How the picture under an outline, (21, 2) picture coordinates, and just around it moved since the last one.

        ``None`` without a picture before, and for an outline outside the picture.
        """
        inside = None if self._field is None else _cut_out(self._field, landmarks)
        if self._field is None or inside is None:
            return None
        height, width = self._field.shape[:2]
        low, high = landmarks.min(axis=0) * (width, height), landmarks.max(axis=0) * (width, height)
        margin = max(2.0, AROUND * float(max(high - low)))
        x0, y0 = np.maximum(low - margin, 0).astype(int)
        x1, y1 = (high + margin).astype(int) + 1
        part = self._field[y0:y1, x0:x1]
        beside = np.ones(part.shape[:2], dtype=bool)
        inner = np.concatenate([np.maximum(low - (x0, y0), 0), np.maximum(high - (x0, y0), 0)]).astype(int)
        beside[inner[1] : inner[3] + 1, inner[0] : inner[2] + 1] = False
        around = _median(part[beside]) if beside.any() else np.zeros(2)
        stir = _rank(np.hypot(*(inside - around).T), STIR_RANK) / height
        return Beneath(_median(inside) / (width, height), around / (width, height), stir)

    def measure_stir(self) -> float | None:
        """How far the fastest part of the picture moved since the last one beyond the whole of it, picture heights.

        ``None`` without a picture before.
        """
        if self._field is None:
            return None
        steps = self._field[::2, ::2].reshape(-1, 2)
        return _rank(np.hypot(*(steps - _median(steps)).T), FASTEST_RANK) / len(self._field)

    def drop(self, slot: int) -> None:
        """Follow the hand of a slot no longer."""
        self._last.pop(slot, None)

    def update(self, time_s: float, found: dict[int, FloatArray]) -> Movement:
        """Advance to the picture given last.

        Parameters
        ----------
        time_s : float
        found : dict
            Slot -> landmarks (21, 2) in picture coordinates, of the hands that the model found in this picture.

        Returns
        -------
        Movement
            ``cells`` is (9, 2): picture heights since the last new picture, rows of the grid first; NaN without a
            region. ``followed`` has the landmarks of hands that were not found but followed: the last shape, moved.
        """
        self._move_region(time_s, found)
        cells = np.full((FLOW_CELLS, 2), np.nan)
        followed: dict[int, FloatArray] = {}
        if self._field is not None and self._region is not None:
            cells = _average_cells(self._field, self._region) / self._field.shape[0]
            followed = self._follow(time_s, self._field, found)
        for slot, landmarks in found.items():
            last = self._last.get(slot)
            budget_s = 0.0 if last is None else min(FOLLOW_S, last.budget_s + time_s - last.time_s)
            self._last[slot] = _Outline(landmarks, time_s, budget_s)
        return Movement(cells, followed)

    def _move_region(self, time_s: float, found: dict[int, FloatArray]) -> None:
        if found:
            points = np.concatenate(list(found.values()))
            box = np.concatenate([points.min(axis=0), points.max(axis=0)])
            keep = REGION_MEMORY if self._region is not None else 0.0
            self._region = box if self._region is None else keep * self._region + (1 - keep) * box
            self._region_s = time_s
        elif time_s - self._region_s > REGION_KEEP_S:
            self._region = None

    def _follow(self, time_s: float, field: NDArray[np.float32], found: dict[int, FloatArray]) -> dict[int, FloatArray]:
        followed: dict[int, FloatArray] = {}
        for slot, outline in list(self._last.items()):
            if slot in found:
                continue
            if outline.colours is None and self._image_before is not None:
                outline.colours = describe_colours(self._image_before, outline.landmarks)
            outline.budget_s -= time_s - outline.time_s
            outline.time_s = time_s
            step = _measure_step(field, outline.landmarks) if outline.budget_s >= 0 else None
            if step is not None:
                outline.landmarks = outline.landmarks + step
            if step is None or not self._confirms(outline, found):
                del self._last[slot]
            else:
                followed[slot] = outline.landmarks
        return followed

    def _confirms(self, outline: _Outline, found: dict[int, FloatArray]) -> bool:
        """Whether an outline still lies on the colours that it was drawn on, and on no hand that the model sees."""
        assert self._image is not None
        if any(_is_same_hand(outline.landmarks, landmarks, self._image.shape) for landmarks in found.values()):
            return False
        return compare_colours(outline.colours, describe_colours(self._image, outline.landmarks)) >= LIKE_LEAST


def _is_same_hand(one: FloatArray, other: FloatArray, shape: tuple[int, ...]) -> bool:
    """Whether the palms of two outlines, (21, 2) each, lie on each other."""
    palms = np.array([one, other])[:, list(PALM_POINTS)] * (shape[1] / shape[0], 1.0)
    apart = float(np.linalg.norm(palms[0].mean(axis=0) - palms[1].mean(axis=0)))
    return apart < SAME_HAND * float(np.linalg.norm(palms[1, 0] - palms[1, 2]))


def _average_cells(field: NDArray[np.float32], region: FloatArray) -> FloatArray:
    """Mean flow, pixels, in each cell of a grid over a region (x0, y0, x1, y1 in picture coordinates): (9, 2)."""
    height, width = field.shape[:2]
    centre, half = (region[:2] + region[2:]) / 2, (region[2:] - region[:2]) / 2 * REGION_MARGIN
    x0, y0 = np.clip((centre - half) * (width, height), 0, (width - 2 * FLOW_GRID, height - 2 * FLOW_GRID)).astype(int)
    x1, y1 = np.clip((centre + half) * (width, height), (x0 + 2 * FLOW_GRID, y0 + 2 * FLOW_GRID), (width, height))
    part = field[y0 : int(y1), x0 : int(x1)]
    cells = cv2.resize(part, (FLOW_GRID, FLOW_GRID), interpolation=cv2.INTER_AREA)
    averaged: FloatArray = cells.reshape(FLOW_CELLS, 2).astype(np.float64)
    return averaged


def _measure_step(field: NDArray[np.float32], landmarks: FloatArray) -> FloatArray | None:
    """Median flow under an outline, picture coordinates; ``None`` when it lies outside the picture."""
    height, width = field.shape[:2]
    inside = _cut_out(field, landmarks)
    if inside is None:
        return None
    step: FloatArray = _median(inside) / (width, height)
    return step


def _cut_out(field: NDArray[np.float32], landmarks: FloatArray) -> NDArray[np.float32] | None:
    """Flow under an outline, shape (k, 2) pixels; ``None`` when it lies outside the picture."""
    height, width = field.shape[:2]
    points = landmarks * (width, height)
    if not np.isfinite(points).all() or np.abs(points).max() > 4 * max(width, height):
        return None
    hull = cv2.convexHull(points.astype(np.int32).reshape(-1, 1, 2))
    left, top, wide, high = cv2.boundingRect(hull)
    x0, y0 = max(left, 0), max(top, 0)
    part = field[y0 : max(top + high, 0), x0 : max(left + wide, 0)]
    if not part.size:
        return None
    mask = np.zeros(part.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, hull - (x0, y0), 1)
    inside = part[mask == 1]
    return inside if len(inside) else None


def _rank(values: NDArray[np.float32], rank: float) -> float:
    """Give the value that a share of ``rank`` of the others lies below."""
    place = min(int(rank * len(values)), len(values) - 1)
    return float(np.partition(values, place)[place])


def _median(steps: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give the median of steps, shape (k, 2) without NaN: as :func:`numpy.median` has it, in a third of the time."""
    low, high = (len(steps) - 1) // 2, len(steps) // 2
    part = np.partition(steps, (low, high), axis=0)
    middle: NDArray[np.float32] = (part[low] + part[high]) / 2
    return middle
