"""The back as a frame of reference: known answers, and what must not change with the camera."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import InputError
from coach.motion.body import (
    classify_zones,
    find_care_areas,
    lie_in_places,
    make_back_frame,
    outline_points,
)
from coach.motion.body_shape import (
    ALL_ZONES,
    CORNERS,
    OUTLINE,
    PLACES,
    REGIONS,
    ZONE_HEIGHTS,
    find_covered_zones,
    half_width,
    outline_place,
    region_of_place,
)
from coach.records import Back
from sample_videos.simulate import Camera
from sample_videos.simulate.camera import compute_back

LENGTH = 48.0
GRID = np.stack(np.meshgrid(np.linspace(-0.4, 0.4, 9), np.linspace(0, 1.05, 8)), axis=-1)
UPRIGHT = Back((0.5, 0.1), (0.5, 0.9), LENGTH)

angles = st.floats(-np.pi, np.pi)


def to_body(uv):
    """Places in the simulator's body frame, cm, of back coordinates."""
    return np.stack([uv[..., 0] * LENGTH, (1 - uv[..., 1]) * LENGTH, np.zeros(uv.shape[:-1])], axis=-1)


def make_camera(tilt=0.0, azimuth=0.0, roll=0.0, distance=110.0, aspect=4 / 3):
    return Camera((2.0, 22.0, 0.0), distance, tilt, azimuth, roll, 0.8, aspect)


def make_cornered(camera):
    return compute_back(camera, LENGTH, to_body(np.array(CORNERS)))


def mirror(points):
    return np.asarray(points) * np.array([-1.0, 1.0]) + np.array([1.0, 0.0])


def mirror_back(back):
    corners = None if back.corners is None else tuple(map(tuple, mirror(back.corners)))
    return replace(back, neck=tuple(mirror(back.neck)), tail=tuple(mirror(back.tail)), corners=corners)


def test_ends_and_sides_of_an_upright_back():
    frame = make_back_frame(UPRIGHT, aspect=1.0)
    points = np.array([[0.5, 0.1], [0.5, 0.9], [0.5, 0.5], [0.9, 0.1], [0.1, 0.9]])
    np.testing.assert_allclose(frame.to_back(points), [[0, 0], [0, 1], [0, 0.5], [0.5, 0], [-0.5, 1]], atol=1e-12)


def test_aspect_is_restored():
    wide = make_back_frame(UPRIGHT, aspect=2.0)
    np.testing.assert_allclose(wide.to_back(np.array([0.7, 0.1])), [0.5, 0.0], atol=1e-12)


def test_lying_back_has_its_right_side_up_or_down():
    head_left = make_back_frame(Back((0.1, 0.5), (0.9, 0.5)), aspect=1.0)
    np.testing.assert_allclose(head_left.to_back(np.array([0.5, 0.3])), [0.25, 0.5], atol=1e-12)
    head_right = make_back_frame(Back((0.9, 0.5), (0.1, 0.5)), aspect=1.0)
    np.testing.assert_allclose(head_right.to_back(np.array([0.5, 0.7])), [0.25, 0.5], atol=1e-12)


def test_centimetres_follow_the_length_of_the_back():
    frame = make_back_frame(UPRIGHT, aspect=1.0)
    np.testing.assert_allclose(frame.to_cm(np.array([0.9, 0.5])), [0.5 * LENGTH, 0.5 * LENGTH])


def test_direction_alone_knows_no_place():
    frame = make_back_frame(Back.from_head("up"), aspect=1.0)
    assert not frame.knows_place
    assert np.isnan(frame.to_cm(np.array([[0.5, 0.5]]))).all()
    assert list(outline_points(frame)) == ["spine"]
    heads = frame.to_back(np.array([[0.5, 0.2], [0.5, 0.8]]))[:, 1]
    assert heads[0] < heads[1]


def test_nan_passes_through_alone():
    frame = make_back_frame(UPRIGHT, aspect=1.0)
    points = np.full((4, 2, 2), 0.5)
    points[1, 0] = np.nan
    back = frame.to_back(points)
    assert np.isnan(back[1, 0]).all() and np.isfinite(back).sum() == 14
    assert classify_zones(back[..., 1])[1, 0] is None and not find_care_areas(back)["spine"][1, 0]


