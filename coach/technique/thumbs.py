"""Thumbs that rub while the hands lie still: a way of working that palms and fingertips do not show.

A technique is named by how palms and fingertips move, and to the trees such hands rest. But a thumb that goes to and
fro or round, in time, against a hand that does not move is plainly seen: on rendered hands it moves by 0.2 to 0.6 hand
sizes, palm and fingertips by less than 0.04.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coach.motion.kinematics import SIGNAL_HZ
from coach.records import N_HANDS, FloatArray
from coach.technique.cycle_fit import CycleFit, fit_cycle

QUIET_PALM = 0.08
"""Hand sizes, peak to peak at the rhythm's rate, that both palms move at most."""

LEAST_THUMB = 0.12
"""Hand sizes that a thumb moves at least: three times the jitter of a landmark."""

QUIET_TIPS = 0.3
"""Most that the fingertips move, as a share of the thumb's way: hands that knead close their fingers as well."""

LEAST_SHARE = 0.4
"""Least share of the thumb's movement that goes with the rhythm: a thumb that fidgets has none."""

WINDOW_S, WINDOW_CYCLES = 4.0, 3.0
MOSTLY = 0.5


def do_thumbs_rub(fits: Sequence[CycleFit]) -> bool:
    """Tell from the cycles of both hands whether thumbs alone work."""
    return all(fit.reach <= QUIET_PALM for fit in fits) and any(
        fit.thumb >= LEAST_THUMB and fit.tips <= QUIET_TIPS * fit.thumb and fit.thumb_share >= LEAST_SHARE
        for fit in fits
    )


def do_thumbs_rub_mostly(path: FloatArray, tips: FloatArray, thumb: FloatArray, rate_hz: float) -> bool:
    """Tell whether thumbs alone work in most of a stretch.

    Parameters
    ----------
    path, tips, thumb : array, shape (k, 2, 2)
        Of both hands, in hand sizes at :data:`SIGNAL_HZ`; NaN unseen.
    rate_hz : float
        Of the stretch's rhythm.
    """
    width = round(max(WINDOW_S, WINDOW_CYCLES / rate_hz) * SIGNAL_HZ)
    parts = [slice(start, start + width) for start in range(0, max(len(path) - width, 0) + 1, width)]
    no_shape = np.zeros((width, 3))
    found = [
        do_thumbs_rub(
            [
                fit_cycle(path[part, slot], tips[part, slot], thumb[part, slot], no_shape[: len(path[part])], rate_hz)
                for slot in range(N_HANDS)
            ]
        )
        for part in parts
    ]
    return float(np.mean(found)) > MOSTLY
