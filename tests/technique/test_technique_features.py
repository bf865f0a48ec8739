"""Features whose values are known by hand, and what must not change them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.learning.examples import compute_tracks_features
from coach.motion.kinematics import compute_signals
from coach.motion.rhythm import Rhythm, detect_rhythm, make_ticks
from coach.records import HandTracks
from coach.technique.features import FEATURE_NAMES, Features, compute_features
from tests.builders import make_circle, make_grasps, make_sinusoid, make_still, with_gaps


def middle(tracks: HandTracks) -> dict[str, float]:
    features = compute_tracks_features(tracks)
    return dict(zip(FEATURE_NAMES, np.nanmedian(features.values, axis=0), strict=True))


def test_a_pendulums_reach_rate_and_speed() -> None:
    found = middle(make_sinusoid(60, length=2.0, seconds=12))
    assert found["cycle_reach"] == pytest.approx(2.0, rel=0.03)
    assert found["reach_4s"] == pytest.approx(2.0, rel=0.1)
    assert found["cycle_breadth"] < 0.1
    assert 2 ** found["rate"] == pytest.approx(1.0, rel=0.02)
    assert found["speed_4s"] == pytest.approx(4.0, rel=0.05), "four lengths of one hand size a second"
    assert found["pair_together_4s"] == pytest.approx(1.0, abs=0.01)
    assert found["cycle_share"] > 0.95


def test_a_circle_is_as_broad_as_it_is_long_and_a_grasp_does_not_travel() -> None:
    circle, grasp = middle(make_circle(60, diameter=1.0)), middle(make_grasps(40))
    assert circle["cycle_breadth"] == pytest.approx(circle["cycle_reach"], rel=0.05)
    assert grasp["cycle_grasp"] > 0.3
    assert grasp["cycle_grasp"] > 3 * grasp["cycle_reach"]


def test_hands_in_turn_move_against_each_other() -> None:
    assert middle(make_sinusoid(60, hands="alternating"))["pair_together_4s"] == pytest.approx(-1.0, abs=0.01)


def test_still_hands_are_still() -> None:
    found = middle(make_still())
    assert found["still_1.6s"] == 1.0
    assert found["has_rhythm"] == 0.0


def test_unseen_ticks_are_nan_and_seen_ones_never() -> None:
    features = compute_tracks_features(with_gaps(make_sinusoid(60, seconds=12), (4.0, 8.0)))
    lost = (features.time_s > 5.0) & (features.time_s < 7.0)
    assert np.isnan(features.values[lost]).all()
    assert np.isfinite(features.values[features.time_s < 3.0]).all()
    assert (features.seen[lost] == 0).all()


def test_one_hand_alone_has_no_pair() -> None:
    found = middle(make_sinusoid(60, hands="one"))
    assert [found[name] for name in FEATURE_NAMES if name.startswith(("pair", "has_other", "other"))] == [0.0] * 15


@settings(max_examples=8, deadline=None)
@given(angle=st.floats(0, np.pi), size=st.floats(0.05, 0.2), aspect=st.sampled_from([0.5625, 4 / 3, 16 / 9]))
def test_features_depend_on_neither_direction_nor_zoom_nor_picture_shape(
    angle: float, size: float, aspect: float
) -> None:
    plain = middle(make_sinusoid(60, seconds=8))
    other = middle(make_sinusoid(60, seconds=8, angle_rad=angle, hand_size=size, aspect=aspect))
    for name in ("cycle_reach", "rate", "speed_4s", "grasp_mean_4s", "tips_ratio"):
        assert other[name] == pytest.approx(plain[name], rel=0.05, abs=0.02), name


def test_a_tick_measured_alone_equals_the_tick_within_a_long_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    signals = compute_signals(with_gaps(make_circle(70, seconds=40), (8.0, 9.5), (20.0, 26.0)))
    rhythm = detect_rhythm(signals, make_ticks(signals))
    whole = compute_features(signals, rhythm)
    monkeypatch.setattr("coach.technique.features.CHUNK", 30)
    parted = compute_features(signals, rhythm)
    np.testing.assert_allclose(parted.values, whole.values, atol=1e-7)
    np.testing.assert_allclose(parted.seen, whole.seen, atol=1e-12)
    for tick in (0, 47, 104, len(rhythm.time_s) - 1):
        at = slice(tick, tick + 1)
        one = Rhythm(rhythm.time_s[at], rhythm.rate_hz[at], rhythm.salience[at], rhythm.too_fast[at])
        np.testing.assert_allclose(compute_features(signals, one).values[0], whole.values[tick], atol=1e-7)


def test_features_are_asked_for_by_name() -> None:
    values = np.arange(2 * len(FEATURE_NAMES), dtype=float).reshape(2, -1)
    features = Features(np.array([0.0, 0.2]), values, np.ones((2, 2)))
    assert features.column("rate")[1] == values[1, FEATURE_NAMES.index("rate")]
    assert len(set(FEATURE_NAMES)) == len(FEATURE_NAMES)
