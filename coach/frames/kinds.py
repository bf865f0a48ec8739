"""What kind of file it is, told by its first bytes, before any decoder sees it."""

from __future__ import annotations

import stat
from pathlib import Path

from coach.errors import VideoError
from coach.words import say

HEAD_BYTES = 4096
PICTURE_HEADS = (
    b"\x89PNG",
    b"GIF8",
    b"BM????\x00\x00\x00\x00",
    b"II*\x00",
    b"MM\x00*",
    b"RIFF????WEBP",
    b"\xff\x0a",
    b"\x00\x00\x00\x0cJXL ",
    b"\x00\x00\x00\x0cjP  ",
    b"\xff\x4f\xff\x51",
    b"8BPS",
)
JPEG_HEAD = b"\xff\xd8\xff"
"""Also the head of a stream of such pictures (motion JPEG), so it takes a count to tell."""
PICTURE_BRANDS = frozenset(
    brand.ljust(4)
    for brand in b"heic heix heim heis hevc hevx hevm hevs mif1 mif2 msf1 miaf avif avis crx jp2 jpx j2ki jxl".split()
)
"""What a file of the family of mp4 says first of itself when it holds pictures: HEIC, AVIF and their like."""


def read_head(path: Path, name: str) -> bytes:
    """Return the first bytes of an ordinary file.

    Raises
    ------
    VideoError
        When the file is missing, a folder, a pipe, empty or must not be read.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise VideoError(say("recording-folder", name=name))
        if not stat.S_ISREG(mode):
            raise VideoError(say("recording-not-ordinary", name=name))
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except (FileNotFoundError, ValueError) as error:
        raise VideoError(say("recording-missing", name=name)) from error
    except OSError as error:
        raise VideoError(say("recording-not-readable", name=name, why=error.strerror or str(error))) from error
    if not head:
        raise VideoError(say("recording-empty", name=name))
    return head


def is_picture(head: bytes) -> bool:
    """Whether this is the head of a picture, of whatever name; JPEG is left to a count."""
    if head[4:8] == b"ftyp":
        return head[8:12] in PICTURE_BRANDS
    return any(_starts(head, pattern) for pattern in PICTURE_HEADS)


def refuse_picture(name: str) -> VideoError:
    """Return the error for a picture."""
    return VideoError(say("recording-picture", name=name))


def explain_unreadable(head: bytes, name: str) -> VideoError:
    """Return the error for a file that no demuxer takes."""
    if head.startswith(JPEG_HEAD):
        return refuse_picture(name)
    if b"\x00" not in head and _is_text(head):
        return VideoError(say("recording-text", name=name))
    if head[4:8] == b"ftyp":
        return VideoError(say("recording-cut-off", name=name))
    return VideoError(say("recording-not-video", name=name))


def _starts(head: bytes, pattern: bytes) -> bool:
    return len(head) >= len(pattern) and all(p in (ord("?"), h) for h, p in zip(head, pattern, strict=False))


def _is_text(head: bytes) -> bool:
    try:
        head.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and error.reason == "unexpected end of data"
    return True
