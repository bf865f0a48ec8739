"""What kind of file it is, told by its first bytes, before any decoder sees it."""

from __future__ import annotations

import stat
from pathlib import Path

from coach.errors import VideoError

GOOD_FORMATS = "mp4, mov, mkv, webm or avi"
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


def is_picture(head: bytes) -> bool:
    """Whether this is the head of a picture, of whatever name; JPEG is left to a count."""
    if head[4:8] == b"ftyp":
        return head[8:12] in PICTURE_BRANDS
    return any(_starts(head, pattern) for pattern in PICTURE_HEADS)


def refuse_picture(name: str) -> VideoError:
    """Return the error for a picture."""
    return VideoError(f"{name} is a single picture, not a recording: choose a video ({GOOD_FORMATS}).")


def explain_unreadable(head: bytes, name: str) -> VideoError:
    """Return the error for a file that no demuxer takes."""
    if head.startswith(JPEG_HEAD):
        return refuse_picture(name)
    if b"\x00" not in head and _is_text(head):
        return VideoError(f"{name} is a text, not a recording: choose a video ({GOOD_FORMATS}).")
    if head[4:8] == b"ftyp":
        return VideoError(
            f"{name} begins like a video, but its table of contents is missing: "
            "the recording was probably cut off before it was finished. "
            "Copy it again, or repair it with the program that recorded it."
        )
    return VideoError(
        f"{name} is not a video that can be read, or it is damaged from its start: expected {GOOD_FORMATS}."
    )


def _starts(head: bytes, pattern: bytes) -> bool:
    return len(head) >= len(pattern) and all(p in (ord("?"), h) for h, p in zip(head, pattern, strict=False))


def _is_text(head: bytes) -> bool:
    try:
        head.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and error.reason == "unexpected end of data"
    return True
