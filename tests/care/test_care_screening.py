"""Screening: every rule does what the guide says, alone and together with any others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.care.limiting import limit_protocol
from coach.care.questions import Previous, can_be_short, carry_over, questions_to_ask
from coach.care.screening import ALL_AREAS, BACK_AREAS, Answer, Area, Limits, load_rules, outcome
from coach.protocol.library import load_protocol

RULES = load_rules()
STOPS = [rule for rule in RULES.rule if rule.effect == "stop"]
ASKS = [rule for rule in RULES.rule if rule.effect == "ask_doctor"]
PLACES = [rule for rule in RULES.rule if rule.effect == "avoid_area"]
ALL_NO: dict[str, Answer] = {rule.id: "no" for rule in RULES.rule}
EVERY_PERMISSION = [rule.id for rule in RULES.rule]
NOW = datetime(2026, 3, 1, tzinfo=UTC)
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Answers to every question take a while to draw on a busy computer."""

any_answers = st.fixed_dictionaries({rule.id: st.sampled_from(["yes", "no", "unsure"]) for rule in RULES.rule})
any_permissions = st.sets(st.sampled_from(EVERY_PERMISSION))
any_areas = st.sets(st.sampled_from(sorted(ALL_AREAS)))


def test_the_rules_are_those_of_the_guide_and_the_field() -> None:
    """The guide's list of 18 stop conditions and the field's further ones, spelled out so that none is lost."""
    assert {rule.id for rule in STOPS if rule.source == "guide"} == {
        *("unexamined", "acute", "fever", "inflammation", "infection", "pain-grew", "felt-worse", "tumour"),
        *("tuberculosis", "blood-disease", "bleeding", "high-blood-pressure", "heart-rhythm", "heart-vessels"),
        *("spinal-injury", "hernia", "large-protrusion", "titanium-cage"),
    }
    assert {rule.id for rule in STOPS if rule.source == "field"} == {
        *("thrombosis", "aneurysm", "surgery", "fracture", "blood-thinners", "wound", "intoxicated"),
    }
    assert {rule.id for rule in PLACES} == {"skin-disease", "sensitive", "moles"}
    assert {rule.id for rule in ASKS} == {"pregnancy", "radiculitis", "osteoporosis", "child"}


def test_nothing_raised_means_go() -> None:
    result = outcome(ALL_NO)
    assert (result.status, result.passed, result.flagged, result.limits) == ("go", True, (), Limits())


@pytest.mark.parametrize("rule", STOPS, ids=lambda rule: rule.id)
@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_every_stop_blocks_alone(rule, answer) -> None:  # type: ignore[no-untyped-def]
    result = outcome(ALL_NO | {rule.id: answer})
    assert (result.status, result.passed, result.flagged) == ("stop", False, (rule,))
    assert rule.reason and rule.advice


@given(any_answers, any_permissions, any_areas, st.sampled_from([rule for rule in STOPS if not rule.cleared]))
@PATIENT
def test_every_stop_blocks_in_any_company(answers, permissions, areas, rule) -> None:  # type: ignore[no-untyped-def]
    result = outcome(answers | {rule.id: "yes"}, permissions, areas)
    assert result.status == "stop" and not result.passed
    assert rule in result.flagged


@given(any_answers, any_permissions, any_areas)
@PATIENT
def test_passing_needs_every_question_settled(answers, permissions, areas) -> None:  # type: ignore[no-untyped-def]
    result = outcome(answers, permissions, areas)
    raised = [rule for rule in RULES.rule if answers[rule.id] != "no"]
    settled = all(
        (rule.can_be_permitted and rule.id in permissions) or (rule.effect == "avoid_area" and 0 < len(areas) < 8)
        for rule in raised
    )
    assert result.passed == settled
    assert set(result.flagged) == set(raised)


