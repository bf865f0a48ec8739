"""What the annotated video says at each moment: the final verdict, looked up by time."""

from __future__ import annotations

import bisect
import math
from typing import TYPE_CHECKING

import numpy as np

from coach.formats import ReviewFile, ReviewSegment
from coach.look.palette import pick_direction
from coach.records import PALM_POINTS, Analysis, FloatArray, HandPose, Source
from coach.report.figures import Asked, list_asked
from coach.report.labels import name_stretch
from coach.report.overlay import Caption

if TYPE_CHECKING:
    from coach.protocol.schema import Protocol

SENTENCE_S = 4.0
"""A sentence stays at least this long: about 15 words at reading speed."""

TRAIL_CYCLES = 2.0
LONGEST_TRAIL_S = 8.0
TRAIL_WITHOUT_PACE_S = 1.5


class Captions:
    """Answers, for any time of a recording, what to write and which hands to outline."""

    def __init__(self, analysis: Analysis, review: ReviewFile, protocol: Protocol | None = None) -> None:
        self._tracks = analysis.tracks
        self._review = review
        self._starts = [segment.start_s for segment in review.segments]
        self._asked = list_asked(review, protocol)
        self._ticks = analysis.timeline.time_s
        self._pace = analysis.timeline.pace_per_min
        self._palms: FloatArray = analysis.tracks.landmarks[:, :, PALM_POINTS].mean(axis=2)
        self._turn = _turn_of_back(analysis)

    def at(self, time_s: float) -> Caption:
        """Return what is written at a time."""
        segment = self._segment_at(time_s)
        asked = self._asked_at(time_s)
        if segment is None:
            return Caption(time_s, "unseen")
        direction = pick_direction(segment.axis, segment.sense)
        if direction is not None and direction[0] not in ("clockwise", "counterclockwise"):
            direction = direction[0], direction[1] + self._turn
        return Caption(
            time_s,
            segment.technique,
            self._pace_at(time_s, segment),
            asked.pace if asked else None,
            direction,
            asked.title if asked else "",
            self._advice_at(time_s),
            name_stretch(segment),
        )

    def hands_at(self, time_s: float) -> tuple[HandPose, ...]:
        """Return both hands in the frame of a time."""
        row = self._row(time_s)
        if row is None:
            return ()
        return tuple(
            HandPose(slot, Source(int(self._tracks.source[row, slot])), self._tracks.landmarks[row, slot])
            for slot in range(self._tracks.landmarks.shape[1])
        )

    def trail_at(self, time_s: float) -> FloatArray | None:
        """Where the palms went in the last two cycles, shape (frames, 2, 2); ``None`` without a technique."""
        segment, row = self._segment_at(time_s), self._row(time_s)
        if segment is None or row is None or segment.technique in ("none", "unseen"):
            return None
        pace = segment.pace_per_min
        length = TRAIL_CYCLES * 60.0 / pace if pace else TRAIL_WITHOUT_PACE_S
        start = max(segment.start_s, time_s - min(length, LONGEST_TRAIL_S))
        return self._palms[int(np.searchsorted(self._tracks.time_s, start)) : row + 1]

    def _row(self, time_s: float) -> int | None:
        """Row of the tracks whose time is nearest; ``None`` where none is within half a frame or so."""
        times = self._tracks.time_s
        if not len(times):
            return None
        at = int(np.clip(np.searchsorted(times, time_s), 0, len(times) - 1))
        if at > 0 and time_s - times[at - 1] < times[at] - time_s:
            at -= 1
        return at if abs(times[at] - time_s) < _SAME_FRAME_S else None

    def _segment_at(self, time_s: float) -> ReviewSegment | None:
        at = bisect.bisect_right(self._starts, time_s) - 1
        return self._review.segments[at] if at >= 0 else None

    def _asked_at(self, time_s: float) -> Asked | None:
        return next((step for step in self._asked if step.start_s <= time_s < step.end_s), None)

    def _pace_at(self, time_s: float, segment: ReviewSegment) -> float | None:
        """Pace of the nearest tick, else of the stretch; none where no technique is going on."""
        if segment.technique in ("none", "unseen") or not len(self._ticks):
            return None
        at = int(np.clip(np.searchsorted(self._ticks, time_s), 0, len(self._ticks) - 1))
        pace = float(self._pace[at])
        return pace if math.isfinite(pace) else segment.pace_per_min

    def _advice_at(self, time_s: float) -> str:
        """Sentence of the most useful finding that concerns this moment."""
        for finding in self._review.findings:
            if finding.start_s <= time_s <= max(finding.end_s, finding.start_s + SENTENCE_S):
                return finding.message
        return ""


_SAME_FRAME_S = 0.021
"""As far as a frame that was passed over lies from the next one that was looked at, with 25 looks a second; the same
file gives the same times again."""


def _turn_of_back(analysis: Analysis) -> float:
    """Degrees against the clock by which the head lies away from the top of the picture."""
    back = analysis.back
    if back is None:
        return 0.0
    x = (back.neck[0] - back.tail[0]) * analysis.info.aspect
    y = back.tail[1] - back.neck[1]
    return math.degrees(math.atan2(y, x)) - 90.0
