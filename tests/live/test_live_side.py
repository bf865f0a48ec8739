"""The side to begin on, led and checked while the session runs: said, shown, and named when it is the other one."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from coach.feedback.cues import describe_cue
from coach.feedback.deviations import Asked, compare_with_asked
from coach.live.coach import CHANGE_SHARE, LiveCoach
from coach.live.plan import Plan
from coach.live.telling import FIRST_SIDE_SHARE
from coach.live.view_model import describe_plan
from coach.protocol.library import load_protocol
from coach.protocol.variants import begin_opposite
from coach.records import HandPose, HandsFrame, Snapshot, Source
from coach.technique.latest import _find_side

STEP_S = 100.0


@pytest.fixture
def protocol():
    """One step that works one side after the other, for a receiver whose left side hurts more."""
    whole = begin_opposite(load_protocol("simple-rules"), "left")
    step = whole.step("rubbing-together")
    length = step.duration_s.model_copy(update={"low": STEP_S, "high": STEP_S})
    return whole.model_copy(update={"steps": (step.model_copy(update={"duration_s": length}),)})


def lead(protocol, side_at, seconds=90.0):
    """Rub as asked, on the side that ``side_at`` gives for each second; return the cues."""
    coach = LiveCoach(Plan("lead", protocol.id), protocol, 4 / 3, None)
    hand = HandPose(0, Source.LANDMARKS, np.full((21, 2), 0.5))
    script = []
    for i in range(round(seconds * 5)):
        hands = HandsFrame(i / 5, (hand, replace(hand, slot=1)))
        moment = replace(Snapshot.empty(hands), verdict="rubbing", confidence=0.99, cycles=i / 5, since_s=0.0)
        script.append(
            replace(moment, pace_per_min=65.0, regularity=0.9, place_v=0.6, zone="lumbar", side=side_at(i / 5))
        )
    snapshots = iter(script)
    # Nothing of the measuring takes part: what is seen is written down above.
    coach._analyser = SimpleNamespace(push_hands=lambda hands: next(snapshots), back=object(), located=True)
    cues = [coach.push(moment.hands).cue for moment in script]
    return [cue for cue in cues if cue is not None]


def test_the_receivers_first_side_is_said_when_the_step_begins_and_the_other_at_its_half(protocol):
    cues = lead(protocol, lambda second: "right" if second < 50 else "left")
    assert "First their right side, where their right hand is." in describe_cue(cues[0])
    (change,) = [cue for cue in cues if cue.code == "change_side"]
    assert describe_cue(change) == "Change sides: now their left side, where their left hand is."
    assert change.time_s == pytest.approx(CHANGE_SHARE * STEP_S, abs=6.0)
    assert not [cue for cue in cues if cue.code == "side_other"]


def test_beginning_on_the_side_that_hurts_is_said_and_only_while_it_is_the_beginning(protocol):
    cues = [cue for cue in lead(protocol, lambda second: "left") if cue.code == "side_other"]
    assert cues and "their right side" in describe_cue(cues[0])
    assert all(cue.time_s <= FIRST_SIDE_SHARE * STEP_S + 1.0 for cue in cues)


def test_without_a_side_that_hurts_more_no_side_is_named():
    whole = load_protocol("simple-rules")
    assert {step["first_side"] + step["second_side"] for step in describe_plan(Plan(), whole)["steps"]} == {""}


def test_the_page_is_told_both_sides_and_the_drawing_numbers_the_first(protocol):
    (step,) = describe_plan(Plan(pain_side="left"), protocol)["steps"]
    assert step["first_side"] == "First their right side, where their right hand is."
    assert step["second_side"] == "Change sides: now their left side, where their left hand is."
    other = begin_opposite(protocol, "right")
    assert describe_plan(Plan(), other)["steps"][0]["diagram"] != step["diagram"]


@pytest.mark.parametrize(("seen", "found"), [("right", False), ("left", True), (None, False)])
def test_only_the_other_side_is_a_deviation(seen, found):
    hands = HandsFrame(20.0, ())
    moment = replace(Snapshot.empty(hands), verdict="rubbing", confidence=0.99, cycles=20.0, place_v=0.6, side=seen)
    asked = Asked("x", "rubbing", zones=("lumbar",), side="right")
    assert ([item.code for item in compare_with_asked(moment, asked).deviations] == ["side_other"]) == found
    assert compare_with_asked(moment, asked, back_known=False).deviations == ()


@pytest.mark.parametrize(
    ("right", "side"), [(10, "right"), (9, "right"), (8, None), (5, None), (2, None), (1, "left"), (0, "left")]
)
def test_a_side_is_told_when_more_than_four_in_five_readings_agree(right, side):
    across = np.array([0.15] * right + [-0.15] * (10 - right)).reshape(5, 2)
    assert _find_side(across) == side


def test_hands_on_the_spine_or_unseen_are_on_no_side():
    assert _find_side(np.array([[0.0, np.nan], [0.001, np.nan]])) is None
