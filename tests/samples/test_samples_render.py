"""The renderer: known answers of its rasteriser and skinning, and motions whose truth is really in them."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("numba", reason="the renderer needs the extra [render]")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from coach.protocol.library import load_protocol
from sample_videos.render import raster
from sample_videos.render.body import Back
from sample_videos.render.camera import Camera, upright_roll
from sample_videos.render.film import write_truth
from sample_videos.render.hand import JOINTS, HandMesh, pose_joints, skin
from sample_videos.render.kinds import make_motion
from sample_videos.render.moves import Move
from sample_videos.render.performances import list_performances
from sample_videos.render.pose import FLAT
from sample_videos.render.rhythm import make_beat
from sample_videos.render.samples import list_samples
from sample_videos.render.script import write_score
from sample_videos.render.sets import draw_set
from sample_videos.render.shake import ZOOM, make_shake
from sample_videos.render.solve import Arms, solve_arms, solve_hand


def toy_hand() -> HandMesh:
    """25 joints in a fan of straight fingers 4 cm a bone, one vertex on each joint."""
    bind = np.tile(np.eye(4), (25, 1, 1))
    bind[1:5, :3, 3] = [[-0.03, 0, -0.02 * k] for k in range(1, 5)]
    for finger in range(4):
        for part in range(5):
            bind[5 + 5 * finger + part, :3, 3] = [-0.03 + 0.02 * finger, 0, -0.04 * (part + 1)]
    vertices = bind[:, :3, 3].copy()
    normals = np.tile([0.0, 1.0, 0.0], (25, 1))
    return HandMesh(vertices, normals, np.array([[0, 5, 10]]), np.eye(25), bind, 1.0)


def fill(screen, near_shape=(8, 8), values=None):
    near = np.zeros(near_shape, np.float32)
    values = np.ones((len(screen), 1)) if values is None else values
    out = np.zeros((*near_shape, values.shape[1]), np.float32)
    triangles = np.arange(len(screen), dtype=np.int64).reshape(-1, 3)
    raster.fill_triangles(np.asarray(screen, float), triangles, values, near, out)
    return near, out


def test_two_triangles_fill_a_square_exactly_once():
    square = [(2, 2, 1), (6, 2, 1), (2, 6, 1), (6, 2, 1), (6, 6, 1), (2, 6, 1)]
    near, _ = fill(square)
    expected = np.zeros((8, 8))
    expected[2:6, 2:6] = 1
    np.testing.assert_array_equal(near, expected)


def test_nearer_triangle_wins_in_either_order():
    far, close = [(0, 0, 1), (8, 0, 1), (0, 8, 1)], [(0, 0, 2), (8, 0, 2), (0, 8, 2)]
    values = np.repeat([[0.25], [0.75]], 3, axis=0)
    _, first = fill(far + close, values=values)
    _, second = fill(close + far, values=values[::-1])
    assert first[1, 1, 0] == second[1, 1, 0] == pytest.approx(0.75)


def test_interpolation_is_perspective_correct():
    """Along an edge from depth 1 to depth 3, near is linear on the screen and the value is not."""
    screen = [(0, 0.5, 1.0), (8, 0.5, 1 / 3), (4, 8.5, 1.0)]
    near, out = fill(screen, values=np.array([[0.0], [1.0], [0.0]]), near_shape=(1, 9))
    weight_far = (4.5 / 8) * (1 / 3) / ((3.5 / 8) * 1 + (4.5 / 8) / 3)
    assert out[0, 4, 0] == pytest.approx(weight_far, abs=1e-5)
    assert near[0, 4] == pytest.approx((3.5 / 8) * 1 + (4.5 / 8) / 3, abs=1e-5)


def test_triangles_outside_or_behind_draw_nothing():
    near, _ = fill([(-9, -9, 1), (-5, -9, 1), (-9, -5, 1), (0, 0, 0), (8, 0, 1), (0, 8, 1)])
    assert not near.any()


def test_rest_pose_is_the_bind_pose():
    mesh = toy_hand()
    frames = pose_joints(mesh, np.zeros(25), np.zeros(25))
    np.testing.assert_allclose(frames, mesh.bind, atol=1e-12)
    vertices, normals = skin(mesh, frames)
    np.testing.assert_allclose(vertices, mesh.vertices, atol=1e-12)
    np.testing.assert_allclose(normals, mesh.normals, atol=1e-12)


def test_right_angle_at_a_knuckle_points_the_finger_down():
    mesh = toy_hand()
    knuckle = JOINTS.index("index-finger-phalanx-proximal")
    bend = np.zeros(25)
    bend[knuckle] = np.pi / 2
    vertices, normals = skin(mesh, pose_joints(mesh, bend, np.zeros(25)))
    np.testing.assert_allclose(vertices[knuckle], mesh.vertices[knuckle], atol=1e-12)
    np.testing.assert_allclose(vertices[knuckle + 3], mesh.vertices[knuckle] + [0, -0.12, 0], atol=1e-12)
    np.testing.assert_allclose(normals[knuckle + 3], [0, 0, -1], atol=1e-12)
    np.testing.assert_allclose(vertices[10:], mesh.vertices[10:], atol=1e-12)


def test_flat_hand_lies_on_the_back_and_lifts_by_what_is_asked():
    mesh, back = toy_hand(), Back()
    at = np.array([0.07, 0.07])
    pose = FLAT.pose(at, np.array([0.0, 0.0]), np.array([np.pi / 2, np.pi / 2]), np.array([0.0, 0.05]))
    frames = solve_hand(mesh, pose, back)
    tips = frames[0, [9, 14, 19, 24], :3, 3]
    gap = tips[:, 2] - back.soft_height(tips[:, 0], tips[:, 1])
    assert np.all(np.abs(gap - 0.008) < 0.004)
    np.testing.assert_allclose(frames[1, :, 2, 3] - frames[0, :, 2, 3], 0.05, atol=1e-9)


def test_arms_keep_the_length_of_their_bones():
    wrists = np.array([[[-0.08, 0.0, 0.25], [0.08, 0.0, 0.25]]])
    arms = Arms((0.0, -0.5), np.pi / 2)
    elbows, shoulders = solve_arms(wrists, arms)
    np.testing.assert_allclose(np.linalg.norm(elbows - wrists, axis=-1), arms.fore_m, rtol=0.02)
    np.testing.assert_allclose(np.linalg.norm(shoulders - elbows, axis=-1), arms.upper_m, rtol=0.02)


@pytest.mark.parametrize("tilt", [0.0, 0.5])
@pytest.mark.parametrize("azimuth", [0.0, 2.0])
def test_camera_sees_its_target_in_the_middle_and_its_near_side_low(tilt, azimuth):
    camera = Camera((0.1, -0.05, 0.2), azimuth, tilt, upright_roll(azimuth), 0.9)
    assert camera.picture((0.1, -0.05, 0.2)) == pytest.approx((0.5, 0.5))
    nearer = (0.1 + 0.1 * np.cos(azimuth), -0.05 + 0.1 * np.sin(azimuth), 0.2)
    x, y = camera.picture(nearer)
    assert x == pytest.approx(0.5) and y > 0.55
    ray = camera.rays()[240, 320]
    x, y, depth = camera.project(camera.position + 0.7 * ray)
    assert (x, y, depth) == pytest.approx((320.5, 240.5, 0.7))


def test_unmirrored_head_up():
    camera = Camera(target=(0.0, 0.0, 0.0))
    x, y = camera.picture((0.1, 0.1, 0.0))
    assert x > 0.5 and y < 0.5


def test_beat_holds_whole_cycles_at_exactly_the_pace_asked():
    beat, _ = make_beat(np.random.default_rng(3), 72.0, 12, jitter=0.08)
    assert beat.cycles == 12 and beat.duration_s == pytest.approx(10.0) and beat.pace_per_min == pytest.approx(72.0)
    assert np.diff(beat.bounds_s).std() > 0.02
    np.testing.assert_allclose(beat.compute_phase(beat.bounds_s), np.arange(13), atol=1e-9)


def test_working_way_is_the_slow_one_and_goes_where_the_truth_says():
    move = Move("stroke", 20, 6, sense="tailward", reach=0.15, lift=0.04, out_share=0.66, jitter=0.02)
    motion = make_motion(move, np.pi / 2, np.random.default_rng(1))
    times = np.arange(0, motion.seconds, 1 / 60)
    left, _ = motion.pose(times)
    speed = np.gradient(left.y, times)
    assert np.median(speed[speed < -0.02]) > -np.median(speed[speed > 0.02])
    assert left.lift[speed < -0.05].max() < 0.01 < left.lift[speed > 0.05].max()
    assert motion.truth["sense"] == "tailward" and motion.truth["axis"] == "along"


@pytest.mark.parametrize(("sense", "sign"), [("clockwise", -1), ("counterclockwise", 1)])
def test_circles_turn_the_way_the_truth_says_seen_from_above(sense, sign):
    motion = make_motion(Move("rub_circles", 60, 5, reach=0.06, sense=sense), np.pi / 2, np.random.default_rng(2))
    times = np.arange(0, motion.seconds, 1 / 60)
    for pose in motion.pose(times):
        x, y = pose.x - pose.x.mean(), pose.y - pose.y.mean()
        assert np.sign((x[:-1] * np.diff(y) - y[:-1] * np.diff(x)).sum()) == sign


def test_alternating_hands_are_half_a_cycle_apart():
    move = Move("rub", 60, 8, hands="alternating", reach=0.06, sense="both", jitter=0.02)
    motion = make_motion(move, np.pi / 2, np.random.default_rng(4))
    left, right = motion.pose(np.arange(0, motion.seconds, 1 / 60))
    assert np.corrcoef(left.y, right.y)[0, 1] < -0.8


def test_scores_are_continuous_and_repeatable():
    clip = list_samples()["lumbar_session_mistakes"]
    scores = [write_score(clip.moves, clip.arms.facing, clip.motion_rng()) for _ in range(2)]
    assert scores[0].segments == scores[1].segments
    times = np.arange(0, scores[0].seconds, 1 / 120)
    for pose in scores[0].pose(times):
        step = np.hypot(np.diff(pose.x), np.diff(pose.y))
        assert len(pose) == len(times) and step.max() * 120 < 1.5


def test_sets_repeat_and_never_share_a_clip():
    first, again, other = (draw_set(name, 5, 6) for name in ("measure", "measure", "train"))
    assert first == again
    assert {clip.seed for _, clip in first}.isdisjoint(clip.seed for _, clip in other)
    assert [folder for folder, _ in first].count("unseeable") == 1


def test_shake_starts_still_and_moves_the_picture_by_what_it_says():
    shake = make_shake(np.random.default_rng(8), 0.04)
    np.testing.assert_allclose(shake.matrix(0.0, 640, 480) @ [320, 240, 1], [320, 240], atol=1e-9)
    np.testing.assert_allclose(shake.matrix(0.0, 640, 480) @ [420, 240, 1], [320 + 100 * ZOOM, 240], atol=1e-9)
    dx, dy, _ = shake.at(np.array([3.0]))[0]
    np.testing.assert_allclose(shake.matrix(3.0, 640, 480) @ [320, 240, 1], [320 + 640 * dx, 240 + 640 * dy], atol=1e-9)
    assert 0.003 < np.abs(shake.at(np.arange(0, 20, 0.1))[:, :2]).max() < 0.2


def test_one_frame_of_a_scene_is_a_picture():
    from sample_videos.render.scene import HandState, Scene

    mesh, clip = toy_hand(), list_samples()["rubbing"]
    camera = Camera(width=160, height=120)
    scene = Scene((mesh, mesh), clip.back, camera, clip.look, seed=1)
    hand = HandState(mesh.bind + 0.0, np.array([0.0, -0.4, 0.4]), np.array([0.0, -0.7, 0.6]))
    picture = scene.draw([hand, hand])
    assert picture.shape == (120, 160, 3) and picture.dtype == np.uint8
    assert 40 < picture.mean() < 210 and picture.std() > 10


def test_performances_have_every_step_of_their_protocol_in_order_and_are_made_by_name_only():
    performances = list_performances()
    assert not performances.keys() & list_samples().keys()
    for name, clip in performances.items():
        protocol = load_protocol(name.removeprefix("shown_"))
        assert [move.step for move in clip.moves] == [step.id for step in protocol.steps]
        truth = write_truth(clip)
        told = [part for part in truth["segments"] if "step" in part]
        for step, part in zip(protocol.steps, told, strict=True):
            assert part["technique"] == step.technique
            assert step.axis in (None, part["axis"]) and step.sense in (None, part.get("sense"))
            assert step.drift in (None, part.get("drift"))
            assert part["end_s"] - part["start_s"] > 20
