"""A back is read in one place, whoever sends it, and what is none is refused."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest

from coach.back_format import read_back
from coach.records import Back

CORNERS = ((0.2, 0.1), (0.8, 0.1), (0.8, 0.9), (0.2, 0.9))


@pytest.mark.parametrize(
    "back",
    [
        Back((0.5, 0.1), (0.5, 0.9), 44.0),
        Back.from_head("left"),
        Back((0.5, 0.1), (0.5, 0.9), 50.0, "corners", CORNERS),
        Back((0.5, 0.1), (0.5, 0.9), at_s=12.5, earlier=Back((0.4, 0.1), (0.4, 0.9), at_s=3.0)),
    ],
)
def test_what_was_stored_comes_back(back):
    assert read_back(json.loads(json.dumps(asdict(back)))) == back


def test_the_direction_of_the_head_is_enough():
    assert read_back({"head": "down"}) == Back.from_head("down")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (None, "a back is given by"),
        ({"head": "north"}, "up, down, left or right"),
        ({"neck": [0.5, 0.1]}, "a point is x and y"),
        ({"neck": [0.5, 0.1], "tail": [0.5, "0.9"]}, "in the picture or near it"),
        ({"neck": [0.5, 0.1], "tail": [0.5, 2.01]}, "in the picture or near it"),
        ({"neck": [0.5, 0.1], "tail": [0.5, float("nan")]}, "in the picture or near it"),
        ({"neck": [0.5, 0.1], "tail": [0.5, 0.1]}, "the same point"),
        ({"neck": [0.5, 0.1], "tail": [0.5, 0.9], "length_cm": 0}, "number of centimetres"),
        ({"neck": [0.5, 0.1], "tail": [0.5, 0.9], "length_cm": "long"}, "number of centimetres"),
    ],
)
def test_what_is_no_back_is_refused_with_what_was_expected(values, said):
    with pytest.raises(ValueError, match=said):
        read_back(values)


def test_a_back_may_reach_a_picture_beyond_the_edge():
    assert read_back({"neck": [0.5, -1.0], "tail": [0.5, 2.0]}).tail == (0.5, 2.0)
