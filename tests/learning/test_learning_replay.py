"""What is replayed comes back as it was written, and what cannot be used is said."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from coach.errors import ModelFileError
from coach.hands.model_file import find_model
from coach.learning import replay as replay_module
from coach.learning.examples import Examples, balance, compute_logits, join_examples, split_folds
from coach.learning.replay import REPLAY_NAME, Replay, load_replay, read_replay, write_replay
from coach.records import TECHNIQUES
from coach.technique.features import FEATURE_NAMES
from coach.technique.model import load_technique_model
from models.training.__main__ import make_replay


def make_replayed() -> Replay:
    logits = np.random.default_rng(3).normal(size=(40, len(TECHNIQUES)))
    return Replay(make_examples(), logits, np.arange(40) < 30)


def make_examples(ticks: int = 40, seed: int = 1) -> Examples:
    rng = np.random.default_rng(seed)
    return Examples(
        values=rng.normal(size=(ticks, len(FEATURE_NAMES))),
        label=np.arange(ticks) % len(TECHNIQUES),
        recording=np.arange(ticks) // 10 + 100 * seed,
        weight=np.full(ticks, 1.0 / ticks),
    )


def test_what_was_written_comes_back(tmp_path: Path):
    replay = make_replayed()
    examples = replay.examples
    path = write_replay(replay, tmp_path)
    assert path.name == REPLAY_NAME
    again = read_replay(path)
    assert np.array_equal(again.rendered, np.arange(40) < 30)
    assert np.array_equal(again.examples.label, examples.label)
    assert np.array_equal(again.examples.recording, examples.recording)
    assert again.examples.values == pytest.approx(examples.values, rel=1e-3, abs=1e-6)
    assert again.logits == pytest.approx(replay.logits, rel=1e-3, abs=1e-6)
    first = path.read_bytes()
    write_replay(replay, tmp_path)
    assert path.read_bytes() == first


def test_the_shipped_replay_fits_the_shipped_model():
    replay = load_replay()
    examples = replay.examples
    rendered, logits = examples.of(replay.rendered), replay.logits[replay.rendered]
    assert np.unique(rendered.label).tolist() == list(range(len(TECHNIQUES)))
    assert len(np.unique(rendered.recording)) > 90
    assert 0.9 < (logits.argmax(axis=1) == rendered.label).mean() < 0.97, "by models that did not learn from the clip"
    assert np.isfinite(examples.values).all() and np.isfinite(replay.logits).all()
    assert find_model(REPLAY_NAME).stat().st_size < 8_000_000


def test_of_too_many_ticks_some_are_kept_from_all_recordings(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(replay_module, "MOST_TICKS", 20)
    again = read_replay(write_replay(make_replayed(), tmp_path))
    assert len(again.examples) == 20
    assert set(again.examples.recording) == {100, 101, 102, 103}


@pytest.mark.parametrize("damage", ["missing", "short", "foreign", "other features"])
def test_what_cannot_be_used_is_said_in_a_sentence(damage: str, tmp_path: Path):
    path = write_replay(make_replayed(), tmp_path)
    if damage == "missing":
        path.unlink()
    elif damage == "short":
        path.write_bytes(path.read_bytes()[:-300])
    elif damage == "foreign":
        np.savez(path, something=np.zeros(3))
    else:
        with np.load(path) as data:
            arrays = dict(data)
        card = {"features": ["reach"], "techniques": TECHNIQUES}
        arrays["card"] = np.frombuffer(json.dumps(card).encode(), dtype=np.uint8)
        np.savez(path, **arrays)
    with pytest.raises(ModelFileError, match=r"replay\.npz"):
        read_replay(path)


def test_the_training_command_replays_scores_of_unlearnt_clips():
    model, m = load_technique_model(), 30
    rng = np.random.default_rng(4)
    scores = rng.dirichlet(np.ones(len(TECHNIQUES)), size=m)
    values = rng.normal(size=(m, len(FEATURE_NAMES)))
    ticks = np.arange(m) % len(TECHNIQUES)
    rendered = Examples(values, ticks, np.arange(m), np.ones(m))
    simulated = Examples(values[:10], ticks[:10], 20000 + np.arange(10), np.ones(10))
    replay = make_replay(rendered, scores, simulated, model)
    assert replay.rendered.sum() == m
    assert np.exp(replay.logits[:m]) == pytest.approx(scores, abs=1e-6)
    assert replay.examples.weight[:m].sum() == pytest.approx(1.0)
    assert replay.examples.weight[m:].sum() == pytest.approx(0.3)


def test_logits_are_those_before_the_temperature():
    logits = np.array([[1.0, 2.0, 0.0, -1.0, 0.5]])
    odds = np.exp(logits / 1.6)
    found = compute_logits(odds / odds.sum(), 1.6)
    assert found - found[0, 0] == pytest.approx(logits - 1.0)


def test_every_technique_that_occurs_weighs_the_same():
    label = np.array([0, 0, 0, 2])
    assert balance(label, np.full(4, 0.25)) == pytest.approx([1 / 6, 1 / 6, 1 / 6, 0.5])


def test_a_recording_is_never_split_between_folds():
    assert split_folds(np.array([7, 7, 9, 20, 20, 31]), 2).tolist() == [0, 0, 1, 0, 0, 1]


def test_joined_examples_stand_one_after_the_other():
    joined = join_examples([make_examples(seed=1), make_examples(seed=2)])
    assert len(joined) == 80
    assert set(joined.recording) == {100, 101, 102, 103, 200, 201, 202, 203}
    with pytest.raises(ValueError, match="40 ticks"):
        Examples(*(getattr(joined, name)[:40] for name in ("values", "label", "recording")), joined.weight)
