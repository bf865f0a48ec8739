"""The whole chain: one by one equals all at once, live equals afterwards, a rendered clip is read rightly."""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from coach.errors import Cancelled
from coach.formats import load_truth
from coach.pipeline import Analyser, analyse, analyse_tracks
from coach.records import Analysis, HandPose, HandsFrame, HandTracks, Source, VideoInfo
from tests.builders import join_tracks, make_circle, make_sinusoid, with_gaps, with_noise

SAMPLES = Path(__file__).parents[1] / "sample_videos"


def frames_of(tracks: HandTracks) -> list[HandsFrame]:
    frames = []
    for i, time_s in enumerate(tracks.time_s):
        first, second = (HandPose(k, Source(int(tracks.source[i, k])), tracks.landmarks[i, k]) for k in (0, 1))
        frames.append(HandsFrame(float(time_s), (first, second)))
    return frames


def info_of(tracks: HandTracks) -> VideoInfo:
    return VideoInfo("made", 640, 480, 30.0, len(tracks.time_s), float(tracks.time_s[-1]))


@pytest.fixture(scope="module")
def session() -> HandTracks:
    parts = [make_sinusoid(12, seconds=20, length=3.0), make_circle(70, seconds=15, diameter=0.8)]
    return with_noise(with_gaps(join_tracks(*parts), (8.0, 8.4), (30.0, 32.5)), 0.01)


def test_frame_by_frame_equals_the_whole(session: HandTracks) -> None:
    analyser = Analyser(session.aspect, live=False)
    for hands in frames_of(session):
        analyser.push_hands(hands)
    pushed, whole = analyser.finish(info_of(session)), analyse_tracks(session, info_of(session))
    assert [(s.technique, s.start_s, s.end_s) for s in pushed.segments] == [
        (s.technique, s.start_s, s.end_s) for s in whole.segments
    ]
    assert np.allclose(pushed.timeline.scores, whole.timeline.scores, atol=1e-4, equal_nan=True)


def test_segments_cover_the_recording_without_holes_or_overlap(session: HandTracks) -> None:
    segments = analyse_tracks(session, info_of(session)).segments
    assert segments[0].start_s == 0.0
    assert segments[-1].end_s == pytest.approx(session.time_s[-1])
    assert all(a.end_s == b.start_s for a, b in pairwise(segments))
    assert any(s.technique == "unseen" and s.start_s < 31.5 < s.end_s for s in segments)


def test_the_live_state_agrees_with_the_review_once_a_stretch_has_lasted(session: HandTracks) -> None:
    analyser = Analyser(session.aspect)
    snapshots = [analyser.push_hands(hands) for hands in frames_of(session)]
    review = analyser.finish(info_of(session))
    at = {round(s.time_s, 1): s for s in snapshots}
    for segment in review.segments:
        settled = at[round(min(segment.start_s + 9.0, segment.end_s - 0.3), 1)]
        if segment.duration_s > 9.0:
            assert settled.verdict == segment.technique
    moving = at[18.0]
    assert moving.pace_per_min == pytest.approx(12, rel=0.1)
    assert moving.cycles == pytest.approx((18.0 - moving.since_s) / 5, abs=0.5)
    assert moving.since_s < 8.0


def test_a_stream_too_young_says_nothing(session: HandTracks) -> None:
    snapshot = Analyser(session.aspect).push_hands(frames_of(session)[0])
    assert (snapshot.verdict, snapshot.pace_per_min) == ("unseen", None)


def test_time_that_stands_still_is_refused(session: HandTracks) -> None:
    analyser = Analyser(session.aspect)
    first = frames_of(session)[0]
    analyser.push_hands(first)
    with pytest.raises(ValueError, match="rise"):
        analyser.push_hands(first)


@pytest.mark.video
def test_the_rubbing_sample_is_read_as_it_is() -> None:
    truth = load_truth(SAMPLES / "rubbing.truth.json")
    main = max(truth.segments, key=lambda s: s.end_s - s.start_s)
    progress: list[float] = []
    analysis = analyse(SAMPLES / "rubbing.mp4", on_progress=progress.append)
    found = _longest(analysis)
    assert progress == sorted(progress)
    assert analysis.coverage.one_hand > 0.9
    assert found.technique == main.technique == "rubbing"
    assert found.pace_per_min == pytest.approx(main.pace_per_min, abs=max(3.0, 0.05 * (main.pace_per_min or 0)))
    assert abs((found.cycles or 0) - (main.cycles or 0)) <= 1
    assert asdict(analysis.info)["frames"] > 300


@pytest.mark.video
def test_a_cancelled_analysis_stops_at_once() -> None:
    def stop(fraction: float) -> None:
        if fraction > 0.05:
            raise Cancelled

    with pytest.raises(Cancelled):
        analyse(SAMPLES / "rubbing.mp4", on_progress=stop)


def _longest(analysis: Analysis):  # type: ignore[no-untyped-def]
    return max(analysis.segments, key=lambda s: s.duration_s)