@given(any_answers, any_permissions, any_areas, st.sets(st.sampled_from(EVERY_PERMISSION), min_size=1))
@PATIENT
def test_a_missing_answer_never_passes(answers, permissions, areas, missing) -> None:  # type: ignore[no-untyped-def]
    known = {name: answer for name, answer in answers.items() if name not in missing}
    assert not outcome(known, permissions, areas).passed


@given(any_answers, any_permissions, any_areas, st.sampled_from(EVERY_PERMISSION))
@PATIENT
def test_one_more_flag_never_allows_more(answers, permissions, areas, name) -> None:  # type: ignore[no-untyped-def]
    before = outcome(answers | {name: "no"}, permissions, areas)
    after = outcome(answers | {name: "yes"}, permissions, areas)
    assert before.passed or not after.passed
    assert after.limits.techniques <= before.limits.techniques
    assert before.limits.protocols is None or (after.limits.protocols or set()) <= before.limits.protocols


def test_a_herniated_disc_stops_unless_cleared_and_then_allows_gentle_stroking_only() -> None:
    answers = ALL_NO | {"hernia": "yes"}
    assert outcome(answers).status == "stop"
    cleared = outcome(answers, ["hernia"])
    assert cleared.passed
    assert cleared.limits.techniques == {"stroking"}
    assert cleared.limits.intensity == "gentle"
    limited = limit_protocol(load_protocol("lumbar-home"), cleared.limits)
    assert limited is not None
    assert {step.technique for step in limited.steps} == {"stroking"}
    assert limited.cautions[0] == "Gentle stroking only: no pressure, no twisting, no shaking."


def test_pregnancy_with_permission_allows_only_the_gentle_protocol() -> None:
    answers = ALL_NO | {"pregnancy": "yes"}
    assert (outcome(answers).status, outcome(answers).passed) == ("ask_doctor", False)
    allowed = outcome(answers, ["pregnancy"])
    assert allowed.passed
    assert allowed.limits.protocols == {"pregnancy-gentle"}
    assert limit_protocol(load_protocol("lumbar-home"), allowed.limits) is None


def test_radiculitis_with_permission_halves_the_strength_of_every_technique() -> None:
    allowed = outcome(ALL_NO | {"radiculitis": "unsure"}, ["radiculitis"])
    assert allowed.passed
    assert allowed.limits.intensity == "half"
    limited = limit_protocol(load_protocol("lumbar-home"), allowed.limits)
    assert limited is not None
    assert len(limited.steps) == 9, "the guide does not forbid tapping"


@pytest.mark.parametrize("rule_id", ["high-blood-pressure", "heart-rhythm", "heart-vessels"])
def test_a_doctor_who_knows_of_it_may_allow_massage(rule_id: str) -> None:
    answers = ALL_NO | {rule_id: "yes"}
    assert outcome(answers).status == "stop"
    assert outcome(answers, [rule_id]).passed
    assert outcome(answers, [rule_id]).limits == Limits(), "the guide names no limit for it"


def test_what_is_not_the_guides_word_is_marked() -> None:
    sources = {rule.id: rule.source for rule in RULES.rule}
    assert (sources["child"], sources["osteoporosis"]) == ("coach", "guide-and-field")
    assert "cycle" not in sources, "it is advice for a course, no question before a massage"
    named = {
        "guide": ("guide",),
        "field": ("ractitioners",),
        "coach": ("coach",),
        "guide-and-field": ("guide", "ractitioners"),
    }
    for rule in RULES.rule:
        if rule.id != "unexamined":
            assert all(word in rule.reason for word in named[rule.source]), rule.id


def test_the_lightest_of_several_limits_holds() -> None:
    answers = ALL_NO | {"radiculitis": "yes", "hernia": "yes", "pregnancy": "yes"}
    limits = outcome(answers, ["radiculitis", "hernia", "pregnancy"]).limits
    assert limits.intensity == "gentle"
    assert limits.techniques == {"stroking"}
    assert limits.protocols == {"pregnancy-gentle"}
    assert len(limits.texts) == 3


