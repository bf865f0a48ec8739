"""Cycles that were done, counted beside pauses, borders that are off and paces that are."""

from __future__ import annotations

import numpy as np
import pytest

from coach.motion.kinematics import compute_signals
from coach.records import FloatArray
from coach.technique.cycle_count import count_cycles
from tests.builders import HAND_SIZE, make_times, make_tracks

LENGTH = 30.0


def count(
    swing: FloatArray, pace_per_min: float, start_s: float = 0.0, end_s: float = LENGTH, **tracks: object
) -> float:
    """Count the cycles of hands that go to and fro by ``swing`` hand sizes and tremble."""
    time_s = make_times(LENGTH, 30.0)
    centres = np.zeros((len(time_s), 2, 2))
    centres[:, :, 0] = np.array([-0.2, 0.2])
    centres[:, :, 1] = HAND_SIZE * (swing[:, None] + np.random.default_rng(1).normal(0, 0.01, (len(time_s), 2)))
    signals = compute_signals(make_tracks(time_s, centres))
    return count_cycles(signals, start_s, end_s, pace_per_min / 60.0)


def swing(pace_per_min: float, busy: FloatArray | None = None) -> FloatArray:
    time_s = make_times(LENGTH, 30.0)
    wave: FloatArray = 0.35 * np.sin(2 * np.pi * time_s * pace_per_min / 60.0)
    return wave if busy is None else np.where(busy, wave, 0.0)


def between(start_s: float, end_s: float) -> FloatArray:
    time_s = make_times(LENGTH, 30.0)
    return (time_s >= start_s) & (time_s < end_s)


@pytest.mark.parametrize("pace_per_min", [40.0, 90.0, 200.0])
def test_an_even_rhythm_has_as_many_cycles_as_its_pace_makes(pace_per_min: float) -> None:
    assert count(swing(pace_per_min), pace_per_min) == pytest.approx(pace_per_min / 2, abs=0.5)


@pytest.mark.parametrize("said", [0.97, 1.03])
def test_a_pace_that_is_a_little_off_loses_no_cycle(said: float) -> None:
    assert count(swing(200.0), said * 200.0) == pytest.approx(100, abs=0.5)


def test_a_pause_has_no_cycles() -> None:
    busy = between(0, 12) | between(16, LENGTH)
    assert count(swing(120.0, busy), 120.0) == pytest.approx(52, abs=0.7)


def test_what_lies_beside_the_movement_has_no_cycles() -> None:
    assert count(swing(180.0, between(6, 20)), 180.0, 5.0, 21.0) == pytest.approx(42, abs=0.7)


def test_hands_that_go_on_unseen_are_counted_on() -> None:
    unseen = swing(120.0)
    unseen[between(12, 13.5)] = np.nan
    assert count(unseen, 120.0) == pytest.approx(60, abs=0.7)


@pytest.mark.parametrize(("cycles", "expected", "within"), [(3.9, 3.9, 1e-6), (4.1, 2.6, 0.7)])
def test_few_cycles_are_counted_by_their_pace_alone(cycles: float, expected: float, within: float) -> None:
    found = count(swing(60.0, between(0, 12.6)), 60.0, 10.0, 10.0 + cycles)
    assert found == pytest.approx(expected, abs=within)
