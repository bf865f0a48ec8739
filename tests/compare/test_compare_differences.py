"""What differs most, in the check's own marks, and in words."""

from __future__ import annotations

import re
from typing import Any

import pytest

from coach.check.parts import PACE_SLACK_SHARE, WEIGHTS, Limits, score_band
from coach.compare.comparing import compare
from coach.compare.differences import NAMED_FROM
from coach.compare.paths import make_performance
from coach.compare.records import Comparison
from coach.compare.told import MOST_SENTENCES, tell_differences
from coach.formats import PartModel, ReviewFile, ReviewSegment, ReviewStep
from coach.protocol.schema import Protocol
from coach.records import StepStatus
from coach.reviewing import review_analysis
from tests.classes.class_example import make_review
from tests.hand_made import build_analysis, whole_session


def part(
    name: str, score: float | None = 1.0, measured: float | str | None = None, unit: str | None = None
) -> PartModel:
    return PartModel(name=name, score=score, measured=measured, unit=unit, seen_share=1.0)


def step(*parts: PartModel, id_: str = "rubbing-pads", status: StepStatus = "done") -> ReviewStep:
    times = (None, None) if status == "missed" else (0.0, 20.0)
    return ReviewStep(id=id_, start_s=times[0], end_s=times[1], status=status, score=1.0, parts=list(parts))


def compare_steps(one: list[ReviewStep], other: list[ReviewStep]) -> Comparison:
    return compare(make_performance("Anna", make_review(steps=one)), make_performance("Ben", make_review(steps=other)))


def pace(value: float, score: float | None = 1.0) -> PartModel:
    return part("pace", score, value, "per_min")


def test_two_that_are_alike_are_told_so():
    comparison = compare_steps([step(pace(60.0))], [step(pace(61.0))])
    assert comparison.differences == () and comparison.judged
    assert tell_differences(comparison) == [
        "Where both were judged, nothing differs by more than the camera can measure."
    ]


def test_a_pace_that_differs_is_named_with_both_numbers():
    comparison = compare_steps([step(pace(60.0))], [step(pace(90.0))])
    assert [each.code for each in comparison.differences] == ["pace"]
    low = 90.0 * (1 - PACE_SLACK_SHARE)
    lost = min(
        1 - score_band(60.0, Limits(low, 90.0)), 1 - score_band(90.0, Limits(0.0, 60.0 * (1 + PACE_SLACK_SHARE)))
    )
    assert comparison.differences[0].weight == pytest.approx(WEIGHTS["pace"] * lost)
    assert tell_differences(comparison) == [
        "Pace in “Rubbing with the finger pads”: 60 a minute (Anna), 90 a minute (Ben)."
        " Watch how long a single movement takes."
    ]


@pytest.mark.parametrize(("more", "named"), [(0.98, False), (1.02, True)])
def test_a_pace_counts_from_a_tenth_beyond_its_slack(more: float, named: bool):
    least = 100.0 * 2.0**NAMED_FROM / (1 - PACE_SLACK_SHARE)
    comparison = compare_steps([step(pace(100.0))], [step(pace(least * more))])
    assert bool(comparison.differences) == named


@pytest.mark.parametrize(("difference", "named"), [(NAMED_FROM - 0.01, False), (NAMED_FROM + 0.01, True)])
def test_a_part_that_is_scored_counts_from_the_same_share(difference: float, named: bool):
    one, other = (step(part("place", score, score, "share")) for score in (1.0, 1.0 - difference))
    assert bool(compare_steps([one], [other]).differences) == named


def test_what_was_not_judged_in_both_is_left_out():
    comparison = compare_steps([step(pace(60.0), part("rhythm", None, 0.9, "spread"))], [step(pace(90.0, None))])
    assert comparison.differences == () and not comparison.judged
    assert tell_differences(comparison) == ["There is nothing that was judged in both, so no difference is named."]
    unseen = compare_steps([step(pace(60.0), status="not_judged")], [step(status="missed")])
    assert unseen.differences == () and not unseen.judged


@pytest.mark.parametrize(("scale", "named"), [(0.91, True), (0.89, False)])
def test_lengths_are_not_compared_between_sessions_of_another_plan(scale: float, named: bool):
    reviews = [make_review(steps=[step(part("duration", 1.0, seconds, "s"))]) for seconds in (60.0, 20.0)]
    asked = reviews[1].protocol
    assert asked is not None
    short = reviews[1].model_copy(update={"protocol": asked.model_copy(update={"time_scale": scale})})
    comparison = compare(make_performance("Anna", reviews[0]), make_performance("Ben", short))
    assert [each.code for each in comparison.differences] == (["duration"] if named else [])
    assert comparison.judged == named


