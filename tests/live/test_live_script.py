"""What the live coach says when: what is seen is written by hand, so what has to be said is known."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.care.screening import Area
from coach.feedback.cues import describe_cue
from coach.feedback.deviations import Topic
from coach.feedback.instruction import compute_speaking_s, list_phrases, split_sentences
from coach.feedback.policy import GAP_S, SAME_WORDS_S
from coach.live import coach as live_coach
from coach.live.coach import LiveCoach
from coach.live.plan import Plan
from coach.live.view_model import describe_cue_for_page, describe_line, describe_plan
from coach.records import HandsFrame
from tests.feedback.moments import RIGHT
from tests.live.scripted_coach import FPS, LUMBAR, OFF, OTHER, RUBBING, SEEN, ScriptedAnalyser, cues, make_lasting, said


def test_a_step_is_told_in_full_sentence_by_sentence_and_then_it_is_quiet(led):
    ticks = led([(60, {})])
    told = said(ticks)
    assert [text for _, text in told[:3]] == [
        "Rubbing with the finger pads.",
        "Set the pads of the four fingers of both hands beside the spine and rub up and down, slow and smooth, so that "
        "the skin moves with the fingers.",
        "Beside the spine, never on it.",
    ]
    assert [time for time, _ in told[:3]] == pytest.approx([0.0, 5.0, 5.0 + 29 / 2.5 + 1.0], abs=0.11)
    assert [describe_cue(cue) for cue in cues(ticks)[3:]] == ["Steady and even: well done."], "then only praise"


def test_all_words_of_the_protocols_step_are_told_and_shown(led):
    for step in LUMBAR.steps:
        alone = LUMBAR.model_copy(update={"steps": (step,)})
        ticks = led([(60, {"verdict": "none"})], protocol=alone)
        told = " ".join(describe_cue(cue) for cue in cues(ticks) if cue.code in ("step_begin", "step_how", "step_care"))
        assert told == " ".join([f"{step.title}.", step.text, *step.cautions])


def test_a_short_step_is_not_talked_over_but_shown_in_full(led):
    short = RUBBING.model_copy(update={"steps": (make_lasting(RUBBING.steps[0], 14), RUBBING.steps[1])})
    ticks = led([(7, {})], protocol=short)
    assert [text for _, text in said(ticks)] == ["Rubbing with the finger pads."]
    assert {tick.brief for tick in ticks[:70]} == {0}
    assert describe_plan(Plan(), short)["steps"][0]["text"] == RUBBING.steps[0].text


def test_advice_goes_before_the_rest_of_an_instruction_but_lets_the_sentence_end(led):
    told = said(led([(40, OFF["fast"])]))
    assert told[1][1].startswith("Set the pads")
    assert "slower" in told[2][1].lower() and told[2][0] == pytest.approx(17.6, abs=0.1)
    assert told[3][1] == "Beside the spine, never on it."


def test_what_is_left_out_comes_before_the_hands_begin(led):
    ticks = led([(40, {})], Plan("lead", RUBBING.id, avoid=(Area("lumbar", "left"),)))
    assert said(ticks)[0][1] == "Rubbing with the finger pads. Leave out the left side of the lower back today."


def test_the_instruction_is_on_the_screen_while_it_is_told_and_then_goes(led):
    ticks = led([(60, {})])
    shown = [tick.snapshot.time_s for tick in ticks if tick.brief == 0]
    assert shown[0] == 0.0
    assert shown[-1] == pytest.approx((5 + 29 + 6) / 2.5 + 3 * 1.0, abs=0.11), (
        "its words, and a breath after each piece"
    )


def test_a_test_gives_no_hint_of_how_it_is_done(led):
    ticks = led([(60, {})], Plan("test", RUBBING.id))
    assert [text for _, text in said(ticks)] == ["Rubbing with the finger pads. Beside the spine, never on it."]
    assert {tick.brief for tick in ticks} == {None}


def test_another_technique_that_goes_on_is_said_again_in_other_words_at_growing_intervals(led):
    """A recording of stroking in a loop, while rubbing is asked."""
    ticks = led([(320, OTHER)])
    told = [(cue.time_s, describe_cue(cue)) for cue in cues(ticks) if cue.code == "technique_other"]
    waits = np.diff([time for time, _ in told])
    assert waits == pytest.approx([10, 20, 40, 60, 60, 60], abs=0.3)
    assert len({text for _, text in told[:4]}) == 4
    assert all("rubbing" in text for _, text in told)
    phrases = list_phrases(RUBBING.steps[0])
    assert all(any(phrase in text for phrase in phrases) for _, text in told), "it says how, in the step's own words"


def test_the_line_of_advice_is_never_empty_while_another_technique_goes_on(led):
    ticks = led([(320, OTHER)])
    lines = [describe_line(tick.line) for tick in ticks]
    assert all(line is not None and line["text"] for line in lines)
    late = {line["topic"] for tick, line in zip(ticks, lines, strict=True) if tick.snapshot.time_s > 45}
    assert late == {"technique"}


def test_the_line_empties_when_the_asked_technique_is_done(led):
    ticks = led([(60, OTHER), (40, {})])
    assert ticks[-1].line is None


def test_a_deviation_that_stays_stays_written(led):
    ticks = led([(30, {}), (60, OFF["fast"])])
    assert all(tick.line is not None for tick in ticks if tick.snapshot.time_s > 36)
    assert ticks[-1].line.code == "pace_too_fast"


def test_the_next_step_interrupts_what_is_still_being_told(led):
    ticks = led([(40, {})], steer=[(6.0, "next")])
    told = said(ticks)
    assert told[2] == (6.0, "Kneading.")
    assert "Beside the spine" not in " ".join(text for _, text in told)
    assert [describe_cue_for_page(cue)["kind"] for cue in cues(ticks)[:4]] == ["step", "more", "step", "more"]


def test_a_pause_in_the_middle_of_an_instruction_does_not_swallow_the_rest(led):
    ticks = led([(60, {})], steer=[(3.0, "pause"), (20.0, "resume")])
    told = [text for _, text in said(ticks)]
    assert told[1].startswith("Paused")
    assert told[2] == "On we go."
    assert told[3].startswith("Set the pads")
    assert told[4] == "Beside the spine, never on it."


def test_safety_comes_in_the_middle_of_an_instruction(led):
    ticks = led([(12, {}), (10, {"on_spine": True})])
    spine = [cue for cue in cues(ticks) if cue.code == "on_spine"]
    assert spine[0].time_s - 12.0 <= 2.0


moments = st.sampled_from(sorted(OFF)).map(OFF.get)
scripts = st.lists(st.tuples(st.floats(0.5, 40.0), moments), min_size=1, max_size=8)


@given(scripts)
@settings(max_examples=25, deadline=None)
def test_manners_hold_on_any_script(script):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live_coach, "Analyser", ScriptedAnalyser)
        coach = LiveCoach(Plan("lead", RUBBING.id), RUBBING, 4 / 3, None)
        last_other = None
        told, frame = [], 0
        for seconds, changes in script:
            for _ in range(round(seconds * FPS)):
                coach._analyser.moment = replace(RIGHT, **changes)
                tick = coach.push(HandsFrame(frame / FPS, SEEN))
                frame += 1
                last_other = (last_other or frame / FPS) if changes is OTHER else None
                if last_other is not None and frame / FPS - last_other > 12.0 and not tick.step.session_done:
                    assert tick.line is not None, "something is off, and the line is empty"
                if tick.cue is not None and tick.cue.way == "say":
                    told.append(tick.cue)
    for one, other in itertools.pairwise(told):
        least_s = GAP_S if other.topic is Topic.SAFETY else max(GAP_S, compute_speaking_s(describe_cue(one)))
        assert other.time_s - one.time_s >= least_s - 1e-9, "nothing speaks over itself"
    last = {}
    for cue in told:
        text = describe_cue(cue)
        assert cue.time_s - last.get(text, -np.inf) >= SAME_WORDS_S
        last[text] = cue.time_s


def test_sentences_are_cut_where_they_end_and_nowhere_else():
    assert split_sentences("Slow and smooth. Not strong: 2.5 a second. Ask.") == [
        "Slow and smooth.",
        "Not strong: 2.5 a second.",
        "Ask.",
    ]
