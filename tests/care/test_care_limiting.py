"""A protocol held to limits: which steps remain, with which words, bands and places."""

from __future__ import annotations

import pytest

from coach.care.limiting import allowed_techniques, limit_protocol
from coach.care.screening import Area, Limits, find_areas
from coach.protocol import editing
from coach.protocol.library import load_protocol
from coach.protocol.schema import Protocol, Step

GENTLE, HALF = Limits(intensity="gentle"), Limits(intensity="half")
LUMBAR = load_protocol("lumbar-home")


def held(protocol: Protocol, limits: Limits) -> Protocol:
    limited = limit_protocol(protocol, limits)
    assert limited is not None
    return limited


def with_step(**changes: object) -> Protocol:
    step = Step.model_validate(LUMBAR.steps[0].model_dump() | changes)
    return LUMBAR.model_copy(update={"steps": (step,)})


def test_with_gentle_hands_only_light_stroking_is_left() -> None:
    limited = held(LUMBAR, GENTLE)
    assert [step.id for step in limited.steps] == ["light-stroking"], "deep stroking is nothing without pressure"
    assert allowed_techniques(GENTLE) == {"stroking"}
    assert limited.summary == "What is left of it within today's limits: light stroking."
    assert held(load_protocol("lumbar-lymph"), GENTLE).steps[0].id == "stroking"


def test_with_gentle_hands_no_pace_is_too_slow_and_none_is_quick() -> None:
    (step,) = held(LUMBAR, GENTLE).steps
    assert step.pace_per_min is not None and step.pace_per_min.ends == (0, 50)
    assert step.speed_cm_s is not None and step.speed_cm_s.ends == (0, 10)
    assert step.speed_cm_s.source in held(LUMBAR, GENTLE).sources
    glide = next(step for step in held(load_protocol("simple-rules"), GENTLE).steps if step.id == "between-blades")
    assert glide.speed_cm_s is not None, "a step that had no speed gets one"


def test_nobody_is_asked_to_fill_the_time_of_steps_that_are_left_out() -> None:
    limited = held(LUMBAR, GENTLE)
    assert limited.session_minutes.low < limited.planned_minutes
    assert held(LUMBAR, HALF).session_minutes == LUMBAR.session_minutes


def test_what_is_left_is_not_stretched_to_the_length_of_the_whole() -> None:
    assert {variant.id for variant in held(LUMBAR, HALF).variants} == {variant.id for variant in LUMBAR.variants}
    assert held(LUMBAR, GENTLE).variants == ()
    simple = held(load_protocol("simple-rules"), GENTLE)
    assert [variant.id for variant in simple.variants] == ["opposite-side"], "light stroking still goes side by side"


def test_half_strength_keeps_every_step_and_is_said_in_each() -> None:
    limited = held(LUMBAR, HALF)
    assert [step.id for step in limited.steps] == [step.id for step in LUMBAR.steps]
    for step in limited.steps:
        assert "half the strength" in step.text and "half the strength" in step.cues[0]
    deep = limited.step("deep-stroking")
    assert (deep.title, "The same hands with half the weight" in deep.text) == ("Stroking down", True)


def test_the_gentle_sentence_of_the_file_is_said_in_place_of_the_other() -> None:
    text = held(load_protocol("self-massage"), GENTLE).steps[0].text
    assert text.startswith("Light and slow, without pressure. Lay your thumb"), "what holds for all of it comes first"
    assert "stroke lightly" in text


def test_an_unmarked_sentence_of_an_own_file_is_read_and_left_out() -> None:
    own = with_step(title="Deep glide", text="Lean in with all your weight and go.", cues=("Press.", "Let it flow."))
    (step,) = held(own, GENTLE).steps
    assert step.title == "Stroking"
    assert "Flat palms glide over the skin" in step.text
    assert step.cues == ("Let it flow. Light and slow, without pressure.",)


def test_a_mark_of_the_file_counts_more_than_the_words() -> None:
    own = with_step(cues=({"text": "A firm surface helps.", "asks": ()},))
    assert held(own, GENTLE).steps[0].cues[0].startswith("A firm surface helps.")


def test_without_tapping_no_step_and_no_sentence_has_blows() -> None:
    limits = Limits(techniques=frozenset({"stroking", "rubbing", "kneading"}))
    limited = held(LUMBAR, limits)
    assert {step.technique for step in limited.steps} == limits.techniques
    assert "beating" not in limited.summary


@pytest.mark.parametrize(("sides", "hands", "wanted"), [(("left",), (), "one"), ((), ("together",), "both")])
def test_where_one_side_is_left_out_neither_the_side_nor_a_second_hand_is_missed(sides, hands, wanted) -> None:
    avoid = frozenset(Area("lumbar", side) for side in sides)
    step = held(LUMBAR, Limits(avoid=avoid)).step("light-stroking")
    assert (step.sides, step.hands) == (wanted, hands)


def test_a_closed_place_is_asked_by_no_step_and_named_by_none() -> None:
    closed = frozenset({Area("lumbar", "left"), Area("lumbar", "right")})
    step = held(LUMBAR, Limits(avoid=closed)).step("light-stroking")
    assert step.zones == ("sacral",)
    assert "waist" not in step.text
    elsewhere = held(LUMBAR, Limits(avoid=frozenset({Area("collar", "left")}))).step("light-stroking")
    assert elsewhere == LUMBAR.step("light-stroking")


def make_leg_massage(*zones: str) -> Protocol:
    """One rubbing step on the named zones of a leg, with a sentence for each of two places."""
    data = editing.add_step(editing.begin("leg", "my-legs", "My legs"), "rubbing")
    cues = ["Rub the calf with the heels of your hands.", "Stay above the heel."]
    return Protocol.model_validate(editing.set_fields(data, 0, zones=list(zones), cues=cues))


def test_a_place_of_a_leg_is_left_out_as_one_of_the_back_is() -> None:
    legs = make_leg_massage("calf", "thigh")
    one_side = held(legs, Limits(avoid=frozenset({Area("calf", "left")}))).steps[0]
    assert (one_side.sides, one_side.zones) == ("one", ("calf", "thigh"))
    closed = Limits(avoid=find_areas(["leg"]) - {Area("thigh", "left"), Area("thigh", "right")})
    step = held(legs, closed).steps[0]
    assert step.zones == ("thigh",)
    assert not {"calf", "heel."} & set(" ".join(step.cues).split()), "no sentence sends the hands there"
    assert limit_protocol(make_leg_massage("calf"), closed) is None


def test_the_heel_of_a_hand_is_no_heel_of_a_leg() -> None:
    heel = Limits(avoid=frozenset({Area("heel", "left"), Area("heel", "right")}))
    step = held(make_leg_massage("calf"), heel).steps[0]
    assert step.cues[0].startswith("Rub the calf with the heels of your hands.")
    assert "above the heel" not in " ".join(step.cues)


def test_places_of_another_region_change_nothing() -> None:
    assert held(LUMBAR, Limits(avoid=find_areas(["leg", "shoulders"]))) == LUMBAR
    legs = make_leg_massage()
    assert legs.steps[0].zones == ()
    assert held(legs, Limits(avoid=find_areas(["back"]))) == legs
    assert limit_protocol(legs, Limits(avoid=find_areas(["leg"]))) is None
