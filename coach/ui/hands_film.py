"""The hands of a session as a small file that a page draws: over a plain video, or where no picture was kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from coach.errors import CoachError
from coach.records import FloatArray, HandTracks
from coach.tracks_file import read_tracks
from coach.ui.media import SHELF
from coach.ui.scratch import scratch_dir

PICTURES_A_SECOND = 15.0
"""Enough to see every movement that the hand model follows; ten minutes are 1.5 MB."""
STEPS = 16000
"""Parts of the picture's width and height in which a point is given."""
UNSEEN = -32768
_LIMIT = 32000


def offer_hands(tracks: HandTracks, name: str) -> str:
    """Write the hands of a session to a temporary file and return its address.

    Parameters
    ----------
    tracks : HandTracks
    name : str
        Tells the session from others; letters and digits.
    """
    path = scratch_dir() / f"hands-{name}.bin"
    if not path.is_file():
        path.write_bytes(pack_hands(tracks))
    return SHELF.offer(path)


def offer_kept_hands(source: Path, name: str) -> str | None:
    """Do the same from a file of hand tracks, read only once; ``None`` where it cannot be read."""
    path = scratch_dir() / f"hands-{name}.bin"
    try:
        return SHELF.offer(path) if path.is_file() else offer_hands(read_tracks(source).tracks, name)
    except (CoachError, OSError):
        return None


def pack_hands(tracks: HandTracks) -> bytes:
    """Return frames as bytes, little endian.

    Returns
    -------
    bytes
        The number of frames n (uint32), their times in seconds (n float32), and x and y of the 21 points of both hands
        (n times 84 int16, in :data:`STEPS` a picture; ``UNSEEN`` for a hand that was not seen).
    """
    kept = _thin_out(tracks.time_s)
    points = np.clip(np.rint(np.nan_to_num(tracks.landmarks[kept]) * STEPS), -_LIMIT, _LIMIT)
    points[~np.isfinite(tracks.landmarks[kept])] = UNSEEN
    return (
        np.array(len(kept), "<u4").tobytes()
        + tracks.time_s[kept].astype("<f4").tobytes()
        + points.astype("<i2").tobytes()
    )


def remove_hands() -> None:
    """Remove the temporary files of all sessions, after one was deleted; those still open are written again."""
    for path in scratch_dir().glob("hands-*"):
        path.unlink(missing_ok=True)


def _thin_out(time_s: FloatArray) -> list[int]:
    """Return the numbers of the frames that are kept: at most so many a second."""
    kept: list[int] = []
    least_s = 0.9 / PICTURES_A_SECOND
    for index, at_s in enumerate(time_s.tolist()):
        if not kept or at_s - float(time_s[kept[-1]]) >= least_s:
            kept.append(index)
    return kept
