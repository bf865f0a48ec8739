"""Looks of the techniques: apart for every eye, drawable everywhere."""

from __future__ import annotations

import itertools
from typing import get_args

import numpy as np
import pytest

from coach.check.rules import RULES
from coach.look.palette import ICON_BOX, LOOKS, MARKS, flatten_icon, icon_svg, pick_direction, pick_mark
from coach.records import Axis, Sense, Verdict

ICONS = {**{name: look.icon for name, look in LOOKS.items()}, **MARKS}


def luminance(color: str) -> float:
    parts = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def test_every_verdict_has_a_look():
    assert tuple(LOOKS) == get_args(Verdict)


@pytest.mark.parametrize("name", LOOKS)
def test_ink_on_its_colour_has_the_contrast_that_text_needs(name):
    one, two = sorted((luminance(LOOKS[name].color), luminance(LOOKS[name].ink)))
    assert (two + 0.05) / (one + 0.05) >= 4.5


def test_colours_icons_and_names_are_all_different():
    for field in ("color", "icon", "name"):
        values = [getattr(look, field) for look in LOOKS.values()]
        assert all(one != two for one, two in itertools.combinations(values, 2))


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_stays_in_its_box_also_as_lines(name):
    icon = ICONS[name]
    for line in flatten_icon(icon):
        assert line.shape[1] == 2 and len(line) >= 2
        assert np.isfinite(line).all()
        assert line.min() >= 0 and line.max() <= ICON_BOX
    assert icon_svg(icon).count("<path") == len(icon.paths)


def test_a_circle_of_curves_is_round():
    line = flatten_icon(LOOKS["rubbing"].icon)[0]
    radius = np.linalg.norm(line - (6.5, 8), axis=1)
    assert radius == pytest.approx(4.0, abs=0.01)
    assert np.array_equal(line[0], line[-1])


def test_signs_say_which_way_to_go():
    assert pick_mark("pace_too_fast", "warning") == "slower"
    assert pick_mark("pace_too_slow", "advice") == "faster"
    assert pick_mark("pace_too_fast", "danger") == "alert"
    assert pick_mark("anything", "praise") == "tick"
    for rule in RULES:
        assert pick_mark(rule.code, rule.severity) in MARKS


def test_directions_have_a_sign_where_there_is_a_direction():
    assert pick_direction("along", "headward") == ("faster", 0.0)
    assert pick_direction("along", "both") == ("turn", 90.0)
    assert pick_direction("circular", "clockwise") == ("clockwise", 0.0)
    assert pick_direction("in_place", None) is None
    assert pick_direction(None, None) is None
    for axis, sense in itertools.product((None, *get_args(Axis)), (None, *get_args(Sense))):
        sign = pick_direction(axis, sense)
        assert sign is None or sign[0] in MARKS
