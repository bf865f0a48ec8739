"""What a file is, before a picture is decoded: a recording, or something that is refused in one clear sentence."""

from __future__ import annotations

import contextlib
import itertools
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coach.frames.container import UNTIMED, choose_stream, length_of, name_of, open_container
from coach.frames.kinds import JPEG_HEAD, explain_unreadable, is_picture, read_head, refuse_picture
from coach.frames.upright import check_size

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

RATE_RANGE_HZ = (0.1, 240.0)
"""Frame rates that are believed when a container states them."""
DEFAULT_RATE_HZ = 30.0
FIRST_PACKETS = 32
"""The first picture to be shown is among so many first ones to be decoded."""
AVI_SIZE_UNKNOWN = 0xFFFFFF00
"""Sizes from here on stand for "not known" in files of programs that write as they go."""
INDEXED = ("mov", "matroska")
"""The families of containers whose index tells where a time lies; that of an avi may be seconds off."""
FEWEST_JPEG = 10
"""A file that begins as JPEG and holds fewer pictures is one: phones put previews and depth maps behind the first."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the container says of its video stream: a hint, not the truth.

    Attributes
    ----------
    stream : int
        Which of the container's video streams is the recording.
    rate_hz : float
        Frames a second on average; ``DEFAULT_RATE_HZ`` where nothing is said that can be believed.
    frames : int or None
        Number of frames where the container lists them; ``None`` where it does not, or counts empty slots too (avi).
    duration_s : float or None
        Length of the video stream from its first picture.
    exact : bool
        Whether ``duration_s`` is that of the video stream itself and not of the whole container with its sound.
    timed : bool
        Whether the file has times at all; a bare stream of pictures has none.
    indexed : bool
        Whether the container lists where its key pictures lie, so that reading may begin in the middle.
    """

    stream: int
    rate_hz: float
    frames: int | None
    duration_s: float | None
    exact: bool
    timed: bool = True
    indexed: bool = False


def probe_video(path: Path) -> Claim:
    """Find out what the file is.

    Raises
    ------
    VideoError
        When it is missing, a folder, empty, unreadable, a picture, text, sound only, has no size, or is no recording
        at all.
    """
    name = name_of(path)
    head = read_head(path, name)
    if is_picture(head):
        raise refuse_picture(name)
    import av

    try:
        with open_container(path) as container:
            claim = _read_claim(container, name)
            if claim.duration_s is None:
                claim = _measure(container, claim)
            if head.startswith(JPEG_HEAD) and (claim.frames or 0) < FEWEST_JPEG:
                raise refuse_picture(name)
    except (av.FFmpegError, OSError, UnicodeError, MemoryError) as error:
        raise explain_unreadable(head, name) from error
    if claim.duration_s is None:
        return claim
    return replace(claim, duration_s=claim.duration_s * _avi_cut_factor(head, path.stat().st_size))


def _read_claim(container: InputContainer, name: str) -> Claim:
    stream = choose_stream(container, name)
    check_size(stream.codec_context.width, stream.codec_context.height, name)
    kind = container.format.name
    rates = [stream.average_rate, stream.guessed_rate]
    if kind in UNTIMED:
        # The average is a default of FFmpeg's; a rate that the pictures state of themselves is in the guess.
        rates.reverse()
    duration_s = None if kind in UNTIMED else _duration(container, stream)
    return Claim(
        stream=container.streams.video.index(stream),
        rate_hz=next((float(rate) for rate in rates if rate and _is_rate(float(rate))), DEFAULT_RATE_HZ),
        frames=stream.frames if stream.frames > 0 and kind != "avi" else None,
        duration_s=duration_s,
        exact=stream.duration is not None,
        timed=kind not in UNTIMED,
        indexed=kind.startswith(INDEXED),
    )


def _is_rate(rate_hz: float) -> bool:
    return RATE_RANGE_HZ[0] <= rate_hz <= RATE_RANGE_HZ[1]


def _duration(container: InputContainer, stream: av.VideoStream) -> float | None:
    import av

    length_s = length_of(stream)
    if length_s is None:
        length_s = container.duration / av.time_base if container.duration else None
    if length_s is None or "matroska" not in container.format.name:
        return length_s
    # Matroska counts from zero, also where its first picture comes late.
    ticks = _first_ticks(container, stream) if stream.start_time is None else stream.start_time
    began_s = float(ticks * (stream.time_base or 0))
    return length_s - began_s if 0 < began_s < length_s else length_s


def _first_ticks(container: InputContainer, stream: av.VideoStream) -> int:
    packets = itertools.islice(container.demux(stream), FIRST_PACKETS)
    return min((packet.pts for packet in packets if packet.pts is not None), default=0)


def _measure(container: InputContainer, claim: Claim) -> Claim:
    """Read length and count off the packets, undecoded, where the container does not state them."""
    import av

    start_s, end_s, count = math.inf, -math.inf, 0
    with contextlib.suppress(av.FFmpegError):
        for packet in container.demux(container.streams.video[claim.stream]):
            if packet.size == 0:
                continue
            count += 1
            if packet.pts is not None and packet.time_base is not None:
                time_s = float(packet.pts * packet.time_base)
                start_s, end_s = min(start_s, time_s), max(end_s, time_s)
    if not claim.timed:
        return replace(claim, frames=count, duration_s=count / claim.rate_hz)
    if end_s <= start_s or count < 2:
        return claim
    rate = (count - 1) / (end_s - start_s)
    believed = rate if _is_rate(rate) else claim.rate_hz
    return replace(claim, rate_hz=believed, duration_s=end_s - start_s + 1 / rate, exact=True)


def _avi_cut_factor(head: bytes, size: int) -> float:
    """How many times longer an avi was by the size in its first bytes; FFmpeg shortens its length to what is left."""
    declared = int.from_bytes(head[4:8], "little") + 8
    cut_off = head[:4] == b"RIFF" and size < declared < AVI_SIZE_UNKNOWN
    return declared / size if cut_off else 1.0
