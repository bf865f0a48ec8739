"""Practising one step in rounds: offered where its pace was weak, started behind the gate, told afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.history.practised import PractisedRounds
from coach.history.store import open_store
from coach.live.rounds import Round
from coach.protocol.schema import Band
from coach.ui import charts
from coach.ui.practise_flow import LIVE_KEY
from coach.ui.rounds_result import describe_rounds, draw_rounds, round_rows
from coach.words import say
from tests.ui.history_pages import add_session, click, make_slow, open_page, texts

GOAL = Band(low=60, high=70, unit="per_min", source="own", confidence="low")
DONE = (
    Round("round-1", 50.0, 43.0, 57.0, 50.0),
    Round("round-2", 53.75, 46.0, 61.0, 40.0),
    Round("round-2-again", 46.9, 40.0, 54.0, 47.0),
    Round("round-3", 57.5, 49.0, 66.0, None),
)


def test_a_weak_step_is_practised_from_the_levels_on(data: Path):
    add_session(open_store(data), 1, review=make_slow())
    app = click(open_page(), "rounds-levels")
    assert not app.exception
    app = open_page_with(app)
    said = texts(app)
    assert "Five rounds: " in said
    assert "From 45 to 65 movements a minute, about 3 min." in said
    app = click(app, "rounds_begin")
    running = app.session_state[LIVE_KEY]
    assert running.plan.rounds
    assert [step.id for step in running.protocol.steps] == [f"round-{number}" for number in range(1, 6)]


def open_page_with(app):
    """Pass the gate with a cushion, where the rounds are waiting."""
    app.switch_page("app_pages/practise.py").run()
    return click(app, "gate_cushion")


def test_something_else_can_be_chosen_instead(data: Path):
    add_session(open_store(data), 1, review=make_slow())
    app = click(open_page_with(click(open_page(), "rounds-levels")), "rounds_else")
    assert "Five rounds: " not in texts(app)
    assert app.get_by_key("practise_start") is not None


@pytest.mark.parametrize("changes", [{"hurt": True}, {"kind": "recording"}, {"protocol_id": None}])
def test_nothing_is_offered_after_pain_or_without_a_coach(data: Path, changes: dict[str, object]):
    add_session(open_store(data), 1, review=make_slow(), **changes)
    assert all(button.key != "rounds-levels" for button in open_page().button)


def test_the_rounds_are_told_in_one_sentence():
    assert describe_rounds(DONE, GOAL) == (
        "Rounds held: 2 of 3. The last one that was seen went at 47 a minute; the step asks 60–70."
    )
    assert describe_rounds(DONE[3:], GOAL).startswith("The pace was not seen well enough")
    assert describe_rounds((), GOAL) == "No round came to its end, so there is nothing to show."


def test_the_picture_shows_pace_target_and_range_of_every_round():
    assert [(row["name"], row["target"], row["pace"]) for row in round_rows(DONE, GOAL)] == [
        ("1", 50.0, 50.0),
        ("2", 53.75, 40.0),
        ("2 again", 46.9, 47.0),
        ("3", 57.5, None),
    ]
    drawn = draw_rounds(DONE, GOAL, charts.LIGHT).to_dict()
    assert [layer["encoding"]["y"]["field"] for layer in drawn["layer"]] == ["low", "target", "pace"]


def test_rounds_are_remembered_and_shown_in_progress(data: Path):
    store = open_store(data)
    for days_ago, paces in ((3, (45.0, None, 58.0)), (2, (50.0, 64.0)), (1, (None,))):
        rounds = PractisedRounds("rubbing", 60.0, 70.0, paces)
        add_session(store, days_ago, review=make_free(), protocol_id=None, rounds=rounds)
    app = open_page()
    assert [(each.value, each.delta) for each in app.metric if "ubbing, " in each.label] == [
        ("Not seen", ""),
        ("50 → 64", "inside what the step asks: 60–70"),
        ("45 → 58", "2 below what the step asks: 60–70"),
    ]
    assert [each.label.partition(", ")[2].partition(", ")[2] for each in app.metric][:3] == [
        "1 round",
        "2 rounds",
        "3 rounds",
    ]
    assert say("rounds-no-level-why") in texts(app)
    assert texts(open_page(view="sessions")).replace("\\", "").count("Rounds: Rubbing") == 3


def test_without_rounds_nothing_is_said_of_them(data: Path):
    add_session(open_store(data), 1)
    assert say("rounds-kept-title") not in texts(open_page())


def make_free():
    return make_slow().model_copy(update={"protocol": None, "steps": []})
