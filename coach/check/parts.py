"""The named parts of a step's score: each measured value against what is asked, on how much of the step."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from coach.check.direction import judge_direction
from coach.check.measure import OCTAVE_NEARNESS, SEEN_SHARE_NEEDED, SessionView, StepView
from coach.check.place import judge_place
from coach.check.twins import find_asked_length, find_joined
from coach.protocol.schema import Band
from coach.records import FloatArray, ScorePart

PACE_SLACK_PER_MIN = 3.0
PACE_SLACK_SHARE = 0.08
"""How well the pace of a few seconds is measured: within the larger of the two."""

DOUBTFUL_PACE_SLACK_SHARE = 0.13
"""The same for a band of low confidence: a pace a little beside a figure that few sources give is no fault."""

SPEED_SLACK_FACTOR = 3.0
"""Touch is most pleasant at 1-10 cm/s and called poor only at 0.3 and 30 (CT-afferent literature)."""

DURATION_SLACK_SHARE = 0.1
DURATION_SLACK_S = 2.0
"""How well the length of a step is measured, in seconds and as a share of it: within the larger of the two. A border
between steps is found within two seconds (92 % of simulated ones)."""
COUNT_SLACK = 1.0
"""Counted cycles are right within one."""

SCALED_COUNT_SLACK = 2.0
"""Cycles; twice as many where a shortened session asks for few."""

SCALED_SLACK_SHARE = 0.5
"""A shortened session is a demonstration: its lengths are rough."""

UNSURE_SLACK_SHARE = 0.5
"""A band without any source is a suggestion, so only clearly beside it counts."""

STEADY_SPREAD = 0.28
"""Relative interquartile range of the pace up to which a rhythm is steady: simulated people whose cycles vary by 10 %
stay below it, those who vary by 30 % do not."""

LONGEST_PAUSE_S = 3.0
"""Hands that rest or leave longer than this break the contact that teachers grade."""

WEIGHTS = {
    "technique": 2.0,
    "order": 1.0,
    "duration": 1.5,
    "count": 1.5,
    "pace": 1.5,
    "speed": 0.5,
    "rhythm": 1.0,
    "direction": 2.0,
    "place": 1.0,
    "both hands": 1.0,
    "contact": 1.0,
}
"""How much a part counts in a step's score: what the step is about counts most."""

CEILING_AT_ZERO = 0.5
"""Share of the highest mark that is left when the weakest part is worth nothing; it rises evenly to all of it."""

LATE_SCORE = 0.5
"""A step that came after a later one was done all the same."""

FAULT_CEILING = 0.70
"""Highest mark of a step that a finding is about: below where progress calls a session good, and shown as such."""


@dataclass(frozen=True, slots=True)
class Limits:
    """A band with the slack of its measure: outside of it a finding is due."""

    low: float
    high: float


def limits_of(band: Band, name: str, scaled: bool = False) -> Limits:
    """Widen a band by how well its quantity is measured and how sure the band is.

    Parameters
    ----------
    band : Band
    name : "pace", "speed", "duration" or "count"
    scaled : bool
        The session was shortened or lengthened by a free factor.
    """
    if name == "speed":
        return Limits(band.low / SPEED_SLACK_FACTOR, band.high * SPEED_SLACK_FACTOR)
    shares = {"pace": PACE_SLACK_SHARE, "duration": DURATION_SLACK_SHARE, "count": 0.0}
    leasts = {"pace": PACE_SLACK_PER_MIN, "duration": DURATION_SLACK_S, "count": COUNT_SLACK}
    share = shares[name]
    if name == "pace" and band.confidence == "low":
        share = DOUBTFUL_PACE_SLACK_SHARE
    if scaled and name in ("duration", "count"):
        share = max(share, SCALED_SLACK_SHARE)
    if band.confidence == "none":
        share = max(share, UNSURE_SLACK_SHARE)
    least = SCALED_COUNT_SLACK if scaled and name == "count" else leasts[name]
    low = min(band.low - least, band.low * (1 - share))
    high = max(band.high + least, band.high * (1 + share))
    return Limits(max(0.0, low), high)


def score_band(measured: float, limits: Limits) -> float:
    """Return 1 inside the limits, falling to 0 at half the lower or twice the upper one."""
    if limits.low <= measured <= limits.high:
        return 1.0
    if measured <= 0:
        return 0.0
    off = limits.low / measured if measured < limits.low else measured / limits.high
    return max(0.0, 1.0 - math.log2(off))


def compute_parts(session: SessionView, view: StepView) -> tuple[ScorePart, ...]:
    """Return every part that the step asks; a part that was not seen enough has no score."""
    parts = (part(session, view) for part in _PARTS)
    return tuple(part for part in parts if part is not None)


def score_step(parts: tuple[ScorePart, ...], *, has_fault: bool = False) -> float | None:
    """Mark a step as a teacher would: what went well counts, but does not outweigh what did not.

    The mark is the weighted mean of the judged parts, and at most what the weakest of them allows
    (:data:`CEILING_AT_ZERO`): nine good parts do not make a step good that went the other way. A step that a finding is
    about has its whole ceiling lowered to :data:`FAULT_CEILING`, whichever part shows it, and also where none does (a
    hand on the spine, the side to begin on).

    Parameters
    ----------
    parts : tuple of ScorePart
    has_fault : bool
        A finding is about this step.

    Returns
    -------
    float or None
        0 to 1; ``None`` when no part was judged.
    """
    judged = [(WEIGHTS[part.name], part.score) for part in parts if part.score is not None]
    if not judged:
        return None
    mean = sum(weight * score for weight, score in judged) / sum(weight for weight, _ in judged)
    weakest = min(score for _, score in judged)
    ceiling = CEILING_AT_ZERO + (1.0 - CEILING_AT_ZERO) * weakest
    return min(mean, ceiling * (FAULT_CEILING if has_fault else 1.0))


