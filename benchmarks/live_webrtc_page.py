"""The least page that does with ``streamlit-webrtc`` what the live coach's picture does; for ``benchmarks/live.py``.

Each picture goes to the server, the same hand model with the same settings looks at it, the hands are drawn in, and the
picture comes back. Nothing is judged, recorded or said.
"""

from __future__ import annotations

import contextlib
import threading

import av
import cv2
import numpy as np
import streamlit as st
from streamlit_webrtc import WebRtcMode, webrtc_streamer

from coach.hands.tracker import HandTracker
from coach.records import Frame

CAMERA = {"video": {"width": {"ideal": 1280}, "height": {"ideal": 720}, "frameRate": {"ideal": 30}}, "audio": False}
"""As ``coach/live/web/camera.js`` asks for it."""


class Hands:
    """The hand model, one picture at a time."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._tracker = self._stack.enter_context(HandTracker())
        self._lock = threading.Lock()
        self._number = 0

    def draw(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Look at a picture and draw the hands into it."""
        image = frame.to_ndarray(format="rgb24")
        with self._lock:
            self._number += 1
            found = self._tracker.detect(Frame(self._number, self._number / 30, image))
        size = np.array([image.shape[1], image.shape[0]])
        for hand in found:
            for x, y in (hand.landmarks * size).astype(int):
                cv2.circle(image, (int(x), int(y)), 4, (86, 180, 233), -1)
        new = av.VideoFrame.from_ndarray(image, format="rgb24")
        new.pts, new.time_base = frame.pts, frame.time_base
        return new


@st.cache_resource
def load_hands() -> Hands:
    """Load the hand model once."""
    return Hands()


hands = load_hands()
webrtc_streamer(
    key="hands",
    mode=WebRtcMode.SENDRECV,
    desired_playing_state=True,
    rtc_configuration={"iceServers": []},
    media_stream_constraints=CAMERA,
    video_frame_callback=hands.draw,
)
