"""An uploader keeps its place on the page while sentences above it come and go: a file on its way is not lost."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import coach.ui
from coach.history.store import open_store
from coach.ui.data_view import MESSAGE

SHELL = str(Path(coach.ui.__file__).with_name("shell.py"))


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    return AppTest.from_file(SHELL, default_timeout=60).run()


def find_place(block: Any, kind: str) -> tuple[int, ...] | None:
    """Positions from the top of the page down to the first element of a kind: where the browser keeps it."""
    for position, child in getattr(block, "children", {}).items():
        if child.type == kind:
            return (position,)
        below = find_place(child, kind)
        if below is not None:
            return (position, *below)
    return None


def test_on_progress_through_messages_and_people(app: AppTest, tmp_path: Path) -> None:
    app.switch_page("app_pages/progress.py").run()
    app.get_by_key("progress_view").set_value("data").run()
    place = find_place(app.main, "file_uploader")
    assert place is not None
    app.session_state[MESSAGE] = "Something was done."
    app.run()
    assert app.success and find_place(app.main, "file_uploader") == place
    open_store(tmp_path / "data").add_profile("Ben")
    app.run()
    assert not app.success and app.radio(key="data_profile")
    assert find_place(app.main, "file_uploader") == place


def test_on_review_through_a_refusal(app: AppTest) -> None:
    app.switch_page("app_pages/review.py").run()
    place = find_place(app.main, "file_uploader")
    assert place is not None
    app.file_uploader(key="upload-0").upload("notes.mp4", b"hello\n" * 100).run()
    assert app.error and find_place(app.main, "file_uploader") == place


def test_how_large_an_upload_may_be_is_said_as_it_is_set(app: AppTest) -> None:
    settings = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())
    app.switch_page("app_pages/review.py").run()
    (said,) = [caption.value for caption in app.caption if "GB" in caption.value]
    assert said.startswith(f"Up to {settings['server']['maxUploadSize'] // 1024} GB.")
    assert "massage-coach review" in said
