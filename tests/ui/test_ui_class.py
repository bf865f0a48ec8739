"""The page Class, run in process: choosing a folder, who comes first, marking, the rubric."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.classes.opened import load_items, load_whole, review_class
from coach.classes.rubric_files import keep_rubric, load_rubric
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.classes.table import make_rows
from coach.corrections.beginning import begin_correction
from coach.corrections.edits import Rename, apply_edit
from coach.errors import InputError
from coach.history.recordings import keep_correction
from coach.learning.ranking import Offer
from coach.ui import class_mark, class_run
from coach.ui.class_rubric import change_rubric, list_lines
from coach.ui.class_view import table_row
from coach.ui.jobs import JobRegistry
from coach.words import say
from tests.classes.class_example import AnswersAtOnce, finding, make_review, write_files
from tests.ui.history_pages import NASTY, click, keys, open_page, texts

SCHOOL = load_rubric("school")


@pytest.fixture
def settings(tmp_path: Path, data: Path) -> ClassSettings:
    """A class of four that was reviewed: one whose hand lay on the spine, one that is no recording."""
    settings = write_files(tmp_path / "evening class", "Anna.mp4", "Ben.mp4", "Cem.mp4", "Dana.mp4")
    answers = {
        "Ben.mp4": make_review(finding("on_spine", "danger"), finding("pace_too_fast")),
        "Cem.mp4": "Cem.mp4 is a text, not a recording.",
        "Dana.mp4": make_review(finding("pace_too_fast")),
    }
    review_class(settings, ClassShelf(), reviewer=AnswersAtOnce(answers))
    return settings


def marks_of(settings: ClassSettings, student: str) -> list[str]:
    items = load_items(settings, ClassShelf())
    return [mark.teacher for item in items if item.entry.student == student for mark in item.marks]


def open_first(app: AppTest) -> AppTest:
    return click(app, "class_go_through")


def test_a_folder_is_asked_for_and_refused_in_a_sentence(data: Path, tmp_path: Path):
    app = open_page("class")
    for typed, said in (("class", "whole path"), ("", "whole path"), (str(tmp_path / "gone"), "is not a folder")):
        app.get_by_key("class_folder_typed").set_value(typed)
        app.button[0].click().run()
        assert any(said in error.value for error in app.error), typed
    write_files(tmp_path / "mine", "Anna.mp4", "Ben.mp4")
    app.get_by_key("class_folder_typed").set_value(f'"{tmp_path / "mine"}"')
    app.button[0].click().run()
    assert not app.exception
    assert "Class mine" in texts(app)
    assert app.button(key="class_begin").label == "Review 2 recordings"


def test_who_needs_the_teacher_comes_first(settings: ClassSettings):
    app = open_page("class")
    said = texts(app)
    assert "4 recordings: 2 need you first, 0 marked, 1 that could not be reviewed." in said
    assert said.index("Could hurt") < said.index("No review")
    assert "Cem.mp4 is a text, not a recording" in said.replace("\\", "")
    assert app.button(key="class_again").label == "Try 1 recording again"
    assert "class_first_Ben.mp4" in {button.key for button in app.button}
    assert "class_first_Cem.mp4" not in {button.key for button in app.button}


def test_one_is_opened_marked_and_the_next_comes(settings: ClassSettings):
    app = open_first(open_page("class"))
    assert app.title[0].value == "Ben"
    assert "1 of 3" in texts(app)
    click(app, "class_keep")
    assert any("your name" in error.value for error in app.error)
    app.get_by_key(class_mark.TEACHER).set_value("Eva").run()
    click(app, "class_keep")
    assert any("at least" in error.value for error in app.error)
    assert marks_of(settings, "Ben") == []

    click(app, "class_take")
    click(app, "class_keep")
    assert not app.error
    assert marks_of(settings, "Ben") == ["Eva"]
    (item,) = [item for item in load_items(settings, ClassShelf()) if item.entry.student == "Ben"]
    assert item.mark is not None
    lines = {line.criterion: line for line in item.mark.lines}
    assert (lines["place"].proposed, lines["place"].level) == (40, "not-yet")
    assert (lines["pressure"].proposed, lines["pressure"].level) == (None, None)
    assert "class_certificate" not in {button.key for button in app.get("download_button")}

    click(app, "class_next")
    assert app.title[0].value == "Dana"
    click(app, "class_previous")
    assert app.title[0].value == "Ben"
    click(app, "class_back")
    assert "1 marked" in texts(app)


def test_one_press_keeps_the_marks_and_opens_the_next(settings: ClassSettings):
    app = open_first(open_page("class"))
    app.get_by_key(class_mark.TEACHER).set_value("Eva").run()
    click(app, "class_keep_next")
    assert app.title[0].value == "Ben"  # nothing was decided yet
    click(click(app, "class_take"), "class_keep_next")
    assert app.title[0].value == "Dana"
    assert marks_of(settings, "Ben") == ["Eva"]
    click(click(app, "class_take"), "class_keep_next")
    assert app.title[0].value == "Anna"
    assert "class_keep_next" not in {button.key for button in app.button}


def test_a_level_of_another_rubric_is_let_go(settings: ClassSettings):
    app = click(open_first(open_page("class")), "class_take")
    levels = [level.model_copy(update={"id": f"{level.id}-2"}) for level in SCHOOL.levels]
    other = keep_rubric(SCHOOL.model_copy(update={"id": "other", "levels": tuple(levels)}))
    ClassShelf().keep_class(settings.model_copy(update={"rubric_id": other.id}))
    app.run()
    assert not app.exception
    assert app.title[0].value == "Ben"


def test_the_work_goes_on_in_the_background_and_faults_are_told(tmp_path: Path, data: Path):
    settings = write_files(tmp_path / "class", "Anna.mp4", "Ben.mp4")
    ClassShelf().keep_class(settings)
    app = click(open_page("class"), "class_begin")
    job = class_run.find_job(settings)
    assert job is not None
    job.wait(120)
    assert (job.state, job.message) == ("done", "")
    app.run()
    assert "2 recordings: 2 need you first, 0 marked, 2 that could not be reviewed." in texts(app)
    assert app.button(key="class_again").label == "Try 2 recordings again"


def test_another_run_is_told(tmp_path: Path, data: Path):
    settings = write_files(tmp_path / "class", "Anna.mp4")
    ClassShelf().keep_class(settings)
    with ClassShelf().hold():
        app = click(open_page("class"), "class_begin")
        job = class_run.find_job(settings)
        assert job is not None
        job.wait(60)
        app.run()
    assert any("another window" in error.value for error in app.error)
    assert app.button(key="class_begin").label == "Review 1 recording"


def test_a_second_mark_stands_beside_the_first_and_begins_with_it(settings: ClassSettings):
    app = open_first(open_page("class"))
    app.get_by_key(class_mark.TEACHER).set_value("Eva").run()
    click(click(app, "class_take"), "class_keep")
    again = open_page("class")
    again.session_state[class_mark.OPENED] = "Ben.mp4"
    again.run()
    assert not again.exception
    again.get_by_key(class_mark.TEACHER).set_value("Oskar").run()
    click(again, "class_keep")
    assert marks_of(settings, "Ben") == ["Eva", "Oskar"]
    first, second = next(item.marks for item in load_items(settings, ClassShelf()) if item.entry.student == "Ben")
    assert second.levels == first.levels


def test_names_from_files_are_shown_as_they_are(tmp_path: Path, data: Path):
    name = "".join(letter if letter != "/" else "_" for letter in NASTY)
    settings = write_files(tmp_path / "class", f"{name}.mp4")
    review_class(
        settings, ClassShelf(), reviewer=AnswersAtOnce({f"{name}.mp4": make_review(finding("on_spine", "danger"))})
    )
    said = texts(open_page("class"))
    assert "<script>" not in said and "![x]" not in said


def test_the_table_shows_the_teachers_points_where_there_are_some(settings: ClassSettings):
    app = open_first(open_page("class"))
    app.get_by_key(class_mark.TEACHER).set_value("Eva").run()
    click(click(app, "class_take"), "class_keep")
    rows = make_rows(load_items(settings, ClassShelf()), SCHOOL)
    lines = {row.item.entry.student: table_row(row, SCHOOL) for row in rows}
    assert lines["Ben"]["Place"] == 30  # the teacher's "Not yet"; the coach proposed 40
    assert lines["Dana"]["Pace"] == 69
    assert lines["Ben"]["Pressure"] is None
    assert lines["Cem"]["Points"] is None
    assert lines["Ben"]["Marked"] == "Partly marked by Eva"


def test_the_newest_week_is_looked_at_first(tmp_path: Path, data: Path):
    settings = write_files(tmp_path / "class", "week 1/Anna.mp4", "week 1/Ben.mp4", "week 2/Anna.mp4")
    answers = {"Ben.mp4": make_review(finding("on_spine", "danger"))}
    review_class(settings, ClassShelf(), reviewer=AnswersAtOnce(answers))
    app = open_page("class")
    assert "1 recording: none needs you first" in texts(app)
    week = app.get_by_key("class_week")
    assert week.value == ("week", 2, date.min)
    week.select_index(0).run()
    assert not app.exception
    assert "3 recordings: 1 needs you first" in texts(app)


@pytest.mark.parametrize("view", ["weeks", "common", "rubric", "paper"])
def test_every_view_opens(settings: ClassSettings, view: str):
    app = open_page("class")
    app.get_by_key("class_view").set_value(view).run()
    assert not app.exception


def test_a_rubric_is_changed_into_ones_own(settings: ClassSettings):
    lines = list_lines(SCHOOL)
    lines[0] |= {"weight": 5.0, "title": "All techniques", "pass_mark": float("nan")}
    changed = change_rubric(SCHOOL, lines, "Evening school", 75)
    assert (changed.criteria[0].weight, changed.criteria[0].title) == (5, "All techniques")
    assert changed.criteria[0].pass_mark is None
    assert changed.pass_mark == 75
    with pytest.raises(InputError, match="weight"):
        change_rubric(SCHOOL, [line | {"weight": -1.0} for line in lines], "Evening school", 75)

    app = open_page("class")
    app.get_by_key("class_view").set_value("rubric").run()
    app.get_by_key("class_title_school").set_value("Evening school").run()
    click(app, "class_rubric_keep")
    kept = ClassShelf().find_class(settings.folder)
    assert kept is not None and kept.rubric_id == "evening-school"
    assert load_rubric("evening-school").title == "Evening school"


def test_a_class_is_deleted_here_and_its_recordings_stay(settings: ClassSettings):
    app = open_page("class")
    app.get_by_key("class_view").set_value("paper").run()
    click(app, "class_delete")
    assert say("class-folder") in {field.label for field in app.text_input}
    assert ClassShelf().list_classes() == []
    assert (settings.folder / "Anna.mp4").is_file()


def test_a_folder_that_is_gone_is_told_and_another_can_be_chosen(settings: ClassSettings, tmp_path: Path):
    settings.folder.rename(tmp_path / "elsewhere")
    app = open_page("class")
    assert any("is not a folder" in error.value for error in app.error)
    click(app, "class_another")
    assert say("class-folder") in {field.label for field in app.text_input}


def test_a_job_that_succeeded_is_done_again_when_asked():
    registry, done = JobRegistry(), []
    for again in (False, False, True):
        registry.start("class", "a", lambda progress: done.append(1), again=again).wait(10)
    assert len(done) == 2


def test_what_to_correct_next_of_a_class_is_looked_for_and_opened(
    settings: ClassSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = ClassShelf()
    assert "correct_next" not in keys(open_page("class"))  # no movements are kept of any of them
    digests = {item.entry.student: item.digest for item in load_items(settings, shelf) if item.kept}
    for digest in digests.values():
        (shelf.recording_dir(digest) / "tracks.npz").touch()
    keep_correction(shelf.recording_dir(digests["Ben"]), "ben", begin_correction(make_review(), "Eva"))
    asked: list[str] = []

    def offer_stretches(_store: object, wanted: list[str]) -> list[Offer]:
        asked.extend(wanted)
        return [Offer(digests["Dana"], 12.0, 22.0, "rubbing", 0.4, 0.1)]

    monkeypatch.setattr("coach.learning.offers.offer_stretches", offer_stretches)
    app = click(open_page("class"), "correct_next")
    assert asked[-1] == digests["Ben"] and set(asked) == set(digests.values())
    assert "**Dana" in texts(app)
    app = click(app, "correct-next-0")
    assert app.title[0].value == "Dana" and say("correct-title") in texts(app)
    assert app.session_state["correct_start"] == 12.0


def test_a_recording_is_corrected_from_its_page_and_the_word_is_shown(settings: ClassSettings) -> None:
    shelf = ClassShelf()
    app = open_first(open_page("class"))
    (opened,) = [item for item in load_items(settings, shelf) if item.entry.student in texts(app) and item.kept]
    assert not any("Corrected by" in info.value for info in app.info)
    click(app, "correct_open")
    assert not app.exception and say("correct-title") in texts(app)
    assert not {"class_next", "class_keep"} & set(keys(app))  # their keys mean something else to the corrector
    assert [info.value for info in app.info] == [say("correct-name-empty")]
    app.text_input[0].set_value("Eva").run()
    assert not app.exception and f"correcting-{opened.digest}-Eva-False" in app.session_state

    review = load_whole(opened, shelf)
    assert review is not None
    word = apply_edit(begin_correction(review, "Eva"), Rename(5.0, "kneading"))
    keep_correction(shelf.recording_dir(opened.digest), opened.entry.student_key, word)
    click(app, "correct_close")
    assert not app.exception and "class_next" in keys(app)
    assert any("Corrected by Eva on" in info.value for info in app.info)
    app.toggle(key=f"coach_only_{opened.digest}").set_value(True).run()
    assert not app.exception and not any("Corrected by" in info.value for info in app.info)
