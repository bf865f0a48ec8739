"""Pictures in, the practitioner's two hands out: detection, identity, flow and the camera's own movement together."""

from __future__ import annotations

from dataclasses import replace
from types import TracebackType

from coach.hands.camera import CameraMotion
from coach.hands.flow import PictureFlow
from coach.hands.identity import IdentityTracker
from coach.hands.tracker import HandTracker
from coach.hands.working import PictureMotion
from coach.records import Frame, HandPose, HandsFrame, Source


class HandFollower:
    """Follows the practitioner's hands through a stream of frames; a context manager.

    Parameters
    ----------
    aspect : float
        Picture width divided by height.
    """

    def __init__(self, aspect: float) -> None:
        self._tracker = HandTracker()
        self._identity = IdentityTracker(aspect)
        self._flow = PictureFlow()
        self._camera = CameraMotion()
        self._last: HandsFrame | None = None

    def __enter__(self) -> HandFollower:
        self._tracker.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tracker.close()

    def push(self, frame: Frame) -> HandsFrame:
        """Find and name the hands of the next frame.

        A picture that only repeats the last one is not searched again: the last answer stands, marked as repeated.
        """
        if self._flow.repeats(frame.image) and self._last is not None:
            return replace(self._last, time_s=frame.time_s, repeated=True)
        detections = self._tracker.detect(frame)
        outlines = [detection.landmarks for detection in detections]
        motion = PictureMotion(
            beneath=[self._flow.measure_beneath(outline) for outline in outlines],
            stir=self._flow.measure_stir(),
            shift=self._camera.shift,
        )
        seen = self._identity.update(frame.time_s, detections, motion)
        for slot in (slot for slot, held in enumerate(self._identity.held) if not held):
            self._flow.drop(slot)
        found = {hand.slot: hand.landmarks for hand in seen.hands if hand.source is Source.LANDMARKS}
        movement = self._flow.update(frame.time_s, found)
        first, second = (
            HandPose(hand.slot, Source.FLOW, movement.followed[hand.slot], hand.side)
            if hand.slot in movement.followed
            else hand
            for hand in seen.hands
        )
        shift = self._camera.update(frame.image, frame.time_s, [first.landmarks, second.landmarks])
        self._last = replace(seen, hands=(first, second), flow=movement.cells, shift=shift)
        return self._last
