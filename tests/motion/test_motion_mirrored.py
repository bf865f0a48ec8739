"""A recording that is mirrored, turned, begun later or seen by an exchanged hand is reviewed as the plain one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from itertools import takewhile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.robustness import exchange, mirror, roll, roll_points
from coach.frames.video import open_video
from coach.motion.tempo import NONE, TempoPath
from coach.pipeline import Analyser, analyse_tracks
from coach.records import Analysis, Back, Frame, HandTracks, VideoInfo
from coach.technique.timeline import measure
from sample_videos.simulate import random_session, to_tracks
from sample_videos.simulate.variants import mirror_points

SAMPLES = Path(__file__).parents[2] / "sample_videos"
SINGLE = ("stroking", "rubbing", "kneading", "tapping")
LOOK_S = 9.0
EXCHANGED = {"clockwise": "counterclockwise", "counterclockwise": "clockwise"}


def analyse(tracks: HandTracks, back: Back | None = None) -> Analysis:
    frames = len(tracks.time_s)
    info = VideoInfo("made", round(1000 * tracks.aspect), 1000, 30.0, frames, float(tracks.time_s[-1]))
    return analyse_tracks(tracks, info, back)


def mirror_back(back: Back) -> Back:
    neck, tail = (tuple(float(x) for x in mirror_points(np.array(end))) for end in (back.neck, back.tail))
    return replace(back, neck=neck, tail=tail, corners=None)


def assert_same(seen: Analysis, plain: Analysis, *, mirrored: bool) -> None:
    assert [part.technique for part in seen.segments] == [part.technique for part in plain.segments]
    for said, first in zip(seen.segments, plain.segments, strict=True):
        assert said.start_s == pytest.approx(first.start_s, abs=1e-6)
        assert said.pace_per_min == (first.pace_per_min and pytest.approx(first.pace_per_min, rel=1e-6))
        assert (said.axis, said.drift, said.hands, said.zone) == (first.axis, first.drift, first.hands, first.zone)
        turned = EXCHANGED.get(str(first.sense), first.sense) if mirrored else first.sense
        assert said.sense == turned


@cache
def simulate(seed: int) -> tuple[HandTracks, Back]:
    clip = random_session(seed, segments=2)
    return to_tracks(clip), replace(clip.back, corners=None)


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000), given_back=st.booleans())
@example(seed=1973, given_back=True)
def test_a_mirrored_session_is_reviewed_as_the_plain_one(seed: int, given_back: bool) -> None:
    tracks, back = simulate(seed)
    plain = analyse(tracks, back if given_back else None)
    seen = analyse(mirror(tracks), mirror_back(back) if given_back else None)
    assert_same(seen, plain, mirrored=True)


@settings(deadline=None, max_examples=15)
@given(seed=st.integers(0, 10_000), turned=st.floats(-180.0, 180.0), given_back=st.booleans())
@example(seed=3189, turned=33.0, given_back=True)
def test_a_turned_session_is_reviewed_as_the_plain_one(seed: int, turned: float, given_back: bool) -> None:
    """Without a back, directions are against the picture's upright, and turn with it."""
    tracks, back = simulate(seed)
    ends = roll_points(np.array([back.neck, back.tail]), tracks.aspect, turned).tolist()
    plain = analyse(tracks, back if given_back else None)
    seen = analyse(
        roll(tracks, turned), replace(back, neck=tuple(ends[0]), tail=tuple(ends[1])) if given_back else None
    )
    if given_back:
        assert_same(seen, plain, mirrored=False)
    else:
        told = [[(part.technique, part.cycles) for part in one.segments] for one in (plain, seen)]
        assert told[0] == told[1]


@settings(deadline=None, max_examples=10)
@given(seed=st.integers(0, 10_000), later_s=st.sampled_from([0.5, 17.25, 3600.0]))
def test_a_session_that_begins_later_is_the_same_later(seed: int, later_s: float) -> None:
    tracks, back = simulate(seed)
    plain, seen = (measure(one, back).timeline for one in (tracks, replace(tracks, time_s=tracks.time_s + later_s)))
    assert seen.time_s == pytest.approx(plain.time_s + later_s)
    assert (seen.verdict == plain.verdict).all()
    # Frames half-way between two points of the grid fall to either by rounding: fast paces move by a hundredth.
    assert np.allclose(seen.pace_per_min, plain.pace_per_min, rtol=0.02, equal_nan=True)


def flip(frame: Frame) -> Frame:
    return replace(frame, image=np.ascontiguousarray(frame.image[:, ::-1]))


@cache
def track(name: str, flipped: bool) -> HandTracks:
    with open_video(SAMPLES / f"{name}.mp4") as video, Analyser(video.info.aspect, live=False) as analyser:
        for frame in takewhile(lambda frame: frame.time_s < LOOK_S, video):
            analyser.push(flip(frame) if flipped else frame)
        return analyser.finish(video.info).tracks


@pytest.mark.parametrize("name", SINGLE)
@pytest.mark.parametrize("change", [mirror, partial(roll, degrees=90.0), partial(roll, degrees=205.0), exchange])
def test_a_sample_is_reviewed_alike_however_its_hands_are_seen(name: str, change) -> None:
    tracks = track(name, flipped=False)
    plain, seen = analyse(tracks), analyse(change(tracks))
    said, first = ([(p.technique, p.hands, p.cycles) for p in one.segments] for one in (seen, plain))
    assert said == first
    for part, other in zip(seen.segments, plain.segments, strict=True):
        assert part.pace_per_min == (other.pace_per_min and pytest.approx(other.pace_per_min, rel=1e-6))


@pytest.mark.parametrize("name", SINGLE)
def test_a_sample_with_mirrored_pictures_is_reviewed_alike(name: str) -> None:
    """The hand model sees a mirrored hand a little differently, so paces agree to a few parts in a hundred only."""
    (plain,), (seen,) = (analyse(track(name, flipped)).segments for flipped in (False, True))
    assert (seen.technique, seen.hands) == (plain.technique, plain.hands)
    assert seen.pace_per_min == pytest.approx(plain.pace_per_min, rel=0.03)


PERIODS_S = 2.0 ** np.arange(-2.0, 3.0, 1 / 12)
SHORT, LONG = 24, 36
"""One second and two."""


def choose(short: float, long: float) -> int:
    salience = np.full((40, len(PERIODS_S)), -0.2)
    salience[:, SHORT], salience[:, LONG] = short, long
    (chosen,) = set(TempoPath(PERIODS_S).choose(salience).tolist())
    return chosen


@pytest.mark.parametrize(("short", "long"), [(0.82, 0.88), (0.82, 0.95), (0.6, 0.7), (0.5, 0.6)])
def test_a_period_that_repeats_well_is_not_taken_for_its_double(short: float, long: float) -> None:
    assert choose(short, long) == SHORT


@pytest.mark.parametrize(("short", "long"), [(-0.5, 0.6), (0.2, 0.6), (0.5, 0.75), (0.65, 0.98)])
def test_a_period_whose_half_repeats_clearly_worse_is_the_period(short: float, long: float) -> None:
    assert choose(short, long) == LONG


def test_what_hardly_repeats_has_no_period() -> None:
    assert choose(0.2, 0.25) == NONE
