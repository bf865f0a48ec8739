"""Pictures in, the practitioner's two hands out: detection, identity, flow and the camera's own movement together."""

from __future__ import annotations

from dataclasses import replace
from types import TracebackType

from coach.hands.camera import CameraMotion
from coach.hands.effort import Effort
from coach.hands.finder import HandFinder, Sight
from coach.hands.flow import PictureFlow
from coach.hands.identity import IdentityTracker
from coach.hands.sparing import SparingTracker
from coach.hands.working import PictureMotion
from coach.records import Frame, HandPose, HandsFrame, Source


class SightFollower:
    """Follows the practitioner's hands through what was seen in one picture after another, without gaps.

    Parameters
    ----------
    aspect : float
        Picture width divided by height.
    """

    def __init__(self, aspect: float) -> None:
        self._identity = IdentityTracker(aspect)
        self._flow = PictureFlow()
        self._camera = CameraMotion()
        self._last: HandsFrame | None = None

    def follow(self, time_s: float, sight: Sight) -> HandsFrame:
        """Name the hands that were seen in the next picture; times rise strictly.

        For a picture that only repeats the last one the last answer stands, marked as repeated.
        """
        if sight.repeated and self._last is not None:
            return replace(self._last, time_s=time_s, repeated=True)
        self._flow.advance(sight.small)
        motion = PictureMotion(
            beneath=[self._flow.measure_beneath(detection.landmarks) for detection in sight.detections],
            stir=self._flow.measure_stir(),
            shift=self._camera.shift,
        )
        seen = self._identity.update(time_s, sight.detections, motion)
        for slot in (slot for slot, held in enumerate(self._identity.held) if not held):
            self._flow.drop(slot)
        found = {hand.slot: hand.landmarks for hand in seen.hands if hand.source is Source.LANDMARKS}
        movement = self._flow.update(time_s, found)
        first, second = (
            HandPose(hand.slot, Source.FLOW, movement.followed[hand.slot], hand.side)
            if hand.slot in movement.followed
            else hand
            for hand in seen.hands
        )
        shift = self._camera.update(sight.small.grey, time_s, [first.landmarks, second.landmarks])
        self._last = replace(seen, hands=(first, second), flow=movement.cells, shift=shift)
        return self._last


class HandFollower:
    """Finds the hands in a stream of frames and follows them; a context manager.

    Parameters
    ----------
    aspect : float
        Picture width divided by height.
    effort : Effort, optional
        Looks less hard where the computer is too slow; without it always in full, as in a recording, which waits.
    """

    def __init__(self, aspect: float, effort: Effort | None = None) -> None:
        self._finder = HandFinder() if effort is None else HandFinder(SparingTracker(effort))
        self._follower = SightFollower(aspect)

    def __enter__(self) -> HandFollower:
        self._finder.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._finder.__exit__(kind, value, trace)

    def push(self, frame: Frame) -> HandsFrame:
        """Find and name the hands of the next frame."""
        return self._follower.follow(frame.time_s, self._finder.look(frame))
