"""A hand tracker that spares the computer: it looks as hard as :class:`coach.hands.effort.Effort` says."""

from __future__ import annotations

import time
from types import TracebackType

from coach.hands.effort import Effort, Level
from coach.hands.tracker import HandTracker
from coach.records import Detection, Frame


class SparingTracker:
    """Looks for hands as :class:`~coach.hands.tracker.HandTracker` does, and less hard while that takes too long.

    Parameters
    ----------
    effort : Effort
        Outlives this tracker where a session opens one after the other.
    """

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self._level = effort.level
        self._tracker = _make_tracker(self._level)

    def __enter__(self) -> SparingTracker:
        self._tracker.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the model back; harmless when called twice."""
        self._tracker.close()

    def detect(self, frame: Frame) -> list[Detection]:
        """Find the hands in a frame; see :meth:`coach.hands.tracker.HandTracker.detect`."""
        if self._effort.level != self._level:
            self._tracker.close()
            self._level = self._effort.level
            self._tracker = _make_tracker(self._level).__enter__()
        began = time.perf_counter()
        found = self._tracker.detect(frame)
        self._effort.note(frame.time_s, time.perf_counter() - began)
        return found


def _make_tracker(level: Level) -> HandTracker:
    return HandTracker(level.max_hands, model=level.model)
