"""Two steps of one technique without a pause between: the border lies where the pace or the working way changes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.records import Back, FloatArray, HandTracks
from coach.technique.changes import find_change_point, find_pace_change, find_way_change
from coach.technique.describe import describe_run
from coach.technique.timeline import Measured, measure
from tests.builders import HAND_SIZE, HOME, make_times, make_tracks

HEAD_UP = Back((0.5, 0.1), (0.5, 0.9))
CYCLE_S = 3.0


def strokes(tailward_shares: list[float]) -> HandTracks:
    """One stroke along the back of three seconds for each share of it that goes towards the tail."""
    time_s = make_times(CYCLE_S * len(tailward_shares))
    which = np.minimum((time_s / CYCLE_S).astype(int), len(tailward_shares) - 1)
    share, phase = np.array(tailward_shares)[which], (time_s / CYCLE_S) % 1.0
    down: FloatArray = np.where(phase < share, phase / share, 1 - (phase - share) / (1 - share))
    return make_tracks(time_s, HOME + HAND_SIZE * np.stack([0 * down, 2.0 * down], axis=-1)[:, None])


def measured_as(tracks: HandTracks, technique: str, pace: FloatArray | float) -> Measured:
    """Measured signals with the technique and the pace of every tick given."""
    measured = measure(tracks, HEAD_UP)
    measured.timeline.verdict[:] = technique
    measured.timeline.pace_per_min[:] = pace
    return measured


def whole(measured: Measured):  # type: ignore[no-untyped-def]
    ticks = len(measured.timeline.time_s)
    return describe_run(measured, slice(0, ticks), 0.0, float(measured.signals.time_s[-1]))


@pytest.mark.parametrize("after", [0.7, 0.3])
def test_three_strokes_to_and_fro_and_three_one_way_are_two_things(after: float) -> None:
    measured = measured_as(strokes([0.5] * 3 + [after] * 3), "stroking", 60 / CYCLE_S)
    border_s = find_way_change(measured, whole(measured))
    assert border_s == pytest.approx(3 * CYCLE_S, abs=CYCLE_S / 2)


@pytest.mark.parametrize("share", [0.5, 0.7])
def test_strokes_that_stay_alike_are_one(share: float) -> None:
    measured = measured_as(strokes([share] * 6), "stroking", 60 / CYCLE_S)
    assert find_way_change(measured, whole(measured)) is None


@pytest.mark.parametrize(("before", "after", "parted"), [(168, 112, True), (112, 168, True), (168, 150, False)])
def test_blows_that_go_over_into_another_pace_are_two_things(before: float, after: float, parted: bool) -> None:
    measured = measured_as(strokes([0.5] * 4), "tapping", before)
    half = len(measured.timeline.time_s) // 2
    measured.timeline.pace_per_min[half:] = after
    measured.timeline.pace_per_min[:5] = 76.0
    border_s = find_pace_change(measured, whole(measured))
    assert (border_s is not None) == parted
    if border_s is not None:
        assert border_s == pytest.approx(6.0, abs=0.5)


@pytest.mark.parametrize("times", [0.5, 2.0, 3.0])
def test_half_or_twice_the_pace_may_be_the_same_blows_counted_otherwise(times: float) -> None:
    measured = measured_as(strokes([0.5] * 4), "tapping", 100.0)
    measured.timeline.pace_per_min[len(measured.timeline.time_s) // 2 :] = 100.0 * times
    assert find_pace_change(measured, whole(measured)) is None


def test_a_series_too_short_for_two_sides_has_no_step() -> None:
    assert find_change_point(np.zeros(5), 3, 1) is None


@settings(deadline=None)
@given(before=st.integers(10, 60), after=st.integers(10, 60), height=st.floats(-5, 5).filter(lambda x: abs(x) > 0.1))
def test_a_clean_step_is_found_where_it_is(before: int, after: int, height: float) -> None:
    found = find_change_point(np.concatenate([np.zeros(before), np.full(after, height)]), 5, 1)
    assert found is not None
    assert found.difference == pytest.approx(height)
    assert abs(found.index - before) <= (before + after) / 80 + 1
