"""What containers hold beside the recording, leave out or muddle: fields, streams, times, names, kinds."""

from __future__ import annotations

import os
from fractions import Fraction

import av
import numpy as np
import pytest

from coach.errors import VideoError
from coach.frames.clock import find_gaps
from coach.frames.probe import probe_video
from coach.frames.still import read_picture
from coach.frames.video import open_video

TICKS = Fraction(1, 1000)
SIZE = (96, 64)


def paint(number: int, size: tuple[int, int] = SIZE) -> np.ndarray:
    """A bright bar that moves by two columns a picture."""
    picture = np.full((size[1], size[0], 3), 40, np.uint8)
    left = 2 * number % (size[0] - 16)
    picture[:, left : left + 16] = 220
    return picture


def weave(number: int, top_first: bool) -> np.ndarray:
    """Two moments in the odd and even lines of one picture."""
    now, later = paint(2 * number), paint(2 * number + 1)
    picture = now.copy()
    picture[1 if top_first else 0 :: 2] = later[1 if top_first else 0 :: 2]
    return picture


def combing(image: np.ndarray) -> float:
    """How much each line differs from both of its neighbours."""
    grey = image.mean(axis=2)
    return float(np.abs(grey[1:-1] - (grey[:-2] + grey[2:]) / 2).mean())


INTERLACED = {
    "h264 top": ("clip.mp4", "libx264", "yuv420p", {"x264-params": "interlaced=1:tff=1"}, True),
    "h264 bottom": ("clip.mkv", "libx264", "yuv422p", {"x264-params": "interlaced=1:bff=1"}, False),
    "mpeg2 top": ("clip.mpg", "mpeg2video", "yuv420p", {"flags": "+ildct+ilme", "field_order": "tt"}, True),
    "mpeg2 bottom": ("clip.mkv", "mpeg2video", "yuv420p", {"flags": "+ildct+ilme", "field_order": "bb"}, False),
    "lossless, told by the container only": ("clip.mkv", "ffv1", "yuv420p", {"field_order": "tt"}, True),
}


@pytest.mark.parametrize("kind", INTERLACED)
def test_interlaced_pictures_are_made_whole(tmp_path, kind):
    name, codec, pix_fmt, options, top_first = INTERLACED[kind]
    path = tmp_path / name
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=25, options=options)
        stream.width, stream.height, stream.pix_fmt = *SIZE, pix_fmt
        stream.bit_rate = 4_000_000
        for number in range(20):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(weave(number, top_first), format="rgb24")))
        out.mux(stream.encode(None))
    with open_video(path) as video:
        frames = list(video)
    assert len(frames) == 20
    assert video.info.frames_unreadable == 0
    assert [frame.time_s for frame in frames] == pytest.approx([i * 0.04 for i in range(20)], abs=0.002)
    assert combing(weave(5, top_first)) > 3
    for number, frame in enumerate(frames[2:-2], 2):
        assert combing(frame.image) < 1.5
        bright = np.flatnonzero(frame.image.mean(axis=(0, 2)) > 130)
        assert bright.mean() == pytest.approx(4 * number % 80 + 7.5 + 1, abs=3)


def test_dv_is_made_whole_and_wide(tmp_path):
    """DV marks every picture as interlaced, and its pixels are oblong."""
    path = tmp_path / "tape.dv"
    with av.open(str(path), "w", format="dv") as out:
        stream = out.add_stream("dvvideo", rate=25)
        stream.width, stream.height, stream.pix_fmt = 720, 576, "yuv420p"
        for number in range(6):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(paint(number, (720, 576)), format="rgb24")))
        out.mux(stream.encode(None))
    with open_video(path) as video:
        frames = list(video)
    assert len(frames) == 6
    assert frames[0].image.mean() > 30
    assert (video.info.width, video.info.height) in {(768, 576), (786, 576)}


def add_pictures(out, stream, times_ms, size=SIZE, first=0):
    for number, time_ms in enumerate(times_ms, first):
        frame = av.VideoFrame.from_ndarray(paint(number, size), format="rgb24")
        frame.pts, frame.time_base = time_ms, TICKS
        out.mux(stream.encode(frame))
    out.mux(stream.encode(None))


