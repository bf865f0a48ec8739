"""What the live coach says when: what is seen is written by hand, so what has to be said is known."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.care.screening import Area
from coach.feedback.asking import ANSWER_S, EVERY_S, FIRST_S, Answer, make_findings, read_answers
from coach.feedback.cues import Cue, describe_cue
from coach.feedback.deviations import Topic
from coach.feedback.instruction import compute_speaking_s, list_phrases, split_sentences
from coach.feedback.messages import describe_finding
from coach.feedback.policy import CALM_S, GAP_S, SAME_WORDS_S
from coach.live import coach as live_coach
from coach.live.coach import LiveCoach
from coach.live.outcome import add_answers
from coach.live.plan import Plan
from coach.live.view_model import describe_cue_for_page, describe_line, describe_plan
from coach.protocol.library import load_protocol
from coach.records import HandPose, HandsFrame, Source, VideoInfo
from coach.reviewing import review_analysis
from tests.feedback.moments import RIGHT

FPS = 10.0
SEEN = tuple(HandPose(slot, Source.LANDMARKS, np.full((21, 2), 0.5)) for slot in range(2))
LUMBAR = load_protocol("lumbar-home")
RUBBING = LUMBAR.model_copy(update={"steps": (LUMBAR.step("rubbing-pads"), LUMBAR.step("kneading"))})
OTHER = {"verdict": "stroking", "scores_lately": np.array([1.0, 0.0, 0.0, 0.0, 0.0])}
OFF = {
    "other": OTHER,
    "fast": {"pace_per_min": 95.0},
    "rest": {"verdict": "none", "scores_lately": np.array([0.0, 0.0, 0.0, 0.0, 1.0])},
    "right": {},
    "unsure": {"confidence": 0.5},
}


class ScriptedAnalyser:
    """Sees what the script says."""

    def __init__(self, aspect, back, **options):
        self.back, self.located, self.live = back, True, True
        self.moment = RIGHT

    def push_hands(self, hands):
        return replace(self.moment, time_s=hands.time_s)


@pytest.fixture
def led(monkeypatch):
    """Lead through a script ``[(seconds, changes), ...]``; a function that returns one tick for each moment."""
    monkeypatch.setattr(live_coach, "Analyser", ScriptedAnalyser)

    def lead(script, plan=None, protocol=RUBBING, palm_s=(), steer=()):
        coach = LiveCoach(plan or Plan("lead", protocol.id), protocol, 4 / 3, None)
        palms, wishes = list(palm_s), list(steer)
        monkeypatch.setattr(
            coach._palm, "update", lambda hands: bool(palms) and hands.time_s >= palms[0] and palms.pop(0)
        )
        ticks, frame = [], 0
        for seconds, changes in script:
            for _ in range(round(seconds * FPS)):
                now = frame / FPS
                frame += 1
                coach._analyser.moment = replace(RIGHT, **changes)
                ticks.append(coach.push(HandsFrame(now, SEEN)))
                while wishes and now >= wishes[0][0]:
                    _, name = wishes.pop(0)
                    cue = coach.steer(name, {}, now)
                    ticks[-1] = replace(ticks[-1], cue=cue)
        return ticks

    return lead


def said(ticks):
    return [
        (tick.cue.time_s, describe_cue(tick.cue)) for tick in ticks if tick.cue is not None and tick.cue.way == "say"
    ]


def cues(ticks):
    return [tick.cue for tick in ticks if tick.cue is not None]


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
    short = RUBBING.model_copy(update={"steps": (_lasting(RUBBING.steps[0], 14), RUBBING.steps[1])})
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


def test_the_receiver_is_asked_at_a_calm_moment_and_again_after_some_minutes(led):
    long = RUBBING.model_copy(update={"steps": (_lasting(RUBBING.steps[0], 900),)})
    ticks = led([(FIRST_S + EVERY_S + 30, {})], protocol=long)
    asked = [cue for cue in cues(ticks) if cue.code == "ask_receiver"]
    assert [cue.time_s for cue in asked] == pytest.approx([FIRST_S, FIRST_S + EVERY_S], abs=1.0)
    assert describe_cue(asked[0]) != describe_cue(asked[1])
    assert read_answers(cues(ticks)) == (Answer(asked[0].time_s, "none"), Answer(asked[1].time_s, "none"))


@pytest.mark.parametrize("off", ["other", "fast", "rest"])
def test_the_receiver_is_not_asked_in_the_middle_of_a_deviation(led, off):
    assert "ask_receiver" not in {cue.code for cue in cues(led([(FIRST_S + 60, OFF[off])]))}


def test_the_receiver_is_not_asked_while_a_step_is_told(led):
    ticks = led([(FIRST_S + 40, {})], steer=[(FIRST_S - 5.0, "next"), (FIRST_S - 4.0, "back")])
    asked = [cue.time_s for cue in cues(ticks) if cue.code == "ask_receiver"]
    assert asked and asked[0] >= FIRST_S - 4.0 + CALM_S


def test_a_cushion_is_not_asked(led):
    ticks = led([(FIRST_S + 30, {})], Plan("lead", RUBBING.id, has_receiver=False))
    assert "ask_receiver" not in {cue.code for cue in cues(ticks)}


@pytest.mark.parametrize(
    ("after_s", "reply", "paused"),
    [(8.0, "fine", None), (ANSWER_S - 0.5, "fine", None), (ANSWER_S + 1.0, "none", "user")],
)
def test_an_open_palm_answers_and_only_later_pauses(led, after_s, reply, paused):
    asked_s = next(cue.time_s for cue in cues(led([(FIRST_S + 5, {})])) if cue.code == "ask_receiver")
    ticks = led([(asked_s + after_s + 5, {})], palm_s=[asked_s + after_s])
    assert [answer.reply for answer in read_answers(cues(ticks))] == [reply]
    assert ticks[-1].paused == paused


def test_stop_answers_that_it_hurts(led):
    asked_s = next(cue.time_s for cue in cues(led([(FIRST_S + 5, {})])) if cue.code == "ask_receiver")
    ticks = led([(asked_s + 8, {})], steer=[(asked_s + 6, "hurts")])
    assert [answer.reply for answer in read_answers(cues(ticks))] == ["hurts"]


def test_questions_and_answers_stand_in_the_review():
    asked = (Answer(75.0, "fine"), Answer(330.0, "hurts"), Answer(600.0, "none"))
    assert [describe_finding(finding) for finding in make_findings(asked)] == [
        "At 1:15 the person was asked whether the pressure was all right: yes.",
        "At 5:30 the person was asked whether the pressure was all right: it hurt, and you stopped.",
        "At 10:00 the person was asked whether the pressure was all right: I saw no answer.",
    ]


def test_a_session_that_has_ended_tells_its_questions(hands, protocol, clip):
    coach = LiveCoach(Plan("lead", "short"), protocol, clip.aspect, None)
    for frame in hands[:300]:
        coach.push(frame)
    made = review_analysis(coach.finish(VideoInfo("x", 640, 480, 30.0, 300, 10.0)), protocol)
    answered = add_answers(made, [Cue(4.0, "ask_receiver"), Cue(9.0, "answer_fine")])
    assert [item.code for item in answered.written.findings[-1:]] == ["receiver_asked"]
    assert answered.written.findings[-1].message.endswith("all right: yes.")
    assert add_answers(made, []).written == made.written


def test_the_question_stays_written_while_an_answer_is_waited_for(led):
    ticks = led([(FIRST_S + 15, {})])
    asked = next(tick for tick in ticks if tick.cue is not None and tick.cue.code == "ask_receiver")
    after = [tick.line for tick in ticks if tick.snapshot.time_s > asked.cue.time_s]
    assert {None if line is None else line.code for line in after} == {"ask_receiver"}


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


def _lasting(step, seconds):
    band = step.duration_s.model_copy(update={"low": seconds * 0.8, "high": seconds * 1.2})
    return step.model_copy(update={"duration_s": band})
