"""The levels on the page Progress: what was reached, and what the next one asks, is always in sight."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.history.levels import Standing
from coach.history.store import open_store
from coach.ui.levels_view import say_next
from tests.ui.history_pages import add_session, open_page, texts

NOW = datetime(2026, 11, 27, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing("rubbing"), "Next: look at the step on the page Protocols, then do it once with the coach."),
        (Standing("rubbing", "follow", 1, NOW), "85 of 100 or more in 2 sessions in a row, with all the hints"),
        (Standing("rubbing", "hold", 0, NOW), "with no more than a summary after each step."),
        (Standing("rubbing", "alone", 0, NOW - timedelta(days=3)), "on 1 December or later"),
        (Standing("rubbing", "alone", 0, NOW - timedelta(days=7)), "today it counts"),
        (Standing("rubbing", "kept", 0, NOW), "You kept it."),
    ],
)
def test_what_the_next_level_asks(standing: Standing, said: str):
    assert said in say_next(standing, NOW)


def test_what_is_done_of_it_is_said():
    assert say_next(Standing("rubbing", "hold", 1, NOW), NOW).endswith("1 of 2 done.")
    assert "done" not in say_next(Standing("rubbing", "hold", 0, NOW), NOW)


def test_the_page_shows_every_technique(data: Path):
    store = open_store(data)
    for days in (3, 2, 1):
        add_session(store, days, 0.9)
    said = texts(open_page())
    assert "Levels" in said
    assert ":material/check_circle: Follow, with every hint" in said
    assert ":material/arrow_circle_right: **Hold, with few hints**" in said
    assert said.count(":material/arrow_circle_right: **Watch**") == 3


@pytest.mark.parametrize(("days", "asked"), [(7.1, True), (6.9, False)])
def test_a_retest_is_asked_for_on_the_first_page(data: Path, days: float, asked: bool):
    store = open_store(data)
    for back in (4, 3, 2, 1, 0):
        add_session(store, days + back, 0.9, guidance="none")
    said = texts(open_page("today"))
    assert ("A week has passed since you did this without hints: rubbing." in said) is asked
