"""Each rule fires on its planted violation and is silent on a session done as asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.check.check import check_protocol
from coach.check.rules import RULE_BY_CODE, RULES


def codes(result):
    return [finding.code for finding in result.findings]


def test_a_session_done_as_asked_has_no_findings_and_every_step_done(sessions, lumbar):
    result = check_protocol(sessions.analysis(sessions.whole(lumbar)), lumbar)
    assert result.findings == ()
    assert [step.status for step in result.steps] == ["done"] * 9
    assert all(step.score == pytest.approx(1.0) for step in result.steps)


def test_without_a_back_technique_and_pace_are_judged_and_direction_is_not(sessions, lumbar):
    pieces = sessions.whole(lumbar, {"rubbing-pads": {"pace": 95.0, "axis": "across"}})
    result = check_protocol(sessions.analysis(pieces, back=None), lumbar)
    assert codes(result) == ["pace_too_fast"]
    assert ("direction", "no_back") in result.not_judged and ("place", "no_back") in result.not_judged
    direction = next(part for part in result.steps[2].parts if part.name == "direction")
    assert direction.score is None


STEP_FAULTS = [
    ("pace_too_fast", "rubbing-pads", {"pace": 95.0}),
    ("pace_too_slow", "rubbing-pads", {"pace": 40.0}),
    ("speed_too_fast", "light-stroking", {"speed_cm_s": 32.0}),
    ("speed_too_slow", "light-stroking", {"speed_cm_s": 0.3}),
    ("wrong_direction", "rubbing-diagonal", {"axis": "along"}),
    ("wrong_direction", "deep-stroking", {"sense": "headward"}),
    ("wrong_direction", "kneading", {"drift": "tailward"}),
    ("too_short", "rubbing-pads", {"seconds": 60.0}),
    ("too_long", "light-stroking", {"seconds": 300.0}),
    ("too_few", "deep-stroking", {"seconds": 15.0}),
    ("too_many", "deep-stroking", {"seconds": 80.0}),
    ("one_hand_only", "rubbing-pads", {"hands": "one"}),
    ("irregular", "light-stroking", {"pace_spread": 0.3}),
    ("hands_unseen", "rubbing-pads", {"seen": (0.3, 0.2)}),
    ("wrong_place", "rubbing-pads", {"uv": ((-0.1, 0.3), (0.1, 0.3))}),
    ("on_spine", "kneading", {"uv": ((0.0, 0.75), (0.02, 0.75))}),
    ("one_side_neglected", "kneading", {"uv": ((0.15, 0.75), (0.3, 0.75))}),
    ("strong_tapping_kidneys", "patting", {"pace": 330.0, "uv": ((-0.1, 0.6), (0.1, 0.6))}),
    ("step_missing", "deep-stroking", None),
    ("step_missing", "kneading", None),
]


@pytest.mark.parametrize(("code", "step", "change"), STEP_FAULTS)
def test_a_planted_fault_is_the_only_finding_and_names_its_step(sessions, lumbar, code, step, change):
    result = check_protocol(sessions.analysis(sessions.whole(lumbar, {step: change})), lumbar)
    assert codes(result) == [code]
    assert result.findings[0].step == step
    assert result.findings[0].severity == RULE_BY_CODE[code].severity


def test_pace_finding_tells_when_how_much_and_what_is_asked(sessions, lumbar):
    pieces = sessions.whole(lumbar)
    half = replace(pieces[4], seconds=90.0)
    pieces[4:5] = [half, replace(half, pace=95.0)]
    finding = check_protocol(sessions.analysis(pieces), lumbar).findings[0]
    starts = sum(piece.seconds for piece in pieces[:5])
    assert finding.code == "pace_too_fast"
    assert finding.measured == pytest.approx(95.0) and finding.expected == (60.0, 70.0)
    assert finding.start_s == pytest.approx(starts, abs=0.5)
    assert finding.end_s == pytest.approx(starts + 90.0, abs=0.5)


def test_every_rule_has_one_function_and_a_code_of_its_own():
    assert len(RULE_BY_CODE) == len(RULES)
    assert all((rule.per_step is None) != (rule.per_session is None) for rule in RULES)
