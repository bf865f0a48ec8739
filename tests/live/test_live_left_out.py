"""Places that the screening leaves out are said, written and drawn live; starting before the first picture."""

from __future__ import annotations

import numpy as np
import pytest

from coach.care.screening import Area
from coach.feedback.cues import describe_cue, describe_left_out
from coach.live.backdrop import draw_backdrop
from coach.live.coach import LiveCoach
from coach.live.controller import LiveController
from coach.live.messages import Command
from coach.live.plan import Plan
from coach.live.recording import load_session
from coach.live.view_model import describe_plan
from coach.motion.body import make_back_frame
from coach.motion.body_shape import ALL_ZONES, ZONE_HEIGHTS
from coach.protocol import editing
from coach.protocol.schema import Protocol, Step
from coach.records import Back
from tests.live.replay import replay_cues
from tests.live.scripted_coach import OFF, cues

LUMBAR_LEFT = Area("lumbar", "left")
SAID = "Leave out the left side of the lower back today."
PICTURE = np.full((48, 64, 3), 128, np.uint8)


@pytest.fixture(scope="module")
def zoned(protocol):
    """The short protocol with an area for each step: the lower back, then the shoulders."""
    rub, glide = protocol.steps
    steps = (
        Step.model_validate(rub.model_dump() | {"zones": ["lumbar"]}),
        Step.model_validate(glide.model_dump() | {"zones": ["collar"]}),
    )
    return protocol.model_copy(update={"steps": steps})


def said(coach, hands):
    return {
        cue.step: dict(cue.detail)["text"]
        for frame in hands
        if (cue := coach.push(frame).cue) and cue.step and cue.code in ("step_begin", "step_next")
    }


def test_it_is_said_at_the_steps_that_it_touches(clip, hands, zoned):
    coach = LiveCoach(Plan("lead", "short", avoid=(LUMBAR_LEFT,)), zoned, clip.aspect, None)
    texts = said(coach, hands)
    assert texts["rub"].endswith(SAID)
    assert "Leave out" not in texts["glide"]
    steps = describe_plan(Plan("lead", "short", avoid=(LUMBAR_LEFT,)), zoned)["steps"]
    assert [step["leave_out"] for step in steps] == [SAID, ""]


def test_it_is_said_once_in_free_practice(clip, hands):
    coach = LiveCoach(Plan("free", None, avoid=(LUMBAR_LEFT,)), None, clip.aspect, None)
    cues = [cue for frame in hands[:300] if (cue := coach.push(frame).cue)]
    assert [dict(cue.detail)["text"] for cue in cues if cue.code == "leave_out"] == [SAID]


@pytest.mark.parametrize(
    ("areas", "text"),
    [
        ((), ""),
        ([LUMBAR_LEFT, Area("lumbar", "right")], "Leave out the lower back today."),
        (
            [Area("collar", "right"), LUMBAR_LEFT],
            "Leave out the right side of the shoulders and neck and the left side of the lower back today.",
        ),
    ],
)
def test_words_for_places(areas, text):
    assert describe_left_out(areas) == text


@pytest.mark.parametrize("side", ["left", "right"])
def test_it_is_drawn_on_its_own_side_of_the_spine(zoned, side):
    back = Back((0.9, 0.4), (0.2, 0.6), 50.0, "clicks")
    frame = make_back_frame(back, 16 / 9)
    (outline,) = draw_backdrop(back, 16 / 9, zoned, [Area("lumbar", side)])["avoid"]
    u, v = frame.to_back(np.array(outline)).T
    upper, lower = ZONE_HEIGHTS["lumbar"]
    assert np.all((u >= -1e-3) if side == "right" else (u <= 1e-3))
    assert v.min() == pytest.approx(upper, abs=1e-3) and v.max() == pytest.approx(lower, abs=1e-3)


def test_it_is_not_drawn_where_places_are_not_known(zoned):
    assert draw_backdrop(Back.from_head("up"), 16 / 9, zoned, [LUMBAR_LEFT])["avoid"] == []
    assert draw_backdrop(None, 16 / 9, zoned, [LUMBAR_LEFT])["avoid"] == []


def test_a_recorded_session_says_it_again(tmp_path, hands, jpeg, zoned):
    controller = LiveController(Plan("lead", "short", avoid=(LUMBAR_LEFT,)), zoned, tmp_path / "live")
    list(controller.command(Command("start")))
    for frame in hands[:200]:
        list(controller.push(frame, PICTURE, jpeg))
    controller.close()
    recorded = load_session(tmp_path / "live")
    assert recorded.plan.avoid == (LUMBAR_LEFT,)
    assert SAID in dict(replay_cues(recorded)[0].detail)["text"]


