"""Keeps the camera's own JPEGs as a Matroska file: nothing is encoded again, and a cut-off file still plays."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

_TICKS_PER_S = 1000
"""Matroska counts milliseconds."""


class PictureWriter:
    """A growing video file; belongs to one thread.

    Raises
    ------
    OSError
        When the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        import av

        self._av: Any = av
        try:
            self._file: Any = av.open(str(path), "w", format="matroska")
        except av.FFmpegError as error:
            raise OSError(error.errno, error.strerror) from error
        self._stream: Any = None
        self._last_tick = -1

    def write(self, pictures: list[tuple[float, bytes]]) -> None:
        """Append pictures: times in seconds that rise, JPEGs."""
        from coach.live.messages import read_jpeg_size

        for time_s, jpeg in pictures:
            if self._stream is None:
                stream = self._file.add_stream("mjpeg", rate=30)
                stream.width, stream.height = read_jpeg_size(jpeg)
                stream.pix_fmt = "yuvj420p"
                stream.time_base = Fraction(1, _TICKS_PER_S)
                self._stream = stream
            packet = self._av.Packet(jpeg)
            self._last_tick = max(self._last_tick + 1, round(time_s * _TICKS_PER_S))
            packet.stream = self._stream
            packet.time_base = Fraction(1, _TICKS_PER_S)
            packet.pts = packet.dts = self._last_tick
            packet.is_keyframe = True
            try:
                self._file.mux(packet)
            except self._av.FFmpegError as error:
                raise OSError(error.errno, error.strerror) from error

    def close(self) -> None:
        """Write the index; without it the file plays but does not seek well."""
        self._file.close()
