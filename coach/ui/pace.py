"""How fast a piece of work goes, how long it will take, and whether the computer is too busy for it.

The time left comes from the pace of the last seconds and is led gently to each new estimate, so that what is shown
neither jumps when the computer is busy for a moment nor stays wrong when it is busy for long.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

MIN_FRACTION = 0.03
"""Below this share of the work an estimate of the time left would jump about."""

SETTLED_S = 5.0
"""The pace of a stage that has advanced for less is not known yet; the time left stays as it is meanwhile."""

RECENT_S = 10.0
"""Time constant of the smoothed pace: what is longer ago than this counts little."""

MAX_CHANGE_PER_S = 1.05
"""Beyond counting down, the time left changes by no more than this factor in a second."""

BUSY_BELOW = 0.4
"""Share of the usual pace below which the computer is said to be busy with other things."""

LEAST_S = 1.0
"""The time left grows from here when it had come to nothing and there is more to do after all."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What is known of a piece of work at one moment; :func:`follow` leads from one moment to the next.

    Attributes
    ----------
    at_s : when it was looked at, seconds on a monotonic clock
    fraction : of the whole that is done, 0 to 1
    stage : code of what is being done; each stage has a pace of its own
    recent : share of the whole per second, exponentially smoothed over this stage; ``None`` before it has advanced
    watched_s : seconds over which it was smoothed
    usual : highest smoothed pace of this stage; ``None`` until it has settled
    left_s : seconds left as they are to be shown; ``None`` while it is too early to say
    """

    at_s: float
    fraction: float
    stage: str
    recent: float | None = None
    watched_s: float = 0.0
    usual: float | None = None
    left_s: float | None = None

    @property
    def is_busy(self) -> bool:
        """Whether the work goes much slower than it did."""
        return self.usual is not None and self.recent is not None and self.recent < BUSY_BELOW * self.usual


def follow(before: Pace | None, at_s: float, fraction: float, stage: str) -> Pace:
    """Look at the work once more.

    Parameters
    ----------
    before : what was known when it was last looked at; ``None`` the first time
    at_s, fraction, stage : as in :class:`Pace`
    """
    if before is None:
        return Pace(at_s, fraction, stage)
    passed = at_s - before.at_s
    if passed <= 0:
        return before
    if stage != before.stage:
        return Pace(at_s, fraction, stage, left_s=before.left_s)
    rate = (fraction - before.fraction) / passed
    recent = _smooth(before, rate, passed)
    watched = 0.0 if recent is None else before.watched_s + passed
    pace = replace(before, at_s=at_s, fraction=fraction, recent=recent, watched_s=watched)
    if recent is None or watched < SETTLED_S:
        return pace
    return replace(pace, usual=max(pace.usual or 0.0, recent), left_s=_estimate(pace, passed))


def _smooth(before: Pace, rate: float, passed: float) -> float | None:
    """Return the exponentially weighted mean of the pace since it first advanced; the first value stands by itself."""
    if before.recent is None:
        return rate or None
    # The weight of all that was seen is less than 1 at first: so the mean is one from the beginning, without a seed.
    seen = -math.expm1(-(before.watched_s + passed) / RECENT_S)
    weight = -math.expm1(-passed / RECENT_S) / seen
    return before.recent + weight * (rate - before.recent)


def _estimate(pace: Pace, passed: float) -> float | None:
    """Return the time left at this pace, not too far from the one that was shown before."""
    left = (1.0 - pace.fraction) / pace.recent if pace.recent else math.inf
    if pace.left_s is None:
        return left if pace.fraction >= MIN_FRACTION and math.isfinite(left) else None
    most: float = MAX_CHANGE_PER_S**passed
    return min(max(left, max(0.0, pace.left_s - passed) / most), max(LEAST_S, pace.left_s) * most)
