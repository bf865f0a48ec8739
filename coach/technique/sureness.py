"""How sure a name is: plain, probable, or withheld, because "not sure" helps a person more than a wrong name does.

The confidence of a stretch is the mean probability of its technique over its ticks. Below :data:`LEAST_SURE` the
stretch is not named: it is ``unseen`` like everything else that cannot be judged, keeps its pace, and says which
techniques it may have been.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from coach.motion.direction import Direction
from coach.records import TECHNIQUES, FloatArray, Segment, TechniqueName, Timeline, Verdict

LEAST_SURE = 0.7
"""Confidence from which a technique is named. Chosen on the real clips, which teach the model nothing: at 0.65 nine in
ten names were right there (89.1 % of 265 seconds) and dough that is kneaded was called rubbing, at 0.7 92.1 % of 239
(``benchmarks/real.py``)."""

PLAINLY_SURE = 0.8
"""Confidence from which on it is named without "probably"."""

POSSIBLE = 0.2
"""Mean probability from which on a technique is among those that it may be."""

MOST_POSSIBLE = 3

Told = TypeVar("Told", Segment, Direction)
"""What an axis and a sense stand in."""

MISTAKEN_FOR: Mapping[TechniqueName, frozenset[Verdict]] = {"kneading": frozenset({"rubbing"})}
"""What real hands that do a technique are called instead, however sure the scores are: of 22 seconds of real kneading
13 were called rubbing and none kneading (``benchmarks/real.py``). Rendered and simulated hands are told apart."""


def find_mistaken(seen: Verdict) -> tuple[TechniqueName, ...]:
    """Techniques that what was seen may be as well, however sure its scores are."""
    return tuple(name for name, others in MISTAKEN_FOR.items() if seen in others)


def may_be(asked: TechniqueName, seen: Verdict) -> bool:
    """Whether what was seen may be what was asked: the same, or what that is mistaken for on real hands."""
    return seen == asked or asked in find_mistaken(seen)


def withhold_names(timeline: Timeline, segments: Sequence[Segment]) -> tuple[Timeline, tuple[Segment, ...]]:
    """Return the timeline and its segments without the names that nobody can be sure of.

    For what no protocol was held against: where one was, what it asks has settled the names, and what is judged is what
    is drawn.
    """
    verdict: NDArray[np.object_] = timeline.verdict.copy()
    named = []
    for segment in segments:
        if segment.technique == "unseen" or segment.confidence >= LEAST_SURE:
            named.append(segment)
            continue
        inside = (timeline.time_s >= segment.start_s) & (timeline.time_s < segment.end_s)
        verdict[inside] = "unseen"
        named.append(_withhold(segment, find_possible(timeline.scores[inside])))
    return replace(timeline, verdict=verdict), tuple(named)


def withhold_ways(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return segments without the axes that hang on a tilt of the camera that nobody knows.

    Nor with the sense of work that has no rhythm: which of its ways was the slower one is chance.
    """
    told = (segment if segment.axis_sure else withhold_axis(segment) for segment in segments)
    return tuple(segment if segment.cycles is not None else replace(segment, sense=None) for segment in told)


def withhold_axis(told: Told) -> Told:
    """Take the axis away, and the sense where that hangs on the axis too."""
    # Along and diagonal ways go headward or tailward alike.
    is_near_spine = told.axis in ("along", "diagonal") and (told.angle_rad or 0.0) < math.pi / 4
    return replace(told, axis=None, angle_rad=None, sense=told.sense if is_near_spine else None)


def find_possible(scores: FloatArray) -> tuple[TechniqueName, ...]:
    """Techniques that a stretch may be, likeliest first, from its scores, shape (m, 5); NaN rows say nothing."""
    known = scores[np.isfinite(scores).all(axis=1)]
    if len(known) == 0:
        return ()
    share = known.mean(axis=0)
    order = np.argsort(-share, kind="stable")[:MOST_POSSIBLE]
    return tuple(TECHNIQUES[i] for place, i in enumerate(order) if place == 0 or share[i] >= POSSIBLE)


def _withhold(segment: Segment, possible: tuple[TechniqueName, ...]) -> Segment:
    """Take the name away, and what was read under it; the rhythm stays."""
    return replace(
        segment,
        technique="unseen",
        maybe=possible,
        axis=None,
        angle_rad=None,
        sense=None,
        drift=None,
        hands=None,
        speed_cm_s=None,
        stroke_cm=None,
        zone=None,
        side_balance=None,
    )
