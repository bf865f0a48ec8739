"""Local models on this computer: kept, taken into use, left again, carried away and back, refused where unusable."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from coach.cli import main
from coach.errors import InputError, OutputError
from coach.history.analyser import name_analyser
from coach.learning import learn as learn_module
from coach.learning.lessons import Lesson, pool_lessons
from coach.learning.shelf import (
    export_model,
    go_back,
    import_model,
    keep_model,
    list_models,
    next_version,
    take_into_use,
)
from coach.technique.chosen import load_chosen_model
from coach.technique.features import FEATURE_NAMES
from coach.technique.local_model import Card, LocalModel, Taught, models_dir, read_local_model, write_local_model
from coach.technique.model import load_technique_model
from tests.learning.lessons_example import make_world

CARD = Card(
    setup="Practice room",
    version=1,
    made_at=datetime(2026, 11, 20, 10, tzinfo=UTC),
    base="0" * 12,
    sessions=6,
    persons=3,
    seconds=180.0,
    before=0.78,
    after=0.91,
    general_before=0.97,
    general_after=0.97,
    adoptable=True,
)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A data folder of its own."""
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def make_local(**changes: object) -> LocalModel:
    world = make_world()
    return LocalModel(world.shipped, CARD.model_copy(update=changes), world.taught)


def run(*args: str | Path):
    return CliRunner().invoke(main, ["learn", *map(str, args)])


def test_a_model_comes_back_as_it_was_written(tmp_path: Path):
    local = make_local()
    again = read_local_model(write_local_model(tmp_path / "one.npz", local))
    assert again.card == local.card
    for name in ("feature", "threshold", "left", "right", "value", "technique", "base"):
        assert np.array_equal(getattr(again.model, name), getattr(local.model, name)), name
    for name in ("values", "label", "session", "person"):
        assert np.array_equal(getattr(again.taught, name), getattr(local.taught, name)), name


def test_reviews_use_the_model_that_was_taken_into_use_and_say_so():
    shipped, before = load_chosen_model(), name_analyser()
    assert shipped.card is None
    first, second = keep_model(make_local()), keep_model(make_local(version=2, after=0.95))
    assert load_chosen_model().card is None, "a kept model is not yet in use"
    take_into_use(first)
    assert load_chosen_model().card == CARD
    one = name_analyser()
    take_into_use(second)
    assert load_chosen_model().card.version == 2
    assert len({before, one, name_analyser()}) == 3
    assert go_back() == first
    assert name_analyser() == one
    assert go_back() is None
    assert name_analyser() == before
    assert go_back() is None


def test_what_did_not_pass_is_not_taken_into_use():
    path = keep_model(make_local(adoptable=False))
    with pytest.raises(InputError, match="did not pass"):
        take_into_use(path)
    assert load_chosen_model().card is None


def test_a_model_in_use_that_is_gone_or_damaged_gives_way_to_the_shipped_one():
    path = keep_model(make_local())
    take_into_use(path)
    path.write_bytes(path.read_bytes()[:2000])
    chosen = load_chosen_model()
    assert np.array_equal(chosen.model.value, load_technique_model().value)
    assert chosen.fault is not None and "damaged" in chosen.fault
    path.unlink()
    assert load_chosen_model().fault is None


@pytest.mark.parametrize("text", ["", "[]", '{"files": 3}', '{"files": ["../elsewhere.npz", 7]}', "{"])
def test_a_damaged_note_of_what_is_in_use_means_the_shipped_model(text: str):
    models_dir().mkdir()
    (models_dir() / "in_use.json").write_text(text)
    assert load_chosen_model().card is None


def test_models_are_listed_and_counted_up_by_set_up():
    assert list_models() == []
    assert next_version("Practice room") == 1
    keep_model(make_local())
    newer = keep_model(make_local(version=2, made_at=datetime(2026, 11, 21, tzinfo=UTC)))
    keep_model(make_local(setup="Küche", made_at=datetime(2026, 11, 1, tzinfo=UTC)))
    (models_dir() / "notes.npz").write_bytes(b"no model")
    take_into_use(newer)
    listed = list_models()
    assert [(one.card.setup, one.card.version, one.in_use) for one in listed if one.card] == [
        ("Practice room", 2, True),
        ("Practice room", 1, False),
        ("Küche", 1, False),
    ]
    assert listed[-1].card is None and "notes.npz" in listed[-1].fault
    assert (next_version("Practice room"), next_version("Küche"), next_version("Garden")) == (3, 2, 1)
    assert keep_model(make_local()).name == "practice-room-1-2.npz"


def test_a_model_goes_to_another_computer_and_is_not_in_use_there(tmp_path: Path, monkeypatch):
    exported = export_model(keep_model(make_local()), tmp_path / "ours.npz")
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "theirs"))
    (tmp_path / "theirs").mkdir()
    keep_model(make_local())
    imported = import_model(exported)
    assert read_local_model(imported).card.version == 2
    assert load_chosen_model().card is None
    with pytest.raises(OutputError):
        export_model(imported, tmp_path / "nowhere" / "ours.npz")


