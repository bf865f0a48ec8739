"""From scores to stretches: known answers, and the laws that hold for any scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.motion.rhythm import TICK_S
from coach.records import TECHNIQUES, FloatArray
from coach.technique.describe import compute_pace
from coach.technique.segments import decode_verdicts, filter_step


def sure(name: str, ticks: int, of: float = 0.9) -> FloatArray:
    row = np.full(len(TECHNIQUES), (1 - of) / (len(TECHNIQUES) - 1))
    row[TECHNIQUES.index(name)] = of  # type: ignore[arg-type]
    return np.tile(row, (ticks, 1))


def unseen(ticks: int) -> FloatArray:
    return np.full((ticks, len(TECHNIQUES)), np.nan)


def test_a_clear_change_is_found_where_it_is() -> None:
    verdicts = decode_verdicts(np.concatenate([sure("stroking", 60), sure("tapping", 60)]))
    assert list(verdicts[:60]) == ["stroking"] * 60
    assert list(verdicts[60:]) == ["tapping"] * 60


def test_a_slip_of_a_second_is_no_change() -> None:
    scores = np.concatenate([sure("rubbing", 60), sure("kneading", 4, of=0.6), sure("rubbing", 60)])
    assert set(decode_verdicts(scores)) == {"rubbing"}


def test_long_losses_are_unseen_and_short_ones_are_carried() -> None:
    short, long = round(0.6 / TICK_S), round(3.0 / TICK_S)
    scores = np.concatenate(
        [sure("rubbing", 40), unseen(short), sure("rubbing", 40), unseen(long), sure("rubbing", 40)]
    )
    verdicts = decode_verdicts(scores)
    assert list(verdicts).count("unseen") == long
    assert verdicts[40] == "rubbing"


def test_nothing_seen_at_all_is_unseen_throughout() -> None:
    assert set(decode_verdicts(unseen(3))) == {"unseen"}


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000), ticks=st.integers(1, 60))
def test_probabilities_are_probabilities(seed: int, ticks: int) -> None:
    scores = np.random.default_rng(seed).dirichlet(np.ones(len(TECHNIQUES)), ticks)
    scores[seed % ticks] = np.nan
    belief = None
    for row in scores:
        belief = filter_step(belief, row)
        assert belief.sum() == pytest.approx(1.0) and (belief >= 0).all()


def test_pace_is_the_mean_without_slips_and_counts_whole_cycles() -> None:
    pace = np.array([60.0, 61.0, 59.0, 60.0, 120.0, np.nan])
    assert compute_pace(pace, 10.0) == (pytest.approx(60.0), 10)


def test_pace_seen_in_too_little_of_a_stretch_is_not_judged() -> None:
    assert compute_pace(np.array([60.0, np.nan, np.nan]), 10.0) == (None, None)
    assert compute_pace(np.array([]), 10.0) == (None, None)
    assert compute_pace(np.array([6.0, 6.0]), 10.0) == (None, None), "one cycle is no pace"
