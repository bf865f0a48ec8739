"""The back of a live session while the camera moves, is knocked, or is opened anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.feedback.policy import GAP_S
from coach.live.coach import LOST_S, LiveCoach
from coach.live.place import BackInPicture
from coach.live.plan import Plan
from coach.live.view_model import read_back
from coach.records import Back, HandsFrame, SceneShift

BACK = Back((0.5, 0.2), (0.5, 0.8), 50.0)


def shifted(dx=0.0, scene=0):
    return SceneShift(np.array([[1.0, 0.0, dx], [0.0, 1.0, 0.0]]), scene, 1.0)


def frame(hands: HandsFrame, time_s: float, shift: SceneShift | None) -> HandsFrame:
    return replace(hands, time_s=time_s, shift=shift)


def test_the_back_goes_with_the_picture(hands):
    place = BackInPicture(None)
    place.push(frame(hands[0], 0.0, shifted(0.05)))
    place.set(BACK)
    place.push(frame(hands[0], 0.5, shifted(0.15)))
    assert place.has_moved
    assert place.now.neck == pytest.approx((0.6, 0.2))
    place.push(frame(hands[0], 1.0, shifted(0.151)))
    assert not place.has_moved


def test_without_pictures_the_back_stays(hands):
    place = BackInPicture(BACK)
    place.push(frame(hands[0], 0.0, None))
    assert place.now == BACK and not place.lost and not place.has_moved


def test_another_scene_has_no_back_and_the_old_one_has_it_again(hands):
    place = BackInPicture(BACK)
    place.push(frame(hands[0], 0.0, shifted()))
    place.push(frame(hands[0], 1.0, shifted(scene=1)))
    assert place.lost and place.now is None and place.has_moved
    place.push(frame(hands[0], 2.0, shifted(0.1)))
    assert not place.lost and place.has_moved
    assert place.now.neck == pytest.approx((0.6, 0.2))


def test_scenes_of_a_continued_session_are_counted_on(hands):
    place = BackInPicture(BACK)
    place.push(frame(hands[0], 0.0, shifted()))
    place.push(frame(hands[0], 1.0, shifted(0.1)))
    assert place.start_again(3).neck == pytest.approx((0.6, 0.2))
    given = place.push(frame(hands[0], 2.0, shifted(0.2)))
    assert given.shift.scene == 3
    assert place.now.neck == pytest.approx((0.7, 0.2))


def test_a_lost_back_is_said_once_and_nothing_is_judged_by_it(clip, hands, protocol):
    coach = LiveCoach(Plan(), protocol, clip.aspect, clip.back)
    cues, cut_s = [], 10.0
    for one in hands:
        scene = 1 if one.time_s >= cut_s else 0
        tick = coach.push(replace(one, shift=shifted(scene=scene)))
        if tick.cue is not None and tick.cue.code == "back_lost":
            cues.append(one.time_s)
        if one.time_s > cut_s + 3.5:
            assert tick.snapshot.place_v is None and tick.snapshot.zone is None
    assert len(cues) == 1
    assert cut_s + LOST_S <= cues[0] <= cut_s + LOST_S + GAP_S + 0.1


def test_somebody_who_walks_past_is_not_mentioned(clip, hands, protocol):
    coach = LiveCoach(Plan(), protocol, clip.aspect, clip.back)
    ticks = [coach.push(replace(one, shift=shifted(scene=int(10.0 <= one.time_s < 11.0)))) for one in hands]
    assert not any(tick.cue is not None and tick.cue.code == "back_lost" for tick in ticks)
    assert ticks[-1].snapshot.place_v is not None


def test_new_points_after_a_jump_are_judged_by_and_the_earlier_part_keeps_its_own(clip, hands, protocol):
    coach = LiveCoach(Plan(), protocol, clip.aspect, clip.back)
    for one in hands:
        if 14.0 <= one.time_s < 14.04:
            coach.set_back(replace(clip.back, at_s=one.time_s, earlier=clip.back))
        tick = coach.push(replace(one, shift=shifted(scene=int(one.time_s >= 10.0))))
    assert tick.snapshot.place_v is not None


def test_a_recorded_back_comes_back_with_its_time_and_the_one_before():
    earlier = replace(BACK, length_cm=48.0)
    known = {"neck": [0.5, 0.2], "tail": [0.5, 0.8], "length_cm": 50.0, "at_s": 12.5}
    given = read_back(known | {"earlier": {"neck": [0.5, 0.2], "tail": [0.5, 0.8], "length_cm": 48.0}})
    assert given == replace(BACK, at_s=12.5, earlier=earlier)
    assert read_back(known | {"at_s": "soon"}).at_s == 0.0
