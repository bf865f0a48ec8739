"""The side that hurts more and the length of a session, from the questions before to the plan, run in process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from coach.care.screening import outcome
from coach.live.plan import Plan
from coach.protocol.library import load_protocol
from coach.protocol.schema import Protocol
from coach.ui import practise_flow, reviewing
from coach.ui.gate import pass_screening, screening_passed
from coach.ui.state import Recording
from tests.ui.test_ui_before import ALL_NO, answer_all_no, click, open_page, texts


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Plan, Protocol]]:
    """Plans that were started, without a camera."""
    plans: list[tuple[Plan, Protocol]] = []
    monkeypatch.setattr(practise_flow, "start", lambda plan, protocol: plans.append((plan, protocol)))
    return plans


def open_practise(pain_side: Any = None, limits: Any = None) -> AppTest:
    app = open_page("practise")
    passed = limits or outcome(ALL_NO)
    pass_screening(app.session_state, passed, "Vera", 4, pain_side)  # type: ignore[arg-type]
    app.switch_page("app_pages/practise.py").run()
    assert not app.exception
    return app


def side_control(app: AppTest) -> Any:
    return next(item for item in app.radio if str(item.key).startswith("practise_side"))


def test_the_side_is_asked_with_the_pain_and_kept(data: Path) -> None:
    app = open_page("before")
    click(app, "before_begin")
    answer_all_no(app)
    app.get_by_key("before_pain").set_value(4).run()
    app.get_by_key("before_side").set_value("left").run()
    click(app, "before_pain_on")
    passed = screening_passed(app.session_state)  # type: ignore[arg-type]
    assert passed is not None and passed.pain_side == "left"


def test_without_pain_no_side_is_asked(data: Path) -> None:
    app = open_page("before")
    click(app, "before_begin")
    answer_all_no(app)
    app.get_by_key("before_pain").set_value(0).run()
    assert "before_side" not in {str(item.key) for item in app.radio}


def test_a_protocol_that_works_both_sides_at_once_asks_no_side(data: Path) -> None:
    app = open_practise("left", outcome(ALL_NO | {"pregnancy": "yes"}, ["pregnancy"]))
    assert not [item for item in app.radio if str(item.key).startswith("practise_side")]


def test_the_plan_begins_opposite_to_the_side_from_the_questions(data: Path, started: list[Any]) -> None:
    app = open_practise("left")
    assert "Begin on **their right side**" in texts(app)
    click(app, "practise_start")
    ((plan, protocol),) = started
    assert (plan.variant, plan.pain_side) == ("opposite-side", "left")
    assert protocol.step("kneading").start_side == "right"


@pytest.mark.parametrize(("said", "side"), [("right", "right"), ("both", None), ("none", None)])
def test_the_answer_can_be_changed_where_the_session_is_chosen(
    data: Path, started: list[Any], said: str, side: str | None
) -> None:
    app = open_practise("left")
    side_control(app).set_value(said).run()
    click(app, "practise_start")
    assert started[0][0].pain_side == side


def test_a_variant_of_another_length_is_chosen_and_its_length_shown(data: Path, started: list[Any]) -> None:
    app = open_practise()
    app.get_by_key("practise_length_lumbar-home").set_value("short").run()
    assert not app.exception
    assert "About 10 min in all." in texts(app)
    click(app, "practise_start")
    plan, protocol = started[0]
    assert plan.variant == "short" and protocol.planned_minutes == pytest.approx(10.0, rel=0.05)


def test_a_review_is_asked_for_with_variant_and_side(tmp_path: Path) -> None:
    recording = Recording(tmp_path / "a.mp4", "a.mp4", "0" * 32)
    request = reviewing.Request(recording, "lumbar-home", variant="short", pain_side="right")
    planned = reviewing.load_planned(request)
    assert planned is not None
    assert (planned.variant, planned.step("kneading").start_side) == ("short", "left")
    assert planned.planned_minutes < load_protocol("lumbar-home").planned_minutes
    assert request.digest != reviewing.Request(recording, "lumbar-home").digest
