"""Both sides of the thresholds within one judgement: direction, place, marks, joined steps.

Each judgement is given just what it looks at. The figures stand here again on purpose, as they do in the thresholds of
whole sessions: a constant that somebody changes has to meet the answer that was known before.
"""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from coach.check.check import check_protocol
from coach.check.direction import judge_direction
from coach.check.parts import score_step
from coach.check.place import spine_share, starting_side
from coach.check.twins import has_taken_over
from coach.records import ScorePart, Segment


def stretch(start_s: float, end_s: float, **changes: Any) -> Segment:
    """A stretch of deep stroking as it is asked; ``changes`` plants what is different."""
    asked = {"axis": "along", "sense": "tailward", "hands": "together", "pace_per_min": 30.0}
    cycles = round((end_s - start_s) / 2)
    return Segment(start_s, end_s, "stroking", 0.98, **(asked | {"cycles": cycles} | changes))  # type: ignore[arg-type]


def seen(step, *parts, **more):
    """What a judgement sees of a step: stretches, each with the seconds of it that lie in the step."""
    analysis = SimpleNamespace(back=object(), **more.pop("analysis", {}))
    return SimpleNamespace(
        step=step, parts=parts, active_s=sum(seconds for _, seconds in parts), analysis=analysis, **more
    )


# Direction ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "aspect"), [(55.0, "sense"), (45.0, None)])
def test_a_step_went_the_other_way_when_half_of_it_did(lumbar, seconds, aspect):
    other, right = stretch(0.0, seconds, sense="headward"), stretch(seconds, 100.0)
    verdict = judge_direction(seen(lumbar.step("deep-stroking"), (other, seconds), (right, 100.0 - seconds)))
    assert verdict.aspect == aspect


@pytest.mark.parametrize(("seconds", "aspect"), [(55.0, "sense"), (45.0, None)])
def test_a_stretch_tells_the_direction_of_the_step_that_half_of_it_lies_in(lumbar, seconds, aspect):
    verdict = judge_direction(seen(lumbar.step("deep-stroking"), (stretch(0.0, 100.0, sense="headward"), seconds)))
    assert verdict.aspect == aspect
    assert (verdict.score is None) is (aspect is None)


@pytest.mark.parametrize(("degrees", "aspect"), [(34.0, None), (36.0, "axis")])
def test_an_axis_is_another_one_ten_degrees_beyond_its_border(lumbar, degrees, aspect):
    """Along ends at 25 degrees."""
    slanted = stretch(0.0, 60.0, axis="diagonal", angle_rad=math.radians(degrees))
    assert judge_direction(seen(lumbar.step("deep-stroking"), (slanted, 60.0))).aspect == aspect


def test_an_axis_that_hangs_on_the_camera_is_held_against_nobody(lumbar):
    for sure, aspect in ((True, "axis"), (False, None)):
        slanted = stretch(0.0, 60.0, axis="diagonal", angle_rad=math.radians(60.0), axis_sure=sure)
        verdict = judge_direction(seen(lumbar.step("deep-stroking"), (slanted, 60.0)))
        assert verdict.aspect == aspect


def test_to_and_fro_where_one_way_is_asked_costs_a_fifth_of_the_sense(lumbar):
    """Axis 1, sense 0.8."""
    verdict = judge_direction(seen(lumbar.step("deep-stroking"), (stretch(0.0, 60.0, sense="both"), 60.0)))
    assert (verdict.aspect, verdict.score) == (None, pytest.approx(0.9))


@pytest.mark.parametrize(("same", "aspect"), [(84, "sense"), (76, None)])
def test_outward_and_inward_are_told_apart_when_the_side_is_known_four_fifths_of_the_time(lumbar, same, aspect):
    step = lumbar.step("deep-stroking").model_copy(update={"axis": "across", "sense": "outward"})
    inward = stretch(0.0, 60.0, axis="across", sense="inward")
    palms = np.full((100, 2, 2), 0.2)
    works = palms.copy()
    works[same:, :, 0] = -0.2
    timeline = SimpleNamespace(palm_uv=palms)
    view = seen(step, (inward, 60.0), active=np.ones(100, bool), places=works, analysis={"timeline": timeline})
    assert judge_direction(view).aspect == aspect


# Place ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("both", "astride"), [(55, True), (45, False)])
@pytest.mark.parametrize("by", ["picture", "work"])
def test_two_hands_are_astride_when_both_are_there_half_of_the_step(lumbar, both, astride, by):
    """One hand seems to lie on the spine; the other, beside it, is seen, or is at work, in a part of the step."""
    places = np.broadcast_to(np.array([[0.01, 0.75], [0.14, 0.75]]), (100, 2, 2)).copy()
    if by == "picture":
        places[both:, 1] = np.nan
    hands_s = (100.0, 0.0) if by == "picture" else (float(both), 100.0 - both)
    parts = [
        (stretch(0.0, 100.0, hands=hands), seconds) for hands, seconds in zip(("together", "one"), hands_s, strict=True)
    ]
    timeline = SimpleNamespace(palm_uv=places)
    view = seen(
        lumbar.step("kneading"), *parts, active=np.ones(100, bool), places=places, analysis={"timeline": timeline}
    )
    assert (spine_share(view) == 0.0) is astride


