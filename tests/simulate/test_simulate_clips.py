"""Simulated recordings: the same seed gives the same numbers, files are read back, the flow goes with the hands."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import OutputError
from coach.formats import load_truth
from coach.records import TECHNIQUES, Source
from sample_videos.simulate import (
    SegmentSpec,
    random_clip,
    random_session,
    simulate_clip,
    simulate_session,
    to_tracks,
    write_clip,
)
from tests.simulate.cases import OVERHEAD, RUBBING, simulate


def assert_same(one, two):
    for name in ("time_s", "landmarks", "world", "label", "score", "true_hands"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name), err_msg=name)
    assert one.truth == two.truth and one.back == two.back


@pytest.mark.parametrize("seed", [0, 1, 77])
def test_same_seed_gives_the_same_bits(seed):
    assert_same(random_clip(seed), random_clip(seed))
    assert_same(random_session(seed), random_session(seed))


def test_other_seed_gives_another_clip():
    assert random_clip(1).truth != random_clip(2).truth


def test_camera_faults_and_frame_rate_leave_the_movement_alone():
    base = simulate_clip(RUBBING, 5, faults="none", fps=30)
    for other in (
        simulate_clip(RUBBING, 5, faults="harsh", fps=30),
        simulate_clip(RUBBING, 5, faults="none", fps=30, camera=OVERHEAD),
        simulate_clip(RUBBING, 5, faults="none", fps=60),
    ):
        assert other.truth.segments == base.truth.segments
        at = np.linspace(0, 5, 20)
        np.testing.assert_array_equal(other.motion.compute_hands(at).points, base.motion.compute_hands(at).points)


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_any_clip_is_well_formed(seed):
    clip = random_clip(seed, faults="harsh" if seed % 2 else "realistic")
    found = np.isfinite(clip.landmarks[..., 0, 0])
    assert clip.time_s[0] == 0 and (np.diff(clip.time_s) > 0).all()
    assert np.isfinite(clip.landmarks[found][..., :2]).all()
    assert (np.isin(clip.label[found], ["Left", "Right"])).all() and (clip.label[~found] == "").all()
    assert not (found[:, 1:] & ~found[:, :-1]).any()
    assert clip.truth.segments[-1].end_s == pytest.approx(clip.time_s[-1], abs=0.3)
    assert clip.truth.source == "simulated" and clip.truth.back is not None
    assert 0.4 < clip.aspect < 2
    tracks = to_tracks(clip)
    np.testing.assert_array_equal(np.isfinite(tracks.landmarks).all(axis=(2, 3)), tracks.source == Source.LANDMARKS)


def test_random_clips_cover_everything():
    clips = [random_clip(seed, faults="none", fps=10.0) for seed in range(150)]
    segments = [clip.truth.segments[0] for clip in clips]
    assert {segment.technique for segment in segments} == set(TECHNIQUES)
    assert {segment.hands for segment in segments} >= {"together", "alternating", "one", "stacked"}
    assert {segment.axis for segment in segments} >= {"along", "across", "diagonal", "circular", "in_place"}
    assert {segment.drift for segment in segments} >= {"headward", "tailward", "none"}
    paces = [segment.pace_per_min for segment in segments if segment.pace_per_min]
    assert min(paces) < 12 and max(paces) > 150
    tilts = [clip.camera.tilt_rad for clip in clips]
    assert max(tilts) > np.deg2rad(40) and max(tilts) <= np.deg2rad(50)


def test_pace_that_is_drawn_can_be_seen_at_the_frame_rate():
    for seed in range(30):
        clip = simulate_clip(SegmentSpec("tapping", duration_s=5), seed, fps=10)
        assert clip.motion.parts[0].beat.pace_per_min < 1.25 * 10 / 3 * 60


def test_scripted_session_carries_protocol_and_steps():
    specs = [
        SegmentSpec("stroking", "palmar", cycles=4, step="light"),
        SegmentSpec("rubbing", "pads", cycles=10, step="rub"),
    ]
    truth = simulate_session(specs, 3, protocol="lumbar-home").truth
    assert truth.protocol == "lumbar-home"
    assert [(s.step, s.cycles) for s in truth.segments if not s.transition] == [("light", 4), ("rub", 10)]


def test_written_clip_is_read_back(tmp_path):
    clip = random_session(4, segments=2)
    path = write_clip(clip, tmp_path / "new folder", "é_clip")
    truth = load_truth(path.with_name("é_clip.truth.json"))
    assert truth == clip.truth.model_copy(update={"track": "é_clip.npz"})
    with np.load(path) as stored:
        assert stored["lm"].shape == (len(clip.time_s), 3, 21, 3)
        np.testing.assert_allclose(stored["lm"], clip.landmarks, atol=1e-6)
        np.testing.assert_array_equal(stored["hand"], clip.label)
        np.testing.assert_array_equal(stored["time_s"], clip.time_s)
        assert (int(stored["w"]), int(stored["h"])) == (clip.width, clip.height)
        assert stored["lm"].dtype == np.float32


def test_unwritable_folder_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write_clip(simulate(), tmp_path / "file", "clip")


def test_hand_held_camera_sways_about_the_still_one():
    held = next(
        clip for clip in (random_clip(seed, faults="none") for seed in range(20)) if clip.camera.sway is not None
    )
    still = replace(held.camera, sway=None)
    points = np.broadcast_to(np.array([[0.0, 25.0, 0.0]]), (len(held.time_s), 1, 3))
    moving = held.camera.project(points, held.time_s)[:, 0]
    fixed = still.project(points, held.time_s)[:, 0]
    off = np.linalg.norm(moving - fixed, axis=-1)
    assert 0.0005 < off.mean() < 0.1


def test_simulation_is_far_faster_than_real_time():
    start, seconds = time.process_time(), 0.0
    for seed in range(10):
        seconds += random_clip(seed).time_s[-1]
    assert seconds / (time.process_time() - start) > 100


def test_flow_goes_with_the_hands_even_when_none_is_found():
    spec = SegmentSpec("rubbing", "palmar", duration_s=10, hands="together", axis="along", pace_per_min=60, stroke_cm=8)
    clip = simulate(spec, blink=0.0, dropout=0.5, dropout_s=1.0)
    assert clip.flow.shape == (len(clip.time_s), 9, 2) and np.isnan(clip.flow[0]).all()
    palm = np.diff(clip.true_hands[:, :, 9].mean(axis=1), axis=0) * np.array([clip.aspect, 1.0])
    flow = clip.flow[1:].mean(axis=1)
    missing = np.isfinite(flow[:, 1]) & ~clip.view.found[1:].any(axis=1)
    assert missing.sum() > 20
    assert np.corrcoef(flow[missing, 1], palm[missing, 1])[0, 1] > 0.6


def test_flow_is_still_where_nothing_moves():
    resting = simulate(SegmentSpec("none", "rest", duration_s=8)).flow
    working = simulate(SegmentSpec("rubbing", "palmar", duration_s=8, pace_per_min=100)).flow
    assert 2 * np.nanstd(resting) < np.nanstd(working)


def test_tracks_carry_the_flow_only_as_seen():
    clip = simulate()
    np.testing.assert_array_equal(to_tracks(clip).flow, clip.flow)
    assert to_tracks(clip, seen_only=False).flow is None
