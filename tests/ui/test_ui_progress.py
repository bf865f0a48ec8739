"""The page of the weeks, run in process: charts, what to practise next, faults of the history."""

from __future__ import annotations

import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from babel import Locale
from streamlit.testing.v1 import AppTest

from coach.history.progress import PainPoint, Point
from coach.history.store import open_store
from coach.ui import charts, progress_charts
from coach.words import amounts, say, say_table
from tests.ui.history_pages import SHELL, add_session, open_page, texts


def test_an_empty_history_says_where_to_begin(data: Path) -> None:
    app = open_page()
    assert say("progress-empty") in texts(app)
    assert say("progress-sessions-none") in texts(open_page(view="sessions"))


def test_a_long_history_opens_at_once(data: Path) -> None:
    """Two hundred sessions; CPU time, so that a busy machine does not fail the test (measured: 0.2 s)."""
    store = open_store(data)
    for number in range(200):
        add_session(store, 400 - 2 * number, value=number / 200, with_tracks=False)
    app = open_page()
    start = time.process_time()
    app.run()
    assert time.process_time() - start < 1.0
    assert say("progress-by-week") in texts(app)


def test_what_to_practise_next_and_why(data: Path) -> None:
    store = open_store(data)
    for days_ago in (6, 4, 2):
        add_session(store, days_ago, value=0.62)
    shown = texts(open_page())
    assert "The direction of your rubbing" in shown
    assert "It stood at 62 of 100 in the last 3 sessions" in shown
    assert say("progress-hints.every") in shown
    assert say("progress-pain-title") in shown and say("progress-bests-title") in shown


def test_every_measure_has_its_chart_or_says_that_it_was_not_judged(data: Path) -> None:
    add_session(open_store(data), 1)
    app = open_page()
    for measure in say_table("progress-measures"):
        app.get_by_key("progress_measure").set_value(measure).run()
        assert not app.exception
        judged = measure != "evenness"
        assert (say("progress-lines-none") in texts(app)) != judged


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
    assert say("progress-empty") in texts(app)


def test_lines_are_the_mean_of_three_sessions() -> None:
    when = datetime(2026, 3, 1, tzinfo=UTC)
    points = [Point(when + timedelta(days=n), n + 1, "rubbing", n / 10, 1) for n in range(5)]
    rows = progress_charts.line_rows(points, by_number=True)
    assert [row["x"] for row in rows] == [1, 2, 3, 4, 5]
    assert [row["value"] for row in progress_charts.smooth_rows(rows)] == [0, 5, 10, 20, 30]


@pytest.mark.parametrize(
    ("locale", "first", "last"),
    [("en_GB", "(date(datum.value))", "'Mar'"), ("de", "(date(datum.value))", "'März'"), ("en_US", "(['Jan'", "'Mar'")],
)
def test_dates_along_the_axis_are_written_as_the_language_does(
    monkeypatch: pytest.MonkeyPatch, locale: str, first: str, last: str
) -> None:
    monkeypatch.setattr(amounts, "_locale", lambda: Locale.parse(locale))
    said = progress_charts.date_expression()
    assert said.startswith(f"'' + {first}") and last in said


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
