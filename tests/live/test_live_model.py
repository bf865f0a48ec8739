"""A model that was taken into use names the techniques of the next live session, whoever took it into use."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coach.learning.shelf import go_back, keep_model
from coach.live.coach import LiveCoach
from coach.live.plan import Plan
from coach.records import TECHNIQUES
from coach.technique.local_model import LocalModel
from coach.technique.model import load_technique_model
from tests.learning.test_learning_shelf import make_local

SECONDS = 8


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def make_kneading_model() -> LocalModel:
    """Make a model that calls everything kneading."""
    shipped = load_technique_model()
    base = np.where(np.array(TECHNIQUES) == "kneading", 60.0, 0.0)
    return replace(make_local(), model=replace(shipped, base=base))


def name_session(clip, hands) -> str:
    """Run a session in free practice; returns what its end is called."""
    coach = LiveCoach(Plan("free"), None, clip.aspect, None)
    ticks = [coach.push(frame) for frame in hands[: SECONDS * 30]]
    return ticks[-1].snapshot.verdict


def test_the_next_session_is_named_by_the_model_in_use(data: Path, clip, hands):
    before = name_session(clip, hands)
    assert before == "rubbing"
    path = keep_model(make_kneading_model())
    assert name_session(clip, hands) == before, "a model that is only kept names nothing"
    # Another process takes it: the server that is running must not go on with what it read before.
    command = [sys.executable, "-m", "coach", "learn", "--data-dir", str(data), "use", path.stem]
    subprocess.run(command, check=True, capture_output=True)
    assert name_session(clip, hands) == "kneading"
    go_back()
    assert name_session(clip, hands) == before
