"""The coach's manners, on scripted snapshots: what is seen is written by hand, so what has to be said is known."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.feedback.cues import TOLD, Cue, describe_cue, describe_step, words_of_step
from coach.feedback.deviations import Asked, Topic, compare_with_asked
from coach.feedback.policy import GAP_S, CoachPolicy
from coach.records import TECHNIQUES
from coach.words import list_words
from coach.words.languages import DEFAULT
from tests import lint_words as lint
from tests.feedback.moments import RIGHT, RUBBING

FPS = 30.0
DEVIATIONS = {
    "on_spine": {"on_spine": True},
    "axis_other": {"axis": "across"},
    "sense_other": {"sense": "headward"},
    "technique_other": {"verdict": "stroking"},
    "pace_too_fast": {"pace_per_min": 95.0},
    "pace_too_slow": {"pace_per_min": 40.0},
    "rhythm_uneven": {"pace_spread": 0.6},
    "place_other": {"zone": "collar", "place_v": 0.1},
}
IN_ORDER = ["on_spine", "sense_other", "pace_too_fast", "rhythm_uneven", "place_other"]


def run(script, asked=RUBBING, policy=None, start_s=0.0, **options):
    """Play ``[(seconds, changes), ...]`` at 30 frames a second; return the cues."""
    policy = policy or CoachPolicy(**options)
    cues, frame = [], 0
    for seconds, changes in script:
        for _ in range(round(seconds * FPS)):
            cue = policy.update(replace(RIGHT, time_s=start_s + frame / FPS, **changes), asked)
            frame += 1
            if cue is not None:
                cues.append(cue)
    return cues


def said(cues):
    return [cue for cue in cues if cue.way == "say"]


@pytest.mark.parametrize("code", DEVIATIONS)
def test_each_deviation_is_said_within_two_seconds_of_being_measurable(code):
    cues = run([(10, {}), (6, DEVIATIONS[code])])
    assert [cue.code for cue in cues] == [code]
    assert cues[0].since_s == pytest.approx(10.0, abs=0.05)
    assert cues[0].time_s - cues[0].since_s <= 2.0


@pytest.mark.parametrize("code", DEVIATIONS)
def test_a_deviation_that_does_not_hold_is_not_said(code):
    assert run([(10, {}), (0.8, DEVIATIONS[code]), (8, {})]) == []


def test_a_flickering_deviation_is_not_said():
    assert run([(5, {})] + [(0.5, DEVIATIONS["pace_too_fast"]), (1.2, {})] * 10) == []


@pytest.mark.parametrize(("first", "second"), list(itertools.pairwise(IN_ORDER)))
def test_the_more_urgent_deviation_is_said_first(first, second):
    cues = run(
        [
            (10, {}),
            (
                9,
                DEVIATIONS[first] | DEVIATIONS[second]
                if first != "on_spine"
                else DEVIATIONS[second] | DEVIATIONS[first],
            ),
        ]
    )
    assert cues[0].code == first
    assert [cue.topic for cue in cues] == sorted(cue.topic for cue in cues)


def test_only_the_technique_is_said_while_another_one_is_done():
    cues = run(
        [(10, {}), (4, DEVIATIONS["technique_other"] | DEVIATIONS["pace_too_fast"] | DEVIATIONS["rhythm_uneven"])]
    )
    assert [cue.code for cue in cues] == ["technique_other"]
    assert (cues[0].measured, cues[0].expected) == ("stroking", "rubbing")


def test_a_deviation_that_stays_is_said_varied_shown_and_let_be():
    cues = run([(10, {}), (60, DEVIATIONS["pace_too_fast"])])
    assert [(cue.code, cue.way) for cue in cues] == [
        ("pace_too_fast", "say"),
        ("pace_too_fast", "say"),
        ("pace_too_fast", "show"),
    ]
    assert describe_cue(cues[0]) != describe_cue(cues[1])


def test_praise_when_a_deviation_that_was_said_is_mended():
    cues = run([(10, {}), (4, DEVIATIONS["pace_too_fast"]), (8, {})])
    assert [cue.code for cue in cues] == ["pace_too_fast", "mended_pace"]
    assert cues[1].time_s - cues[0].time_s >= GAP_S


def test_no_praise_when_one_deviation_gave_way_to_another():
    cues = run([(10, {}), (4, DEVIATIONS["pace_too_fast"]), (8, DEVIATIONS["pace_too_slow"])])
    assert [cue.code for cue in cues] == ["pace_too_fast", "pace_too_slow"]


def test_no_praise_for_a_deviation_that_only_went_out_of_sight():
    unseen = {"verdict": "unseen", "pace_per_min": None, "regularity": None, "axis": None, "sense": None, "zone": None}
    cues = run([(10, {}), (4, DEVIATIONS["pace_too_fast"]), (2.5, unseen), (0.5, {})])
    assert [cue.code for cue in cues] == ["pace_too_fast"]


def test_unseen_hands_are_asked_for_twice_and_then_left_in_peace():
    unseen = {"verdict": "unseen", "pace_per_min": None, "regularity": None, "axis": None, "sense": None, "zone": None}
    cues = run([(10, {}), (90, unseen)])
    assert [cue.code for cue in cues] == ["not_seen", "not_seen"]
    assert describe_cue(cues[0]) != describe_cue(cues[1])


def test_a_foot_that_was_left_out_is_spoken_of_when_no_hand_is_seen():
    unseen = {"verdict": "unseen", "pace_per_min": None, "regularity": None, "axis": None, "sense": None, "zone": None}
    foot = {"hands": replace(RIGHT.hands, left_out=1)}
    cues = run([(10, {}), (90, unseen | foot)])
    assert [cue.code for cue in cues] == ["only_still_seen", "only_still_seen"]
    assert "foot" in describe_cue(cues[0])
    assert describe_cue(cues[0]) != describe_cue(cues[1])
    assert "only_still_seen" not in [cue.code for cue in run([(20, foot)])]


def test_steadiness_is_praised_once_in_a_step():
    assert [cue.code for cue in run([(120, {})])] == ["steady"]


def test_what_may_be_another_technique_is_not_praised():
    doubtful = np.full(len(TECHNIQUES), 1 / len(TECHNIQUES))
    assert run([(120, {"verdict": "tapping", "scores_lately": doubtful})]) == []


def test_without_a_back_neither_direction_nor_place_is_judged():
    wrong = DEVIATIONS["axis_other"] | DEVIATIONS["place_other"]
    assert run([(20, wrong)], back_known=False) == []


def test_nothing_is_said_about_what_the_protocol_does_not_ask():
    asked = Asked(key="free")
    assert (
        said(run([(20, DEVIATIONS["pace_too_fast"] | DEVIATIONS["axis_other"] | DEVIATIONS["place_other"])], asked))
        == []
    )


def test_a_direction_near_the_border_of_two_axes_is_let_be():
    assert run([(20, {"axis": "diagonal"})]) == []


def test_hard_tapping_over_the_kidneys_is_said_whatever_the_step_asks():
    hard = {"verdict": "tapping", "pace_per_min": 340.0, "zone": "lumbar"}
    assert run([(10, {}), (3, hard)])[0].code == "tapping_unasked"
    soft = compare_with_asked(replace(RIGHT, **(hard | {"pace_per_min": 200.0})), RUBBING)
    assert Topic.SAFETY not in {deviation.topic for deviation in soft.deviations}


@pytest.mark.parametrize("guidance", ["summary", "none"])
def test_with_less_guidance_only_safety_is_said_during_a_step(guidance):
    cues = run([(10, {}), (8, DEVIATIONS["pace_too_fast"]), (8, DEVIATIONS["on_spine"])], guidance=guidance)
    assert {cue.code for cue in cues} == {"on_spine"}


def test_a_step_that_is_about_to_end_gets_no_more_advice():
    policy = CoachPolicy()
    cues = [
        policy.update(replace(RIGHT, time_s=i / FPS, **DEVIATIONS["pace_too_fast"]), RUBBING, ending=True)
        for i in range(300)
    ]
    assert not any(cues)


def test_the_summary_names_what_marked_the_step():
    policy = CoachPolicy("summary")
    run([(20, DEVIATIONS["pace_too_slow"]), (10, {})], policy=policy)
    assert policy.end_step() == "pace_too_slow"
    run([(30, {})], asked=replace(RUBBING, key="next"), policy=policy, start_s=30.0)
    assert policy.end_step() is None


def test_an_announcement_waits_for_the_last_sentence_and_advice_for_the_announcement():
    policy = CoachPolicy()
    cues = run([(10, {}), (2, DEVIATIONS["pace_too_fast"])], policy=policy)
    policy.announce(Cue(12.0, "step_next", detail=(("summary", ""), ("title", "Rubbing"), ("text", "Calmly."))))
    cues += run([(12, DEVIATIONS["pace_too_fast"])], asked=replace(RUBBING, key="next"), policy=policy, start_s=12.0)
    assert [cue.code for cue in cues] == ["pace_too_fast", "step_next", "pace_too_fast"]
    assert all(b.time_s - a.time_s >= GAP_S for a, b in itertools.pairwise(cues))


def test_an_answer_to_the_user_comes_at_once_and_clears_what_waited():
    policy = CoachPolicy()
    policy.announce(Cue(0.0, "step_begin"))
    pause = Cue(0.5, "pause_user")
    assert policy.announce(pause, at_once=True) is pause
    assert run([(8, {})], policy=policy, start_s=0.6) == []


moments = st.sampled_from(sorted(DEVIATIONS)).map(DEVIATIONS.get) | st.just({}) | st.just({"verdict": "unseen"})
scripts = st.lists(st.tuples(st.floats(0.2, 15.0), moments), min_size=1, max_size=12)


@given(scripts)
@settings(max_examples=60, deadline=None)
def test_manners_hold_on_any_script(script):
    cues = run(script)
    spoken = said(cues)
    assert all(b.time_s - a.time_s >= GAP_S - 1e-9 for a, b in itertools.pairwise(spoken))
    sentences = [describe_cue(cue) for cue in spoken]
    assert not any(a == b == c for a, b, c in zip(sentences, sentences[1:], sentences[2:], strict=False))
    assert run(script) == cues, "the same input gives the same cues"


@given(st.floats(0.2, 600.0), st.floats(1.0, 1.8))
def test_a_beat_can_be_said_for_any_pace(low, ratio):
    assert describe_cue(Cue(0.0, "pace_too_slow", measured=low / 2, expected=(low, low * ratio)))


ENGLISH = lint.read_catalogue(lint.CATALOGUES / DEFAULT).patterns
CODES = [*sorted(TOLD), *(name[4:-4] for name in ENGLISH if name.startswith("cue-") and name.endswith(".one"))]


@pytest.mark.parametrize("code", CODES)
def test_every_word_is_short_kind_and_complete(code):
    detail = (("title", "Rubbing"), ("text", "Slow and smooth."), ("summary", ""))
    measured, expected = _example(code)
    for variant in range(1 if code in TOLD else len(list_words(f"cue-{code}"))):
        cue = Cue(0.0, code, variant=variant, measured=measured, expected=expected, detail=detail)
        text = describe_cue(cue)
        assert "{" not in text
        assert "!" not in text
        assert "wrong" not in text.lower()
        assert len(text.split()) <= 14
        assert text.endswith(".")


@pytest.mark.parametrize("code", list_words("cue-summary"))
def test_every_deviation_has_a_summary(code):
    assert "{" not in describe_step(code, words_of_step("rubbing", "along", "tailward"))


def _example(code):
    if code.startswith("pace"):
        return (90.0, (60.0, 70.0)) if code == "pace_too_fast" else (30.0, (60.0, 70.0))
    examples = {"axis_other": "along", "sense_other": "tailward", "place_other": "lumbar", "side_other": "left"}
    if code == "avoided_place":
        return "left", "lumbar"
    return "stroking", examples.get(code, "rubbing")


def test_only_a_cue_about_a_side_looks_up_a_side():
    assert "left side" in describe_cue(Cue(0.0, "side_other", measured="right", expected="left"))
    assert "rubbing" in describe_cue(Cue(0.0, "technique_other", measured="stroking", expected="rubbing"))
