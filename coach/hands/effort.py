"""How much of the computer is spent on looking for hands: all that helps, or less where pictures would be missed.

Each level is quicker than the one before it and sees less. Looking goes up a level when it has taken too long for a
while, and comes back when the level before would fit well, by what both took on this very computer; after a relapse it
waits twice as long before it tries again.
"""

from __future__ import annotations

import math
import statistics
from collections import deque
from dataclasses import dataclass

from coach.hands.model_file import HandModel
from coach.hands.tracker import MAX_HANDS


@dataclass(frozen=True, slots=True)
class Level:
    """Which network places the landmarks, for how many hands a picture is searched, and how long that may take."""

    model: HandModel
    max_hands: int
    most_s: float


PICTURE_S = 1.0 / 30.0
"""A camera gives 30 pictures a second; in the dark it gives fewer, and all is well for longer."""

FEWEST_S = 1.0 / 15.0
"""On real hands the full network with 15 pictures a second names as much rightly as the lite one with 30."""

LEVELS = (Level("full", MAX_HANDS, PICTURE_S), Level("full", 2, FEWEST_S), Level("lite", 2, math.inf))
"""With two hands in sight nobody looks for a third: the same landmarks at little more than half the cost. The lite
network comes only where fewer pictures would cost more of what is named rightly (see ``docs/speed.md``)."""

EASY_SHARE = 0.7
"""Of the time that the level before may take: what it is gone back for."""

WINDOW_S = 3.0
"""Long enough that a moment's work of another program changes nothing."""

SETTLE_S = 1.0
"""After a change, in which a model warms up and hands are found anew."""

RETURN_S = 20.0
LONGEST_RETURN_S = 320.0
RELAPSE_S = 60.0
"""Within this time of having come back, going up again counts as a relapse."""

USUAL_GAIN = 0.6
"""Cost of a level beside the one before it, until both were measured."""


class Effort:
    """Chooses the level from what each look took; deterministic, its only clock is the pictures' own time."""

    def __init__(self) -> None:
        self._index = 0
        self._looks: deque[tuple[float, float]] = deque()
        self._changed_s = -SETTLE_S
        self._returned_s: float | None = None
        self._easy_since: float | None = None
        self._wait_s = RETURN_S
        self._before = [0.0] * len(LEVELS)
        self._gain = [USUAL_GAIN] * len(LEVELS)

    @property
    def level(self) -> Level:
        """How the next picture is to be searched."""
        return LEVELS[self._index]

    @property
    def is_reduced(self) -> bool:
        """Whether less is looked for than would help."""
        return self._index > 0

    def note(self, time_s: float, took_s: float) -> None:
        """Take in how long the look at the picture of a time took, and choose the level anew."""
        if time_s - self._changed_s < SETTLE_S:
            return
        self._looks.append((time_s, took_s))
        while time_s - self._looks[0][0] > WINDOW_S:
            self._looks.popleft()
        if self._looks[-1][0] - self._looks[0][0] < 0.9 * WINDOW_S:
            return
        usual_s = statistics.median(took for _, took in self._looks)
        self._learn_gain(usual_s)
        if usual_s > self.level.most_s:
            self._spare(time_s, usual_s)
        elif self._index:
            self._consider_return(time_s, usual_s)

    def _learn_gain(self, usual_s: float) -> None:
        if self._index and self._before[self._index]:
            # What a quieter moment alone made quicker is not the level's gain.
            self._gain[self._index] = min(1.0, max(0.3, usual_s / self._before[self._index]))
            self._before[self._index] = 0.0

    def _spare(self, time_s: float, usual_s: float) -> None:
        if self._returned_s is not None and time_s - self._returned_s < RELAPSE_S:
            self._wait_s = min(2 * self._wait_s, LONGEST_RETURN_S)
        self._before[self._index + 1] = usual_s
        self._change(time_s, 1)

    def _consider_return(self, time_s: float, usual_s: float) -> None:
        if usual_s / self._gain[self._index] > EASY_SHARE * LEVELS[self._index - 1].most_s:
            self._easy_since = None
            return
        self._easy_since = time_s if self._easy_since is None else self._easy_since
        if time_s - self._easy_since >= self._wait_s:
            self._returned_s = time_s
            self._change(time_s, -1)

    def _change(self, time_s: float, by: int) -> None:
        self._index += by
        self._changed_s, self._easy_since = time_s, None
        self._looks.clear()
