"""The small film: what is in it, where a moment of the recording is in it, and the picture of each note."""

from __future__ import annotations

import io
import math
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from coach.errors import Cancelled, VideoError
from coach.notes.film import AFTER_S, BEFORE_S, MOST_HZ, Film, Span, fit_size, plan_spans, write_film
from tests.notes.note_example import make_note, write_recording

SHADE_TOLERANCE = 12
"""Of 255: what coding costs on a plain picture."""


def shade(picture: bytes) -> float:
    with av.open(io.BytesIO(picture)) as file:
        return float(np.mean(next(file.decode(video=0)).to_ndarray(format="gray")))


def times(film: Film) -> list[float]:
    with av.open(str(film.path)) as file:
        return [float(frame.time or 0.0) for frame in file.decode(video=0)]


def test_the_whole_recording_made_small(tmp_path: Path):
    source = write_recording(tmp_path / "in.mp4", 4.0, size=(960, 720))
    reached: list[float] = []
    film = write_film(source, tmp_path / "out.mp4", [make_note(1, 1.5), make_note(2, 2.5)], on_progress=reached.append)
    assert (film.width, film.height) == (640, 480)
    assert film.duration_s == pytest.approx(3.95, abs=1 / MOST_HZ)
    assert len(times(film)) <= 4.0 * MOST_HZ + 1
    assert [film.to_film(at_s) for at_s in (0.0, 1.5, 3.0)] == [0.0, 1.5, 3.0]
    assert shade(film.stills[f"{1:032x}"]) == pytest.approx(255, abs=SHADE_TOLERANCE)
    assert shade(film.stills[f"{2:032x}"]) == pytest.approx(0, abs=SHADE_TOLERANCE)
    assert reached == sorted(reached) and reached[-1] == 1.0


def test_only_the_moments_with_notes(tmp_path: Path):
    source = write_recording(tmp_path / "in.mp4", 20.0)
    notes = [make_note(1, 1.0), make_note(2, 14.0, lasts_s=1.0)]
    film = write_film(source, tmp_path / "out.mp4", notes, whole=False)
    # 0 to 6 and 11 to 18 seconds of the recording: 13 seconds of film.
    assert film.spans == (Span(0.0, 6.0, 0.0), Span(11.0, 18.0, 6.0))
    assert film.duration_s == pytest.approx(13.0, abs=2 / MOST_HZ)
    assert [film.to_film(at_s) for at_s in (1.0, 8.0, 11.0, 14.0)] == [1.0, 6.0, 6.0, 9.0]
    rising = times(film)
    assert all(later > earlier for earlier, later in pairwise(rising))
    assert shade(film.stills[f"{2:032x}"]) == pytest.approx(0, abs=SHADE_TOLERANCE)


def test_parts_that_meet_are_joined():
    gap = BEFORE_S + AFTER_S
    first = make_note(1, 10.0)
    assert len(plan_spans([first, make_note(2, first.end_s + gap)], whole=False)) == 1
    assert len(plan_spans([first, make_note(2, first.end_s + gap + 0.1)], whole=False)) == 2
    inside = plan_spans([make_note(1, 10.0, lasts_s=30.0), make_note(2, 12.0)], whole=False)
    assert inside == (Span(7.0, 43.0, 0.0),)
    assert plan_spans([], whole=True) == (Span(0.0, math.inf, 0.0),)


@pytest.mark.parametrize("whole", [True, False])
def test_a_note_behind_the_end_has_the_last_picture(tmp_path: Path, whole: bool):
    source = write_recording(tmp_path / "in.mp4", 2.0)
    film = write_film(source, tmp_path / "out.mp4", [make_note(1, 60.0)], whole=whole)
    assert shade(film.stills[f"{1:032x}"]) == pytest.approx(255, abs=SHADE_TOLERANCE)
    assert film.to_film(60.0) <= film.duration_s and times(film)


def test_a_size_is_never_made_larger_and_always_even():
    assert fit_size(1920, 1080, 640) == (640, 360)
    assert fit_size(1080, 1920, 640) == (360, 640)
    assert fit_size(321, 241, 640) == (320, 240)
    assert fit_size(4000, 1, 640) == (640, 2)


def test_it_stops_when_asked_and_says_what_is_no_recording(tmp_path: Path):
    def stop(fraction: float) -> None:
        raise Cancelled("stopped")

    source = write_recording(tmp_path / "in.mp4", 1.0)
    with pytest.raises(Cancelled):
        write_film(source, tmp_path / "out.mp4", [make_note()], on_progress=stop)
    (tmp_path / "text.mp4").write_text("no recording\n" * 50)
    with pytest.raises(VideoError):
        write_film(tmp_path / "text.mp4", tmp_path / "out.mp4", [make_note()])
