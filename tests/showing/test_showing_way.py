"""The way of a whole step: by the part of a hand that works, by the slow way of a loop, by where its place travels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.pipeline import analyse_tracks
from coach.records import Back, Segment, VideoInfo
from coach.showing.way_changes import find_axis_change, find_speed_change, is_better_pace
from coach.showing.working_way import tell_way
from coach.technique.timeline import measure
from tests.builders import HAND_SIZE, HOME, make_hand, make_still, make_times, make_tracks

HEAD_UP = Back((0.5, 0.1), (0.5, 0.9))
ASPECT = 4 / 3
CYCLE_S = 3.0


def tell(tracks, **words):
    """Describe the whole of some tracks as one step of stroking."""
    info = VideoInfo("shown.mp4", 640, 480, 30.0, len(tracks.time_s), float(tracks.time_s[-1]))
    analysis, measured = analyse_tracks(tracks, info, HEAD_UP), measure(tracks, HEAD_UP)
    step = Segment(0.0, float(tracks.time_s[-1]), "stroking", 1.0, pace_per_min=60 / CYCLE_S, drift="none")
    return tell_way(analysis, measured, replace(step, **words))


def swing(share, seconds=30.0, travel=0.0, bow=0.0, length=2.0):
    """Strokes down the back whose way out takes a share of the time; bow and travel in hand sizes."""
    time_s = make_times(seconds)
    phase = (time_s / CYCLE_S) % 1.0
    down = np.where(phase < share, phase / share, 1 - (phase - share) / (1 - share))
    aside = bow * np.where(phase < share, 0.0, np.sin(np.pi * (phase - share) / (1 - share)))
    centres = np.stack([aside, length * down + travel * time_s / seconds], axis=-1)
    return make_tracks(time_s, HOME + HAND_SIZE * centres[:, None])


def stroke_across(thumb_x, share=0.7):
    """One hand that strokes to the receiver's right while its thumb, its palm a hand size beside it, is at some x."""
    time_s = make_times(30.0)
    phase = (time_s / CYCLE_S) % 1.0
    out = np.where(phase < share, phase / share, 1 - (phase - share) / (1 - share)) - 0.5
    hand = make_hand("thumbs")
    middle = np.array([0.5 * ASPECT, 0.5])
    thumb = hand[4] * HAND_SIZE
    one = middle + np.array([thumb_x * HAND_SIZE, 0.0]) - thumb + HAND_SIZE * np.stack([1.6 * out, 0 * out], axis=-1)
    still = make_still(seconds=30.0)
    tracks = make_tracks(time_s, np.stack([one, one], axis=1), shapes=np.stack([hand, hand]))
    landmarks, source = tracks.landmarks.copy(), tracks.source.copy()
    landmarks[:, 1], source[:, 1] = np.nan, 0
    assert len(still.time_s) == len(time_s)
    return replace(tracks, landmarks=landmarks, source=source)


@pytest.mark.parametrize(("travel", "drift"), [(0.45, "none"), (0.55, "tailward"), (-0.55, "headward"), (0.0, "none")])
def test_a_place_that_travels_half_a_hand_over_a_step_is_told(travel, drift):
    assert tell(swing(0.5, travel=travel)).drift == drift


@pytest.mark.parametrize("at_end", [False, True])
def test_some_seconds_elsewhere_at_an_end_of_a_step_are_no_travel_and_hide_none(at_end):
    still, going = swing(0.5), swing(0.5, travel=1.5)
    elsewhere = (still.time_s > 26.0) if at_end else (still.time_s < 4.0)
    away = HAND_SIZE * 1.5 * elsewhere[:, None, None, None] * np.array([0.0, 1.0, 0.0])[: still.landmarks.shape[-1]]
    assert tell(replace(still, landmarks=still.landmarks + away)).drift == "none"
    against = away if not at_end else -away
    assert tell(replace(going, landmarks=going.landmarks + against)).drift == "tailward"


def test_where_the_head_is_not_known_nothing_travels():
    assert tell(swing(0.5, travel=1.0), drift=None).drift is None


def test_strokes_that_come_back_quickly_in_a_broad_bow_go_along_the_slow_way():
    told = tell(swing(0.7, bow=1.2), axis="circular", sense="clockwise")
    assert (told.axis, told.sense) == ("along", "tailward")


