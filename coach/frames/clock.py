"""Times that rise strictly, from the timestamps of a container, which sometimes do not."""

from __future__ import annotations

import itertools
import math
import statistics
from collections import deque

import numpy as np
from numpy.typing import NDArray

MAX_PAUSE_S = 60.0
"""A longer jump between two frames is a gap when the next frame goes on from there within the recording's length, and
a damaged timestamp otherwise."""
LONGEST_S = 24 * 3600.0
"""No recording is longer; a jump behind it is damaged, where the container does not state a length."""
STEPS_KEPT = 31
"""Steps between frames whose median stands for the usual one."""
GAP_S = 2.0
"""A time without pictures as long as this is told to the user: nothing is known of what was done in it."""
GAP_STEPS = 10.0
"""It must also be this many times the usual step: few pictures a second are no gap."""


class RisingClock:
    """Turns raw timestamps into seconds from the first frame, strictly rising.

    A timestamp that rises is kept exactly as it is (minus the first one), so a variable frame rate and gaps stay right.
    One that repeats, steps back, is missing (NaN) or leads far away alone is replaced: by a usual step after the time
    before it, or half-way to the next one where that is nearer. When the timestamps start anew (two recordings joined),
    those that follow are shifted by the same amount until they rise by themselves again.

    Parameters
    ----------
    step_s : float
        The usual time between two frames, until it was measured.
    longest_s : float
        No time behind it is believed.
    """

    def __init__(self, step_s: float, longest_s: float = LONGEST_S) -> None:
        self._step_s = step_s
        self._steps: deque[float] = deque(maxlen=STEPS_KEPT)
        self._longest_s = longest_s
        self._first = math.nan
        self._last = math.nan
        self._shift = 0.0
        self.kept = 0
        """How many timestamps after the first frame stand as they were."""
        self.repaired = 0
        """How many timestamps had to be replaced."""
        self.paused_s = 0.0
        """Seconds of gaps, which say nothing of the rate."""

    @property
    def usual_step_s(self) -> float:
        """Median time between the frames of the recent past."""
        return statistics.median(self._steps) if self._steps else self._step_s

    def rise(self, raw_s: float, next_s: float = math.nan) -> float:
        """Return the time of the next frame, in seconds from the first one.

        Parameters
        ----------
        raw_s : float
            Its timestamp; NaN: none.
        next_s : float
            The timestamp of the frame after it; NaN: none, or not known.
        """
        if math.isnan(self._last):
            self._first = raw_s if math.isfinite(raw_s) else math.nan
            self._last = 0.0
            return 0.0
        if math.isnan(self._first) and math.isfinite(raw_s):
            self._first = raw_s - self._last - self.usual_step_s
        for shift in (0.0, self._shift):
            time_s = raw_s - self._first + shift
            if self._last < time_s and self._is_believed(time_s, next_s - self._first + shift):
                self._keep(time_s)
                return time_s
        return self._replace(raw_s - self._first, next_s - self._first)

    def _keep(self, time_s: float) -> None:
        step_s, usual_s = time_s - self._last, self.usual_step_s
        if step_s >= max(GAP_S, GAP_STEPS * usual_s):
            self.paused_s += step_s - usual_s
        else:
            self._steps.append(step_s)
        self.kept += 1
        self._last = time_s

    def _is_believed(self, time_s: float, next_s: float) -> bool:
        jump = time_s - self._last
        if jump <= MAX_PAUSE_S:
            return True
        return time_s <= self._longest_s and 0 < next_s - time_s <= max(MAX_PAUSE_S, jump)

    def _replace(self, since_first: float, next_since_first: float) -> float:
        self.repaired += 1
        step = self.usual_step_s
        for shift in (0.0, self._shift):
            to_next = next_since_first + shift - self._last
            if 0 < to_next / 2 < step:
                step = to_next / 2
                break
        self._last = max(self._last + step, math.nextafter(self._last, math.inf))
        self._shift = self._last - since_first if math.isfinite(since_first) else self._shift
        return self._last


def find_gaps(time_s: NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    """Find the stretches in which a recording holds no pictures.

    Parameters
    ----------
    time_s : array, shape (frames,)
        Times of the frames in seconds, strictly rising.

    Returns
    -------
    tuple of (start_s, end_s)
        From the last picture before each gap to the first one after it.
    """
    steps = np.diff(time_s)
    if not len(steps):
        return ()
    long = steps >= max(GAP_S, GAP_STEPS * float(np.median(steps)))
    return tuple(
        (float(before), float(after))
        for (before, after), gap in zip(itertools.pairwise(time_s), long, strict=True)
        if gap
    )
