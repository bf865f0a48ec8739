"""On the spine, beside it, astride it, or only passing over."""

from __future__ import annotations

import numpy as np
import pytest

from coach.motion.spine import lie_astride, stay_on_spine
from coach.records import FloatArray


def places(first: tuple[float, float], second: tuple[float, float] = (np.nan, np.nan)) -> FloatArray:
    return np.broadcast_to(np.array([first, second]), (90, 2, 2)).copy()


@pytest.mark.parametrize(("u", "on"), [(0.0, True), (0.02, True), (-0.02, True), (0.04, False), (-0.12, False)])
def test_a_hand_that_stays_is_on_the_spine_or_beside_it(u: float, on: bool) -> None:
    assert stay_on_spine(places((u, 0.6)), places((u, 0.6))) is on


def test_a_palm_over_the_spine_whose_fingers_work_beside_it_is_not_on_it() -> None:
    assert not stay_on_spine(places((0.0, 0.6)), places((0.08, 0.6)))


def test_a_hand_that_passes_over_is_not_on_it() -> None:
    passing = places((0.0, 0.6))
    passing[:, 0, 0] = 0.12 * np.sin(np.linspace(0, 12, len(passing)))
    assert not stay_on_spine(passing, passing)


def test_two_hands_with_the_spine_between_them_are_astride_though_a_tilted_camera_shifts_one_onto_it() -> None:
    shifted = places((0.01, 0.6), (0.14, 0.62))
    assert lie_astride(shifted) and not stay_on_spine(shifted, shifted)
    in_line = places((0.01, 0.5), (0.0, 0.7))
    assert not lie_astride(in_line) and stay_on_spine(in_line, in_line)


def test_what_is_hardly_seen_or_not_known_is_not_judged() -> None:
    rarely = places((0.0, 0.6))
    rarely[30:] = np.nan
    assert not stay_on_spine(rarely, rarely)
    assert not stay_on_spine(np.full((90, 2, 2), np.nan), np.full((90, 2, 2), np.nan))
    assert not stay_on_spine(np.empty((0, 2, 2)), np.empty((0, 2, 2)))
