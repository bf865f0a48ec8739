"""Names put right: a pace that a technique never has, and one movement that goes on under two names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.records import TECHNIQUES, Back, Segment
from coach.showing.slips import heal_slips, name_by_fingers, name_by_pace
from coach.technique.timeline import measure
from tests.builders import join_tracks, make_sinusoid

HEAD_UP = Back((0.5, 0.1), (0.5, 0.9))


def scored(measured, *pieces):
    """The same measured recording with given scores from one time to another."""
    scores = np.zeros_like(measured.timeline.scores)
    for start_s, end_s, likely in pieces:
        inside = (measured.timeline.time_s >= start_s) & (measured.timeline.time_s < end_s)
        for technique, score in likely.items():
            scores[inside, TECHNIQUES.index(technique)] = score
    return replace(measured, timeline=replace(measured.timeline, scores=scores))


@pytest.fixture(scope="module")
def swinging():
    """Twenty-four seconds of to and fro along the back, 66 a minute."""
    return measure(make_sinusoid(66, seconds=24), HEAD_UP)


@pytest.mark.parametrize(
    ("pace", "rubbing", "named"),
    [(66, 0.2, "rubbing"), (89, 0.2, "rubbing"), (91, 0.2, "tapping"), (66, 0.15, "tapping"), (None, 0.4, "tapping")],
)
def test_slow_blows_are_rubbing_where_that_is_likely_enough(swinging, pace, rubbing, named):
    timeline = scored(swinging, (0, 24, {"tapping": 0.8, "rubbing": rubbing})).timeline
    part = name_by_pace(Segment(0, 24, "tapping", 1.0, pace_per_min=pace, axis="in_place"), timeline)
    assert part.technique == named
    assert part.axis == (None if named == "rubbing" else "in_place")


def test_the_pace_of_blows_that_are_too_slow_is_not_believed(swinging):
    timeline = scored(swinging, (0, 24, {"tapping": 0.9})).timeline
    assert name_by_pace(Segment(0, 24, "tapping", 1.0, pace_per_min=60), timeline).pace_per_min is None


@pytest.mark.parametrize(("likely", "named"), [("kneading", "kneading"), ("stroking", "stroking")])
def test_rubbing_that_is_too_slow_is_what_is_likeliest_at_that_pace(swinging, likely, named):
    timeline = scored(swinging, (0, 24, {"rubbing": 0.6, likely: 0.3})).timeline
    assert name_by_pace(Segment(0, 24, "rubbing", 1.0, pace_per_min=34), timeline).technique == named


def test_rubbing_that_is_too_quick_is_tapping_however_it_looks(swinging):
    timeline = scored(swinging, (0, 24, {"rubbing": 1.0})).timeline
    part = name_by_pace(Segment(0, 24, "rubbing", 1.0, pace_per_min=150, axis="along", sense="both"), timeline)
    assert (part.technique, part.axis, part.sense) == ("tapping", "in_place", None)


@pytest.mark.parametrize(
    ("length", "pace", "named"),
    [(0.95, 30, "rubbing"), (1.05, 30, "stroking"), (1.8, 44, "stroking"), (1.8, 46, "rubbing")],
)
def test_slow_rubbing_that_goes_far_is_stroking(length, pace, named):
    measured = measure(make_sinusoid(pace, seconds=24, length=length), HEAD_UP)
    measured = scored(measured, (0, 24, {"rubbing": 0.95, "stroking": 0.05}))
    part = Segment(0, 24, "rubbing", 1.0, pace_per_min=pace, axis="along", sense="both", hands="together")
    assert [one.technique for one in heal_slips(measured, [part])] == [named]


def test_slow_rubbing_that_goes_far_with_a_fold_in_both_hands_is_kneading():
    measured = with_fingers(measure(make_sinusoid(30, seconds=24, length=1.8), HEAD_UP), 0.5, 0.9)
    measured = scored(measured, (0, 24, {"rubbing": 0.95, "stroking": 0.05}))
    part = Segment(0, 24, "rubbing", 1.0, pace_per_min=30, axis="along", sense="both", hands="together")
    assert [one.technique for one in heal_slips(measured, [part])] == ["kneading"]


def test_a_half_of_the_pace_of_rubbing_has_no_way_of_its_own():
    measured = measure(make_sinusoid(66, seconds=24, length=1.8), HEAD_UP)
    measured = scored(measured, (0, 24, {"rubbing": 0.95, "stroking": 0.05}))
    part = Segment(0, 24, "rubbing", 1.0, pace_per_min=33, axis="along", sense="both", hands="together")
    assert [one.technique for one in heal_slips(measured, [part])] == ["rubbing"]


def with_fingers(measured, reach, grasp):
    """The same hands with fingertips at a distance from the palm, and the thumb from them."""
    tips = measured.signals.tips / np.linalg.norm(measured.signals.tips, axis=-1)[..., None] * reach
    signals = replace(measured.signals, tips=tips, grasp=np.full_like(measured.signals.grasp, grasp))
    return replace(measured, signals=signals)


@pytest.mark.parametrize(
    ("reach", "grasp", "hands", "named"),
    [
        (0.69, 0.9, "together", "kneading"),
        (0.71, 0.9, "together", "stroking"),
        (0.5, 1.39, "alternating", "kneading"),
        (0.5, 1.41, "together", "stroking"),
        (0.5, 0.9, "one", "stroking"),
        (0.5, 0.9, None, "stroking"),
    ],
)
def test_two_hands_that_stroke_with_fingers_closed_on_the_thumb_hold_a_fold(swinging, reach, grasp, hands, named):
    part = Segment(0, 24, "stroking", 1.0, pace_per_min=30, hands=hands)
    assert name_by_fingers(with_fingers(swinging, reach, grasp), part).technique == named


def test_rubbing_with_bent_fingers_stays_rubbing(swinging):
    part = Segment(0, 24, "rubbing", 1.0, pace_per_min=66, hands="together")
    assert name_by_fingers(with_fingers(swinging, 0.5, 0.9), part) is part


def halves(measured, second, pause_s=0.0, **words):
    likely = {"rubbing": 0.6, second: 0.3}
    measured = scored(measured, (0, 14, likely), (14, 24, {"rubbing": 0.3, second: 0.6}))
    one = Segment(0, 14, "rubbing", 1.0, pace_per_min=66, axis="along", sense="both")
    other = Segment(14 + pause_s, 24, second, 1.0, **({"pace_per_min": 66, "axis": "along", "sense": "both"} | words))
    return [(part.technique, part.start_s, part.end_s) for part in heal_slips(measured, [one, other])]


def test_one_movement_under_two_names_is_what_all_of_it_says(swinging):
    assert halves(swinging, "kneading") == [("rubbing", 0, 24)]


def test_a_pause_or_another_pace_parts_two_names(swinging):
    assert len(halves(swinging, "kneading", pause_s=1.6)) == 2
    assert len(halves(swinging, "kneading", pause_s=1.4)) == 1
    assert len(halves(swinging, "kneading", pace_per_min=59)) == 2
    assert len(halves(swinging, "kneading", pace_per_min=61)) == 1


def test_another_way_parts_two_names():
    across = join_tracks(make_sinusoid(66, seconds=14), make_sinusoid(66, seconds=10, angle_rad=np.pi / 2))
    assert len(halves(measure(across, HEAD_UP), "kneading")) == 2
