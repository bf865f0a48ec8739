"""Large recordings are looked at half as large, and still told of as they are."""

from __future__ import annotations

import av
import cv2
import numpy as np
import pytest
from av.video.reformatter import ColorRange, Colorspace

from coach.frames import halve
from coach.frames.halve import halve_frame
from coach.frames.video import VideoFile, open_recording, open_video


def make_frame(kind: str, size: tuple[int, int] = (768, 512)) -> av.VideoFrame:
    """Make a frame with soft shapes in all colours."""
    width, height = size
    noise = np.random.default_rng(0).uniform(60, 190, (6, 8, 3)).astype(np.uint8)
    picture = cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    return av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format=kind)


@pytest.mark.parametrize("space", [Colorspace.ITU709, Colorspace.ITU601])
@pytest.mark.parametrize("kind", list(halve.SAMPLES))
def test_a_halved_frame_shows_what_the_halved_picture_shows(kind: str, space: Colorspace) -> None:
    frame = make_frame(kind)
    frame.colorspace, frame.color_range = int(space), int(ColorRange.MPEG)
    whole = frame.to_ndarray(format="rgb24")
    half = halve_frame(frame)
    assert half is not None
    found = half.to_ndarray(format="rgb24").astype(int)
    expected = cv2.resize(whole, (384, 256), interpolation=cv2.INTER_AREA).astype(int)
    assert np.abs(found - expected).mean() < 1.0
    assert np.abs(found - expected).max() < 8


@pytest.mark.parametrize(("kind", "size"), [("yuv444p", (96, 64)), ("rgb24", (96, 64)), ("yuv420p", (98, 64))])
def test_frames_of_other_kinds_and_sizes_are_left_to_another_way(kind: str, size: tuple[int, int]) -> None:
    assert halve_frame(make_frame(kind, size)) is None


@pytest.mark.parametrize("size", [(64, 48), (62, 46)])
def test_a_large_recording_is_read_half_as_large_and_told_of_as_it_is(write_clip, monkeypatch, size) -> None:
    monkeypatch.setattr(halve, "HALVED_FROM", size[0])
    path = write_clip("large.mp4", [0, 40, 80], size=size, rotation=90)
    with open_video(path) as video:
        whole = [frame.image for frame in video]
        info = video.info
    with VideoFile(open_recording(path, sparing=True)) as video:
        halved = [frame.image for frame in video]
    opened = open_recording(path, sparing=True)
    assert opened.shape == (info.height, info.width) == (size[0], size[1])
    assert opened.begin().info.width == size[1]
    later = list(opened.read_from(opened.first_s + 0.04, opened.damage, lambda: False))
    opened.rest.close()
    assert [picture.scale for picture in later] == [2, 2]
    assert len(halved) == len(whole) == 3
    for small, image in zip(halved, whole, strict=True):
        assert small.shape == (size[0] // 2, size[1] // 2, 3)
        expected = cv2.resize(image, small.shape[1::-1], interpolation=cv2.INTER_AREA)
        assert np.abs(small.astype(int) - expected).mean() < 3.0


def test_what_is_a_pixel_smaller_is_looked_at_whole(write_clip, monkeypatch) -> None:
    monkeypatch.setattr(halve, "HALVED_FROM", 65)
    opened = open_recording(write_clip("small.mp4", [0, 40], size=(64, 48)), sparing=True)
    opened.rest.close()
    assert opened.first.shape == (48, 64, 3)
    assert opened.scale == 1
