"""Steps done in one go are judged together, and what an oblique camera or a coarse reading shows is no fault."""

from __future__ import annotations

import pytest

from coach.check.align import align_steps
from coach.check.check import check_protocol
from coach.check.direction import judge_direction
from coach.check.measure import build_session
from coach.check.parts import limits_of
from coach.check.units import cut_units
from coach.protocol.library import load_protocol


@pytest.mark.parametrize("seconds", [95.0, 110.0, 170.0])
def test_two_steps_in_one_go_are_held_against_both_lengths(sessions, lumbar, seconds):
    pieces = sessions.whole(lumbar, {"patting": None, "light-beating": {"seconds": seconds}})
    assert check_protocol(sessions.analysis(pieces), lumbar).findings == ()


def test_two_steps_in_one_go_that_take_far_too_long_are_told_once(sessions, lumbar):
    pieces = sessions.whole(lumbar, {"patting": None, "light-beating": {"seconds": 400.0}})
    assert [finding.code for finding in check_protocol(sessions.analysis(pieces), lumbar).findings] == ["too_long"]


def test_two_rhythms_of_two_steps_in_one_go_are_not_uneven(sessions, lumbar):
    pieces = sessions.whole(lumbar, {"patting": None, "light-beating": {"seconds": 100.0, "pace_spread": 0.4}})
    result = check_protocol(sessions.analysis(pieces), lumbar)
    assert "irregular" not in {finding.code for finding in result.findings}
    assert {step.id: step.status for step in result.steps}["patting"] == "not_judged"


@pytest.mark.parametrize(("uv", "told"), [(((0.02, 0.75), (-0.17, 0.75)), False), (((0.01, 0.7), (0.03, 0.8)), True)])
def test_hands_on_both_sides_of_a_spine_that_seems_shifted_are_not_on_it(sessions, lumbar, uv, told):
    pieces = sessions.whole(lumbar, {"rubbing-pads": {"uv": uv}})
    codes = {finding.code for finding in check_protocol(sessions.analysis(pieces), lumbar).findings}
    assert ("on_spine" in codes) == told


@pytest.mark.parametrize(("regularity", "told"), [(0.4, False), (0.9, True)])
def test_a_slow_reading_of_uncertain_blows_may_be_every_second_one(sessions, lumbar, regularity, told):
    pieces = sessions.whole(lumbar, {"light-beating": {"pace": 75.0, "regularity": regularity}})
    codes = {finding.code for finding in check_protocol(sessions.analysis(pieces), lumbar).findings}
    assert ("pace_too_slow" in codes) == told


def test_a_pace_just_beside_a_doubtful_figure_is_no_fault(sessions, lumbar):
    band = lumbar.step("rubbing-pads").pace_per_min
    assert limits_of(band, "pace").high == pytest.approx(70 * 1.13)
    for pace, told in ((77.0, False), (84.0, True)):
        pieces = sessions.whole(lumbar, {"rubbing-pads": {"pace": pace}})
        codes = [finding.code for finding in check_protocol(sessions.analysis(pieces), lumbar).findings]
        assert codes == (["pace_too_fast"] if told else [])


def test_a_hand_that_may_work_with_either_end_is_not_told_to_be_on_the_spine(sessions):
    rules = load_protocol("simple-rules")
    pieces = sessions.whole(rules, {"rubbing-together": {"uv": ((0.01, 0.4), (0.03, 0.4))}})
    codes = {finding.code for finding in check_protocol(sessions.analysis(pieces), rules).findings}
    assert "on_spine" not in codes


def test_outward_is_told_only_where_the_side_of_the_spine_is_known(sessions):
    gentle = load_protocol("pregnancy-gentle")
    inward = sessions.analysis(sessions.whole(gentle, {"outward-stroking": {"sense": "inward"}}))
    assert "wrong_direction" in {finding.code for finding in check_protocol(inward, gentle).findings}
    view = next(view for view in views_of(inward, gentle) if view.step.id == "outward-stroking")
    view.__dict__["places"] = -view.places
    verdict = judge_direction(view)
    assert verdict is not None
    assert verdict.aspect is None


def views_of(analysis, protocol):
    blocks = align_steps(cut_units(analysis.segments, protocol, analysis.timeline), protocol)
    return build_session(analysis, protocol, list(analysis.segments), blocks).steps


@pytest.mark.parametrize(("seconds", "told"), [(370.0, ["step_missing"]), (700.0, ["step_missing", "too_long"])])
def test_a_step_that_took_the_time_of_a_missing_one_is_said_once(sessions, lumbar, seconds, told):
    pieces = sessions.whole(lumbar, {"rubbing-diagonal": None, "rubbing-pads": {"seconds": seconds}})
    findings = check_protocol(sessions.analysis(pieces), lumbar).findings
    assert [finding.code for finding in findings] == told
