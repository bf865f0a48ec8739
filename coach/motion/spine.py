"""Whether hands work on the spine itself, where nothing is to be done, or beside it.

A camera knows a hand's place to some centimetres, and the spine is three centimetres broad: so a hand counts as on it
only while its palm stays over it and the part it works with stays close to it, and not while the other hand lies on the
other side, because then the spine runs between the two and an oblique camera has moved both.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.motion.body_shape import REGIONS, SPINE_HALF
from coach.records import N_HANDS, FloatArray

CONTACT_NEAR_SPINE = 2 * SPINE_HALF
"""Thumbs that work a finger's breadth beside the spine are where they belong; their place is known no better."""

BEYOND = 1.0
"""Lengths of the back around a region without a spine that are still its own; the next one lies further away."""

ASTRIDE = 0.1
OFF_CENTRE = 0.13
"""Lengths of the back: how far apart two hands lie at least that have the spine between them, and how far from it the
middle between them may appear."""

STAYS_SHARE = 0.8
"""Share of the time for which a hand is on the spine that stays on it: strokes to the sides pass over it."""

SEEN_SHARE = 0.5
"""Share of the time in which a hand must be seen."""


def find_on_spine(palms: FloatArray, contacts: FloatArray) -> NDArray[np.bool_]:
    """Tell when each hand is on the spine: back coordinates, shape (k, 2, 2) both, to a bool array (k, 2)."""
    on: NDArray[np.bool_] = (np.abs(palms[..., 0]) < SPINE_HALF) & (np.abs(contacts[..., 0]) < CONTACT_NEAR_SPINE)
    for region in REGIONS.values():
        if not region.spine:
            upper, lower = region.reach
            on &= ~((palms[..., 1] >= upper - BEYOND) & (palms[..., 1] <= lower + BEYOND))
    return on


def lie_astride(places: FloatArray, seen_share: float = SEEN_SHARE) -> bool:
    """Tell whether two hands, back coordinates of shape (k, 2, 2), lie beside each other with the spine between."""
    both = np.isfinite(places[..., 0]).all(axis=1)
    if len(places) == 0 or both.mean() < seen_share:
        return False
    first, second = np.median(places[both], axis=0)
    apart, middle = abs(first[0] - second[0]), (first[0] + second[0]) / 2
    return bool(apart >= ASTRIDE and abs(middle) <= OFF_CENTRE and apart > abs(first[1] - second[1]))


def stay_on_spine(palms: FloatArray, contacts: FloatArray) -> bool:
    """Tell whether a hand stayed on the spine all the while.

    Parameters
    ----------
    palms, contacts : array, shape (k, 2, 2)
        Back coordinates of both palms and of what the hands work with; NaN where not known.
    """
    if len(palms) == 0 or lie_astride(contacts):
        return False
    known = np.isfinite(palms[..., 0]) & np.isfinite(contacts[..., 0])
    on = find_on_spine(palms, contacts)
    return any(
        known[:, hand].mean() >= SEEN_SHARE and on[:, hand].sum() >= STAYS_SHARE * known[:, hand].sum()
        for hand in range(N_HANDS)
    )
