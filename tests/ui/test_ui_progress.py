"""The pages after a session, run in process: progress, sessions, course, own data, afterwards."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import coach.ui
from coach.formats import CoverageModel, PartModel, ProtocolRef, Review, ReviewSegment, ReviewStep, VideoModel
from coach.history.archive import Recorded
from coach.history.entries import NewSession
from coach.history.progress import PainPoint, Point
from coach.history.store import HistoryStore, open_store
from coach.records import HandTracks, VideoInfo
from coach.ui import charts, progress_charts
from coach.ui.components.session_picture import draw_session
from coach.ui.plain import plain
from coach.ui.texts import aftercare as after_words
from coach.ui.texts import progress as words

SHELL = str(Path(coach.ui.__file__).with_name("shell.py"))
NASTY = "<script>alert(1)</script> ![x](http://a.example/b.png) *bold*"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def make_review(value: float) -> Review:
    """Two minutes of rubbing, half of it asked, every part with the same score."""
    parts = [PartModel(name=name, score=value, seen_share=1.0) for name in ("pace", "rhythm", "direction")]
    return Review(
        video=VideoModel(name="evening", duration_s=120.0, fps=30, width=640, height=480, frames=3600),
        coverage=CoverageModel(one_hand=0.9, two_hands=0.5),
        segments=[ReviewSegment(start_s=0, end_s=120, technique="rubbing", regularity=value, pace_per_min=62.0)],
        protocol=ProtocolRef(id="lumbar-home", version="1"),
        steps=[ReviewStep(id="rubbing-pads", start_s=0, end_s=120, status="done", score=value, parts=parts)],
    )


def add_session(
    store: HistoryStore, days_ago: float, value: float = 0.6, *, with_tracks: bool = True, **changes: Any
) -> str:
    people = store.list_profiles() or [store.add_profile("Ana")]
    fields: dict[str, Any] = {
        "profile_id": people[0].id,
        "started_at": datetime.now(UTC) - timedelta(days=days_ago),
        "kind": "live",
        "duration_s": 120.0,
        "protocol_id": "lumbar-home",
        "receiver": "Vera",
        "pain_before": 4,
        "pain_after": 2,
    }
    frames = 120
    tracks = HandTracks(np.arange(frames) / 30, np.full((frames, 2, 21, 2), 0.5), np.ones((frames, 2), np.int8), 4 / 3)
    recorded = Recorded(tracks, VideoInfo("evening", 640, 480, 30.0, frames, frames / 30)) if with_tracks else None
    return store.add_session(NewSession(**(fields | changes)), make_review(value), recorded).uuid


def open_page(name: str = "progress", view: str | None = None) -> AppTest:
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    app.switch_page(f"app_pages/{name}.py").run()
    assert not app.exception
    if view is not None:
        app.get_by_key("progress_view").set_value(view).run()
        assert not app.exception
    return app


def texts(app: AppTest) -> str:
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.success, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def test_an_empty_history_says_where_to_begin(data: Path) -> None:
    app = open_page()
    assert words.EMPTY in texts(app)
    assert words.SESSIONS_NONE in texts(open_page(view="sessions"))


def test_a_long_history_opens_at_once(data: Path) -> None:
    """Two hundred sessions; CPU time, so that a busy machine does not fail the test (measured: 0.2 s)."""
    store = open_store(data)
    for number in range(200):
        add_session(store, 400 - 2 * number, value=number / 200, with_tracks=False)
    app = open_page()
    start = time.process_time()
    app.run()
    assert time.process_time() - start < 1.0
    assert words.BY_WEEK in texts(app)


def test_what_to_practise_next_and_why(data: Path) -> None:
    store = open_store(data)
    for days_ago in (6, 4, 2):
        add_session(store, days_ago, value=0.62)
    shown = texts(open_page())
    assert "The direction of your rubbing" in shown
    assert "It stood at 62 of 100 in the last 3 sessions" in shown
    assert words.HINTS["every"] in shown
    assert words.PAIN_TITLE in shown and words.BESTS_TITLE in shown


def test_every_measure_has_its_chart_or_says_that_it_was_not_judged(data: Path) -> None:
    add_session(open_store(data), 1)
    app = open_page()
    for measure in words.MEASURES:
        app.get_by_key("progress_measure").set_value(measure).run()
        assert not app.exception
        judged = measure != "evenness"
        assert (words.LINES_NONE in texts(app)) != judged


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
    assert again.analyser == coach.__version__
    assert store.load_review(uuid).video.frames == 120, "the review is of the tracks, not the old one"
    assert "session_again" not in keys(app)


def test_one_session_is_deleted_after_asking(data: Path) -> None:
    store = open_store(data)
    uuid, other = add_session(store, 1), add_session(store, 2)
    app = click(open_page(view="sessions"), f"open-{uuid}")
    click(app, "session_delete")
    assert [session.uuid for session in store.list_sessions(1)] == [other]
    assert f"open-{other}" in keys(app) and f"open-{uuid}" not in keys(app)


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


def test_profiles_do_not_mix(data: Path) -> None:
    store = open_store(data)
    uuid = add_session(store, 1)
    app = open_page(view="data")
    app.text_input[0].set_value("Ben")
    next(button for button in app.button if button.label == words.ADD).click().run()
    assert not app.exception
    assert [profile.name for profile in store.list_profiles()] == ["Ana", "Ben"]
    assert store.is_empty(2) and not store.is_empty(1)
    assert "Ben" in texts(app)
    app.get_by_key("progress_view").set_value("sessions").run()
    assert words.SESSIONS_NONE in texts(app)
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
    assert words.DELETED_ALL in texts(app)
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
    assert words.IMPORTED.format(sessions=1, people=1, known=0) in texts(app)
    assert [profile.name for profile in store.list_profiles()] == ["Ana"], "the made-up first profile is gone"
    app.get_by_key("progress_view").set_value("sessions").run()
    assert f"open-{uuid}" in keys(app)


def test_a_foreign_zip_is_refused_in_words(data: Path) -> None:
    app = open_page(view="data")
    app.file_uploader(key="data_import").upload("out.zip", b"PK nothing").run()
    click(app, "data_import_go")
    assert "not a whole export" in texts(app)


def test_a_course_begins_runs_and_ends(data: Path) -> None:
    store = open_store(data)
    add_session(store, 0)
    app = open_page(view="course")
    app.radio(key="course_chosen").set_value("daily").run()
    click(app, "course_begin")
    shown = texts(app)
    assert words.PHASES["rest"].split("{")[0] in shown
    running = store.care.running_course(1)
    assert running is not None and running.plan == "daily" and running.starts_on == date.today()
    click(app, "course_end")
    assert words.CHOOSE_COURSE in texts(app)


def test_a_damaged_history_is_put_aside_and_said_once(data: Path) -> None:
    data.mkdir()
    (data / "history.sqlite3").write_bytes(b"nonsense " * 1000)
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    assert "damaged" in texts(app), "on the first page that is opened"
    app.switch_page("app_pages/progress.py").run()
    assert "damaged" not in texts(app)


def test_a_locked_history_is_said(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.history.database.LOCK_TIMEOUT_S", 0.1)
    add_session(open_store(data), 1)
    app = open_page()
    other = sqlite3.connect(data / "history.sqlite3")
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("UPDATE profile SET name = name")
    app.run()
    assert not app.exception
    assert "another program" in texts(app)
    other.rollback()
    other.close()


def test_the_folder_may_vanish_while_the_app_runs(data: Path) -> None:
    import shutil

    add_session(open_store(data), 1)
    app = open_page()
    shutil.rmtree(data)
    app.run()
    assert not app.exception
    assert words.EMPTY in texts(app)


@pytest.mark.parametrize(("pain", "shown"), [(2, "went from 4 to 2"), (4, "as before"), (7, after_words.ROSE_TITLE)])
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
    titles = " ".join(str(element.proto.title) for element in app.error)
    assert shown in texts(app) + titles


def test_afterwards_without_a_session_the_words_are_there(data: Path) -> None:
    add_session(open_store(data), 0.01, cushion=True)
    shown = texts(open_page("aftercare"))
    assert after_words.NO_SESSION in shown
    assert all(title in shown for title, _ in after_words.CARE)


def test_a_session_that_hurt_is_answered_first(data: Path) -> None:
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    app.session_state["session_hurt"] = True
    app.switch_page("app_pages/aftercare.py").run()
    assert after_words.HURT in texts(app)


def test_lines_are_the_mean_of_three_sessions() -> None:
    when = datetime(2026, 3, 1, tzinfo=UTC)
    points = [Point(when + timedelta(days=n), n + 1, "rubbing", n / 10, 1) for n in range(5)]
    rows = progress_charts.line_rows(points, by_number=True)
    assert [row["x"] for row in rows] == [1, 2, 3, 4, 5]
    assert [row["value"] for row in progress_charts.smooth_rows(rows)] == [0, 5, 10, 20, 30]


def test_charts_are_valid_and_each_technique_has_its_own_shape() -> None:
    when = datetime(2026, 3, 1, tzinfo=UTC)
    names = list(progress_charts.SHAPES)
    points = [Point(when + timedelta(days=n), n + 1, names[n % 4], 0.5, 1) for n in range(8)]
    for by_number in (True, False):
        chart = progress_charts.lines_chart(points, charts.LIGHT, by_number=by_number).to_dict()
        assert chart["layer"]
    assert len(set(progress_charts.SHAPES.values())) == 4
    pains = [PainPoint(when, n, 5, None if n % 2 else 3) for n in range(40)]
    assert len(progress_charts.pain_rows(pains)) == progress_charts.MOST_PAIN_BARS
    assert progress_charts.pain_chart(pains, charts.DARK).to_dict()["layer"]


def test_the_small_picture_shows_every_stretch() -> None:
    from coach.history.summary import SessionSummary

    ribbon = ["stroking"] * 20 + ["unseen"] * 20 + ["tapping"] * 20
    svg = draw_session(SessionSummary(ribbon=ribbon, heat=[[0, 0, 500, 500, 0, 0], *[[0] * 6] * 9]))
    assert svg.count("<rect") == 3 + 1 + 1 + 2, "three stretches, their frame, the hatching, two warm cells"
    assert draw_session(SessionSummary()).startswith("<svg")


@pytest.mark.parametrize("text", ["", "Ana", NASTY, "a_b*c`d`[e](f)~g~:red[h]$i$"])
def test_plain_text_has_no_markup_left(text: str) -> None:
    assert plain(text).replace("\\", "") == text.replace("\\", "")
    assert all(plain(text)[i - 1] == "\\" for i, letter in enumerate(plain(text)) if letter in "*_`[]<>$~!()")
