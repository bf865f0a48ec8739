"""Simulated recordings: the same seed gives the same numbers, faults do what their names say, files are read back."""

from __future__ import annotations

import time
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import InputError, OutputError
from coach.formats import load_truth
from coach.records import TECHNIQUES, Source
from coach.simulate import (
    FAULT_PRESETS,
    Camera,
    FaultModel,
    SegmentSpec,
    random_clip,
    random_session,
    scale_faults,
    simulate_clip,
    simulate_session,
    to_tracks,
    write_clip,
)

RUBBING = SegmentSpec("rubbing", "close", duration_s=10.0, hands="alternating", axis="along")
APART = SegmentSpec(
    "stroking", "palmar", duration_s=16.0, hands="together", pace_per_min=12, place=(0.0, 0.5), axis="along"
)
OVERHEAD = Camera(distance_cm=110.0)


def simulate(spec=APART, seed=2, **faults):
    return simulate_clip(spec, seed, faults=FaultModel(**faults), camera=OVERHEAD, fps=30)


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


def test_no_faults_means_the_true_points_under_true_names():
    clip = simulate()
    assert all(len(hands) == 2 for hands in clip.detections)
    np.testing.assert_allclose(clip.landmarks[:, :2, :, :2], clip.true_hands)
    assert (clip.label[:, 0] == "Left").all() and (clip.label[:, 1] == "Right").all()
    np.testing.assert_allclose(to_tracks(clip).landmarks, to_tracks(clip, seen_only=False).landmarks)


def test_world_points_have_the_size_of_a_hand_in_metres():
    detection = simulate().detections[0][0]
    assert np.linalg.norm(detection.world[9] - detection.world[0]) == pytest.approx(0.0946, rel=0.2)
    np.testing.assert_allclose(detection.world.mean(axis=0), 0, atol=1e-9)


def test_wrist_is_moved_towards_the_middle_knuckle():
    clip = simulate(wrist_shift=(0.2, 0.2))
    wrist, knuckle, seen = clip.true_hands[:, :, 0], clip.true_hands[:, :, 9], clip.view.picture[:, :, 0]
    np.testing.assert_allclose(seen, wrist + 0.2 * (knuckle - wrist))


def measure_jitter(clip):
    noise = (clip.view.picture - clip.true_hands) / clip.camera.focal * clip.camera.distance_cm / 9.46
    return float(np.nanstd(noise[..., 0]))


def test_jitter_grows_with_its_strength_and_with_speed():
    slow, fast = simulate(jitter=0.01), simulate(jitter=0.02)
    assert 1.7 < measure_jitter(fast) / measure_jitter(slow) < 2.3
    still = simulate(SegmentSpec("none", "rest", duration_s=10), jitter_speed=0.01)
    assert measure_jitter(simulate(jitter_speed=0.01)) > 2 * measure_jitter(still)


@pytest.mark.parametrize("share", [0.1, 0.4])
def test_dropouts_have_their_share_and_come_in_runs(share):
    found = np.concatenate([simulate(seed=seed, dropout=share).view.found for seed in range(8)])
    assert 1 - found.mean() == pytest.approx(share, abs=0.4 * share)
    losses = np.sum(found[:-1] & ~found[1:])
    assert (~found).sum() / losses > 3


@pytest.mark.parametrize(
    ("fault", "spec"),
    [
        ("touch_loss", SegmentSpec("rubbing", "palm_to_palm", duration_s=10)),
        ("stack_loss", SegmentSpec("stroking", "burdened", duration_s=16)),
        ("edge_loss", SegmentSpec("tapping", "chopping", duration_s=10)),
        ("blur_loss", SegmentSpec("rubbing", "palmar", duration_s=10, pace_per_min=200, stroke_cm=11)),
        ("blink", APART),
    ],
)
def test_losses_happen_where_they_belong(fault, spec):
    hard = [simulate(spec, seed, **{fault: 0.9}).view.found.mean() for seed in range(4)]
    easy = [
        simulate(SegmentSpec("none", "fingers", duration_s=8), seed, **{fault: 0.9}).view.found.mean()
        for seed in range(4)
    ]
    assert np.mean(hard) < 0.85
    if fault != "blink":
        assert np.mean(easy) > np.mean(hard)


def test_stacked_loses_only_the_lower_hand():
    view = simulate(SegmentSpec("stroking", "burdened", duration_s=16), stack_loss=1.0).view
    assert sorted(view.found.mean(axis=0)) == [0.0, 1.0]


def test_labels_flip_slots_swap_and_names_agree():
    flipped = simulate(label_flip=0.5).label[:, 0]
    assert 0.2 < (flipped == "Right").mean() < 0.8
    alike = simulate(same_label=0.6).label
    assert 0.3 < (alike[:, 0] == alike[:, 1]).mean() < 0.9
    swapped = simulate(RUBBING, slot_swap=0.5).label[:, 0]
    assert 0.1 < (swapped == "Right").mean() < 0.9
    assert (simulate(RUBBING).label[:, 0] == "Left").all()


def test_order_is_kept_while_hands_are_apart():
    first = simulate(slot_swap=0.5).label[:, 0]
    assert len(set(first)) == 1


def test_fingers_are_guessed_and_palms_are_not():
    clip = simulate(guessed_fingers=0.9, guess_size=0.5)
    error = np.linalg.norm(clip.view.picture - clip.true_hands, axis=-1)
    assert np.nanmean(error[:, :, [8, 12, 16, 20]]) > 5 * np.nanmean(error[:, :, [0, 5, 9, 13, 17]])


def test_ghost_lies_on_the_other_hand():
    spec = SegmentSpec("rubbing", "palm_to_palm", duration_s=10)
    clips = [simulate(spec, seed, touch_loss=1.0, ghost=1.0) for seed in range(3)]
    single = [simulate(spec, seed, touch_loss=1.0) for seed in range(3)]
    assert sum(clip.view.found.sum() for clip in clips) > 1.2 * sum(clip.view.found.sum() for clip in single)


def test_third_hand_is_somebody_elses():
    camera = Camera(distance_cm=160.0)
    counts = [
        max(
            len(hands)
            for hands in simulate_clip(APART, seed, faults=FaultModel(third_hand=1.0), camera=camera).detections
        )
        for seed in range(6)
    ]
    assert 3 in counts
    assert max(len(hands) for hands in simulate().detections) == 2


def test_lost_frames_are_gone():
    whole, gappy = simulate(), simulate(lost_frames=0.3)
    assert len(gappy.time_s) == pytest.approx(0.7 * len(whole.time_s), rel=0.15)
    assert np.isin(gappy.time_s, whole.time_s).all()


def test_scaling_switches_off_and_doubles():
    realistic = FAULT_PRESETS["realistic"]
    off, double = scale_faults(realistic, 0.0), scale_faults(realistic, 2.0)
    kept = {"dropout_s", "flip_s", "wrist_shift"}
    assert all(getattr(off, f.name) == 0 for f in fields(off) if f.name not in kept)
    assert double.jitter == 2 * realistic.jitter and double.stack_loss == 1.0


def test_harsh_is_harsher():
    found = {}
    for name in FAULT_PRESETS:
        found[name] = np.mean([simulate_clip(RUBBING, seed, faults=name).view.found.mean() for seed in range(4)])
    assert found["none"] > found["realistic"] > found["harsh"]


def test_unknown_preset_lists_the_known_ones():
    with pytest.raises(InputError, match="none, realistic, harsh"):
        random_clip(0, faults="awful")


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
