"""What works and what only lies there: hand-made hands with the flow beneath them, both sides of every threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from coach.hands.identity import COAST_S, IdentityTracker
from coach.hands.working import (
    BUSY_SHARE,
    JUDGE_AFTER_S,
    MOVED_LEAST,
    PLACE_SIZES,
    QUIET_FOR_S,
    QUIET_SHARE,
    REMEMBER_S,
    REST_S,
    STIR_LEAST,
    Beneath,
    PictureMotion,
)
from coach.records import Detection, FloatArray, HandsFrame, SceneShift, Source

FPS = 30.0
SHAPE = np.array([(0.0, 0.05), *[(0.01 * (i % 5 - 2), 0.01 * (i // 4 - 2)) for i in range(20)]])
SIZE = float(max(np.linalg.norm(SHAPE[0] - SHAPE[9]), 1.2 * np.linalg.norm(SHAPE[5] - SHAPE[17])))
FOOT = np.array([0.2, 0.8])
STIR = 2.0 * SIZE / FPS
"""The fastest part of the picture moves two hand sizes a second."""


@dataclass(frozen=True)
class Thing:
    """Something the hand model finds: where it is, and how the picture moves there."""

    place: FloatArray
    stir: float = 0.0
    step: FloatArray | None = None
    around: FloatArray | None = None


def working(t: float) -> Thing:
    return Thing(np.array([0.6 + 0.5 * SIZE * np.sin(2 * np.pi * t), 0.4]), STIR)


def show(
    tracker: IdentityTracker,
    time_s: float,
    things: Sequence[Thing],
    stir: float = STIR,
    shift: SceneShift | None = None,
    last: dict[int, FloatArray] | None = None,
) -> HandsFrame:
    detections = [Detection(thing.place + SHAPE, None, "", 0.9) for thing in things]
    beneath = []
    for i, thing in enumerate(things):
        before = thing.place if last is None else last.get(i, thing.place)
        step = thing.place - before if thing.step is None else thing.step
        beneath.append(Beneath(step, np.zeros(2) if thing.around is None else thing.around, thing.stir))
        if last is not None:
            last[i] = thing.place
    return tracker.update(time_s, detections, PictureMotion(beneath, stir, shift))


def is_held(result: HandsFrame, place: FloatArray, near: float = SIZE) -> bool:
    """Whether one of the slots holds what was found near a place."""
    return any(
        hand.source is Source.LANDMARKS and np.linalg.norm((hand.landmarks - SHAPE).mean(axis=0) - place) < near
        for hand in result.hands
    )


def run(foot: Thing, seconds: float, stir: float = STIR, *, with_hand: bool = True) -> list[HandsFrame]:
    tracker, results, last = IdentityTracker(1.0), [], {}
    for i in range(round(seconds * FPS)):
        things = [foot, working(i / FPS)] if with_hand else [foot]
        results.append(show(tracker, i / FPS, things, stir, last=last))
    return results


def test_a_foot_beside_a_working_hand_is_left_out_after_a_while() -> None:
    results = run(Thing(FOOT, 0.1 * STIR), 4.0)
    held = [is_held(result, FOOT) for result in results]
    assert held.index(False) / FPS == pytest.approx(JUDGE_AFTER_S, abs=0.1)
    assert not any(held[held.index(False) :])
    assert all(is_held(result, working(i / FPS).place) for i, result in enumerate(results))
    assert results[-1].others == 1
    assert (results[0].left_out, results[-1].left_out) == (0, 1)


def test_a_foot_is_left_out_while_the_working_hands_are_hidden() -> None:
    assert not is_held(run(Thing(FOOT, 0.1 * STIR), 4.0, with_hand=False)[-1], FOOT)


@pytest.mark.parametrize(("share", "kept"), [(0.8 * QUIET_SHARE, False), (1.2 * QUIET_SHARE, True)])
def test_something_is_quiet_that_stirs_little_beside_the_rest(share: float, kept: bool) -> None:
    assert is_held(run(Thing(FOOT, share * STIR), 4.0)[-1], FOOT) is kept


@pytest.mark.parametrize(("factor", "kept"), [(0.8, True), (1.2, False)])
def test_nothing_is_left_out_while_nothing_works_in_the_picture(factor: float, kept: bool) -> None:
    stir = factor * STIR_LEAST * SIZE / FPS
    assert is_held(run(Thing(FOOT, 0.0), 4.0, stir, with_hand=False)[-1], FOOT) is kept


@pytest.mark.parametrize(("lasts_s", "kept"), [(0.8 * QUIET_FOR_S, True), (1.2 * QUIET_FOR_S, False)])
def test_a_flicker_of_the_flow_is_no_work(lasts_s: float, kept: bool) -> None:
    # Much stronger than a hand at work, so that the memory of the stir neither delays nor outlasts it for long.
    tracker, last, result = IdentityTracker(1.0), {}, None
    for i in range(round((3.0 + lasts_s) * FPS) + 1):
        result = show(tracker, i / FPS, [Thing(FOOT, 0.0)], 50 * STIR if i / FPS >= 3.0 else 0.1 * STIR, last=last)
    assert result is not None
    assert is_held(result, FOOT) is kept


def test_hands_that_knead_where_they_are_stay() -> None:
    results = run(Thing(FOOT, 0.4 * STIR), 12.0, with_hand=False)
    assert all(is_held(result, FOOT) for result in results)


@pytest.mark.parametrize(("moved", "kept"), [(0.7 * MOVED_LEAST, False), (1.3 * MOVED_LEAST, True)])
def test_what_gets_somewhere_is_no_bystander(moved: float, kept: bool) -> None:
    # A slow stroke: the palm and the flow agree on how far it goes within the window.
    tracker, last = IdentityTracker(1.0), {}
    for i in range(round(6 * FPS)):
        place = FOOT + np.array([moved * SIZE / 2 * np.sin(np.pi * i / FPS), 0.0])
        result = show(tracker, i / FPS, [Thing(place), working(i / FPS)], last=last)
    assert is_held(result, FOOT) is kept


@pytest.mark.parametrize("with_camera", [True, False])
def test_a_camera_in_the_hand_makes_no_hand_of_a_foot(with_camera: bool) -> None:
    tracker, last = IdentityTracker(1.0), {}
    for i in range(round(4 * FPS)):
        sway = np.array([1.0 * SIZE * np.sin(np.pi * i / FPS), 0.0])
        step = sway - np.array([1.0 * SIZE * np.sin(np.pi * (i - 1) / FPS), 0.0])
        around = step if with_camera else np.zeros(2)
        result = show(tracker, i / FPS, [Thing(FOOT + sway, 0.05 * STIR, step, around)], last=last)
    assert is_held(result, FOOT + sway) is not with_camera


def work_and_rest(rest_s: float, share: float) -> HandsFrame:
    tracker, last = IdentityTracker(1.0), {}
    for i in range(round((3.0 + rest_s) * FPS)):
        stir = share * STIR if i < 3 * FPS else 0.0
        result = show(tracker, i / FPS, [Thing(FOOT, stir), working(i / FPS)], last=last)
    return result


@pytest.mark.parametrize(("rest_s", "kept"), [(REST_S - 1.0, True), (REST_S + 2.5, False)])
def test_a_hand_that_worked_may_rest_for_a_while(rest_s: float, kept: bool) -> None:
    assert is_held(work_and_rest(rest_s, 1.5 * BUSY_SHARE), FOOT) is kept


@pytest.mark.parametrize(("share", "kept"), [(0.8 * BUSY_SHARE, False), (1.2 * BUSY_SHARE, True)])
def test_what_hardly_stirred_has_not_worked(share: float, kept: bool) -> None:
    assert is_held(work_and_rest(4.0, share), FOOT) is kept


def test_a_hand_that_was_left_out_comes_back_when_it_moves() -> None:
    tracker, last = IdentityTracker(1.0), {}
    for i in range(round(4 * FPS)):
        show(tracker, i / FPS, [Thing(FOOT), working(i / FPS)], last=last)
    held = []
    for i in range(round(4 * FPS), round(5 * FPS)):
        place = FOOT + np.array([SIZE * np.sin(2 * np.pi * (i / FPS - 4)), 0.0])
        result = show(tracker, i / FPS, [Thing(place, STIR), working(i / FPS)], last=last)
        held.append(is_held(result, place))
    assert held.index(True) / FPS < 0.2


@pytest.mark.parametrize(
    ("gap_s", "off", "kept"),
    [
        (COAST_S + 1.0, 0.8 * PLACE_SIZES, False),
        (COAST_S + 1.0, 1.2 * PLACE_SIZES, True),
        (REMEMBER_S - 1.0, 0.0, False),
        (REMEMBER_S + 1.0, 0.0, True),
    ],
)
def test_a_foot_that_is_lost_and_found_again_is_still_left_out(gap_s: float, off: float, kept: bool) -> None:
    tracker, last = IdentityTracker(1.0), {}
    for i in range(round(3 * FPS)):
        show(tracker, i / FPS, [Thing(FOOT)], last=last)
    show(tracker, 3.0 + gap_s / 2, [])
    place = FOOT + np.array([off * SIZE, 0.0])
    assert is_held(show(tracker, 3.0 + gap_s, [Thing(place)]), place) is kept


def test_in_another_scene_everything_is_looked_at_anew() -> None:
    tracker, last = IdentityTracker(1.0), {}
    for i in range(round(3 * FPS)):
        result = show(tracker, i / FPS, [Thing(FOOT)], shift=SceneShift(np.eye(2, 3), 0, 1.0), last=last)
    assert not is_held(result, FOOT)
    assert is_held(show(tracker, 3.1, [Thing(FOOT)], shift=SceneShift(np.eye(2, 3), 1, 1.0)), FOOT)


def test_the_place_of_a_foot_moves_with_the_camera() -> None:
    tracker, last = IdentityTracker(1.0), {}
    for i in range(round(3 * FPS)):
        show(tracker, i / FPS, [Thing(FOOT)], shift=SceneShift(np.eye(2, 3), 0, 1.0), last=last)
    panned = SceneShift(np.array([[1.0, 0.0, 0.3], [0.0, 1.0, 0.0]]), 0, 1.0)
    place = FOOT + np.array([0.3, 0.0])
    assert not is_held(show(tracker, 3.0 + COAST_S + 0.5, [Thing(place)], shift=panned), place)


def test_without_pictures_the_paths_alone_tell() -> None:
    tracker = IdentityTracker(1.0)
    for i in range(round(4 * FPS)):
        places = [FOOT, working(i / FPS).place]
        result = tracker.update(i / FPS, [Detection(place + SHAPE, None, "", 0.9) for place in places])
    assert not is_held(result, FOOT)
    assert is_held(result, working((round(4 * FPS) - 1) / FPS).place)


def test_a_working_hand_takes_the_slot_of_one_that_is_gone_for_a_second() -> None:
    tracker, last, freed = IdentityTracker(1.0), {}, None
    for i in range(round(4 * FPS)):
        t = i / FPS
        still = [Thing(np.array([0.1, 0.2]), 0.25 * STIR), Thing(np.array([0.9, 0.2]), 0.25 * STIR)]
        shown = still if t < 2 else [still[0], working(t)]
        result = show(tracker, t, shown, last=last)
        if freed is None and t >= 2 and is_held(result, working(t).place):
            freed = t - 2
    assert freed == pytest.approx(1.0, abs=0.1)