def test_a_step_that_only_one_did_weighs_all_that_was_judged_of_it():
    done = step(pace(60.0), part("technique"), part("contact", None))
    comparison = compare_steps([step(status="missed")], [done])
    (difference,) = comparison.differences
    assert (difference.code, difference.lacks) == ("left_out", "first")
    assert difference.weight == WEIGHTS["pace"] + WEIGHTS["technique"]
    assert tell_differences(comparison) == [
        "“Rubbing with the finger pads” came up in only one of the two (Ben), not in the other (Anna)."
        " Watch it there first."
    ]
    (swapped,) = compare_steps([done], [step(status="missed")]).differences
    assert swapped.lacks == "second"
    assert compare_steps([step(status="missed")], [step(status="missed")]).differences == ()


def test_the_same_difference_in_several_steps_is_one():
    one = [step(pace(60.0)), step(pace(60.0), id_="deep-stroking"), step(pace(90.0), id_="kneading")]
    other = [step(pace(80.0)), step(pace(110.0), id_="deep-stroking"), step(pace(60.0), id_="kneading")]
    first, second = compare_steps(one, other).differences
    assert first.titles == ("Deep stroking", "Rubbing with the finger pads")
    assert second.titles == ("Kneading",)  # the other way round is another difference
    sentence = tell_differences(compare_steps(one, other))[0]
    assert sentence.endswith("The same goes for “Rubbing with the finger pads”.")


def test_the_heaviest_comes_first_and_three_are_told():
    kinds = [
        ("technique", 0.4, "share"),
        ("direction", 0.1, None),
        ("place", 0.3, "share"),
        ("rhythm", 0.5, "spread"),
    ]
    one = [step(*(part(name, 1.0, "along" if unit is None else 1.0, unit) for name, _, unit in kinds))]
    other = [step(*(part(name, score, "across" if unit is None else score, unit) for name, score, unit in kinds))]
    comparison = compare_steps(one, other)
    weights = [difference.weight for difference in comparison.differences]
    assert weights == sorted(weights, reverse=True)
    assert [each.code for each in comparison.differences] == ["direction", "technique", "place", "rhythm"]
    sentences = tell_differences(comparison)
    assert len(sentences) == MOST_SENTENCES
    assert sentences[0].startswith("Direction in “Rubbing with the finger pads”: lengthways (Anna), crossways (Ben).")


def segment(technique: str = "stroking", **more: Any) -> ReviewSegment:
    values = {"start_s": 0.0, "end_s": 20.0, "technique": technique, "pace_per_min": 30.0, "seen_share": 1.0, **more}
    return ReviewSegment.model_validate(values)


def compare_segments(one: ReviewSegment, other: ReviewSegment, back: bool = True) -> Comparison:
    def bare(each: ReviewSegment) -> ReviewFile:
        update = {"protocol": None, "steps": [], "segments": [each]}
        update["back"] = {"neck": (0.5, 0.1), "tail": (0.5, 0.9)} if back else None
        return ReviewFile.model_validate(make_review().model_dump() | update | {"segments": [each.model_dump()]})

    return compare(make_performance("Anna", bare(one)), make_performance("Ben", bare(other)))


def codes(comparison: Comparison) -> list[str]:
    return [difference.code for difference in comparison.differences]


def test_without_a_protocol_stretches_are_compared():
    assert codes(compare_segments(segment(), segment(pace_per_min=60.0))) == ["pace"]
    assert codes(compare_segments(segment(axis="along"), segment(axis="across"))) == ["direction"]
    assert codes(compare_segments(segment(axis="along"), segment(axis="across"), back=False)) == []
    assert codes(compare_segments(segment(zone="lumbar"), segment(zone="back"))) == ["place"]
    assert codes(compare_segments(segment(), segment(end_s=8.0))) == ["duration"]
    assert codes(compare_segments(segment(), segment("kneading"))) == ["left_out", "left_out"]
    assert codes(compare_segments(segment(), segment(pace_per_min=60.0, seen_share=0.5))) == []


def test_a_way_less_surely_told_weighs_less():
    axis = compare_segments(segment(axis="along"), segment(axis="across")).differences[0].weight
    senses = [segment(axis="along", sense=sense) for sense in ("headward", "tailward")]
    assert 0 < compare_segments(*senses).differences[0].weight < axis


def test_planted_faults_of_whole_sessions_are_named(lumbar: Protocol):
    def perform(name: str, **changes: Any) -> Any:
        made = review_analysis(build_analysis(whole_session(lumbar, changes)), lumbar)
        return make_performance(name, made.written)

    good = perform("Eva")
    assert compare(good, good).differences == ()
    quick = perform("Ben", **{"rubbing-pads": {"pace": 110.0}, "kneading": None})
    found = {(each.code, each.titles[0]) for each in compare(good, quick).differences}
    assert ("pace", "Rubbing with the finger pads") in found
    assert ("left_out", "Kneading") in found
    for sentence in tell_differences(compare(good, quick)):
        assert re.search(r"\bEva\b.*\bBen\b|\bBen\b.*\bEva\b", sentence)


def test_every_part_of_a_score_is_compared_or_left_out_on_purpose():
    from coach.compare.differences import _CODES

    assert set(WEIGHTS) - set(_CODES) == {"order", "speed", "both hands", "contact"}
