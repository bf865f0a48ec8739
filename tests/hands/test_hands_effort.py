"""How hard hands are looked for follows what it costs: both sides of every threshold, and never to and fro."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import pytest

from coach.hands import sparing
from coach.hands.effort import (
    EASY_SHARE,
    FEWEST_S,
    LEVELS,
    LONGEST_RETURN_S,
    PICTURE_S,
    RELAPSE_S,
    RETURN_S,
    SETTLE_S,
    WINDOW_S,
    Effort,
    Level,
)
from coach.hands.sparing import SparingTracker
from coach.records import Frame

COSTS = {LEVELS[0]: 1.0, LEVELS[1]: 0.6, LEVELS[2]: 0.35}
"""What each level costs beside the first, in these tests."""


class Computer:
    """Looks at 25 pictures a second, at a cost that hangs on how busy it is."""

    def __init__(self) -> None:
        self.effort, self.now = Effort(), 0.0

    def work(self, seconds: float, full_cost_s: float) -> Iterator[Level]:
        end_s = self.now + seconds
        while self.now < end_s:
            self.effort.note(self.now, full_cost_s * COSTS[self.effort.level])
            self.now += 0.04
            yield self.effort.level

    def run(self, seconds: float, full_cost_s: float) -> list[Level]:
        """Levels in their order, without repeats."""
        levels = [self.effort.level]
        for level in self.work(seconds, full_cost_s):
            levels += [level] * (level != levels[-1])
        return levels


def test_a_quick_computer_always_looks_in_full() -> None:
    computer = Computer()
    assert computer.run(120, 0.99 * PICTURE_S) == [LEVELS[0]]
    assert not computer.effort.is_reduced


def test_one_that_is_a_little_too_slow_goes_to_the_level_that_fits() -> None:
    computer = Computer()
    assert computer.run(10, 1.01 * PICTURE_S) == [LEVELS[0], LEVELS[1]]
    assert computer.effort.is_reduced


def test_a_slow_one_takes_fewer_pictures_rather_than_the_lite_network() -> None:
    assert Computer().run(200, 0.99 * FEWEST_S / COSTS[LEVELS[1]]) == [LEVELS[0], LEVELS[1]]


def test_one_that_sees_too_few_pictures_goes_to_the_lite_network_and_stays() -> None:
    computer = Computer()
    assert computer.run(200, 1.01 * FEWEST_S / COSTS[LEVELS[1]]) == list(LEVELS)
    assert computer.run(200, 0.97 * EASY_SHARE * FEWEST_S / COSTS[LEVELS[1]])[1:] == [LEVELS[1]]


def test_it_takes_the_window_and_no_longer() -> None:
    computer = Computer()
    assert computer.run(0.9 * WINDOW_S - 0.1, 2 * PICTURE_S) == [LEVELS[0]]
    assert computer.run(0.3 * WINDOW_S, 2 * PICTURE_S)[-1] == LEVELS[1]


def test_a_moment_of_another_programs_work_changes_nothing() -> None:
    computer = Computer()
    for _ in range(20):
        assert computer.run(WINDOW_S, 0.5 * PICTURE_S) == [LEVELS[0]]
        assert computer.run(0.4 * WINDOW_S, 3 * PICTURE_S) == [LEVELS[0]]


def test_it_comes_back_when_the_level_before_would_fit_easily() -> None:
    computer = Computer()
    computer.run(10, 1.5 * PICTURE_S)
    assert computer.effort.level == LEVELS[1]
    fits = 0.97 * EASY_SHARE * PICTURE_S
    assert computer.run(RETURN_S - 1, fits) == [LEVELS[1]]
    assert computer.run(WINDOW_S + SETTLE_S + 1, fits) == [LEVELS[1], LEVELS[0]]


def test_it_stays_where_the_level_before_would_only_just_fit() -> None:
    computer = Computer()
    computer.run(10, 1.5 * PICTURE_S)
    assert computer.run(10 * RETURN_S, 1.05 * EASY_SHARE * PICTURE_S) == [LEVELS[1]]


def test_after_a_relapse_it_waits_longer_each_time_and_never_for_ever() -> None:
    computer = Computer()
    stays = []
    for _ in range(8):
        computer.run(10, 1.5 * PICTURE_S)
        began = computer.now
        while computer.effort.is_reduced:
            next(computer.work(0.04, 0.3 * PICTURE_S))
        stays.append(round(computer.now - began, 3))
    assert stays == sorted(stays)
    assert stays[0] == pytest.approx(RETURN_S, abs=WINDOW_S + SETTLE_S)
    assert stays[1] == pytest.approx(2 * RETURN_S, abs=WINDOW_S + SETTLE_S)
    assert stays[-1] == pytest.approx(LONGEST_RETURN_S, abs=WINDOW_S + SETTLE_S)


def test_going_up_again_much_later_is_no_relapse() -> None:
    computer = Computer()
    computer.run(10, 1.5 * PICTURE_S)
    computer.run(RETURN_S + 10, 0.3 * PICTURE_S)
    assert not computer.effort.is_reduced
    computer.run(RELAPSE_S, 0.3 * PICTURE_S)
    computer.run(10, 1.5 * PICTURE_S)
    assert computer.run(RETURN_S + WINDOW_S + SETTLE_S, 0.3 * PICTURE_S)[-1] == LEVELS[0]


class StubTracker:
    """Stands for the hand model, and notes when it is opened and closed."""

    opened: ClassVar[list[Level]] = []
    closed: ClassVar[list[Level]] = []

    def __init__(self, max_hands: int, model: str) -> None:
        self.level = next(level for level in LEVELS if (level.model, level.max_hands) == (model, max_hands))

    def __enter__(self) -> StubTracker:
        self.opened.append(self.level)
        return self

    def close(self) -> None:
        self.closed.append(self.level)

    def detect(self, frame: Frame) -> list[Level]:
        return [self.level]


def test_the_tracker_is_another_one_from_the_next_picture_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sparing, "HandTracker", StubTracker)
    monkeypatch.setattr(StubTracker, "opened", [])
    monkeypatch.setattr(StubTracker, "closed", [])
    clock = iter(0.5 * number for number in range(10_000))
    monkeypatch.setattr(sparing.time, "perf_counter", lambda: next(clock))  # each look takes half a second
    effort = Effort()
    frames = [Frame(number, number / 25, np.zeros((2, 2, 3), np.uint8)) for number in range(150)]
    with SparingTracker(effort) as tracker:
        used = [tracker.detect(frame)[0] for frame in frames]  # type: ignore[comparison-overlap]
    assert used[0] == LEVELS[0] and used[-1] != LEVELS[0]
    assert StubTracker.opened == StubTracker.closed == [level for level in LEVELS if level in used]
    with SparingTracker(effort) as tracker:
        assert tracker.detect(frames[0]) == [used[-1]], "the effort outlives a tracker"
