"""Frames from a video file, decoded ahead of whoever looks at them."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from coach.errors import VideoError
from coach.frames.ahead import ReadAhead
from coach.frames.container import name_of
from coach.frames.decode import Damage, EveryFew, Start, TimedPicture, read_pictures
from coach.frames.probe import Claim, probe_video
from coach.frames.reading import Reading
from coach.frames.upright import Picture, check_size
from coach.records import Frame, VideoInfo
from coach.words import say

AHEAD_BYTES = 64 * 2**20
"""Pictures that wait decoded take at most this much (or one picture, if that is larger), however long the recording."""
AHEAD_FRAMES = 8
"""No more than this wait: the decoder only has to bridge the moments in which its consumer is quicker."""
LEAST_LOOKS_HZ = 25.0
"""Pictures a second that are enough for hands: a third of it lies above the quickest rhythm that is looked for."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A recording whose first picture was decoded.

    Attributes
    ----------
    path : Path
    name : str
        As it is said to people.
    claim : Claim
    first_s : float
        Timestamp of the first picture.
    first : Picture
    first_broken : int
        How much was broken before it.
    rest : generator of TimedPicture
        The pictures after it. Closing it lets the file go.
    damage : Damage
        What is met on the way through ``rest``.
    scale : int
        How many times larger the first picture was recorded.
    sparing : bool
        Whether pictures are passed over, and large ones halved.
    """

    path: Path
    name: str
    claim: Claim
    first_s: float
    first: Picture
    first_broken: int
    rest: Generator[TimedPicture, None, None]
    damage: Damage
    scale: int = 1
    sparing: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of the first picture as it was recorded."""
        return self.scale * self.first.shape[0], self.scale * self.first.shape[1]

    @property
    def every(self) -> int:
        """1: all pictures are wanted; 2: every second one; ..."""
        return choose_every(self.claim.rate_hz) if self.sparing else 1

    def read_from(
        self, time_s: float, damage: Damage, given_up: Callable[[], bool]
    ) -> Generator[TimedPicture, None, None]:
        """Yield the pictures from a timestamp on, by a decoder of their own; see :class:`coach.frames.decode.Start`."""
        few = EveryFew(self.claim.rate_hz, self.every, self.first_s) if self.every > 1 else None
        start = Start(time_s, (self.first.shape[0], self.first.shape[1]), given_up)
        return read_pictures(self.path, self.claim, damage, start, few, halve=self.sparing)

    def read(self) -> Generator[TimedPicture, None, None]:
        """Yield all pictures, the first one first; once."""
        yield TimedPicture(self.first_s, self.first, self.first_broken, self.scale)
        yield from self.rest

    def begin(self) -> Reading:
        """Open the books on it."""
        return Reading(self.name, self.claim, self.first_s, self.shape)


def choose_every(rate_hz: float) -> int:
    """Choose which pictures are looked at where so many come a second: 1 is every one, 2 every second one, ..."""
    # Averages of containers are a little off.
    return max(1, math.floor(rate_hz / LEAST_LOOKS_HZ + 0.02))


def open_recording(path: str | os.PathLike[str], *, sparing: bool = False) -> Opened:
    """Open a recording and decode its first picture.

    Parameters
    ----------
    path : path of a file
    sparing : bool
        Pass over pictures of which more come than hands need, and halve those that are larger.

    Raises
    ------
    VideoError
        With one sentence on what the file is instead and what to do.
    """
    place = Path(path)
    name = name_of(place)
    claim = probe_video(place)
    damage = Damage()
    every = choose_every(claim.rate_hz) if sparing else 1
    few = EveryFew(claim.rate_hz, every) if every > 1 else None
    pictures = read_pictures(place, claim, damage, few=few, halve=sparing)
    first = next(pictures, None)
    if first is None or first.picture is None:
        raise VideoError(say("recording-no-picture", name=name))
    opened = Opened(
        place, name, claim, first.time_s, first.picture, first.broken, pictures, damage, first.scale, sparing
    )
    height, width = opened.shape
    check_size(width, height, name)
    return opened


def open_video(path: str | os.PathLike[str]) -> VideoFile:
    """Open a recording to read its frames.

    Parameters
    ----------
    path : path of a file
        mp4, mov, mkv, webm or avi with H.264, HEVC, VP8 or VP9, and most of what else FFmpeg reads.

    Returns
    -------
    VideoFile
        To be closed: use it as a context manager.

    Raises
    ------
    VideoError
        With one sentence on what the file is instead and what to do.
    """
    return VideoFile(open_recording(path))


class VideoFile:
    """The frames of one file, once, from first to last: an iterator and a context manager.

    A :class:`~coach.frames.source.FrameSource`. A thread decodes ahead (see :class:`~coach.frames.ahead.ReadAhead`);
    the pictures that wait are bounded in number and bytes, so memory does not grow with length. ``close`` is safe at
    any time and from any thread. Use :func:`open_video` to get one.
    """

    def __init__(self, opened: Opened) -> None:
        self._reading = opened.begin()
        self._damage = opened.damage
        ahead = max(1, min(AHEAD_FRAMES, AHEAD_BYTES // opened.first.nbytes))
        self._ahead = ReadAhead(opened.rest, ahead, f"decode {opened.name}")
        self._next: TimedPicture | None = TimedPicture(opened.first_s, opened.first, opened.first_broken)
        self._closed = False

    @property
    def info(self) -> VideoInfo:
        """The container's claim while reading; after the last frame what was really read: see :class:`Reading`."""
        return self._reading.info

    @property
    def fraction_read(self) -> float:
        """Share of the recording that was handed out, by time; 1 after the end, 0 while the length is unknown."""
        return self._reading.fraction_read

    @property
    def times_repaired(self) -> int:
        """How many timestamps did not rise and were replaced (see :class:`~coach.frames.clock.RisingClock`)."""
        return self._reading.times_repaired

    def __enter__(self) -> VideoFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Frame]:
        return self

    def __next__(self) -> Frame:
        """Return the next frame; the end of the file, or of the part of it that can be read, ends the iteration."""
        if self._closed:
            raise StopIteration
        if self._next is None:
            self._reading.finish(self._damage.broken)
            raise StopIteration
        raw_s, picture, broken, _ = self._next
        assert picture is not None
        self._next = next(self._ahead, None)
        height, width = picture.shape[:2]
        next_s = math.nan if self._next is None else self._next.time_s
        index, time_s = self._reading.take(raw_s, (height, width), broken, next_s)
        return Frame(index, time_s, picture)

    def close(self) -> None:
        """Stop decoding and let the file go."""
        self._closed = True
        self._ahead.close()
