"""One time for a session whose pictures come over several sockets."""

from __future__ import annotations


class StreamClock:
    """Turns capture times of successive sockets into one time of the session that only rises.

    A page that was loaded again starts its clock anew: the wall clock's gap stands in between.
    """

    def __init__(self) -> None:
        self._offset: float | None = None
        self._last_s = 0.0
        self._wall_s: float | None = None

    def break_off(self) -> None:
        """Expect the next capture time to come from another clock."""
        self._offset = None

    def to_session(self, capture_s: float, wall_s: float) -> float | None:
        """Session time of a frame; ``None`` when it is not later than the one before."""
        if self._offset is None:
            gap = 0.0 if self._wall_s is None else max(wall_s - self._wall_s, 0.001)
            self._offset = capture_s - (self._last_s + gap)
        elif capture_s - self._offset <= self._last_s:
            return None
        self._last_s, self._wall_s = capture_s - self._offset, wall_s
        return self._last_s
