"""The recording made small enough to hand over: whole, or only around the notes, with a still for each note.

Everything is read once: the pictures that are kept are made smaller and written, and the picture of each note is taken
on the way. Sound is left out, as in the annotated recording.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from coach.frames.upright import Picture
from coach.frames.video import open_video
from coach.notes.records import Note
from coach.report.annotate import H264Writer

LONGEST_SIDE = 640
"""Pixels: a phone shows no more, and fingers can still be told apart."""
MOST_HZ = 15.0
"""Pictures a second: every movement of a massage can be followed."""
QUALITY = "28"
"""x264's constant rate factor: half the size of the annotated recording's 23."""
STILL_SIDE = 480
STILL_QUALITY = 80

BEFORE_S, AFTER_S = 3.0, 3.0
"""How much of the recording is kept around a note where only the moments with notes are: one slow stroke."""

_PROGRESS_FRAMES = 10


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the recording that is in the film.

    Attributes
    ----------
    start_s, end_s : float
        Seconds of the recording.
    film_s : float
        Where it begins in the film.
    """

    start_s: float
    end_s: float
    film_s: float


@dataclass(frozen=True, slots=True)
class Film:
    """A film that was written.

    Attributes
    ----------
    path : Path
    width, height : int
        Pixels.
    duration_s : float
    spans : tuple of Span
        What of the recording is in it.
    stills : dict
        Id of a note -> its picture as JPEG.
    """

    path: Path
    width: int
    height: int
    duration_s: float
    spans: tuple[Span, ...]
    stills: dict[str, bytes]

    def to_film(self, at_s: float) -> float:
        """Return where a moment of the recording is in the film; one that is left out is where the next part begins."""
        for span in self.spans:
            if at_s <= span.end_s:
                return min(span.film_s + max(0.0, at_s - span.start_s), self.duration_s)
        return self.duration_s


def plan_spans(notes: Sequence[Note], *, whole: bool) -> tuple[Span, ...]:
    """Return which parts of a recording are kept: all of it, or some seconds around each note, joined where they meet.

    Parameters
    ----------
    notes : sequence of Note
        At least one unless ``whole``.
    """
    if whole:
        return (Span(0.0, math.inf, 0.0),)
    spans: list[Span] = []
    for note in sorted(notes, key=lambda note: note.at_s):
        start_s, end_s = max(0.0, note.at_s - BEFORE_S), note.end_s + AFTER_S
        if spans and start_s <= spans[-1].end_s:
            spans[-1] = Span(spans[-1].start_s, max(spans[-1].end_s, end_s), spans[-1].film_s)
        else:
            spans.append(Span(start_s, end_s, spans[-1].film_s + spans[-1].end_s - spans[-1].start_s if spans else 0.0))
    return tuple(spans)


def write_film(
    source: Path,
    target: Path,
    notes: Sequence[Note],
    *,
    whole: bool = True,
    on_progress: Callable[[float], None] | None = None,
) -> Film:
    """Write the film for a student, and take the still of each note.

    Parameters
    ----------
    source, target : Path
        The recording, and the MP4 file to write.
    notes : sequence of Note
        At least one.
    whole : bool
        All of the recording, or only the moments with notes.
    on_progress : callable, optional
        Called with the share done, 0 to 1; may raise to stop.

    Raises
    ------
    VideoError
        When the recording cannot be read.
    OutputError
        When the film cannot be written.
    """
    spans = plan_spans(notes, whole=whole)
    with open_video(source) as video:
        width, height = fit_size(video.info.width, video.info.height, LONGEST_SIDE)
        stills = _Stills(sorted(notes, key=lambda note: note.at_s))
        kept = _Thinned(spans)
        with H264Writer(target, width, height, MOST_HZ, QUALITY) as writer:
            for frame in video:
                stills.look(frame.time_s, frame.image)
                film_s = kept.place(frame.time_s)
                if film_s is not None:
                    writer.write(_shrink(frame.image, width, height), film_s)
                if on_progress is not None and frame.index % _PROGRESS_FRAMES == 0:
                    on_progress(video.fraction_read)
                if frame.time_s > spans[-1].end_s:  # nothing behind it is wanted
                    break
            if kept.last_s is None and stills.last is not None:  # every note lies behind the end: its last picture
                writer.write(_shrink(stills.last, width, height), 0.0)
        stills.end()
    if on_progress is not None:
        on_progress(1.0)
    return Film(target, width, height - height % 2, kept.last_s or 0.0, spans, stills.taken)


def fit_size(width: int, height: int, longest: int) -> tuple[int, int]:
    """Return the size of a picture made smaller to fit, never larger, in even numbers as H.264 wants them."""
    scale = min(1.0, longest / max(width, height))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


@dataclass
class _Thinned:
    """Says of each picture where it goes in the film, or that it is left out."""

    spans: tuple[Span, ...]
    last_s: float | None = None

    def place(self, time_s: float) -> float | None:
        span = next((span for span in self.spans if span.start_s <= time_s <= span.end_s), None)
        if span is None:
            return None
        film_s = span.film_s + time_s - span.start_s
        if self.last_s is not None and film_s - self.last_s < 0.9 / MOST_HZ:
            return None
        self.last_s = film_s
        return film_s


@dataclass
class _Stills:
    """Takes the picture that is on the screen when a note appears; one behind the end gets the last picture."""

    waiting: list[Note]
    taken: dict[str, bytes] = field(default_factory=dict)
    last: Picture | None = None

    def look(self, time_s: float, picture: Picture) -> None:
        while self.waiting and self.last is not None and self.waiting[0].at_s < time_s:
            self.taken[self.waiting.pop(0).id] = _write_jpeg(self.last)
        self.last = picture

    def end(self) -> None:
        for note in self.waiting if self.last is not None else []:
            self.taken[note.id] = _write_jpeg(np.asarray(self.last))
        self.waiting = []


def _shrink(picture: Picture, width: int, height: int) -> Picture:
    if picture.shape[:2] == (height, width):
        return picture
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _write_jpeg(picture: Picture) -> bytes:
    small = _shrink(picture, *fit_size(picture.shape[1], picture.shape[0], STILL_SIDE))
    done, data = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, STILL_QUALITY])
    if not done:
        raise ValueError("the picture could not be written as JPEG")
    return data.tobytes()
