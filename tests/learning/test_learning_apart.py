"""Learning in a process of its own: what it tells, how it is stopped, and what is said when it dies."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coach.errors import Cancelled, CoachError
from coach.history.store import open_store
from coach.learning import apart
from coach.learning.apart import learn_apart
from coach.learning.measuring import fit_and_measure
from coach.words import say
from tests.learning.lessons_example import make_world
from tests.ui.taught_history import fill_history


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def replace_process(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let another program stand for the one that learns."""
    began = apart.subprocess.Popen
    monkeypatch.setattr(
        apart.subprocess, "Popen", lambda _line, **given: began([sys.executable, "-c", script], **given)
    )


def test_it_tells_how_far_it_is_and_what_came_of_it(data: Path):
    fill_history(data, sessions=1)
    told: list[tuple[float, str]] = []
    outcome = learn_apart("Practice room", lambda done, stage: told.append((done, stage)))
    assert outcome.judgement.reasons[0] == "few_sessions" and outcome.card is None and outcome.kept is None
    assert told[0] == (0.0, "gather") and told == sorted(told)


def test_a_fault_of_the_other_process_is_said_as_it_says_it(data: Path):
    open_store(data)
    with pytest.raises(CoachError) as fault:
        learn_apart("Practice room", lambda *_: None)
    assert str(fault.value) == say("learn-none-yet")


def test_a_process_that_dies_is_said_in_one_sentence(data: Path, monkeypatch: pytest.MonkeyPatch):
    replace_process(monkeypatch, 'print(\'{"done": 0.3, "stage": "gather"}\', flush=True); import os; os._exit(9)')
    told: list[float] = []
    with pytest.raises(CoachError) as fault:
        learn_apart("Practice room", lambda done, _stage: told.append(done))
    assert str(fault.value) == say("fault-process-ended")
    assert told[-1] == 0.3


def test_stopping_ends_the_other_process(data: Path, monkeypatch: pytest.MonkeyPatch):
    # It says nothing and reads nothing: it has to be ended.
    replace_process(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(apart, "END_S", 0.2)

    def stop(_done: float, _stage: str) -> None:
        raise Cancelled

    began = time.monotonic()
    with pytest.raises(Cancelled):
        learn_apart("Practice room", stop)
    assert time.monotonic() - began < 20


def test_two_processes_learn_the_same_as_one():
    world = make_world()
    some = np.arange(len(world.taught.label)) % 2 == 0
    taught = replace(
        world.taught,
        **{name: getattr(world.taught, name)[some] for name in ("values", "label", "session", "person")},
    )
    alone, measured = fit_and_measure(world.shipped, taught, world.replay, jobs=1)
    together, measured_too = fit_and_measure(world.shipped, taught, world.replay, jobs=2)
    assert np.array_equal(alone.value, together.value) and np.array_equal(alone.threshold, together.threshold)
    for one, two in zip(measured, measured_too, strict=True):
        assert (one.before, one.after) == (two.before, two.after)
        assert np.array_equal(one.general_after, two.general_after)
