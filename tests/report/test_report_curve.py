"""A curve through points that never swings beyond them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import PchipInterpolator

from coach.report.curve import draw_curve

POINTS = st.lists(st.tuples(st.integers(1, 20), st.integers(-9, 9), st.integers(-9, 9)), min_size=3, max_size=9)


def test_it_is_level_where_the_points_turn() -> None:
    at, values = np.array([0.0, 1.0, 2.0]), np.array([[0.0], [1.0], [0.0]])
    drawn = draw_curve(at, values, np.array([0.0, 0.5, 0.99, 1.0, 2.0]))[:, 0]
    assert drawn[[0, 3, 4]].tolist() == [0.0, 1.0, 0.0]
    assert 0.99 < drawn[2] <= 1.0


@given(POINTS)
def test_it_goes_through_the_points_and_never_beyond_them(points: list[tuple[int, int, int]]) -> None:
    steps, *channels = (np.array(column, np.float64) for column in zip(*points, strict=True))
    at, values = steps.cumsum() / 10, np.stack(channels, axis=1)
    wanted = np.linspace(at[0], at[-1], 60)
    drawn = draw_curve(at, values, wanted)
    np.testing.assert_allclose(draw_curve(at, values, at), values, atol=1e-9)
    np.testing.assert_allclose(drawn, PchipInterpolator(at, values)(wanted), atol=1e-9)
    for moment, value in zip(wanted, drawn, strict=True):
        piece = min(np.searchsorted(at, moment, side="right") - 1, len(at) - 2)
        low, high = values[piece : piece + 2].min(axis=0), values[piece : piece + 2].max(axis=0)
        assert (low - 1e-9 <= value).all() and (value <= high + 1e-9).all()
