"""What is no recording is refused in a sentence; what is damaged is read as far as it goes."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import numpy as np
import pytest

from coach.errors import VideoError
from coach.frames.video import open_video


def write_text(path: Path) -> None:
    path.write_text("Grüße, this is no video\n" * 300, encoding="utf-8")


def write_playlist(path: Path) -> None:
    path.write_text("#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:10,\nother.ts\n#EXT-X-ENDLIST\n")


def write_picture(path: Path) -> None:
    import cv2

    ok, data = cv2.imencode(".png", np.zeros((48, 64, 3), np.uint8))
    assert ok
    path.write_bytes(data.tobytes())


def write_sound(path: Path) -> None:
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.rate = 44100
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


BAD_FILES = {
    "missing": (lambda path: None, "There is no file bad.mp4"),
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "empty": (lambda path: path.touch(), "is empty"),
    "text": (write_text, "is a text"),
    "playlist": (write_playlist, "is a text"),
    "picture": (write_picture, "is a single picture"),
    "sound only": (write_sound, "holds sound but no picture"),
    "noise": (lambda path: path.write_bytes(bytes(range(256)) * 100), "not a video that can be read"),
    "pipe": (lambda path: os.mkfifo(path), "not an ordinary file"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_what_is_no_recording_is_refused_in_one_sentence(tmp_path, kind, capfd):
    write, words = BAD_FILES[kind]
    path = tmp_path / "bad.mp4"
    write(path)
    with pytest.raises(VideoError, match=words) as caught:
        open_video(path)
    assert "bad.mp4" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)
    assert capfd.readouterr().err == ""


def test_a_name_that_is_no_name(tmp_path):
    with pytest.raises(VideoError, match="There is no file"):
        open_video("nul\0byte.mp4")
    with pytest.raises(VideoError, match="cannot be read"):
        open_video(tmp_path / ("x" * 300 + ".mp4"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the super-user may read everything")
def test_a_file_that_may_not_be_read(write_clip):
    path = write_clip("locked.mp4", [0])
    path.chmod(0)
    with pytest.raises(VideoError, match="cannot be read"):
        open_video(path)


def test_a_picture_of_no_size(write_clip):
    path = write_clip("zero.mp4", [0, 40])
    data = bytearray(path.read_bytes())
    entry = data.index(b"avc1", data.index(b"stsd"))
    data[entry + 28 : entry + 32] = struct.pack(">HH", 0, 0)
    set_up = data.index(b"avcC")
    data[set_up + 11 : set_up + 40] = bytes(29)
    pictures = data.index(b"mdat") + 4
    end = data.index(b"moov") - 4
    data[pictures:end] = bytes(end - pictures)
    path.write_bytes(data)
    with pytest.raises(VideoError, match="0 x 0"):
        open_video(path)


def test_a_picture_too_large_for_memory():
    from coach.frames.probe import check_size

    check_size(7680, 4320, "8k.mp4")
    with pytest.raises(VideoError, match="65000 x 65000"):
        check_size(65000, 65000, "huge.mp4")


def test_pictures_that_cannot_be_decoded_at_all(write_clip):
    path = write_clip("broken.mp4", [0, 40, 80])
    data = bytearray(path.read_bytes())
    pictures, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    data[pictures:end] = b"\xff" * (end - pictures)
    path.write_bytes(data)
    with pytest.raises(VideoError, match=r"No picture of broken\.mp4 can be decoded"):
        open_video(path)


STEADY_MS = [i * 40 for i in range(200)]
SMALL_GROUPS = {"g": "25"}


def cut(path: Path, share: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])


@pytest.mark.parametrize(("name", "share"), [("cut.mp4", 0.6), ("cut.mkv", 0.6), ("cut.avi", 0.15)])
def test_a_truncated_file_is_read_as_far_as_it_goes_and_says_so(write_clip, name, share, capfd):
    front = {"movflags": "faststart"} if name == "cut.mp4" else {}
    path = write_clip(name, STEADY_MS, size=(160, 120), options=SMALL_GROUPS, container_options=front)
    cut(path, share)
    with open_video(path) as video:
        times = [frame.time_s for frame in video]
    assert 40 < len(times) < 180
    assert video.info.frames == len(times)
    assert video.info.duration_s == pytest.approx(times[-1] + 0.04, abs=0.05)
    assert video.info.frames_unreadable == pytest.approx(200 - len(times), abs=5)
    assert capfd.readouterr().err == ""


def test_an_avi_without_its_index_has_lost_no_frame(write_clip):
    path = write_clip("cut.avi", STEADY_MS)
    cut(path, 0.6)
    with open_video(path) as video:
        assert len(list(video)) == 200
    assert video.info.frames_unreadable == 0


def test_a_recording_cut_off_before_its_table_of_contents(write_clip):
    path = write_clip("cut.mp4", STEADY_MS)
    cut(path, 0.6)
    with pytest.raises(VideoError, match="cut off before it was finished"):
        open_video(path)


@pytest.mark.parametrize("name", ["hole.mp4", "hole.mkv"])
def test_a_hole_in_the_middle_is_read_past(write_clip, name, capfd):
    path = write_clip(name, STEADY_MS, size=(160, 120), options=SMALL_GROUPS)
    data = bytearray(path.read_bytes())
    start, end = int(len(data) * 0.4), int(len(data) * 0.5)
    data[start:end] = bytes((i * 7919) % 256 for i in range(end - start))
    path.write_bytes(data)
    with open_video(path) as video:
        times = [frame.time_s for frame in video]
    assert times[-1] == pytest.approx(7.96, abs=0.001)
    assert np.all(np.diff(times) > 0)
    assert 120 < len(times) < 200
    assert video.info.frames_unreadable == pytest.approx(200 - len(times), abs=3)
    assert capfd.readouterr().err == ""