def add_stream(out, codec="libx264", size=SIZE, pix_fmt="yuv420p", **options):
    stream = out.add_stream(codec, rate=25, options=options)
    stream.width, stream.height, stream.pix_fmt = *size, pix_fmt
    stream.time_base = stream.codec_context.time_base = TICKS
    return stream


STEADY_MS = [40 * i for i in range(50)]


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.mov"])
@pytest.mark.parametrize("cover_first", [True, False])
@pytest.mark.parametrize("flag", ["attached_pic", "default", "none"])
def test_a_cover_is_never_the_recording(tmp_path, name, cover_first, flag):
    path = tmp_path / name
    with av.open(str(path), "w") as out:
        kinds = ["cover", "video"] if cover_first else ["video", "cover"]
        streams = {
            kind: add_stream(out, "mjpeg", (300, 300), "yuvj420p") if kind == "cover" else add_stream(out)
            for kind in kinds
        }
        if flag != "none":
            streams["cover"].disposition = getattr(av.stream.Disposition, flag)
        add_pictures(out, streams["cover"], [0], (300, 300))
        add_pictures(out, streams["video"], STEADY_MS)
    with open_video(path) as video:
        assert (video.info.width, video.info.height) == SIZE
        assert len(list(video)) == 50
    assert read_picture(path, 1.0)[1].shape == (64, 96, 3)


@pytest.mark.parametrize("short_first", [True, False])
def test_the_longest_of_two_videos_is_the_recording(tmp_path, short_first):
    path = tmp_path / "two.mp4"
    lengths = [5, 50] if short_first else [50, 5]
    with av.open(str(path), "w") as out:
        streams = [add_stream(out, size=SIZE if length == 50 else (320, 240)) for length in lengths]
        for stream, length in zip(streams, lengths, strict=True):
            add_pictures(out, stream, STEADY_MS[:length], SIZE if length == 50 else (320, 240))
    with open_video(path) as video:
        assert len(list(video)) == 50


@pytest.mark.parametrize("marked", [0, 1])
def test_of_two_equal_videos_the_one_marked_as_default_is_the_recording(tmp_path, marked):
    path = tmp_path / "two.mkv"
    sizes = [SIZE, (64, 48)]
    with av.open(str(path), "w") as out:
        streams = [add_stream(out, size=size) for size in sizes]
        for number, stream in enumerate(streams):
            stream.disposition = av.stream.Disposition.default if number == marked else av.stream.Disposition.original
        for stream, size in zip(streams, sizes, strict=True):
            add_pictures(out, stream, STEADY_MS, size)
    with open_video(path) as video:
        assert (video.info.width, video.info.height) == sizes[marked]


@pytest.mark.parametrize(
    ("name", "codec"), [("bare.h264", "libx264"), ("bare.hevc", "libx265"), ("bare.mjpeg", "mjpeg")]
)
def test_a_bare_stream_runs_at_the_rate_that_it_states_and_is_marked_as_untimed(tmp_path, name, codec, capfd):
    path = tmp_path / name
    options = {"x265-params": "log-level=none"} if codec == "libx265" else {}
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=25, options=options)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        for number in range(50):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(paint(number), format="rgb24")))
        out.mux(stream.encode(None))
    capfd.readouterr()
    with open_video(path) as video:
        assert video.info.duration_s == pytest.approx(2.0, abs=0.05)
        times = [frame.time_s for frame in video]
    assert times == pytest.approx([0.04 * i for i in range(50)])
    assert not video.info.timed
    assert video.info.frames_unreadable == 0
    assert capfd.readouterr().err == ""
    assert read_picture(path, 1.02)[0] == pytest.approx(1.0)


def test_a_file_with_times_is_marked_as_timed(write_clip):
    with open_video(write_clip("clip.mp4", STEADY_MS)) as video:
        list(video)
    assert video.info.timed


