"""The camera's own movement, on pictures that were moved by known amounts."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from coach.hands.camera import CameraMotion
from coach.records import SceneShift

WIDTH, HEIGHT, FPS = 320, 240, 30.0


def make_scene(seed=0, contrast=45.0):
    """A room in grey, larger than the picture: blobs of several sizes."""
    rng = np.random.default_rng(seed)
    scene = np.full((3 * HEIGHT, 3 * WIDTH), 120.0)
    for size in (3, 8, 20):
        noise = cv2.GaussianBlur(rng.standard_normal(scene.shape), (0, 0), size)
        scene += contrast * noise / noise.std() / 2
    return scene


def take_picture(scene, dx=0.0, dy=0.0, turn=0.0, zoom=1.0, noise=None):
    """A picture of the scene's middle, and the matrix (2, 3) in picture coordinates that moved it there."""
    middle = np.array([WIDTH / 2 - 0.5, HEIGHT / 2 - 0.5])
    linear = zoom * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    move = np.eye(3)
    move[:2, :2], move[:2, 2] = linear, middle - linear @ middle + [dx * WIDTH, dy * HEIGHT]
    crop = np.array([[1, 0, -WIDTH], [0, 1, -HEIGHT], [0, 0, 1.0]])
    picture = cv2.warpAffine(
        scene, (move @ crop)[:2], (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    if noise is not None:
        picture = picture + noise.normal(0, 3, picture.shape)
    scale = np.array([[1 / WIDTH, 0, 0.5 / WIDTH], [0, 1 / HEIGHT, 0.5 / HEIGHT], [0, 0, 1]])
    return np.clip(picture, 0, 255).astype(np.uint8), (scale @ move @ np.linalg.inv(scale))[:2]


def sway(time_s, size=1.0):
    """Shake of a hand-held camera at known amounts: shift (shares of the picture), turn (radians), zoom."""
    return {
        "dx": size
        * (0.03 * np.sin(2 * np.pi * 0.3 * time_s) + 0.01 * np.sin(2 * np.pi * 1.3 * time_s) + 0.004 * time_s),
        "dy": size * 0.025 * np.sin(2 * np.pi * 0.2 * time_s + 1),
        "turn": size * 0.03 * np.sin(2 * np.pi * 0.25 * time_s),
        "zoom": 1 + size * 0.03 * np.sin(2 * np.pi * 0.15 * time_s),
    }


def as_hand(left, top, right, low):
    """Landmarks (21, 2) that fill a box, fingers up: its corners, the wrist at the middle of its lower edge."""
    hand = np.tile([(left + right) / 2, (top + low) / 2], (21, 1))
    hand[[0, 4, 8, 12, 16, 20]] = [
        [(left + right) / 2, low], [left, low], [left, top], [(left + right) / 2, top], [right, top], [right, low],
    ]  # fmt: skip
    return hand


def add_hands(picture, time_s, rng):
    """Two textured hands that rub to and fro; returns their landmarks."""
    hands = []
    for x, phase in ((0.35, 0.0), (0.6, np.pi)):
        left, top = (
            int((x + 0.05 * np.sin(8 * time_s + phase)) * WIDTH),
            int((0.45 + 0.12 * np.cos(8 * time_s)) * HEIGHT),
        )
        hand = np.random.default_rng(int(10 * x)).integers(60, 230, (60, 50)).astype(np.uint8)
        picture[top : top + 60, left : left + 50] = cv2.GaussianBlur(hand, (0, 0), 2)
        hands.append(as_hand(left / WIDTH, top / HEIGHT, (left + 50) / WIDTH, (top + 60) / HEIGHT))
    return hands


def measure_error(shift, truth, reference):
    """Greatest error over the picture, in picture coordinates; the truth counts from the reference picture."""
    places = np.stack(np.meshgrid(np.linspace(0.1, 0.9, 5), np.linspace(0.1, 0.9, 5)), axis=-1)
    start = SceneShift(reference, 0, 1.0)
    return np.abs(shift.move(start.move(places)) - SceneShift(truth, 0, 1.0).move(places)).max()


def run(times, pictures, hands=None):
    camera = CameraMotion()
    return [
        camera.update(picture, t, hands[i] if hands else ())
        for i, (t, picture) in enumerate(zip(times, pictures, strict=True))
    ]


def film(seconds, size, *, hands=False, seed=0):
    scene, rng = make_scene(seed), np.random.default_rng(seed)
    times = np.arange(round(seconds * FPS)) / FPS
    shots = [take_picture(scene, **sway(t, size), noise=rng) for t in times]
    seen = [add_hands(picture, t, rng) if hands else [] for (picture, _), t in zip(shots, times, strict=True)]
    return times, [picture for picture, _ in shots], [truth for _, truth in shots], seen


def test_camera_on_a_stand_does_not_move():
    times, pictures, _, hands = film(6, 0.0, hands=True)
    shifts = run(times, pictures, hands)
    corners = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]])
    assert max(np.abs(shift.move(corners) - corners).max() for shift in shifts) < 0.003
    assert shifts[-1].scene == 0


