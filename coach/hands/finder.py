"""What one picture shows by itself: the hands that the model finds, and the small picture for all that comes later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType

import numpy as np

from coach.hands.small import RepeatWatch, SmallPicture, make_small
from coach.hands.sparing import SparingTracker
from coach.hands.tracker import HandTracker
from coach.records import Detection, Frame


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen in one picture.

    Attributes
    ----------
    small : SmallPicture
    detections : sequence of Detection
        In the model's order, which means nothing; empty for a picture that repeats.
    repeated : bool
        Whether the picture only repeats the last one; then it was not searched again.
    """

    small: SmallPicture
    detections: Sequence[Detection]
    repeated: bool


class HandFinder:
    """Looks for hands in a stream of frames; a context manager, because it opens the hand model.

    One finder belongs to one thread and one stream, whose times rise strictly.

    Parameters
    ----------
    tracker : HandTracker or SparingTracker, optional
        Finds the hands in a picture.
    """

    def __init__(self, tracker: HandTracker | SparingTracker | None = None) -> None:
        self._tracker = HandTracker() if tracker is None else tracker
        self._watch = RepeatWatch()

    def __enter__(self) -> HandFinder:
        self._tracker.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tracker.close()

    def look(self, frame: Frame) -> Sight:
        """Find the hands in the next frame."""
        small = make_small(frame.image)
        repeated = self._watch.repeats(small.grey)
        return Sight(small, () if repeated else self._tracker.detect(frame), repeated)


def compare_sights(one: Sight, other: Sight) -> float:
    """How far apart the hands are that were seen in the same picture; the model's order means nothing.

    Returns
    -------
    float
        The largest distance between landmarks of a hand and of the nearest one on the other side, picture coordinates;
        0 where exactly the same was seen, infinite where there are more hands on one side.
    """
    if one.repeated != other.repeated or len(one.detections) != len(other.detections):
        return np.inf
    ways = ((one, other), (other, one))
    return max((_measure_to_nearest(hand, there) for here, there in ways for hand in here.detections), default=0.0)


def _measure_to_nearest(hand: Detection, sight: Sight) -> float:
    return min(float(np.abs(hand.landmarks - there.landmarks).max()) for there in sight.detections)
