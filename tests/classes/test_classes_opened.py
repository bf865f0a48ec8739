"""A run over a class: what is reviewed and when, what is kept, and what a stop leaves."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from coach.classes.opened import ClassProgress, load_items, load_whole, plan_way, review_class
from coach.classes.records import Entry
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.errors import Cancelled, InputError, StoreError
from coach.records import Back
from tests.classes.class_example import AnswersAtOnce, make_review, write_files


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassShelf:
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    return ClassShelf()


def states(settings: ClassSettings, shelf: ClassShelf) -> dict[str, str]:
    items = load_items(settings, shelf)
    return {i.entry.name: "waits" if i.waits else i.fault or "done" for i in items}


def test_a_class_is_reviewed_once(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "anna.mp4", "ben.mp4")
    assert states(settings, shelf) == {"anna.mp4": "waits", "ben.mp4": "waits"}
    seen: list[ClassProgress] = []
    reviewer = AnswersAtOnce()
    items = review_class(settings, shelf, seen.append, reviewer=reviewer)
    assert sorted(reviewer.asked) == ["anna.mp4", "ben.mp4"]
    assert [item.kept is not None for item in items] == [True, True]
    whole = load_whole(items[0], shelf)
    assert whole == make_review(name="anna.mp4")
    fractions = [progress.fraction for progress in seen]
    assert fractions == sorted(fractions) and fractions[-1] == pytest.approx(1.0)
    again = AnswersAtOnce()
    review_class(settings, shelf, reviewer=again)
    assert again.asked == []


def test_a_stop_keeps_what_is_done_and_the_next_run_does_the_rest(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "a.mp4", "b.mp4", "c.mp4")

    def stop_at_the_second(name: str) -> None:
        if len(first.asked) == 1:
            raise Cancelled("stop")

    first = AnswersAtOnce(before_each=stop_at_the_second)
    with pytest.raises(Cancelled):
        review_class(settings, shelf, reviewer=first)
    assert sorted(states(settings, shelf).values()) == ["done", "waits", "waits"]
    rest = AnswersAtOnce()
    review_class(settings, shelf, reviewer=rest)
    assert sorted(first.asked + rest.asked) == ["a.mp4", "b.mp4", "c.mp4"]


def test_one_bad_file_stops_no_other_and_is_tried_again(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "a.mp4", "b.mp4", "c.mp4")
    review_class(settings, shelf, reviewer=AnswersAtOnce({"b.mp4": "b.mp4 is no recording."}))
    assert states(settings, shelf) == {"a.mp4": "done", "b.mp4": "b.mp4 is no recording.", "c.mp4": "done"}
    again = AnswersAtOnce()
    review_class(settings, shelf, reviewer=again)
    assert again.asked == ["b.mp4"]
    assert states(settings, shelf)["b.mp4"] == "done"


def test_a_file_that_cannot_be_read_has_its_sentence(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "a.mp4")
    (tmp_path / "class" / "b.mp4").symlink_to(tmp_path / "gone.mp4")
    review_class(settings, shelf, reviewer=AnswersAtOnce())
    found = states(settings, shelf)
    assert found["a.mp4"] == "done"
    assert "b.mp4" in found["b.mp4"]


def test_a_result_belongs_to_the_content_and_the_way(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "a.mp4", "b.mp4")
    review_class(settings, shelf, reviewer=AnswersAtOnce())
    # Another name and another place: the same recording.
    (tmp_path / "moved").mkdir()
    (tmp_path / "class" / "a.mp4").rename(tmp_path / "moved" / "anna.mp4")
    moved = AnswersAtOnce()
    review_class(ClassSettings(folder=tmp_path / "moved", protocol_id="lumbar-home"), shelf, reviewer=moved)
    assert moved.asked == []
    # Another content under the same name.
    (tmp_path / "class" / "b.mp4").write_text("something else")
    changed = AnswersAtOnce()
    review_class(settings, shelf, reviewer=changed)
    assert changed.asked == ["b.mp4"]
    # Another way of reviewing it.
    for other in ({"head": "up"}, {"protocol_id": "back-home"}, {"minutes": 12}):
        reviewer = AnswersAtOnce()
        review_class(settings.model_copy(update=other), shelf, reviewer=reviewer)
        assert reviewer.asked == ["b.mp4"]
    # All of them are still there.
    back = AnswersAtOnce()
    review_class(settings, shelf, reviewer=back)
    assert back.asked == []


def test_the_same_recording_twice_is_reviewed_once(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "a.mp4")
    (tmp_path / "class" / "b.mp4").write_bytes((tmp_path / "class" / "a.mp4").read_bytes())
    reviewer = AnswersAtOnce()
    review_class(settings, shelf, reviewer=reviewer)
    assert reviewer.asked == ["a.mp4"]
    assert states(settings, shelf) == {"a.mp4": "done", "b.mp4": "done"}


def test_hands_that_were_found_are_not_looked_for_again(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "a.mp4")
    (item,) = review_class(settings, shelf, reviewer=AnswersAtOnce())
    tracks = shelf.recording_dir(item.digest) / "tracks.npz"
    tracks.write_bytes(b"hands")
    given: list[Path | None] = []

    def reviewer(tasks, workers, on_outcome, on_fraction):
        given.extend(task.tracks for task in tasks)

    review_class(settings.model_copy(update={"head": "up"}), shelf, reviewer=reviewer)
    assert given == [tracks]


def test_one_run_at_a_time(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "a.mp4")
    with shelf.hold(), pytest.raises(StoreError, match="another window"):
        review_class(settings, shelf, reviewer=AnswersAtOnce())
    review_class(settings, shelf, reviewer=AnswersAtOnce())


def test_a_protocol_nobody_knows(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "a.mp4", "b.mp4")
    with pytest.raises(InputError, match="nonsense"):
        review_class(settings.model_copy(update={"protocol_id": "nonsense"}), shelf, reviewer=AnswersAtOnce())
    (tmp_path / "class" / "roster.csv").write_text("file,student,protocol\nb.mp4,Ben,nonsense\n")
    review_class(settings, shelf, reviewer=AnswersAtOnce())
    found = states(settings, shelf)
    assert found["a.mp4"] == "done"
    assert "nonsense" in found["b.mp4"]


def test_the_roster_counts_before_the_class(tmp_path: Path):
    entry = Entry(tmp_path / "a.mp4", "a.mp4", "Anna", day=date(2026, 1, 1))
    settings = ClassSettings(folder=tmp_path, protocol_id="lumbar-home", head="up")
    plain = plan_way(entry, settings)
    assert (plain.protocol.id, plain.factor, plain.back is not None) == ("lumbar-home", 1.0, True)
    own = Entry(entry.path, entry.name, "Anna", entry.day, None, "back-home", 15.0, "left")
    planned = plan_way(own, settings)
    assert planned.protocol.id == "back-home"
    assert planned.factor == pytest.approx(15.0 / planned.protocol.planned_minutes)
    assert planned.back != plain.back
    assert planned.key != plain.key


def test_a_class_is_remembered_and_can_be_deleted(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "a.mp4")
    other = write_files(tmp_path / "other", "b.mp4")
    review_class(settings, shelf, reviewer=AnswersAtOnce())
    review_class(other, shelf, reviewer=AnswersAtOnce())
    assert [each.folder for each in shelf.list_classes()] == [other.folder, settings.folder]
    assert shelf.find_class(settings.folder) == settings
    shelf.delete_class(settings.folder)
    assert [each.folder for each in shelf.list_classes()] == [other.folder]
    assert (tmp_path / "class" / "a.mp4").is_file()
    assert states(settings, shelf) == {"a.mp4": "waits"}
    assert states(other, shelf) == {"b.mp4": "done"}


def test_a_result_that_cannot_be_read_waits_again(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "a.mp4")
    (item,) = review_class(settings, shelf, reviewer=AnswersAtOnce())
    assert item.way is not None
    (shelf.recording_dir(item.digest) / f"{item.way.key}.json").write_text("{")
    assert states(settings, shelf) == {"a.mp4": "waits"}
    again = AnswersAtOnce()
    review_class(settings, shelf, reviewer=again)
    assert again.asked == ["a.mp4"]


def test_where_the_back_lies_is_what_a_teacher_showed_first(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "a.mp4", "b.mp4", "c.mp4")
    (tmp_path / "class" / "roster.csv").write_text("file,student,head\nb.mp4,Ben,left\n")
    review_class(settings, shelf, reviewer=AnswersAtOnce())
    shown, usual = Back((0.5, 0.1), (0.5, 0.9), 48.0), Back((0.2, 0.5), (0.8, 0.5))
    digest = load_items(settings, shelf)[0].digest
    shelf.keep_back(digest, shown)
    settings = settings.model_copy(update={"back": asdict(usual)})
    shelf.keep_class(settings)
    assert shelf.find_class(settings.folder) is not None
    items = load_items(settings, shelf)
    assert [item.way and item.way.back for item in items] == [shown, Back.from_head("left"), usual]
    assert [item.waits for item in items] == [True, False, True]

    only = AnswersAtOnce()
    review_class(settings, shelf, only={"a.mp4"}, reviewer=only)
    assert only.asked == ["a.mp4"]
    rest = AnswersAtOnce()
    review_class(settings, shelf, reviewer=rest)
    assert rest.asked == ["c.mp4"]


def test_a_back_that_cannot_be_read_counts_as_not_given(tmp_path: Path, shelf: ClassShelf):
    settings = write_files(tmp_path / "class", "a.mp4").model_copy(update={"back": {"neck": 3}, "head": "up"})
    (item,) = load_items(settings, shelf)
    assert item.way is not None and item.way.back == Back.from_head("up")
    (shelf.recording_dir("d1")).mkdir(parents=True)
    (shelf.recording_dir("d1") / "back.json").write_text("{}")
    assert shelf.load_back("d1") is None