@given(angles, st.floats(60, 200), st.sampled_from([4 / 3, 16 / 9, 9 / 16]))
@settings(max_examples=60, deadline=None)
def test_overhead_camera_of_any_roll_and_zoom_gives_the_same_places(roll, distance, aspect):
    camera = make_camera(roll=roll, distance=distance, aspect=aspect)
    frame = make_back_frame(compute_back(camera, LENGTH), aspect)
    np.testing.assert_allclose(frame.to_back(camera.project(to_body(GRID))), GRID, atol=1e-9)


@given(st.floats(0, np.deg2rad(60)), angles, angles, st.floats(80, 200), st.sampled_from([4 / 3, 16 / 9, 9 / 16]))
@settings(max_examples=80, deadline=None)
def test_corners_undo_any_tilt(tilt, azimuth, roll, distance, aspect):
    camera = make_camera(tilt, azimuth, roll, distance, aspect)
    frame = make_back_frame(make_cornered(camera), aspect)
    np.testing.assert_allclose(frame.to_back(camera.project(to_body(GRID))), GRID, atol=1e-6)


@given(st.floats(0, 0.8), angles, angles)
@settings(max_examples=40, deadline=None)
def test_there_and_back_again(tilt, azimuth, roll):
    camera = make_camera(tilt, azimuth, roll)
    for back in (make_cornered(camera), compute_back(camera, LENGTH)):
        frame = make_back_frame(back, camera.aspect)
        np.testing.assert_allclose(frame.to_back(frame.to_picture(GRID)), GRID, atol=1e-9)


@given(angles, angles)
@settings(max_examples=40, deadline=None)
def test_mirror_flips_sides_of_two_points_only(azimuth, roll):
    camera = make_camera(0.5, azimuth, roll)
    points = camera.project(to_body(GRID))
    back = compute_back(camera, LENGTH)
    seen = make_back_frame(back, camera.aspect).to_back(points)
    mirrored = make_back_frame(mirror_back(back), camera.aspect).to_back(mirror(points))
    np.testing.assert_allclose(mirrored, seen * np.array([-1.0, 1.0]), atol=1e-9)
    cornered = make_cornered(camera)
    through = make_back_frame(mirror_back(cornered), camera.aspect).to_back(mirror(points))
    np.testing.assert_allclose(through, GRID, atol=1e-6)


def test_two_points_without_tilt_keep_heights_within_a_tenth_at_45_degrees():
    worst = 0.0
    for azimuth in np.linspace(-np.pi, np.pi, 9):
        camera = make_camera(np.deg2rad(45), azimuth, 0.3)
        frame = make_back_frame(compute_back(camera, LENGTH), camera.aspect)
        spine = np.stack([np.zeros(11), np.linspace(0, 1, 11)], axis=-1)
        worst = max(worst, np.abs(frame.to_back(camera.project(to_body(spine))) - spine).max())
    assert worst < 0.1


def test_corners_are_adjusted_to_the_ends_that_were_clicked():
    camera = make_camera(0.4, 1.0, 0.2)
    back = make_cornered(camera)
    moved = replace(back, neck=tuple(camera.project(to_body(np.array([[0.0, 0.04]])))[0].tolist()))
    frame = make_back_frame(moved, camera.aspect)
    np.testing.assert_allclose(frame.to_back(np.array([moved.neck, moved.tail])), [[0, 0], [0, 1]], atol=1e-9)


@pytest.mark.parametrize(
    "corners",
    [
        ((0.2, 0.1), (0.8, 0.1), (0.2, 0.9), (0.8, 0.9)),
        ((0.2, 0.1), (0.4, 0.1), (0.6, 0.1), (0.8, 0.1)),
        ((0.5, 0.5), (0.5, 0.5), (0.5, 0.5), (0.5, 0.5)),
        ((0.2, 0.1), (0.8, 0.1), (0.45, 0.2), (0.2, 0.9)),
    ],
)
def test_corners_that_go_round_no_back_are_refused(corners):
    with pytest.raises(InputError, match="four corners do not go round a back"):
        make_back_frame(Back((0.5, 0.1), (0.5, 0.9), corners=corners), 1.0)


