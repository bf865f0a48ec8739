"""A recording that is searched side by side gives what it gives in one piece, for files of every kind."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coach.frames.video import VideoFile, open_recording
from coach.hands import search
from coach.hands.finder import Sight
from coach.hands.pieces import PiecesDiffer
from coach.hands.search import plan_borders
from coach.hands.side_by_side import SideBySide
from coach.hands.small import make_small
from coach.pipeline import analyse
from coach.records import Detection, Frame, VideoInfo
from tests.hands.noise_clips import FRAMES, LONG_MS, STEADY_MS, VARIABLE_MS, Stub, write_clip


@pytest.fixture(autouse=True)
def forget_stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stub, "made", [])


def borders_of(path: Path, pieces: int) -> tuple[float, ...]:
    opened = open_recording(path)
    opened.rest.close()
    length = opened.claim.duration_s or 8.0
    return tuple(opened.first_s + length * number / pieces for number in range(1, pieces))


def read_in_one(path: Path) -> tuple[list[tuple[float, float]], VideoInfo]:
    with VideoFile(open_recording(path)) as video:
        return [(frame.time_s, frame.image.mean() / 255) for frame in video], video.info


def read_side_by_side(
    path: Path, pieces: int, who: set[str] | None = None
) -> tuple[list[tuple[float, float]], VideoInfo]:
    with SideBySide(open_recording(path), borders_of(path, pieces), make_looker=Stub) as seen:
        found = []
        for time_s, sight in seen:
            found.append((time_s, float(sight.detections[0].landmarks[0, 0])))
            if who is not None:
                who.add(sight.detections[0].label)
        assert seen.fraction_read == 1.0
        return found, seen.info


@pytest.mark.parametrize("pieces", [1, 3])
@pytest.mark.parametrize(("rate_hz", "every"), [(30, 1), (48, 1), (50, 2), (60, 2), (240, 9)])
def test_of_many_pictures_a_second_some_are_looked_at(rate_hz: int, every: int, pieces: int, tmp_path: Path) -> None:
    times_ms = [round(number * 1000 / rate_hz) for number in range(8 * rate_hz)]
    path = write_clip(tmp_path / "a.mp4", times_ms, preset="ultrafast", g="60")
    in_one, info = read_in_one(path)
    opened = open_recording(path, sparing=True)
    with SideBySide(opened, borders_of(path, pieces), make_looker=Stub) as seen:
        found = [(time_s, float(sight.detections[0].landmarks[0, 0])) for time_s, sight in seen]
    places = [in_one.index(one) for one in found]
    steps = np.diff(places)
    # The rate that a container states is a little off and its times are rounded: now and then a step is another one.
    assert np.mean(steps) == pytest.approx(every, rel=0.02)
    assert np.abs(steps[1:] - every).max() <= 1
    # What is said of the file is what is in it.
    assert seen.info == info
    assert sum(stub.seen for stub in Stub.made) < 1.3 * len(in_one) / every + 10 * pieces


def damage_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    middle = len(data) * 45 // 100
    data[middle : middle + 400] = bytes(400)
    path.write_bytes(data)


def damage_tail(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 7 // 10])


KINDS: dict[str, tuple[str, list[int], dict[str, str]]] = {
    "steady": ("a.mp4", STEADY_MS, {"g": "15", "bf": "0"}),
    "variable": ("a.mp4", VARIABLE_MS, {"g": "15"}),
    "B-frames": ("a.mp4", STEADY_MS, {"g": "30", "bf": "3", "x264-params": "b-pyramid=normal:scenecut=0"}),
    "open groups": ("a.mkv", STEADY_MS, {"x264-params": "open-gop=1:keyint=24:bframes=3:scenecut=0"}),
    "slow refresh": ("a.mp4", STEADY_MS, {"x264-params": "intra-refresh=1:keyint=30"}),
    "one key picture": ("a.mp4", STEADY_MS, {"g": "1000", "x264-params": "scenecut=0"}),
    "interlaced": ("a.mp4", STEADY_MS, {"g": "15", "flags": "+ildct+ilme", "x264-params": "tff=1"}),
    "matroska": ("a.mkv", VARIABLE_MS, {"g": "20"}),
}


@pytest.mark.parametrize("pieces", [2, 5])
@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_comes_once_with_its_time(kind: str, pieces: int, tmp_path: Path) -> None:
    name, times_ms, options = KINDS[kind]
    path = write_clip(tmp_path / name, times_ms, preset="ultrafast", **options)
    who: set[str] = set()
    assert read_side_by_side(path, pieces, who) == read_in_one(path)
    assert len(who) > 1


@pytest.mark.parametrize("harm", [damage_middle, damage_tail])
@pytest.mark.parametrize("pieces", [2, 4, 9])
def test_what_is_broken_is_left_out_and_counted_as_in_one_piece(harm: Any, pieces: int, tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mkv", STEADY_MS, preset="ultrafast", g="15", bf="2")
    harm(path)
    in_one = read_in_one(path)
    assert in_one[1].frames_unreadable > 0
    assert read_side_by_side(path, pieces) == in_one


def test_a_worker_that_begins_wrongly_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_clip(tmp_path / "a.mp4", LONG_MS, preset="ultrafast", g="15")
    read_from = search.Opened.read_from

    def skip_some(*given: Any) -> Iterator[Any]:
        # The index leads behind the border.
        yield from itertools.islice(read_from(*given), round(search.LEAD_S * 10) + 3, None)

    monkeypatch.setattr(search.Opened, "read_from", skip_some)
    with SideBySide(open_recording(path), borders_of(path, 2), make_looker=Stub) as seen, pytest.raises(PiecesDiffer):
        list(seen)
    assert not any(thread.is_alive() for thread in seen._threads)
    monkeypatch.setattr(SideBySide.__init__, "__defaults__", (lambda: 2, Stub))
    analysis = analyse(path)
    assert (analysis.tracks.time_s.tolist(), analysis.info) == (
        [t for t, _ in read_in_one(path)[0]],
        read_in_one(path)[1],
    )


def test_who_is_told_to_stop_stops_all_workers(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", STEADY_MS, preset="ultrafast", g="15")
    with SideBySide(open_recording(path), borders_of(path, 2), make_looker=Stub) as seen:
        next(seen)
        while len(Stub.made) < 2:
            next(seen)
    assert not any(thread.is_alive() for thread in seen._threads)
    assert not any(stub.looking for stub in Stub.made)
    assert list(seen) == []


def test_what_goes_wrong_with_a_picture_is_raised_whoever_meets_it(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", STEADY_MS, preset="ultrafast", g="15")
    bad = read_in_one(path)[0][200][1]

    class Failing(Stub):
        def look(self, frame: Frame) -> Sight:
            if frame.image.mean() / 255 == bad:
                raise MemoryError("no room for it")
            return super().look(frame)

    found = []
    with SideBySide(open_recording(path), borders_of(path, 2), make_looker=Failing) as seen:
        with pytest.raises(MemoryError, match="no room"):
            found.extend(seen)
        assert seen.fraction_read < 1
    assert len(found) <= 199
    assert not any(thread.is_alive() for thread in seen._threads)


def test_one_worker_while_no_more_are_allowed(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", STEADY_MS, preset="ultrafast", g="15")
    asked: list[str] = []

    def allow_one() -> int:
        asked.append(threading.current_thread().name)
        return 1

    with SideBySide(open_recording(path), borders_of(path, 2), allow_one, Stub) as seen:
        found = [(time_s, float(sight.detections[0].landmarks[0, 0])) for time_s, sight in seen]
    assert found == read_in_one(path)[0]
    assert asked


def test_progress_rises_with_what_all_have_searched(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", STEADY_MS, preset="ultrafast", g="15")
    with SideBySide(open_recording(path), borders_of(path, 3), make_looker=Stub) as seen:
        shares = [seen.fraction_read for _ in seen]
    assert shares == sorted(shares)
    assert 0 <= shares[0] < 1
    assert shares[-1] == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    ("name", "seconds", "cut"),
    [("a.mp4", 12, True), ("a.mkv", 12, True), ("a.mp4", 9, False), ("a.avi", 12, False), ("a.h264", 12, False)],
)
def test_what_is_cut_and_what_is_read_in_one(name: str, seconds: int, cut: bool, tmp_path: Path) -> None:
    path = write_clip(tmp_path / name, [number * 100 for number in range(seconds * 10)], preset="ultrafast")
    opened = open_recording(path)
    borders = plan_borders(opened)
    opened.rest.close()
    assert len(borders) == int(cut)


class Settling(Stub):
    """Sees each hand a little away from where it is, less with every picture: who begins anew differs for a while."""

    def look(self, frame: Frame) -> Sight:
        sight = super().look(frame)
        hand = sight.detections[0]
        return Sight(sight.small, [Detection(hand.landmarks + 0.3 * 0.5**self.seen, label=hand.label)], False)


@pytest.mark.parametrize("pieces", [2, 4])
def test_so_many_workers_as_there_may_be_give_the_same(pieces: int, tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", STEADY_MS, preset="ultrafast", g="15")

    def search_by(workers: int) -> tuple[list[tuple[float, float]], int]:
        Settling.made.clear()
        with SideBySide(open_recording(path), borders_of(path, pieces), lambda: workers, Settling) as seen:
            found = [(time_s, float(sight.detections[0].landmarks[0, 0])) for time_s, sight in seen]
        return found, sum(stub.seen for stub in Stub.made)

    by_two, _ = search_by(2)
    by_one, looks = search_by(1)
    assert by_one == by_two
    # One who goes through them alone leaves a piece for the next as soon as both see the same.
    assert looks <= FRAMES + (pieces - 1) * (30 * search.LEAD_S + 12)


def test_long_recordings_are_cut_so_that_a_piece_has_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_clip(tmp_path / "a.mp4", [number * 100 for number in range(600)], preset="ultrafast")
    opened = open_recording(path)
    small = make_small(opened.first).nbytes
    monkeypatch.setattr(search, "ROOM_BYTES", 200 * small)
    borders = plan_borders(opened)
    opened.rest.close()
    lengths = np.diff([0.0, *borders, 60.0])
    assert len(lengths) == 4
    assert max(lengths) * 10 * small < search.ROOM_BYTES
    assert lengths[-1] == pytest.approx(search.LAST_PIECE * lengths[0], rel=0.01)


def test_a_review_of_a_long_file_is_made_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_clip(tmp_path / "a.mp4", LONG_MS, preset="ultrafast")
    threads: set[str] = set()

    class Named(Stub):
        def look(self, frame: Frame) -> Sight:
            threads.add(threading.current_thread().name)
            return super().look(frame)

    monkeypatch.setattr(SideBySide.__init__, "__defaults__", (lambda: 2, Named))
    shares: list[float] = []
    analysis = analyse(path, on_progress=shares.append)
    assert len(threads) == 2
    assert analysis.info.frames == 120
    assert shares == sorted(shares)