def test_a_loop_at_one_speed_stays_a_circle():
    told = tell(swing(0.55, bow=1.2), axis="circular", sense="clockwise")
    assert (told.axis, told.sense) == ("circular", "clockwise")


def test_a_step_without_a_pace_is_left_as_it_is():
    step = Segment(0.0, 20.0, "stroking", 1.0, axis="circular")
    tracks = swing(0.7, bow=1.2)
    info = VideoInfo("shown.mp4", 640, 480, 30.0, len(tracks.time_s), 30.0)
    assert tell_way(analyse_tracks(tracks, info, HEAD_UP), measure(tracks, HEAD_UP), step) is step


def test_a_thumb_that_leaves_the_spine_strokes_outward_although_its_palm_lies_on_the_other_side():
    told = tell(stroke_across(thumb_x=0.9), axis="across", sense="inward", hands="one")
    assert (told.axis, told.sense) == ("across", "outward")


def test_both_hands_are_told_by_their_palms():
    told = tell(stroke_across(thumb_x=0.9), axis="across", sense="inward", hands="together")
    assert told.sense == "inward"


def whole(tracks, pace=60 / CYCLE_S, axis="along"):
    return Segment(0.0, float(tracks.time_s[-1]), "stroking", 1.0, pace_per_min=pace, axis=axis)


def two_ways(first, second):
    """Ten strokes whose way out takes one share of the time, and ten with another."""
    time_s = make_times(20 * CYCLE_S)
    share = np.where(time_s < 10 * CYCLE_S, first, second)
    phase = (time_s / CYCLE_S) % 1.0
    down = np.where(phase < share, phase / share, 1 - (phase - share) / (1 - share))
    return make_tracks(time_s, HOME + HAND_SIZE * np.stack([0 * down, 2.0 * down], axis=-1)[:, None])


@pytest.mark.parametrize(("second", "found"), [(0.5, False), (0.515, False), (0.54, True), (0.6, True)])
def test_a_return_that_grows_quicker_for_good_is_a_border(second, found):
    tracks = two_ways(0.5, second)
    at_s = find_speed_change(measure(tracks, HEAD_UP), whole(tracks))
    assert (at_s is not None) == found
    if found:
        assert at_s == pytest.approx(30.0, abs=CYCLE_S)


def test_hands_in_place_have_no_return():
    tracks = two_ways(0.5, 0.7)
    assert find_speed_change(measure(tracks, HEAD_UP), whole(tracks, axis="in_place")) is None


def test_a_pace_is_held_against_another_one():
    tracks = swing(0.5)
    measured = measure(tracks, HEAD_UP)
    assert is_better_pace(measured, whole(tracks, 20.0), 47.0)
    assert not is_better_pace(measured, whole(tracks, 47.0), 20.0)
    assert is_better_pace(measured, whole(tracks, 20.0, axis="in_place"), 47.0)
    assert not is_better_pace(measured, whole(tracks, None), 47.0)


def turn(*angles_deg, seconds=24.0):
    """Strokes along the back turned by one angle after the other, each for so many seconds, without a pause."""
    time_s = make_times(seconds * len(angles_deg))
    angle = np.radians(np.array(angles_deg)[np.minimum(time_s // seconds, len(angles_deg) - 1).astype(int)])
    way = np.sin(2 * np.pi * time_s / CYCLE_S)
    return make_tracks(
        time_s, HOME + HAND_SIZE * np.stack([way * np.sin(angle), way * np.cos(angle)], axis=-1)[:, None]
    )


@pytest.mark.parametrize(("angle_deg", "found"), [(25, False), (35, True), (90, True)])
def test_an_axis_that_turns_for_good_is_a_border(angle_deg, found):
    tracks = turn(0, angle_deg)
    at_s = find_axis_change(measure(tracks, HEAD_UP), whole(tracks))
    assert (at_s is not None) == found
    if found:
        assert at_s == pytest.approx(24.0, abs=CYCLE_S / 2)


def test_an_axis_that_turns_back_again_is_a_border_too_and_hands_in_place_have_none():
    tracks = turn(0, 90, 0)
    measured = measure(tracks, HEAD_UP)
    at_s = find_axis_change(measured, whole(tracks))
    assert at_s is not None and min(abs(at_s - 24.0), abs(at_s - 48.0)) < CYCLE_S / 2
    assert find_axis_change(measured, whole(tracks, axis="in_place")) is None
    assert find_axis_change(measured, whole(tracks, None)) is None