def test_what_lies_past_the_horizon_is_nowhere():
    camera = make_camera(np.deg2rad(60), -np.pi / 2, 0.0)
    frame = make_back_frame(make_cornered(camera), camera.aspect)
    assert np.isnan(frame.to_back(np.array([[0.5, -30.0], [0.5, 30.0]]))).any()


@pytest.mark.parametrize(
    ("v", "zone"),
    [
        (-0.2, None),
        (0.0, "collar"),
        (0.2, "back"),
        (0.5, "back"),
        (0.55, "lumbar"),
        (0.81, "lumbar"),
        (0.9, "sacral"),
        (1.2, None),
    ],
)
def test_zones_by_height(v, zone):
    assert classify_zones(np.array([v]))[0] == zone


def test_zones_join_without_holes():
    borders = list(ZONE_HEIGHTS.values())
    assert all(upper[1] == lower[0] for upper, lower in pairwise(borders))


def test_care_areas():
    areas = find_care_areas(np.array([[0.1, 0.62], [-0.1, 0.62], [0.0, 0.62], [0.1, 0.3], [0.1, 0.9]]))
    assert areas["kidneys"].tolist() == [True, True, False, False, False]
    assert areas["heart_lungs"].tolist() == [False, False, False, True, False]
    assert areas["spine"].tolist() == [False, False, True, False, False]


def test_outline_is_drawn_where_the_back_lies():
    camera = make_camera(0.6, 2.0, 0.4)
    lines = outline_points(make_back_frame(make_cornered(camera), camera.aspect))
    np.testing.assert_allclose(lines["outline"], camera.project(to_body(np.array([*OUTLINE, OUTLINE[0]]))), atol=1e-6)
    np.testing.assert_allclose(lines["outline"][0], lines["outline"][-1])
    assert set(lines) == {"outline", "spine", *(f"zone:{zone}" for zone in ZONE_HEIGHTS)}
    np.testing.assert_allclose(
        lines["zone:lumbar"].mean(axis=0), camera.project(to_body(np.array([[0, 0.55]])))[0], atol=0.02
    )


@pytest.mark.parametrize(
    ("place", "inside", "outside"),
    [
        ("paravertebral", [(0.08, 0.3), (-0.08, 0.7)], [(0.0, 0.5), (0.2, 0.5), (0.08, 0.95)]),
        ("gluteal", [(0.15, 0.95), (-0.15, 1.05)], [(0.0, 0.95), (0.15, 0.8), (0.15, 1.2)]),
        ("hip", [(0.28, 0.92), (-0.28, 0.92)], [(0.1, 0.92), (0.28, 0.7), (0.28, 1.08)]),
        ("lumbar", [(0.0, 0.6), (0.4, 0.6)], [(0.0, 0.5), (0.0, 0.9)]),
    ],
)
def test_places_are_measured_on_both_sides_of_the_spine(place, inside, outside):
    assert lie_in_places(np.array(inside), [place]).all()
    assert not lie_in_places(np.array([*outside, (np.nan, np.nan)]), [place]).any()


def test_a_margin_pushes_every_border_outward():
    just_off = np.array([[0.02, 0.5], [0.16, 0.5]])
    assert lie_in_places(just_off, ["paravertebral"], margin=0.04).all()
    assert not lie_in_places(just_off, ["paravertebral"], margin=0.005).any()
    assert not lie_in_places(just_off, []).any()


@pytest.mark.parametrize("place", PLACES)
def test_the_outline_of_a_place_holds_what_is_measured_as_it(place):
    rings = outline_place(place)
    assert len(rings) == (1 if place in ALL_ZONES else 2)
    region = REGIONS[region_of_place(place)]
    for ring in rings:
        middle = np.array(ring).mean(axis=0)
        assert lie_in_places(middle, [place]) and abs(middle[0]) <= half_width(middle[1])
        assert region.reach[0] <= middle[1] <= region.reach[1]


def test_a_place_covers_the_zones_that_it_lies_in():
    assert find_covered_zones(["paravertebral"]) == set(ZONE_HEIGHTS)
    assert find_covered_zones(["gluteal", "hip"]) == {"sacral"}
    assert find_covered_zones(["lumbar"]) == {"lumbar"}
    assert find_covered_zones([]) == set()
