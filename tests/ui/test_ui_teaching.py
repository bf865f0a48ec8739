"""The page on teaching, run in process: what it says before anything was corrected, and what it refuses."""

from __future__ import annotations

from pathlib import Path

from coach.classes.opened import load_whole, review_class
from coach.classes.shelf import ClassShelf
from coach.corrections.beginning import begin_correction
from coach.corrections.edits import Finish, Rename, apply_edit
from coach.history.erase import delete_everything
from coach.history.recordings import keep_correction
from coach.history.store import open_store
from coach.learning.shelf import keep_model, list_models, take_into_use
from coach.technique.chosen import load_chosen_model
from coach.technique.local_model import models_dir
from coach.ui.reviewing import Request
from coach.ui.state import Recording
from coach.words import say
from tests.classes.class_example import AnswersAtOnce, write_files
from tests.learning.test_learning_shelf import make_local
from tests.ui.history_pages import add_session, click, keys, open_page, texts


def show_learn():
    app = open_page("teaching")
    app.get_by_key("teaching_view").set_value("learn").run()
    assert not app.exception
    return app


def test_before_any_correction_it_leads_to_the_sessions(data: Path):
    app = open_page("teaching")
    assert say("agreement-none-yet") in texts(app)
    learn = show_learn()
    assert say("learn-corrected", sessions=0) in texts(learn)
    assert learn.get_by_key("learn_begin").disabled


def test_the_agreement_of_a_corrected_session_is_shown(data: Path):
    store = open_store(data)
    uuid = add_session(store, 1)
    word = apply_edit(begin_correction(store.load_review(uuid), "Ana"), Rename(5.0, "stroking"))
    store.corrections.save(uuid, apply_edit(word, Finish()))
    app = open_page("teaching")
    shown = texts(app)
    assert "The coach says rubbing, Ana says stroking" in shown
    assert [metric.value for metric in app.metric] == ["0%", "0.00"]
    assert "difference_0" in keys(app)


def test_a_difference_in_a_recording_of_a_class_leads_to_it(data: Path, tmp_path: Path):
    settings = write_files(tmp_path / "class", "Anna.mp4")
    shelf = ClassShelf()
    (item,) = review_class(settings, shelf, reviewer=AnswersAtOnce())
    review = load_whole(item, shelf)
    assert review is not None
    word = apply_edit(begin_correction(review, "Eva"), Rename(5.0, "kneading"))
    keep_correction(shelf.recording_dir(item.digest), "anna", apply_edit(word, Finish()))
    app = open_page("teaching")
    assert "Anna.mp4 (a class)" in texts(app).replace("\\", "")
    app = click(app, "difference_0")
    assert app.session_state["correct_start"] == 0.0
    app.switch_page("app_pages/class.py").run()
    assert not app.exception
    assert app.title[0].value == "Anna" and say("correct-title") in texts(app)

    shelf.keep_files(settings.folder, {})
    app = click(open_page("teaching"), "difference_0")
    assert [warning.value for warning in app.warning] == [say("agreement-class-gone")]


def test_a_model_is_taken_and_left_with_one_click_each(data: Path):
    data.mkdir()
    keep_model(make_local())
    app = click(show_learn(), "learn_use_0")
    assert load_chosen_model().card is not None
    assert say("learn-name", setup="Practice room", version=1) in texts(app)
    assert app.get_by_key("learn_setup").value == "Practice room", "learning anew is for the same room"
    click(app, "learn_back")
    assert load_chosen_model().card is None


def test_a_damaged_model_in_use_is_passed_over_and_said(data: Path):
    data.mkdir()
    path = keep_model(make_local())
    take_into_use(path)
    path.write_bytes(b"no model")
    app = show_learn()
    assert path.name in app.warning[0].value
    assert "learn_use_0" not in keys(app)


def test_another_model_makes_another_review(data: Path):
    data.mkdir()
    request = Request(Recording(Path("evening.mp4"), "evening.mp4", "0" * 32))
    path = keep_model(make_local())
    assert request.with_model_in_use() == request
    take_into_use(path)
    assert request.with_model_in_use().digest != request.digest
    assert Request(request.recording) == request.with_model_in_use()


def test_deleting_everything_deletes_what_was_learnt(data: Path):
    open_store(data)
    take_into_use(keep_model(make_local()))
    delete_everything(data)
    assert not models_dir().exists()
    assert list_models() == []
    assert load_chosen_model().card is None
