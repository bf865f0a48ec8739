"""What a file is, before a picture is decoded: a recording, or something that is refused in one clear sentence."""

from __future__ import annotations

import contextlib
import math
import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import VideoError

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

CONTAINERS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,asf,flv,ogg,ivf,dv,mxf,h264,hevc,m4v,mjpeg"
)
"""The containers that are opened. A list of what may be, not of what may not: playlists and picture lists, which would
reach for other files or the network, are refused before anything in them is followed."""
FILES_ONLY = {"protocol_whitelist": "file", "format_whitelist": CONTAINERS}
GOOD_FORMATS = "mp4, mov, mkv, webm or avi"
MAX_PIXELS = 8192 * 8192
"""Twice an 8K picture; beyond it one frame alone would take more than 200 MB."""
RATE_RANGE_HZ = (0.1, 240.0)
"""Frame rates that are believed when a container states them."""
DEFAULT_RATE_HZ = 30.0
HEAD_BYTES = 4096
AVI_SIZE_UNKNOWN = 0xFFFFFF00
"""Sizes from here on stand for "not known" in files of programs that write as they go."""
PICTURE_HEADS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF????WEBP",
    b"????ftypavif",
    b"????ftyphei",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the container says of its video stream: a hint, not the truth.

    Attributes
    ----------
    width, height : int
        As stored, before any rotation tag.
    rate_hz : float
        Frames a second on average; ``DEFAULT_RATE_HZ`` where the container says nothing that can be believed.
    frames : int or None
        Number of frames where the container lists them; ``None`` where it does not, or counts empty slots too (avi).
    duration_s : float or None
        Length of the video stream.
    exact : bool
        Whether ``duration_s`` is that of the video stream itself and not of the whole container with its sound.
    """

    width: int
    height: int
    rate_hz: float
    frames: int | None
    duration_s: float | None
    exact: bool


def probe_video(path: Path) -> Claim:
    """Find out what the file is.

    Raises
    ------
    VideoError
        When it is missing, a folder, empty, unreadable, a picture, text, sound only, has no size, or is no recording
        at all.
    """
    head = _read_head(path)
    import av

    try:
        with av.open(str(path.absolute()), options=FILES_ONLY) as container:
            claim = _read_claim(container, path.name)
            if claim.duration_s is None:
                return _measure(container, claim)
            return replace(claim, duration_s=claim.duration_s * _avi_cut_factor(head, path.stat().st_size))
    except (av.FFmpegError, UnicodeError) as error:
        raise VideoError(_explain(head, path.name)) from error


def _read_head(path: Path) -> bytes:
    name = path.name or str(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise VideoError(f"{name} is a folder, and a recording is one file: choose a video inside it.")
        if not stat.S_ISREG(mode):
            raise VideoError(
                f"{name} is not an ordinary file, so it cannot be read from start to end: choose a video file."
            )
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except (FileNotFoundError, ValueError) as error:
        raise VideoError(f"There is no file {name}: check its name and its folder.") from error
    except OSError as error:
        raise VideoError(
            f"{name} cannot be read ({error.strerror}): check that you may open it, or copy it to your own folder."
        ) from error
    if not head:
        raise VideoError(f"{name} is empty (0 bytes): copy or record it again.")
    return head


def _read_claim(container: InputContainer, name: str) -> Claim:
    import av

    pictures = [
        stream for stream in container.streams.video if not stream.disposition & av.stream.Disposition.attached_pic
    ]
    if not pictures:
        what = "holds sound but no picture" if container.streams.audio else "holds no picture"
        raise VideoError(f"{name} {what}: choose a video in which the hands can be seen.")
    stream = pictures[0]
    width, height = stream.codec_context.width, stream.codec_context.height
    check_size(width, height, name)
    rate = float(stream.average_rate or stream.guessed_rate or 0)
    counted = stream.frames if stream.frames > 0 and container.format.name != "avi" else None
    return Claim(
        width=width,
        height=height,
        rate_hz=rate if RATE_RANGE_HZ[0] <= rate <= RATE_RANGE_HZ[1] else DEFAULT_RATE_HZ,
        frames=counted,
        duration_s=_duration(container, stream),
        exact=stream.duration is not None,
    )


def check_size(width: int, height: int, name: str) -> None:
    """Refuse pictures without a size, and those that would not fit into memory."""
    if width <= 0 or height <= 0:
        raise VideoError(
            f"{name} says that its pictures are {width} x {height} pixels, so there is nothing to see: "
            "record or export it again."
        )
    if width * height > MAX_PIXELS:
        raise VideoError(
            f"The pictures of {name} are {width} x {height} pixels, more than can be reviewed: "
            "export it with at most 8K."
        )


def _duration(container: InputContainer, stream: av.VideoStream) -> float | None:
    import av

    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else None


def _measure(container: InputContainer, claim: Claim) -> Claim:
    """Read the length off the packets, undecoded, where the container does not state it (recordings of browsers)."""
    import av

    start_s, end_s, count = math.inf, -math.inf, 0
    with contextlib.suppress(av.FFmpegError):
        for packet in container.demux(video=0):
            if packet.pts is not None and packet.time_base is not None:
                time_s = float(packet.pts * packet.time_base)
                start_s, end_s, count = min(start_s, time_s), max(end_s, time_s), count + 1
    if end_s <= start_s:
        return claim
    rate = (count - 1) / (end_s - start_s)
    believed = rate if RATE_RANGE_HZ[0] <= rate <= RATE_RANGE_HZ[1] else claim.rate_hz
    return replace(claim, rate_hz=believed, duration_s=end_s - start_s + 1 / rate, exact=True)


def _avi_cut_factor(head: bytes, size: int) -> float:
    """How many times longer an avi was by the size in its first bytes; FFmpeg shortens its length to what is left."""
    declared = int.from_bytes(head[4:8], "little") + 8
    cut_off = head[:4] == b"RIFF" and size < declared < AVI_SIZE_UNKNOWN
    return declared / size if cut_off else 1.0


def _explain(head: bytes, name: str) -> str:
    if any(_starts(head, pattern) for pattern in PICTURE_HEADS):
        return f"{name} is a single picture, not a recording: choose a video ({GOOD_FORMATS})."
    if b"\x00" not in head and _is_text(head):
        return f"{name} is a text, not a recording: choose a video ({GOOD_FORMATS})."
    if head[4:8] == b"ftyp":
        return (
            f"{name} begins like a video, but its table of contents is missing: "
            "the recording was probably cut off before it was finished. "
            "Copy it again, or repair it with the program that recorded it."
        )
    return f"{name} is not a video that can be read, or it is damaged from its start: expected {GOOD_FORMATS}."


def _starts(head: bytes, pattern: bytes) -> bool:
    return len(head) >= len(pattern) and all(p in (ord("?"), h) for h, p in zip(head, pattern, strict=False))


def _is_text(head: bytes) -> bool:
    try:
        head.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and error.reason == "unexpected end of data"
    return True
