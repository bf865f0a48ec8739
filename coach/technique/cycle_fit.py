"""One hand's cycle: fundamental and second harmonic fitted by least squares (harmonic regression) beside a line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from coach.motion.kinematics import SIGNAL_HZ
from coach.records import FloatArray

LEAST_SHARE = 0.4
"""A hand must be seen in this share of the window."""

LEAST_SAMPLES = 12
RIDGE = 1e-6


@dataclass(frozen=True, slots=True)
class CycleFit:
    """What repeats at the rate, peak to peak, in hand sizes (logarithm for size); 0 where it was not seen.

    Attributes
    ----------
    reach, breadth : float
        Axes of the ellipse that the palm describes.
    tips, grasp, size : float
        Of the fingertips against the palm, the grasp, the apparent size.
    second_harmonic : float
        Of the palm at twice the rate: a pointed movement has more of it.
    share : float
        Share of the palm's movement that the fit explains.
    tips_phase : float
        1 where the fingertips swing out in step with the palm (the hand turns at the wrist), -1 against it, 0 neither.
    curl : float
        Of the fingertips' distance from the palm.
    palm : float
        Of the palm's apparent extent (logarithm): a hand that is lifted grows.
    palm_phase : float
        1 where the palm is largest at an end of its way, 0 where in the middle.
    thumb, thumb_share : float
        Of the thumb's tip against the palm, and the share of its movement that the fit explains.
    """

    reach: float = 0.0
    breadth: float = 0.0
    tips: float = 0.0
    grasp: float = 0.0
    size: float = 0.0
    second_harmonic: float = 0.0
    share: float = 0.0
    tips_phase: float = 0.0
    curl: float = 0.0
    palm: float = 0.0
    palm_phase: float = 0.0
    thumb: float = 0.0
    thumb_share: float = 0.0


def fit_cycle(path: FloatArray, tips: FloatArray, thumb: FloatArray, shape: FloatArray, rate_hz: float) -> CycleFit:
    """Fit the cycle of one hand in a window.

    Parameters
    ----------
    path, tips, thumb : array, shape (k, 2)
    shape : array, shape (k, 3)
        Grasp, logarithm of the size, logarithm of the palm's extent. All at :data:`SIGNAL_HZ`; NaN unseen.
    rate_hz : float
    """
    design = _make_design(len(path), rate_hz)
    palm = _regress(design, path)
    if palm is None:
        return CycleFit()
    weights, left, whole = palm
    share = _explained(left, whole)
    fundamental, second = weights[2] - 1j * weights[3], weights[4] - 1j * weights[5]
    _, (large, small), (main, _) = np.linalg.svd(weights[2:4])
    fit = CycleFit(2 * large, 2 * small, second_harmonic=2 * float(np.linalg.norm(second)), share=share)
    found = _regress(design, np.column_stack([tips, shape, np.linalg.norm(tips, axis=1), thumb]))
    if found is None:
        return fit
    weights, left, whole = found
    beat = weights[2] - 1j * weights[3]
    tip, way, extent = beat[:2], complex(fundamental @ main), complex(beat[4])
    amounts = 2 * np.abs(beat)
    return replace(
        fit,
        tips=float(np.hypot(amounts[0], amounts[1])),
        grasp=float(amounts[2]),
        size=float(amounts[3]),
        tips_phase=float(np.real(np.vdot(fundamental, tip)))
        / max(float(np.linalg.norm(fundamental) * np.linalg.norm(tip)), 1e-9),
        curl=float(amounts[5]),
        palm=float(amounts[4]),
        palm_phase=abs(float(np.real(np.conj(way) * extent))) / max(abs(way) * abs(extent), 1e-9),
        thumb=float(np.hypot(amounts[6], amounts[7])),
        thumb_share=_explained(left[6:8], whole[6:8]),
    )


@lru_cache(maxsize=4)
def _make_design(samples: int, rate_hz: float) -> FloatArray:
    """Make a line, the wave and its second harmonic, shape (samples, 6); both hands share it."""
    phase = 2 * np.pi * rate_hz * np.arange(samples) / SIGNAL_HZ
    ramp = np.linspace(-1.0, 1.0, samples)
    return np.column_stack(
        [np.ones_like(ramp), ramp, np.cos(phase), np.sin(phase), np.cos(2 * phase), np.sin(2 * phase)]
    )


def _regress(design: FloatArray, values: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray] | None:
    """Weights (6, c) of the design's columns, and the squares that waves, and that the line alone, leave of each."""
    known = np.isfinite(values).all(axis=1)
    if known.mean() < LEAST_SHARE or known.sum() < LEAST_SAMPLES:
        return None
    basis, seen = design[known], values[known]
    gram, towards = basis.T @ basis + RIDGE * np.eye(basis.shape[1]), basis.T @ seen
    weights = np.asarray(np.linalg.solve(gram, towards), dtype=np.float64)
    line = np.linalg.solve(gram[:2, :2], towards[:2])
    left = ((seen - basis @ weights) ** 2).sum(axis=0)
    whole = ((seen - basis[:, :2] @ line) ** 2).sum(axis=0)
    return weights, left, whole


def _explained(left: FloatArray, whole: FloatArray) -> float:
    """Share that the waves explain of what the line leaves."""
    return 1.0 - float(left.sum()) / max(float(whole.sum()), 1e-9)
