"""Pictures out of a file, with the times that the file gives them. Every pixel of a recording comes from here."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from coach.frames.container import UNTIMED, open_container
from coach.frames.deinterlace import Deinterlacer
from coach.frames.probe import Claim
from coach.frames.upright import Matrix, Picture, Upright

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

END_TOLERANCE_FRAMES = 3
"""Reading that ends this close to the stated end of the video stream has reached it."""
LOOSE_END_TOLERANCE_S = 1.0
"""The same where only the length of the whole container, sound included, is stated."""
LEAD_MOST_S = 12.0
"""A recording is begun in the middle only where a key picture lies so near before it: phones write one every second or
two, programs one every eight or ten."""


@dataclass(slots=True)
class Damage:
    """What was met on the way."""

    broken: int = 0
    """Packets and pictures that could not be decoded."""


class TimedPicture(NamedTuple):
    """A picture, its timestamp in the container in seconds (NaN: none), and how much was broken up to it.

    The picture is ``None`` where it was passed over: it is there, and was not asked for. ``scale`` tells how many times
    larger it was recorded.
    """

    time_s: float
    picture: Picture | None
    broken: int
    scale: int = 1


class EveryFew:
    """Chooses every second, third, ... picture of a stream, by the timestamps alone.

    So whoever begins in the middle chooses the same ones. Where timestamps are uneven the choice is, a little.

    Parameters
    ----------
    rate_hz : float
        Pictures a second of the stream.
    every : int
    first_s : float
        Timestamp of the recording's first picture; NaN: that of the first one asked about.
    """

    def __init__(self, rate_hz: float, every: int, first_s: float = math.nan) -> None:
        self._rate_hz = rate_hz
        self._every = every
        self._first_s = first_s
        self._slot: int | None = None

    def is_due(self, time_s: float) -> bool:
        """Whether the next picture is to be looked at; one without a time always is."""
        if not math.isfinite(time_s):
            return True
        if math.isnan(self._first_s):
            self._first_s = time_s
        # Borders lie in the middle between two pictures: timestamps are rounded.
        slot = math.floor(((time_s - self._first_s) * self._rate_hz + 0.5) / self._every)
        due, self._slot = slot != self._slot, slot
        return due


@dataclass(frozen=True, slots=True)
class Start:
    """Where to begin in the middle of a recording.

    Attributes
    ----------
    time_s : float
        Timestamp of the first picture that is wanted.
    shape : (height, width)
        Of the recording's first picture.
    given_up : callable
        Asked between pictures on the way there; true ends it.
    """

    time_s: float
    shape: tuple[int, int]
    given_up: Callable[[], bool]

    def gives_up(self, time_s: float) -> bool:
        """Whether the way from a picture at ``time_s`` is not to be gone."""
        return self.time_s - time_s > LEAD_MOST_S or self.given_up()


class Note(NamedTuple):
    """What belongs to a decoded frame and is no pixel."""

    time_s: float
    matrix: Matrix | None


class PictureReader:
    """Reads the recording's stream of an open container; what is broken is left out and counted."""

    def __init__(
        self,
        container: InputContainer,
        claim: Claim,
        damage: Damage,
        shape: tuple[int, int] | None = None,
        *,
        halve: bool = False,
    ) -> None:
        self._container = container
        self._stream: av.VideoStream = container.streams.video[claim.stream]
        self._stream.thread_type = "AUTO"
        self._format = container.format.name
        self._damage = damage
        self._upright = Upright(self._stream, shape, halve=halve)
        self._matrix: Matrix | None = None
        self._rotation: int | None = None

    def seek(self, time_s: float) -> None:
        """Go to the last picture at or before a timestamp from which decoding can start."""
        time_base = self._stream.time_base
        assert time_base is not None
        self._container.seek(int(time_s / time_base), stream=self._stream)

    def frames(self) -> Iterator[tuple[av.VideoFrame, Note]]:
        """Yield what can be decoded from here on, deinterlaced but not yet turned into pictures."""
        import av

        whole: Deinterlacer[Note] = Deinterlacer(self._stream)
        for packet in self._container.demux(self._stream):
            for frame in self._decode(packet):
                try:
                    yield from whole.push(frame, Note(self._time_of(frame), self._matrix_of(frame)))
                except av.FFmpegError:
                    self._damage.broken += 1
        yield from whole.flush()

    def develop(self, frame: av.VideoFrame, note: Note) -> tuple[Picture, int] | None:
        """Return the picture of a frame and its scale; ``None`` where it cannot be made into one, which is counted."""
        import av

        try:
            return self._upright.develop(frame, note.matrix)
        except (av.FFmpegError, ValueError):
            self._damage.broken += 1
            return None

    def _decode(self, packet: av.Packet[av.VideoStream]) -> list[av.VideoFrame]:
        import av

        try:
            frames: list[av.VideoFrame] = packet.decode()
        except av.FFmpegError:
            self._damage.broken += 1
            return []
        sound = [frame for frame in frames if not frame.is_corrupt]
        self._damage.broken += len(frames) - len(sound)
        return sound

    def _matrix_of(self, frame: av.VideoFrame) -> Matrix | None:
        """Return the display matrix that belongs to a frame; ``None`` where the file gives none.

        Asking a frame for what lies beside its pixels ties it into a cycle of references, which keeps its memory until
        the next collection: hundreds of large pictures. So only the first one is asked, and those that turn anew.
        """
        if frame.rotation != self._rotation:
            self._rotation, self._matrix = frame.rotation, _display_matrix(frame)
        return self._matrix

    def _time_of(self, frame: av.VideoFrame) -> float:
        """Return seconds, NaN where the file gives none."""
        if self._format in UNTIMED or frame.time_base is None:
            return math.nan
        # avi knows only times of decoding, in whose order frames come.
        first, second = (frame.dts, None) if self._format == "avi" else (frame.pts, frame.dts)
        ticks = second if first is None else first
        return math.nan if ticks is None else float(ticks * frame.time_base)


