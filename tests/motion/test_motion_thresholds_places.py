"""Both sides of every border on the back, and of what is bridged, believed and counted before anything is judged.

A hundredth of the back's length to either side: the figures stand here again, so that no border moves unnoticed.
"""

from __future__ import annotations

import numpy as np
import pytest

from coach.motion.body import classify_zones, find_care_areas, lie_in_places
from coach.motion.body_shape import find_covered_zones, half_width
from coach.motion.kinematics import compute_signals
from coach.motion.smoothing import bridge_gaps
from coach.motion.speed import compute_work_speed
from coach.records import Source
from tests.builders import HAND_SIZE, HOME, make_sinusoid, make_times, make_tracks

NEAR = 0.004


@pytest.mark.parametrize(
    ("border", "above", "below"),
    [
        (-0.05, None, "collar"),
        (0.2, "collar", "back"),
        (0.55, "back", "lumbar"),
        (0.82, "lumbar", "sacral"),
        (1.1, "sacral", None),
    ],
)
def test_where_the_zones_of_the_back_end(border: float, above: str | None, below: str | None) -> None:
    assert classify_zones(np.array([border - NEAR, border + NEAR])).tolist() == [above, below]


@pytest.mark.parametrize(
    ("place", "left", "right", "top", "bottom"),
    [
        ("paravertebral", 0.03, 0.13, 0.0, 0.9),
        ("gluteal", 0.04, None, 0.88, 1.1),
        ("hip", 0.2, None, 0.84, 1.02),
    ],
)
def test_where_the_places_of_the_back_end(
    place: str, left: float, right: float | None, top: float, bottom: float
) -> None:
    u, v = left + 0.05, (top + bottom) / 2
    edges = [((left, v), (1, 0)), ((u, top), (0, 1)), ((u, bottom), (0, -1))]
    edges += [] if right is None else [((right, v), (-1, 0))]
    for point, inward in edges:
        inside, outside = (np.array(point) + NEAR * sign * np.array(inward) for sign in (1, -1))
        assert lie_in_places(inside, [place])
        assert not lie_in_places(outside, [place])


@pytest.mark.parametrize(
    ("area", "inner", "outer", "top", "bottom"),
    [("kidneys", 0.05, 0.2, 0.52, 0.72), ("heart_lungs", 0.04, 0.3, 0.14, 0.52)],
)
@pytest.mark.parametrize("side", [-1, 1])
def test_where_the_areas_of_care_end(
    area: str, inner: float, outer: float, top: float, bottom: float, side: int
) -> None:
    u, v = (inner + outer) / 2, (top + bottom) / 2
    edges = [((inner, v), (1, 0)), ((outer, v), (-1, 0)), ((u, top), (0, 1)), ((u, bottom), (0, -1))]
    for point, inward in edges:
        both = np.array([np.array(point) + NEAR * sign * np.array(inward) for sign in (1, -1)]) * [side, 1]
        assert find_care_areas(both)[area].tolist() == [True, False]


def test_the_spine_is_cared_for_from_the_neck_to_the_coccyx() -> None:
    heights = np.array([[0.0, 1.0 - NEAR], [0.0, 1.0 + NEAR]])
    assert find_care_areas(heights)["spine"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("u", "v"),
    [
        (0.10, 0.015),
        (0.23, 0.055),
        (0.36, 0.09),
        (0.41, 0.16),
        (0.385, 0.27),
        (0.325, 0.36),
        (0.285, 0.47),
        (0.265, 0.60),
        (0.28, 0.72),
        (0.32, 0.84),
        (0.345, 0.95),
        (0.335, 1.05),
    ],
)
def test_the_outline_runs_through_these_points(u: float, v: float) -> None:
    assert half_width(v) == pytest.approx(u, abs=0.015)


def test_a_place_covers_a_zone_that_it_shares_a_twentieth_of_the_back_with() -> None:
    """The muscles beside the spine reach 0.08 into the sacral zone; the hips lie 0.02 above it, too little."""
    assert "sacral" in find_covered_zones(["paravertebral"])
    assert find_covered_zones(["hip"]) == {"sacral"}


@pytest.mark.parametrize(("seconds", "closed"), [(0.26, True), (0.34, False)])
def test_a_hole_of_three_tenths_of_a_second_is_closed(seconds: float, closed: bool) -> None:
    tracks = make_sinusoid(60, seconds=4, fps=50.0)
    # Between the last sighting before and the first behind it lies one frame more than is missing.
    missing = round(seconds * 50.0) - 1
    tracks.landmarks[100 : 100 + missing, 0] = np.nan
    tracks.source[100 : 100 + missing, 0] = Source.UNSEEN
    assert bool((bridge_gaps(tracks).source[100 : 100 + missing, 0] == Source.BRIDGED).all()) is closed


@pytest.mark.parametrize(("speed", "follows"), [(14.0, True), (16.0, False)])
def test_fifteen_hands_a_second_are_a_hop_of_the_landmarks(speed: float, follows: bool) -> None:
    """One step to the side within a tenth of a second."""
    time_s = make_times(4.0)
    x = HAND_SIZE * speed * np.clip(time_s - 2.0, 0.0, 0.1)
    tracks = make_tracks(time_s, HOME + np.stack([x, 0 * x], axis=-1)[:, None])
    path = compute_signals(tracks).path[:, 0, 0]
    assert bool(np.nanmax(path) - np.nanmin(path) > 0.5) is follows


@pytest.mark.parametrize(("slow", "mean"), [(7.2, 13.6), (6.2, 20.0)])
def test_a_hand_slower_than_a_third_of_the_other_rests(slow: float, mean: float) -> None:
    assert compute_work_speed(np.tile([20.0, slow], (100, 1))) == pytest.approx(mean)


@pytest.mark.parametrize(("seen", "mean"), [(44, 30.0), (36, 20.0)])
def test_a_hand_seen_less_than_two_fifths_of_the_other_does_not_count(seen: int, mean: float) -> None:
    speed = np.tile([20.0, 40.0], (100, 1))
    speed[seen:, 1] = np.nan
    assert compute_work_speed(speed) == pytest.approx(mean)
