"""The list of sessions, run in process: opening, analysing again, deleting."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.history.analyser import name_analyser
from coach.history.store import open_store
from coach.ui.components.session_picture import draw_session
from coach.ui.plain import plain
from coach.words import say
from tests.ui.history_pages import NASTY, add_session, click, keys, open_page, texts


def test_a_session_opens_as_the_full_review_it_was(data: Path) -> None:
    store = open_store(data)
    uuid = add_session(store, 1, felt="warm *and* loose")
    app = click(open_page(view="sessions"), f"open-{uuid}")
    shown = texts(app)
    assert "Lumbar massage at home" in shown
    assert plain("warm *and* loose") in shown
    assert any("Rubbing with the finger pads" in expander.label for expander in app.expander)
    click(app, "session_back")
    assert f"open-{uuid}" in keys(app)


def test_a_session_is_analysed_again_from_its_tracks(data: Path) -> None:
    store = open_store(data)
    uuid = add_session(store, 1, analyser="0.0.1")
    app = click(open_page(view="sessions"), f"open-{uuid}")
    click(app, "session_again")
    again = store.find_session(uuid)
    assert again.analyser == name_analyser()
    assert store.load_review(uuid).video.frames == 120, "the review is of the tracks, not the old one"
    assert "session_again" not in keys(app)


def test_a_better_model_offers_the_analysis_anew(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uuid = add_session(open_store(data), 1, analyser=name_analyser())
    assert "session_again" not in keys(click(open_page(view="sessions"), f"open-{uuid}"))
    monkeypatch.setattr("coach.ui.sessions_view.name_analyser", lambda: "0.1.0+another model")
    assert "session_again" in keys(click(open_page(view="sessions"), f"open-{uuid}"))


def test_a_session_that_was_stopped_because_it_hurt_says_so(data: Path) -> None:
    add_session(open_store(data), 1, hurt=True, pain_after=None)
    assert say("progress-hurt") in texts(open_page(view="sessions"))
    warnings = [element.value for element in open_page().warning]
    assert warnings == [say("before-pain-warnings.hurt")]


def test_one_session_is_deleted_after_asking(data: Path) -> None:
    store = open_store(data)
    uuid, other = add_session(store, 1), add_session(store, 2)
    app = click(open_page(view="sessions"), f"open-{uuid}")
    click(app, "session_delete")
    assert [session.uuid for session in store.list_sessions(1)] == [other]
    assert f"open-{other}" in keys(app) and f"open-{uuid}" not in keys(app)


def test_the_small_picture_shows_every_stretch() -> None:
    from coach.history.summary import SessionSummary

    ribbon = ["stroking"] * 20 + ["unseen"] * 20 + ["tapping"] * 20
    svg = draw_session(SessionSummary(ribbon=ribbon, heat=[[0, 0, 500, 500, 0, 0], *[[0] * 6] * 9]))
    assert svg.count("<rect") == 3 + 1 + 1 + 2, "three stretches, their frame, the hatching, two warm cells"
    assert draw_session(SessionSummary()).startswith("<svg")


def test_what_people_typed_is_shown_as_text(data: Path) -> None:
    store = open_store(data)
    store.add_profile(NASTY)
    store.add_profile("Ben")
    uuid = add_session(store, 0, receiver=NASTY, felt=NASTY)
    for view in ("lines", "sessions", "data"):
        shown = texts(open_page(view=view))
        assert NASTY not in shown
        assert "![x](" not in shown and "<script>" not in shown
    app = click(open_page(view="sessions"), f"open-{uuid}")
    assert "<script>" not in texts(app) and "![x](" not in texts(app)


@pytest.mark.parametrize("text", ["", "Ana", NASTY, "a_b*c`d`[e](f)~g~:red[h]$i$"])
def test_plain_text_has_no_markup_left(text: str) -> None:
    assert plain(text).replace("\\", "") == text.replace("\\", "")
    assert all(plain(text)[i - 1] == "\\" for i, letter in enumerate(plain(text)) if letter in "*_`[]<>$~!()")
