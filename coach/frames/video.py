"""Frames from a video file, decoded ahead of whoever looks at them."""

from __future__ import annotations

import math
import os
from collections import deque
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from coach.errors import VideoError
from coach.frames.ahead import ReadAhead
from coach.frames.clock import LONGEST_S, MAX_PAUSE_S, RisingClock
from coach.frames.container import name_of
from coach.frames.decode import Damage, TimedPicture, is_short, read_pictures
from coach.frames.probe import Claim, probe_video
from coach.frames.upright import check_size
from coach.records import Frame, VideoInfo
from coach.words import say

AHEAD_BYTES = 64 * 2**20
"""Pictures that wait decoded take at most this much (or one picture, if that is larger), however long the recording."""
AHEAD_FRAMES = 8
"""No more than this wait: the decoder only has to bridge the moments in which its consumer is quicker."""
DELAY_FRAMES = 17
"""A decoder hands pictures out up to so many later than it meets what is broken."""


def open_video(path: str | os.PathLike[str]) -> VideoFile:
    """Open a recording and decode its first picture.

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
    place = Path(path)
    name = name_of(place)
    claim = probe_video(place)
    damage = Damage()
    pictures = read_pictures(place, claim, damage)
    first = next(pictures, None)
    if first is None:
        raise VideoError(say("recording-no-picture", name=name))
    height, width = first.picture.shape[:2]
    check_size(width, height, name)
    return VideoFile(name, claim, damage, first, pictures)


class VideoFile:
    """The frames of one file, once, from first to last: an iterator and a context manager.

    A :class:`~coach.frames.source.FrameSource`. A thread decodes ahead (see :class:`~coach.frames.ahead.ReadAhead`);
    the pictures that wait are bounded in number and bytes, so memory does not grow with length. ``close`` is safe at
    any time and from any thread. Use :func:`open_video` to get one.
    """

    def __init__(
        self, name: str, claim: Claim, damage: Damage, first: TimedPicture, rest: Generator[TimedPicture, None, None]
    ) -> None:
        height, width = first.picture.shape[:2]
        self._claim = claim
        self._damage = damage
        longest_s = LONGEST_S if claim.duration_s is None else claim.duration_s + MAX_PAUSE_S
        self._clock = RisingClock(1 / claim.rate_hz, longest_s)
        self._ahead = ReadAhead(rest, max(1, min(AHEAD_FRAMES, AHEAD_BYTES // first.picture.nbytes)), f"decode {name}")
        self._next: TimedPicture | None = first
        self._count = 0
        self._last_s = 0.0
        self._raw_start_s = self._raw_end_s = first.time_s
        self._broken = deque([0], maxlen=DELAY_FRAMES)
        self._lost_s = 0.0
        self._ended = False
        self._closed = False
        length = claim.duration_s or 0.0
        frames = claim.frames or round(length * claim.rate_hz)
        self._info = VideoInfo(name, width, height, claim.rate_hz, frames, length)

    @property
    def info(self) -> VideoInfo:
        """The container's claim while reading; after the last frame what was really read.

        ``frames_unreadable`` is known only then: the frames that the container lists (or that its length speaks of)
        and that could not be read. It stays 0 unless something was really broken or cut off, because a container's own
        count is not always right.
        """
        return self._info

    @property
    def fraction_read(self) -> float:
        """Share of the recording that was handed out, by time; 1 after the end, 0 while the length is unknown."""
        if self._ended:
            return 1.0
        length = self._claim.duration_s
        return min(1.0, self._last_s / length) if length else 0.0

    @property
    def times_repaired(self) -> int:
        """How many timestamps did not rise and were replaced (see :class:`~coach.frames.clock.RisingClock`)."""
        return self._clock.repaired

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
        if self._closed or self._next is None:
            self._finish()
            raise StopIteration
        raw_s, picture, broken = self._next
        self._next = next(self._ahead, None)
        paused_s = self._clock.paused_s
        time_s = self._clock.rise(raw_s, math.nan if self._next is None else self._next.time_s)
        self._broken.append(broken)
        if broken > self._broken[0]:
            # A gap at a place where something is broken is a hole: there were pictures in it.
            self._lost_s += self._clock.paused_s - paused_s
        frame = Frame(self._count, time_s, picture)
        self._count += 1
        self._last_s = frame.time_s
        self._raw_end_s = max(self._raw_end_s, raw_s)
        height, width = picture.shape[:2]
        if height > self._info.height:
            self._info = replace(self._info, width=width, height=height)
        return frame

    def close(self) -> None:
        """Stop decoding and let the file go."""
        self._closed = True
        self._ahead.close()

    def _finish(self) -> None:
        if self._closed or self._ended:
            return
        self._ended = True
        rate = self._claim.rate_hz
        if self._count > 1:
            rate = (self._count - 1) / (self._last_s - self._clock.paused_s)
        self._info = replace(
            self._info,
            fps=rate,
            frames=self._count,
            duration_s=self._last_s + 1 / rate,
            frames_unreadable=self._count_unreadable(),
            timed=self._claim.timed and (self._clock.kept > 0 or self._count < 2),
        )

    def _count_unreadable(self) -> int:
        broken = self._damage.broken
        if not broken and not is_short(self._length_s(), self._claim):
            return 0
        listed = self._claim.frames
        if listed is None:
            filled_s = (self._claim.duration_s or 0.0) - (self._clock.paused_s - self._lost_s)
            listed = round(filled_s / self._clock.usual_step_s)
        return max(broken, listed - self._count)

    def _length_s(self) -> float:
        """Time from the first picture to the last one, as the file has it."""
        return self._raw_end_s - self._raw_start_s if self._clock.kept else self._last_s
