"""How long deviations have been going on, and what has been said about them: the memory behind the coach's patience."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from coach.feedback.deviations import Comparison, Deviation, Topic

HOLD_S = 1.6
"""A deviation holds this long, or for two cycles where they are shorter, before it is said. With the picture's own
delay a sentence comes within two seconds after the deviation can be measured."""

HOLD_CYCLES = 2.0
LEAST_HOLD_S = 1.0
"""The two cycles, and the seconds that even a quick movement, or one that is a matter of safety, has to hold."""

IDLE_S = 6.0
"""Hands that rest are taking oil or their owner reads the screen; after this long they are asked back."""

AGAIN_S = 10.0
"""A deviation that stays is not said again before this."""

SAYINGS = 2
"""Times that a deviation is said (in other words each time) before it is only shown."""

LET_BE_S = 60.0
"""After it was shown, a deviation that stays rests this long; then the coach begins anew."""

GROWTH = 2.0
"""While another technique goes on than the one that is asked, it is said again after this many times the last wait, up
to :data:`LET_BE_S`: nothing else is judged until then, so silence would leave its owner alone."""

SAID_ONCE = frozenset({"technique_unsure"})
"""A reminder of how a movement goes, for a person who may well do it, is given once in a step."""

RELEASE_S = 1.0
"""A deviation is over when it was judged absent for this long."""

MENDED_S = 2.0
"""Praise comes when what was said has been right for this long."""

SUMMARY_SHARE = 0.3
"""A deviation belongs in a step's summary when it took at least this share of what was judged."""


@dataclass(slots=True)
class Held:
    """A deviation that is going on; ``said`` counts sentences and, at last, the showing."""

    deviation: Deviation
    since_s: float
    last_s: float
    absent_s: float = 0.0
    said: int = 0
    last_said_s: float = float("-inf")

    def hold_s(self, pace_per_min: float | None) -> float:
        """Seconds that it has to go on before it is worth a sentence."""
        if self.deviation.code == "hands_idle":
            return IDLE_S
        if self.deviation.topic is Topic.SAFETY:
            return LEAST_HOLD_S
        if pace_per_min is None or pace_per_min <= 0:
            return HOLD_S
        return min(max(HOLD_CYCLES * 60.0 / pace_per_min, LEAST_HOLD_S), HOLD_S)

    def may_be_told(self, now: float, pace_per_min: float | None) -> bool:
        """Whether it is there now, has held, and was not spoken of too recently."""
        held = self.last_s == now and now - self.since_s >= self.hold_s(pace_per_min)
        return held and now - self.last_said_s >= self.rest_s

    @property
    def rest_s(self) -> float:
        """Seconds between what was told last and what is told next."""
        if self.deviation.code in SAID_ONCE and self.said:
            return math.inf
        if self.deviation.topic is Topic.TECHNIQUE:
            return min(AGAIN_S * GROWTH ** max(self.said - 1, 0), LET_BE_S)
        return LET_BE_S if self.said > SAYINGS else AGAIN_S

    def tell(self, now: float) -> bool:
        """Note that it is told now; returns whether by a sentence (else it is only shown)."""
        if self.deviation.topic is Topic.TECHNIQUE:
            self.said += 1
            self.last_said_s = now
            return True
        if self.said > SAYINGS:  # it was said, varied, shown and let be: the coach begins anew
            self.said = 0
        self.said += 1
        self.last_said_s = now
        return self.said <= SAYINGS


@dataclass(slots=True)
class DeviationLog:
    """The deviations of one step that are going on, and how long each took."""

    held: dict[str, Held] = field(default_factory=dict)
    good_s: float = 0.0
    """Seconds since anything was off, while it was plain that what is asked is done."""
    judged_s: float = 0.0
    deviations_s: dict[str, float] = field(default_factory=dict)

    def follow(self, comparison: Comparison, now: float, passed_s: float) -> Deviation | None:
        """Take in the comparison of one moment.

        Returns
        -------
        Deviation or None
            One that was told and has now been right for a while.
        """
        for deviation in comparison.deviations:
            running = self.held.setdefault(deviation.code, Held(deviation, now, now))
            running.deviation, running.last_s, running.absent_s = deviation, now, 0.0
        mended = None
        for code, held in list(self.held.items()):
            if held.last_s == now or held.deviation.topic not in comparison.judged:
                continue
            held.absent_s += passed_s
            if held.absent_s >= (MENDED_S if held.said else RELEASE_S):
                del self.held[code]
                mended = held.deviation if held.said else mended
        good = Topic.TECHNIQUE in comparison.judged and not comparison.deviations
        self.good_s = self.good_s + passed_s if good else 0.0
        return mended

    def tally(self, comparison: Comparison, passed_s: float) -> None:
        """Count one moment for the summary of the step."""
        self.judged_s += passed_s
        for deviation in comparison.deviations:
            self.deviations_s[deviation.code] = self.deviations_s.get(deviation.code, 0.0) + passed_s

    def most_urgent(self, now: float, pace_per_min: float | None, *, only_safety: bool) -> Held | None:
        """Find what should be told first; ``None`` when nothing should."""
        waiting = [
            held
            for held in self.held.values()
            if held.may_be_told(now, pace_per_min) and (held.deviation.topic is Topic.SAFETY or not only_safety)
        ]
        return min(waiting, key=lambda held: (held.deviation.topic, held.since_s, held.deviation.code), default=None)

    def worst(self) -> str | None:
        """Code of the deviation that took most of the step; ``None`` when none took a good share."""
        if not self.deviations_s or not self.judged_s:
            return None
        code, seconds = max(self.deviations_s.items(), key=lambda item: (item[1], item[0]))
        return code if seconds >= SUMMARY_SHARE * self.judged_s else None
