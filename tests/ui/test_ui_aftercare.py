"""The page after a session, run in process."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.history.store import open_store
from coach.words import say
from tests.ui.history_pages import SHELL, add_session, click, open_page, texts


@pytest.mark.parametrize(
    ("pain", "shown"), [(2, "went from 4 to 2"), (4, "as before"), (7, say("aftercare-rose-title"))]
)
def test_afterwards_the_pain_is_asked_and_answered(data: Path, pain: int, shown: str) -> None:
    store = open_store(data)
    uuid = add_session(store, 0.01, pain_after=None)
    app = open_page("aftercare")
    assert app.button(key="aftercare_save").disabled
    app.get_by_key(f"pain-{uuid}").set_value(pain).run()
    app.text_area(key=f"felt-{uuid}").set_value("loose").run()
    click(app, "aftercare_save")
    kept = store.find_session(uuid)
    assert (kept.pain_after, kept.felt) == (pain, "loose")
    titles = " ".join(str(element.proto.title) for element in app.info)
    assert not app.error, "a rise right after is no alarm"
    assert shown in texts(app) + titles


def test_afterwards_without_a_session_the_words_are_there(data: Path) -> None:
    add_session(open_store(data), 0.01, cushion=True)
    shown = texts(open_page("aftercare"))
    assert say("aftercare-no-session") in shown
    assert all(say(f"aftercare-{part}.title") in shown for part in ("rest", "sore", "doctor"))


def test_a_session_that_hurt_is_answered_first(data: Path) -> None:
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    app.session_state["session_hurt"] = True
    app.switch_page("app_pages/aftercare.py").run()
    assert say("aftercare-hurt") in texts(app)
