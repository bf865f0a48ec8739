"""What the model learns from: recordings that are varied, kept and labelled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coach.formats import Truth, TruthSegment
from coach.learning.examples import UNNAMED, compute_tracks_features, label_ticks
from coach.records import TECHNIQUES, HandTracks, SceneTrack
from coach.technique.features import FEATURE_NAMES
from models.training.augment import (
    change_pace,
    change_reach,
    drop_frames,
    halve_rate,
    is_possible,
    see_badly,
    vary,
)
from models.training.dataset import list_known
from models.training.rendered import KeptClip, find_rendered, read_clips, write_clips
from tests.builders import make_sinusoid


def truth_of(technique: str = "rubbing", pace: float | None = 60.0, end_s: float = 12.0) -> Truth:
    segment = TruthSegment(start_s=0.0, end_s=end_s, technique=technique, pace_per_min=pace)  # type: ignore[arg-type]
    return Truth(video="clip.mp4", source="rendered", segments=[segment])


def middle(tracks: HandTracks, name: str) -> float:
    return float(np.nanmedian(compute_tracks_features(tracks).values[:, FEATURE_NAMES.index(name)]))


def with_flow(tracks: HandTracks) -> HandTracks:
    palm = np.nan_to_num(tracks.landmarks[:, 0, :1])
    flow = np.repeat(np.diff(palm, axis=0, prepend=palm[:1]), 9, axis=1)
    return HandTracks(tracks.time_s, tracks.landmarks, tracks.source, tracks.aspect, flow=flow)


def test_played_faster_the_rhythm_and_the_truth_are_faster() -> None:
    tracks, truth = change_pace(make_sinusoid(60, seconds=12), truth_of(), 1.5)
    assert 60 * 2 ** middle(tracks, "rate") == pytest.approx(90, rel=0.02)
    assert (truth.segments[0].pace_per_min, truth.segments[0].end_s) == (90.0, 8.0)


def test_a_longer_way_is_longer_and_the_hand_as_large_as_before() -> None:
    tracks = make_sinusoid(60, seconds=12, length=1.0)
    longer = change_reach(tracks, 1.3)
    assert middle(longer, "cycle_reach") == pytest.approx(1.3 * middle(tracks, "cycle_reach"), rel=0.05)
    assert middle(longer, "tips_ratio") <= middle(tracks, "tips_ratio") + 1e-6
    before, after = (np.linalg.norm(t.landmarks[:, 0, 0] - t.landmarks[:, 0, 9], axis=-1) for t in (tracks, longer))
    assert after == pytest.approx(before)


def test_frames_left_out_lose_no_flow() -> None:
    tracks = with_flow(make_sinusoid(60, seconds=6))
    halved, dropped = halve_rate(tracks), drop_frames(tracks, np.random.default_rng(3))
    assert len(halved.time_s) == -(-len(tracks.time_s) // 2)
    assert 0.6 < len(dropped.time_s) / len(tracks.time_s) < 0.8
    for fewer in (halved, dropped):
        assert fewer.flow is not None
        assert tracks.flow is not None
        until = np.searchsorted(tracks.time_s, fewer.time_s[-1], side="right")
        assert fewer.flow.sum(axis=0) == pytest.approx(tracks.flow[:until].sum(axis=0), abs=1e-9)


def test_frames_left_out_take_their_view_of_the_scene_along() -> None:
    tracks = make_sinusoid(60, seconds=6)
    n = len(tracks.time_s)
    matrix = np.tile(np.eye(2, 3), (n, 1, 1))
    matrix[:, 0, 2] = tracks.time_s
    moved = replace(tracks, scenes=SceneTrack(matrix, np.arange(n, dtype=np.int32) // 50))
    for fewer in (halve_rate(moved), drop_frames(moved, np.random.default_rng(3))):
        assert fewer.scenes is not None
        assert fewer.scenes.matrix[:, 0, 2] == pytest.approx(fewer.time_s)
        assert set(fewer.scenes.scene) == set(np.arange(n) // 50)


def test_badly_seen_hands_are_lost_now_and_then() -> None:
    tracks = make_sinusoid(60, seconds=20)
    worse = see_badly(tracks, np.random.default_rng(1))
    lost = np.isnan(worse.landmarks[:, :, 0, 0]).mean()
    assert 0.03 < lost < 0.4
    assert ((worse.source == 0) == np.isnan(worse.landmarks[:, :, 0, 0])).all()


def test_the_same_generator_varies_alike() -> None:
    tracks = with_flow(make_sinusoid(60, seconds=8))
    first, second = (vary(tracks, truth_of(), np.random.default_rng(9)) for _ in range(2))
    assert np.array_equal(first[0].landmarks, second[0].landmarks, equal_nan=True)
    assert first[1] == second[1]


def test_what_nobody_does_teaches_nothing() -> None:
    assert is_possible("stroking", 20.0)
    assert not is_possible("stroking", 90.0)
    assert is_possible("none", None)
    ticks = np.arange(0.0, 12.0, 0.2)
    label = label_ticks(list_known(truth_of("tapping", 30.0)), ticks)
    assert (label == UNNAMED).all()
    label = label_ticks(list_known(truth_of("tapping", 200.0)), ticks)
    assert set(label.tolist()) == {UNNAMED, TECHNIQUES.index("tapping")}


def test_kept_clips_come_back(tmp_path: Path) -> None:
    plain, flowing = make_sinusoid(60, seconds=4), with_flow(make_sinusoid(90, seconds=3))
    lost = HandTracks(plain.time_s, np.where(plain.landmarks > 2, 0, np.nan), plain.source * 0, 1.5)
    clips = [KeptClip(name, tracks, truth_of()) for name, tracks in (("a", plain), ("b", flowing), ("c", lost))]
    path = tmp_path / "deep" / "kept.npz"
    write_clips(clips, path)
    again = list(read_clips(path))
    assert [clip.name for clip in again] == ["a", "b", "c"]
    for clip, kept in zip(clips, again, strict=True):
        assert kept.truth == clip.truth
        assert kept.tracks.aspect == clip.tracks.aspect
        assert kept.tracks.landmarks == pytest.approx(clip.tracks.landmarks, abs=1e-4, nan_ok=True)
        assert np.array_equal(kept.tracks.source, clip.tracks.source)
    assert again[1].tracks.flow == pytest.approx(flowing.flow, abs=1e-3)
    first = path.read_bytes()
    write_clips(clips, path)
    assert path.read_bytes() == first


def test_the_training_clips_are_in_the_checkout_and_rendered() -> None:
    clips = list(read_clips(find_rendered()))
    assert len(clips) > 90
    assert {clip.truth.source for clip in clips} == {"rendered"}
    assert not any(clip.name.startswith("measure") for clip in clips), "what is measured on is not learnt from"
