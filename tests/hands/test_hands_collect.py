"""Frames come out of the collector as they went in."""

from __future__ import annotations

import numpy as np
import pytest

from coach.hands.collect import TrackCollector
from coach.records import HandPose, HandsFrame, Source


def frame(number: int, flow: bool = True) -> HandsFrame:
    rng = np.random.default_rng(number)
    unseen = number % 3 == 0
    hands = (
        HandPose(0, Source.LANDMARKS, rng.random((21, 2)), "left"),
        HandPose(1, Source.UNSEEN, np.full((21, 2), np.nan))
        if unseen
        else HandPose(1, Source.FLOW, rng.random((21, 2))),
    )
    return HandsFrame(number / 30, hands, flow=rng.random((9, 2)) if flow else None, repeated=number % 5 == 4)


def collect(frames: list[HandsFrame]) -> TrackCollector:
    collector = TrackCollector(4 / 3)
    for one in frames:
        collector.append(one)
    return collector


def test_frames_come_out_as_they_went_in():
    frames = [frame(number) for number in range(40)]
    tracks = collect(frames).tracks()
    np.testing.assert_allclose(tracks.landmarks, [[hand.landmarks for hand in f.hands] for f in frames], atol=1e-7)
    np.testing.assert_allclose(tracks.flow, [f.flow for f in frames], atol=1e-7)
    assert tracks.source.tolist() == [[int(hand.source) for hand in f.hands] for f in frames]
    assert tracks.repeated.tolist() == [f.repeated for f in frames]
    assert tracks.time_s.tolist() == [f.time_s for f in frames]
    assert tracks.sides == ("left", None)


def test_the_newest_seconds_are_the_end_of_the_whole():
    collector = collect([frame(number) for number in range(60)])
    whole, newest = collector.tracks(), collector.tracks(0.5)
    assert len(newest.time_s) == 16
    np.testing.assert_array_equal(newest.landmarks, whole.landmarks[-16:])
    np.testing.assert_array_equal(newest.flow, whole.flow[-16:])


def test_frames_may_follow_after_tracks_were_given_out():
    collector = collect([frame(0)])
    first = collector.tracks()
    before = first.landmarks.copy()
    collector.append(frame(1))
    assert len(collector.tracks().time_s) == 2
    np.testing.assert_array_equal(first.landmarks, before)


def test_without_pictures_there_is_no_flow_and_single_frames_without_it_are_nan():
    assert collect([frame(number, flow=False) for number in range(3)]).tracks().flow is None
    mixed = collect([frame(0, flow=False), frame(1)]).tracks()
    assert np.isnan(mixed.flow[0]).all() and np.isfinite(mixed.flow[1]).all()


def test_nothing_collected():
    tracks = TrackCollector(1.0).tracks()
    assert tracks.landmarks.shape == (0, 2, 21, 2)
    assert tracks.flow is None


def test_times_must_rise():
    collector = collect([frame(1)])
    with pytest.raises(ValueError, match="rise strictly"):
        collector.append(frame(1))
