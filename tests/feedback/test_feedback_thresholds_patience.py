"""Both sides of every threshold of the coach's patience: when it speaks, speaks again, praises, and lets be.

The figures stand here again on purpose: a constant that somebody changes has to meet the answer that was known before.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.feedback.asking import FINE, ReceiverQuestions, read_answers
from coach.feedback.cues import Cue
from coach.feedback.deviations import Comparison, Deviation, Topic
from coach.feedback.holding import DeviationLog, Held
from coach.feedback.line import AdviceLine
from coach.feedback.policy import CoachPolicy
from tests.feedback.moments import RIGHT, RUBBING

FPS = 10.0
FAST = {"pace_per_min": 95.0}
UNSEEN = {"verdict": "unseen", "pace_per_min": None, "regularity": None, "axis": None, "sense": None, "zone": None}
TOO_FAST = Deviation("pace_too_fast", Topic.PACE)
ON_SPINE = Deviation("on_spine", Topic.SAFETY)
IDLE = Deviation("hands_idle", Topic.TECHNIQUE)
OTHER = Deviation("technique_other", Topic.TECHNIQUE)
UNSURE = Deviation("technique_unsure", Topic.TECHNIQUE)


def play(*script, policy=None):
    """Play pieces of (seconds, changes) at ten moments a second; return the cues."""
    policy = policy or CoachPolicy()
    cues, moment = [], 0
    for seconds, changes in script:
        for _ in range(round(seconds * FPS)):
            cue = policy.update(replace(RIGHT, time_s=moment / FPS, **changes), RUBBING)
            moment += 1
            if cue is not None:
                cues.append(cue)
    return cues


# How long a deviation goes on before it is told, and told again -------------------------------------------------------


@pytest.mark.parametrize(
    ("deviation", "pace", "from_s"),
    [
        (TOO_FAST, None, 1.6),
        (TOO_FAST, 40.0, 1.6),
        (TOO_FAST, 100.0, 1.2),
        (TOO_FAST, 200.0, 1.0),
        (ON_SPINE, 40.0, 1.0),
        (IDLE, 100.0, 6.0),
    ],
)
def test_a_deviation_is_told_after_two_cycles_or_what_its_topic_asks(deviation, pace, from_s):
    for now, told in ((from_s - 0.1, False), (from_s + 0.1, True)):
        assert Held(deviation, 0.0, last_s=now).may_be_told(now, pace) is told


@pytest.mark.parametrize(
    ("deviation", "expected"),
    [
        (TOO_FAST, [(2, "say"), (12, "say"), (22, "show"), (82, "say"), (92, "say"), (102, "show"), (162, "say")]),
        (OTHER, [(2, "say"), (12, "say"), (32, "say"), (72, "say"), (132, "say")]),
    ],
)
def test_what_stays_is_told_again_after_growing_waits(deviation, expected):
    held, told = Held(deviation, 0.0, 0.0), []
    for now in range(170):
        held.last_s = float(now)
        if held.may_be_told(float(now), None):
            told.append((now, "say" if held.tell(float(now)) else "show"))
    assert told == expected


def test_a_reminder_for_a_person_who_may_well_do_it_is_said_once_in_a_step():
    held = Held(UNSURE, 0.0, last_s=0.0)
    told = []
    for now in range(170):
        held.last_s = float(now)
        if held.may_be_told(float(now), None):
            told.append(held.tell(float(now)))
    assert told == [True]


def follow(log, deviation, now, passed_s):
    found = () if deviation is None else (deviation,)
    return log.follow(Comparison(found, frozenset(Topic)), now, passed_s)


@pytest.mark.parametrize(("absent_s", "begins_anew"), [(0.9, False), (1.1, True)])
def test_a_deviation_is_over_after_a_second_without_it(absent_s, begins_anew):
    log = DeviationLog()
    follow(log, TOO_FAST, 0.0, 0.1)
    follow(log, None, absent_s, absent_s)
    follow(log, TOO_FAST, 2.0, 0.1)
    assert (log.held["pace_too_fast"].since_s == 2.0) is begins_anew


@pytest.mark.parametrize(("absent_s", "mended"), [(1.9, None), (2.1, TOO_FAST)])
def test_what_was_said_is_mended_after_two_seconds_without_it(absent_s, mended):
    log = DeviationLog()
    follow(log, TOO_FAST, 0.0, 0.1)
    log.held["pace_too_fast"].tell(0.0)
    assert follow(log, None, absent_s, absent_s) == mended


@pytest.mark.parametrize(("off_s", "summary"), [(33.0, "pace_too_fast"), (27.0, None)])
def test_three_tenths_of_a_step_mark_it(off_s, summary):
    log = DeviationLog()
    log.tally(Comparison((TOO_FAST,), frozenset(Topic)), off_s)
    log.tally(Comparison((), frozenset(Topic)), 100.0 - off_s)
    assert log.worst() == summary


# When the coach speaks ------------------------------------------------------------------------------------------------


def test_five_seconds_lie_between_two_sentences_even_about_safety():
    cues = play((10, {}), (2, FAST), (8, FAST | {"on_spine": True}))
    assert [cue.code for cue in cues][:2] == ["pace_too_fast", "on_spine"]
    assert cues[1].time_s - cues[0].time_s == pytest.approx(5.0, abs=0.15)


def test_a_step_settles_for_three_seconds_and_its_movement_for_eight():
    """What is off from the beginning on is said at once after three; a direction after eight and its own 1.6."""
    assert play((6, FAST))[0].time_s == pytest.approx(3.0, abs=0.15)
    assert play((12, {"axis": "across"}))[0].time_s == pytest.approx(9.6, abs=0.15)


def test_steadiness_is_praised_after_25_seconds_in_which_all_was_judged():
    """The first eight seconds of a step are not."""
    assert play((60, {}))[0].time_s == pytest.approx(33.0, abs=0.25)


def test_hands_out_of_sight_are_asked_for_after_three_seconds_again_after_twenty_and_no_more():
    times = [cue.time_s for cue in play((10, {}), (90, UNSEEN))]
    assert times == pytest.approx([13.0, 33.0], abs=0.25)


@pytest.mark.parametrize(("ago_s", "way"), [(29.0, "show"), (31.0, "say")])
def test_the_same_words_are_not_spoken_twice_within_thirty_seconds(ago_s, way):
    policy = CoachPolicy()
    first = play((12, FAST))[0]
    policy.announce(replace(first, time_s=40.0 - ago_s), at_once=True)
    policy.update(replace(RIGHT, time_s=0.0), RUBBING)
    policy.update(replace(RIGHT, time_s=38.0, **FAST), RUBBING)
    cue = policy.update(replace(RIGHT, time_s=40.0, **FAST), RUBBING)
    assert (cue.code, cue.way) == ("pace_too_fast", way)


@pytest.mark.parametrize(("unseen_s", "stands"), [(9.5, True), (10.5, False)])
def test_advice_stands_for_ten_seconds_without_being_judged(unseen_s, stands):
    policy = CoachPolicy()
    play((15, FAST), (unseen_s, UNSEEN), policy=policy)
    last_judged_s = 15.0 - 1 / FPS
    assert (policy.find_standing(last_judged_s + unseen_s) is not None) is stands


@pytest.mark.parametrize(("now", "calm"), [(19.5, False), (20.5, True)])
def test_a_step_is_calm_after_twenty_seconds(now, calm):
    policy = CoachPolicy()
    play((now, {}), policy=policy)
    assert policy.is_calm(now) is calm


def test_of_a_long_gap_between_two_moments_half_a_second_counts():
    """Moments ten seconds apart: fifty of them are the 25 seconds after which steadiness is praised."""
    policy = CoachPolicy()
    cues = [policy.update(replace(RIGHT, time_s=10.0 * at), RUBBING) for at in range(70)]
    assert [at for at, cue in enumerate(cues) if cue is not None] == [50]


# What the receiver is asked, and how long a sentence is shown ---------------------------------------------------------


def test_the_receiver_is_asked_after_75_seconds_and_again_after_four_minutes():
    questions = ReceiverQuestions()
    asked = [now / 2 for now in range(1200) if questions.update(now / 2, calm=True) is not None]
    assert asked == [75.0, 315.0, 555.0]
    assert questions.is_open(555.0 + 19.0)
    assert not questions.is_open(555.0 + 21.0)


@pytest.mark.parametrize(("after_s", "reply"), [(19.0, "fine"), (21.0, "none")])
def test_an_open_palm_is_an_answer_for_twenty_seconds(after_s, reply):
    cues = [Cue(75.0, "ask_receiver"), Cue(75.0 + after_s, FINE)]
    assert [answer.reply for answer in read_answers(cues)] == [reply]


def test_a_short_sentence_is_shown_for_nine_seconds():
    line, cue = AdviceLine(), Cue(0.0, "steady")
    line.take(cue)
    assert line.show(8.7, None) is cue
    assert line.show(9.3, None) is None
