"""Direction, place and speed do not depend on how the camera is held: simulated sessions, filmed anew."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.motion.back_path import compute_back_path
from coach.motion.direction import Direction
from coach.motion.kinematics import compute_signals
from coach.motion.speed import compute_work_speed
from coach.technique.describe import describe_stretch, find_zone
from sample_videos.simulate import SegmentSpec, SimulatedClip, simulate_session, to_tracks
from sample_videos.simulate.camera import Camera
from sample_videos.simulate.clip import compute_corners
from sample_videos.simulate.variants import mirror_clip

WORK = {
    "headward strokes": SegmentSpec(
        "stroking", "longitudinal", 12.0, 30.0, 24.0, "along", "headward", "none", "together", (0.0, 0.5)
    ),
    "strokes in turn": SegmentSpec(
        "stroking", "palmar", 12.0, 25.0, 22.0, "along", "both", "none", "alternating", (0.0, 0.5)
    ),
    "outward strokes": SegmentSpec("stroking", "outward", 12.0, 25.0, 14.0, "across", "outward", "none", "together"),
    "outward in turn": SegmentSpec("stroking", "outward", 12.0, 25.0, 14.0, "across", "outward", "none", "alternating"),
    "slanting rubbing": SegmentSpec(
        "rubbing", "palmar", 10.0, 65.0, 7.0, "diagonal", "both", "none", "one", (0.12, 0.7)
    ),
    "drifting rubbing": SegmentSpec(
        "rubbing", "palmar", 14.0, 60.0, 6.0, "across", "both", "headward", "one", (0.12, 0.6)
    ),
    "circles": SegmentSpec(
        "rubbing", "circles_palm", 10.0, 55.0, 8.0, "circular", "clockwise", "none", "together", (0.0, 0.6)
    ),
    "blows": SegmentSpec("tapping", "light_clapping", 8.0, 150.0, hands="alternating", place=(0.0, 0.4), drift="none"),
}
SEED = 11
ABOVE = Camera()


@cache
def film(work: str, camera: Camera) -> SimulatedClip:
    return simulate_session([WORK[work]], SEED, faults="none", fps=30.0, camera=camera)


def describe(clip: SimulatedClip, *, corners: bool = False) -> tuple[Direction, float, str | None]:
    """What is said of the only segment: its direction, the mean speed in cm/s, and the zone."""
    tracks, segment = to_tracks(clip), clip.truth.segments[0]
    signals = compute_signals(tracks)
    over = compute_back_path(signals, clip.aspect, compute_corners(clip) if corners else clip.back)
    said = describe_stretch(signals, over, segment.start_s, segment.end_s, segment.pace_per_min, segment.technique)
    inside = (signals.time_s >= segment.start_s) & (signals.time_s < segment.end_s)
    return said, compute_work_speed(over.speed_cm_s[inside]), find_zone(over.uv[inside])


def words(said: Direction) -> tuple[str | None, ...]:
    return said.axis, said.sense, said.drift, said.hands


@pytest.mark.parametrize("work", WORK)
def test_from_above_everything_is_told_as_it_was_done(work: str) -> None:
    clip = film(work, ABOVE)
    truth = clip.truth.segments[0]
    said, _, _ = describe(clip)
    assert words(said) == (truth.axis, truth.sense, truth.drift, truth.hands)


@pytest.mark.parametrize("work", WORK)
def test_a_mirrored_picture_exchanges_the_turns_and_nothing_else(work: str) -> None:
    clip = film(work, ABOVE)
    (said, speed, zone), (seen, fast, where) = describe(clip), describe(mirror_clip(clip))
    exchanged = {"clockwise": "counterclockwise", "counterclockwise": "clockwise"}
    assert (seen.axis, seen.drift, seen.hands, where) == (said.axis, said.drift, said.hands, zone)
    assert seen.sense == exchanged.get(str(said.sense), said.sense)
    assert fast == pytest.approx(speed, rel=0.01)


@settings(deadline=None, max_examples=15)
@given(work=st.sampled_from(sorted(WORK)), roll=st.floats(-np.pi, np.pi), nearness=st.floats(0.7, 1.15))
def test_any_turn_and_any_distance_change_nothing(work: str, roll: float, nearness: float) -> None:
    """What is nearer is larger in the picture; hands above the skin then seem faster still, blows most of all."""
    (said, speed, zone), (seen, fast, where) = (
        describe(film(work, camera))
        for camera in (ABOVE, replace(ABOVE, roll_rad=roll, distance_cm=ABOVE.distance_cm / nearness))
    )
    assert words(seen) == words(said) and where == zone
    if work != "blows":
        assert fast == pytest.approx(speed, rel=0.08)
    if said.angle_rad is not None and seen.angle_rad is not None:
        assert seen.angle_rad == pytest.approx(said.angle_rad, abs=np.radians(5))


@settings(deadline=None, max_examples=15)
@given(work=st.sampled_from(sorted(set(WORK) - {"blows"})), side=st.floats(-np.pi, np.pi))
def test_four_corners_undo_a_tilt_of_45_degrees_from_any_side(work: str, side: float) -> None:
    tilted = film(work, replace(ABOVE, tilt_rad=np.radians(45.0), azimuth_rad=side, distance_cm=120.0))
    said, _, _ = describe(film(work, ABOVE))
    seen, _, _ = describe(tilted, corners=True)
    assert (seen.axis, seen.sense, seen.drift) == (said.axis, said.sense, said.drift)
    if said.angle_rad is not None and seen.angle_rad is not None:
        assert seen.angle_rad == pytest.approx(said.angle_rad, abs=np.radians(15))


@pytest.mark.parametrize("side", [-2.5, -1.0, 0.5, 2.0])
def test_four_corners_tell_places_under_45_degrees_to_some_centimetres(side: float) -> None:
    """Palms lie 3 cm above the skin or so, and would appear as far away from where they are."""
    camera = replace(ABOVE, tilt_rad=np.radians(45.0), azimuth_rad=side, distance_cm=120.0)
    clip = film("circles", camera)
    signals = compute_signals(to_tracks(clip))
    over = compute_back_path(signals, clip.aspect, compute_corners(clip))
    length = clip.back.length_cm
    points = clip.motion.compute_hands(signals.time_s).points[:, :, [0, 5, 9, 13, 17], :2].mean(axis=2)
    true = np.stack([points[..., 0] / length, 1 - points[..., 1] / length], axis=-1)
    off = np.nanmedian(over.uv - true, axis=0) * length
    assert np.linalg.norm(off, axis=-1).max() < 2.5


GRASPS = SegmentSpec("kneading", "ordinary", 14.0, 35.0, hands="together", place=(0.0, 0.6), drift="none")


@pytest.mark.parametrize("side", [-2.5, -1.0, 0.5, 2.0])
def test_a_grasp_that_rises_goes_nowhere_under_45_degrees_either(side: float) -> None:
    camera = replace(ABOVE, tilt_rad=np.radians(45.0), azimuth_rad=side, distance_cm=120.0)
    said, _, _ = describe(simulate_session([GRASPS], SEED, faults="none", fps=30.0, camera=camera), corners=True)
    assert said.axis == "in_place"