def damage(path: Path, how: str) -> None:
    if how == "missing":
        path.unlink()
    elif how == "cut short":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "one byte":
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(bytes(content))
    elif how == "text":
        path.write_text("hello")
    elif how == "empty":
        path.write_bytes(b"")
    else:
        with np.load(path) as found:
            arrays = dict(found)
        card = json.loads(bytes(arrays["card"]))
        if how == "foreign":
            arrays = {"lm": np.zeros(3)}
        elif how == "foreign card":
            card = {"format": "something else"}
        elif how == "newer":
            card["version"] = 2
        elif how == "other features":
            card["features"] = ["reach"]
        elif how == "no number":
            arrays["value"][0, 0] = np.nan
        elif how == "endless":
            arrays["left"][0, 0] = 0
        elif how == "astray":
            arrays["right"][0, 0] = 9999
        elif how == "unknown feature":
            arrays["feature"][0, 0] = 9999
        elif how == "taught nonsense":
            arrays["taught_label"][0] = 200
        elif how == "pickle":
            arrays["value"] = np.array([{"a": 1}], dtype=object)
        if "card" in arrays:
            arrays["card"] = np.frombuffer(json.dumps(card).encode(), dtype=np.uint8)
        np.savez_compressed(path, **arrays)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("missing", "is not there"),
        ("cut short", "damaged"),
        ("one byte", "damaged"),
        ("text", "damaged"),
        ("empty", "damaged"),
        ("foreign", "no model of the massage coach"),
        ("foreign card", "no model of the massage coach"),
        ("newer", "newer version"),
        ("other features", "another version"),
        ("no number", "damaged"),
        ("endless", "damaged"),
        ("astray", "damaged"),
        ("unknown feature", "damaged"),
        ("taught nonsense", "damaged"),
        ("pickle", "damaged"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(how: str, said: str, tmp_path: Path):
    path = write_local_model(tmp_path / "theirs.npz", make_local())
    damage(path, how)
    done = run("import", path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr and "theirs.npz" in done.stderr
    assert done.stderr.count("\n") == 1
    assert list_models() == []


def test_pooled_sessions_and_persons_stay_apart():
    other = make_local()
    values = np.zeros((4, len(FEATURE_NAMES)))
    lessons = [Lesson("a", 7, values, np.zeros(4, int)), Lesson("b", 7, values, np.zeros(4, int))]
    taught = pool_lessons(lessons, [other, other])
    assert len(taught.label) == 8 + 2 * len(other.taught.label)
    assert np.unique(taught.session).tolist() == list(range(2 + 6 + 6))
    assert np.unique(taught.person).tolist() == list(range(1 + 3 + 3))
    assert isinstance(pool_lessons([]), Taught)
    assert len(pool_lessons([]).label) == 0


def test_the_command_learns_from_what_another_model_was_taught(tmp_path: Path, monkeypatch):
    world = make_world()
    monkeypatch.setattr(learn_module, "load_technique_model", lambda: world.shipped)
    monkeypatch.setattr(learn_module, "load_replay", lambda: world.replay)
    theirs = write_local_model(tmp_path / "theirs.npz", make_local())
    done = run("--with", theirs, "--setup", "Hall", "--use")
    assert done.exit_code == 0, done.output
    assert "Learnt from 6 sessions, 3 min of them named by a teacher." in done.stdout
    assert "On people it did not learn from: right in " in done.stdout
    assert "Hall, version 1 is in use" in done.stdout
    assert load_chosen_model().card.setup == "Hall"
    assert "(in use)" in run("list").stdout
    again = run("--with", theirs, "--setup", "Hall")
    assert "massage-coach learn use hall-2.npz" in again.stdout
    assert "version 2 is in use" in run("use", "hall-2").stdout
    assert "in use: Hall, version 1" in run("back").stdout
    assert "in use: the model that came with the coach" in run("back").stdout
    assert run("export", "hall-1", tmp_path / "out.npz").exit_code == 0
    assert run("use", "nothing").exit_code == 2


def test_without_corrections_the_command_says_what_to_do():
    done = run()
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Correct a session" in done.stderr
    assert "no model of your own" in run("list").stdout


def test_too_little_is_no_traceback_and_status_1(tmp_path: Path):
    world = make_world()
    few = Taught(*(getattr(world.taught, name)[:10] for name in ("values", "label", "session", "person")))
    path = write_local_model(tmp_path / "few.npz", replace(make_local(), taught=few))
    done = run("--with", path)
    assert done.exit_code == 1
    assert "Correct at least two sessions" in done.stdout
    assert list_models() == []
