"""The page before a session and the gate it opens, run in process."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import coach.ui
from coach.care import interview as talk
from coach.care.screening import Area, Rule, find_areas, load_rules, outcome
from coach.formats import CoverageModel, ReviewFile, VideoModel
from coach.history.entries import NewSession, StoredScreening
from coach.history.store import open_store
from coach.protocol import editing, keeping
from coach.ui.gate import PassedScreening, choose_cushion, close_gate, pass_screening, screening_passed
from coach.ui.preparations import PREPARATIONS
from coach.words import say

SHELL = str(Path(coach.ui.__file__).with_name("shell.py"))
RULES = load_rules().rule
ALL_NO: dict[str, Any] = {rule.id: "no" for rule in RULES}


def open_page(name: str) -> AppTest:
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    app.switch_page(f"app_pages/{name}.py").run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def answer_all_no(app: AppTest) -> list[str]:
    """Say no to every card; returns their groups."""
    groups = []
    while on := next((key for key in keys(app) if key.startswith("before_on_")), None):
        click(app, on)
        groups.append(on.removeprefix("before_on_"))
    return groups


def test_a_newcomer_is_asked_everything_and_may_then_practise(data: Path) -> None:
    app = open_page("before")
    assert say("before-disclaimer") in texts(app)
    app.text_input(key="before_name").set_value("Vera <b>").run()
    click(app, "before_begin")
    assert answer_all_no(app) == [group.id for group in load_rules().group]
    assert say("before-pain-title") in texts(app)
    assert app.button(key="before_pain_on").disabled, "the pain has to be said"
    app.get_by_key("before_pain").set_value(4).run()
    click(app, "before_pain_on")
    assert say("before-ready") in texts(app)
    assert len(app.checkbox) == len(PREPARATIONS) + 1
    passed = screening_passed(app.session_state)  # type: ignore[arg-type]
    assert passed is not None
    assert (passed.receiver, passed.pain_before, passed.cushion) == ("Vera <b>", 4, False)
    stored = open_store(data).care.last_screening(open_store(data).list_profiles()[0].id, "Vera <b>")
    assert stored is not None and stored.answers == ALL_NO and stored.status == "go"

    app.switch_page("app_pages/practise.py").run()
    assert not app.exception
    assert "gate_begin" not in keys(app)


def test_practise_is_closed_without_a_screening(data: Path) -> None:
    app = open_page("practise")
    assert keys(app) == {"gate_begin", "gate_cushion"}
    assert say("before-gate-title") in texts(app)


def test_practice_on_a_cushion_says_what_it_is(data: Path) -> None:
    app = open_page("practise")
    click(app, "gate_cushion")
    assert say("before-cushion-on") in texts(app)
    # What the next level asks is in sight before practice begins.
    assert say("level-next-title") in {fold.label for fold in app.expander}
    assert "gate_begin" not in keys(app)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.effect == "stop"], ids=lambda rule: rule.id)
def test_every_stop_flag_ends_with_its_words(data: Path, rule: Rule) -> None:
    app = open_page("before")
    click(app, "before_begin")
    earlier = [other for other in RULES[: RULES.index(rule)] if other.group != rule.group]
    app.session_state["before_interview"] = talk.Interview(answers={other.id: "no" for other in earlier})
    app.run()
    assert rule.question in texts(app)
    assert app.button(key=f"before_on_{rule.group}").label == say("before-card-none")
    app.get_by_key(f"before_mark_{rule.id}").set_value("yes").run()
    assert app.button(key=f"before_on_{rule.group}").label == say("before-card-some")
    click(app, f"before_on_{rule.group}")
    if rule.cleared:
        assert rule.permission in texts(app)
        click(app, f"before_permission_no_{rule.id}")
    shown = texts(app)
    assert say("before-stop-title") in shown
    assert rule.reason in shown and rule.advice in shown
    assert keys(app) == {"before_cushion", "before_back"}, "no way on"
    assert screening_passed(app.session_state) is None  # type: ignore[arg-type]


def test_everything_that_stops_on_one_card_is_told_at_once(data: Path) -> None:
    app = click(open_page("before"), "before_begin")
    first, second = [rule for rule in RULES if rule.group == "pain"][:2]
    app.get_by_key(f"before_mark_{first.id}").set_value("yes").run()
    app.get_by_key(f"before_mark_{second.id}").set_value("unsure").run()
    click(app, "before_on_pain")
    assert first.advice in texts(app) and second.advice in texts(app)


def test_a_mistake_can_be_taken_back(data: Path) -> None:
    app = open_page("before")
    click(app, "before_begin").get_by_key(f"before_mark_{RULES[0].id}").set_value("unsure").run()
    click(app, f"before_on_{RULES[0].group}")
    assert say("before-stop-title") in texts(app)
    click(app, "before_back")
    assert RULES[0].question in texts(app)


def test_a_pregnant_receiver_with_permission_gets_only_the_gentle_protocol(data: Path) -> None:
    app = open_page("practise")
    answers = ALL_NO | {"pregnancy": "yes"}
    pass_screening(app.session_state, outcome(answers, ["pregnancy"]), "Vera", 2)  # type: ignore[arg-type]
    app.switch_page("app_pages/before.py").run()
    assert not app.exception
    assert "Light, slow stroking without pressure." in texts(app)
    app.switch_page("app_pages/practise.py").run()
    assert not app.exception
    assert app.get_by_key("practise_protocol").options == ["Gentle stroking in pregnancy"]
    assert "Free practice" not in app.get_by_key("practise_mode").options


def test_the_second_time_is_short(data: Path) -> None:
    store = open_store(data)
    profile = store.add_profile("Ana")
    taken = datetime.now(UTC) - timedelta(days=3)
    store.care.add_screening(StoredScreening(profile.id, "Vera", taken, load_rules().version, ALL_NO, "go"))
    app = open_page("before")
    app.text_input(key="before_name").set_value(" Vera ").run()
    click(app, "before_begin")
    assert "Anything new since" in texts(app)
    click(app, "before_new_no")
    assert answer_all_no(app) == ["pain", "today"]
    assert say("before-pain-title") in texts(app)


def test_somebody_without_a_name_may_be_somebody_else(data: Path) -> None:
    store = open_store(data)
    profile = store.add_profile("Ana")
    taken = datetime.now(UTC) - timedelta(days=3)
    store.care.add_screening(StoredScreening(profile.id, "", taken, load_rules().version, ALL_NO, "go"))
    app = click(open_page("before"), "before_begin")
    assert "The same person as on" in texts(app)
    click(app, "before_new_yes")
    assert answer_all_no(app) == [group.id for group in load_rules().group]


@pytest.mark.parametrize(("hurt", "still"), [(False, False), (False, True), (True, False)])
def test_pain_that_rose_last_time_is_asked_about(data: Path, hurt: bool, still: bool) -> None:
    store = open_store(data)
    new = NewSession(
        profile_id=store.add_profile("Ana").id,
        started_at=datetime.now(UTC) - timedelta(days=2),
        kind="live",
        duration_s=60.0,
        receiver="Vera",
        pain_before=3,
        pain_after=4,
        hurt=hurt,
    )
    video = VideoModel(name="a", duration_s=60.0, fps=30, width=1, height=1, frames=1800)
    store.add_session(new, ReviewFile(video=video, coverage=CoverageModel(one_hand=1, two_hands=1), segments=[]))
    app = open_page("before")
    app.text_input(key="before_name").set_value("Vera").run()
    click(app, "before_begin")
    asked = say("before-last-rose", before=3, after=4) in texts(app)
    assert asked != hurt, "what ended because it hurt is not asked again: a doctor looks at it"
    if still:
        app.get_by_key("before_mark_pain-grew").set_value("yes").run()
        click(app, "before_on_pain")
    else:
        answer_all_no(app)
    if not (hurt or still):
        assert say("before-pain-title") in texts(app), "one point more right after a massage is no reason to stop"
        return
    rule = next(rule for rule in RULES if rule.id == "pain-grew")
    assert (say("before-pain-warnings.hurt") if hurt else rule.reason) in texts(app)
    click(app, "before_permission_no_pain-grew")
    assert say("before-stop-title") in texts(app) and say("before-not-yet") in texts(app)


def test_the_screening_works_without_a_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "file" / "data"))
    app = click(open_page("before"), "before_begin")
    assert "--data-dir" in texts(app)
    answer_all_no(app)
    app.get_by_key("before_pain").set_value(0).run()
    click(app, "before_pain_on")
    assert screening_passed(app.session_state) is not None  # type: ignore[arg-type]


def test_the_gate_is_opened_by_a_passed_screening_only_and_for_one_session() -> None:
    state: dict[Any, Any] = {}
    assert screening_passed(state) is None
    with pytest.raises(ValueError, match="stop"):
        pass_screening(state, outcome(ALL_NO | {"fever": "yes"}), "Vera", 3)
    with pytest.raises(ValueError, match="incomplete"):
        pass_screening(state, outcome({}), "Vera", 3)
    assert screening_passed(state) is None
    assert screening_passed({"passed_screening": "yes"}) is None, "nothing but a record opens it"
    pass_screening(state, outcome(ALL_NO), "Vera", 3)
    assert screening_passed(state) is not None
    close_gate(state)
    assert screening_passed(state) is None
    assert choose_cushion(state).cushion


def test_a_screening_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[Any, Any] = {}
    passed: PassedScreening = pass_screening(state, outcome(ALL_NO), "Vera", 3)
    monkeypatch.setattr("coach.ui.gate.time.monotonic", lambda: passed.passed_at_s + 4 * 3600 + 1)
    assert screening_passed(state) is None


def test_positions_to_choose_from_are_one_thing_to_prepare(data: Path) -> None:
    app = open_page("before")
    pass_screening(app.session_state, outcome(ALL_NO | {"pregnancy": "yes"}, ["pregnancy"]), "Vera", 2)  # type: ignore[arg-type]
    app.switch_page("app_pages/before.py").run()
    assert say("before-start-left", left=5, total=5) in texts(app)
    app.checkbox(key="before_done_position_seated").check().run()
    assert say("before-start-left", left=4, total=5) in texts(app)


def ask_places(app: AppTest) -> AppTest:
    """Begin, and say that there is a place to leave out."""
    click(app, "before_begin")
    begun: talk.Interview = app.session_state["before_interview"]
    app.session_state["before_interview"] = replace(begun, answers=ALL_NO | {"skin-disease": "yes"})
    app.run()
    assert not app.exception
    return app


def test_places_of_the_back_alone_are_asked_where_no_protocol_is_about_more(data: Path) -> None:
    app = ask_places(open_page("before"))
    assert app.session_state["before_interview"].offered == find_areas(["back"])
    assert say("before-places-region", region="back") not in texts(app), "one picture needs no name"


def test_places_of_every_region_at_hand_are_asked_and_left_out(data: Path) -> None:
    legs = editing.add_step(editing.begin("leg", "my-legs", "My legs"), "rubbing")
    keeping.save(editing.set_fields(legs, 0, zones=["calf"]))
    app = ask_places(open_page("before"))
    shown = texts(app)
    assert say("before-places-region", region="back") in shown and say("before-places-region", region="leg") in shown
    assert say("before-places-region", region="shoulders") not in shown
    interview = talk.answer_places(app.session_state["before_interview"], {Area("calf", "left")})
    passed = pass_screening(app.session_state, interview.outcome, "", 2)  # type: ignore[arg-type]
    assert passed.limits.avoid == {Area("calf", "left")}
    app.session_state["before_interview"] = None
    app.run()
    assert say("before-avoid", areas=["left side of the calf"]) in texts(app)
