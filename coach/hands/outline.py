"""Whether an outline still lies on the hand: the colours under it then and now.

An outline that is carried by optical flow slides off a hand that is fast, blurred or crossed by the other one. What
tells is not the flow itself (followed there and back again, it is as consistent on the table as on the hand) but the
colours: a histogram of chroma within the outline, held against that of the picture in which the hand was last found
(Swain & Ballard 1991, histogram intersection). Lightness is left out: hands shade themselves and each other.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.records import FloatArray

LIKE_LEAST = 0.8
"""Least share of the colours that an outline must have in common with the hand it was drawn on (outlines carried for up
to half a second over hands that the model still found: 88 % of those within half a hand size of it have more, and 27 %
of those farther off)."""

PATCH_PX = 48
"""Longer side that the part of the picture under an outline is brought to."""

BINS, LOW, HIGH = 32, 64.0, 192.0
"""Of the histogram, over the two chroma axes of L*a*b* as OpenCV scales them: 128 is grey."""

Colours = NDArray[np.float32]
"""Shape (32, 32), of sum 1."""


def describe_colours(image: NDArray[np.uint8], landmarks: FloatArray) -> Colours | None:
    """Histogram of the chroma under an outline.

    Parameters
    ----------
    image : uint8 array, shape (height, width, 3) RGB
    landmarks : array, shape (21, 2)
        Picture coordinates.

    Returns
    -------
    Colours or None
        ``None`` where the outline lies outside the picture or is too small to say anything.
    """
    height, width = image.shape[:2]
    points = landmarks * (width, height)
    low = np.clip(np.floor(points.min(axis=0)), 0, (width, height)).astype(int)
    high = np.clip(np.ceil(points.max(axis=0)), 0, (width, height)).astype(int)
    if (high - low).min() < 2:
        return None
    patch = image[low[1] : high[1], low[0] : high[0]]
    scale = min(1.0, PATCH_PX / max(high - low))
    patch = cv2.resize(patch, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mask = np.zeros(patch.shape[:2], np.uint8)
    hull = cv2.convexHull(((points - low) * scale).astype(np.int32).reshape(-1, 1, 2))
    cv2.fillConvexPoly(mask, hull, 255)
    chroma = cv2.cvtColor(patch, cv2.COLOR_RGB2LAB)
    counted = cv2.calcHist([chroma], [1, 2], mask, [BINS, BINS], [LOW, HIGH, LOW, HIGH])
    total = float(counted.sum())
    if total < 1:
        return None
    # Neighbouring bins share, or a hair's breadth of white balance would empty one and fill the next.
    colours: Colours = cv2.GaussianBlur(counted, (3, 3), 0) / total
    return colours


def compare_colours(then: Colours | None, now: Colours | None) -> float:
    """Share that two histograms have in common, 0 to 1; 0 where one is not known."""
    if then is None or now is None:
        return 0.0
    return float(np.minimum(then, now).sum())
