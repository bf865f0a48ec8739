"""A camera that moves by known amounts, taken out again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.motion.back_path import compute_back_path, locate_on_back
from coach.motion.kinematics import compute_signals
from coach.motion.steady import compute_shifts, find_back_intervals, steady_tracks
from coach.records import Back, SceneShift, SceneTrack
from coach.technique.describe import find_segments
from coach.technique.timeline import measure
from sample_videos.simulate import SegmentSpec, simulate_session, to_tracks

BACK = Back((0.5, 0.15), (0.5, 0.85), 50.0)


def sway(time_s, size=1.0, aspect=4 / 3):
    """Matrices (n, 2, 3) of a hand-held camera: shift, turn and zoom about the middle; the first picture is unmoved."""
    dx = size * 0.04 * np.sin(2 * np.pi * 0.3 * time_s)
    dy = size * 0.03 * np.sin(2 * np.pi * 0.9 * time_s)
    turn, zoom = size * 0.08 * np.sin(2 * np.pi * 0.2 * time_s), 1 + size * 0.05 * np.sin(2 * np.pi * 0.15 * time_s)
    scale = np.diag([aspect, 1.0])
    turns = np.stack([np.cos(turn), -np.sin(turn), np.sin(turn), np.cos(turn)], axis=-1).reshape(-1, 2, 2)
    linear = zoom[:, None, None] * (np.linalg.inv(scale) @ turns @ scale)
    middle = np.array([0.5, 0.5])
    shift = middle - linear @ middle + np.column_stack([dx, dy])
    return np.concatenate([linear, shift[:, :, None]], axis=2)


def film(tracks, matrices, scene=None, held=1):
    """The same hands seen by a moving camera, whose movement is looked at in every ``held``-th picture."""
    moved = np.einsum("nij,nhkj->nhki", matrices[:, :, :2], tracks.landmarks) + matrices[:, None, None, :, 2]
    known = matrices[np.arange(len(matrices)) // held * held]
    scene = np.zeros(len(matrices), np.int32) if scene is None else scene
    return replace(tracks, landmarks=moved, scenes=SceneTrack(known, scene))


@pytest.fixture(scope="module")
def stand():
    specs = [
        SegmentSpec("rubbing", "pads", duration_s=12, pace_per_min=70, axis="across", sense="both", hands="together"),
        SegmentSpec(
            "stroking", "palmar", duration_s=14, pace_per_min=24, axis="along", sense="tailward", hands="together"
        ),
    ]
    clip = simulate_session(specs, 4, faults="none", fps=30.0)
    return clip, to_tracks(clip)


def test_a_camera_on_a_stand_changes_nothing(stand):
    _, tracks = stand
    assert steady_tracks(tracks) is tracks
    still = replace(
        tracks,
        scenes=SceneTrack(np.tile(np.eye(2, 3), (len(tracks.time_s), 1, 1)), np.zeros(len(tracks.time_s), np.int32)),
    )
    np.testing.assert_allclose(steady_tracks(still).landmarks, tracks.landmarks, atol=1e-12)
    np.testing.assert_allclose(steady_tracks(still).flow, tracks.flow, atol=1e-12)


def test_known_movement_is_undone(stand):
    _, tracks = stand
    steady = steady_tracks(film(tracks, sway(tracks.time_s)))
    np.testing.assert_allclose(steady.landmarks, tracks.landmarks, atol=1e-9)


def test_between_two_looks_the_movement_goes_on():
    time_s = np.arange(9) / 30
    matrices = np.tile(np.eye(2, 3), (9, 1, 1))
    matrices[:, 0, 2] = 0.03 * time_s
    held = matrices[np.arange(9) // 2 * 2]
    filled = compute_shifts(time_s, SceneTrack(held, np.zeros(9, np.int32)))
    np.testing.assert_allclose(filled, matrices, atol=1e-12)


def test_the_camera_s_part_is_taken_out_of_the_flow(stand):
    _, tracks = stand
    matrices = np.tile(np.eye(2, 3), (len(tracks.time_s), 1, 1))
    matrices[:, 0, 2] = 0.09 * tracks.time_s / tracks.time_s[-1]
    filmed = film(tracks, matrices)
    step = np.gradient(matrices[:, 0, 2])[5] * tracks.aspect
    filmed = replace(filmed, flow=tracks.flow + np.array([step, 0.0]))
    steady = steady_tracks(filmed)
    known = np.isfinite(tracks.flow[1:])
    np.testing.assert_allclose(steady.flow[1:][known], tracks.flow[1:][known], atol=1e-4)


def test_what_is_said_does_not_change_under_a_swaying_camera(stand):
    clip, tracks = stand
    plain = find_segments(measure(tracks, clip.back), clip.time_s[-1])
    swaying = film(tracks, sway(tracks.time_s), held=2)
    said = find_segments(measure(swaying, clip.back), clip.time_s[-1])
    words = [(s.technique, s.axis, s.sense, s.drift, s.zone) for s in plain]
    assert [(s.technique, s.axis, s.sense, s.drift, s.zone) for s in said] == words
    assert [word[:2] for word in words] == [("rubbing", "across"), ("stroking", "along")]
    for a, b in zip(plain, said, strict=True):
        assert b.speed_cm_s == pytest.approx(a.speed_cm_s, rel=0.05)
        assert b.stroke_cm == pytest.approx(a.stroke_cm, rel=0.05)


def test_without_taking_it_out_the_place_is_lost(stand):
    """The sway of the test before is no trifle: read as from a stand, hands seem to wander over the back."""
    clip, tracks = stand
    matrices = sway(tracks.time_s)
    ignored = replace(film(tracks, matrices), scenes=None)
    truth = compute_back_path(compute_signals(tracks), tracks.aspect, clip.back).uv
    seen = compute_back_path(compute_signals(ignored), tracks.aspect, clip.back).uv
    assert np.nanmax(np.abs(seen - truth)) > 0.08


def test_a_back_holds_from_the_picture_it_was_set_in(stand):
    """Set in a later picture, at the place where the camera then saw it, it is the same back."""
    clip, tracks = stand
    matrices = sway(tracks.time_s)
    filmed = film(tracks, matrices)
    index = 200
    then = SceneShift(matrices[index], 0, 1.0)
    later = Back(
        tuple(then.move(np.array(clip.back.neck))),
        tuple(then.move(np.array(clip.back.tail))),
        clip.back.length_cm,
        at_s=float(tracks.time_s[index]),
    )
    (span,) = find_back_intervals(later, filmed.time_s, filmed.scenes)
    np.testing.assert_allclose([*span.back.neck, *span.back.tail], [*clip.back.neck, *clip.back.tail], atol=1e-9)


def test_a_cut_asks_for_new_points_instead_of_judging_on(stand):
    clip, tracks = stand
    n = len(tracks.time_s)
    cut_s = next(segment.start_s for segment in clip.truth.segments if segment.technique == "stroking")
    scene = (tracks.time_s >= cut_s - 0.4).astype(np.int32)
    filmed = film(tracks, np.tile(np.eye(2, 3), (n, 1, 1)), scene)
    measured = measure(filmed, clip.back)
    before, after = measured.timeline.time_s < cut_s - 1.0, measured.timeline.time_s > cut_s
    assert np.isfinite(measured.timeline.back_uv[before]).any()
    assert np.isnan(measured.timeline.back_uv[after]).all()
    rubbing, stroking = (
        segment for segment in find_segments(measured, tracks.time_s[-1]) if segment.technique != "none"
    )
    assert rubbing.technique == "rubbing" and rubbing.axis == "across" and rubbing.zone is not None
    assert stroking.technique == "stroking" and stroking.pace_per_min == pytest.approx(24, rel=0.1)
    assert stroking.axis is None and stroking.zone is None and stroking.speed_cm_s is None


def test_new_points_after_a_jump_join_the_old_ones(stand):
    """The camera is set down elsewhere, turned by a quarter; with new points the back goes on as it was."""
    clip, tracks = stand
    n, half = len(tracks.time_s), len(tracks.time_s) // 2
    quarter = np.array([[0.0, -1 / tracks.aspect, 0.9], [tracks.aspect, 0.0, -0.1]])
    matrices = np.tile(np.eye(2, 3), (n, 1, 1))
    moved = matrices.copy()
    moved[half:] = quarter
    scene = (np.arange(n) >= half).astype(np.int32)
    filmed = replace(film(tracks, moved, scene), scenes=SceneTrack(matrices, scene))
    turned = SceneShift(quarter, 1, 1.0)
    back = Back(
        tuple(turned.move(np.array(clip.back.neck))),
        tuple(turned.move(np.array(clip.back.tail))),
        clip.back.length_cm,
        at_s=float(tracks.time_s[half]) + 1.0,
        earlier=clip.back,
    )
    intervals = find_back_intervals(back, filmed.time_s, filmed.scenes)
    assert [interval.back is not None for interval in intervals] == [True, True]
    points = filmed.landmarks[:, :, 0]
    located = locate_on_back(points, filmed.time_s, filmed.aspect, intervals)
    still = locate_on_back(
        tracks.landmarks[:, :, 0], tracks.time_s, tracks.aspect, find_back_intervals(clip.back, tracks.time_s, None)
    )
    np.testing.assert_allclose(located, still, atol=1e-9)


def test_the_newest_points_of_a_scene_hold():
    time_s = np.arange(10) / 10
    scenes = SceneTrack(np.tile(np.eye(2, 3), (10, 1, 1)), np.zeros(10, np.int32))
    corrected = replace(BACK, neck=(0.4, 0.1), at_s=0.5, earlier=BACK)
    (span,) = find_back_intervals(corrected, time_s, scenes)
    assert span.back.neck == (0.4, 0.1)
