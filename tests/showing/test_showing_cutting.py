"""Stretches of work joined to the steps that somebody showed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.pipeline import analyse_tracks
from coach.records import Back, Segment, VideoInfo
from coach.showing.cutting import find_shown, join_parts
from tests.builders import join_tracks, make_grasps


def stretch(start_s, end_s, technique="rubbing", **words):
    return Segment(start_s, end_s, technique, 1.0, **words)


def count(*parts):
    return [len(step.parts) for step in join_parts(parts)]


def test_a_pause_does_not_end_a_step_and_a_slip_is_none():
    first, slip, rest = stretch(0, 20), stretch(21, 32, "kneading"), stretch(33, 60)
    (step,) = join_parts([first, slip, rest])
    assert step.parts == (first, rest)
    assert step.duration_s == 47


@pytest.mark.parametrize(("seconds", "steps"), [(11.9, 1), (12.0, 2)])
def test_a_step_has_a_least_length(seconds, steps):
    assert len(join_parts([stretch(0, 20), stretch(20, 20 + seconds, "kneading")])) == steps


@pytest.mark.parametrize(
    ("pace", "parts"), [(60, [2]), (68.9, [2]), (69.1, [1, 1]), (None, [2]), (52.2, [2]), (52.1, [1, 1])]
)
def test_another_pace_is_another_step(pace, parts):
    assert count(stretch(0, 20, pace_per_min=60), stretch(20, 40, pace_per_min=pace)) == parts


@pytest.mark.parametrize(
    ("technique", "one", "other", "parts"),
    [
        ("rubbing", {"axis": "along"}, {"axis": "diagonal"}, [1, 1]),
        ("rubbing", {"axis": "along"}, {"axis": None}, [2]),
        ("stroking", {"axis": "along", "sense": "both"}, {"axis": "along", "sense": "tailward"}, [1, 1]),
        ("rubbing", {"hands": "together"}, {"hands": "alternating"}, [1, 1]),
        ("rubbing", {"zone": "lumbar"}, {"zone": "back"}, [1, 1]),
        ("kneading", {"zone": "lumbar", "drift": "headward"}, {"zone": "back", "drift": "headward"}, [2]),
        ("kneading", {"zone": "lumbar"}, {"zone": "back"}, [1, 1]),
        ("kneading", {"drift": "headward"}, {"drift": "none"}, [1, 1]),
        ("kneading", {"axis": "across"}, {"axis": "in_place"}, [2]),
        ("tapping", {"axis": "along"}, {"axis": "in_place"}, [2]),
    ],
)
def test_another_direction_or_place_is_another_step(technique, one, other, parts):
    assert count(stretch(0, 20, technique, **one), stretch(20, 40, technique, **other)) == parts


def test_fragments_of_one_movement_are_one_step_however_short_each_is():
    assert count(stretch(0, 7), stretch(7.5, 14)) == [2]
    assert count(stretch(0, 7), stretch(9, 16)) == []


@pytest.mark.parametrize(("middle_s", "parts"), [(14.5, [2]), (15.5, [1, 1, 1])])
def test_a_moment_that_looked_otherwise_is_no_step_of_its_own(middle_s, parts):
    before = stretch(0, 30, axis="circular", pace_per_min=60)
    other = stretch(30, 30 + middle_s, axis="diagonal", pace_per_min=62)
    after = replace(before, start_s=30 + middle_s, end_s=60 + middle_s)
    assert count(before, other, after) == parts


def test_a_moment_at_another_pace_is_a_step():
    before, after = stretch(0, 30, pace_per_min=60), stretch(43, 73, pace_per_min=60)
    assert count(before, stretch(30, 43, axis="diagonal", pace_per_min=80), after) == [1, 1, 1]


@pytest.mark.parametrize(("angle", "parts"), [(0.25, [2]), (0.27, [1, 1])])
def test_two_words_for_nearly_one_line_are_one_step(angle, parts):
    one = stretch(0, 20, axis="along", angle_rad=0.43, sense="both")
    assert count(one, stretch(20, 40, axis="diagonal", angle_rad=0.43 + angle, sense="both")) == parts


@pytest.mark.parametrize(("seconds", "parts"), [(14.9, [2]), (15.0, [1, 1])])
def test_too_short_a_stretch_does_not_tell_where_the_place_travels(seconds, parts):
    one = stretch(0, 30, "kneading", drift="headward")
    assert count(one, stretch(30, 30 + seconds, "kneading", drift="none")) == parts


@pytest.mark.parametrize(("pace", "technique"), [(130, "rubbing"), (131, "tapping"), (None, "rubbing")])
def test_what_is_too_fast_for_rubbing_is_proposed_as_tapping(pace, technique):
    (step,) = join_parts([stretch(0, 20, pace_per_min=pace)])
    assert step.longest.technique == technique


def test_the_pace_of_a_step_is_weighted_by_time():
    (step,) = join_parts([stretch(0, 30, pace_per_min=60), stretch(30, 40, pace_per_min=64), stretch(41, 60)])
    assert step.pace_per_min == pytest.approx(61)
    (step,) = join_parts([stretch(0, 30, pace_per_min=60), stretch(30, 45, pace_per_min=66)])
    assert step.pace_per_min == pytest.approx(62)
    assert step.longest.pace_per_min == 60


@pytest.mark.parametrize(("way", "steps"), [(0.25, 2), (0.1, 1)])
def test_hands_that_knead_on_at_another_height_begin_another_step(way, steps):
    """Way in lengths of the back, which is eight tenths of the picture's height."""
    before, after = (make_grasps(30, seconds=30) for _ in range(2))
    tracks = join_tracks(before, replace(after, landmarks=after.landmarks - np.array([0.0, 0.8 * way])))
    info = VideoInfo("shown.mp4", 640, 480, 30.0, len(tracks.time_s), float(tracks.time_s[-1]))
    whole = Segment(0.0, info.duration_s, "kneading", 1.0, pace_per_min=30, axis="in_place")
    analysis = replace(analyse_tracks(tracks, info, Back((0.5, 0.1), (0.5, 0.9))), segments=(whole,))
    assert [step.told.technique for step in find_shown(analysis)] == ["kneading"] * steps
