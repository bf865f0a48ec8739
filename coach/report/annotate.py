"""The recording again, with what the coach saw drawn on it: H.264 in MP4, which every browser plays.

It is made in a second reading, after the analysis, because the verdict on a moment is final only when the whole
recording is known. No hands are looked for again: the tracks are kept, so the second reading only decodes, draws and
encodes. Frames keep their own times, also where these are uneven. Sound is left out: a massage room is private.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from coach.errors import OutputError
from coach.formats import ReviewFile
from coach.frames.video import open_video
from coach.records import Analysis
from coach.report.back_lines import BackLines
from coach.report.captions import Captions
from coach.report.output import explain_os_error
from coach.report.overlay import Overlay
from coach.report.sketch import Picture
from coach.words import say

if TYPE_CHECKING:
    from coach.protocol.schema import Protocol

LONGEST_SIDE = 1920
"""Larger pictures are made smaller: they would take minutes to encode and show no more."""

SHORTEST_SIDE = 320
"""Smaller pictures are made larger, so that the words can be read."""

CLOCK_HZ = 90_000
"""Ticks a second of the written times, the usual clock of video."""

PRESET, QUALITY = "veryfast", "23"
"""x264: near the quality of its default at a third of its time."""

_PROGRESS_FRAMES = 10


def write_annotated_video(
    source: Path,
    target: Path,
    analysis: Analysis,
    review: ReviewFile,
    protocol: Protocol | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> None:
    """Write the annotated recording.

    Parameters
    ----------
    source, target : Path
        The recording that was analysed, and the file to write.
    analysis, review : the two views of the same recording
    protocol : Protocol, optional
        For titles and bands of the steps.
    on_progress : callable, optional
        Called with the share done, 0 to 1; may raise to stop.

    Raises
    ------
    VideoError
        When the recording cannot be read any more.
    OutputError
        When the file cannot be written. A half-written file stays: write to a temporary one
        (:func:`coach.report.output.open_outputs`).
    """
    captions = Captions(analysis, review, protocol)
    with open_video(source) as video:
        # The size of the whole recording: its first picture may be smaller than those that follow.
        width, height = choose_size(analysis.info.width, analysis.info.height)
        overlay, lines = Overlay(width, height), BackLines(analysis)
        with H264Writer(target, width, height + overlay.strip_px, video.info.fps) as writer:
            for frame in video:
                picture = _resize(frame.image, width, height)
                time = frame.time_s
                if (moved := lines.changed(time)) is not None:
                    overlay.show_lines(moved)
                writer.write(
                    overlay.draw(picture, captions.at(time), captions.hands_at(time), captions.trail_at(time)), time
                )
                if on_progress is not None and frame.index % _PROGRESS_FRAMES == 0:
                    on_progress(video.fraction_read)
    if on_progress is not None:
        on_progress(1.0)


def choose_size(width: int, height: int) -> tuple[int, int]:
    """Return the size to draw at: within the limits above, same shape, even numbers as H.264 wants them."""
    scale = max(1.0, SHORTEST_SIDE / min(width, height))
    scale = min(scale, LONGEST_SIDE / max(width, height))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


class H264Writer:
    """Writes RGB pictures with their own times into an MP4 file; a context manager.

    Parameters
    ----------
    path : Path
    width, height : int
        An odd height is cut by one row.
    rate_hz : float
        About how many pictures a second there are; the times say it exactly.
    quality : str
        x264's constant rate factor: the higher, the smaller the file.
    """

    def __init__(self, path: Path, width: int, height: int, rate_hz: float, quality: str = QUALITY) -> None:
        import av

        self._av = av
        self._path = path
        self._height = height - height % 2
        rate = Fraction(rate_hz).limit_denominator(1001) if 1.0 <= rate_hz <= 240.0 else Fraction(30)
        self._file: Any = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
        self._stream: Any = self._file.add_stream("libx264", rate=rate, options={"preset": PRESET, "crf": quality})
        self._stream.width, self._stream.height = width, self._height
        self._stream.pix_fmt = "yuv420p"
        self._stream.codec_context.time_base = Fraction(1, CLOCK_HZ)
        try:
            self._file.start_encoding()
        except OSError as error:
            raise self._refused(error) from error
        self._last_tick = -1

    def __enter__(self) -> H264Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._mux(None)
        finally:
            self._close(quietly=kind is not None)

    def write(self, picture: Picture, time_s: float) -> None:
        """Add one picture; times rise strictly. Raises :class:`OutputError` when the disk refuses."""
        frame = self._av.VideoFrame.from_ndarray(np.ascontiguousarray(picture[: self._height]), format="rgb24")
        self._last_tick = max(self._last_tick + 1, round(time_s * CLOCK_HZ))
        frame.pts = self._last_tick
        frame.time_base = Fraction(1, CLOCK_HZ)
        self._mux(frame)

    def _mux(self, frame: Any) -> None:
        try:
            self._file.mux(self._stream.encode(frame))
        except OSError as error:
            raise self._refused(error) from error

    def _close(self, *, quietly: bool) -> None:
        try:
            self._file.close()
        except OSError as error:
            if not quietly:
                raise self._refused(error) from error

    def _refused(self, error: OSError) -> OutputError:
        return OutputError(say("report-video-not-written", why=explain_os_error(error)))


def _resize(image: Picture, width: int, height: int) -> Picture:
    if image.shape[:2] == (height, width):
        return image
    smaller = width < image.shape[1]
    return np.asarray(
        cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR), np.uint8
    )