@pytest.mark.parametrize(("ticks", "side"), [(105, "left"), (95, None)])
def test_a_step_began_on_the_side_of_its_first_quarter(lumbar, ticks, side):
    """Of 500 ticks 125; four fifths of these are 100."""
    places = np.full((500, 2, 2), 0.2)
    places[:ticks, :, 0] = -0.2
    assert starting_side(seen(lumbar.step("kneading"), active=np.ones(500, bool), places=places)) == side


@pytest.mark.parametrize(("between_s", "found"), [(1.8, True), (2.4, False)])
def test_hard_blows_belong_together_within_two_seconds(sessions, lumbar, between_s, found):
    """Twice 2.4 s, which is long enough only where little lies between."""
    pieces = sessions.whole(lumbar)
    at = [item.id for item in lumbar.steps].index("patting") * 2
    usual = replace(pieces[at], pace=250.0, uv=((-0.1, 0.6), (0.1, 0.6)))
    lengths = [(25.0, 250.0), (2.4, 330.0), (between_s, 250.0), (2.4, 330.0), (25.0, 250.0)]
    pieces[at : at + 1] = [replace(usual, seconds=seconds, pace=pace) for seconds, pace in lengths]
    codes = {finding.code for finding in check_protocol(sessions.analysis(pieces), lumbar).findings}
    assert ("strong_tapping_kidneys" in codes) is found


# Marks ----------------------------------------------------------------------------------------------------------------


def part(name: str, score: float) -> ScorePart:
    return ScorePart(name, score, None, None, None, 1.0)


@pytest.mark.parametrize(
    ("name", "weight"),
    [
        ("technique", 2.0),
        ("duration", 1.5),
        ("count", 1.5),
        ("pace", 1.5),
        ("speed", 0.5),
        ("rhythm", 1.0),
        ("direction", 2.0),
        ("place", 1.0),
        ("both hands", 1.0),
        ("contact", 1.0),
    ],
)
def test_a_part_at_seven_tenths_beside_the_order_at_eight_tells_its_weight(name, weight):
    """The order weighs 1; the ceiling of the weakest, 0.85, lies above every mean of the two."""
    assert score_step((part(name, 0.7), part("order", 0.8))) == pytest.approx((0.7 * weight + 0.8) / (weight + 1.0))


def test_the_weakest_part_leaves_half_of_the_mark_and_a_finding_seven_tenths():
    good = tuple(part(name, 1.0) for name in ("technique", "duration", "pace", "rhythm", "direction", "place"))
    assert score_step((*good, part("contact", 0.0))) == pytest.approx(0.5)
    assert score_step(good, has_fault=True) == pytest.approx(0.7)


def test_a_step_that_came_late_has_half_of_its_order(sessions, lumbar):
    pieces = sessions.whole(lumbar)
    at = [item.id for item in lumbar.steps].index("kneading") * 2
    pieces[at], pieces[at + 2] = pieces[at + 2], pieces[at]
    result = check_protocol(sessions.analysis(pieces), lumbar)
    marks = [one.score for step in result.steps for one in step.parts if one.name == "order"]
    assert sorted(marks)[:2] == [0.5, 1.0]


@pytest.mark.parametrize(("share", "unsure"), [(0.56, True), (0.44, False)])
def test_a_technique_taken_from_the_plan_in_half_of_the_step_is_said_to_be(sessions, lumbar, share, unsure):
    pieces = sessions.whole(lumbar)
    whole = pieces[14]
    doubtful = {"technique": "rubbing", "confidence": 0.75, "beside": "tapping", "axis": "across"}
    first, second = share * whole.seconds, (1 - share) * whole.seconds
    pieces[14:15] = [replace(whole, seconds=first, **doubtful), replace(whole, seconds=second)]
    told = [what for what, why in check_protocol(sessions.analysis(pieces), lumbar).not_judged if why == "unsure"]
    assert (told == ["technique:light-beating"]) is unsure


@pytest.mark.parametrize(("seconds", "taken"), [(150.0, True), (162.0, False)])
def test_two_steps_in_one_may_take_three_tenths_longer(lumbar, seconds, taken):
    """Light beating and patting, 60 s each: 156 s."""
    view = SimpleNamespace(index=7, step=lumbar.step("light-beating"), found=True, active_s=seconds)
    missing = SimpleNamespace(index=8, step=lumbar.step("patting"), found=False)
    assert has_taken_over(SimpleNamespace(steps=[view, missing]), view) is taken
