"""Moments that go together: known answers for movements whose phase is known at every moment."""

from __future__ import annotations

import time

import numpy as np
import pytest

from coach.compare.paths import make_path as make_path_of
from coach.compare.phase import OCTAVE_GAIN, PACE_KNOWN_SHARE, SEEN_TOGETHER_SHARE, align
from coach.compare.records import PalmPath, Performance
from coach.records import FloatArray, VideoInfo
from coach.tracks_file import Recorded
from tests.builders import make_grasps, make_sinusoid
from tests.compare.performances import TICK_S, Phase, make_path, make_performance, steady

SECONDS = 40.0
NEAR = 0.08
"""Cycles: a thirtieth of a second at 24 a minute is a hundredth of a cycle; a moment is sought in sixteenths."""


def align_whole(one: Performance, other: Performance) -> FloatArray:
    spans = [(0.0, each.review.video.duration_s) for each in (one, other)]
    knots = align(one, spans[0], other, spans[1])
    assert knots is not None
    assert (np.diff(knots, axis=0) > 0).all()
    return knots


def measure_off(knots: FloatArray, phase: Phase, other: Phase) -> FloatArray:
    """Cycles by which two moments that were laid together differ in phase."""
    off = phase(knots[:, 0]) - other(knots[:, 1])
    return np.abs(off - np.round(off))


def test_a_performance_beside_itself_is_itself():
    one = make_performance(SECONDS, steady(30))
    knots = align_whole(one, one)
    assert knots[:, 0] == pytest.approx(knots[:, 1], abs=1e-9)
    assert knots[0, 0] == 0.0 and knots[-1, 0] == pytest.approx(SECONDS)


@pytest.mark.parametrize(("pace", "other"), [(30, 40), (40, 30), (20, 60), (150, 200)])
def test_a_slower_movement_is_laid_beside_a_quicker_one_cycle_by_cycle(pace: float, other: float):
    knots = align_whole(make_performance(SECONDS, steady(pace)), make_performance(SECONDS, steady(other)))
    assert measure_off(knots, steady(pace), steady(other)).max() < NEAR
    assert np.abs(steady(pace)(knots[:, 0]) - steady(other)(knots[:, 1])).max() < NEAR  # the first with the first
    ends = knots[-1] / SECONDS
    assert ends.max() == pytest.approx(1.0, abs=0.02)  # until one of them is used up


def test_a_known_warp_comes_back():
    def warped(time_s: FloatArray) -> FloatArray:
        return time_s + np.sin(2 * np.pi * time_s / 8)

    one = make_performance(SECONDS, steady(30))
    other = make_performance(SECONDS, lambda time_s: warped(time_s) * 0.5)
    knots = align_whole(one, other)
    assert knots[:, 0] == pytest.approx(warped(knots[:, 1]), abs=0.05)


@pytest.mark.parametrize("begin", [0.1, 0.25, 0.4, 0.6, 0.75, 0.9])
def test_a_movement_that_begins_elsewhere_in_its_cycle_is_met_in_phase(begin: float):
    other = steady(40, begin)
    knots = align_whole(make_performance(SECONDS, steady(30)), make_performance(SECONDS, other))
    off = measure_off(knots, steady(30), other)
    assert off[16:-16].max() < NEAR  # two cycles from each end
    assert off.max() < 0.2
    assert knots[0].max() <= 1.0 + 1e-9  # half a cycle of the slower one is left out at most


def test_it_does_not_matter_which_one_is_first():
    one = make_performance(SECONDS, steady(30), path=make_path(SECONDS, steady(30), noise=0.01))
    other = make_performance(SECONDS, steady(37, 0.3), path=make_path(SECONDS, steady(37, 0.3), noise=0.01, seed=1))
    there, back = align_whole(one, other), align_whole(other, one)
    at = np.linspace(2.0, 28.0, 100)
    assert np.interp(at, there[:, 0], there[:, 1]) == pytest.approx(np.interp(at, back[:, 1], back[:, 0]), abs=0.15)


