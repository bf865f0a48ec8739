"""What travels over the live socket.

Browser to server::

    text    {"type": "hello", "token": "..."}            first of all, within five seconds
    binary  float64 (little-endian) capture time in seconds, then one JPEG
    text    {"type": "command", "name": "pause", ...}    see COMMANDS
    text    {"type": "alive"}                            while no pictures are sent (camera gone, tab hidden)

Server to browser (all text)::

    {"type": "ready", ...}       the token is good: state of the session
    {"type": "result", "t": capture time, ...}           answers one frame: gives one credit back; "at": seconds by the
                                                         wall clock when it was received, taken, decoded, looked at
    {"type": "plan", ...}        the steps have changed while the session runs: a round is repeated
    {"type": "dropped", "t": capture time}               a newer frame took its place: gives one credit back
    {"type": "phase", ...} {"type": "step", ...} {"type": "cue", ...} {"type": "setup", ...}   when something changed
    {"type": "fault", "message": "..."}                  the analysis stopped; the socket closes

Landmarks travel as whole numbers, in units of 1/10000 of the picture's width and height: finer than the hand model.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from coach.live.security import MAX_FRAME_BYTES, MAX_TEXT_BYTES, Close, Refused
from coach.records import HandPose, Source

Message = dict[str, Any]

COMMANDS = ("start", "pause", "resume", "next", "back", "set_back", "set_guidance", "hurts", "finish")
"""Everything that a page may ask for."""

LANDMARK_UNITS = 10_000
"""Units per picture width or height."""

MAX_PICTURE_PIXELS = 3840 * 2160
"""A 4K camera. A JPEG of a few bytes can claim 65535 x 65535 pixels: the header is read before anything is decoded."""

_STAMP = struct.Struct("<d")


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the user asked for; ``values`` as the page sent them."""

    name: str
    values: Message = field(default_factory=dict)


def read_text(text: str) -> Message:
    """Read one text message.

    Raises
    ------
    Refused
        ``TOO_LARGE``, or ``BAD_MESSAGE`` when it is not a JSON object with a ``type``.
    """
    if len(text) > MAX_TEXT_BYTES:
        raise Refused(Close.TOO_LARGE, f"a text message has at most {MAX_TEXT_BYTES} characters, this has {len(text)}")
    try:
        message = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(Close.BAD_MESSAGE, "a text message is JSON") from error
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise Refused(Close.BAD_MESSAGE, "a text message is an object with a type")
    return message


def read_command(message: Message) -> Command:
    """Read a command; raises :class:`Refused` when there is no such one."""
    name = message.get("name")
    if name not in COMMANDS:
        raise Refused(Close.BAD_MESSAGE, f"there is no command {name!r}; known are {', '.join(COMMANDS)}")
    return Command(str(name), {key: value for key, value in message.items() if key not in ("type", "name")})


def read_frame(data: bytes) -> tuple[float, bytes]:
    """Split a binary message into capture time (seconds) and JPEG.

    Raises
    ------
    Refused
        ``TOO_LARGE`` for more bytes or pixels than a camera gives, ``BAD_MESSAGE`` for anything but a time and a JPEG.
    """
    if len(data) > MAX_FRAME_BYTES:
        raise Refused(Close.TOO_LARGE, f"a frame has at most {MAX_FRAME_BYTES} bytes, this has {len(data)}")
    if len(data) <= _STAMP.size:
        raise Refused(Close.BAD_MESSAGE, "a frame is a capture time and a JPEG")
    (capture_s,) = _STAMP.unpack_from(data)
    if not math.isfinite(capture_s):
        raise Refused(Close.BAD_MESSAGE, "a frame's capture time is a finite number of seconds")
    jpeg = data[_STAMP.size :]
    width, height = read_jpeg_size(jpeg)
    if width * height > MAX_PICTURE_PIXELS:
        raise Refused(Close.TOO_LARGE, f"a frame has at most {MAX_PICTURE_PIXELS} pixels, this has {width} x {height}")
    return capture_s, jpeg


def read_jpeg_size(jpeg: bytes) -> tuple[int, int]:
    """Width and height from a JPEG's header, nothing decoded (ITU T.81, annex B.2.2).

    Raises
    ------
    Refused
        ``BAD_MESSAGE`` when it is not a JPEG.
    """
    if jpeg[:2] != b"\xff\xd8":
        raise Refused(Close.BAD_MESSAGE, "a frame's picture is a JPEG")
    at = 2
    while at + 9 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # start of frame; the three are tables
            return int.from_bytes(jpeg[at + 7 : at + 9], "big"), int.from_bytes(jpeg[at + 5 : at + 7], "big")
        at += 2 + length
    raise Refused(Close.BAD_MESSAGE, "a frame's picture is a JPEG with a size in its header")


def write_hand(hand: HandPose) -> Message | None:
    """One hand for the overlay; ``None`` when it is not seen."""
    if hand.source == Source.UNSEEN or not np.isfinite(hand.landmarks).all():
        return None
    points = np.rint(hand.landmarks * LANDMARK_UNITS).astype(int)
    return {"p": points.ravel().tolist(), "src": int(hand.source), "side": hand.side}


def round_or_none(value: float | None, digits: int = 2) -> float | None:
    """Shorten a number for the way; NaN becomes ``None`` (JSON has no NaN)."""
    return None if value is None or not math.isfinite(value) else round(value, digits)
