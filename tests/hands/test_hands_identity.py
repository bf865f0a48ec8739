"""Which hand is which: known answers for every way in which a hand model confuses hands."""

from __future__ import annotations

import numpy as np
import pytest

from coach.hands.identity import IdentityTracker
from coach.records import Detection, HandsFrame, Source

FPS = 30.0
SHAPE = np.array([(0.0, 0.1), *[(0.01 * (i % 5 - 2), 0.02 * (2 - i // 4)) for i in range(20)]])
"""A little hand, about 0.1 of the picture's height long, around its palm."""


def hand(x: float, y: float, label: str = "Right", scale: float = 1.0) -> Detection:
    return Detection(np.array([x, y]) + scale * SHAPE, None, label, 0.95)


def run(frames: list[list[Detection]], aspect: float = 1.0) -> list[HandsFrame]:
    tracker = IdentityTracker(aspect)
    return [tracker.update(i / FPS, detections) for i, detections in enumerate(frames)]


def middle_x(result: HandsFrame, slot: int) -> float:
    return float(np.mean(result.hands[slot].landmarks[:, 0]))


def left_at(t: float) -> tuple[float, float]:
    return 0.3, 0.5 + 0.1 * np.sin(2 * np.pi * t)


def right_at(t: float) -> tuple[float, float]:
    return 0.7, 0.5 - 0.1 * np.sin(2 * np.pi * t)


def test_labels_that_flip_and_slots_that_swap_change_nothing() -> None:
    rng = np.random.default_rng(1)
    frames = []
    for i in range(120):
        both = [hand(*left_at(i / FPS), rng.choice(["Left", "Right"])), hand(*right_at(i / FPS), "Right")]
        frames.append(both if rng.random() < 0.5 else both[::-1])
    for result in run(frames):
        assert middle_x(result, 0) == pytest.approx(0.3, abs=0.05)
        assert middle_x(result, 1) == pytest.approx(0.7, abs=0.05)


def test_a_hand_that_is_lost_for_a_while_comes_back_into_its_slot() -> None:
    frames = []
    for i in range(90):
        both = [hand(*left_at(i / FPS)), hand(*right_at(i / FPS))]
        frames.append(both[1:] if 30 <= i < 50 else both)
    results = run(frames)
    assert all(r.hands[0].source is Source.UNSEEN for r in results[30:50])
    assert all(np.isnan(r.hands[0].landmarks).all() for r in results[30:50])
    assert all(middle_x(r, 1) == pytest.approx(0.7, abs=0.05) for r in results)
    assert all(middle_x(r, 0) == pytest.approx(0.3, abs=0.05) for r in results[50:])


def test_a_third_hand_is_counted_and_takes_no_slot() -> None:
    frames = []
    for i in range(90):
        three = [hand(*left_at(i / FPS)), hand(*right_at(i / FPS))]
        if i > 20:
            three.insert(0, hand(0.5, 0.1))
        frames.append(three)
    results = run(frames)
    assert [r.others for r in results] == [0] * 21 + [1] * 69
    assert all(middle_x(r, 0) == pytest.approx(0.3, abs=0.05) for r in results)


def test_a_still_hand_seen_first_gives_way_to_two_working_ones() -> None:
    frames = []
    for i in range(150):
        seen = [hand(0.5, 0.1), hand(*left_at(i / FPS))]
        if i > 15:
            seen.append(hand(*right_at(i / FPS)))
        frames.append(seen)
    last = run(frames)[-1]
    assert sorted(round(middle_x(last, slot), 1) for slot in (0, 1)) == [0.3, 0.7]


def test_the_same_hand_found_twice_is_one_hand() -> None:
    frames = [[hand(0.3, 0.5), hand(0.305, 0.5, "Left")] for _ in range(10)]
    for result in run(frames):
        assert [h.source for h in result.hands].count(Source.LANDMARKS) == 1
        assert result.others == 0


def test_hands_that_pass_close_by_keep_their_slots() -> None:
    frames = []
    for i in range(60):
        x = 0.2 + 0.6 * i / 59
        frames.append([hand(x, 0.40), hand(1.0 - x, 0.60)])
    last = run(frames)[-1]
    assert middle_x(last, 0) == pytest.approx(0.8, abs=0.05)
    assert middle_x(last, 1) == pytest.approx(0.2, abs=0.05)


def test_sides_are_a_vote_that_needs_agreement() -> None:
    frames = [[hand(0.3, 0.5, "Left"), hand(0.7, 0.5, "Right")] for _ in range(30)]
    last = run(frames)[-1]
    assert (last.hands[0].side, last.hands[1].side) == ("left", "right")
    torn = [[hand(0.3, 0.5, "Left" if i % 2 else "Right")] for i in range(30)]
    assert run(torn)[-1].hands[0].side is None
