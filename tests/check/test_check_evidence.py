"""Where the recognition is unsure the protocol decides; where it is sure it does not; interruptions part steps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.check.check import check_protocol
from coach.check.evidence import compute_breaks, compute_doubts, find_unsure
from coach.check.units import cut_units
from coach.feedback.messages import describe_not_judged
from coach.protocol.library import load_protocol
from coach.records import TECHNIQUES
from coach.technique.moves import find_moves


def statuses(result):
    return {step.id: step.status for step in result.steps}


def codes(result):
    return [finding.code for finding in result.findings]


def interrupt(analysis, at_s, seconds=1.0):
    """Take the rhythm and the sure technique from some ticks, as where hands are laid on anew."""
    timeline = analysis.timeline
    broken = (timeline.time_s >= at_s - seconds / 2) & (timeline.time_s < at_s + seconds / 2)
    timeline.regularity[broken] = 0.0
    timeline.scores[broken] = 1.0 / len(TECHNIQUES)


def test_a_sure_verdict_leaves_no_other_technique_open(sessions):
    analysis = sessions.analysis([sessions.piece(20.0, "rubbing", 65.0)])
    assert compute_doubts(analysis.timeline, 0.0, 20.0, "rubbing") == {}


def test_what_is_as_likely_has_nothing_against_it_and_what_is_less_likely_more(sessions):
    even = sessions.analysis([sessions.piece(20.0, "rubbing", 65.0, confidence=0.5, beside="tapping")])
    assert compute_doubts(even.timeline, 0.0, 20.0, "rubbing") == {"tapping": pytest.approx(0.0)}
    less = sessions.analysis([sessions.piece(20.0, "rubbing", 65.0, confidence=0.9, beside="tapping")])
    assert 0.3 < compute_doubts(less.timeline, 0.0, 20.0, "rubbing")["tapping"] < 0.7


def test_unseen_and_unknown_leave_nothing_open(sessions):
    analysis = sessions.analysis([sessions.piece(20.0, "unseen")])
    assert compute_doubts(analysis.timeline, 0.0, 20.0, "unseen") == {}
    assert compute_doubts(analysis.timeline, 30.0, 40.0, "rubbing") == {}


def test_where_a_segment_becomes_unsure_it_is_parted(sessions):
    analysis = sessions.analysis([sessions.piece(30.0, "kneading", 30.0)])
    analysis.timeline.scores[50:100] = 0.2
    ends = find_unsure(analysis.timeline, analysis.segments[0])
    assert ends == pytest.approx([10.0, 20.0], abs=1.5)


def test_a_slip_of_a_second_is_no_unsure_stretch(sessions):
    analysis = sessions.analysis([sessions.piece(30.0, "kneading", 30.0)])
    analysis.timeline.scores[50:54] = 0.2
    assert find_unsure(analysis.timeline, analysis.segments[0]) == []


def test_a_lost_rhythm_alone_or_an_unsure_technique_alone_is_no_interruption(sessions):
    analysis = sessions.analysis([sessions.piece(30.0, "rubbing", 65.0)])
    analysis.timeline.regularity[40:50] = 0.0
    analysis.timeline.scores[90:100] = 0.2
    assert compute_breaks(analysis.timeline).max() < 0.1
    interrupt(analysis, 25.0)
    breaks = compute_breaks(analysis.timeline)
    assert breaks.max() > 0.5
    assert analysis.timeline.time_s[np.argmax(breaks)] == pytest.approx(25.0, abs=0.6)


def test_blows_that_look_like_rubbing_are_the_blows_that_are_asked_there(sessions, lumbar):
    pieces = sessions.whole(lumbar)
    for index in (14, 16):
        pieces[index] = replace(pieces[index], technique="rubbing", confidence=0.75, beside="tapping", axis="across")
    result = check_protocol(sessions.analysis(pieces), lumbar)
    assert codes(result) == []
    assert statuses(result)["light-beating"] == statuses(result)["patting"] == "done"


def test_rubbing_that_is_sure_to_be_rubbing_is_not_taken_for_blows(sessions, lumbar):
    pieces = sessions.whole(lumbar)
    for index in (14, 16):
        pieces[index] = replace(pieces[index], technique="rubbing", confidence=0.999, axis="across")
    result = check_protocol(sessions.analysis(pieces), lumbar)
    assert "step_missing" in codes(result)
    assert statuses(result)["light-beating"] == "missed"


def test_direction_read_under_another_technique_is_forgotten(sessions, lumbar):
    pieces = sessions.whole(lumbar)
    pieces[8] = replace(pieces[8], technique="tapping", confidence=0.6, beside="rubbing", axis="in_place", sense=None)
    result = check_protocol(sessions.analysis(pieces), lumbar)
    assert codes(result) == []
    direction = {part.name: part for part in result.steps[4].parts}.get("direction")
    assert direction is None or direction.score is None


def test_an_interruption_parts_two_steps_that_nothing_else_tells_apart(sessions, lumbar):
    pieces = sessions.whole(lumbar)
    both = replace(pieces[4], seconds=pieces[4].seconds + pieces[6].seconds)
    analysis = sessions.analysis([*pieces[:4], both, *pieces[7:]])
    border = sum(piece.seconds for piece in pieces[:5])
    interrupt(analysis, border)
    unit = min(cut_units(analysis.segments, lumbar, analysis.timeline), key=lambda unit: abs(unit.start_s - border))
    assert unit.start_s == pytest.approx(border, abs=0.5)
    assert unit.change > 0.5
    result = check_protocol(analysis, lumbar)
    assert codes(result) == ["wrong_direction"]
    assert result.findings[0].step == "rubbing-diagonal"


def test_a_step_cut_short_is_short_and_not_missing(sessions, lumbar):
    for step in ("rubbing-pads", "rubbing-diagonal", "rubbing-thumbs", "rubbing-crossing"):
        result = check_protocol(sessions.analysis(sessions.whole(lumbar, {step: {"seconds": 55.0}})), lumbar)
        assert [(finding.code, finding.step) for finding in result.findings] == [("too_short", step)]


def test_a_slip_between_two_halves_of_a_step_does_not_hide_its_pause(sessions, lumbar):
    pieces = sessions.whole(lumbar)
    half = replace(pieces[6], seconds=90.0)
    slip = sessions.piece(3.0, "stroking", None, confidence=0.7)
    result = check_protocol(
        sessions.analysis([*pieces[:6], half, slip, sessions.piece(9.0, "none"), half, *pieces[7:]]), lumbar
    )
    assert [(finding.code, finding.step) for finding in result.findings] == [("contact_broken", "rubbing-diagonal")]


def test_what_is_neither_sure_nor_rhythmic_may_hold_a_missing_step(sessions, lumbar):
    pieces = sessions.whole(lumbar)
    blurred = sessions.piece(60.0, "stroking", None, confidence=0.4, regularity=0.0)
    result = check_protocol(sessions.analysis([*pieces[:14], blurred]), lumbar)
    assert statuses(result)["light-beating"] != "missed"
    assert "extra_technique" not in codes(result)


@pytest.mark.parametrize(("axis", "told"), [("across", True), ("diagonal", False)])
def test_hands_that_do_not_meet_are_told_only_where_they_go_across(sessions, lumbar, axis, told):
    pieces = sessions.whole(lumbar, {"rubbing-crossing": {"axis": axis, "sense": "both"}})
    analysis = sessions.analysis(pieces)
    near_border = [
        replace(segment, angle_rad=np.deg2rad(60.0))
        if segment.axis == "diagonal" and segment.start_s > 500
        else segment
        for segment in analysis.segments
    ]
    result = check_protocol(replace(analysis, segments=tuple(near_border)), lumbar)
    assert ("wrong_direction" in codes(result)) == told


def test_kneading_that_goes_over_to_the_shoulders_is_the_step_that_is_asked_there(sessions):
    rules = load_protocol("simple-rules")
    lumbar_uv, collar_uv = ((-0.12, 0.5), (0.12, 0.5)), ((-0.12, 0.1), (0.12, 0.1))
    pieces = sessions.whole(rules, {"plucked-stretch": {"uv": lumbar_uv}, "shoulders-neck": {"uv": collar_uv}})
    # No pause and one segment: only the place tells the two steps apart.
    at = next(i for i, piece in enumerate(pieces) if piece.uv == lumbar_uv)
    analysis = sessions.analysis([*pieces[: at + 1], *pieces[at + 2 :]])
    first, second = (segment for segment in analysis.segments if segment.technique == "kneading")
    joined = replace(first, end_s=second.end_s, axis="in_place", sense=None)
    segments = [segment for segment in analysis.segments if segment.technique != "kneading"]
    analysis = replace(analysis, segments=tuple(sorted([*segments, joined], key=lambda segment: segment.start_s)))
    assert find_moves(analysis.timeline, joined) == pytest.approx([first.end_s], abs=1.0)
    steps = {step.id: step for step in check_protocol(analysis, rules).steps}
    assert steps["plucked-stretch"].end_s == pytest.approx(first.end_s, abs=1.0)
    assert steps["shoulders-neck"].start_s == pytest.approx(first.end_s, abs=1.0)


def test_hands_that_wander_slowly_have_not_moved_elsewhere(sessions):
    analysis = sessions.analysis([sessions.piece(60.0, "kneading", 30.0)])
    analysis.timeline.back_uv[..., 1] = np.linspace(0.4, 0.8, len(analysis.timeline.time_s))[:, None]
    assert find_moves(analysis.timeline, analysis.segments[0]) == []


def test_a_step_done_in_pieces_in_the_place_of_another_is_found_as_that_step_going_another_way(sessions, lumbar):
    pieces = sessions.whole(lumbar)
    thumbs = replace(pieces[8], axis="along")
    part = replace(pieces[10], seconds=90.0, axis="along", sense="both")
    # Three movements without a pause: thumbs, then straight rubbing twice where the hands should cross.
    result = check_protocol(sessions.analysis([*pieces[:8], thumbs, part, part, *pieces[11:]]), lumbar)
    assert [(finding.code, finding.step) for finding in result.findings] == [("wrong_direction", "rubbing-crossing")]


def test_two_steps_that_changed_places_are_told_apart_over_a_slip_between_them(sessions, lumbar):
    pieces = sessions.whole(lumbar)
    pieces[4], pieces[6] = pieces[6], pieces[4]
    slips = [sessions.piece(2.0, technique, None, confidence=0.5) for technique in ("kneading", "stroking")]
    pieces[7:8] = slips
    findings = check_protocol(sessions.analysis(pieces), lumbar).findings
    assert [finding.code for finding in findings] == ["out_of_order"]
    assert findings[0].step in ("rubbing-pads", "rubbing-diagonal")


@pytest.mark.parametrize(("beside", "told"), [(13, False), (3, True)])
def test_a_piece_of_the_next_steps_own_technique_is_no_other_technique(sessions, lumbar, beside, told):
    pieces = sessions.whole(lumbar)
    extra = [sessions.pause, sessions.piece(8.0, "kneading", 30.0, axis="across"), sessions.piece(5.0, "none")]
    at = beside - 1
    result = check_protocol(sessions.analysis([*pieces[:at], *extra, *pieces[at:]]), lumbar)
    assert ("extra_technique" in codes(result)) == told


def test_it_is_said_where_the_plan_was_taken_at_its_word(sessions, lumbar):
    pieces = sessions.whole(lumbar)
    pieces[14] = replace(pieces[14], technique="rubbing", confidence=0.75, beside="tapping", axis="across")
    unsure = [what for what, why in check_protocol(sessions.analysis(pieces), lumbar).not_judged if why == "unsure"]
    assert unsure == ["technique:light-beating"]
    assert describe_not_judged(unsure[0], "unsure", lumbar).startswith(
        "The technique of “Light beating”: from this side"
    )
