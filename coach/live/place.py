"""Where the back lies in the present picture of a running stream, whatever the camera does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coach.motion.steady import carry_back
from coach.records import Back, HandsFrame, SceneShift

TOLD_STEP = 0.004
"""Share of the picture that the back moves before the page draws it anew: two pixels of 480."""

TOLD_EVERY_S = 0.2


class BackInPicture:
    """The back as it was set last, carried along with the picture.

    Parameters
    ----------
    back : Back or None
        As it lies in the first picture.

    Attributes
    ----------
    has_moved : bool
        The back is to be drawn anew: it lies elsewhere in the newest picture.
    """

    def __init__(self, back: Back | None) -> None:
        self._given = back
        self._then: SceneShift | None = None
        self._now: SceneShift | None = None
        self._told: Back | None = back
        self._told_s = -np.inf
        self._offset = 0
        self.has_moved = False

    @property
    def now(self) -> Back | None:
        """Where it lies in the newest picture; ``None`` when none was set, or when the picture is another one."""
        if self._given is None or self._then is None or self._now is None:
            return self._given
        return carry_back(self._given, self._then, self._now)

    @property
    def lost(self) -> bool:
        """A back was set, but the newest picture shows another scene."""
        return self._given is not None and self.now is None

    def set(self, back: Back | None) -> None:
        """Take a back as it lies in the newest picture."""
        self._given, self._then = back, self._now
        self._told = back

    def push(self, hands: HandsFrame) -> HandsFrame:
        """Take the next frame; returns it with its scene numbered as in the whole session."""
        if hands.shift is not None and self._offset:
            hands = replace(hands, shift=replace(hands.shift, scene=hands.shift.scene + self._offset))
        self._now = hands.shift
        if self._then is None:
            self._then = hands.shift
        self.has_moved = hands.time_s - self._told_s >= TOLD_EVERY_S and self._lies_elsewhere()
        if self.has_moved:
            self._told, self._told_s = self.now, hands.time_s
        return hands

    def start_again(self, offset: int) -> Back | None:
        """Take the newest picture as the first; from now on ``offset`` is added to the numbers of its scenes."""
        given, self._offset = self.now, offset
        if self._now is not None:
            self._now = replace(self._now, scene=self._now.scene + offset)
        self.set(given)
        return given

    def _lies_elsewhere(self) -> bool:
        now = self.now
        if now is None or self._told is None:
            return now is not self._told
        ends, told = np.array([now.neck, now.tail]), np.array([self._told.neck, self._told.tail])
        return bool(np.abs(ends - told).max() > TOLD_STEP)
