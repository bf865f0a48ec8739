"""Times that rise strictly, from the timestamps of a container, which sometimes do not."""

from __future__ import annotations

import math
import statistics
from collections import deque

MAX_PAUSE_S = 60.0
"""A longer jump between two frames is taken for a damaged timestamp, not for a pause: nobody lets a recording stand
still for a minute, and a jump into the far future would stretch every time grid behind it."""
STEPS_KEPT = 31
"""Steps between frames whose median stands for the usual one."""


class RisingClock:
    """Turns raw timestamps into seconds from the first frame, strictly rising.

    A timestamp that rises is kept exactly as it is (minus the first one), so a variable frame rate stays right. One
    that repeats, steps back, is missing (NaN) or jumps by more than ``MAX_PAUSE_S`` is replaced by the time before it
    plus half a usual step, which leaves room for the true time of the next frame. When the timestamps start anew (two
    recordings joined), those that follow are shifted by the same amount until they rise by themselves again.

    Parameters
    ----------
    step_s : float
        The usual time between two frames, until enough frames were seen to measure it.
    """

    def __init__(self, step_s: float) -> None:
        self._steps = deque([step_s], maxlen=STEPS_KEPT)
        self._first = math.nan
        self._last = math.nan
        self._shift = 0.0
        self.repaired = 0
        """How many timestamps had to be replaced."""

    @property
    def usual_step_s(self) -> float:
        """Median time between the frames of the recent past."""
        return statistics.median(self._steps)

    def rise(self, raw_s: float) -> float:
        """Return the time of the next frame, in seconds from the first one."""
        if math.isnan(self._last):
            self._first = raw_s if math.isfinite(raw_s) else 0.0
            self._last = 0.0
            return 0.0
        since_first = raw_s - self._first
        for candidate in (since_first, since_first + self._shift):
            if self._last < candidate <= self._last + MAX_PAUSE_S:
                self._steps.append(candidate - self._last)
                self._last = candidate
                return candidate
        self.repaired += 1
        self._last += self.usual_step_s / 2
        self._shift = self._last - since_first if math.isfinite(since_first) else 0.0
        return self._last
