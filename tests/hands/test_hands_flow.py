"""Repeated pictures, flow in cells, and hands that are followed while the model does not see them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.hands.flow import FOLLOW_S, PictureFlow

WIDTH, HEIGHT = 320, 240
RNG = np.random.default_rng(3)
TEXTURE = np.repeat(np.repeat(RNG.integers(60, 200, (40, 40), dtype=np.uint8), 4, axis=0), 4, axis=1)
"""A patch of 160 x 160 pixels with structure to follow."""

SQUARE = np.array([(x, y) for x in (0.0, 0.2, 0.4) for y in (0.0, 0.15, 0.3)] + [(0.2, 0.15)] * 12)


def picture(x: int, y: int) -> NDArray[np.uint8]:
    image = np.full((HEIGHT, WIDTH, 3), 120, np.uint8)
    image[y : y + 160, x : x + 160] = TEXTURE[..., None]
    noise = np.random.default_rng(x * 1000 + y).integers(-2, 3, image.shape)
    return (image.astype(int) + noise).clip(0, 255).astype(np.uint8)


def outline(x: int, y: int) -> NDArray[np.float64]:
    return np.array([x / WIDTH, y / HEIGHT]) + SQUARE + 0.02


def test_a_repeated_picture_is_noticed_among_moving_ones() -> None:
    flow, repeats = PictureFlow(), []
    last = picture(0, 40)
    for i in range(40):
        if i % 5 != 4:
            last = picture(2 * i, 40)
        repeats.append(flow.repeats(last))
        if not repeats[-1]:
            flow.update(i / 30, {0: outline(2 * i, 40)})
    assert [i for i, repeated in enumerate(repeats) if repeated] == list(range(9, 40, 5))


def test_a_still_scene_is_not_taken_for_repeats() -> None:
    flow = PictureFlow()
    seen = []
    for i in range(30):
        noise = np.random.default_rng(i).integers(-3, 4, (HEIGHT, WIDTH, 3))
        seen.append(flow.repeats((picture(50, 40).astype(int) + noise).clip(0, 255).astype(np.uint8)))
        flow.update(i / 30, {0: outline(50, 40)})
    assert not any(seen)


def test_cells_tell_how_far_the_patch_moved_in_picture_heights() -> None:
    flow = PictureFlow()
    for i in range(3):
        flow.repeats(picture(60 + 4 * i, 40))
        movement = flow.update(i / 30, {0: outline(60 + 4 * i, 40)})
    assert movement.cells.shape == (9, 2)
    assert np.median(movement.cells[:, 0]) == pytest.approx(4 / HEIGHT, rel=0.25)
    assert np.median(movement.cells[:, 1]) == pytest.approx(0.0, abs=1 / HEIGHT)


def test_a_lost_hand_is_followed_and_given_up_in_time() -> None:
    flow = PictureFlow()
    flow.repeats(picture(20, 40))
    flow.update(0.0, {0: outline(20, 40)})
    followed = []
    for i in range(1, 50):
        flow.repeats(picture(20 + 2 * i if i < 40 else 100, 40))
        followed.append(flow.update(i / 30, {}).followed)
    assert followed[9][0][0, 0] == pytest.approx(outline(40, 40)[0, 0], abs=0.02)
    last = max(i for i, found in enumerate(followed, start=1) if found)
    assert last / 30 == pytest.approx(FOLLOW_S, abs=0.05)


def test_without_any_hand_there_are_no_cells() -> None:
    flow = PictureFlow()
    for i in range(3):
        flow.repeats(picture(20 + i, 40))
        movement = flow.update(i / 30, {})
    assert np.isnan(movement.cells).all()
    assert movement.followed == {}
