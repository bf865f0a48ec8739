"""A camera has the interface of a file: pictures with strictly rising times."""

from __future__ import annotations

import itertools

import cv2
import numpy as np
import pytest

from coach.errors import VideoError
from coach.frames.camera import Camera, open_camera
from coach.records import VideoInfo

BLUE_IN_BGR = (255, 0, 0)


class Capture:
    """Stands for OpenCV's capture: as many pictures as it was given."""

    def __init__(self, pictures: int, opened: bool = True) -> None:
        self.left = pictures
        self.opened = opened
        self.released = False

    def isOpened(self) -> bool:
        return self.opened

    def read(self):
        if not self.left:
            return False, None
        self.left -= 1
        return True, np.full((48, 64, 3), BLUE_IN_BGR, dtype=np.uint8)

    def get(self, _prop: int) -> float:
        return 0.0

    def release(self) -> None:
        self.released = True


def test_pictures_come_in_rgb_with_the_time_at_which_they_came():
    times = iter([10.0, 10.5, 10.5, 11.0])
    with Camera(Capture(4), VideoInfo("camera 0", 64, 48, 30.0, 0, 0.0), lambda: next(times)) as camera:
        frames = list(camera)
    assert [frame.index for frame in frames] == [0, 1, 2, 3]
    assert [frame.time_s for frame in frames] == pytest.approx([0.0, 0.5, 0.5, 1.0])
    assert all(after.time_s > before.time_s for before, after in itertools.pairwise(frames))
    assert frames[0].image[0, 0].tolist() == [0, 0, 255]
    assert camera.info.frames == 4
    assert camera.info.fps == pytest.approx(3.0)


def test_a_closed_camera_ends_the_iteration_and_lets_the_device_go():
    capture = Capture(5)
    camera = Camera(capture, VideoInfo("camera 0", 64, 48, 30.0, 0, 0.0))
    next(camera)
    camera.close()
    assert list(camera) == []
    assert capture.released


@pytest.mark.parametrize("capture", [Capture(0), Capture(3, opened=False)])
def test_a_camera_without_a_picture_is_said_in_a_sentence(monkeypatch, capture):
    monkeypatch.setattr(cv2, "VideoCapture", lambda _index: capture)
    with pytest.raises(VideoError, match="Camera 2 gives no picture: it is not plugged in"):
        open_camera(2)
    assert capture.released


def test_a_camera_that_states_no_rate_is_taken_for_a_usual_one(monkeypatch):
    monkeypatch.setattr(cv2, "VideoCapture", lambda _index: Capture(3))
    with open_camera(0) as camera:
        assert (camera.info.fps, camera.info.width, camera.info.height) == (30.0, 64, 48)
