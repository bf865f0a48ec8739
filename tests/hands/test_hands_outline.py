"""Outlines that the picture confirms, and those that it does not: both sides of the threshold."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.hands.flow import FOLLOW_S, PictureFlow
from coach.hands.outline import LIKE_LEAST, compare_colours, describe_colours
from coach.hands.small import make_small

WIDTH, HEIGHT = 320, 240
SIDE = 100
SKIN, TABLE = (224, 172, 140), (60, 90, 160)
GRID = np.array([(x, y) for x in (0, 0.25, 0.5, 0.75, 1) for y in (0, 0.33, 0.67, 1)] + [(0.5, 0.5)])
"""A hand that fills a square."""


def picture(x: int, y: int = 70) -> NDArray[np.uint8]:
    """A square hand with some texture at (x, y) pixels, on a table of another colour."""
    image = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    image[:] = TABLE
    image[y : y + SIDE, max(x, 0) : max(x + SIDE, 0)] = SKIN
    rng = np.random.default_rng(5)
    return (image + rng.integers(-12, 12, (HEIGHT, WIDTH, 1))).clip(0, 255).astype(np.uint8)


def outline(x: float, y: float = 70) -> NDArray[np.float64]:
    return (np.array([x, y]) + GRID * (SIDE - 1)) / (WIDTH, HEIGHT)


def likeness(off: float) -> float:
    return compare_colours(describe_colours(picture(60), outline(60)), describe_colours(picture(60), outline(60 + off)))


def test_an_outline_has_as_much_in_common_with_the_hand_as_it_lies_on_it() -> None:
    assert likeness(0) == pytest.approx(1.0)
    assert likeness(50) == pytest.approx(0.5, abs=0.05)
    assert likeness(SIDE) == pytest.approx(0.0, abs=0.02)


def test_a_little_more_light_does_not_matter() -> None:
    brighter = (picture(60) + np.uint8(10)).astype(np.uint8)
    there = compare_colours(describe_colours(picture(60), outline(60)), describe_colours(brighter, outline(60)))
    assert there > LIKE_LEAST


@pytest.mark.parametrize("landmarks", [outline(-2 * SIDE), outline(WIDTH + SIDE), outline(60) * 1e-3])
def test_where_there_is_nothing_to_see_nothing_is_in_common(landmarks: NDArray[np.float64]) -> None:
    colours = describe_colours(picture(60), landmarks)
    assert colours is None
    assert compare_colours(colours, describe_colours(picture(60), outline(60))) == 0.0


def carry(pictures: list[NDArray[np.uint8]], found: dict[int, NDArray[np.float64]]) -> list[dict[int, object]]:
    """Find a hand at (60, 70) for a second, and say what is followed in the pictures after that."""
    flow, followed = PictureFlow(), []
    for i in range(-30, 1):
        flow.advance(make_small(picture(60)))
        flow.update(i / 30, {0: outline(60)})
    for i, image in enumerate(pictures, start=1):
        flow.advance(make_small(image))
        followed.append(dict(flow.update(i / 30, found).followed))
    return followed


@pytest.mark.parametrize(
    ("off", "kept"), [(int(100 * (1 - LIKE_LEAST)) - 6, True), (int(100 * (1 - LIKE_LEAST)) + 6, False)]
)
def test_an_outline_that_slid_off_the_hand_is_seen_no_longer(off: int, kept: bool, monkeypatch) -> None:
    # The flow sees nothing of the movement: the hand is gone from one picture to the next.
    monkeypatch.setattr("coach.hands.flow._measure_step", lambda field, landmarks: np.zeros(2))
    assert [0 in one for one in carry([picture(60 + off)] * 3, {})] == [kept] * 3


def test_an_outline_is_given_up_for_good_once_the_picture_denied_it(monkeypatch) -> None:
    monkeypatch.setattr("coach.hands.flow._measure_step", lambda field, landmarks: np.zeros(2))
    assert [0 in one for one in carry([picture(60), picture(160), picture(60)], {})] == [True, False, False]


@pytest.mark.parametrize(("apart", "kept"), [(0.2, False), (0.6, True)])
def test_an_outline_on_a_hand_that_is_found_is_that_hand(apart: float, kept: bool) -> None:
    palm_length = float(np.linalg.norm((GRID[0] - GRID[9]) * (SIDE - 1)))
    other = outline(60 - apart * palm_length)
    assert [0 in one for one in carry([picture(60)] * 3, {1: other})] == [kept] * 3


def test_a_confirmed_outline_still_ends_in_time() -> None:
    frames = round(FOLLOW_S * 30) + 5
    followed = [0 in one for one in carry([picture(60)] * frames, {})]
    assert followed.index(False) == pytest.approx(FOLLOW_S * 30, abs=1)
