"""Thumbs that rub while the hands lie still, on hands whose movement is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.pipeline import analyse_tracks
from coach.records import HandTracks, Segment, VideoInfo
from coach.technique.cycle_fit import CycleFit
from coach.technique.thumbs import (
    LEAST_SHARE,
    LEAST_THUMB,
    QUIET_PALM,
    QUIET_TIPS,
    do_thumbs_rub,
    do_thumbs_rub_mostly,
)
from tests.builders import HAND_SIZE, make_still, with_noise

THUMB = [2, 3, 4]
RUBS = CycleFit(reach=0.02, tips=0.01, thumb=0.3, thumb_share=0.9)
SECONDS, PACE = 14.0, 70.0


def swing(tracks: HandTracks, points: list[int], sizes: float, along: tuple[float, float] = (0.0, 1.0)) -> HandTracks:
    """Let points of both hands go to and fro by so many hand sizes, ``PACE`` times a minute."""
    way = 0.5 * sizes * HAND_SIZE * np.sin(2 * np.pi * PACE / 60 * tracks.time_s)
    landmarks = tracks.landmarks.copy()
    landmarks[:, :, points] += way[:, None, None, None] * np.array(along) / np.array([tracks.aspect, 1.0])
    return replace(tracks, landmarks=landmarks)


def still() -> HandTracks:
    return with_noise(make_still(seconds=SECONDS), 0.02)


def find_work(tracks: HandTracks) -> list[Segment]:
    info = VideoInfo("made", 640, 480, 30.0, len(tracks.time_s), SECONDS)
    return [segment for segment in analyse_tracks(tracks, info).segments if segment.technique != "none"]


@pytest.mark.parametrize(("along", "axis"), [((0.0, 1.0), "along"), ((1.0, 0.0), "across")])
def test_thumbs_that_go_to_and_fro_rub_that_often_and_that_way(along, axis):
    (work,) = find_work(swing(still(), THUMB, 0.35, along))
    assert (work.technique, work.axis) == ("rubbing", axis)
    assert work.duration_s >= 0.9 * SECONDS
    assert work.pace_per_min == pytest.approx(PACE, rel=0.03)


def test_hands_that_lie_still_do_nothing():
    assert find_work(still()) == []


def test_a_thumb_that_fidgets_without_rhythm_does_nothing():
    tracks = still()
    rng = np.random.default_rng(3)
    steps = np.repeat(rng.normal(0.0, 0.2 * HAND_SIZE, (round(SECONDS / 1.5) + 1, 2)), 45, axis=0)
    landmarks = tracks.landmarks.copy()
    landmarks[:, :, THUMB] += steps[: len(landmarks), None, None]
    assert find_work(replace(tracks, landmarks=landmarks)) == []


def test_hands_that_go_with_their_thumbs_are_left_to_the_trees():
    path, tips, thumb = (np.zeros((600, 2, 2)) for _ in range(3))
    wave = np.sin(2 * np.pi * np.arange(600) / 60)
    path[..., 1] += 0.2 * wave[:, None]
    thumb[..., 1] += 0.2 * wave[:, None]
    assert not do_thumbs_rub_mostly(path, tips, thumb, 1.0)
    assert do_thumbs_rub_mostly(0.1 * path, tips, thumb, 1.0)


@pytest.mark.parametrize(
    ("changes", "rubs"),
    [
        ({}, True),
        ({"reach": QUIET_PALM}, True),
        ({"reach": QUIET_PALM * 1.01}, False),
        ({"thumb": LEAST_THUMB}, True),
        ({"thumb": LEAST_THUMB * 0.99}, False),
        ({"tips": QUIET_TIPS * 0.3}, True),
        ({"tips": QUIET_TIPS * 0.3 * 1.01}, False),
        ({"thumb_share": LEAST_SHARE}, True),
        ({"thumb_share": LEAST_SHARE * 0.99}, False),
    ],
)
def test_each_measure_counts_on_both_sides_of_its_threshold(changes, rubs):
    assert do_thumbs_rub([replace(RUBS, **changes), CycleFit()]) == rubs


def test_one_moving_palm_is_enough_to_say_no():
    assert not do_thumbs_rub([RUBS, CycleFit(reach=2 * QUIET_PALM)])


def test_a_stretch_needs_thumbs_in_more_than_half_of_it():
    path, tips, thumb = (np.zeros((round(24.0 * 60), 2, 2)) for _ in range(3))
    wave = 0.2 * np.sin(2 * np.pi * np.arange(len(path)) / 60)
    for seconds, mostly in ((16.0, True), (8.0, False)):
        part = thumb.copy()
        part[: round(seconds * 60), :, 0] = wave[: round(seconds * 60), None]
        assert do_thumbs_rub_mostly(path, tips, part, 1.0) == mostly