def test_starting_before_the_first_picture_starts_with_it(hands, jpeg):
    controller = LiveController(Plan("free", None), None, None)
    assert list(controller.command(Command("start"))) == []
    phases = [message["phase"] for message in controller.push(hands[0], PICTURE, jpeg) if message["type"] == "phase"]
    assert phases == ["running"]


def test_the_limits_of_the_person_are_said_and_written_in_free_practice(clip, hands):
    plan = Plan("free", None, avoid=(LUMBAR_LEFT,), limits=("Everything at half the strength, tapping too.",))
    both = f"Everything at half the strength, tapping too. {SAID}"
    assert describe_plan(plan, None)["steps"][0]["leave_out"] == both
    coach = LiveCoach(plan, None, clip.aspect, None)
    cues = [cue for frame in hands[:300] if (cue := coach.push(frame).cue)]
    assert [dict(cue.detail)["text"] for cue in cues if cue.code == "leave_out"] == [both]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_place_of_a_leg_is_drawn_where_a_leg_is_set_and_nowhere_else(zoned, side):
    leg = Back((0.5, 0.1), (0.5, 0.9), 80.0, "clicks", region="leg")
    marked = [LUMBAR_LEFT, Area("calf", side)]
    (outline,) = draw_backdrop(leg, 16 / 9, zoned, marked)["avoid"]
    u, v = make_back_frame(leg, 16 / 9).to_back(np.array(outline)).T
    upper, lower = ALL_ZONES["calf"]
    assert np.all((u >= -1e-3) if side == "right" else (u <= 1e-3))
    assert v.min() == pytest.approx(upper, abs=2e-3) and v.max() == pytest.approx(lower, abs=2e-3)
    back = Back((0.9, 0.4), (0.2, 0.6), 50.0, "clicks")
    assert len(draw_backdrop(back, 16 / 9, zoned, marked)["avoid"]) == 1


def test_a_leg_massage_says_what_is_left_out_of_the_leg(clip, hands):
    data = editing.add_step(editing.begin("leg", "my-legs", "My legs"), "rubbing")
    legs = Protocol.model_validate(editing.set_fields(data, 0, zones=["calf"]))
    plan = Plan("lead", "my-legs", avoid=(Area("calf", "left"),))
    coach = LiveCoach(plan, legs, clip.aspect, None)
    (text,) = said(coach, hands).values()
    assert text.endswith("Leave out the left side of the calf today.")
    assert describe_plan(plan, legs)["steps"][0]["leave_out"] == "Leave out the left side of the calf today."


def lie(zone_v):
    """Both hands on the right of the middle line, at a height, for the last seconds."""
    return {"places": np.tile([[0.1, zone_v], [0.2, zone_v]], (90, 1, 1))}


@pytest.mark.parametrize("mode", ["lead", "test"])
@pytest.mark.parametrize("resting", [{}, OFF["rest"]])
def test_a_hand_on_a_place_that_was_to_be_left_out_is_said_at_once(led, mode, resting):
    plan = Plan(mode, "lumbar-home", guidance="none", avoid=(Area("lumbar", "right"),))
    ticks = led([(12, {}), (10, lie(0.6) | resting), (10, {})], plan)
    told = [cue for cue in cues(ticks) if cue.code == "avoided_place"]
    assert told[0].way == "say" and told[0].time_s <= 14.0
    assert describe_cue(told[0]) == "Your hand is on the right side of the lower back: leave that out."
    assert all(cue.time_s < 22.0 for cue in told)


@pytest.mark.parametrize("places", [lie(0.3), {"places": np.full((90, 2, 2), np.nan)}, {}])
def test_a_hand_elsewhere_or_in_an_unknown_place_is_let_be(led, places):
    plan = Plan("lead", "lumbar-home", avoid=(Area("lumbar", "right"), Area("back", "left")))
    assert "avoided_place" not in {cue.code for cue in cues(led([(12, {}), (10, places)], plan))}


def test_a_place_of_a_leg_is_named_as_one(led):
    upper, lower = ALL_ZONES["calf"]
    plan = Plan("free", None, avoid=(Area("calf", "right"),))
    ticks = led([(12, {}), (10, lie((upper + lower) / 2))], plan, protocol=None)
    told = [describe_cue(cue) for cue in cues(ticks) if cue.code == "avoided_place"]
    assert told[0].startswith("Your hand is on the right side of the calf")
