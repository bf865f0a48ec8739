"""Files that are read whole: containers, codecs, times, rotation, sizes."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import numpy as np
import pytest

from coach.frames.video import open_video

QUIET_HEVC = {"x265-params": "log-level=none"}
VFR_S = [0, 0.033, 0.066, 0.1, 0.2, 0.233, 0.4, 0.433, 0.466, 1.0]
COMBINATIONS = [
    ("clip.mp4", "libx264"),
    ("clip.mp4", "libx265"),
    ("clip.mp4", "libvpx-vp9"),
    ("clip.mov", "libx264"),
    ("clip.mov", "libx265"),
    ("clip.mkv", "libx264"),
    ("clip.mkv", "libx265"),
    ("clip.mkv", "libvpx"),
    ("clip.mkv", "libvpx-vp9"),
    ("clip.webm", "libvpx"),
    ("clip.webm", "libvpx-vp9"),
    ("clip.avi", "libvpx"),
    ("clip.avi", "libvpx-vp9"),
]


def options_of(codec: str) -> dict[str, str]:
    return QUIET_HEVC if codec == "libx265" else {}


@pytest.mark.parametrize(("name", "codec"), COMBINATIONS)
def test_every_container_and_codec_gives_its_frames_with_their_own_times(write_clip, name, codec):
    with open_video(write_clip(name, codec=codec, options=options_of(codec))) as video:
        frames = list(video)
    assert [frame.time_s for frame in frames] == pytest.approx(VFR_S, abs=0.0015)
    assert [frame.index for frame in frames] == list(range(10))
    assert video.info.frames == 10
    assert video.info.frames_unreadable == 0
    assert video.times_repaired == 0
    for number, frame in enumerate(frames):
        assert frame.image.shape == (48, 64, 3)
        assert frame.image.flags.c_contiguous
        assert frame.image[40, 32].mean() == pytest.approx(number * 20, abs=12)
        red, green, blue = frame.image[8, 8].astype(int)
        assert red > 200 and green < 60 and blue < 60


def test_avi_with_frames_out_of_order_keeps_a_constant_rate(write_clip):
    """Avi knows no times of display; at a constant rate those of decoding tell them, but for the last two frames."""
    with open_video(write_clip("clip.avi", [i * 40 for i in range(30)])) as video:
        times = [frame.time_s for frame in video]
    assert times[:28] == pytest.approx([i * 0.04 for i in range(28)], abs=0.002)
    assert len(times) == 30
    assert np.all(np.diff(times) > 0)


def test_info_is_a_claim_first_and_what_was_read_in_the_end(write_clip):
    with open_video(write_clip("clip.mp4", [i * 40 for i in range(25)])) as video:
        assert (video.info.name, video.info.width, video.info.height, video.info.frames) == ("clip.mp4", 64, 48, 25)
        assert video.info.duration_s == pytest.approx(1.0, abs=0.03)
        assert video.fraction_read == 0
        shares = [video.fraction_read for _ in video]
        assert shares == sorted(shares) and shares[-1] > 0.9
        assert video.fraction_read == 1
        assert video.info.fps == pytest.approx(25)
        assert video.info.duration_s == pytest.approx(1.0)
        assert next(video, None) is None


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_rotation_tags_are_honoured(write_clip, turn):
    path = write_clip("turned.mp4", [0, 40, 80], rotation=turn)
    with open_video(path) as video:
        frame = next(video)
        assert (video.info.width, video.info.height) == ((64, 48) if turn == 180 else (48, 64))
        untagged = np.zeros((48, 64), bool)
        untagged[:24, :32] = True
        is_red = (frame.image[:, :, 0] > 150) & (frame.image[:, :, 1] < 100)
        assert np.mean(is_red == np.rot90(untagged, turn // 90)) > 0.97


def test_one_frame(write_clip):
    with open_video(write_clip("one.mp4", [0])) as video:
        assert [frame.time_s for frame in video] == [0.0]
    assert video.info.frames == 1
    assert 0 < video.info.duration_s < 1


def test_one_frame_a_second(write_clip):
    with open_video(write_clip("slow.mp4", [0, 1000, 2000, 3000])) as video:
        assert [frame.time_s for frame in video] == pytest.approx([0, 1, 2, 3])
    assert video.info.fps == pytest.approx(1.0)
    assert video.info.duration_s == pytest.approx(4.0)


def test_times_count_from_the_first_frame(write_clip):
    with open_video(write_clip("late.mkv", [5000, 5040, 5080])) as video:
        assert [frame.time_s for frame in video] == pytest.approx([0, 0.04, 0.08])
    assert video.info.frames_unreadable == 0


@pytest.mark.parametrize("name", ["Rücken massage №1 按摩.mp4", "%03d.mp4", "a:b,c;d.mp4", "-i.mp4"])
def test_names_of_any_kind(write_clip, name):
    with open_video(write_clip(name, [0, 40])) as video:
        assert len(list(video)) == 2
    assert video.info.name == name


def test_8k(write_clip):
    with open_video(write_clip("8k.mp4", [0, 500], size=(7680, 4320), options={"preset": "ultrafast"})) as video:
        shapes = [frame.image.shape for frame in video]
    assert shapes == [(4320, 7680, 3)] * 2


def test_a_codec_that_opencv_does_not_decode_is_read_all_the_same(write_clip, capfd):
    """AV1 is one: OpenCV's own FFmpeg has no software decoder for it."""
    import av

    if "libsvtav1" not in av.codecs_available:
        pytest.skip("this PyAV has no AV1 encoder to write the clip with")
    path = write_clip("clip.mp4", codec="libsvtav1", rotation=90)
    capfd.readouterr()
    with open_video(path) as video:
        frames = list(video)
    assert [frame.time_s for frame in frames] == pytest.approx(VFR_S, abs=0.0015)
    assert frames[0].image.shape == (64, 48, 3)
    assert video.info.frames_unreadable == 0
    assert capfd.readouterr().err == ""