def test_places_to_avoid_must_be_marked_and_are_left_out() -> None:
    answers = ALL_NO | {"moles": "yes"}
    assert outcome(answers).waiting == ("moles",)
    lumbar = {Area("lumbar", "left"), Area("lumbar", "right"), Area("sacral", "left"), Area("sacral", "right")}
    marked = outcome(answers, avoid={Area("lumbar", "left")})
    assert (marked.status, marked.passed, marked.limits.avoid) == ("avoid_area", True, {Area("lumbar", "left")})
    protocol = load_protocol("lumbar-home")
    half = limit_protocol(protocol, marked.limits)
    assert half is not None and len(half.steps) == len(protocol.steps), "the other side is still free"
    assert limit_protocol(protocol, outcome(answers, avoid=lumbar).limits) is None
    assert outcome(answers, avoid=ALL_AREAS).status == "stop"
    assert outcome(answers, avoid=BACK_AREAS).status == "stop"
    assert outcome(answers, avoid=BACK_AREAS, offered=ALL_AREAS).passed, "legs and shoulders are free"
    assert outcome(answers, avoid=ALL_AREAS, offered=ALL_AREAS).status == "stop"
    assert outcome(ALL_NO, avoid=lumbar).limits.avoid == set(), "nothing to avoid without a reason"


def test_an_answer_to_an_unknown_question_is_an_error() -> None:
    with pytest.raises(KeyError):
        outcome(ALL_NO | {"haste": "yes"})


def test_the_short_form_asks_what_may_have_changed_and_what_was_raised() -> None:
    previous = Previous(ALL_NO | {"moles": "yes"}, NOW - timedelta(days=3), RULES.version)
    assert can_be_short(previous, NOW)
    asked = {rule.id for rule in questions_to_ask(previous, short=True)}
    assert asked == {rule.id for rule in RULES.rule if rule.each_time} | {"moles"}
    joined = carry_over(previous, dict.fromkeys(asked, "no"), short=True)
    assert outcome(joined).status == "go"
    partly = carry_over(previous, {"fever": "no"}, short=True)
    assert not outcome(partly).passed, "an old answer never stands in for a question that is asked again"
    assert questions_to_ask(previous, short=False) == RULES.rule


@pytest.mark.parametrize(
    ("age_days", "version", "missing"),
    [
        (91, RULES.version, None),
        (-1, RULES.version, None),
        (3, "1", None),
        (3, "99", None),
        (3, RULES.version, "fever"),
    ],
    ids=["old", "from the future", "other rules", "later rules", "incomplete"],
)
def test_the_short_form_is_not_offered(age_days: int, version: str, missing: str | None) -> None:
    answers = {name: answer for name, answer in ALL_NO.items() if name != missing}
    assert not can_be_short(Previous(answers, NOW - timedelta(days=age_days), version), NOW)
    assert not can_be_short(None, NOW)


def test_answers_to_the_rules_before_these_still_count_where_the_question_stayed() -> None:
    asked_then = {rule.id: "no" for rule in RULES.rule if rule.since <= 2} | {"acute": "no", "pain-grew": "no"}
    previous = Previous(asked_then | {"cycle": "yes", "moles": "yes"}, NOW - timedelta(days=3), "2")
    assert can_be_short(previous, NOW)
    asked = {rule.id for rule in questions_to_ask(previous, short=True)}
    assert {"acute", "pain-grew", "large-protrusion", "moles"} <= asked
    assert "tumour" not in asked
    joined = carry_over(previous, dict.fromkeys(asked, "no"), short=True)
    assert outcome(joined).status == "go"
    assert not outcome(carry_over(previous, {}, short=True)).passed


def test_the_words_are_plain_and_calm() -> None:
    for rule in RULES.rule:
        words = " ".join((rule.question, rule.help, rule.reason, rule.advice, rule.permission, rule.limit_text))
        assert "!" not in words
        assert len(rule.question) <= 70, rule.id
        assert not {"danger", "dangerous", "fatal", "death", "cure"} & set(words.lower().split())
