"""One picture out of a recording, to show where the back lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coach.frames.probe import probe_video
from coach.frames.still import read_picture
from coach.ui.scratch import scratch_dir

LONGEST_SIDE = 1280
"""Pixels; enough to see a neck on any screen, small enough to be sent at once."""

JPEG_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Still:
    """A picture on disk, its size in pixels and its own time in the recording."""

    path: Path
    width: int
    height: int
    time_s: float


def find_duration(path: Path) -> float:
    """Length in seconds as the container states it; 0 when it does not.

    Raises
    ------
    VideoError
        When the file is no recording.
    """
    return probe_video(path).duration_s or 0.0


def make_still(path: Path, digest: str, at_s: float) -> Still:
    """Take the picture that is on the screen at ``at_s`` seconds (the last one when there is none any more).

    Raises
    ------
    VideoError
        When no picture of the file can be decoded.
    """
    import cv2

    time_s, picture = read_picture(path, at_s)
    image = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    height, width = image.shape[:2]
    scale = min(1.0, LONGEST_SIDE / max(width, height))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    target = scratch_dir() / f"still-{digest[:16]}-{round(at_s * 1000)}.jpg"
    ok, data = cv2.imencode(
        ".jpg", cv2.resize(image, size, interpolation=cv2.INTER_AREA), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    )
    if ok:
        target.write_bytes(data.tobytes())
    return Still(target, *size, time_s)
