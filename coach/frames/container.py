"""The container of a recording: opened in one way, and one stream of it is the recording for all who read it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import VideoError
from coach.words import say

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

CONTAINERS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,asf,flv,ogg,ivf,dv,mxf,h264,hevc,m4v,mjpeg"
)
"""The containers that are opened. A list of what may be, not of what may not: playlists and picture lists, which would
reach for other files or the network, are refused before anything in them is followed."""
FILES_ONLY = {"protocol_whitelist": "file", "format_whitelist": CONTAINERS}
UNTIMED = frozenset(["h264", "hevc", "mjpeg", "mpegvideo", "m4v"])
"""Bare streams of pictures: what FFmpeg gives as their times is its own guess."""
BUFFER_BYTES = 2**18
STILL_CODECS = frozenset(["mjpeg", "png", "bmp", "gif", "webp", "tiff", "jpeg2000", "jpegxl"])
"""Codecs of covers and thumbnails; a recording in one of them is taken only where there is no other."""
MUCH_SHORTER = 0.5
"""A stream of less than this share of the longest one is a preview or a title, whatever its flags say."""


def name_of(path: Path) -> str:
    """Return the file's name as text that can be written anywhere: a name may hold bytes that are no text."""
    return os.fsencode(path.name or str(path)).decode("utf-8", "replace")


@contextmanager
def open_container(path: Path) -> Iterator[InputContainer]:
    """Open a recording for reading.

    The file is opened here and only its bytes are handed on, so that no name, of whatever characters, reaches native
    code or is taken for an address.

    Raises
    ------
    av.FFmpegError, OSError
        When it cannot be opened or is none of :data:`CONTAINERS`.
    """
    import av

    with (
        path.open("rb") as file,
        av.open(file, options=FILES_ONLY, buffer_size=BUFFER_BYTES, metadata_errors="replace") as container,
    ):
        yield container


def choose_stream(container: InputContainer, name: str) -> av.VideoStream:
    """Return the stream that is the recording: no cover or preview, then by the default flag, length and size.

    Raises
    ------
    VideoError
        When there is none.
    """
    import av

    kinds = av.stream.Disposition
    beside = kinds.attached_pic | kinds.timed_thumbnails | kinds.still_image | kinds.dependent
    streams: list[av.VideoStream] = [stream for stream in container.streams.video if not stream.disposition & beside]
    if not streams:
        what = "sound" if container.streams.audio else "nothing"
        raise VideoError(say("recording-without", name=name, what=what))
    # A codec that is not known has no context.
    known = [stream for stream in streams if stream.codec_context is not None]
    if not known:
        raise VideoError(say("recording-unknown-way", name=name))
    lengths = {stream.index: length_of(stream) for stream in known}
    longest = max((length for length in lengths.values() if length is not None), default=0.0)

    def rank(stream: av.VideoStream) -> tuple[bool, bool, bool, float, int, int]:
        length = lengths[stream.index]
        codec = stream.codec_context
        return (
            codec.name not in STILL_CODECS,
            length is None or length >= longest * MUCH_SHORTER,
            bool(stream.disposition & kinds.default),
            longest if length is None else length,
            codec.width * codec.height,
            -stream.index,
        )

    return max(known, key=rank)


def length_of(stream: av.VideoStream) -> float | None:
    """Return the length in seconds that is stated for the stream itself; ``None`` where only the container's is."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    parts = stream.metadata.get("DURATION", "").split(":")
    try:
        hours, minutes, seconds = (float(part) for part in parts)
    except ValueError:
        return None
    return hours * 3600 + minutes * 60 + seconds