def test_a_length_that_the_container_does_not_state_is_measured(write_clip):
    """Browsers record webm as it goes, without a length."""
    path = write_clip("browser.webm", [i * 50 for i in range(20)], codec="libvpx", container_options={"live": "1"})
    with open_video(path) as video:
        assert video.info.duration_s == pytest.approx(1.0, abs=0.01)
        shares = [video.fraction_read for _ in video]
    assert shares[9] == pytest.approx(0.45, abs=0.02)


JOINED = {
    "grows": ((64, 48), (128, 96), (96, 128)),
    "shrinks": ((64, 48), (32, 24), (24, 32)),
    "turned": ((64, 48), (48, 64), (64, 85)),
    "wider": ((64, 48), (96, 64), (72, 96)),
}
"""First size, second size (width, height) and the shape that the second pictures get."""


@pytest.mark.parametrize("name", ["joined.webm", "joined.mkv", "joined.mp4"])
@pytest.mark.parametrize("kind", JOINED)
def test_pictures_that_change_their_size_keep_it_in_the_shape_of_the_first(write_clip, tmp_path, kind, name):
    first_size, second_size, shape = JOINED[kind]
    codec = "libvpx-vp9" if name.endswith("mp4") else "libvpx"
    first = write_clip(f"first{Path(name).suffix}", [0, 40], size=first_size, codec=codec)
    second = write_clip(f"second{Path(name).suffix}", [80, 120], size=second_size, codec=codec)
    joined = tmp_path / name
    join_streams(joined, first, second)
    with open_video(joined) as video:
        frames = list(video)
    assert [frame.image.shape[:2] for frame in frames] == [first_size[::-1]] * 2 + [shape] * 2
    assert (video.info.height, video.info.width) == max(first_size[::-1], shape)
    height, width = shape
    inner_height, inner_width = second_size[::-1]
    top, left = (height - inner_height) // 2, (width - inner_width) // 2
    inner = frames[2].image[top : top + inner_height, left : left + inner_width]
    assert inner[4, 4, 0] > 200 and inner[4, 4, 1] < 60
    outside = frames[2].image.copy()
    outside[top : top + inner_height, left : left + inner_width] = 0
    assert not outside.any()


def join_streams(joined: Path, *parts: Path) -> None:
    import av

    with av.open(str(joined), "w") as out:
        stream = None
        for part in parts:
            with av.open(str(part)) as source:
                if stream is None:
                    stream = out.add_stream_from_template(source.streams.video[0])
                for packet in source.demux(video=0):
                    if packet.dts is not None:
                        packet.stream = stream
                        out.mux(packet)


def test_decoded_frames_are_let_go_at_once(write_clip):
    """Not at the next collection: until then hundreds of large pictures would lie about."""
    import av

    path = write_clip("long.mp4", [i * 20 for i in range(100)], rotation=90)
    gc.collect()
    gc.disable()
    try:
        with open_video(path) as video:
            assert len(list(video)) == 100
        assert sum(isinstance(thing, av.VideoFrame) for thing in gc.get_objects()) < 10
    finally:
        gc.enable()


def test_leaving_early_stops_the_thread(write_clip):
    path = write_clip("long.mp4", [i * 20 for i in range(300)])
    with open_video(path) as video:
        for frame in video:
            if frame.index == 3:
                break
        assert any(thread.name.startswith("decode long") for thread in threading.enumerate())
    assert not any(thread.name.startswith("decode long") for thread in threading.enumerate())
    assert list(video) == []
    video.close()