@pytest.mark.parametrize("hands", [False, True])
def test_known_sway_is_followed_without_drifting_off(hands):
    times, pictures, truths, seen = film(12, 1.0, hands=hands)
    shifts = run(times, pictures, seen)
    fresh = range(2, len(times), 2)
    errors = [measure_error(shifts[i], truths[i], truths[0]) for i in fresh]
    moved = max(measure_error(SceneShift(np.eye(3)[:2], 0, 1.0), truths[i], truths[0]) for i in fresh)
    assert moved > 0.06
    assert np.median(errors) < 0.001
    assert errors[-1] < 0.003
    assert shifts[-1].scene == 0
    assert {shift.scene for shift in shifts} == {0}


def test_hands_that_fill_much_of_the_picture_do_not_drag_the_scene():
    scene = make_scene(3)
    times = np.arange(90) / FPS
    pictures, hands = [], []
    patch = np.clip(make_scene(9)[:140, :170], 0, 255).astype(np.uint8)
    for t in times:
        picture, _ = take_picture(scene)
        left = int(60 + 40 * np.sin(4 * t))
        picture[50:190, left : left + 170] = patch
        pictures.append(picture)
        hands.append([as_hand(left / WIDTH, 50 / HEIGHT, (left + 170) / WIDTH, 190 / HEIGHT)])
    corners = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]])
    shifts = run(times, pictures, hands)
    assert max(np.abs(shift.move(corners) - corners).max() for shift in shifts) < 0.01


def test_cut_begins_a_new_scene_once():
    one, two = make_scene(1), make_scene(2)
    times = np.arange(80) / FPS
    pictures = [take_picture(one if i < 40 else two)[0] for i in range(80)]
    shifts = run(times, pictures)
    scenes = [shift.scene for shift in shifts]
    assert 40 <= scenes.index(1) <= 42
    assert scenes == sorted(scenes) and scenes[-1] == 1
    np.testing.assert_allclose(shifts[-1].matrix, np.eye(3)[:2], atol=0.003)


def test_jump_of_the_camera_is_a_cut():
    scene = make_scene(4)
    times = np.arange(80) / FPS
    pictures = [take_picture(scene, dx=0.0 if i < 40 else 0.2, dy=0.0 if i < 40 else 0.15)[0] for i in range(80)]
    shifts = run(times, pictures)
    assert shifts[-1].scene == 1


def test_brightness_breathing_is_no_cut():
    scene = make_scene(5)
    times = np.arange(90) / FPS
    picture = take_picture(scene)[0].astype(float)
    pictures = [np.clip(picture * (1 + 0.1 * np.sin(2 * t)), 0, 255).astype(np.uint8) for t in times]
    shifts = run(times, pictures)
    assert shifts[-1].scene == 0
    np.testing.assert_allclose(shifts[-1].matrix, np.eye(3)[:2], atol=0.01)


def test_exposure_that_changes_at_once_is_no_cut():
    scene, dark = make_scene(5), 0.55
    times = np.arange(90) / FPS
    picture = take_picture(scene)[0].astype(float)
    pictures = [(picture * (dark if i >= 45 else 1.0)).astype(np.uint8) for i in range(90)]
    shifts = run(times, pictures)
    assert {shift.scene for shift in shifts} == {0}
    np.testing.assert_allclose(shifts[-1].matrix, np.eye(3)[:2], atol=0.003)


