"""Named features of what repeats at the rhythm's rate.

It is measured by a least-squares fit of its fundamental and second harmonic (harmonic regression), apart from slow
travel and from jitter; lengths are in hand sizes, amplitudes peak to peak.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.motion.rhythm import Rhythm
from coach.records import N_HANDS, FloatArray
from coach.technique.cycle_fit import CycleFit, fit_cycle
from coach.technique.thumbs import do_thumbs_rub

RHYTHM_FEATURES = (
    "has_rhythm",
    "rate",
    "salience",
    "cycle_reach",
    "cycle_breadth",
    "cycle_tips",
    "cycle_grasp",
    "cycle_size",
    "cycle_speed",
    "cycle_double",
    "cycle_share",
    "tips_ratio",
    "grasp_ratio",
    "size_ratio",
    "double_ratio",
    "tips_phase",
    "curl_ratio",
    "cycle_palm",
    "palm_ratio",
    "palm_phase",
)
"""``rate``: log2 of cycles a second; ``cycle_*``: peak to peak at that rate; ``cycle_double``: of the palm at twice the
rate; ``cycle_share``: share of the palm's movement in the window that the fit explains; ``*_ratio``: of what else beats
to the palm's reach; ``tips_phase``: whether the fingertips swing out in step with the palm (1) or against it (-1);
``cycle_palm``, ``palm_phase``: see :class:`~coach.technique.cycle_fit.CycleFit`."""

RATIO_FLOOR = 0.03
"""Hand sizes added to the palm's reach before it divides, the size of landmark jitter."""

MANY_CYCLES, FEW_CYCLES = 8.0, 3.0
FIT_LEAST_S, FIT_USUAL_S, FIT_MOST_S = 2.4, 4.0, 16.0
"""A cycle is fitted over many cycles when they are quick, or landmark jitter drowns how far a blow is lifted, and over
few when they are slow, or the movement has changed meanwhile."""


def compute_rhythm_features(
    signals: Signals, at: NDArray[np.int_], rhythm: Rhythm
) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Compute the features of the rhythm at samples ``at``, one for each of its ticks.

    Returns
    -------
    array, shape (m, f)
        In the order of :data:`RHYTHM_FEATURES`; 0 where there is no rhythm.
    bool array, shape (m,)
        Where thumbs alone work.
    """
    thumbs = np.zeros(len(at), dtype=np.bool_)
    out = np.zeros((len(at), len(RHYTHM_FEATURES)))
    out[:, RHYTHM_FEATURES.index("salience")] = np.nan_to_num(rhythm.salience)
    n = len(signals)
    for row in np.flatnonzero(np.isfinite(rhythm.rate_hz)):
        rate = float(rhythm.rate_hz[row])
        width = min(round(_fit_span_s(rate) * SIGNAL_HZ), n)
        start = int(np.clip(at[row] - width // 2, 0, n - width))
        part = slice(start, start + width)
        fits = [_fit_hand(signals, part, slot, rate) for slot in range(N_HANDS)]
        thumbs[row] = do_thumbs_rub(fits)
        named = _name_cycle(max(fits, key=lambda fit: fit.reach), rate)
        out[row] = [named.get(name, out[row, i]) for i, name in enumerate(RHYTHM_FEATURES)]
    return out, thumbs


def _fit_hand(signals: Signals, part: slice, slot: int, rate_hz: float) -> CycleFit:
    """Fit the cycle of one hand in a part of the samples."""
    shape = np.stack([values[part, slot] for values in (signals.grasp, signals.log_size, signals.log_palm)], axis=-1)
    return fit_cycle(signals.path[part, slot], signals.tips[part, slot], signals.thumb[part, slot], shape, rate_hz)


def _fit_span_s(rate_hz: float) -> float:
    longest = min(max(FEW_CYCLES / rate_hz, FIT_USUAL_S), FIT_MOST_S)
    return min(max(MANY_CYCLES / rate_hz, FIT_LEAST_S), longest)


def _name_cycle(fit: CycleFit, rate_hz: float) -> dict[str, float]:
    whole = fit.reach + RATIO_FLOOR
    return {
        "has_rhythm": 1.0,
        "rate": float(np.log2(rate_hz)),
        "cycle_reach": fit.reach,
        "cycle_breadth": fit.breadth,
        "cycle_tips": fit.tips,
        "cycle_grasp": fit.grasp,
        "cycle_size": fit.size,
        "cycle_speed": np.pi * rate_hz * fit.reach,
        "cycle_double": fit.second_harmonic,
        "cycle_share": fit.share,
        "tips_phase": fit.tips_phase,
        "curl_ratio": fit.curl / whole,
        "cycle_palm": fit.palm,
        "palm_ratio": fit.palm / whole,
        "palm_phase": fit.palm_phase,
        "tips_ratio": fit.tips / whole,
        "grasp_ratio": fit.grasp / whole,
        "size_ratio": fit.size / whole,
        "double_ratio": fit.second_harmonic / whole,
    }
