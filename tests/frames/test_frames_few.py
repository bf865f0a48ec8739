"""Which pictures are looked at where more come than hands need."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.frames.decode import EveryFew
from coach.frames.video import LEAST_LOOKS_HZ, choose_every
from coach.motion.rhythm import FASTEST_HZ, FRAME_RATE_SHARE


@given(
    rate_hz=st.sampled_from([50.0, 59.94, 60.0, 119.88, 120.0, 240.0]),
    unrest=st.floats(0, 0.2),
    first_s=st.floats(-10, 1e5),
    seed=st.integers(0, 99),
)
def test_pictures_are_chosen_evenly_however_times_are_rounded(
    rate_hz: float, unrest: float, first_s: float, seed: int
) -> None:
    every = choose_every(rate_hz)
    assert 0.99 * LEAST_LOOKS_HZ <= rate_hz / every < 2 * LEAST_LOOKS_HZ
    rng = np.random.default_rng(seed)
    times_s = first_s + (np.arange(600) + rng.uniform(-unrest, unrest, 600) * (np.arange(600) > 0)) / rate_hz
    few = EveryFew(rate_hz, every)
    chosen = [number for number, time_s in enumerate(times_s) if few.is_due(float(time_s))]
    assert chosen == list(range(0, 600, every))
    # One that begins in the middle chooses the same ones, but for its first.
    later = EveryFew(rate_hz, every, float(times_s[0]))
    again = [number for number in range(301, 600) if later.is_due(float(times_s[number]))]
    assert again[1:] == [number for number in chosen if number > 301][: len(again) - 1]


@pytest.mark.parametrize(("rate_hz", "every"), [(24, 1), (30, 1), (49, 1), (49.9, 2), (50, 2), (60, 2), (76, 3)])
def test_from_fifty_pictures_a_second_on_some_are_passed_over(rate_hz: float, every: int) -> None:
    assert choose_every(rate_hz) == every


def test_the_quickest_rhythm_is_below_the_ceiling_of_what_is_looked_at() -> None:
    assert 0.99 * LEAST_LOOKS_HZ * FRAME_RATE_SHARE > FASTEST_HZ
