"""Times rise strictly whatever the container says, and are left alone where it is right."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.frames.clock import LONGEST_S, MAX_PAUSE_S, RisingClock, find_gaps


def rise(raw: list[float], step_s: float = 0.04) -> tuple[list[float], int]:
    clock = RisingClock(step_s)
    return [clock.rise(now, after) for now, after in itertools.pairwise([*raw, math.nan])], clock.repaired


def test_rising_times_are_kept_exactly():
    times, repaired = rise([10.0, 10.01, 10.5, 12.0])
    assert times == pytest.approx([0, 0.01, 0.5, 2.0], abs=1e-12)
    assert repaired == 0


@pytest.mark.parametrize("bad", [0.04, 0.0, -5.0, math.nan, math.inf, 1e12])
def test_one_bad_time_is_taken_from_its_neighbours(bad):
    times, repaired = rise([0.0, 0.04, bad, 0.12, 0.16])
    assert times == pytest.approx([0.0, 0.04, 0.08, 0.12, 0.16])
    assert repaired == 1


def test_a_bad_time_between_two_near_ones_lies_half_way():
    assert rise([0.0, 0.04, math.nan, 0.05, 0.09])[0] == pytest.approx([0.0, 0.04, 0.045, 0.05, 0.09])


@pytest.mark.parametrize("none", [math.nan, 0.0, 7.0])
def test_a_stream_without_times_runs_at_its_rate(none):
    times, repaired = rise([none] * 5)
    assert times == pytest.approx([0.0, 0.04, 0.08, 0.12, 0.16])
    assert repaired == 4


def test_times_that_are_missing_at_the_start_only():
    assert rise([math.nan, math.nan, 600.0, 600.1])[0] == pytest.approx([0.0, 0.04, 0.08, 0.18])


def test_times_that_start_anew_go_on_behind_the_last_one():
    times, repaired = rise([0.0, 1.0, 2.0, 0.0, 1.0, 2.0], step_s=1.0)
    assert times == pytest.approx([0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
    assert repaired == 1


def test_a_pause_is_kept():
    assert rise([0.0, 0.04, MAX_PAUSE_S])[0][-1] == MAX_PAUSE_S


def test_a_gap_stays_where_the_recording_goes_on_behind_it():
    times, repaired = rise([0.0, 0.04, 90.0, 90.04])
    assert times == pytest.approx([0.0, 0.04, 90.0, 90.04])
    assert repaired == 0


@pytest.mark.parametrize(("longest_s", "gap_s"), [(90.1, 90.0), (89.9, 0.08)])
def test_a_gap_must_lie_within_the_recording(longest_s, gap_s):
    clock = RisingClock(0.04, longest_s)
    clock.rise(0.0)
    clock.rise(0.04)
    assert clock.rise(90.0, 90.04) == pytest.approx(gap_s)


def test_a_gap_says_nothing_of_the_rate():
    clock = RisingClock(0.04)
    for time_s in (0.0, 0.04, 10.04, 10.08):
        clock.rise(time_s)
    assert clock.paused_s == pytest.approx(9.96)
    assert clock.usual_step_s == pytest.approx(0.04)


@pytest.mark.parametrize(("step_s", "found"), [(1.99, 0), (2.0, 1)])
def test_gaps_are_found_from_two_seconds_on(step_s, found):
    assert len(find_gaps(np.array([0.0, 0.04, 0.08, 0.08 + step_s, 0.12 + step_s]))) == found


@pytest.mark.parametrize(("step_s", "found"), [(9.9, 0), (10.0, 1)])
def test_few_pictures_a_second_are_no_gap(step_s, found):
    assert len(find_gaps(np.array([0.0, 1.0, 2.0, 2.0 + step_s, 3.0 + step_s]))) == found


def test_a_gap_lies_between_two_pictures():
    assert find_gaps(np.array([0.0, 0.04, 5.0, 5.04, 5.08, 95.0])) == ((0.04, 5.0), (5.08, 95.0))
    assert find_gaps(np.array([])) == find_gaps(np.array([1.0])) == ()


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=2, max_size=60))
def test_whatever_comes_times_rise_strictly_and_end(raw):
    times, _ = rise(raw)
    assert times[0] == 0
    assert all(b - a > 0 for a, b in itertools.pairwise(times))
    assert times[-1] <= LONGEST_S + MAX_PAUSE_S * len(raw)


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=2, max_size=60))
def test_without_a_look_at_the_next_frame_no_step_is_longer_than_the_longest_pause(raw):
    clock = RisingClock(0.04)
    times = [clock.rise(value) for value in raw]
    assert all(0 < b - a <= MAX_PAUSE_S * (1 + 1e-9) for a, b in itertools.pairwise(times))
