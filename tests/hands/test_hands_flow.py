"""Flow in cells, and hands that are followed while the model does not see them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.hands.flow import FOLLOW_S, PictureFlow, _median
from coach.hands.small import make_small

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


def test_cells_tell_how_far_the_patch_moved_in_picture_heights() -> None:
    flow = PictureFlow()
    for i in range(3):
        flow.advance(make_small(picture(60 + 4 * i, 40)))
        movement = flow.update(i / 30, {0: outline(60 + 4 * i, 40)})
    assert movement.cells.shape == (9, 2)
    assert np.median(movement.cells[:, 0]) == pytest.approx(4 / HEIGHT, rel=0.25)
    assert np.median(movement.cells[:, 1]) == pytest.approx(0.0, abs=1 / HEIGHT)


@pytest.mark.parametrize(("found_s", "followed_s"), [(0.5, 0.5), (FOLLOW_S + 1.0, FOLLOW_S)])
def test_a_lost_hand_is_followed_as_long_as_it_was_found_and_given_up_in_time(
    found_s: float, followed_s: float
) -> None:
    flow = PictureFlow()
    n = round(found_s * 30)
    for i in range(-n, 1):
        flow.advance(make_small(picture(20 + i % 2, 40)))
        flow.update(i / 30, {0: outline(20 + i % 2, 40)})
    followed = []
    for i in range(1, 50):
        flow.advance(make_small(picture(20 + 2 * i if i < 40 else 100, 40)))
        followed.append(flow.update(i / 30, {}).followed)
    assert followed[9][0][0, 0] == pytest.approx(outline(40, 40)[0, 0], abs=0.02)
    last = max(i for i, found in enumerate(followed, start=1) if found)
    assert last / 30 == pytest.approx(followed_s, abs=0.05)


def test_a_dropped_hand_is_followed_no_longer() -> None:
    flow = PictureFlow()
    for i in range(3):
        flow.advance(make_small(picture(20 + i, 40)))
        flow.update(i / 30, {0: outline(20 + i, 40)})
    flow.advance(make_small(picture(23, 40)))
    flow.drop(0)
    assert flow.update(0.1, {}).followed == {}


def test_what_moves_beneath_an_outline_and_around_it_is_told_apart() -> None:
    table = np.random.default_rng(8).integers(60, 200, (HEIGHT // 4, WIDTH // 4, 1), dtype=np.uint8)
    table = np.repeat(np.repeat(np.repeat(table, 4, axis=0), 4, axis=1), 3, axis=2)

    def show(x: int) -> NDArray[np.uint8]:
        image = table.copy()
        image[40:200, x : x + 160] = TEXTURE[..., None]
        return image

    flow, hand = PictureFlow(), np.array([68 / WIDTH, 46 / HEIGHT]) + SQUARE * (1.2, 2.0)
    flow.advance(make_small(show(60)))
    assert flow.measure_beneath(hand) is None
    assert flow.measure_stir() is None
    flow.advance(make_small(show(66)))
    beneath, stir = flow.measure_beneath(hand), flow.measure_stir()
    assert beneath is not None
    assert stir is not None
    assert beneath.step[0] * WIDTH == pytest.approx(6, abs=1)
    assert beneath.around[0] * WIDTH == pytest.approx(0, abs=1)
    assert beneath.stir * HEIGHT == pytest.approx(6, abs=1.5)
    assert stir * HEIGHT == pytest.approx(6, abs=2)
    assert flow.measure_beneath(hand + 3) is None


@pytest.mark.parametrize("count", [1, 2, 3, 10, 501])
def test_the_quick_median_is_numpys(count: int) -> None:
    steps = RNG.normal(size=(count, 2)).astype(np.float32)
    assert np.array_equal(_median(steps), np.median(steps, axis=0))


def test_without_any_hand_there_are_no_cells() -> None:
    flow = PictureFlow()
    for i in range(3):
        flow.advance(make_small(picture(20 + i, 40)))
        movement = flow.update(i / 30, {})
    assert np.isnan(movement.cells).all()
    assert movement.followed == {}
