"""Strokes that take ten seconds each are told from hands that rest."""

from __future__ import annotations

import pytest

from coach.records import Back, Segment
from coach.showing.slow_strokes import find_slow_strokes
from coach.technique.timeline import measure
from tests.builders import make_sinusoid, make_still, with_noise

HEAD_UP = Back((0.5, 0.1), (0.5, 0.9))


def find(tracks, technique="none"):
    measured = measure(tracks, HEAD_UP)
    (segment,) = find_slow_strokes(measured, [Segment(0.0, float(tracks.time_s[-1]), technique, 1.0)])
    return segment


def test_a_slow_to_and_fro_is_stroking_at_its_pace():
    segment = find(make_sinusoid(5, seconds=60, length=1.5))
    assert segment.technique == "stroking"
    assert segment.pace_per_min == pytest.approx(5, rel=0.05)
    assert segment.cycles == 5


@pytest.mark.parametrize(("pace", "technique"), [(7.7, "stroking"), (8.6, "none")])
def test_quicker_strokes_are_named_by_the_recognition_or_by_nothing(pace, technique):
    assert find(make_sinusoid(pace, seconds=60, length=1.5)).technique == technique


@pytest.mark.parametrize(("length", "technique"), [(1.15, "stroking"), (0.9, "none")])
def test_a_hand_that_hardly_moves_rests(length, technique):
    assert find(make_sinusoid(5, seconds=60, length=length)).technique == technique


@pytest.mark.parametrize(("seconds", "technique"), [(40, "stroking"), (30, "none")])
def test_three_strokes_tell_it_and_two_do_not(seconds, technique):
    assert find(make_sinusoid(5, seconds=seconds, length=1.5)).technique == technique


def test_hands_that_rest_stay_at_rest():
    assert find(with_noise(make_still(seconds=60), 0.05)).technique == "none"


def test_what_has_a_name_keeps_it():
    assert find(make_sinusoid(5, seconds=60, length=1.5), "kneading").technique == "kneading"
