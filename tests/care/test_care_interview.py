"""The screening as a conversation: every flag is met with its words, and back always leads back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.care import interview as talk
from coach.care.questions import Previous
from coach.care.screening import Area, Rule, load_rules

NOW = datetime(2026, 3, 1, tzinfo=UTC)
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Answers to every question take a while to draw on a busy computer."""
RULES = load_rules().rule
LEFT = Area("lumbar", "left")


def walk(interview: talk.Interview, yes: set[str] = frozenset(), permit: bool = True) -> talk.Screen:  # type: ignore[assignment]
    """Answer every question until the conversation ends."""
    for _ in range(100):
        screen = talk.next_screen(interview, NOW)
        if isinstance(screen, talk.AskNew):
            interview = talk.say_new(interview, anything_new=False)
        elif isinstance(screen, talk.AskCard):
            interview = talk.answer_card(interview, screen, dict.fromkeys(yes, "yes"))
        elif isinstance(screen, talk.AskPermission):
            interview = talk.answer_permission(interview, screen.rule.id, given=permit)
        elif isinstance(screen, talk.AskPlaces):
            interview = talk.answer_places(interview, {LEFT})
        else:
            return screen
    raise AssertionError("the conversation does not end")


def card_of(rule: Rule) -> tuple[talk.Interview, talk.AskCard]:
    """The card on which a rule's question stands, and what was said before it."""
    interview = talk.Interview()
    while isinstance(screen := talk.next_screen(interview, NOW), talk.AskCard):
        if rule in screen.rules:
            return interview, screen
        interview = talk.answer_card(interview, screen, {})
    raise AssertionError(f"{rule.id} is never asked")


def test_no_to_everything_takes_six_cards_that_hold_every_question_once() -> None:
    interview = talk.Interview()
    asked, parts = [], []
    while isinstance(screen := talk.next_screen(interview, NOW), talk.AskCard):
        asked += screen.rules
        parts.append((screen.part, screen.parts))
        interview = talk.answer_card(interview, screen, {})
    assert isinstance(screen, talk.Passed)
    assert asked == list(RULES)
    assert parts == [(part, 6) for part in range(1, 7)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_flag_is_met_at_once(rule: Rule) -> None:
    interview, card = card_of(rule)
    screen = talk.next_screen(talk.answer_card(interview, card, {rule.id: "unsure"}), NOW)
    if rule.can_be_permitted:
        assert screen == talk.AskPermission(rule)
    elif rule.effect == "stop":
        assert screen == talk.Stopped(rule)
    else:
        assert isinstance(walk(talk.answer_card(interview, card, {rule.id: "yes"})), talk.Passed)


def test_several_marks_on_one_card_are_all_taken() -> None:
    interview, card = card_of(next(rule for rule in RULES if rule.id == "hernia"))
    marked = talk.answer_card(interview, card, {"hernia": "yes", "radiculitis": "unsure", "fracture": "yes"})
    assert talk.next_screen(marked, NOW) == talk.AskPermission(next(rule for rule in RULES if rule.id == "hernia"))
    allowed = talk.answer_permission(marked, "hernia", given=True)
    assert talk.next_screen(allowed, NOW) == talk.Stopped(next(rule for rule in RULES if rule.id == "fracture"))
    assert marked.answers["surgery"] == "no"


@given(st.sets(st.sampled_from([rule.id for rule in RULES])), st.booleans())
@PATIENT
def test_the_end_is_what_the_rules_say(yes: set[str], permit: bool) -> None:
    end = walk(talk.Interview(), yes, permit)
    flagged = [rule for rule in RULES if rule.id in yes and rule.effect != "avoid_area"]
    blocked = any(not (rule.can_be_permitted and permit) for rule in flagged)
    assert isinstance(end, talk.Stopped if blocked else talk.Passed)
    if isinstance(end, talk.Passed):
        marked = any(rule.id in yes for rule in RULES if rule.effect == "avoid_area")
        assert end.outcome.limits.avoid == ({LEFT} if marked else set())


def test_back_undoes_one_thing_at_a_time() -> None:
    start = talk.Interview()
    pain = talk.next_screen(start, NOW)
    assert isinstance(pain, talk.AskCard)
    one = talk.answer_card(start, pain, {})
    assert talk.step_back(one) == start
    assert talk.step_back(start) == start
    before, spine = card_of(next(rule for rule in RULES if rule.id == "hernia"))
    asked = talk.answer_card(before, spine, {"hernia": "yes"})
    for given_or_not in (True, False):
        answered = talk.answer_permission(asked, "hernia", given=given_or_not)
        assert talk.step_back(answered) == asked
    assert talk.step_back(asked) == before
    allowed = talk.answer_permission(asked, "hernia", given=True)
    person = talk.next_screen(allowed, NOW)
    assert isinstance(person, talk.AskCard)
    assert talk.step_back(talk.answer_card(allowed, person, {})) == allowed, "a later card goes before a permission"
    places = talk.answer_places(one, {LEFT})
    assert talk.step_back(places) == one


@given(st.lists(st.sampled_from(["yes", "no", "unsure", "back"]), max_size=60))
@PATIENT
def test_going_back_and_forth_never_breaks(moves: list[str]) -> None:
    interview = talk.Interview()
    for move in moves:
        screen = talk.next_screen(interview, NOW)
        if move == "back":
            interview = talk.step_back(interview)
        elif isinstance(screen, talk.AskCard):
            marked = {} if move == "no" else {rule.id: move for rule in screen.rules[::3]}
            interview = talk.answer_card(interview, screen, marked)  # type: ignore[arg-type]
        elif isinstance(screen, talk.AskPermission):
            interview = talk.answer_permission(interview, screen.rule.id, given=move == "yes")
        elif isinstance(screen, talk.AskPlaces):
            interview = talk.answer_places(interview, {LEFT})
    while interview != talk.step_back(interview):
        interview = talk.step_back(interview)
    assert interview == talk.Interview()


def test_the_next_time_is_short() -> None:
    previous = Previous(dict.fromkeys((rule.id for rule in RULES), "no"), NOW - timedelta(days=2), load_rules().version)
    first = talk.next_screen(talk.Interview(previous), NOW)
    assert first == talk.AskNew(previous.taken_at)
    short = talk.say_new(talk.Interview(previous), anything_new=False)
    assert {rule.id for rule in short.questions} == {rule.id for rule in RULES if rule.each_time}
    assert isinstance(walk(talk.Interview(previous)), talk.Passed)
    full = talk.say_new(talk.Interview(previous), anything_new=True)
    assert full.questions == RULES
    assert talk.step_back(full) == talk.Interview(previous)


def test_pain_that_grew_last_time_is_not_asked_but_must_be_cleared() -> None:
    interview = talk.Interview(preset={"pain-grew": "yes"})
    asked = []
    while isinstance(screen := talk.next_screen(interview, NOW), talk.AskCard):
        asked += [rule.id for rule in screen.rules]
        interview = talk.answer_card(interview, screen, {})
    assert isinstance(screen, talk.AskPermission) and screen.rule.id == "pain-grew"
    assert asked and "pain-grew" not in asked
    refused = talk.answer_permission(interview, "pain-grew", given=False)
    assert isinstance(talk.next_screen(refused, NOW), talk.Stopped)
    assert talk.step_back(refused) == interview
    assert isinstance(walk(talk.answer_permission(interview, "pain-grew", given=True)), talk.Passed)
