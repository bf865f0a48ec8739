"""The coach as a whole on simulated hands: led through a protocol, paused, tested, replayed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.feedback.policy import GAP_S
from coach.live.coach import AWAY_S, LiveCoach
from coach.live.plan import Plan
from coach.pipeline import Analyser
from coach.records import HandPose, HandsFrame, Source, VideoInfo

EMPTY = tuple(HandPose(slot, Source.UNSEEN, np.full((21, 2), np.nan)) for slot in range(2))


@pytest.fixture(scope="module")
def led(clip, hands, protocol):
    """Ticks of a session that is led through the whole protocol."""
    coach = LiveCoach(Plan("lead", "short"), protocol, clip.aspect, None)
    return coach, [coach.push(frame) for frame in hands]


def cues_of(ticks):
    return [tick.cue for tick in ticks if tick.cue is not None]


def test_the_planted_fault_is_said_and_nothing_comes_too_fast(led):
    cues = cues_of(led[1])
    assert cues[0].code == "step_begin"
    fast = [cue for cue in cues if cue.code == "pace_too_fast"]
    assert fast, "100 a minute is said where 60 to 70 is asked"
    assert fast[0].step == "rub"
    could_be_said = max(fast[0].since_s, cues[0].time_s + GAP_S - 2.0)  # the first step was announced before it
    assert fast[0].time_s - could_be_said <= 2.0
    spoken = [cue.time_s for cue in cues if cue.way == "say"]
    assert np.diff(spoken).min() >= GAP_S - 1e-9


def test_a_step_ends_by_itself_and_the_next_is_announced(led):
    steps = [tick.step.index for tick in led[1]]
    assert steps[0] == 0
    assert steps[-1] == 1
    assert sorted(set(steps)) == [0, 1]
    assert sum(cue.code == "step_next" for cue in cues_of(led[1])) == 1


def test_the_review_of_a_session_is_the_review_of_its_recording(led, clip, hands):
    info = VideoInfo("x", clip.width, clip.height, 30.0, len(hands), float(clip.time_s[-1]))
    again = Analyser(clip.aspect, None, live=False)
    for frame in hands:
        again.push_hands(frame)
    live, recorded = led[0].finish(info), again.finish(info)
    assert live.segments == recorded.segments
    np.testing.assert_array_equal(live.timeline.pace_per_min, recorded.timeline.pace_per_min)


def test_the_same_hands_give_the_same_cues(led, clip, hands, protocol):
    coach = LiveCoach(Plan("lead", "short"), protocol, clip.aspect, None)
    assert cues_of([coach.push(frame) for frame in hands]) == cues_of(led[1])


def test_nothing_but_the_steps_is_said_in_a_test(clip, hands, protocol):
    coach = LiveCoach(Plan("test", "short"), protocol, clip.aspect, None)
    cues = cues_of([coach.push(frame) for frame in hands])
    assert {cue.code for cue in cues} <= {"step_begin", "step_next", "session_end"}
    assert all(dict(cue.detail)["summary"] == "" for cue in cues)


def test_leaving_the_picture_pauses_and_coming_back_goes_on(clip, hands, protocol):
    coach = LiveCoach(Plan("lead", "short"), protocol, clip.aspect, None)
    gap = round((AWAY_S + 3.0) * 30)
    script = hands[:300] + [HandsFrame(frame.time_s, EMPTY) for frame in hands[300 : 300 + gap]] + hands[300 + gap :]
    ticks = [coach.push(frame) for frame in script]
    pauses = [cue.code for cue in cues_of(ticks) if cue.code.startswith(("pause", "resume"))]
    assert pauses == ["pause_away", "resume"]
    paused = [frame.time_s for frame, tick in zip(script, ticks, strict=True) if tick.paused]
    assert paused[0] == pytest.approx(script[300].time_s + AWAY_S, abs=0.1)
    assert paused[-1] == pytest.approx(script[300 + gap].time_s + 0.7, abs=0.1)
    elapsed = [tick.step.elapsed_s for tick in ticks if tick.paused]
    assert len(set(elapsed)) == 1, "a pause is not practice"


def test_the_users_own_pause_stays_until_the_user_ends_it(clip, hands, protocol):
    coach = LiveCoach(Plan("lead", "short"), protocol, clip.aspect, None)
    for frame in hands[:60]:
        coach.push(frame)
    assert coach.steer("pause", {}, 2.0).code == "pause_user"
    assert coach.steer("pause", {}, 2.1) is None
    assert all(coach.push(frame).paused == "user" for frame in hands[60:200])
    assert coach.steer("resume", {}, 7.0).code == "resume"
    assert coach.push(hands[200]).paused is None


def test_next_and_back_move_between_steps_and_stop_at_the_ends(clip, hands, protocol):
    coach = LiveCoach(Plan("lead", "short"), protocol, clip.aspect, None)
    coach.push(hands[0])
    assert coach.steer("next", {}, 0.1).step == "glide"
    assert coach.steer("next", {}, 0.2) is None
    assert coach.steer("back", {}, 0.3).step == "rub"
    assert coach.push(hands[1]).step.index == 0


def test_stop_it_hurts_says_so_at_once(clip, hands, protocol):
    coach = LiveCoach(Plan("lead", "short"), protocol, clip.aspect, None)
    coach.push(hands[0])
    cue = coach.steer("hurts", {}, 0.1)
    assert (cue.code, cue.way, cue.time_s) == ("hurts", "say", 0.1)


def test_free_practice_holds_a_pace_without_a_protocol(clip, hands):
    coach = LiveCoach(Plan("free", None, "rubbing", (60.0, 70.0)), None, clip.aspect, None)
    ticks = [coach.push(frame) for frame in hands[:360]]
    assert all(tick.step is None for tick in ticks)
    assert "pace_too_fast" in {cue.code for cue in cues_of(ticks)}


def test_a_continued_session_keeps_what_was_and_begins_its_step_anew(clip, hands, protocol):
    coach = LiveCoach(Plan("lead", "short"), protocol, clip.aspect, None)
    coach.restore(hands[:300], step=1)
    later = [replace(frame, time_s=frame.time_s + 1.0) for frame in hands[300:400]]
    ticks = [coach.push(frame) for frame in later]
    assert ticks[0].step.step.id == "glide"
    info = VideoInfo("x", clip.width, clip.height, 30.0, 400, later[-1].time_s)
    assert len(coach.finish(info).tracks.time_s) == 400


def test_a_step_that_stands_still_shortly_before_its_end_is_still_advised(clip, hands, protocol):
    """Most of the step is done, then stroking goes on where rubbing is asked."""
    rub = protocol.steps[0]
    longer = rub.model_copy(update={"duration_s": rub.duration_s.model_copy(update={"low": 30.0, "high": 36.0})})
    coach = LiveCoach(Plan("lead", "short"), protocol.model_copy(update={"steps": (longer,)}), clip.aspect, None)
    ticks = [coach.push(frame) for frame in hands]
    left = [tick.step.left_s for tick in ticks]
    assert min(left) < 5.0
    assert ticks[-1].snapshot.verdict == "stroking"
    assert "technique_other" in {cue.code for cue in cues_of(ticks)}
