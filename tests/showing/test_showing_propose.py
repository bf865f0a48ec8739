"""What is proposed for a step that was shown: how long or how often, how quickly, and what a camera cannot know."""

from __future__ import annotations

import pytest

from coach.protocol.checking import find_flaws
from coach.protocol.schema import Protocol
from coach.records import Segment
from coach.showing.cutting import Shown
from coach.showing.propose import count_cycles, find_alike, find_either_way, find_slow_rubbing, propose_steps


def shown(seconds, technique="stroking", **words):
    return Shown((Segment(0.0, seconds, technique, 1.0, **words),))


def propose(*steps):
    data = propose_steps(steps, "shown", "As shown", "back")
    assert find_flaws(data) == []
    return Protocol.model_validate(data).steps


@pytest.mark.parametrize(
    ("seconds", "technique", "pace", "cycles"),
    [
        (60, "stroking", 20, 20),
        (45, "stroking", 40, 30),
        (46.5, "stroking", 40, None),
        (30, "stroking", 40.1, None),
        (60, "kneading", 25, 25),
        (60, "rubbing", 20, None),
        (60, "stroking", None, None),
        (10, "stroking", 2, None),
    ],
)
def test_slow_movements_are_counted_and_others_go_by_the_clock(seconds, technique, pace, cycles):
    step = shown(seconds, technique, pace_per_min=pace)
    assert count_cycles(step) == cycles
    (proposed,) = propose(step)
    if cycles is None:
        assert proposed.count is None and proposed.duration_s.middle == pytest.approx(seconds, abs=0.6)
    else:
        assert proposed.duration_s is None and proposed.count.middle == pytest.approx(cycles, abs=0.6)


def test_bands_reach_as_far_as_is_said():
    (step,) = propose(shown(100, "rubbing", pace_per_min=60))
    assert step.duration_s.ends == (75, 125)
    assert step.pace_per_min.ends == (51, 69)


def test_a_few_movements_may_be_one_more_or_less():
    (step,) = propose(shown(30, pace_per_min=4))
    assert step.count.ends == (1, 3)


@pytest.mark.parametrize(
    ("technique", "axis", "sense", "asked"),
    [
        ("tapping", "in_place", None, (None, None)),
        ("kneading", "diagonal", "both", (None, None)),
        ("kneading", "along", "both", ("along", "both")),
        ("rubbing", "circular", "clockwise", ("circular", "clockwise")),
        ("stroking", "in_place", None, ("in_place", None)),
    ],
)
def test_a_way_is_asked_where_the_technique_has_one(technique, axis, sense, asked):
    (step,) = propose(shown(60, technique, axis=axis, sense=sense))
    assert (step.axis, step.sense) == asked


def test_a_step_of_several_stretches_may_be_two_that_look_alike():
    twice = Shown((Segment(0, 30, "tapping", 1.0), Segment(31, 60, "tapping", 1.0)))
    assert find_alike([shown(60), twice, shown(60, "rubbing")]) == [1]


@pytest.mark.parametrize(
    ("hands", "axis", "sense", "found"),
    [
        ("one", "across", "inward", [1]),
        (None, "diagonal", "outward", [1]),
        ("together", "across", "inward", []),
        ("one", "along", "tailward", []),
        ("one", "across", "both", []),
    ],
)
def test_one_hand_that_works_across_may_have_gone_the_other_way(hands, axis, sense, found):
    step = shown(60, hands=hands, axis=axis, sense=sense)
    assert find_either_way([shown(60), step]) == found


@pytest.mark.parametrize(
    ("technique", "pace", "found"),
    [("rubbing", 44.9, [1]), ("rubbing", 45.0, []), ("kneading", 30.0, []), ("rubbing", None, [])],
)
def test_rubbing_that_is_slower_than_any_may_be_kneading(technique, pace, found):
    assert find_slow_rubbing([shown(60), shown(60, technique, pace_per_min=pace)]) == found


def test_zones_and_pace_of_the_whole_step_go_before_those_of_its_longest_stretch():
    part = Segment(0, 60, "kneading", 1.0, pace_per_min=24, zone="back")
    whole = Segment(1, 59, "kneading", 1.0, pace_per_min=22, zone="back")
    (step,) = propose(Shown((part,), whole, ("lumbar", "back")))
    assert step.zones == ("lumbar", "back")
    assert step.pace_per_min.middle == pytest.approx(22, abs=0.1)
    (step,) = propose(Shown((part,)))
    assert step.zones == ("back",)
