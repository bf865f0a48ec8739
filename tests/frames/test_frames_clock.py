"""Times rise strictly whatever the container says, and are left alone where it is right."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.frames.clock import MAX_PAUSE_S, RisingClock


def rise(raw: list[float], step_s: float = 0.04) -> tuple[list[float], int]:
    clock = RisingClock(step_s)
    return [clock.rise(value) for value in raw], clock.repaired


def test_rising_times_are_kept_exactly():
    times, repaired = rise([10.0, 10.01, 10.5, 12.0])
    assert times == pytest.approx([0, 0.01, 0.5, 2.0], abs=1e-12)
    assert repaired == 0


@pytest.mark.parametrize("bad", [0.04, 0.0, -5.0, math.nan, math.inf, 1e12])
def test_one_bad_time_costs_half_a_step_and_nothing_after_it(bad):
    times, repaired = rise([0.0, 0.04, bad, 0.12, 0.16])
    assert times == pytest.approx([0.0, 0.04, 0.06, 0.12, 0.16])
    assert repaired == 1


def test_times_that_start_anew_go_on_behind_the_last_one():
    times, repaired = rise([0.0, 1.0, 2.0, 0.0, 1.0, 2.0], step_s=1.0)
    assert times == pytest.approx([0.0, 1.0, 2.0, 2.5, 3.5, 4.5])
    assert repaired == 1


def test_a_pause_is_kept():
    assert rise([0.0, 0.04, MAX_PAUSE_S])[0][-1] == MAX_PAUSE_S


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=2, max_size=60))
def test_whatever_comes_times_rise_strictly_by_at_most_the_longest_pause(raw):
    times, _ = rise(raw)
    assert times[0] == 0
    assert all(0 < b - a <= MAX_PAUSE_S * (1 + 1e-9) for a, b in itertools.pairwise(times))