def _technique(session: SessionView, view: StepView) -> ScorePart:
    seen_s = view.active_s + sum(other.duration_s for other in view.others if other.technique != "unseen")
    share = view.active_s / seen_s if seen_s else 0.0
    return ScorePart("technique", min(1.0, share / 0.9), share, view.step.technique, "share", view.seen_share)


def _order(session: SessionView, view: StepView) -> ScorePart:
    late = view.index in session.displaced
    return ScorePart(
        "order", LATE_SCORE if late else 1.0, "late" if late else "in order", "in order", None, view.seen_share
    )


def _length(session: SessionView, view: StepView) -> ScorePart | None:
    scaled = session.protocol.time_scale != 1.0
    asked = find_asked_length(session, view)
    if asked is None:
        return None
    if view.step.duration_s is not None:
        score = score_band(view.active_s, limits_of(asked, "duration", scaled))
        return ScorePart("duration", score, view.active_s, asked.ends, "s", view.seen_share)
    cycles = view.cycles
    counted = None if cycles is None else score_band(cycles, limits_of(asked, "count", scaled))
    return ScorePart("count", counted, cycles, asked.ends, "cycles", view.seen_share if cycles is not None else 0.0)


def _pace(session: SessionView, view: StepView) -> ScorePart | None:
    return _banded(view, "pace", view.step.pace_per_min, view.pace)


def _speed(session: SessionView, view: StepView) -> ScorePart | None:
    return _banded(view, "speed", view.step.speed_cm_s, view.speed)


def _banded(view: StepView, name: str, band: Band | None, values: FloatArray) -> ScorePart | None:
    """Score each tick by itself, so that half the step too fast and half too slow does not come out even."""
    if band is None:
        return None
    share = view.known_share(values)
    known = values[np.isfinite(values)]
    middle = float(np.median(known)) if known.size else None
    score = None
    if share >= SEEN_SHARE_NEEDED:
        limits = limits_of(band, name)
        score = float(np.mean([score_band(float(value), limits) for value in known]))
    return ScorePart(name, score, middle, band.ends, band.unit, share)


def _rhythm(session: SessionView, view: StepView) -> ScorePart | None:
    if find_joined(session, view):
        return None
    share, spread = view.known_share(view.pace), pace_spread(view)
    score = None
    if spread is not None and share >= SEEN_SHARE_NEEDED:
        score = score_band(max(spread, STEADY_SPREAD), Limits(0.0, STEADY_SPREAD))
    return ScorePart("rhythm", score, spread, (0.0, STEADY_SPREAD), "spread", share)


def pace_spread(view: StepView) -> float | None:
    """Relative interquartile range of a step's pace; half and double readings count as the same pace."""
    known = view.pace[np.isfinite(view.pace)]
    if known.size == 0:
        return None
    ratio = np.log2(known / np.median(known))
    low, high = np.percentile(2.0 ** (ratio - np.round(ratio)), [25, 75])
    return float(high - low)


def is_other_octave(paces: FloatArray, others: FloatArray) -> bool:
    """Whether paces may be the others, counted by halves or doubles; NaN is left out, nothing is no octave."""
    paces, others = paces[np.isfinite(paces)], others[np.isfinite(others)]
    if len(paces) == 0 or len(others) == 0:
        return False
    octaves = float(np.log2(np.median(paces) / np.median(others)))
    return bool(abs(abs(octaves) - 1.0) < np.log2(1 + OCTAVE_NEARNESS))


def _direction(session: SessionView, view: StepView) -> ScorePart | None:
    verdict = judge_direction(view)
    if verdict is None:
        return None
    return ScorePart("direction", verdict.score, verdict.seen, verdict.asked, None, verdict.seen_share)


def _place(session: SessionView, view: StepView) -> ScorePart | None:
    verdict = judge_place(view)
    if verdict is None:
        return None
    return ScorePart("place", verdict.score, verdict.inside, ", ".join(view.step.zones), "share", verdict.seen_share)


def _both_hands(session: SessionView, view: StepView) -> ScorePart | None:
    if not view.step.hands or "one" in view.step.hands:
        return None
    share, known = one_hand_share(view)
    score = 1.0 - share if known >= SEEN_SHARE_NEEDED else None
    return ScorePart("both hands", score, 1.0 - share if known else None, "both hands", "share", known)


def one_hand_share(view: StepView) -> tuple[float, float]:
    """Share of the step done with one hand, and share of the step in which that could be told (both hands seen)."""
    words = [(segment.hands, seconds) for segment, seconds in view.parts]
    known_s = sum(seconds for word, seconds in words if word is not None)
    if not known_s:
        return 0.0, 0.0
    one_s = sum(seconds for word, seconds in words if word == "one")
    return one_s / known_s, min(view.both_seen_share, known_s / view.active_s)


def _contact(session: SessionView, view: StepView) -> ScorePart:
    pauses = [other.duration_s for other in view.others if other.technique == "none"]
    longest = max(pauses, default=0.0)
    score = 1.0 if longest <= LONGEST_PAUSE_S else max(0.0, 1.0 - math.log2(longest / LONGEST_PAUSE_S) / 2)
    return ScorePart("contact", score, longest, (0.0, LONGEST_PAUSE_S), "s", view.seen_share)


_PARTS: tuple[Callable[[SessionView, StepView], ScorePart | None], ...] = (
    _technique,
    _order,
    _length,
    _pace,
    _speed,
    _rhythm,
    _direction,
    _place,
    _both_hands,
    _contact,
)
