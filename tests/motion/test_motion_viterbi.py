"""The best path is the best of all paths, tried one by one."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coach.motion.viterbi import find_best_path


def total(path, scores, change):
    return sum(scores[tick, state] for tick, state in enumerate(path)) + sum(change[a, b] for a, b in pairwise(path))


@given(seed=st.integers(0, 10_000), ticks=st.integers(1, 5), states=st.integers(1, 4))
def test_no_other_path_is_better(seed, ticks, states):
    rng = np.random.default_rng(seed)
    scores, change = rng.normal(size=(ticks, states)), rng.normal(size=(states, states))
    best = max(total(path, scores, change) for path in product(range(states), repeat=ticks))
    assert np.isclose(total(find_best_path(scores, change), scores, change), best)


def test_a_slip_costs_less_than_two_changes():
    scores = np.log([[0.9, 0.1], [0.9, 0.1], [0.4, 0.6], [0.9, 0.1]])
    assert find_best_path(scores, np.log([[0.9, 0.1], [0.1, 0.9]])).tolist() == [0, 0, 0, 0]
    assert find_best_path(scores, np.zeros((2, 2))).tolist() == [0, 0, 1, 0]


def test_nothing_has_no_path():
    assert find_best_path(np.zeros((0, 3)), np.zeros((3, 3))).tolist() == []