def test_a_pace_that_was_measured_a_tenth_off_is_made_good():
    other = make_performance(SECONDS, steady(40), pace=np.full(round(SECONDS / TICK_S), 44.0))
    knots = align_whole(make_performance(SECONDS, steady(30)), other)
    assert measure_off(knots, steady(30), steady(40)).max() < NEAR


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_a_pace_that_was_read_an_octave_off_is_made_good(factor: float):
    other = make_performance(SECONDS, steady(40), pace=np.full(round(SECONDS / TICK_S), 40.0 * factor))
    knots = align_whole(make_performance(SECONDS, steady(30)), other)
    assert np.abs(steady(30)(knots[:, 0]) - steady(40)(knots[:, 1])).max() < NEAR
    assert 0 < OCTAVE_GAIN < 1


def test_noise_of_a_hand_model_does_not_carry_it_away():
    other = make_performance(SECONDS, steady(40), path=make_path(SECONDS, steady(40), noise=0.02))
    knots = align_whole(make_performance(SECONDS, steady(30)), other)
    assert measure_off(knots, steady(30), steady(40)).max() < NEAR


def hide(path: PalmPath, start_s: float, end_s: float, hands: slice = slice(None)) -> PalmPath:
    place = path.place.copy()
    place[(path.time_s >= start_s) & (path.time_s < end_s), hands] = np.nan
    return PalmPath(path.time_s, place, path.on_back)


def test_where_hands_are_unseen_the_pace_carries_on():
    path = hide(make_path(SECONDS, steady(40)), 8.0, 16.0)
    other = make_performance(SECONDS, steady(40), path=path)
    knots = align_whole(make_performance(SECONDS, steady(30)), other)
    off = measure_off(knots, steady(30), steady(40))
    near_gap = (knots[:, 1] > 7.0) & (knots[:, 1] < 17.0)
    assert off[~near_gap][:-4].max() < NEAR  # before and after; where one of them ends, nothing speaks for one moment
    assert off[near_gap].max() < 0.25  # never so far that to and fro change places


@pytest.mark.parametrize("share", [SEEN_TOGETHER_SHARE - 0.1, SEEN_TOGETHER_SHARE + 0.1])
def test_two_that_show_another_hand_are_still_met(share: float):
    one = hide(make_path(SECONDS, steady(30)), share * SECONDS, SECONDS, slice(0, 1))
    other = hide(make_path(SECONDS, steady(40, 0.25)), share * SECONDS, SECONDS, slice(1, 2))
    knots = align_whole(
        make_performance(SECONDS, steady(30), path=one), make_performance(SECONDS, steady(40, 0.25), path=other)
    )
    off = measure_off(knots, steady(30), steady(40, 0.25))
    seen = knots[:, 0] < share * SECONDS if share > SEEN_TOGETHER_SHARE else slice(None)
    assert off[seen][16:].max() < NEAR


def test_without_movements_the_cycles_are_counted_from_the_beginning():
    one, other = (make_performance(SECONDS, steady(pace), kept=False) for pace in (30, 40))
    knots = align_whole(one, other)
    assert steady(30)(knots[:, 0]) == pytest.approx(steady(40)(knots[:, 1]), abs=0.01)


@pytest.mark.parametrize(("known", "aligned"), [(PACE_KNOWN_SHARE - 0.05, False), (PACE_KNOWN_SHARE + 0.05, True)])
def test_too_little_known_pace_leaves_it_open(known: float, aligned: bool):
    count = round(SECONDS / TICK_S)
    pace = np.where(np.arange(count) < known * count, 40.0, np.nan)
    one, other = make_performance(SECONDS, steady(30)), make_performance(SECONDS, steady(40), pace=pace)
    assert (align(one, (0.0, SECONDS), other, (0.0, SECONDS)) is not None) == aligned


