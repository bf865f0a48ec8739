"""Kneading that is seen as rubbing, as on real hands: it is laid on the step, counted, and said to be unsure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.check.check import check_protocol
from coach.check.costs import compute_costs
from coach.check.progress import StepTracker
from coach.check.units import cut_units
from coach.records import HandPose, HandsFrame, Snapshot, Source
from tests.feedback.moments import NOWHERE, RIGHT

SURELY = {"confidence": 0.97, "beside": "kneading"}


def check(sessions, lumbar, **changes):
    pieces = sessions.whole(lumbar)
    at = next(i for i, piece in enumerate(pieces) if piece.technique == "kneading")
    pieces[at] = replace(pieces[at], **changes)
    return check_protocol(sessions.analysis(pieces), lumbar)


def status(result, step_id="kneading"):
    return next(step.status for step in result.steps if step.id == step_id)


def test_kneading_that_looks_like_rubbing_is_not_held_against_its_owner(sessions, lumbar):
    result = check(sessions, lumbar, technique="rubbing", **SURELY)
    assert status(result) == "done"
    assert [finding.code for finding in result.findings if finding.severity != "info"] == []
    assert ("technique:kneading", "unsure") in result.not_judged


def test_stroking_in_its_place_is(sessions, lumbar):
    result = check(sessions, lumbar, technique="stroking", confidence=0.97, beside="tapping")
    assert status(result) == "missed"


def test_kneading_that_was_left_out_is_missed_though_there_was_rubbing(sessions, lumbar):
    pieces = [piece for piece in sessions.whole(lumbar) if piece.technique != "kneading"]
    assert status(check_protocol(sessions.analysis(pieces), lumbar)) == "missed"


def test_however_sure_the_scores_rubbing_costs_a_kneading_step_half_of_another_technique(sessions, lumbar):
    """Half of the cost of another technique, 3; where the scores themselves say less, less."""
    names = [step.id for step in lumbar.steps]
    for confidence, beside, expected in ((0.999, "tapping", 1.5), (0.5, "kneading", 0.0)):
        piece = sessions.piece(60.0, "rubbing", pace=30.0, confidence=confidence, beside=beside)
        analysis = sessions.analysis([piece])
        mismatch = compute_costs(cut_units(analysis.segments, lumbar, analysis.timeline), lumbar).mismatch
        assert mismatch[:, names.index("kneading")] == pytest.approx(expected)


def test_a_step_of_kneading_that_is_practised_alone_is_found(sessions, lumbar):
    alone = lumbar.model_copy(update={"steps": (lumbar.step("kneading"),)})
    seen = sessions.as_asked(lumbar, "kneading", technique="rubbing", **SURELY)
    assert status(check_protocol(sessions.analysis([seen]), alone)) == "done"
    other = sessions.as_asked(lumbar, "kneading", technique="stroking", confidence=0.97, beside="tapping")
    assert status(check_protocol(sessions.analysis([other]), alone)) == "missed"


@pytest.mark.parametrize(("confidence", "found"), [(0.90, "done"), (0.92, "missed")])
def test_up_to_ten_times_less_likely_than_what_was_seen_it_may_be_what_was_asked(sessions, lumbar, confidence, found):
    alone = lumbar.model_copy(update={"steps": (lumbar.step("kneading"),)})
    seen = sessions.as_asked(lumbar, "kneading", technique="stroking", confidence=confidence, beside="kneading")
    assert status(check_protocol(sessions.analysis([seen]), alone)) == found


def snapshot(time_s: float, verdict: str) -> Snapshot:
    hands = HandsFrame(time_s, tuple(HandPose(slot, Source.UNSEEN, NOWHERE) for slot in (0, 1)))
    return replace(RIGHT, time_s=time_s, hands=hands, verdict=verdict, since_s=0.0, cycles=0.5 * time_s)


@pytest.mark.parametrize(
    ("step", "seen", "counted_s"),
    [("kneading", "rubbing", 20.0), ("kneading", "stroking", 0.0), ("rubbing-pads", "kneading", 0.0)],
)
def test_a_live_step_of_kneading_goes_on_while_rubbing_is_seen(lumbar, step, seen, counted_s):
    tracker = StepTracker(lumbar)
    tracker.go_to([item.id for item in lumbar.steps].index(step))
    for tick in range(101):
        state = tracker.update(snapshot(0.2 * tick, seen))
    assert state.elapsed_s == pytest.approx(counted_s)


def test_rubbing_alone_is_rubbing_though_kneading_may_be_of_any_length(sessions, lumbar):
    """Of a short recording every step is too long, and of kneading no length is asked in earnest."""
    result = check_protocol(sessions.analysis([sessions.piece(12.0, "rubbing", pace=66.0, axis="along")]), lumbar)
    found = {step.id for step in result.steps if step.status != "missed"}
    assert "rubbing-pads" in found and "kneading" not in found
