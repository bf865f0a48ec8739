"""Pictures in, the practitioner's two hands out: detection, identity and flow together."""

from __future__ import annotations

from types import TracebackType

from coach.hands.flow import PatchFollower
from coach.hands.identity import IdentityTracker
from coach.hands.tracker import HandTracker
from coach.records import Frame, HandPose, HandsFrame, Source


class HandFollower:
    """Follows the practitioner's hands through a stream of frames; a context manager.

    Parameters
    ----------
    aspect : float
        Picture width divided by height.
    use_flow : bool
        Follow hands by optical flow while the model does not see them.
    """

    def __init__(self, aspect: float, *, use_flow: bool = True) -> None:
        self._tracker = HandTracker()
        self._identity = IdentityTracker(aspect)
        self._flow = PatchFollower() if use_flow else None

    def __enter__(self) -> HandFollower:
        self._tracker.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tracker.close()

    def push(self, frame: Frame) -> HandsFrame:
        """Find and name the hands of the next frame."""
        seen = self._identity.update(frame.time_s, self._tracker.detect(frame))
        if self._flow is None:
            return seen
        found = {hand.slot: hand.landmarks for hand in seen.hands if hand.source is Source.LANDMARKS}
        followed = self._flow.update(frame.time_s, frame.image, found)
        hands = tuple(
            HandPose(hand.slot, Source.FLOW, followed[hand.slot], hand.side) if hand.slot in followed else hand
            for hand in seen.hands
        )
        return HandsFrame(seen.time_s, (hands[0], hands[1]), seen.others)
