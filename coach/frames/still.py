"""One picture of a recording, the same one that a review sees at that time."""

from __future__ import annotations

import math
import os
from pathlib import Path

from coach.errors import VideoError
from coach.frames.container import name_of, open_container
from coach.frames.decode import Damage, PictureReader
from coach.frames.probe import Claim, probe_video
from coach.frames.upright import Picture
from coach.frames.video import open_video
from coach.words import say

EARLY_S = 1.0
"""A shorter way is decoded from the start: no container seeks it faster."""
SAME_S = 0.0005
"""A time given in milliseconds means the picture it was rounded from."""


def read_picture(path: str | os.PathLike[str], at_s: float) -> tuple[float, Picture]:
    """Read the picture that is on the screen at a time.

    Parameters
    ----------
    path : path of a file
    at_s : float
        Seconds from the first picture.

    Returns
    -------
    time_s : float
        The picture's own time: at or before ``at_s``.
    picture : uint8 array, shape (height, width, 3)
        RGB, as in a :class:`~coach.records.Frame`.

    Raises
    ------
    VideoError
        When the file is no recording, or no picture of it can be decoded.
    """
    place = Path(path)
    claim = probe_video(place)
    found = _seek(place, claim, at_s) if claim.timed and at_s > EARLY_S else None
    return found or _read_up_to(place, at_s)


def _seek(path: Path, claim: Claim, at_s: float) -> tuple[float, Picture] | None:
    """Decode from the key picture before ``at_s``; ``None`` where the file cannot be sought in."""
    import av

    try:
        with open_container(path) as container:
            # Times behind a jump by the index of an avi may be seconds off.
            if container.format.name == "avi":
                return None
            reader = PictureReader(container, claim, Damage())
            first = next(reader.frames(), None)
            if first is None or reader.develop(*first) is None or math.isnan(first[1].time_s):
                return None
            wanted_s = first[1].time_s + at_s + SAME_S
            reader.seek(wanted_s)
            best = None
            for frame, note in reader.frames():
                if not note.time_s <= wanted_s:
                    break
                best = frame, note
            developed = None if best is None else reader.develop(*best)
            return None if best is None or developed is None else (best[1].time_s - first[1].time_s, developed[0])
    except (av.FFmpegError, OSError, MemoryError):
        return None


def _read_up_to(path: Path, at_s: float) -> tuple[float, Picture]:
    with open_video(path) as video:
        best = None
        for frame in video:
            if best is not None and frame.time_s > at_s + SAME_S:
                break
            best = frame
    if best is None:
        raise VideoError(say("recording-no-still", name=name_of(path)))
    return best.time_s, best.image
