"""The user's own data, run in process: people, taking it along, deleting."""

from __future__ import annotations

from pathlib import Path

from coach.corrections.beginning import begin_correction
from coach.corrections.edits import Finish, apply_edit
from coach.history.store import open_store
from coach.history.transfer import export_history, import_history
from coach.words import say
from tests.ui.history_pages import add_session, click, keys, open_page, texts


def test_profiles_do_not_mix(data: Path) -> None:
    store = open_store(data)
    uuid = add_session(store, 1)
    app = open_page(view="data")
    app.text_input[0].set_value("Ben")
    next(button for button in app.button if button.label == say("progress-add")).click().run()
    assert not app.exception
    assert [profile.name for profile in store.list_profiles()] == ["Ana", "Ben"]
    assert store.is_empty(2) and not store.is_empty(1)
    assert "Ben" in texts(app)
    app.get_by_key("progress_view").set_value("sessions").run()
    assert say("progress-sessions-none") in texts(app)
    app.get_by_key("progress_view").set_value("data").run()
    app.radio(key="data_profile").set_value(1).run()
    app.get_by_key("progress_view").set_value("sessions").run()
    assert f"open-{uuid}" in keys(app)


def test_everything_is_deleted_only_after_the_word_was_typed(data: Path) -> None:
    store = open_store(data)
    add_session(store, 1)
    app = open_page(view="data")
    assert app.button(key="data_delete").disabled
    app.text_input(key="data_delete_word").set_value(" Delete ").run()
    click(app, "data_delete")
    assert say("progress-deleted-all") in texts(app)
    assert not (data / "tracks").exists()
    assert all(not open_store(data).list_sessions(profile.id) for profile in open_store(data).list_profiles())


def test_an_export_comes_back_by_the_page(data: Path, tmp_path: Path) -> None:
    from coach.history.erase import delete_everything
    from coach.history.transfer import export_history

    store = open_store(data)
    uuid = add_session(store, 1)
    content = export_history(store, tmp_path / "out.zip").read_bytes()
    delete_everything(data)
    app = open_page(view="data")
    app.file_uploader(key="data_import").upload("out.zip", content).run()
    click(app, "data_import_go")
    assert say("progress-imported", sessions=1, people=1, known=0) in texts(app)
    assert [profile.name for profile in store.list_profiles()] == ["Ana"], "the made-up first profile is gone"
    app.get_by_key("progress_view").set_value("sessions").run()
    assert f"open-{uuid}" in keys(app)


def test_an_import_says_that_corrections_came_along(data: Path, tmp_path: Path) -> None:
    store, other = open_store(data), open_store(tmp_path / "other")
    uuid = add_session(store, 1)
    import_history(other, export_history(store, tmp_path / "there.zip"))
    other.corrections.save(uuid, apply_edit(begin_correction(other.load_review(uuid), "Ben"), Finish()))
    content = export_history(other, tmp_path / "back.zip").read_bytes()
    app = open_page(view="data")
    app.file_uploader(key="data_import").upload("back.zip", content).run()
    click(app, "data_import_go")
    assert say("progress-imported-corrections", count=1) in texts(app)
    assert [correction.teacher for correction in store.corrections.list_of(uuid)] == ["Ben"]


def test_a_foreign_zip_is_refused_in_words(data: Path) -> None:
    app = open_page(view="data")
    app.file_uploader(key="data_import").upload("out.zip", b"PK nothing").run()
    click(app, "data_import_go")
    assert "not a whole export" in texts(app)


def test_a_damaged_session_is_named_and_can_be_deleted(data: Path) -> None:
    import sqlite3

    store = open_store(data)
    bad = store.find_session(add_session(store, 1))
    with sqlite3.connect(store.path) as db:
        db.execute("UPDATE session SET started_at = '2026-02-31T12:00:00.000000' WHERE id = ?", (bad.id,))
    app = open_page(view="data")
    assert say("history-session-unreadable", number=bad.id) in texts(app)
    click(app, f"unreadable_{bad.id}")
    assert store.list_unreadable(1) == []
