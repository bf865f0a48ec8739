"""Axes that a camera at a slant turns, and those that it does not."""

from __future__ import annotations

import numpy as np
import pytest

from coach.motion.back_path import compute_back_path
from coach.motion.body_shape import REGIONS
from coach.motion.direction import DIAGONAL_DEG, Direction
from coach.motion.kinematics import compute_signals
from coach.motion.tilt_doubt import UNSURE_DEG, is_angle_sure, is_way_sure
from coach.records import Back, FloatArray
from coach.technique.describe import describe_stretch
from tests.builders import make_sinusoid

CONE_DEG = 50.0
AGREE = 0.9
A_LITTLE = 0.01


def shares_of_words(seen_deg: float, within_deg: float = 1.0) -> FloatArray:
    """Shares of along, diagonal and across among true ways that some camera of the cone sees under about this angle."""
    rng = np.random.default_rng(3)
    n = 200_000
    tilt = np.radians(CONE_DEG) * np.sqrt(rng.uniform(size=n))  # as many cameras on each patch of the cone
    sight = rng.uniform(0, np.pi, n)
    true = np.radians(rng.uniform(0, 90, n))

    def look(angle: FloatArray) -> FloatArray:
        way, line = np.stack([np.sin(angle), np.cos(angle)]), np.stack([np.sin(sight), np.cos(sight)])
        return way - (1 - np.cos(tilt)) * (way * line).sum(axis=0) * line

    spine, way = look(np.zeros(n)), look(true)
    cosine = np.abs((spine * way).sum(axis=0)) / np.linalg.norm(spine, axis=0) / np.linalg.norm(way, axis=0)
    alike = np.abs(np.degrees(np.arccos(np.minimum(cosine, 1.0))) - seen_deg) < within_deg
    words = np.digitize(np.degrees(true[alike]), DIAGONAL_DEG)
    return np.bincount(words, minlength=3) / alike.sum()


@pytest.mark.parametrize("seen_deg", [3, 10, 17, 32, 40, 50, 79, 84, 88])
def test_where_nine_cameras_in_ten_agree_the_axis_is_told(seen_deg: float) -> None:
    assert shares_of_words(seen_deg).max() >= AGREE
    assert is_angle_sure(np.radians(seen_deg))


@pytest.mark.parametrize("seen_deg", [21, 25, 28, 55, 60, 65, 70, 75])
def test_where_they_do_not_agree_it_is_not(seen_deg: float) -> None:
    assert shares_of_words(seen_deg).max() < AGREE
    assert not is_angle_sure(np.radians(seen_deg))


@pytest.mark.parametrize("border_deg", [border for pair in UNSURE_DEG for border in pair])
def test_an_axis_is_told_on_one_side_of_each_border_only(border_deg: float) -> None:
    sides = {is_angle_sure(np.radians(border_deg + step)) for step in (-A_LITTLE, A_LITTLE)}
    assert sides == {True, False}


@pytest.mark.parametrize(("way", "sure"), [(0.29, True), (0.31, False), (0.49, False), (0.51, True)])
def test_a_way_that_rising_may_feign_is_not_sure(way: float, sure: bool) -> None:
    assert is_way_sure(way, rise=0.4, least=0.3) == sure  # 0.3, 0.4 and 0.5 are a right triangle


def direction_of(degrees: float, back: Back | None) -> Direction:
    tracks = make_sinusoid(30.0, angle_rad=np.radians(degrees), length=1.5)
    signals = compute_signals(tracks)
    over = compute_back_path(signals, tracks.aspect, back)
    return describe_stretch(signals, over, 0.0, float(signals.time_s[-1]), 30.0)


TWO_POINTS = Back((0.5, 0.1), (0.5, 0.9))
PLATE = REGIONS["back"].corners
CORNERS = Back(
    (0.5, 0.1), (0.5, 0.9), given_by="corners", corners=tuple((0.5 + 0.8 * u, 0.1 + 0.8 * v) for u, v in PLATE)
)
HEAD = Back((0.5, 0.1), (0.5, 0.9), given_by="head")


@pytest.mark.parametrize(("back", "sure"), [(TWO_POINTS, False), (HEAD, False), (CORNERS, True), (None, True)], ids=str)
def test_four_corners_tell_the_tilt_and_two_points_do_not(back: Back | None, sure: bool) -> None:
    found = direction_of(60.0, back)
    assert (found.axis, found.axis_sure) == ("diagonal", sure)


def test_an_axis_far_from_the_borders_is_sure_under_any_camera() -> None:
    assert [direction_of(degrees, TWO_POINTS).axis_sure for degrees in (0, 40, 90)] == [True] * 3
