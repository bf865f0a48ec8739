"""A still is the picture that a review sees at that time, with that picture's own time."""

from __future__ import annotations

import numpy as np
import pytest

from coach.errors import VideoError
from coach.frames.still import read_picture
from coach.frames.video import open_video

STEADY_MS = [i * 40 for i in range(150)]
CLIPS = [
    ("clip.mp4", "libx264"),
    ("clip.mp4", "libx265"),
    ("clip.mov", "libx264"),
    ("clip.mkv", "libx264"),
    ("clip.webm", "libvpx-vp9"),
    ("clip.avi", "libvpx"),
    ("clip.ts", "libx264"),
    ("clip.mp4", "libsvtav1"),
]


@pytest.mark.parametrize(("name", "codec"), CLIPS)
def test_a_still_is_what_the_review_sees(write_clip, name, codec, capfd):
    options = {"libx265": {"x265-params": "log-level=none:keyint=50"}, "libx264": {"g": "50"}}.get(codec, {})
    path = write_clip(name, STEADY_MS, codec=codec, options=options, size=(160, 120))
    with open_video(path) as video:
        frames = list(video)
    for at_s in (0.0, 0.5, 1.03, 3.999, 4.0, 5.9, 5.96, 100.0):
        time_s, picture = read_picture(path, at_s)
        expected = next(frame for frame in reversed(frames) if frame.time_s <= at_s + 1e-9)
        assert time_s == pytest.approx(expected.time_s, abs=1e-6)
        assert np.array_equal(picture, expected.image)


@pytest.mark.parametrize("at_s", [0.099, 0.1, 0.399, 0.4, 5.0])
def test_a_still_keeps_its_real_time_where_the_rate_varies(write_clip, at_s):
    times_s = [0, 0.033, 0.066, 0.1, 0.2, 0.233, 0.4, 0.433, 0.466, 1.0]
    time_s, _ = read_picture(write_clip("clip.mp4"), at_s)
    assert time_s == pytest.approx(max(time for time in times_s if time <= at_s), abs=0.0005)


def test_a_still_after_a_change_of_size_has_the_shape_of_the_review(write_clip):
    path = write_clip("late.mkv", [9000 + time for time in STEADY_MS])
    assert read_picture(path, 4.0)[0] == pytest.approx(4.0, abs=0.001)


def test_what_is_no_recording_gives_no_still(tmp_path):
    path = tmp_path / "empty.mp4"
    path.touch()
    with pytest.raises(VideoError, match="is empty"):
        read_picture(path, 0.0)
