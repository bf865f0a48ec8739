"""Gather one frame's hands after another into tracks, in memory that grows by half a kilobyte a frame."""

from __future__ import annotations

from array import array
from bisect import bisect_left

import numpy as np

from coach.records import FLOW_CELLS, N_HANDS, N_LANDMARKS, FloatArray, HandsFrame, HandTracks, SceneTrack, Side, Source

_NO_FLOW = np.full((FLOW_CELLS, 2), np.nan)
_NO_SHIFT = np.eye(2, 3)
_NO_SCENE = -1


class TrackCollector:
    """Collects :class:`HandsFrame` records and hands them out as :class:`HandTracks`."""

    def __init__(self, aspect: float) -> None:
        self._aspect = aspect
        # Bare numbers, one frame behind the other: an object for each frame would double the memory.
        self._time_s = array("d")
        self._landmarks = bytearray()
        self._flow = bytearray()
        self._has_flow = bytearray()
        self._source = bytearray()
        self._repeated = bytearray()
        self._shift = bytearray()
        self._scene = array("i")
        self._sides: tuple[Side | None, Side | None] = (None, None)

    def __len__(self) -> int:
        return len(self._time_s)

    def append(self, hands: HandsFrame) -> None:
        """Take the hands of the next frame.

        Raises
        ------
        ValueError
            When time does not rise.
        """
        if self._time_s and hands.time_s <= self._time_s[-1]:
            raise ValueError(f"times rise strictly: {hands.time_s} s came after {self._time_s[-1]} s")
        self._time_s.append(hands.time_s)
        self._landmarks += np.stack([hand.landmarks for hand in hands.hands]).astype(np.float32).tobytes()
        self._source += bytes(int(hand.source) for hand in hands.hands)
        self._flow += (_NO_FLOW if hands.flow is None else hands.flow).astype(np.float32).tobytes()
        self._has_flow.append(hands.flow is not None)
        self._repeated.append(hands.repeated)
        self._shift += (_NO_SHIFT if hands.shift is None else hands.shift.matrix).astype(np.float32).tobytes()
        self._scene.append(_NO_SCENE if hands.shift is None else hands.shift.scene)
        first, second = (hand.side or known for hand, known in zip(hands.hands, self._sides, strict=True))
        self._sides = (first, second)

    def tracks(self, newest_s: float | None = None) -> HandTracks:
        """Give the tracks so far, or those of the newest seconds."""
        start = 0
        if newest_s is not None and self._time_s:
            # Not numpy's search: it would copy all times of the session at every tick.
            start = bisect_left(self._time_s, self._time_s[-1] - newest_s)
        return HandTracks(
            time_s=self.times(start),
            landmarks=_unpack(self._landmarks, start, (N_HANDS, N_LANDMARKS, 2)),
            source=np.array(self._source[start * N_HANDS :], dtype=np.int8).reshape(-1, N_HANDS),
            aspect=self._aspect,
            sides=self._sides,
            flow=_unpack(self._flow, start, (FLOW_CELLS, 2)) if any(self._has_flow[start:]) else None,
            repeated=np.array(self._repeated[start:], dtype=bool),
            scenes=self.scenes(start),
        )

    def times(self, start: int = 0) -> FloatArray:
        """Give the times from frame ``start`` on."""
        return np.array(self._time_s[start:], dtype=np.float64)

    def scenes(self, start: int = 0) -> SceneTrack | None:
        """Give how the camera moved from frame ``start`` on; ``None`` where pictures were missing."""
        scene = np.array(self._scene[start:], dtype=np.int32)
        if (scene == _NO_SCENE).any():
            return None
        return SceneTrack(_unpack(self._shift, start, (2, 3)), scene)


def _unpack(numbers: bytearray, start: int, shape: tuple[int, ...]) -> FloatArray:
    """Copy the frames from ``start`` on, each of ``shape``, out of packed float32 numbers."""
    return np.frombuffer(numbers, dtype=np.float32).reshape(-1, *shape)[start:].astype(np.float64)


def count_coverage(tracks: HandTracks) -> tuple[float, float]:
    """Shares of the frames with one hand at least, and with both."""
    if len(tracks.time_s) == 0:
        return 0.0, 0.0
    seen = (tracks.source != Source.UNSEEN).sum(axis=1)
    return float((seen >= 1).mean()), float((seen >= N_HANDS).mean())
