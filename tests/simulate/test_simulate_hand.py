"""The skeleton: bones keep their length, joints their limits, hands their sides; the camera its known answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sample_videos.simulate import Camera
from sample_videos.simulate.camera import compute_back
from sample_videos.simulate.hand import (
    BONES_CM,
    FINGER_POINTS,
    LIMITS_RAD,
    METACARPALS_CM,
    clip_joints,
    compute_points,
    compute_rotation,
    place_points,
)
from sample_videos.simulate.postures import CONTACTS, POSTURES, compute_contact

angles = arrays(np.float64, (5, 4), elements=st.floats(-4, 4))


@given(angles, st.floats(0.8, 1.2))
@settings(max_examples=60, deadline=None)
def test_bones_keep_their_length(joints, scale):
    points = compute_points(joints, scale)
    for finger, indices in enumerate(FINGER_POINTS):
        lengths = np.linalg.norm(np.diff(points[list(indices)], axis=0), axis=-1)
        np.testing.assert_allclose(lengths, scale * BONES_CM[finger], atol=1e-9)


@given(angles)
@settings(max_examples=60, deadline=None)
def test_joints_stay_within_limits(joints):
    clipped = clip_joints(joints)
    assert (clipped >= LIMITS_RAD[..., 0]).all() and (clipped <= LIMITS_RAD[..., 1]).all()
    np.testing.assert_array_equal(compute_points(joints), compute_points(clipped))


@given(arrays(np.float64, 3, elements=st.floats(-4, 4)))
@settings(max_examples=60, deadline=None)
def test_rotation_is_proper(turn):
    matrix = compute_rotation(turn)
    np.testing.assert_allclose(matrix @ matrix.T, np.eye(3), atol=1e-12)
    assert np.linalg.det(matrix) == pytest.approx(1.0)


def test_straight_hand_has_the_length_that_was_measured():
    points = compute_points(np.zeros((5, 4)))
    assert points[12, 1] == pytest.approx(3.0 + METACARPALS_CM[1] + BONES_CM[2].sum())
    assert points[12, 1] == pytest.approx(18.7, abs=0.1)
    assert np.linalg.norm(points[5] - points[17]) == pytest.approx(5.8, abs=0.2)


def test_bending_brings_the_tips_into_the_palm():
    assert compute_points(POSTURES["fist"])[[8, 12, 16, 20], 2].max() < -1.0
    spread = [
        np.linalg.norm(compute_points(POSTURES[name])[4] - compute_points(POSTURES[name])[8])
        for name in ("claw_open", "grasp")
    ]
    assert spread[0] > 2 * spread[1]


@pytest.mark.parametrize("name", sorted(CONTACTS))
def test_contact_weights_sum_to_one(name):
    assert compute_contact(name).sum() == pytest.approx(1.0)


@pytest.mark.parametrize(("is_right", "thumb_right"), [(False, True), (True, False)])
def test_thumbs_lie_inside_when_seen_from_above(is_right, thumb_right):
    points = place_points(compute_points(POSTURES["flat"]), np.eye(3), np.zeros(3), np.array(is_right))
    picture = Camera(target_cm=(0, 9, 0)).project(points[None])[0]
    assert picture[12, 1] < picture[0, 1]
    assert (picture[4, 0] > picture[20, 0]) == thumb_right


def test_overhead_camera_has_the_head_up_and_the_receivers_right_on_the_right():
    camera = Camera(target_cm=(0, 25, 0), distance_cm=100, focal=1.0, aspect=2.0)
    picture = camera.project(np.array([[0.0, 25, 0], [10, 25, 0], [0, 35, 0]]))
    np.testing.assert_allclose(picture, [[0.5, 0.5], [0.6, 0.5], [0.5, 0.3]], atol=1e-12)


def test_nearer_looks_larger():
    camera = Camera(target_cm=(0, 25, 0), distance_cm=100, focal=1.0)
    picture = camera.project(np.array([[10.0, 25, 0], [10.0, 25, 50]]))
    np.testing.assert_allclose(picture[:, 0], [0.6, 0.7])


def test_tilted_camera_foreshortens_by_the_cosine():
    far = Camera(target_cm=(0, 25, 0), distance_cm=1e6, focal=1e4, tilt_rad=np.pi / 3, aspect=1.0)
    picture = far.project(np.array([[0, 25, 0], [10.0, 25, 0], [0, 35, 0]]))
    lengths = np.linalg.norm(picture[1:] - picture[0], axis=-1)
    assert lengths[1] / lengths[0] == pytest.approx(0.5, abs=1e-3)


@given(st.floats(0, 0.87), st.floats(-3, 3), st.floats(-3, 3))
@settings(max_examples=60, deadline=None)
def test_camera_never_mirrors_and_target_stays_in_the_middle(tilt, azimuth, roll):
    camera = Camera(tilt_rad=tilt, azimuth_rad=azimuth, roll_rad=roll, aspect=1.0)
    axes = camera.compute_axes()
    np.testing.assert_allclose(axes @ axes.T, np.eye(3), atol=1e-12)
    picture = camera.project(np.array([camera.target_cm, (5.0, 25.0, 0.0), (0.0, 30.0, 0.0)]))
    np.testing.assert_allclose(picture[0], [0.5, 0.5], atol=1e-12)
    one, two = picture[1] - picture[0], picture[2] - picture[0]
    assert one[0] * two[1] - one[1] * two[0] < 0


def test_roll_turns_the_picture():
    up = Camera(roll_rad=0.0, azimuth_rad=0.7)
    back = compute_back(up, 50.0)
    assert back.neck[1] < back.tail[1] and back.neck[0] == pytest.approx(back.tail[0])
    quarter = compute_back(Camera(roll_rad=np.pi / 2), 50.0)
    assert abs(quarter.neck[0] - quarter.tail[0]) > 0.3
    assert quarter.neck[1] == pytest.approx(quarter.tail[1])


def test_what_is_behind_the_camera_is_not_seen():
    assert np.isnan(Camera(distance_cm=50).project(np.array([[0.0, 25.0, 80.0]]))).all()
