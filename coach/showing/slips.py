"""Names put right by what goes on: a pace that a technique never has, one movement under two names."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

import numpy as np

from coach.motion.strokes import describe_stroke
from coach.records import N_HANDS, TECHNIQUES, Axis, FloatArray, Segment, TechniqueName, Timeline, Verdict
from coach.showing.alike import differ_in_pace, go_other_ways
from coach.showing.anew import describe_anew
from coach.showing.slow_strokes import LEAST_WAY
from coach.technique.timeline import Measured

LEAST_STEP_S = 12.0
"""Shorter stretches are moves between two steps, or slips of the naming: no step of the guide is as short."""
PACES: dict[Verdict, tuple[float, float]] = {
    "rubbing": (45.0, 130.0),
    "stroking": (0.0, 60.0),
    "kneading": (0.0, 70.0),
    "tapping": (90.0, math.inf),
}
"""Movements a minute and hand at which each technique is done by any source, and half as much beyond: friction 60 to
70, stroking 12 to 50, kneading "slow" (20 to 45 in the built-in protocols), tapotement 2 to 5 a second. What is shown
at another pace looks like it and is proposed as something else; the instructor corrects it where it is not."""
UNUSUAL_PACE = 0.2
"""How much less likely a technique is at a pace that no source has for it."""
BENT_REACH = 0.7
"""Hand sizes from the palm to the fingertips under which fingers are bent (simulated hands: flat ones that stroke 0.8
to 1.2, ones that hold a fold 0.3 to 1.2)."""
OPEN_GRASP = 1.4
"""Hand sizes from the thumb to the fingertips from which a hand does not close on anything: one that lies round a limb
or a muscle has 1.5 and more, one that holds a fold 1.2 at most."""
SAME_PACE = 0.1
"""Two stretches whose paces differ by less go on in one rhythm."""
SLIP_GAP_S = 1.5
"""Between two names for one movement that goes on."""


def name_by_pace(part: Segment, timeline: Timeline | None = None) -> Segment:
    """Call a stretch whose pace no source has for its technique by the likeliest one that is done at that pace.

    Parameters
    ----------
    timeline : Timeline, optional
        How likely each technique was; without it the one that is done nearest to that pace is taken.
    """
    pace = part.pace_per_min
    if pace is None or part.technique in ("none", "unseen") or _is_done_at(part.technique, pace):
        return part
    fitting = [name for name in PACES if _is_done_at(name, pace)]
    if timeline is not None:
        scores = dict(zip(TECHNIQUES, _add_scores(timeline, part.start_s, part.end_s).tolist(), strict=True))
        fitting.sort(key=lambda name: -scores[cast(TechniqueName, name)])
        # A rhythm is taken for a half or a third of it at times, but not for a multiple.
        too_slow = pace < PACES[part.technique][0]
        own, other = (scores[cast(TechniqueName, name)] for name in (part.technique, fitting[0]))
        if too_slow and other < UNUSUAL_PACE * own:
            return replace(part, pace_per_min=None, cycles=None)
    axis: Axis | None = "in_place" if fitting[0] == "tapping" else None
    return replace(part, technique=fitting[0], axis=axis, sense=None)


def name_by_fingers(measured: Measured, part: Segment) -> Segment:
    """Call two hands that stroke with fingers closed on the thumb kneading: a fold that slides moves like a stroke.

    Strokes with the knuckles look the same; the instructor corrects it where it is that.
    """
    if part.technique != "stroking" or part.hands not in ("together", "alternating"):
        return part
    signals = measured.signals
    inside = (signals.time_s >= part.start_s) & (signals.time_s < part.end_s)
    reach, grasp = np.linalg.norm(signals.tips[inside], axis=-1), signals.grasp[inside]
    if not (np.isfinite(reach).any() and np.isfinite(grasp).any()):
        return part
    bent = float(np.nanmedian(reach)) < BENT_REACH and float(np.nanmedian(grasp)) < OPEN_GRASP
    return replace(part, technique="kneading") if bent else part


def name_by_way(measured: Measured, part: Segment) -> Segment | None:
    """Call rubbing that is slower than any source has it, and goes far, stroking, or kneading by its fingers.

    Friction stays where it is; a pace that was taken for a half or a third of it has no such way of its own, and the
    name is kept: ``None``.
    """
    pace = part.pace_per_min
    if part.technique != "rubbing" or pace is None or pace >= PACES["rubbing"][0]:
        return None
    over, time_s = measured.back_path, measured.signals.time_s
    inside = (time_s >= part.start_s) & (time_s < part.end_s)
    strokes = [
        describe_stroke(over.path[inside, slot], over.place[inside, slot], pace / 60.0) for slot in range(N_HANDS)
    ]
    way = max((stroke.beat for stroke in strokes if stroke is not None), default=0.0)
    return name_by_fingers(measured, replace(part, technique="stroking")) if way >= LEAST_WAY else None


def heal_slips(measured: Measured, segments: Iterable[Segment]) -> list[Segment]:
    """Join stretches of which one movement goes on under another name; all of them together name it."""
    healed: list[Segment] = []
    for segment in segments:
        named = name_by_pace(segment, measured.timeline)
        if named.technique == "rubbing":
            named = name_by_way(measured, segment) or named
        if named.technique != segment.technique:
            named = describe_anew(measured, named, named.start_s, named.end_s)
        if healed and _goes_on(measured, healed[-1], named):
            joined = replace(healed[-1], end_s=named.end_s, technique=_name_together(measured, healed[-1], named))
            healed[-1] = describe_anew(measured, joined, joined.start_s, joined.end_s)
        else:
            healed.append(named)
    return healed


def _goes_on(measured: Measured, one: Segment, other: Segment) -> bool:
    """Whether two stretches with two names are one movement: no pause, one pace, one way."""
    if one.technique == other.technique or other.start_s - one.end_s > SLIP_GAP_S:
        return False
    paces = (one.pace_per_min, other.pace_per_min)
    if None in paces and min(one.duration_s, other.duration_s) >= LEAST_STEP_S:
        return False
    if differ_in_pace(one, other, SAME_PACE):
        return False
    # Which way a stretch goes depends on what it is taken for: both are looked at as the same.
    longer, shorter = (one, other) if one.duration_s >= other.duration_s else (other, one)
    alike = describe_anew(measured, replace(shorter, technique=longer.technique), shorter.start_s, shorter.end_s)
    return not go_other_ways(longer, alike)


def _name_together(measured: Measured, one: Segment, other: Segment) -> TechniqueName:
    scores = _add_scores(measured.timeline, one.start_s, other.end_s)
    names = [name for name in TECHNIQUES if name in (one.technique, other.technique)]
    return max(names, key=lambda name: float(scores[TECHNIQUES.index(name)]))


def _is_done_at(technique: Verdict, pace_per_min: float) -> bool:
    slowest, fastest = PACES[technique]
    return slowest <= pace_per_min <= fastest


def _add_scores(timeline: Timeline, start_s: float, end_s: float) -> FloatArray:
    inside = (timeline.time_s >= start_s) & (timeline.time_s < end_s)
    scores: FloatArray = np.nansum(timeline.scores[inside], axis=0)
    return scores