def test_empty_picture_says_nothing():
    times = np.arange(30) / FPS
    shifts = run(times, [np.full((HEIGHT, WIDTH), 40, np.uint8)] * 30)
    assert all(np.isnan(shift.confidence) for shift in shifts)
    np.testing.assert_array_equal(shifts[-1].matrix, np.eye(3)[:2])


@pytest.mark.parametrize("scale", [0.5, 1.5, 4.0])
def test_the_same_picture_in_another_size_is_the_same_scene(scale):
    times, pictures, _, _ = film(2, 1.0)
    half = len(pictures) // 2
    later = [cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) for picture in pictures[half:]]
    shifts, same = run(times, [*pictures[:half], *later]), run(times, pictures)
    assert {shift.scene for shift in shifts} == {0}
    np.testing.assert_allclose(shifts[-1].matrix, same[-1].matrix, atol=0.005)


def test_another_shape_of_the_picture_is_a_new_scene():
    camera = CameraMotion()
    camera.update(np.zeros((120, 160), np.uint8), 0.0)
    assert camera.update(np.zeros((160, 120), np.uint8), 1.0).scene == 1


def test_hands_that_are_nowhere_are_ignored():
    times, pictures, _, _ = film(1, 0.0)
    shifts = run(
        times,
        pictures,
        [[np.full((21, 2), np.nan), as_hand(-3.0, -3.0, -2.0, -2.0), as_hand(1e9, 1e9, 2e9, 2e9)]] * len(times),
    )
    assert shifts[-1].confidence > 0.8


def test_pictures_in_quick_succession_are_passed_over():
    times, pictures, _, _ = film(1, 1.0)
    camera = CameraMotion()
    first = [camera.update(picture, t).matrix for t, picture in zip(times[:2], pictures[:2], strict=True)]
    np.testing.assert_array_equal(first[0], first[1])


def test_arms_that_move_do_not_drag_the_scene():
    """Sleeves have the clearest corners in the picture; behind them lies a plain room that stands still."""
    scene = make_scene(3, contrast=12.0)
    times = np.arange(150) / FPS
    arm = np.clip(make_scene(9, contrast=90.0)[:60, :150], 0, 255).astype(np.uint8)
    pictures, hands = [], []
    for t in times:
        picture, _ = take_picture(scene)
        top = int(40 + 25 * max(0.0, np.sin(1.5 * (t - 1.0))))
        seen = []
        for y in (top, top + 100):
            picture[y : y + 60, :150] = arm
            hand = np.tile([160 / WIDTH, (y + 30) / HEIGHT], (21, 1))
            hand[0], hand[12] = [140 / WIDTH, (y + 30) / HEIGHT], [185 / WIDTH, (y + 30) / HEIGHT]
            hand[5], hand[17] = [165 / WIDTH, (y + 12) / HEIGHT], [165 / WIDTH, (y + 48) / HEIGHT]
            seen.append(hand)
        pictures.append(picture)
        hands.append(seen)
    corners = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]])
    shifts = run(times, pictures, hands)
    assert max(np.abs(shift.move(corners) - corners).max() for shift in shifts) < 0.01
    assert shifts[-1].scene == 0


def test_somebody_who_walks_past_leaves_the_scene_as_it_was():
    room, coat = make_scene(1), make_scene(2)
    times = np.arange(150) / FPS
    pictures = [take_picture(coat if 75 <= i < 95 else room, noise=np.random.default_rng(i))[0] for i in range(150)]
    shifts = run(times, pictures)
    assert shifts[70].scene == 0 and shifts[90].scene == 1
    assert shifts[-1].scene == 0
    np.testing.assert_allclose(shifts[-1].matrix, np.eye(3)[:2], atol=0.003)


def test_knocked_camera_finds_the_scene_again():
    scene = make_scene(4)
    times = np.arange(150) / FPS
    shots = [take_picture(scene, dx=0.0 if i < 75 else 0.16, turn=0.0 if i < 75 else 0.1) for i in range(150)]
    shifts = run(times, [picture for picture, _ in shots])
    assert shifts[-1].scene == 0
    assert measure_error(shifts[-1], shots[-1][1], shots[0][1]) < 0.005
