"""A stretch of one technique is split where its direction changes, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from coach.motion.rhythm import TICK_S
from coach.records import Back, HandTracks, Segment, Source
from coach.technique.describe import describe_run
from coach.technique.timeline import Measured, measure
from coach.technique.turns import find_turns, split_at_turns
from sample_videos.simulate.hand import compute_points
from sample_videos.simulate.postures import POSTURES

FPS = 30.0
HAND_SIZE = 0.09
BACK = Back((0.5, 0.02), (0.5, 0.98), 50.0, "clicks")
HOME = np.array([[-0.13, 0.2], [0.13, 0.2]])
ALONG, ACROSS, SLANT = (0.0, 1.0), (1.0, 0.0), (0.7, 0.7)


def draw_hands(*pieces: tuple[float, tuple[float, float], float]) -> HandTracks:
    """Tracks of two hands that go to and fro: (seconds, way of the right hand, cycles a minute) after one another."""
    place = []
    for seconds, way, pace in pieces:
        phase = 2 * np.pi * pace / 60.0 * np.arange(round(seconds * FPS)) / FPS
        swing = 0.045 * np.sin(phase)[:, None] * np.array(way)
        place.append(np.stack([swing * [-1.0, 1.0], swing], axis=1) + HOME)
    centre = np.concatenate(place) + np.array([0.5, 0.5])
    shape = compute_points(POSTURES["flat"])[:, :2] * np.array([1.0, -1.0])
    shape = (shape - shape[[0, 5, 9, 13, 17]].mean(axis=0)) / np.linalg.norm(shape[9] - shape[0]) * HAND_SIZE
    landmarks = centre[:, :, None, :] + np.stack([shape * [-1.0, 1.0], shape])[None]
    landmarks[..., 0] = (landmarks[..., 0] - 0.5) * 3 / 4 + 0.5
    source = np.full(landmarks.shape[:2], Source.LANDMARKS, dtype=np.int8)
    return HandTracks(np.arange(len(landmarks)) / FPS, landmarks, source, 4 / 3)


def one_stretch(tracks: HandTracks) -> tuple[Measured, Segment]:
    """Measure tracks and call all of it one rubbing, whatever a classifier would say."""
    measured = measure(tracks, BACK)
    timeline = measured.timeline
    timeline.verdict[:] = "rubbing"
    timeline.pace_per_min[:] = 60.0 * measured.rhythm.rate_hz
    end_s = float(tracks.time_s[-1])
    return measured, describe_run(measured, slice(0, len(timeline.time_s)), 0.0, end_s)


@pytest.mark.parametrize(
    ("first", "second", "axes"),
    [
        (ALONG, ACROSS, ["along", "across"]),
        (ALONG, SLANT, ["along", "diagonal"]),
        (SLANT, ACROSS, ["diagonal", "across"]),
    ],
)
def test_a_change_of_axis_is_found_within_two_seconds(first, second, axes):
    measured, stretch = one_stretch(draw_hands((20.0, first, 65.0), (20.0, second, 65.0)))
    pieces = split_at_turns(measured, [stretch])
    assert [piece.axis for piece in pieces] == axes
    assert pieces[0].end_s == pieces[1].start_s == pytest.approx(20.0, abs=2.0)
    assert (pieces[0].start_s, pieces[-1].end_s) == (stretch.start_s, stretch.end_s)


@pytest.mark.parametrize("way", [ALONG, ACROSS, SLANT])
def test_one_direction_is_one_piece(way):
    measured, stretch = one_stretch(draw_hands((40.0, way, 65.0)))
    assert split_at_turns(measured, [stretch]) == (stretch,)


def test_a_short_slip_is_no_change():
    measured, stretch = one_stretch(draw_hands((20.0, ALONG, 65.0), (1.5, ACROSS, 65.0), (20.0, ALONG, 65.0)))
    assert len(split_at_turns(measured, [stretch])) == 1


def test_a_stretch_too_short_for_two_directions_is_left_alone():
    measured, stretch = one_stretch(draw_hands((2.5, ALONG, 65.0), (2.5, ACROSS, 65.0)))
    assert find_turns(measured, stretch) == []


def test_pauses_and_unseen_stretches_stay_and_the_cover_has_no_holes():
    measured, stretch = one_stretch(draw_hands((20.0, ALONG, 65.0), (20.0, ACROSS, 65.0)))
    after = Segment(stretch.end_s, stretch.end_s + 5.0, "unseen", 1.0)
    pieces = split_at_turns(measured, [stretch, after])
    assert pieces[-1] is after
    assert [piece.start_s for piece in pieces[1:]] == [piece.end_s for piece in pieces[:-1]]
    assert min(piece.duration_s for piece in pieces) > TICK_S
