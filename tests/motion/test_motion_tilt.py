"""The camera's tilt, told by how large the hands look in different places."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from coach.motion.back_path import compute_back_path
from coach.motion.kinematics import Signals, compute_signals
from coach.motion.tilt import FOCAL, Slant, estimate_slant
from coach.simulate import SegmentSpec, SimulatedClip, simulate_session, to_tracks
from coach.simulate.camera import Camera
from coach.technique.describe import describe_stretch
from tests.builders import make_still, with_noise

STROKES = [
    SegmentSpec("stroking", "palmar", 14.0, 22.0, 30.0, "along", "both", "none", "together", (0.0, 0.5)),
    SegmentSpec("stroking", "transverse", 14.0, 25.0, 22.0, "across", "both", "none", "together", (0.0, 0.4)),
    SegmentSpec("rubbing", "palmar", 12.0, 60.0, 9.0, "diagonal", "both", "none", "together", (0.0, 0.6)),
]
ABOVE = Camera(focal=FOCAL)


@cache
def film(tilt_deg: float, azimuth_deg: float = 0.0) -> SimulatedClip:
    camera = replace(ABOVE, tilt_rad=np.radians(tilt_deg), azimuth_rad=np.radians(azimuth_deg))
    return simulate_session(STROKES, 4, faults="realistic", fps=30.0, camera=camera)


def see(clip: SimulatedClip) -> tuple[Signals, Slant | None]:
    signals = compute_signals(to_tracks(clip))
    return signals, estimate_slant(signals, clip.aspect, np.ones(len(signals), dtype=bool))


@pytest.mark.parametrize("azimuth_deg", [-90.0, 0.0, 100.0])
def test_a_camera_that_looks_from_the_side_is_found_out(azimuth_deg: float) -> None:
    clip = film(45.0, azimuth_deg)
    _, slant = see(clip)
    assert slant is not None
    true = clip.camera.compute_axes() @ np.array([0.0, 0.0, -1.0])
    assert np.degrees(slant.tilt_rad) == pytest.approx(45.0, abs=15.0)
    assert np.degrees(np.arccos(slant.normal @ true)) < 15.0


@pytest.mark.parametrize("tilt_deg", [0.0, 8.0])
def test_a_camera_from_above_is_taken_as_it_is(tilt_deg: float) -> None:
    assert see(film(tilt_deg))[1] is None


def test_hands_that_stay_in_one_place_tell_nothing() -> None:
    signals = compute_signals(with_noise(make_still(seconds=20.0), 0.02))
    assert estimate_slant(signals, 4 / 3, np.ones(len(signals), dtype=bool)) is None


def test_slanting_ways_are_turned_back() -> None:
    """Seen from the tail end under 45 degrees, what goes 45 degrees from the spine looks closer to across."""
    clip = film(45.0, -90.0)
    segment = next(part for part in clip.truth.segments if part.axis == "diagonal")

    def find_angle(seen: SimulatedClip, find_tilt: bool) -> float:
        signals, _ = see(seen)
        over = compute_back_path(signals, seen.aspect, seen.back, find_tilt=find_tilt)
        said = describe_stretch(signals, over, segment.start_s, segment.end_s, segment.pace_per_min, "rubbing")
        assert said.angle_rad is not None
        return float(np.degrees(said.angle_rad))

    true, raw, turned_back = find_angle(film(0.0), False), find_angle(clip, False), find_angle(clip, True)
    assert abs(turned_back - true) < 0.7 * abs(raw - true)


def test_ends_of_a_back_beyond_the_horizon_are_not_believed() -> None:
    steep = Slant(np.array([0.0, -np.sin(1.0), np.cos(1.0)]))
    assert steep.shows(np.array([[0.5, 0.0], [0.5, 0.4]]), 1.0)
    assert not steep.shows(np.array([[0.5, 0.4], [0.5, 1.2]]), 1.0)
