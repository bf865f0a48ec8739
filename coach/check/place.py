"""Whether a step was done where its protocol asks; needs a back of which both ends are known.

A hand's place is where it works (:mod:`coach.motion.working_point`). A back's borders are no sharper than some
centimetres, so a step counts as inside its zones with a margin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.check.costs import ZONE_MARGIN
from coach.check.measure import SessionView, StepView
from coach.motion.body import find_care_areas, lie_in_places
from coach.motion.body_shape import CARE_ZONES, SPINE_HALF
from coach.motion.spine import find_on_spine, lie_astride
from coach.records import FloatArray, Side
from coach.technique.describe import find_zone

MOSTLY = 0.5
"""Share of a step in which both hands have to be known, and at work, to tell that the spine lies between them."""

REACHES_OVER = 0.12
"""Lengths of the back: 6 cm on one of 50 cm."""

STARTING_SHARE = 0.25
"""The beginning of a step, and its end, to see on which side each was."""


@dataclass(frozen=True, slots=True)
class PlaceVerdict:
    """How much of a step was inside its zones.

    ``score`` is ``None`` when place was not known in 60 % of the step; ``inside`` is a share; ``mostly`` the zone
    where the hands were most of the time.
    """

    score: float | None
    inside: float | None
    mostly: str | None
    seen_share: float


def judge_place(view: StepView) -> PlaceVerdict | None:
    """Return the share of the step inside its zones; ``None`` when the step asks no zone."""
    if not view.step.zones:
        return None
    share = view.place_known_share
    places = places_of(view)
    if len(places) == 0:
        return PlaceVerdict(None, None, None, 0.0)
    inside = float(np.mean(lie_in_places(places, view.step.zones, ZONE_MARGIN)))
    return PlaceVerdict(min(1.0, inside / 0.9) if view.places_judged else None, inside, find_zone(places), share)


def places_of(view: StepView) -> FloatArray:
    """Back coordinates of every hand at every active tick where they are known, shape (k, 2)."""
    uv = view.places.reshape(-1, 2)
    known: FloatArray = uv[np.isfinite(uv).all(axis=1)]
    return known


def merge_places(session: SessionView) -> FloatArray:
    """Return where the hands work at every tick, by the step that they work on; shape (ticks, 2, 2).

    Between the steps it is the timeline's own.
    """
    places = session.analysis.timeline.back_uv.copy()
    for view in session.steps:
        places[view.active] = view.places[view.active]
    return places


def spine_share(view: StepView) -> float:
    """Share of the step in which a hand lies on the spine itself: its palm, and what it works with close to it."""
    if _are_astride(view):
        return 0.0
    palms = view.analysis.timeline.palm_uv
    on_spine = find_on_spine(palms, view.places)
    known = np.isfinite(view.places[..., 0])
    shares = [float(on_spine[:, hand].sum() / max(1, known[:, hand].sum())) for hand in range(known.shape[1])]
    weights = [float(known[:, hand].sum()) for hand in range(known.shape[1])]
    least = 0.5 * max(weights)
    return max(share for share, weight in zip(shares, weights, strict=True) if weight >= least)


def _are_astride(view: StepView) -> bool:
    """Whether two working hands lie beside each other, so that the spine runs between them.

    A raised hand seen by an oblique camera appears some centimetres beside its place, both hands to the same side: one
    of the two then seems to lie on the spine.
    """
    working_s = sum(seconds for part, seconds in view.parts if part.hands != "one")
    both = np.isfinite(view.places[..., 0]).all(axis=1)
    if working_s < MOSTLY * view.active_s or both.sum() < MOSTLY * view.active.sum():
        return False
    return lie_astride(view.places[both])


def right_share(view: StepView) -> float | None:
    """Share of the work on the receiver's right side; ``None`` where place is unknown.

    A hand within a thumb's length of the spine may reach over it, so it counts for both sides.
    """
    u = places_of(view)[:, 0]
    right, left = float(np.sum(u > -REACHES_OVER)), float(np.sum(u < REACHES_OVER))
    return right / (right + left) if right + left else None


def starting_side(view: StepView) -> Side | None:
    """Side on which the first quarter of the step was done; ``None`` when both took part."""
    ticks = np.flatnonzero(view.active)
    return _side_at(view, ticks[: max(1, round(STARTING_SHARE * len(ticks)))])


def ending_side(view: StepView) -> Side | None:
    """Side on which the last quarter of the step was done; ``None`` when both took part."""
    ticks = np.flatnonzero(view.active)
    return _side_at(view, ticks[-max(1, round(STARTING_SHARE * len(ticks))) :])


def _side_at(view: StepView, ticks: NDArray[np.intp]) -> Side | None:
    u = view.places[ticks, :, 0].ravel()
    u = u[np.isfinite(u) & (np.abs(np.nan_to_num(u)) >= SPINE_HALF)]
    if len(u) == 0:
        return None
    right = float(np.mean(u > 0))
    return "right" if right > 0.8 else "left" if right < 0.2 else None


def over_care_areas(view: StepView) -> dict[str, NDArray[np.bool_]]:
    """Ticks at which a hand of the step lies over each area of care, such as the kidneys; each of shape (ticks,).

    Without a known place, all working ticks of a step whose places lie over them.
    """
    if not view.places_judged:
        return {name: view.active & bool(zones & view.step.covered_zones) for name, zones in CARE_ZONES.items()}
    areas = find_care_areas(view.places)
    return {name: np.any(areas[name], axis=1) for name in CARE_ZONES}
