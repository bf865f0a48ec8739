"""Small pictures, and pictures that repeat."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from coach.hands.small import (
    COLOURS_HEIGHT,
    COLOURS_WIDTH,
    FLOW_WIDTH,
    SMALL_HEIGHT,
    SMALL_WIDTH,
    RepeatWatch,
    make_flow_picture,
    make_small,
)

WIDTH, HEIGHT = 320, 240
TEXTURE = np.kron(np.random.default_rng(3).integers(60, 200, (40, 40), dtype=np.uint8), np.ones((4, 4), np.uint8))


def picture(x: int, y: int) -> NDArray[np.uint8]:
    """A patch of 160 x 160 pixels at (x, y)."""
    image = np.full((HEIGHT, WIDTH, 3), 120, np.uint8)
    image[y : y + 160, x : x + 160] = TEXTURE[..., None]
    return image


@pytest.mark.parametrize("size", [(640, 480), (480, 360), (641, 481), (1920, 1080), (464, 848), (240, 180), (100, 60)])
def test_a_small_picture_is_that_of_one_step(size: tuple[int, int]) -> None:
    width, height = size
    rng = np.random.default_rng(1)
    coarse = rng.integers(0, 255, (6, 8, 3), dtype=np.uint8)
    image = np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    small = make_small(image)
    scale = min(1.0, SMALL_WIDTH / width, SMALL_HEIGHT / height)
    smallest = min(1.0, COLOURS_WIDTH / width, COLOURS_HEIGHT / height)
    assert small.grey.shape == (round(height * scale), round(width * scale))
    assert small.colours.shape == (round(height * smallest), round(width * smallest), 3)
    grey = cv2.cvtColor(cv2.resize(image, small.grey.shape[::-1], interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    assert np.abs(small.grey.astype(int) - grey).mean() < 1.5
    colours = cv2.resize(image, small.colours.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(small.colours.astype(int) - colours).mean() < 2.5
    assert make_flow_picture(small.grey).shape[1] == min(small.grey.shape[1], FLOW_WIDTH)
    assert small.nbytes == small.grey.size + small.colours.size


def test_a_repeated_picture_is_noticed_among_moving_ones() -> None:
    watch, repeats = RepeatWatch(), []
    last = picture(0, 40)
    for i in range(40):
        if i % 5 != 4:
            last = picture(2 * i, 40)
        repeats.append(watch.repeats(make_small(last).grey))
    assert [i for i, repeated in enumerate(repeats) if repeated] == list(range(9, 40, 5))


def test_a_still_scene_is_not_taken_for_repeats() -> None:
    watch = RepeatWatch()
    seen = []
    for i in range(30):
        noise = np.random.default_rng(i).integers(-3, 4, (HEIGHT, WIDTH, 3))
        noisy = (picture(50, 40).astype(int) + noise).clip(0, 255).astype(np.uint8)
        seen.append(watch.repeats(make_small(noisy).grey))
    assert not any(seen)
