"""The back as it was given, drawn where it lies in every picture of a recording, so that one sees whether it fits."""

from __future__ import annotations

import numpy as np

from coach.motion.body import make_back_frame, outline_points
from coach.motion.steady import BackInterval, find_back_intervals
from coach.records import Analysis, FloatArray, SceneShift

SEEN_TO_MOVE = 0.002
"""Share of the picture that the back moves before it is drawn anew: one pixel of 480."""


class BackLines:
    """Outline, spine and zone borders of the back, picture by picture; none where only the head's side is known."""

    def __init__(self, analysis: Analysis) -> None:
        self._tracks, self._aspect = analysis.tracks, analysis.info.aspect
        self._intervals = find_back_intervals(analysis.back, analysis.tracks.time_s, analysis.tracks.scenes)
        self._shown: tuple[BackInterval, FloatArray] | None = None

    def changed(self, time_s: float) -> list[FloatArray] | None:
        """Return the lines in picture coordinates if they have moved since they were asked for last."""
        interval = next(interval for interval in self._intervals if interval.start_s <= time_s < interval.end_s)
        matrix = self._matrix(time_s)
        if (
            self._shown is not None
            and self._shown[0] is interval
            and np.abs(matrix - self._shown[1]).max() < SEEN_TO_MOVE
        ):
            return None
        self._shown = interval, matrix
        if interval.back is None:
            return []
        frame = make_back_frame(interval.back, self._aspect)
        shift = SceneShift(matrix, 0, np.nan)
        return [shift.move(line) for line in outline_points(frame).values()] if frame.knows_place else []

    def _matrix(self, time_s: float) -> FloatArray:
        scenes = self._tracks.scenes
        if scenes is None or len(scenes) == 0:
            return np.eye(2, 3)
        return scenes[min(int(np.searchsorted(self._tracks.time_s, time_s)), len(scenes) - 1)].matrix
