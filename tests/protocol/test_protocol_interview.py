"""The screening as a conversation: every flag is met with its words, and back always leads back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.protocol import interview as talk
from coach.protocol.questions import Previous
from coach.protocol.screening import Area, Rule, load_rules

NOW = datetime(2026, 3, 1, tzinfo=UTC)
RULES = load_rules().rule
LEFT = Area("lumbar", "left")


def walk(interview: talk.Interview, yes: set[str] = frozenset(), permit: bool = True) -> talk.Screen:  # type: ignore[assignment]
    """Answer every question until the conversation ends."""
    for _ in range(100):
        screen = talk.next_screen(interview, NOW)
        if isinstance(screen, talk.AskNew):
            interview = talk.say_new(interview, anything_new=False)
        elif isinstance(screen, talk.AskRule):
            interview = talk.answer_rule(interview, screen.rule.id, "yes" if screen.rule.id in yes else "no")
        elif isinstance(screen, talk.AskPermission):
            interview = talk.answer_permission(interview, screen.rule.id, given=permit)
        elif isinstance(screen, talk.AskPlaces):
            interview = talk.answer_places(interview, {LEFT})
        else:
            return screen
    raise AssertionError("the conversation does not end")


def test_all_no_passes_after_every_question() -> None:
    interview = talk.Interview()
    numbers = []
    while isinstance(screen := talk.next_screen(interview, NOW), talk.AskRule):
        numbers.append((screen.part, screen.number, screen.total))
        interview = talk.answer_rule(interview, screen.rule.id, "no")
    assert isinstance(screen, talk.Passed)
    assert len(numbers) == len(RULES) and numbers[0] == (1, 1, 9)
    assert numbers == sorted(numbers), "parts and numbers only go up"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_flag_is_met_at_once(rule: Rule) -> None:
    interview = talk.Interview()
    while isinstance(screen := talk.next_screen(interview, NOW), talk.AskRule) and screen.rule.id != rule.id:
        interview = talk.answer_rule(interview, screen.rule.id, "no")
    screen = talk.next_screen(talk.answer_rule(interview, rule.id, "unsure"), NOW)
    if rule.can_be_permitted:
        assert screen == talk.AskPermission(rule)
    elif rule.effect == "stop":
        assert screen == talk.Stopped(rule)
    else:
        assert isinstance(walk(talk.answer_rule(interview, rule.id, "yes")), talk.Passed)


@given(st.sets(st.sampled_from([rule.id for rule in RULES])), st.booleans())
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
    one = talk.answer_rule(start, "unexamined", "no")
    assert talk.step_back(one) == start
    assert talk.step_back(start) == start
    asked = talk.answer_rule(start, "hernia", "yes")
    for given_or_not in (True, False):
        answered = talk.answer_permission(asked, "hernia", given=given_or_not)
        assert talk.step_back(answered) == asked
    places = talk.answer_places(one, {LEFT})
    assert talk.step_back(places) == one


@given(st.lists(st.sampled_from(["yes", "no", "unsure", "back"]), max_size=60))
def test_going_back_and_forth_never_breaks(moves: list[str]) -> None:
    interview = talk.Interview()
    for move in moves:
        screen = talk.next_screen(interview, NOW)
        if move == "back":
            interview = talk.step_back(interview)
        elif isinstance(screen, talk.AskRule):
            interview = talk.answer_rule(interview, screen.rule.id, move)  # type: ignore[arg-type]
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
    while isinstance(screen := talk.next_screen(interview, NOW), talk.AskRule):
        asked.append(screen.rule.id)
        interview = talk.answer_rule(interview, screen.rule.id, "no")
    assert isinstance(screen, talk.AskPermission) and screen.rule.id == "pain-grew"
    assert "pain-grew" not in asked
    refused = talk.answer_permission(interview, "pain-grew", given=False)
    assert isinstance(talk.next_screen(refused, NOW), talk.Stopped)
    assert talk.step_back(refused) == interview
    assert isinstance(walk(talk.answer_permission(interview, "pain-grew", given=True)), talk.Passed)
