"""Hands that take another shape part a stretch, whatever way they go; hands that keep theirs do not."""

from __future__ import annotations

import numpy as np
import pytest

from coach.records import FloatArray, HandTracks, Segment
from coach.technique.hand_shape import find_shape_changes
from coach.technique.timeline import measure
from coach.technique.turns import split_at_turns
from tests.builders import HAND_SIZE, HOME, make_hand, make_times, make_tracks

PACE_HZ = 1.0


def rubbing(postures: list[tuple[str, str]], seconds_each: float = 10.0, slant: float = 0.0) -> HandTracks:
    """Both hands rub up and down; each pair of postures (left, right) for some seconds, one after the other."""
    time_s = make_times(seconds_each * len(postures))
    which = np.minimum((time_s / seconds_each).astype(int), len(postures) - 1)
    pairs = np.array([[make_hand(left, slant), make_hand(right, slant, right=True)] for left, right in postures])
    up: FloatArray = 0.5 * HAND_SIZE * np.sin(2 * np.pi * PACE_HZ * time_s)
    return make_tracks(time_s, HOME + np.stack([0 * up, up], axis=-1)[:, None], shapes=pairs[which])


def changes(tracks: HandTracks) -> list[float]:
    measured = measure(tracks)
    return find_shape_changes(measured, Segment(0.0, float(measured.signals.time_s[-1]), "rubbing", 1.0))


@pytest.mark.parametrize(("before", "after"), [("pads", "thumbs"), ("thumbs", "pads"), ("flat", "cup")])
def test_another_part_of_the_hand_that_works_is_another_stretch(before: str, after: str) -> None:
    assert changes(rubbing([(before, before), (after, after)])) == [pytest.approx(10.0, abs=1.0)]


@pytest.mark.parametrize("posture", ["pads", "flat", "fist"])
def test_hands_that_keep_their_shape_are_one_stretch(posture: str) -> None:
    assert changes(rubbing([(posture, posture)] * 3)) == []


def test_hands_that_the_tracking_exchanged_have_not_changed() -> None:
    assert changes(rubbing([("flat", "fist"), ("fist", "flat")])) == []


def test_a_hand_misread_for_a_moment_has_not_changed() -> None:
    assert changes(rubbing([("pads", "pads"), ("fist", "fist"), ("pads", "pads")], seconds_each=2.0)) == []


def test_there_and_back_are_two_changes() -> None:
    found = changes(rubbing([("pads", "pads"), ("thumbs", "thumbs"), ("pads", "pads")]))
    assert found == [pytest.approx(10.0, abs=1.0), pytest.approx(20.0, abs=1.0)]


def test_a_stretch_too_short_for_two_shapes_is_not_asked() -> None:
    assert changes(rubbing([("pads", "pads"), ("thumbs", "thumbs")], seconds_each=4.0)) == []


def test_segments_are_parted_where_the_hands_change_and_cover_the_same_time() -> None:
    measured = measure(rubbing([("pads", "pads"), ("thumbs", "thumbs")]))
    measured.timeline.verdict[:] = "rubbing"
    measured.timeline.pace_per_min[:] = 60.0 * PACE_HZ
    pieces = split_at_turns(measured, [Segment(0.0, 20.0, "rubbing", 1.0, pace_per_min=60.0)])
    assert [piece.technique for piece in pieces] == ["rubbing", "rubbing"]
    assert pieces[0].end_s == pieces[1].start_s == pytest.approx(10.0, abs=1.0)
    assert (pieces[0].start_s, pieces[1].end_s) == (0.0, 20.0)
