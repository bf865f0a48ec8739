"""What is offered for correction: the unsure and the unlike first, never what was named already."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from coach.corrections.beginning import begin_blind
from coach.corrections.edits import Rename, Split, apply_edit
from coach.history.recordings import keep_correction, recording_dir
from coach.history.store import open_store
from coach.learning import offers
from coach.learning.examples import Examples
from coach.learning.kept_features import compute_kept_features
from coach.learning.offers import make_candidate, offer_stretches
from coach.learning.ranking import BLOCK, LENGTH_S, Candidate, compute_nearest, rank_stretches
from coach.learning.replay import Replay
from coach.records import TECHNIQUES, VideoInfo
from coach.technique.features import FEATURE_NAMES
from coach.tracks_file import Recorded, write_tracks
from tests.builders import make_sinusoid
from tests.history.kept_sessions import make_review, new_session

F = len(FEATURE_NAMES)


@pytest.fixture
def replay() -> Examples:
    """Four clips around the origin."""
    rng = np.random.default_rng(2)
    return Examples(rng.normal(size=(200, F)), np.arange(200) % 5, np.arange(200) // 50, np.ones(200))


def make(uuid: str, sure: float = 0.9, far: float = 0.0, ticks: int = 50, technique: int = 1) -> Candidate:
    scores = np.full((ticks, len(TECHNIQUES)), (1 - sure) / 4)
    scores[:, technique] = sure
    rng = np.random.default_rng(5)
    values = rng.normal(size=(ticks, F)) + far
    return Candidate(uuid, np.arange(ticks) * 0.2, values, scores, np.zeros(ticks, dtype=bool))


def test_the_least_sure_comes_first(replay: Examples):
    found = rank_stretches([make("sure", 0.95), make("unsure", 0.4), make("half", 0.6)], replay)
    assert [offer.uuid for offer in found] == ["unsure", "half", "sure"]
    assert found[0].sure == pytest.approx(0.4)
    assert (found[0].start_s, found[0].end_s, found[0].technique) == (0.0, pytest.approx(10.0), "rubbing")


def test_of_equally_sure_ones_the_most_unlike_comes_first(replay: Examples):
    found = rank_stretches([make("known"), make("unlike", far=6.0)], replay)
    assert [offer.uuid for offer in found] == ["unlike", "known"]
    assert found[0].unlike == 1.0
    assert found[1].unlike < 0.9


def test_ten_are_offered_of_many_and_all_of_few(replay: Examples):
    many = make("long", ticks=1000)
    assert len(rank_stretches([many], replay)) == 10
    assert len(rank_stretches([many], replay, count=3)) == 3
    few = rank_stretches([make("short", ticks=100)], replay)
    assert [offer.end_s - offer.start_s for offer in few] == pytest.approx([LENGTH_S, LENGTH_S])
    assert rank_stretches([], replay) == []


def test_named_unseen_and_very_short_stretches_are_not_offered(replay: Examples):
    candidate = make("one", ticks=100)
    candidate.said[:50] = True
    candidate.scores[60:] = np.nan
    (left,) = rank_stretches([candidate], replay)
    assert (left.start_s, left.end_s) == (pytest.approx(10.0), pytest.approx(12.0))
    candidate.scores[59] = np.nan
    assert rank_stretches([candidate], replay) == []


def test_sessions_are_scored_by_the_model_in_use(replay: Examples, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(offers, "load_replay", lambda: Replay(replay, np.zeros((200, 5)), np.ones(200, dtype=bool)))
    store = open_store(tmp_path / "data")
    tracks = make_sinusoid(60, seconds=20)
    info = VideoInfo("evening.mp4", 640, 480, 30.0, len(tracks.time_s), 20.0)
    first = store.add_session(new_session(store), make_review(), Recorded(tracks, info))
    gone = store.add_session(new_session(store), make_review())
    uuids = [first.uuid, gone.uuid]
    assert {(o.uuid, round(o.start_s)) for o in offer_stretches(store, uuids)} == {(first.uuid, 0), (first.uuid, 10)}
    half = apply_edit(apply_edit(begin_blind("Ana", 20.0), Split(10.0)), Rename(5.0, "rubbing"))
    store.corrections.save(first.uuid, half)
    (left,) = offer_stretches(store, uuids)
    assert left.start_s == pytest.approx(10.0)
    assert make_candidate(first.uuid, compute_kept_features(tracks), []).said.sum() == 0


def test_recordings_of_a_class_are_offered_as_sessions_are(replay: Examples, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path))
    monkeypatch.setattr(offers, "load_replay", lambda: Replay(replay, np.zeros((200, 5)), np.ones(200, dtype=bool)))
    store, digest = open_store(tmp_path), "a" * 32
    folder = recording_dir(tmp_path, digest)
    folder.mkdir(parents=True)
    tracks = make_sinusoid(60, seconds=20)
    info = VideoInfo("anna.mp4", 640, 480, 30.0, len(tracks.time_s), 20.0)
    write_tracks(folder / "tracks.npz", Recorded(tracks, info))
    uuids = [digest, "b" * 32]  # nothing is kept of the second one
    assert {(o.uuid, round(o.start_s)) for o in offer_stretches(store, uuids)} == {(digest, 0), (digest, 10)}
    half = apply_edit(apply_edit(begin_blind("Ana", 20.0), Split(10.0)), Rename(5.0, "rubbing"))
    keep_correction(folder, "anna", half)
    (left,) = offer_stretches(store, uuids)
    assert left.start_s == pytest.approx(10.0)


def test_the_nearest_known_point_is_as_far_as_the_least_of_all_distances() -> None:
    rng = np.random.default_rng(8)
    points, known = rng.normal(size=(BLOCK + 3, 4)), rng.normal(size=(30, 4))
    points[0] = known[7]
    expected = np.linalg.norm(points[:, None] - known[None], axis=2).min(axis=1)
    np.testing.assert_allclose(compute_nearest(points, known), expected, atol=1e-12)
