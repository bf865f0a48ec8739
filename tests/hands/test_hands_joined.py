"""Pieces that were searched apart give, once joined, what one computer finds side by side."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from coach.frames.video import open_recording
from coach.hands import joined
from coach.hands.joined import FoundPiece, Joined, find_piece
from coach.hands.pieces import PiecesDiffer
from coach.hands.side_by_side import SideBySide
from coach.records import VideoInfo
from tests.hands.test_hands_side_by_side import (
    KINDS,
    STEADY_MS,
    Settling,
    borders_of,
    damage_middle,
    damage_tail,
    write_clip,
)

Result = tuple[list[tuple[float, float]], VideoInfo]


def search_here(path: Path, borders: tuple[float, ...]) -> Result:
    with SideBySide(open_recording(path), borders, lambda: 2, Settling) as seen:
        return [(time_s, float(sight.detections[0].landmarks[0, 0])) for time_s, sight in seen], seen.info


def search_apart(path: Path, borders: tuple[float, ...]) -> list[FoundPiece]:
    places = range(len(borders), -1, -1)
    pieces = [find_piece(path, borders, place, make_looker=Settling) for place in places]
    sent: list[FoundPiece] = pickle.loads(pickle.dumps(pieces[::-1]))
    return sent


def join(path: Path, borders: tuple[float, ...], pieces: list[FoundPiece]) -> Result:
    with Joined(path, borders, pieces) as seen:
        return [(time_s, float(sight.detections[0].landmarks[0, 0])) for time_s, sight in seen], seen.info


@pytest.mark.parametrize("kind", ["variable", "B-frames", "interlaced", "matroska"])
def test_joined_pieces_give_what_is_found_side_by_side(kind: str, tmp_path: Path) -> None:
    name, times_ms, options = KINDS[kind]
    path = write_clip(tmp_path / name, times_ms, preset="ultrafast", **options)
    borders = borders_of(path, 3)
    here = search_here(path, borders)
    assert len(here[0]) == len(times_ms)
    assert join(path, borders, search_apart(path, borders)) == here


@pytest.mark.parametrize("harm", [damage_middle, damage_tail])
def test_what_is_broken_is_counted_as_here(harm: Any, tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mkv", STEADY_MS, preset="ultrafast", g="15", bf="2")
    harm(path)
    borders = borders_of(path, 2)
    here = search_here(path, borders)
    assert here[1].frames_unreadable > 0
    assert join(path, borders, search_apart(path, borders)) == here


def test_no_picture_is_handed_on(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", STEADY_MS, preset="ultrafast")
    pieces = search_apart(path, borders_of(path, 2))
    sights = [one.sight for piece in pieces for one in piece.found]
    assert {sight.small.nbytes for sight in sights if sight is not None} == {joined.DIGEST_BYTES}


def test_a_file_that_has_changed_since_is_not_joined(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", STEADY_MS, preset="ultrafast")
    borders = borders_of(path, 2)
    pieces = search_apart(path, borders)
    write_clip(path, STEADY_MS, preset="ultrafast", crf="40")
    with pytest.raises(PiecesDiffer):
        join(path, borders, pieces)


def test_a_recording_that_is_shorter_by_now_is_not_joined(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", STEADY_MS, preset="ultrafast")
    borders = borders_of(path, 2)
    pieces = search_apart(path, borders)
    write_clip(path, STEADY_MS[:-5], preset="ultrafast")
    with pytest.raises(PiecesDiffer):
        join(path, borders, pieces)
