"""Where the camera stands, and what hands above the skin look like from there, against cameras that are known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.motion.body import make_back_frame
from coach.motion.body_shape import CORNERS
from coach.motion.kinematics import SIGNAL_HZ
from coach.motion.viewpoint import FOCAL, Viewpoint, discount_rise, find_viewpoint
from coach.records import Back, FloatArray
from sample_videos.simulate.camera import Camera, compute_back

LENGTH_CM = 50.0
CORNERS_CM = np.array([[u * LENGTH_CM, (1 - v) * LENGTH_CM, 0.0] for u, v in CORNERS])


def look(camera: Camera, corners: bool = True) -> Viewpoint:
    back = compute_back(camera, LENGTH_CM, CORNERS_CM if corners else None)
    return find_viewpoint(make_back_frame(back, camera.aspect), camera.aspect)


def true_place(camera: Camera) -> FloatArray:
    """Of the camera, in back coordinates and lengths of the back above it."""
    x, y, z = np.array(camera.target_cm) - camera.distance_cm * camera.compute_axes()[2]
    return np.array([x / LENGTH_CM, 1 - y / LENGTH_CM, z / LENGTH_CM])


@given(
    tilt=st.floats(0.0, 0.85),
    azimuth=st.floats(-3.1, 3.1),
    roll=st.floats(-3.1, 3.1),
    distance=st.floats(60, 160),
    aspect=st.sampled_from([16 / 9, 4 / 3, 3 / 4]),
)
def test_four_corners_tell_where_the_camera_stands(
    tilt: float, azimuth: float, roll: float, distance: float, aspect: float
) -> None:
    usual = FOCAL * max(aspect, 1.0) / aspect
    camera = Camera((0.0, 25.0, 0.0), distance, tilt, azimuth, roll, usual, aspect)
    view = look(camera)
    np.testing.assert_allclose([*view.foot, view.height], true_place(camera), atol=1e-6)


@pytest.mark.parametrize("lens", [0.8, 1.25])
def test_an_unusual_lens_moves_the_camera_a_little(lens: float) -> None:
    camera = Camera(distance_cm=90.0, tilt_rad=0.8, azimuth_rad=0.4, focal=lens * FOCAL)
    view, true = look(camera), true_place(camera)
    assert np.linalg.norm(view.foot - true[:2]) < 0.35 * true[2]
    assert view.height == pytest.approx(true[2], rel=0.1)


def test_two_points_stand_for_a_camera_straight_above() -> None:
    camera = Camera(distance_cm=85.0, focal=FOCAL)
    view = look(camera, corners=False)
    np.testing.assert_allclose([*view.foot, view.height], true_place(camera), atol=1e-9)


@pytest.mark.parametrize("tilt", [0.0, 0.4, 0.8])
def test_a_palm_above_the_skin_is_brought_back_to_its_place(tilt: float) -> None:
    camera = Camera(distance_cm=85.0, tilt_rad=tilt, azimuth_rad=1.0, focal=FOCAL)
    frame = make_back_frame(compute_back(camera, LENGTH_CM, CORNERS_CM), camera.aspect)
    view = find_viewpoint(frame, camera.aspect)
    palms_cm = np.array([[-8.0, 20.0, 3.0], [10.0, 45.0, 3.0]])
    true = np.array([[-0.16, 0.6], [0.2, 0.1]])
    seen = frame.to_back(camera.project(palms_cm))
    np.testing.assert_allclose(view.lower(seen, 3.0 / LENGTH_CM), true, atol=1e-6)
    assert np.abs(seen - true).max() > 0.005
    risen = frame.to_back(camera.project(palms_cm + np.array([0.0, 0.0, 0.5])))
    lean = view.find_lean(true)
    np.testing.assert_allclose(risen - seen, lean * 0.5 / LENGTH_CM, rtol=0.15, atol=1e-4)


def test_lengths_are_measured_where_they_lie() -> None:
    """A rod of 10 cm, square to the view, near and far under a slanting camera."""
    camera = Camera(distance_cm=85.0, tilt_rad=0.7, azimuth_rad=-np.pi / 2, focal=FOCAL)
    view = look(camera)
    rods = np.array([[[-5.0, y, 0.0], [5.0, y, 0.0]] for y in (5.0, 45.0)])
    ends = camera.project(rods) * [camera.aspect, 1.0]
    lengths = np.linalg.norm(ends[:, 1] - ends[:, 0], axis=-1)
    places = np.array([[0.0, 0.9], [0.0, 0.1]])
    np.testing.assert_allclose(view.measure(lengths, places), 10.0 / LENGTH_CM, rtol=1e-6)
    assert lengths[0] > 1.3 * lengths[1]


def test_a_camera_is_never_thought_to_lie_on_the_back() -> None:
    """Points set far outside what a lens can show."""
    view = find_viewpoint(make_back_frame(Back((0.0, -3.0), (0.0, 9.0)), 1.0), 1.0)
    assert view.height >= 0.3


RATE_HZ = 0.8
RISE = np.array([[0.0, 0.3], [0.0, 0.3]])


def wave(across: float, along: float) -> FloatArray:
    """Both hands, end to end so far, shape (k, 2, 2); the two ways a quarter of a cycle apart."""
    turn = 2 * np.pi * RATE_HZ * np.arange(0, 10, 1 / SIGNAL_HZ)
    path = 0.5 * np.stack([across * np.cos(turn), along * np.sin(turn)], axis=-1)
    return path[:, None].repeat(2, axis=1)


@pytest.mark.parametrize(("seen", "left"), [(0.2, 0.0), (0.3, 0.0), (0.5, 0.4), (1.0, np.sqrt(0.91))])
def test_what_hands_usually_rise_is_taken_off_the_line_of_sight_alone(seen: float, left: float) -> None:
    shortened = discount_rise(wave(0.7, seen), RISE, RATE_HZ)
    np.testing.assert_allclose(shortened, wave(0.7, left), atol=0.01)


def test_straight_above_nothing_is_taken_off_and_holes_stay() -> None:
    path = wave(0.7, 0.5)
    path[100:160, 0] = np.nan
    np.testing.assert_array_equal(discount_rise(path, np.zeros((2, 2)), RATE_HZ), path)
    assert np.isnan(discount_rise(path, RISE, RATE_HZ)[100:160, 0]).all()
    path[:, 1] = np.nan
    assert np.isnan(discount_rise(path, RISE, RATE_HZ)[:, 1]).all()
