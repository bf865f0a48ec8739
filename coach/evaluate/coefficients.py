"""Agreement of two raters beyond chance: Cohen's kappa and Gwet's AC1, with intervals.

Both compare the share of agreement with what chance would give. Kappa takes chance from how often each rater uses each
label, and collapses where one label is much more frequent than the others; AC1 does not, so both are shown.

References
----------
J. Cohen, A coefficient of agreement for nominal scales, 1960. K. L. Gwet, Computing inter-rater reliability and its
variance in the presence of high agreement, 2008. Resampling whole groups: A. C. Davison and D. V. Hinkley, Bootstrap
Methods and their Application, 1997, section 3.8.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.records import FloatArray

Counts = NDArray[np.int64]

RESAMPLES = 1000
LEVEL = 0.95
LEAST_GROUPS = 3
"""An interval from fewer groups would say nothing."""
SEED = 5


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval.

    Attributes
    ----------
    value : float or None
        ``None`` where the figure is not defined: nothing was compared, or only one label occurs at all.
    low, high : float or None
        ``None`` where there are too few groups to tell.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


def compute_share(table: FloatArray | Counts) -> float | None:
    """Share of agreement, from a square table (k, k) of how often the one said the row and the other the column."""
    total = table.sum()
    return float(np.trace(table) / total) if total else None


def compute_cohen_kappa(table: FloatArray | Counts) -> float | None:
    """Cohen's kappa of a square table (k, k); ``None`` where only one label occurs at all."""
    if not table.sum():
        return None
    shares = table / table.sum()
    return _beyond_chance(float(np.trace(shares)), float(shares.sum(axis=1) @ shares.sum(axis=0)))


def compute_gwet_ac1(table: FloatArray | Counts) -> float | None:
    """Gwet's AC1 of a square table (k, k) over the k labels that could have been said; ``None`` without a pair."""
    if not table.sum():
        return None
    shares = table / table.sum()
    used = (shares.sum(axis=1) + shares.sum(axis=0)) / 2
    return _beyond_chance(float(np.trace(shares)), float((used * (1 - used)).sum() / (len(shares) - 1)))


def _beyond_chance(observed: float, by_chance: float) -> float | None:
    return None if by_chance >= 1.0 else (observed - by_chance) / (1.0 - by_chance)


def estimate(tables: Counts, figure: Callable[[FloatArray | Counts], float | None]) -> Estimate:
    """Estimate a figure of all groups together, with a bootstrap interval over the groups.

    Neighbouring seconds are not independent, so whole groups (sessions, or stretches of one) are drawn again, not
    seconds. The same tables give the same interval.

    Parameters
    ----------
    tables : int array, shape (groups, k, k)
    figure : callable
        Such as :func:`compute_cohen_kappa`.
    """
    value = figure(tables.sum(axis=0))
    if value is None or len(tables) < LEAST_GROUPS:
        return Estimate(value)
    rng = np.random.default_rng(SEED)
    drawn = rng.multinomial(len(tables), np.full(len(tables), 1 / len(tables)), size=RESAMPLES)
    sums = np.tensordot(drawn, tables, axes=1)
    found = [figure(table) for table in sums]
    known = np.array([one for one in found if one is not None])
    # Where only one label was drawn kappa is not defined; if that is common, so is the interval.
    if len(known) < LEVEL * RESAMPLES:
        return Estimate(value)
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value, float(low), float(high))
