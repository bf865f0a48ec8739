"""How fast: rates that are known by hand, from a slow stroke to tapping, and what must not change them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.motion.kinematics import compute_signals
from coach.motion.rhythm import Rhythm, detect_rhythm, make_ticks
from coach.motion.salience import compute_salience
from coach.records import HandTracks, Source
from tests.builders import make_circle, make_grasps, make_sinusoid, make_still, make_taps, with_gaps, with_noise


def rhythm_of(tracks: HandTracks) -> Rhythm:
    signals = compute_signals(tracks)
    return detect_rhythm(signals, make_ticks(signals))


def pace_of(tracks: HandTracks) -> float:
    return float(np.nanmedian(rhythm_of(tracks).rate_hz) * 60)


@pytest.mark.parametrize("pace", [8.4, 15, 30, 66, 120, 180, 240, 300])
def test_pendulum_from_a_slow_stroke_to_a_quick_blow(pace: float) -> None:
    tracks = with_noise(make_sinusoid(pace, seconds=max(12, 150 / pace), length=1.0), 0.01)
    rhythm = rhythm_of(tracks)
    assert np.isfinite(rhythm.rate_hz).mean() > 0.9
    assert pace_of(tracks) == pytest.approx(pace, rel=0.02)


@pytest.mark.parametrize("clockwise", [True, False])
def test_a_circle_counts_once_a_turn_not_twice(clockwise: bool) -> None:
    assert pace_of(with_noise(make_circle(80, clockwise=clockwise), 0.01)) == pytest.approx(80, rel=0.02)


def test_blows_and_grasps_count_once_each() -> None:
    assert pace_of(with_noise(make_taps(200, height=0.4), 0.01)) == pytest.approx(200, rel=0.02)
    assert pace_of(with_noise(make_grasps(40), 0.01)) == pytest.approx(40, rel=0.03)


def test_hands_in_turn_have_the_pace_of_one_hand() -> None:
    assert pace_of(make_sinusoid(60, hands="alternating")) == pytest.approx(60, rel=0.02)


def test_still_hands_have_no_rhythm() -> None:
    assert np.isnan(rhythm_of(make_still(seconds=12)).rate_hz).all()
    assert np.isfinite(rhythm_of(with_noise(make_still(seconds=12), 0.01)).rate_hz).mean() < 0.2


def test_unseen_hands_have_neither_rhythm_nor_salience() -> None:
    rhythm = rhythm_of(with_gaps(make_sinusoid(60, seconds=30), (10.0, 30.0)))
    late = rhythm.time_s > 20
    assert np.isnan(rhythm.rate_hz[late]).all()
    assert np.isnan(rhythm.salience[late]).all()


@pytest.mark.parametrize(("seen_s", "told"), [(1.1, False), (1.5, True)])
def test_an_outline_that_came_for_a_second_has_no_rhythm(seen_s: float, told: bool) -> None:
    tracks = make_sinusoid(120, seconds=6.0)
    gone = np.abs(tracks.time_s - 3.0) > seen_s / 2
    landmarks, source = tracks.landmarks.copy(), tracks.source.copy()
    landmarks[gone], source[gone] = np.nan, int(Source.UNSEEN)
    signals = compute_signals(replace(tracks, landmarks=landmarks, source=source))
    # A window of two seconds holds 90 pairs of moments half a second apart; half of them must be seen.
    salience = compute_salience(signals, np.array([3.0]), np.array([0.5]))
    assert bool(np.isfinite(salience[0, 0])) == told


def test_gaps_of_a_second_do_not_break_the_pace() -> None:
    tracks = with_gaps(make_sinusoid(60, seconds=20), (3.0, 4.0), (9.0, 9.5), (14.0, 15.0))
    assert pace_of(tracks) == pytest.approx(60, rel=0.03)


def test_nothing_is_claimed_above_a_third_of_the_frame_rate() -> None:
    rhythm = rhythm_of(make_sinusoid(240, fps=10))
    assert np.isnan(rhythm.rate_hz).all() or np.nanmax(rhythm.rate_hz) <= 10 / 3


def test_repeated_pictures_do_not_become_a_rhythm() -> None:
    """24 pictures a second stamped as 30: every fifth only repeats the one before."""
    true = make_sinusoid(163, seconds=15, fps=24)
    source = np.array([i - i // 5 for i in range(len(true.time_s) * 5 // 4)])[: len(true.time_s)]
    source = np.maximum.accumulate(np.minimum(source, len(true.time_s) - 1))
    repeated = np.concatenate([[False], np.diff(source) == 0])
    stamped = replace(
        true,
        time_s=np.arange(len(source)) / 30,
        landmarks=true.landmarks[source],
        source=true.source[source],
        repeated=repeated,
    )
    assert repeated.mean() == pytest.approx(0.2, abs=0.02)
    assert pace_of(stamped) == pytest.approx(163, rel=0.02)


@settings(max_examples=12, deadline=None)
@given(
    pace=st.floats(20, 200),
    angle=st.floats(0, np.pi),
    fps=st.sampled_from([24.0, 30.0, 60.0]),
    size=st.floats(0.05, 0.2),
)
def test_pace_depends_on_neither_direction_nor_frame_rate_nor_hand_size(
    pace: float, angle: float, fps: float, size: float
) -> None:
    tracks = make_sinusoid(pace, seconds=12, fps=fps, angle_rad=angle, hand_size=size, length=1.0)
    assert pace_of(tracks) == pytest.approx(pace, rel=0.03)


@settings(max_examples=8, deadline=None)
@given(shift=st.floats(0, 1000))
def test_pace_does_not_depend_on_when_the_clock_started(shift: float) -> None:
    tracks = make_sinusoid(72, seconds=10)
    moved = replace(tracks, time_s=tracks.time_s + shift)
    assert pace_of(moved) == pytest.approx(pace_of(tracks), rel=1e-3)
