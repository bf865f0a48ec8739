"""Frames from a camera of this computer, with the interface of a recording."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np

from coach.errors import VideoError
from coach.records import Frame, VideoInfo
from coach.words import say

if TYPE_CHECKING:
    import cv2

USUAL_HZ = 30.0
"""Pictures a second where the camera does not say how many it gives."""


def open_camera(index: int = 0) -> Camera:
    """Open a camera of this computer.

    Parameters
    ----------
    index : int
        0 is the first camera.

    Returns
    -------
    Camera
        To be closed: use it as a context manager.

    Raises
    ------
    VideoError
        When there is no such camera, or another program uses it.
    """
    import cv2

    capture = cv2.VideoCapture(index)
    read, picture = capture.read() if capture.isOpened() else (False, None)
    if not read or picture is None:
        capture.release()
        raise VideoError(say("recording-no-camera", index=index))
    height, width = picture.shape[:2]
    hz = capture.get(cv2.CAP_PROP_FPS)
    return Camera(capture, VideoInfo(f"camera {index}", width, height, hz if hz > 0 else USUAL_HZ, 0, 0.0))


class Camera:
    """The pictures of a camera, each with the time at which it came: an iterator and a context manager.

    A :class:`~coach.frames.source.FrameSource` without an end of its own; ``close`` ends it. Use :func:`open_camera`
    to get one. One camera belongs to one thread, but ``close`` may be called from any.
    """

    def __init__(self, capture: cv2.VideoCapture, info: VideoInfo, clock: Callable[[], float] = time.monotonic) -> None:
        self._capture = capture
        self._info = info
        self._clock = clock
        self._began = 0.0
        self._count = 0
        self._last_s = 0.0
        self._closed = False

    @property
    def info(self) -> VideoInfo:
        """Size and rate that the camera states; frames, length and true rate of what has been read so far."""
        if self._count < 2:
            return replace(self._info, frames=self._count)
        rate = (self._count - 1) / self._last_s
        return replace(self._info, frames=self._count, duration_s=self._last_s + 1 / rate, fps=rate)

    @property
    def fraction_read(self) -> float:
        """Always 0: a camera has no end to be a share of."""
        return 0.0

    def __enter__(self) -> Camera:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Frame]:
        return self

    def __next__(self) -> Frame:
        """Wait for the next picture; a closed or unplugged camera ends the iteration."""
        import cv2

        if self._closed:
            raise StopIteration
        read, picture = self._capture.read()
        if not read or picture is None:
            self.close()
            raise StopIteration
        now = self._clock()
        if self._count == 0:
            self._began = now
        # Two pictures out of one buffer may come at the same time of the clock, and times rise strictly.
        self._last_s = max(now - self._began, np.nextafter(self._last_s, np.inf) if self._count else 0.0)
        frame = Frame(self._count, self._last_s, np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8))
        self._count += 1
        return frame

    def close(self) -> None:
        """Let the camera go."""
        self._closed = True
        self._capture.release()
