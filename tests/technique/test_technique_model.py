"""The trained model: its file, its form, and the pace that rules a technique out."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from coach.errors import ModelFileError
from coach.records import TECHNIQUES
from coach.technique.features import FEATURE_NAMES, Features
from coach.technique.model import ARRAYS_NAME, CARD_NAME, load_technique_model, read_model, write_model
from coach.technique.rules import limit_by_pace

MODELS = Path(__file__).parents[2] / "models"


def features_at(rate_hz: float) -> Features:
    values = np.zeros((2, len(FEATURE_NAMES)))
    values[0, FEATURE_NAMES.index("has_rhythm")] = 1.0
    values[0, FEATURE_NAMES.index("rate")] = np.log2(rate_hz)
    return Features(np.array([0.0, 0.2]), values, np.ones((2, 2)))


def test_scores_are_probabilities_and_unseen_stays_unseen() -> None:
    values = np.random.default_rng(0).normal(size=(40, len(FEATURE_NAMES)))
    values[3] = np.nan
    scores = load_technique_model().score(Features(np.arange(40.0), values, np.ones((40, 2))))
    assert np.isnan(scores[3]).all()
    seen = np.delete(scores, 3, axis=0)
    assert seen.sum(axis=1) == pytest.approx(np.ones(39))
    assert (seen >= 0).all()


def test_written_and_read_again_it_is_the_same_and_so_are_its_bytes(tmp_path: Path) -> None:
    model, about = load_technique_model(), json.loads((MODELS / CARD_NAME).read_text(encoding="utf-8"))
    write_model(model, about, tmp_path)
    assert (tmp_path / CARD_NAME).read_bytes() == (MODELS / CARD_NAME).read_bytes()
    again = read_model(tmp_path / ARRAYS_NAME, tmp_path / CARD_NAME)
    assert np.array_equal(again.threshold, model.threshold)


@pytest.mark.parametrize("spoil", ["arrays", "card", "features"])
def test_a_spoilt_model_says_what_to_do(tmp_path: Path, spoil: str) -> None:
    for name in (ARRAYS_NAME, CARD_NAME):
        (tmp_path / name).write_bytes((MODELS / name).read_bytes())
    if spoil == "arrays":
        (tmp_path / ARRAYS_NAME).write_bytes(b"no zip")
    elif spoil == "card":
        (tmp_path / CARD_NAME).write_text("{", encoding="utf-8")
    else:
        (tmp_path / CARD_NAME).write_text(json.dumps({"features": ["other"], "techniques": TECHNIQUES}))
    with pytest.raises(ModelFileError, match="train the model anew"):
        read_model(tmp_path / ARRAYS_NAME, tmp_path / CARD_NAME)


@pytest.mark.parametrize(("rate_hz", "gone"), [(0.2, "tapping"), (3.0, "stroking"), (4.0, "kneading")])
def test_a_pace_out_of_the_question_takes_a_technique_away(rate_hz: float, gone: str) -> None:
    even = np.full((2, len(TECHNIQUES)), 1 / len(TECHNIQUES))
    limited = limit_by_pace(even, features_at(rate_hz))
    assert limited.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert limited[0, TECHNIQUES.index(gone)] < 0.02  # type: ignore[arg-type]
    assert limited[1] == pytest.approx(even[1]), "without a rhythm nothing is taken away"
