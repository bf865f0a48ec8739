"""When the live coach asks the receiver how it feels, and what counts as an answer."""

from __future__ import annotations

import pytest

from coach.feedback.asking import ANSWER_S, EVERY_S, FIRST_S, Answer, make_findings, read_answers
from coach.feedback.cues import Cue, describe_cue
from coach.feedback.messages import describe_finding
from coach.feedback.policy import CALM_S
from coach.live.coach import LiveCoach
from coach.live.outcome import add_answers
from coach.live.plan import Plan
from coach.records import VideoInfo
from coach.reviewing import review_analysis
from tests.live.scripted_coach import OFF, RUBBING, cues, make_lasting


def test_the_receiver_is_asked_at_a_calm_moment_and_again_after_some_minutes(led):
    long = RUBBING.model_copy(update={"steps": (make_lasting(RUBBING.steps[0], 900),)})
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
