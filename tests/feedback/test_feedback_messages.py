"""Every rule has words, and the words are what the coach stands for: concrete, kind, never a verdict on the person."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.care import avoid
from coach.check.parts import WEIGHTS
from coach.check.rules import RULES
from coach.feedback import asking
from coach.feedback.finding_words import FINDING_WORDS, tell_when
from coach.feedback.messages import (
    OF_STEPS,
    describe_finding,
    describe_not_judged,
    describe_part,
    describe_scale,
    describe_step,
)
from coach.protocol.library import load_protocol
from coach.protocol.variants import scale_protocol
from coach.records import Finding, ScorePart, StepResult
from coach.words import say as catalogue
from coach.words.languages import DEFAULT
from tests import lint_words as lint

LUMBAR = load_protocol("lumbar-home")

UNKIND = re.compile(
    r"wrong|!|\bbad|fail|mistake|error|fault|incorrect|poor|must|never|should|diagnos|you did not|None", re.IGNORECASE
)

EXAMPLES = {
    "avoided_place": Finding("", "danger", 10, 20, 10.0, detail={"side": "left", "zone": "lumbar"}, unit="s"),
    "strong_tapping_kidneys": Finding("", "danger", 700, 712, 330.0, (0.0, 300.0), "per_min", "patting", "tapping"),
    "on_spine": Finding("", "danger", 10, 90, 0.8, "beside the spine", "share", "kneading", "kneading"),
    "wrong_direction": Finding(
        "", "warning", 12, 30, "along", "diagonal", None, "rubbing-diagonal", "rubbing", {"aspect": "axis"}
    ),
    "step_missing": Finding("", "warning", 60, 60, 0.0, "stroking", None, "deep-stroking", "stroking"),
    "extra_technique": Finding("", "advice", 60, 68, 8.0, "rubbing", "s", "rubbing-pads", "tapping"),
    "out_of_order": Finding("", "warning", 60, 90, "late", "rubbing-pads", None, "deep-stroking", "stroking"),
    "pace_too_fast": Finding("", "warning", 60, 180, 95.0, (60.0, 70.0), "per_min", "rubbing-pads", "rubbing"),
    "pace_too_slow": Finding("", "warning", 60, 180, 40.0, (60.0, 70.0), "per_min", "rubbing-pads", "rubbing"),
    "speed_too_fast": Finding("", "advice", 6, 18, 35.0, (1.0, 10.0), "cm_per_s", "light-stroking", "stroking"),
    "speed_too_slow": Finding("", "advice", 6, 18, 0.2, (1.0, 10.0), "cm_per_s", "light-stroking", "stroking"),
    "too_short": Finding("", "warning", 0, 30, 30.0, (60.0, 180.0), "s", "light-stroking", "stroking"),
    "too_long": Finding("", "advice", 0, 300, 300.0, (60.0, 180.0), "s", "light-stroking", "stroking"),
    "too_few": Finding("", "warning", 0, 30, 8.0, (15.0, 20.0), "cycles", "deep-stroking", "stroking"),
    "too_many": Finding("", "advice", 0, 30, 41.0, (15.0, 20.0), "cycles", "deep-stroking", "stroking"),
    "session_too_short": Finding("", "advice", 0, 74, 1.23, (10.0, 40.0), "min"),
    "contact_broken": Finding("", "warning", 428, 436, 8.0, (0.0, 3.0), "s", "rubbing-pads"),
    "one_hand_only": Finding("", "advice", 0, 60, 1.0, "both hands", "share", "rubbing-pads", "rubbing"),
    "irregular": Finding("", "advice", 0, 60, 0.4, (0.0, 0.2), "spread", "rubbing-pads", "rubbing"),
    "wrong_place": Finding("", "warning", 0, 60, "back", "lumbar, sacral", None, "rubbing-pads", "rubbing"),
    "one_side_neglected": Finding("", "advice", 0, 60, "left", "both sides", None, "kneading", "kneading"),
    "start_side": Finding("", "advice", 0, 0, "left", "right", None, "light-stroking", "stroking"),
    "receiver_asked": Finding("", "info", 130, 130, "fine"),
    "hands_unseen": Finding("", "info", 0, 60, 0.3, (0.6, 1.0), "share", "rubbing-pads", "rubbing"),
}


def say(code: str, **changes) -> str:
    example = EXAMPLES[code]
    fields = {name: getattr(example, name) for name in example.__slots__}
    return describe_finding(Finding(**{**fields, "code": code, **changes}), LUMBAR)


def test_every_rule_has_words_and_an_example_here():
    codes = {rule.code for rule in RULES} | {avoid.CODE, asking.FINDING}
    assert codes == set(FINDING_WORDS) == set(EXAMPLES)


def test_every_part_of_a_score_has_a_name():
    for name in WEIGHTS:
        part = ScorePart(name, 0.1, 1.0, None, None, 1.0)
        assert "look at the" in describe_step(StepResult("kneading", "done", 0, 9, 0.1, (part,)), LUMBAR)


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_a_message_is_kind_short_and_whole(code):
    for text in (say(code), describe_finding(Finding(**{**_fields(code), "code": code}), None)):
        assert not UNKIND.search(text), text
        assert text.lstrip("“")[0].isupper() and text.endswith(".")
        assert len(text) <= 220, text
        assert "  " not in text and "{" not in text and "_" not in text


def _fields(code: str) -> dict:
    return {name: getattr(EXAMPLES[code], name) for name in EXAMPLES[code].__slots__}


def test_a_pace_finding_says_when_how_much_and_which_way():
    expected = "In minutes 2–3 your rubbing ran at 95 a minute; 60–70 is asked: slow down by about a third."
    assert say("pace_too_fast") == expected
    assert say("pace_too_slow").endswith("go faster by about two thirds.")
    assert "go about twice as fast" in say("pace_too_slow", measured=33.0)


def test_a_wide_band_aims_at_its_nearer_end():
    assert say("pace_too_fast", measured=75.0, expected=(12.0, 50.0)).endswith("slow down by about a third.")


def test_lengths_say_how_much_to_add_or_leave():
    assert say("too_short") == "Light stroking: you did 30 s; 1–3 min is asked: add 30 s more."
    assert say("too_few") == "Deep stroking: you did it 8 times; 15–20 is asked: add about 7 more."
    assert say("too_many").endswith("about 21 fewer will do.")


def test_directions_say_how_to_mend_them():
    assert "went lengthways; diagonally is asked: turn the line of your hands" in say("wrong_direction")
    drift = say("wrong_direction", measured="tailward", expected="headward", detail={"aspect": "drift"})
    assert "wandered away from the head; towards the head is asked: begin low" in drift


def test_several_steps_are_named_in_one_sentence():
    one = say("step_missing")
    two = say("step_missing", detail={"steps": "deep-stroking kneading", "times": 2.0})
    many = say("step_missing", detail={"steps": "light-stroking deep-stroking kneading patting", "times": 4.0})
    assert one == "I did not find “Deep stroking”: include it next time."
    assert two == "I did not find “Deep stroking” and “Kneading”: include them next time."
    assert many.startswith("4 of 9 steps did not come up: “Light stroking”, “Deep stroking”,")


def test_place_says_which_way_to_move():
    assert "on the middle back; its place is the lower back and the sacrum and buttocks" in say("wrong_place")
    assert say("wrong_place").endswith("move further down.")
    assert say("wrong_place", measured="sacral", expected="back").endswith("move further up.")
    assert "beside where it belongs" in say("wrong_place", measured=None)
    assert say("wrong_place", measured="lumbar", expected="gluteal, hip").endswith("move further down.")
    assert say("wrong_place", measured="lumbar", expected="paravertebral").endswith("move nearer to the middle.")
    assert say("wrong_place", measured="sacral", expected="hip").endswith("move further out.")


@settings(deadline=None)
@given(
    measured=st.floats(0.1, 400),
    low=st.floats(1, 200),
    width=st.floats(0, 200),
    start=st.floats(0, 7200),
    length=st.floats(0, 3600),
)
def test_pace_words_always_point_towards_the_band(measured, low, width, start, length):
    band = (low, low + width)
    if low <= measured <= low + width:
        return
    code = "pace_too_fast" if measured > low + width else "pace_too_slow"
    text = say(code, measured=measured, expected=band, start_s=start, end_s=start + length)
    assert ("slow down" in text) == (measured > low + width)
    assert not UNKIND.search(text)


ENGLISH = lint.read_catalogue(lint.CATALOGUES / DEFAULT)
WHAT = ENGLISH.signature("unjudged-what")["what"].choices | ENGLISH.signature("unjudged-step")["what"].choices
WHY = ENGLISH.signature("unjudged-why")["why"].choices


@pytest.mark.parametrize("what", sorted(WHAT))
@pytest.mark.parametrize("why", sorted(WHY))
def test_what_was_not_judged_is_said_with_its_reason(what, why):
    text = describe_not_judged(f"{what}:kneading" if what in OF_STEPS else what, why, LUMBAR)
    assert text[0].isupper() and text.endswith(".") and not UNKIND.search(text)


def test_pressure_is_never_judged_and_the_reason_says_so():
    assert describe_not_judged("pressure", "camera") == "Pressure: a camera cannot see it; ask and feel."
    assert describe_not_judged("step:kneading", "unseen", LUMBAR).startswith("Kneading: your hands were seen for less")


def test_a_step_is_summed_up_by_its_weakest_part():
    good = ScorePart("pace", 1.0, 65.0, (60.0, 70.0), "per_min", 1.0)
    weak = ScorePart("duration", 0.4, 80.0, (150.0, 210.0), "s", 1.0)
    assert describe_step(StepResult("kneading", "done", 0, 9, 1.0, (good,)), LUMBAR) == "Kneading: as asked."
    said = describe_step(StepResult("kneading", "done", 0, 9, 0.7, (good, weak)), LUMBAR)
    assert said == "Kneading: look at the duration next time (1 min 20 s, asked 2.5–3.5 min)."
    assert describe_step(StepResult("kneading", "missed", None, None, None), LUMBAR) == "Kneading did not come up."
    assert "too little was seen" in describe_step(StepResult("kneading", "not_judged", 0, 9, None), LUMBAR)


def test_a_part_says_what_was_measured_and_what_is_asked():
    assert describe_part(ScorePart("pace", 0.1, 95.0, (60.0, 70.0), "per_min", 1.0)) == "95 a minute, asked 60–70"
    assert describe_part(ScorePart("pace", None, None, (60.0, 70.0), "per_min", 0.0)) == "not judged"
    assert describe_part(ScorePart("contact", 1.0, 1.0, (0.0, 3.0), "s", 1.0)) == "1 s, asked at most 3 s"
    assert describe_part(ScorePart("direction", 0.0, "along", "diagonal", None, 1.0)) == (
        "lengthways, asked diagonally"
    )


def test_a_scaled_session_says_so_and_a_full_one_says_nothing():
    assert describe_scale(1.0) == ""
    assert describe_scale(0.063) == (
        "Shortened session: durations are judged against a plan scaled to 6.3% of the protocol."
    )
    assert describe_scale(2.0).startswith("Lengthened session")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (12, 20, "From 0:12 to 0:20"),
        (31, 31.4, "At 0:31"),
        (60, 180, "In minutes 2–3"),
        (3700, 3710, "From 1:01:40 to 1:01:50"),
    ],
)
def test_times_are_said_as_people_read_them(start, end, said):
    assert catalogue("finding-when", **tell_when(start, end)) == said


@pytest.mark.parametrize("share", [0.0333, 0.5, 2.0])
def test_a_step_that_was_asked_shorter_or_longer_says_so(share: float):
    band = next(step for step in LUMBAR.steps if step.id == "light-stroking").duration_s
    assert band is not None
    asked = (band.low * share, band.high * share)
    finding = Finding("too_long", "advice", 0, 11, 3 * asked[1], asked, "s", "light-stroking", "stroking")
    kind = "shortened" if share < 1 else "lengthened"
    assert f"this {kind} session plans about" in describe_finding(finding, LUMBAR)
    assert f"this {kind} session plans about" in describe_finding(finding, scale_protocol(LUMBAR, factor=share))
    assert "session plans" not in say("too_long")
    assert "session plans" not in describe_finding(finding, None)
