"""Rules about where the hands are: on the spine, where care is taken, elsewhere than asked, on one side."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from coach.check.hits import Hit
from coach.check.measure import SessionView, StepView, find_intervals
from coach.check.parts import is_other_octave
from coach.check.place import ending_side, judge_place, over_care_areas, right_share, spine_share, starting_side
from coach.motion.hand_points import find_points
from coach.protocol.schema import Step

INSIDE_NEEDED = 0.35
"""A step was done elsewhere when less than this share of it lies in its zones."""

ON_SPINE_SHARE = 0.65
"""Hands cross the spine, and a hand beside it seems to lie on it half of the time; one that works on it stays."""

NEGLECTED_SHARE = 0.2
"""A side with less than this share of the work was left out."""

HARD_TAPPING_PER_MIN = 300.0
"""Five blows a second and hand, the upper end of tapotement in teaching texts; nobody strikes lightly at more."""

LONGEST_HARD_S = 4.0
"""Shorter stretches are slips of the measure as often as of the hands."""

BRIDGE_S = 2.0
"""Seconds of softer blows, or of an unknown pace, that do not part two stretches of hard ones."""


def _is_part_known(step: Step) -> bool:
    """Whether the step says with which part of the hand to work."""
    return len(find_points(step.technique, [way.part for way in step.ways])) < 2


def outside_area(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Most of the step lies outside its zones."""
    verdict = judge_place(view)
    if verdict is None or verdict.score is None or verdict.inside is None or verdict.inside >= INSIDE_NEEDED:
        return
    yield Hit(
        view.start_s,
        view.end_s,
        measured=verdict.mostly,
        expected=", ".join(view.step.zones),
        step=view.step.id,
        technique=view.step.technique,
        weight=1.0 - verdict.inside,
        detail={"inside": verdict.inside},
    )


def on_spine(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Find a hand that stays on the spine; steps that go across or slantwise only pass over it."""
    if not view.places_judged or view.step.axis in ("across", "diagonal") or not _is_part_known(view.step):
        return
    share = spine_share(view)
    if share > ON_SPINE_SHARE:
        yield Hit(
            view.start_s,
            view.end_s,
            measured=share,
            expected="beside the spine",
            unit="share",
            step=view.step.id,
            technique=view.step.technique,
            weight=share,
        )


def hard_tapping(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Find fast blows where particular care is taken: over the kidneys, say, or the hollow of a knee."""
    if view.step.technique != "tapping":
        return
    areas = over_care_areas(view)
    here = np.logical_or.reduce(list(areas.values()))
    fast = np.nan_to_num(view.pace) > HARD_TAPPING_PER_MIN
    if is_other_octave(view.pace[fast], view.pace[~fast]):
        fast[:] = False
    intervals = find_intervals(here & fast, view.analysis.timeline.time_s, BRIDGE_S)
    longest = max(intervals, key=lambda interval: interval[1] - interval[0], default=None)
    if longest is None or longest[1] - longest[0] < LONGEST_HARD_S:
        return
    known = view.pace[here & fast]
    most = max(areas, key=lambda name: int(np.sum(areas[name] & fast)))
    yield Hit(
        *longest,
        measured=float(np.median(known)),
        expected=(0.0, HARD_TAPPING_PER_MIN),
        unit="per_min",
        step=view.step.id,
        technique="tapping",
        weight=1.0,
        detail={"over": most},
    )


def one_side(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Nearly all of the work is on one side of a step that asks both."""
    if not view.places_judged or view.step.sides == "one" or not _is_part_known(view.step):
        return
    right = right_share(view)
    if right is None or NEGLECTED_SHARE <= right <= 1 - NEGLECTED_SHARE:
        return
    yield Hit(
        view.start_s,
        view.end_s,
        measured="left" if right > 0.5 else "right",
        expected="both sides",
        step=view.step.id,
        technique=view.step.technique,
        weight=abs(2 * right - 1),
        detail={"right_share": right},
    )


def other_start_side(session: SessionView, view: StepView) -> Iterator[Hit]:
    """Find a step that began on the side that hurts, and ended on the other one.

    Where only one side was seen the beginning may have been missed; that a side was left out is another rule's matter.
    """
    asked = view.step.start_side
    if asked is None or not view.places_judged:
        return
    began = starting_side(view)
    if began is not None and began != asked and ending_side(view) == asked:
        yield Hit(
            view.start_s,
            view.start_s,
            measured=began,
            expected=asked,
            step=view.step.id,
            technique=view.step.technique,
            weight=0.5,
        )
