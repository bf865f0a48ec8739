"""The one line of advice on the screen: the newest sentence while it is new, then what is still off, then nothing."""

from __future__ import annotations

from coach.feedback.cues import Cue, describe_cue
from coach.feedback.instruction import compute_speaking_s

SHOWN_S = 9.0
"""A sentence stays at least this long, and as long as it takes to be said, with a little to spare."""

SPARE_S = 2.0
"""Seconds that a sentence stays after it was said: long enough to look up and read the end of it."""


class AdviceLine:
    """Holds what the line shows; the time is that of the frames."""

    def __init__(self) -> None:
        self._cue: Cue | None = None
        self._until_s = float("-inf")

    def take(self, cue: Cue, keep_s: float = 0.0) -> None:
        """Show a sentence from now on; a newer one takes its place."""
        self._cue = cue
        self._until_s = cue.time_s + max(SHOWN_S, compute_speaking_s(describe_cue(cue)) + SPARE_S, keep_s)

    def show(self, now: float, standing: Cue | None) -> Cue | None:
        """Return what the line shows now.

        Parameters
        ----------
        standing : Cue or None
            Advice that was given and not followed yet: it stays until it is.
        """
        if self._cue is not None and now < self._until_s:
            return self._cue
        self._cue = None
        return standing
