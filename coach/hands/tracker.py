"""The only file that knows MediaPipe: a picture goes in, hands come out."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import numpy as np

from coach.errors import SystemLibraryError
from coach.hands.model_file import HandModel, load_hand_model
from coach.records import Detection, Frame
from coach.words import say

MAX_HANDS = 4
"""Room for a third hand (the receiver's, a colleague's), so that it does not steal a slot."""

MIN_CONFIDENCE = 0.5
"""MediaPipe's default for detection, presence and tracking. 0.3 finds more hands, but many of them look wrong."""

SYSTEM_LIBRARIES = "libgl1 libglib2.0-0 libegl1 libgles2"


class HandTracker:
    """MediaPipe's hand landmarker in VIDEO mode at full resolution.

    A context manager, always: a landmarker that is not closed prints an exception when the program ends. One tracker
    belongs to one thread and one stream, whose times rise strictly.

    Parameters
    ----------
    max_hands : int
        Most hands looked for in a picture.
    min_confidence : float
        Threshold for detection, presence and tracking, 0 to 1.
    model : HandModel
        Which network places the landmarks.
    """

    def __init__(
        self, max_hands: int = MAX_HANDS, min_confidence: float = MIN_CONFIDENCE, model: HandModel = "full"
    ) -> None:
        self._model: HandModel = model
        self._max_hands = max_hands
        self._min_confidence = min_confidence
        self._landmarker: Any = None
        self._image_class: Any = None
        self._image_format: Any = None
        self._last_ms = -1
        self._warm = False

    def __enter__(self) -> HandTracker:
        model = load_hand_model(self._model)
        # MediaPipe loads matplotlib, which tells of the folder for its fonts where a home cannot be written.
        logging.getLogger("matplotlib").setLevel(logging.ERROR)
        try:
            import mediapipe as mp
            from mediapipe.tasks.python import BaseOptions
            from mediapipe.tasks.python.vision import HandLandmarker, HandLandmarkerOptions, RunningMode
        except (ImportError, OSError) as error:
            raise _missing_library(error) from error
        self._image_class, self._image_format = mp.Image, mp.ImageFormat.SRGB
        if not hasattr(mp.Image, "_image_ptr"):
            # Ctrl-C in the middle of making an image would leave one without it, and its end would print a traceback.
            mp.Image._image_ptr = None
        options = HandLandmarkerOptions(
            base_options=BaseOptions(model_asset_buffer=model),
            running_mode=RunningMode.VIDEO,
            num_hands=self._max_hands,
            min_hand_detection_confidence=self._min_confidence,
            min_hand_presence_confidence=self._min_confidence,
            min_tracking_confidence=self._min_confidence,
        )
        try:
            with _quiet_stderr():
                self._landmarker = HandLandmarker.create_from_options(options)
        except (AttributeError, OSError) as error:
            raise _missing_library(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the model back; harmless when called twice."""
        if self._landmarker is not None:
            self._landmarker.close()
            self._landmarker = None

    def detect(self, frame: Frame) -> list[Detection]:
        """Find the hands in a frame.

        Parameters
        ----------
        frame : Frame
            RGB; its time is later than the last one's.

        Returns
        -------
        list of Detection
            In MediaPipe's order, which means nothing.
        """
        if self._landmarker is None:
            raise RuntimeError("a HandTracker is used inside `with HandTracker() as tracker:`")
        # MediaPipe counts whole milliseconds that rise strictly; a stream above 1000 fps would repeat one.
        self._last_ms = max(self._last_ms + 1, round(frame.time_s * 1000))
        image = self._image_class(image_format=self._image_format, data=np.ascontiguousarray(frame.image))
        if self._warm:
            result = self._landmarker.detect_for_video(image, self._last_ms)
        else:
            with _quiet_stderr():
                result = self._landmarker.detect_for_video(image, self._last_ms)
            self._warm = True
        return list(_detections(result))


def _detections(result: Any) -> Iterator[Detection]:
    for landmarks, world, handedness in zip(
        result.hand_landmarks, result.hand_world_landmarks, result.handedness, strict=True
    ):
        yield Detection(
            landmarks=np.array([(point.x, point.y) for point in landmarks]),
            world=np.array([(point.x, point.y, point.z) for point in world]),
            label=handedness[0].category_name or "",
            score=float(handedness[0].score),
        )


def _missing_library(error: Exception) -> SystemLibraryError:
    return SystemLibraryError(say("model-no-library", error=str(error), libraries=SYSTEM_LIBRARIES))


_stderr_lock = threading.Lock()


@contextlib.contextmanager
def _quiet_stderr() -> Iterator[None]:
    """Hide the native library's start-up notices: it ignores every setting, so the file descriptor is redirected.

    By one thread at a time: another one would take the redirected descriptor for the real one.
    """
    with _stderr_lock:
        yield from _redirect_stderr()


def _redirect_stderr() -> Iterator[None]:
    sys.stderr.flush()
    try:
        saved = os.dup(2)
    except OSError:
        yield
        return
    try:
        with open(os.devnull, "w") as sink:  # noqa: PTH123 - a descriptor is wanted, not a path
            os.dup2(sink.fileno(), 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
