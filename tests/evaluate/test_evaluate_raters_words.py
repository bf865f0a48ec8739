"""Comparisons in words, from files and from the history, and the command that prints them."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from coach.cli import main
from coach.corrections.beginning import begin_blind, begin_correction
from coach.corrections.edits import Finish, Rename, apply_edit
from coach.errors import InputError
from coach.evaluate.coefficients import Estimate
from coach.evaluate.gather import list_markings, name_recordings, read_markings
from coach.evaluate.markings import COACH, MarkedStretch, Marking, pair_markings
from coach.evaluate.raters import compare_raters
from coach.evaluate.raters_words import FIRST_DIFFERENCES, format_comparison, list_confusion, say_bar, write_figure
from coach.history.entries import NewSession
from coach.history.packed import pack_review
from coach.history.recordings import keep_correction, recording_dir
from coach.history.store import HistoryStore, open_store


def compare(*second: str, coach: str = "rubbing", by: str = COACH):
    """Compare a rater who says one thing with Ana, who says another in each stretch of ten seconds."""
    ends = range(10, 10 * len(second) + 1, 10)
    ours = Marking("evening.mp4", by, (MarkedStretch(0, 10.0 * len(second), coach),))
    theirs = tuple(MarkedStretch(end - 10.0, float(end), name) for end, name in zip(ends, second, strict=True))
    return compare_raters([(ours, Marking("evening.mp4", "Ana", theirs))])


@pytest.fixture
def store(tmp_path: Path, make_review) -> HistoryStore:
    """One session of 40 seconds that the coach calls rubbing, then stroking."""
    store = open_store(tmp_path / "data")
    profile = store.add_profile("Eva")
    review = make_review((0, 20, "rubbing", {"pace_per_min": 60}), (20, 40, "stroking"))
    started = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
    store.add_session(NewSession(profile.id, started, "recording", 40.0), review)
    return store


def test_a_figure_says_its_interval_where_there_is_one():
    assert write_figure(Estimate(0.812, 0.7, 0.9)) == "0.81 (0.70 to 0.90)"
    assert write_figure(Estimate(0.812), percent=True) == "81%"
    assert write_figure(Estimate(None)) == "not defined"


def test_the_bar_between_teachers_is_shown_on_both_sides():
    good, poor = compare("rubbing"), compare("rubbing", "stroking", "kneading")
    for comparison, kappa, words in ((good, 0.83, "is as good"), (poor, 0.8299, "not yet as good")):
        technique = replace(comparison.words["technique"], kappa=Estimate(kappa))
        said = say_bar(replace(comparison, words={"technique": technique}))
        assert words in said and "0.83" in said
    assert say_bar(compare("rubbing", by="Ben")).startswith("Two teachers of the field")


def test_a_comparison_is_said_with_the_places_to_look():
    text = format_comparison(compare("rubbing", "kneading"))
    assert text.startswith("The coach and Ana: 1 recording")
    assert "evening.mp4, 0:10 to 0:20: The coach says rubbing, Ana says kneading." in text
    assert "Technique" in text and "50%" in text
    assert "They name the same technique" in format_comparison(compare("rubbing"))


def test_only_techniques_that_were_named_have_a_column():
    assert list_confusion(compare("rubbing", "kneading")) == [
        ["", "Rubbing", "Kneading"],
        ["Rubbing", "9", "9"],
        ["Kneading", "0", "0"],
    ]


def test_only_the_longest_differences_are_listed():
    many = compare(*["kneading", "rubbing"] * (FIRST_DIFFERENCES + 1))
    assert "And 1 shorter one." in format_comparison(many)


def test_files_that_share_no_recording_are_refused(tmp_path, make_truth):
    truth = make_truth((0, 10, "rubbing"))
    files = []
    for name, changed in (("a", {}), ("b", {"video": "other.mp4"}), ("c", {"labelled_by": "Ben"})):
        files.append(tmp_path / f"{name}.truth.json")
        files[-1].write_text(truth.model_copy(update={"labelled_by": "Ana", **changed}).model_dump_json())
    with pytest.raises(InputError, match="same recording"):
        read_markings(files[:2])
    with pytest.raises(InputError, match="same recording"):
        read_markings([files[0], files[0]])
    assert [m.by for m in read_markings([files[0], files[2]])] == ["Ana", "Ben"]


def test_a_file_without_a_name_in_it_goes_by_its_own(tmp_path, make_truth, make_review):
    truth, review = tmp_path / "x.truth.json", tmp_path / "review.json"
    truth.write_text(make_truth((0, 10, "rubbing")).model_dump_json())
    review.write_text(make_review((0, 10, "rubbing")).model_dump_json())
    assert [m.by for m in read_markings([truth, review])] == ["x.truth.json", COACH]


def test_the_history_gives_the_coach_and_every_teacher(store: HistoryStore):
    uuid = store.list_sessions(1)[0].uuid
    assert list_markings(store) == []
    review = store.load_review(uuid)
    ana = apply_edit(begin_correction(review, "Ana"), Rename(25.0, "kneading"))
    store.corrections.save(uuid, apply_edit(ana, Finish()))
    store.corrections.save(uuid, apply_edit(begin_blind("Ben", 40.0), Rename(5.0, "rubbing")))
    comparisons = {names: compare_raters(pairs) for names, pairs in pair_markings(list_markings(store)).items()}
    assert set(comparisons) == {(COACH, "Ana"), (COACH, "Ben"), ("Ana", "Ben")}
    ana_and_coach = comparisons[COACH, "Ana"]
    assert [(d.start_s, d.end_s, d.second) for d in ana_and_coach.differences] == [(20, 40, "kneading")]
    assert ana_and_coach.words["technique"].table["rubbing"]["rubbing"] == 19
    assert next(iter(name_recordings(store, [uuid]).values())).startswith("clip.mp4 (")


def test_of_a_blind_and_an_open_marking_the_blind_one_counts(store: HistoryStore):
    uuid = store.list_sessions(1)[0].uuid
    seeing = begin_correction(store.load_review(uuid), "Ana")
    blind = apply_edit(begin_blind("Ana", 40.0), Rename(5.0, "tapping"))
    for order in ((seeing, blind), (blind, seeing)):
        for correction in order:
            store.corrections.save(uuid, apply_edit(correction, Finish()))
        (ana,) = [m for m in list_markings(store) if m.by == "Ana"]
        assert {s.technique for s in ana.stretches} == {"tapping"}


def test_corrected_recordings_of_a_class_count_too(store: HistoryStore, make_review):
    old, review = make_review((0, 40, "stroking")), make_review((0, 40, "rubbing"))
    seeing = apply_edit(begin_correction(review, "Ana"), Finish())
    blind = apply_edit(apply_edit(begin_blind("Ana", 40.0), Rename(5.0, "tapping")), Finish())
    folder = recording_dir(store.folder, "a" * 32)
    for correction in (blind, seeing):
        keep_correction(folder, "anna", correction)
    keep_correction(recording_dir(store.folder, "b" * 32), "ben", seeing)  # its review is gone
    for number, each in enumerate((old, review)):
        path = folder / f"way-{number}.review"
        path.write_bytes(pack_review(each))
        os.utime(path, (number, number))
    coach, ana = list_markings(store)
    assert (coach.recording, ana.recording) == ("a" * 32, "a" * 32)
    assert [s.technique for s in coach.stretches] == ["rubbing"], "the newest review is the coach's word"
    assert {s.technique for s in ana.stretches} == {"tapping"}, "the blind marking counts"
    assert name_recordings(store, ["a" * 32]) == {"a" * 32: "clip.mp4 (a class)"}
    person = store.list_profiles()[0].id
    assert list_markings(store, person) == [], "a student of a class is nobody of the history"


def test_the_command_compares_what_the_history_keeps(store: HistoryStore, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(store.folder))  # the option sets it for the whole process

    def run(*args: str):
        return CliRunner().invoke(main, ["agreement", "--data-dir", str(store.folder), *args])

    empty = run()
    assert (empty.exit_code, empty.stdout) == (2, "")
    assert "Correct one on the page Review" in empty.stderr
    uuid = store.list_sessions(1)[0].uuid
    store.corrections.save(uuid, apply_edit(begin_correction(store.load_review(uuid), "Ana"), Finish()))
    out = tmp_path / "agreement.json"
    done = run("--json", str(out))
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("The coach and Ana: 1 recording")
    (figures,) = json.loads(out.read_text())["comparisons"]
    assert figures["words"]["technique"]["share"]["value"] == 1.0


def test_the_command_refuses_what_it_cannot_read(tmp_path: Path):
    foreign = tmp_path / "x.truth.json"
    foreign.write_text("{}")
    done = CliRunner().invoke(main, ["agreement", str(foreign), str(foreign)])
    assert done.exit_code == 2
    assert "x.truth.json" in done.stderr
