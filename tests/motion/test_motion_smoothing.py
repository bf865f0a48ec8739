"""Holes, jumps, repeats and running statistics, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from coach.motion.smoothing import (
    bridge_gaps,
    drop_repeats,
    remove_jumps,
    resample,
    rolling_median,
    running_mean,
    runs_of,
)
from coach.motion.windows import RunningSums
from coach.records import HandTracks, Source
from tests.builders import make_sinusoid, with_gaps


def test_short_holes_are_bridged_straight_and_marked_and_long_ones_stay() -> None:
    tracks = with_gaps(make_sinusoid(60, seconds=6), (1.0, 1.2), (3.0, 4.0), hand=0)
    bridged = bridge_gaps(tracks)
    short = (tracks.time_s >= 1.0) & (tracks.time_s < 1.2)
    long = (tracks.time_s >= 3.0) & (tracks.time_s < 4.0)
    assert (bridged.source[short, 0] == Source.BRIDGED).all()
    assert (bridged.source[long, 0] == Source.UNSEEN).all()
    assert np.isnan(bridged.landmarks[long, 0]).all()
    rows = np.flatnonzero(short)
    line = bridged.landmarks[rows[0] - 1 : rows[-1] + 2, 0, 0, 1]
    assert np.allclose(np.diff(line, n=2), 0.0, atol=1e-9)
    assert (tracks.source[short, 0] == Source.UNSEEN).all(), "the input is left as it was"


def test_resampling_leaves_long_holes_and_the_outside_open() -> None:
    time_s = np.array([0.0, 0.1, 0.2, 1.0, 1.1])
    out = resample(time_s, time_s[:, None] * 2, np.array([-0.1, 0.05, 0.5, 1.05, 1.2]), longest_s=0.3)
    assert out[1, 0] == pytest.approx(0.1)
    assert out[3, 0] == pytest.approx(2.1)
    assert np.isnan(out[[0, 2, 4], 0]).all()


def test_a_jump_is_left_away_and_the_rest_goes_on() -> None:
    path = np.array([[0.0, 0], [0.1, 0], [5.1, 0], [5.2, 0], [np.nan, np.nan], [9.0, 0], [9.1, 0]])
    out = remove_jumps(path, step_limit=1.0)
    assert np.allclose(out[[0, 1, 2, 3, 5, 6], 0], [0.0, 0.1, 0.1, 0.2, 0.2, 0.3])
    assert np.isnan(out[4]).all()


def test_a_hand_that_rests_goes_nowhere_while_its_size_breathes() -> None:
    size = np.array([0.1, 0.12, 0.09, 0.1])
    rests = np.full((4, 2), 0.8)
    assert np.allclose(remove_jumps(rests, 1.0, size), 0.0)
    goes = rests + np.arange(4)[:, None] * np.array([0.01, 0.0])
    assert np.allclose(np.diff(remove_jumps(goes, 1.0, size)[:, 0]), [0.01 / 0.11, 0.01 / 0.105, 0.01 / 0.095])


def test_repeats_are_left_out_and_times_are_spread() -> None:
    n = 100
    repeated = np.arange(n) % 5 == 4
    tracks = HandTracks(np.arange(n) / 30, np.zeros((n, 2, 21, 2)), np.ones((n, 2), np.int8), 1.0, repeated=repeated)
    kept = drop_repeats(tracks)
    assert len(kept.time_s) == 80
    steps = np.diff(kept.time_s)[15:-15]
    assert steps == pytest.approx(1 / 24, rel=0.1)


def test_running_mean_and_median_leave_holes_out() -> None:
    values = np.array([1.0, np.nan, 3.0, 5.0])
    assert running_mean(values, 3)[[0, 2, 3]] == pytest.approx([1.0, 4.0, 4.0])
    assert np.isnan(running_mean(values, 3)[1])
    assert np.isnan(rolling_median(np.full(5, np.nan), 3)).all()
    assert rolling_median(np.array([1.0, 1.0, 9.0, 1.0, 1.0]), 5) == pytest.approx(np.ones(5))


def test_runs_cover_everything_once() -> None:
    assert runs_of(np.array(["a", "a", "b", "a"])) == [(0, 2), (2, 3), (3, 4)]
    assert runs_of(np.array([])) == []


def test_window_statistics_equal_numpys() -> None:
    rng = np.random.default_rng(0)
    values = 50.0 + rng.normal(size=(200, 2)) * [1.0, 3.0]
    values[50:60] = np.nan
    first, width = np.array([0, 10, 35, 160, 190]), np.array([40, 40, 40, 40, 10])
    windows = RunningSums(np.column_stack([values, values.prod(axis=1)])).over(first, width)
    for i, part in enumerate(values[start : start + length] for start, length in zip(first, width, strict=True)):
        known = part[np.isfinite(part[:, 0])]
        assert windows.mean(slice(2))[i] == pytest.approx(known.mean(axis=0))
        assert windows.sum(slice(2))[i] == pytest.approx(known.sum(axis=0))
        assert windows.variance(slice(2))[i] == pytest.approx(known.var(axis=0))
        assert windows.share(slice(2))[i] == pytest.approx(np.isfinite(part).mean(axis=0))
        axes = np.sqrt(8 * np.linalg.eigvalsh(np.cov(known.T, bias=True)))[::-1]
        along, across = windows.peak_to_peak(slice(1), slice(1, 2), slice(2, 3))
        assert (along[i, 0], across[i, 0]) == pytest.approx(tuple(axes), rel=1e-6)


def test_a_window_in_which_nothing_is_known_has_a_mean_of_nothing() -> None:
    windows = RunningSums(np.array([[7.0], [np.nan], [np.nan]])).over(np.array([1]), np.array([2]))
    assert windows.mean(slice(1)) == windows.variance(slice(1)) == windows.share(slice(1)) == 0.0


def test_a_mean_of_flags_is_their_count_over_the_width_to_the_last_bit() -> None:
    flags = (np.arange(960) % 7 < 3).astype(float)[:, None]
    first = np.arange(900)
    means = RunningSums(flags).over(first, np.full(900, 48)).mean(slice(1))[:, 0]
    assert (means == np.lib.stride_tricks.sliding_window_view(flags[:, 0], 48)[:900].sum(axis=1) / 48).all()


def test_what_is_worked_out_at_once_equals_what_numpy_does_one_by_one() -> None:
    rng = np.random.default_rng(1)
    values = rng.normal(size=(90, 3)).cumsum(axis=0)
    values[20:24], values[70] = np.nan, np.nan
    time_s, grid_s = np.arange(90) / 30 + rng.uniform(0, 0.01, 90), np.linspace(0.05, 2.9, 150)
    known = np.isfinite(values[:, 0])
    out = resample(time_s, values, grid_s, longest_s=1.0)
    for column in range(3):
        assert out[:, column] == pytest.approx(np.interp(grid_s, time_s[known], values[known, column]), abs=1e-12)
    for width in (5, 6):
        smooth = running_mean(values, width)
        for i in np.flatnonzero(known):
            assert smooth[i] == pytest.approx(np.nanmean(values[max(0, i - width // 2) : i + width // 2 + 1], axis=0))
    medians = rolling_median(values[:, 0], 7)
    for i in range(90):
        assert medians[i] == np.nanmedian(values[max(0, i - 3) : i + 4, 0])