@pytest.mark.parametrize(("seconds", "aligned"), [(2.8, False), (3.2, True)])
def test_less_than_a_cycle_and_a_half_is_no_rhythm(seconds: float, aligned: bool):
    one = make_performance(SECONDS, steady(30))
    assert (align(one, (0.0, seconds), one, (0.0, SECONDS)) is not None) == aligned


def test_a_long_session_is_aligned_in_seconds():
    one, other = make_performance(1200.0, steady(180)), make_performance(1200.0, steady(170))
    begun = time.process_time()
    knots = align_whole(one, other)
    assert time.process_time() - begun < 30.0  # 3.3 s when it was written; a full table would take minutes
    assert measure_off(knots, steady(180), steady(170)).max() < NEAR


def test_the_path_of_tracked_hands_is_in_phase_with_them():
    tracks = make_sinusoid(30, seconds=SECONDS, hands="alternating")
    info = VideoInfo("a.mp4", 640, 480, 30.0, len(tracks.time_s), SECONDS)
    path = make_path_of(Recorded(tracks, info))
    assert path is not None and not path.on_back
    one = make_performance(SECONDS, steady(30), path=path)
    quick = make_sinusoid(40, seconds=SECONDS, hands="alternating")
    other_path = make_path_of(Recorded(quick, info))
    knots = align_whole(one, make_performance(SECONDS, steady(40), path=other_path))
    assert measure_off(knots, steady(30), steady(40)).max() < NEAR


def test_the_left_hand_stands_first_whatever_slot_it_had():
    tracks = make_sinusoid(30, seconds=5.0, hands="alternating")
    info = VideoInfo("a.mp4", 640, 480, 30.0, len(tracks.time_s), 5.0)
    swapped = type(tracks)(
        tracks.time_s, tracks.landmarks[:, ::-1], tracks.source[:, ::-1], tracks.aspect, tracks.sides[::-1]
    )
    paths = [make_path_of(Recorded(each, info)) for each in (tracks, swapped)]
    assert paths[0] is not None and paths[1] is not None
    assert paths[0].place == pytest.approx(paths[1].place)
    # Without a word about sides the hand further to the left in the picture.
    unsaid = type(tracks)(tracks.time_s, swapped.landmarks, swapped.source, tracks.aspect, (None, None))
    path = make_path_of(Recorded(unsaid, info))
    assert path is not None and path.place == pytest.approx(paths[0].place)


def test_a_recording_of_two_pictures_has_no_path():
    tracks = make_sinusoid(30, seconds=0.07)
    assert len(tracks.time_s) == 2
    assert make_path_of(Recorded(tracks, VideoInfo("a.mp4", 640, 480, 30.0, 2, 0.07))) is None


def test_hands_that_only_open_and_close_are_met_in_phase():
    paths = []
    for pace in (30, 40):
        tracks = make_grasps(pace, seconds=SECONDS)
        paths.append(make_path_of(Recorded(tracks, VideoInfo("a.mp4", 640, 480, 30.0, len(tracks.time_s), SECONDS))))
    one, other = (
        make_performance(SECONDS, steady(pace), path=path) for pace, path in zip((30, 40), paths, strict=True)
    )
    # The quicker one counted from another moment of its cycle: only what the fingers do can tell.
    knots = align(one, (0.0, SECONDS), other, (0.5, SECONDS))
    assert knots is not None
    assert measure_off(knots, steady(30), steady(40))[16:].max() < NEAR


def test_lengths_of_paths_do_not_depend_on_their_unit():
    path = make_path(SECONDS, steady(40, 0.3))
    in_sizes = PalmPath(path.time_s, path.place * 6.0, on_back=False, noise=6.0)
    one = make_performance(SECONDS, steady(30))
    knots = [align_whole(one, make_performance(SECONDS, steady(40, 0.3), path=each)) for each in (path, in_sizes)]
    assert knots[0] == pytest.approx(knots[1])
