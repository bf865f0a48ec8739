"""What a hand model makes of simulated hands: each fault does what its name says."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from coach.errors import InputError
from sample_videos.simulate import (
    FAULT_PRESETS,
    Camera,
    FaultModel,
    SegmentSpec,
    random_clip,
    scale_faults,
    simulate_clip,
    to_tracks,
)
from tests.simulate.cases import APART, RUBBING, simulate


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