def read_pictures(
    path: Path,
    claim: Claim,
    damage: Damage,
    start: Start | None = None,
    few: EveryFew | None = None,
    *,
    halve: bool = False,
) -> Generator[TimedPicture, None, None]:
    """Yield the pictures from the first one, or from ``start``, to the last one that can be read.

    What is broken is left out, so that a recording damaged in the middle is read to its end. Nothing comes where the
    file cannot be sought in. Of the pictures that ``few`` does not choose only the times come; large ones
    are made half as large with ``halve``.
    """
    import av

    try:
        with open_container(path) as container:
            reader = PictureReader(container, claim, damage, None if start is None else start.shape, halve=halve)
            if start is not None:
                reader.seek(start.time_s)
            for frame, note in reader.frames():
                if start is not None and note.time_s < start.time_s:
                    if start.gives_up(note.time_s):
                        return
                    continue
                start = None
                if few is not None and not few.is_due(note.time_s):
                    yield TimedPicture(note.time_s, None, damage.broken)
                    continue
                developed = reader.develop(frame, note)
                if developed is not None:
                    picture, scale = developed
                    yield TimedPicture(note.time_s, picture, damage.broken, scale)
    except (av.FFmpegError, OSError, MemoryError):
        damage.broken += 1


def is_short(length_s: float, claim: Claim) -> bool:
    """Whether reading whose last picture came ``length_s`` after the first one stopped before the stated end."""
    if claim.duration_s is None:
        return False
    tolerance = END_TOLERANCE_FRAMES / claim.rate_hz
    return length_s < claim.duration_s - (tolerance if claim.exact else max(tolerance, LOOSE_END_TOLERANCE_S))


def _display_matrix(frame: av.VideoFrame) -> Matrix | None:
    from av.sidedata.sidedata import Type

    data = frame.side_data.get(Type.DISPLAYMATRIX)
    return None if data is None else np.frombuffer(bytes(data), "<i4").reshape(3, 3)
