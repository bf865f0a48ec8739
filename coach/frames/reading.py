"""What is known of a recording while it is read: every picture's place and time, and what was really there."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from coach.frames.clock import LONGEST_S, MAX_PAUSE_S, RisingClock
from coach.frames.decode import is_short
from coach.frames.probe import Claim
from coach.records import VideoInfo

DELAY_FRAMES = 17
"""A decoder hands pictures out up to so many later than it meets what is broken."""


class Reading:
    """Keeps the books of one recording that is read from its first picture to its last.

    Parameters
    ----------
    name : str
    claim : Claim
    first_s : float
        Timestamp of the first picture.
    shape : (height, width)
        Of the first picture.
    """

    def __init__(self, name: str, claim: Claim, first_s: float, shape: tuple[int, int]) -> None:
        self._claim = claim
        longest_s = LONGEST_S if claim.duration_s is None else claim.duration_s + MAX_PAUSE_S
        self._clock = RisingClock(1 / claim.rate_hz, longest_s)
        self._count = 0
        self._last_s = 0.0
        self._raw_start_s = self._raw_end_s = first_s
        self._broken = deque([0], maxlen=DELAY_FRAMES)
        self._lost_s = 0.0
        self._ended = False
        length = claim.duration_s or 0.0
        frames = claim.frames or round(length * claim.rate_hz)
        self._info = VideoInfo(name, shape[1], shape[0], claim.rate_hz, frames, length)

    @property
    def info(self) -> VideoInfo:
        """The container's claim while reading; after :meth:`finish` what was really read.

        ``frames_unreadable`` is known only then: the frames that the container lists (or that its length speaks of)
        and that could not be read. It stays 0 unless something was really broken or cut off, because a container's own
        count is not always right.
        """
        return self._info

    @property
    def fraction_read(self) -> float:
        """Share of the recording that was taken, by time; 1 after the end, 0 while the length is unknown."""
        if self._ended:
            return 1.0
        length = self._claim.duration_s
        return min(1.0, self._last_s / length) if length else 0.0

    @property
    def times_repaired(self) -> int:
        """How many timestamps did not rise and were replaced (see :class:`~coach.frames.clock.RisingClock`)."""
        return self._clock.repaired

    def take(self, raw_s: float, shape: tuple[int, int], broken: int, next_s: float) -> tuple[int, float]:
        """Take the next picture.

        Parameters
        ----------
        raw_s : float
            Its timestamp; NaN: none.
        shape : (height, width)
        broken : int
            How much was broken up to it.
        next_s : float
            The timestamp of the picture after it; NaN: none.

        Returns
        -------
        index : int
            From 0.
        time_s : float
            Seconds from the first picture, strictly rising.
        """
        paused_s = self._clock.paused_s
        time_s = self._clock.rise(raw_s, next_s)
        self._broken.append(broken)
        if broken > self._broken[0]:
            # A gap at a place where something is broken is a hole: there were pictures in it.
            self._lost_s += self._clock.paused_s - paused_s
        self._count += 1
        self._last_s = time_s
        self._raw_end_s = max(self._raw_end_s, raw_s)
        height, width = shape
        if height > self._info.height:
            self._info = replace(self._info, width=width, height=height)
        return self._count - 1, time_s

    def finish(self, broken: int) -> None:
        """Close the books after the last picture; ``broken`` is all that was broken. Harmless when called twice."""
        if self._ended:
            return
        self._ended = True
        rate = self._claim.rate_hz
        if self._count > 1:
            rate = (self._count - 1) / (self._last_s - self._clock.paused_s)
        self._info = replace(
            self._info,
            fps=rate,
            frames=self._count,
            duration_s=self._last_s + 1 / rate,
            frames_unreadable=self._count_unreadable(broken),
            timed=self._claim.timed and (self._clock.kept > 0 or self._count < 2),
        )

    def _count_unreadable(self, broken: int) -> int:
        if not broken and not is_short(self._length_s(), self._claim):
            return 0
        listed = self._claim.frames
        if listed is None:
            filled_s = (self._claim.duration_s or 0.0) - (self._clock.paused_s - self._lost_s)
            listed = round(filled_s / self._clock.usual_step_s)
        return max(broken, listed - self._count)

    def _length_s(self) -> float:
        """Time from the first picture to the last one, as the file has it."""
        return self._raw_end_s - self._raw_start_s if self._clock.kept else self._last_s
