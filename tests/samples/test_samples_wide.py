"""Clips as wide as real footage: ways of kneading, thumbs alone, folds of tissue, blur."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("numba", reason="the renderer needs the extra [render]")

from sample_videos.render.blur import blur_hand
from sample_videos.render.body import Back
from sample_videos.render.camera import Camera
from sample_videos.render.film import write_truth
from sample_videos.render.fold import make_fold
from sample_videos.render.kinds import make_motion
from sample_videos.render.moves import Move
from sample_videos.render.petrissage import PETRISSAGE
from sample_videos.render.sets import draw_set

TIMES = np.arange(0, 4, 1 / 30)


def perform(move: Move, seed: int = 3):
    motion = make_motion(move, 0.3, np.random.default_rng(seed))
    return motion, motion.pose(TIMES)


def reach(values: np.ndarray) -> float:
    return float(np.ptp(values))


@pytest.mark.parametrize("kind", sorted(PETRISSAGE))
def test_every_way_of_kneading_is_kneading_and_opens_and_shuts_the_fingers(kind):
    move = Move(kind, 60.0, 4, hands="alternating", reach=0.08, gap=0.06)
    motion, poses = perform(move)
    assert motion.truth["technique"] == "kneading"
    assert (motion.truth["cycles"], motion.truth["pace_per_min"]) == (4, 60.0)
    for pose in poses:
        assert reach(pose.knuckle[:, 0]) > np.deg2rad(1.5), "fingers that never move would be rubbing"


def test_wringing_hands_go_against_each_other_and_a_grasp_travels():
    _, (left, right) = perform(Move("knead_wringing", 60.0, 4, hands="alternating", reach=0.08, gap=0.06))
    ahead = np.array([np.cos(0.3), np.sin(0.3)])
    ways = [np.stack([pose.x, pose.y], axis=-1) @ ahead for pose in (left, right)]
    assert np.corrcoef(*ways)[0, 1] < -0.8
    _, (left, _) = perform(Move("knead_travelling", 60.0, 4, hands="together", reach=0.08))
    assert max(reach(left.x), reach(left.y)) > 0.05


def test_thumbs_go_while_the_hands_lie_still():
    motion, (left, right) = perform(Move("rub_thumbs_alone", 60.0, 4, hands="together"))
    assert motion.truth["technique"] == "rubbing"
    for pose in (left, right):
        assert max(reach(pose.x), reach(pose.y)) < 0.012
        assert reach(pose.thumb_out) > np.deg2rad(20)
        assert reach(pose.knuckle) == pytest.approx(reach(pose.knuckle[0]))


def test_the_tissue_stands_highest_in_a_closed_grip():
    back, grip = Back(), np.tile(np.eye(4), (25, 1, 1))
    grip[:, :3, 3] = [0.06, 0.0, 0.2]
    heights = []
    for apart in (0.02, 0.10):
        grip[4, 0, 3], grip[[9, 14, 19, 24], 0, 3] = 0.06 - apart / 2, 0.06 + apart / 2
        fold = make_fold(grip, back, 0.04, np.full(3, 0.5), 0.3)
        above = fold.vertices[:, 2] - back.height(fold.vertices[:, 0], fold.vertices[:, 1])
        assert above.min() < 0, "the rim lies under the skin"
        heights.append(float(above.max()))
    assert heights[0] == pytest.approx(0.04, abs=0.002)
    assert 0.01 < heights[1] < 0.5 * heights[0]


def test_a_moving_hand_blurs_along_its_way_and_a_still_one_does_not():
    camera = Camera(width=96, height=72)
    now = np.tile(np.eye(4), (25, 1, 1))
    now[:, :3, 3] = [0.0, 0.0, 0.19]
    before = now.copy()
    before[:, 0, 3] -= 0.1
    picture = np.zeros((72, 96, 3), np.float32)
    picture[:, 48:] = 1.0
    assert blur_hand(picture, camera, now, now, 1.0) is picture
    assert blur_hand(picture, camera, now, None, 1.0) is picture
    blurred = blur_hand(picture, camera, now, before, 1.0)
    assert 0.3 < blurred[36, 48, 0] < 0.9, "the edge across the way is soft"
    assert blurred[2, 90, 0] == 1.0, "far from the hand nothing changes"


def test_a_set_of_twenty_shows_every_technique_from_the_side_too():
    plan = [clip for _, clip in draw_set("wide", 4, 20)]
    said = {segment["technique"] for clip in plan for segment in write_truth(clip)["segments"]}
    assert said == {"stroking", "rubbing", "kneading", "tapping", "none"}
    assert max(clip.camera.tilt for clip in plan) > np.deg2rad(60)
    assert {clip.shake > 0 for clip in plan} == {clip.shutter > 0 for clip in plan} == {True, False}
    again = [clip for _, clip in draw_set("wide", 4, 20)]
    assert plan == again
    assert plan[0] != draw_set("wide_measure", 4, 20)[0][1], "what is measured on is not learnt from"
