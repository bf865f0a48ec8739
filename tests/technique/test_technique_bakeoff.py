"""The bake-off of ways to name the technique: windows, learners and measuring, on movements known by hand."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.errors import CoachError, InputError
from coach.formats import Truth
from coach.motion.kinematics import compute_signals
from coach.motion.rhythm import make_ticks
from coach.records import TECHNIQUES, HandTracks
from coach.technique.training import rocket, tcn
from coach.technique.training.bakeoff import (
    SIMULATED_WEIGHT,
    Contestant,
    Result,
    format_results,
    make_material,
    measure_contestant,
    measure_recording,
)
from coach.technique.training.rendered import KeptClip, read_or_track
from coach.technique.training.signal_windows import CHANNELS, SAMPLES, STRIDES, compute_windows
from tests.builders import make_sinusoid, make_still, with_gaps

RUB = TECHNIQUES.index("rubbing")


def windows_of(tracks: HandTracks) -> NDArray[np.float32]:
    signals = compute_signals(tracks)
    return compute_windows(signals, make_ticks(signals))


def uneven_hands() -> HandTracks:
    """Both hands swing slantwise, the left one twice as far."""
    far, near = (make_sinusoid(60, seconds=8, length=length, angle_rad=0.6) for length in (2.0, 1.0))
    return replace(far, landmarks=np.stack([far.landmarks[:, 0], near.landmarks[:, 1]], axis=1))


def turned(tracks: HandTracks, matrix: NDArray[np.float64]) -> HandTracks:
    """Every point moved by a matrix about the middle of the picture, in picture heights."""
    aspect = np.array([tracks.aspect, 1.0])
    return replace(tracks, landmarks=((tracks.landmarks - 0.5) * aspect @ matrix) / aspect + 0.5)


def labelled(technique: str, seconds: float) -> Truth:
    segment = {"start_s": 0.0, "end_s": seconds, "technique": technique}
    return Truth.model_validate({"video": "x.mp4", "source": "rendered", "segments": [segment]})


def two_waves(m: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Windows of fast and of slow waves of random phase in the first channel, and which is which."""
    rng = np.random.default_rng(3)
    label = np.tile([0, RUB], m // 2).astype(np.int64)
    samples = np.arange(SAMPLES) * np.where(label == RUB, 0.6, 0.1)[:, None] + rng.uniform(0, 6, (m, 1))
    windows = np.zeros((m, len(STRIDES), len(CHANNELS), SAMPLES), dtype=np.float32)
    windows[:, :, 0] = np.sin(samples)[:, None]
    return windows + rng.normal(0, 0.1, windows.shape).astype(np.float32), label


CHANGES = {
    "turned": np.array([[0.6, 0.8], [-0.8, 0.6]]),
    "mirrored": np.array([[-1.0, 0.0], [0.0, 1.0]]),
    "nearer": np.array([[1.5, 0.0], [0.0, 1.5]]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_windows_depend_on_neither_rotation_nor_mirror_nor_zoom(change: str) -> None:
    plain = uneven_hands()
    assert windows_of(turned(plain, CHANGES[change])) == pytest.approx(windows_of(plain), abs=0.02)


def test_the_faster_hand_leads_whichever_slot_it_is_in() -> None:
    plain = uneven_hands()
    swapped = replace(plain, landmarks=plain.landmarks[:, ::-1], source=plain.source[:, ::-1])
    assert np.array_equal(windows_of(swapped), windows_of(plain))
    windows = windows_of(plain)
    leading, other = (np.abs(windows[20, 0, CHANNELS.index(f"{hand}_velocity_along")]) for hand in ("leading", "other"))
    assert leading.max() > 1.2 * other.max()


def test_a_swing_is_along_and_holes_are_zero_and_said() -> None:
    windows = windows_of(with_gaps(make_sinusoid(60, seconds=12, length=2.0), (6.25, 7.25)))  # where it turns
    tick = 31
    along, across, seen = (
        windows[tick, 0, CHANNELS.index(f"leading_{n}")] for n in ("path_along", "path_across", "seen")
    )
    assert np.ptp(along) == pytest.approx(2 * np.arcsinh(1.0 / 0.3), rel=0.05), "2 hand sizes from end to end"
    assert np.abs(across).max() < 0.05
    lost = slice(SAMPLES // 2 + 4, SAMPLES // 2 + 28)
    assert (seen[lost] == 0).all()
    assert (along[lost] == 0).all()
    assert (seen[: SAMPLES // 2 - 3] == 1).all()


def test_before_the_recording_there_is_nothing() -> None:
    first = windows_of(make_still())[0]
    assert (first[..., : SAMPLES // 2 - 1] == 0).all()
    assert (first[:, CHANNELS.index("leading_seen"), SAMPLES // 2 :][0] == 1).all()


def test_a_convolution_is_what_it_is_by_hand() -> None:
    windows, _ = two_waves(4)
    weight = np.zeros(
        (len(STRIDES), len(rocket.DILATIONS), len(rocket.KERNELS), len(CHANNELS), rocket.TAPS), np.float32
    )
    weight[..., 2, :] = rocket.KERNELS
    convolutions = rocket.Convolutions(
        weight.reshape(*weight.shape[:3], -1), np.zeros((*weight.shape[:3], 1), np.float32)
    )
    features = convolutions.transform(windows).reshape(4, len(rocket.DILATIONS), len(STRIDES), len(rocket.KERNELS))
    spread = np.zeros(8 * 4 + 1)
    spread[::4] = rocket.KERNELS[10]
    by_hand = np.convolve(windows[1, 1, 2], spread[::-1], mode="same") > 0
    assert features[1, rocket.DILATIONS.index(4), 1, 10] == pytest.approx(by_hand.mean(), abs=1.5 / SAMPLES)
    assert rocket.KERNELS.shape == (84, 9)
    assert (rocket.KERNELS.sum(axis=1) == 0).all()


def test_random_convolutions_tell_fast_from_slow_and_do_so_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rocket, "BIASES", 1)
    windows, label = two_waves(90)
    kept_back = np.arange(90) >= 60
    models = [rocket.fit_rocket(windows, label, np.ones(90), kept_back, seed=1) for _ in range(2)]
    first, again = (model.score(windows[kept_back]) for model in models)
    assert (first.argmax(axis=1) == label[kept_back]).all()
    assert first.sum(axis=1) == pytest.approx(np.ones(30))
    assert np.array_equal(first, again)


def test_the_net_tells_fast_from_slow_and_does_so_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch", reason="the net is compared only where PyTorch is installed")
    monkeypatch.setattr(tcn, "BATCH", 16)
    windows, label = two_waves(90)
    kept_back = np.arange(90) >= 60
    models = [tcn.fit_net(windows, label, np.ones(90), kept_back, seed=1, epochs=8) for _ in range(2)]
    first, again = (model.score(windows[kept_back]) for model in models)
    assert (first.argmax(axis=1) == label[kept_back]).mean() > 0.9
    assert np.array_equal(first, again)


def test_without_pytorch_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(CoachError, match=r"massage-coach\[bakeoff\]"):
        tcn.load_torch()


def test_too_sure_is_cooled_down() -> None:
    label = np.array([0, 0, 0, 1])
    logits = np.zeros((4, len(TECHNIQUES)))
    logits[:, 0] = np.log(12.0 * 4.0)
    temperature, loss = rocket.choose_temperature(logits, label, np.ones(4))
    assert 1.0 < temperature <= 2.0, "48 to 1 is said, 3 of 4 are right"
    assert loss < rocket.choose_temperature(8 * logits, label, np.ones(4))[1] + 1.0


def test_measuring_leaves_out_what_was_not_seen_and_what_is_not_known() -> None:
    recording = measure_recording(with_gaps(make_sinusoid(60, seconds=12), (5.0, 8.0)), labelled("rubbing", 12.0))
    seen = np.isfinite(recording.features.values).all(axis=1)

    def always(index: int) -> Contestant:
        scores = np.where(seen[:, None], np.eye(len(TECHNIQUES))[index], np.nan)
        return Contestant("always", lambda _: scores)

    right, beside = (measure_contestant(always(i), [recording]) for i in (RUB, TECHNIQUES.index("none")))
    assert (right.f1_ticks, right.f1_smoothed, right.right) == (1.0, 1.0, {"rubbing": 1.0})
    assert (beside.f1_ticks, beside.f1_smoothed, beside.right) == (0.0, 0.0, {"rubbing": 0.0})


def test_material_weighs_simulated_sessions_little() -> None:
    clip = KeptClip("a", make_sinusoid(60, seconds=6), labelled("rubbing", 6.0))
    material = make_material([clip], range(10000, 10001), variants=2)
    rendered = material.examples.recording == 0
    assert len(material.windows) == len(material.examples.label)
    assert set(material.examples.label[rendered]) == {RUB}
    assert material.examples.weight[rendered].sum() == pytest.approx(1.0)
    assert material.examples.weight[~rendered].sum() == pytest.approx(SIMULATED_WEIGHT)


def test_the_table_compares_costs_with_the_trees() -> None:
    results = [Result(0.5, 0.6, {"rubbing": 0.7}, 100.0), Result(0.9, 0.95, {"rubbing": 0.8}, 50.0)]
    table = format_results(["rules", "trees"], results, results, "On what.")
    assert "| rules | 0.500 | 0.600 | rubbing 70.0 % | 100 us (2 x) |" in table.splitlines()
    assert table.endswith("On what.")


def test_a_folder_without_recordings_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder of recordings"):
        list(read_or_track(tmp_path))
