"""Who is who at the least cost: by hand, and against a solver for large matrices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linear_sum_assignment

from coach.hands.assignment import MOST, find_assignment

COSTS = st.tuples(st.integers(1, 7), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.floats(-50, 50))
)


def test_the_nearest_is_given_up_where_both_together_cost_less() -> None:
    cost = np.array([[1.0, 2.0], [1.5, 9.0]])
    assert find_assignment(cost) == [(0, 1), (1, 0)]


def test_who_is_too_many_is_left_out() -> None:
    assert find_assignment(np.array([[5.0], [2.0], [3.0]])) == [(1, 0)]
    assert find_assignment(np.array([[5.0, 2.0, 3.0]])) == [(0, 1)]


@given(COSTS)
def test_no_pairing_costs_less(cost: np.ndarray) -> None:
    pairs = find_assignment(cost)
    rows, columns = linear_sum_assignment(cost)
    assert len(pairs) == min(cost.shape) == len({row for row, _ in pairs}) == len({column for _, column in pairs})
    assert sum(cost[pair] for pair in pairs) == pytest.approx(cost[rows, columns].sum(), abs=1e-9)
    assert pairs == sorted(pairs)


def test_a_cost_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        find_assignment(np.array([[np.nan, 1.0]]))
    with pytest.raises(ValueError, match="shorter side"):
        find_assignment(np.zeros((MOST + 1, MOST + 1)))
