"""What the browser says about the back is checked before it is believed."""

from __future__ import annotations

import pytest

from coach.records import Back
from coach.ui.components.back_picker import read_back

CORNERS = [[0.3, 0.2], [0.7, 0.2], [0.68, 0.8], [0.32, 0.8]]


def test_two_points_make_a_back():
    assert read_back({"neck": [0.5, 0.1], "tail": [0.5, 0.9], "corners": None}, 44.0) == Back(
        (0.5, 0.1), (0.5, 0.9), 44.0
    )


def test_four_corners_are_kept():
    back = read_back({"neck": [0.5, 0.1], "tail": [0.5, 0.9], "corners": CORNERS})
    assert back is not None
    assert back.given_by == "corners"
    assert back.corners == tuple(tuple(point) for point in CORNERS)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        "neck",
        {"neck": [0.5, 0.1]},
        {"neck": [0.5, 0.1], "tail": None},
        {"neck": [0.5, 0.1], "tail": [0.5, 0.1]},
        {"neck": [0.5, 0.1], "tail": [0.5, float("nan")]},
        {"neck": [0.5, 0.1], "tail": [0.5, 1e9]},
        {"neck": ["0.5", "0.1"], "tail": [0.5, 0.9]},
        {"neck": [0.5, 0.1, 0.2], "tail": [0.5, 0.9]},
    ],
)
def test_anything_else_is_no_back(value: object):
    assert read_back(value) is None