@pytest.mark.parametrize("name", ["late.mkv", "late.webm", "late.mp4", "late.mov", "late.ts"])
@pytest.mark.parametrize("start_s", [3, 600])
def test_a_container_that_starts_late_is_whole(write_clip, name, start_s):
    codec = "libvpx" if name.endswith("webm") else "libx264"
    path = write_clip(name, [start_s * 1000 + time for time in STEADY_MS], codec=codec, size=(160, 120))
    assert probe_video(path).duration_s == pytest.approx(2.0, abs=0.1)
    with open_video(path) as video:
        shares, times = zip(*[(video.fraction_read, frame.time_s) for frame in video], strict=True)
    assert times == pytest.approx([0.04 * i for i in range(50)], abs=0.002)
    assert video.info.frames_unreadable == 0
    assert shares[25] == pytest.approx(0.5, abs=0.06)
    assert read_picture(path, 1.5)[0] == pytest.approx(1.48, abs=0.025)


GAPS_MS = {
    "one": [*range(0, 1000, 40), *range(91_000, 92_000, 40)],
    "several": [*range(0, 1000, 40), *range(4000, 5000, 40), *range(104_000, 105_000, 40)],
    "before the last pictures": [*range(0, 1000, 40), *range(95_000, 95_200, 40)],
    "after the first picture": [0, 40, *range(75_000, 76_000, 40)],
}


@pytest.mark.parametrize("name", ["gap.mkv", "gap.mp4", "gap.webm"])
@pytest.mark.parametrize("kind", GAPS_MS)
def test_gaps_keep_their_length(write_clip, name, kind):
    times_ms = GAPS_MS[kind]
    path = write_clip(name, times_ms, codec="libvpx" if name.endswith("webm") else "libx264")
    with open_video(path) as video:
        times = np.array([frame.time_s for frame in video])
    assert times == pytest.approx(np.array(times_ms) / 1000, abs=0.002)
    assert video.info.duration_s == pytest.approx(times_ms[-1] / 1000 + 0.04, abs=0.01)
    assert video.info.fps == pytest.approx(25, abs=1)
    assert video.info.frames_unreadable == 0
    assert len(find_gaps(times)) == (2 if kind == "several" else 1)


@pytest.mark.skipif(os.name == "nt", reason="Windows names are text")
@pytest.mark.parametrize("raw", [b"massage\xe9.mp4", b"\xff\xfe.mp4", b"M\x81ssage\x9f.mp4"])
def test_names_that_are_no_text(write_clip, tmp_path, raw):
    path = tmp_path / os.fsdecode(raw)
    write_clip("plain.mp4", [0, 40]).rename(path)
    with open_video(path) as video:
        assert len(list(video)) == 2
    assert video.info.name.encode("utf-8").endswith(b".mp4")
    assert read_picture(path, 0.0)[0] == 0
    path.write_bytes(b"")
    with pytest.raises(VideoError, match="is empty") as caught:
        open_video(path)
    str(caught.value).encode("utf-8")


HEADS = {
    "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "heif": b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic",
    "avif": b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1",
    "gif": b"GIF89a" + bytes(20),
    "tiff": b"II*\x00" + bytes(20),
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "jpeg xl": b"\x00\x00\x00\x0cJXL \x0d\x0a\x87\x0a",
    "jpeg": b"\xff\xd8\xff\xe0" + bytes(20),
}


@pytest.mark.parametrize("kind", HEADS)
def test_pictures_are_told_by_their_head(tmp_path, kind):
    path = tmp_path / "photo.mov"
    path.write_bytes(HEADS[kind] + bytes(3000))
    with pytest.raises(VideoError, match="is a single picture"):
        open_video(path)


@pytest.mark.parametrize("copies", [1, 3])
def test_a_jpeg_is_a_picture_also_with_previews_behind_it(tmp_path, copies):
    import cv2

    path = tmp_path / "photo.mp4"
    path.write_bytes(cv2.imencode(".jpg", paint(3))[1].tobytes() * copies)
    with pytest.raises(VideoError, match="is a single picture"):
        open_video(path)
