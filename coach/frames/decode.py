"""Pictures out of a file: OpenCV first, PyAV where OpenCV cannot open the file or gives up before its end."""

from __future__ import annotations

import math
import os
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from coach.frames.probe import FILES_ONLY, Claim

if TYPE_CHECKING:
    import av

Picture = NDArray[np.uint8]
"""RGB, shape (height, width, 3), upright."""
TimedPicture = tuple[float, Picture]
"""Timestamp of the container in seconds (NaN: none), and the picture."""
END_TOLERANCE_FRAMES = 3
"""Reading that ends this close to the stated end of the video stream has reached it."""
LOOSE_END_TOLERANCE_S = 1.0
"""The same where only the length of the whole container, sound included, is stated."""


@dataclass(slots=True)
class Damage:
    """What was met on the way."""

    broken_packets: int = 0


def read_pictures(path: Path, claim: Claim, damage: Damage) -> Generator[TimedPicture, None, None]:
    """Yield the pictures from the first to the last picture that can be read.

    OpenCV gives up at the first packet it cannot decode; PyAV then goes on behind it, leaving out what is broken, so
    that a recording damaged in the middle is still read to its end.
    """
    last_s = -math.inf
    for time_s, picture in _read_cv2(path):
        last_s = max(last_s, time_s)
        yield time_s, picture
    if is_short(last_s, claim):
        yield from _read_av(path, last_s, damage)


def is_short(last_s: float, claim: Claim) -> bool:
    """Whether reading that ended with the picture at ``last_s`` stopped before the stated end."""
    if claim.duration_s is None:
        return math.isinf(last_s)
    tolerance = END_TOLERANCE_FRAMES / claim.rate_hz
    return last_s < claim.duration_s - (tolerance if claim.exact else max(tolerance, LOOSE_END_TOLERANCE_S))


def _read_cv2(path: Path) -> Generator[TimedPicture, None, None]:
    capture = _open_cv2(path)
    import cv2

    try:
        buffer: Any = None
        while True:
            ok, buffer = capture.read(buffer)
            if not ok:
                return
            # The position is that of the picture just read only when it is asked for after the reading.
            yield capture.get(cv2.CAP_PROP_POS_MSEC) / 1000.0, cv2.cvtColor(buffer, cv2.COLOR_BGR2RGB)
    except cv2.error:
        return
    finally:
        capture.release()


def _open_cv2(path: Path) -> Any:
    # Read when OpenCV first touches FFmpeg, whose complaints about damaged files would go straight to the terminal.
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    import cv2

    log = cv2.utils.logging
    level = log.setLogLevel(log.LOG_LEVEL_SILENT)
    try:
        return cv2.VideoCapture(str(path.absolute()), cv2.CAP_FFMPEG)
    finally:
        log.setLogLevel(level)


def _read_av(path: Path, after_s: float, damage: Damage) -> Generator[TimedPicture, None, None]:
    """Yield what lies behind ``after_s``, leaving out what cannot be decoded."""
    import av

    try:
        with av.open(str(path.absolute()), options=FILES_ONLY) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            start_s = float((stream.start_time or 0) * (stream.time_base or 0))
            kind = container.format.name
            # A damaged avi has a damaged index, and times behind a jump by it are seconds off: read it from its start.
            if math.isfinite(after_s) and kind != "avi":
                container.seek(int((after_s + start_s) * av.time_base))
            for packet in container.demux(stream):
                for frame in _decode(packet, damage):
                    time_s = _timestamp(frame, kind) - start_s
                    if time_s > after_s or (math.isnan(time_s) and math.isinf(after_s)):
                        yield time_s, _upright(frame)
    except (av.FFmpegError, MemoryError):
        return


def _decode(packet: av.Packet[av.VideoStream], damage: Damage) -> list[av.VideoFrame]:
    import av

    try:
        frames: list[av.VideoFrame] = packet.decode()
    except av.FFmpegError:
        damage.broken_packets += 1
        return []
    return frames


def _timestamp(frame: av.VideoFrame, container_format: str) -> float:
    """Return seconds, NaN where the frame has no time; avi knows only times of decoding, in whose order frames come."""
    ticks = frame.dts if container_format == "avi" else frame.pts
    return math.nan if ticks is None or frame.time_base is None else float(ticks * frame.time_base)


def _upright(frame: av.VideoFrame) -> Picture:
    """Convert to RGB and turn as the rotation tag asks, which PyAV leaves to us."""
    picture = frame.to_ndarray(format="rgb24")
    quarter_turns = round(frame.rotation / 90) % 4
    return np.ascontiguousarray(np.rot90(picture, quarter_turns)) if quarter_turns else picture
