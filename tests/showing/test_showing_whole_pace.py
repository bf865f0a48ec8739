"""A pace that was taken for a part of it is put right by the way of the whole step."""

from __future__ import annotations

import pytest

from coach.records import Back, Segment
from coach.showing.whole_pace import find_whole_pace
from coach.technique.timeline import measure
from tests.builders import make_sinusoid

HEAD_UP = Back((0.5, 0.1), (0.5, 0.9))


@pytest.fixture(scope="module")
def swinging():
    return measure(make_sinusoid(60, seconds=30), HEAD_UP)


@pytest.mark.parametrize(
    ("own", "axis", "found"),
    [
        (30, "along", 60),
        (20, "along", 60),
        (45, "along", 60),
        (47, "along", 47),
        (62, "along", 62),
        (120, "along", 120),
        (30, "in_place", 30),
        (None, "along", None),
    ],
)
def test_a_pace_is_quickened_where_much_more_of_the_way_repeats_at_another(swinging, own, axis, found):
    pace = find_whole_pace(swinging, Segment(0, 30, "rubbing", 1.0, pace_per_min=own, axis=axis))
    assert pace == (None if found is None else pytest.approx(found, rel=0.02))
