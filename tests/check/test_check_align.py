"""Segments are laid on steps: skipped, exchanged, repeated, merged, half the length, interrupted."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.check.align import align_steps
from coach.check.check import check_protocol
from coach.check.relabel import find_displaced
from coach.check.units import MAX_UNITS, cut_units, forget_directions
from coach.technique.sureness import may_be


def known_segments(analysis):
    return analysis.segments if analysis.back is not None else forget_directions(analysis.segments)


def lay(sessions, protocol, pieces, back="clicked"):
    """Return (step id, start, end) of every block."""
    analysis = sessions.analysis(pieces) if back == "clicked" else sessions.analysis(pieces, back=None)
    blocks = align_steps(cut_units(known_segments(analysis), protocol, analysis.timeline), protocol)
    return [(protocol.steps[block.step_index].id, block.start_s, block.end_s) for block in blocks]


def borders(pieces):
    """Start and end of every piece of work."""
    ends = np.cumsum([piece.seconds for piece in pieces])
    return [(end - piece.seconds, end) for piece, end in zip(pieces, ends, strict=True) if piece.technique != "none"]


@pytest.mark.parametrize("back", ["clicked", None])
@pytest.mark.parametrize("scale", [1.0, 0.5, 0.08, 1.8])
def test_a_whole_session_is_laid_step_by_step_whatever_its_length(sessions, lumbar, back, scale):
    pieces = [replace(piece, seconds=piece.seconds * scale) for piece in sessions.whole(lumbar)]
    laid = lay(sessions, lumbar, pieces, back)
    assert [step for step, _, _ in laid] == [step.id for step in lumbar.steps]
    assert np.array([(start, end) for _, start, end in laid]) == pytest.approx(np.array(borders(pieces)))


@pytest.mark.parametrize(
    "left_out", ["light-stroking", "deep-stroking", "rubbing-pads", "rubbing-diagonal", "rubbing-crossing", "kneading"]
)
def test_a_step_left_out_is_the_one_that_is_missing(sessions, lumbar, left_out):
    laid = lay(sessions, lumbar, sessions.whole(lumbar, {left_out: None}))
    assert [step for step, _, _ in laid] == [step.id for step in lumbar.steps if step.id != left_out]


@pytest.mark.parametrize("first", range(7))
def test_two_steps_that_changed_places_are_both_found_and_one_is_late(sessions, lumbar, first):
    pieces = sessions.whole(lumbar)
    pieces[2 * first], pieces[2 * first + 2] = pieces[2 * first + 2], pieces[2 * first]
    ids = [step.id for step in lumbar.steps]
    ids[first], ids[first + 1] = ids[first + 1], ids[first]
    assert [step for step, _, _ in lay(sessions, lumbar, pieces)] == ids
    findings = check_protocol(sessions.analysis(pieces), lumbar).findings
    assert [finding.code for finding in findings] == ["out_of_order"]
    assert findings[0].step in ids[first : first + 2]


def test_a_step_done_again_later_is_the_same_step_and_no_fault(sessions, lumbar):
    pieces = [*sessions.whole(lumbar), sessions.pause, sessions.as_asked(lumbar, "kneading", seconds=60.0)]
    laid = lay(sessions, lumbar, pieces)
    assert [step for step, _, _ in laid][-3:] == ["light-beating", "patting", "kneading"]
    assert check_protocol(sessions.analysis(pieces), lumbar).findings == ()


def test_rubbings_in_one_go_are_parted_by_their_length_when_nothing_else_tells_them(sessions, lumbar):
    rubbing = sessions.as_asked(lumbar, "rubbing-pads", seconds=720.0)
    pieces = [piece for piece in sessions.whole(lumbar) if piece.technique != "rubbing"]
    pieces = [*pieces[:4], rubbing, *pieces[7:]]
    laid = lay(sessions, lumbar, pieces, back=None)
    rubbings = [(end - start) for step, start, end in laid if step.startswith("rubbing")]
    assert len(rubbings) == 4
    assert all(140 <= seconds <= 230 for seconds in rubbings)
    assert sum(rubbings) == pytest.approx(720.0)


def test_one_long_step_is_not_cut_in_two(sessions, lumbar):
    pieces = sessions.whole(lumbar, {"deep-stroking": None, "light-stroking": {"seconds": 140.0}})
    laid = lay(sessions, lumbar, pieces, back=None)
    assert [step for step, _, _ in laid if step.endswith("stroking")] == ["light-stroking"]


def test_twins_done_in_one_go_are_not_called_missing(sessions, lumbar):
    pieces = sessions.whole(lumbar, {"patting": None, "light-beating": {"seconds": 100.0}})
    result = check_protocol(sessions.analysis(pieces), lumbar)
    statuses = {step.id: step.status for step in result.steps}
    assert {statuses["light-beating"], statuses["patting"]} <= {"done", "not_judged"}
    assert all(finding.code != "step_missing" for finding in result.findings)


def test_one_of_two_twins_is_missing_and_the_finding_names_both(sessions, lumbar):
    result = check_protocol(sessions.analysis(sessions.whole(lumbar, {"patting": None})), lumbar)
    finding = result.findings[0]
    assert finding.code == "step_missing"
    assert {finding.step, finding.detail["or"]} == {"light-beating", "patting"}


def test_a_short_slip_into_another_technique_stays_inside_its_step(sessions, lumbar):
    pieces = sessions.whole(lumbar)
    half = replace(pieces[6], seconds=90.0)
    pieces[6:7] = [half, sessions.piece(3.0, "tapping", 200.0), half]
    laid = lay(sessions, lumbar, pieces)
    assert [step for step, _, _ in laid] == [step.id for step in lumbar.steps]
    assert laid[3][2] - laid[3][1] == pytest.approx(183.0)


def test_nothing_of_the_protocol_is_no_block(sessions, lumbar):
    assert lay(sessions, lumbar, [sessions.piece(30.0, "none")]) == []
    assert align_steps([], lumbar) == []


def test_units_stay_few_however_long_the_recording(sessions, lumbar):
    hours = [replace(piece, seconds=piece.seconds * 6) for piece in sessions.whole(lumbar)]
    analysis = sessions.analysis(hours)
    units = cut_units(analysis.segments, lumbar, analysis.timeline)
    assert len(units) <= MAX_UNITS + len(hours)
    assert [unit.start_s for unit in units[1:]] == pytest.approx([unit.end_s for unit in units[:-1]])


@settings(deadline=None, max_examples=40)
@given(
    pieces=st.lists(
        st.tuples(
            st.sampled_from(["stroking", "rubbing", "kneading", "tapping", "none", "unseen"]), st.floats(0.5, 200)
        ),
        min_size=1,
        max_size=25,
    )
)
def test_any_recording_is_laid_in_time_without_overlap_on_its_own_techniques(sessions, lumbar, pieces):
    analysis = sessions.analysis([sessions.piece(seconds, technique) for technique, seconds in pieces])
    segments = analysis.segments
    blocks = align_steps(cut_units(segments, lumbar, analysis.timeline), lumbar)
    for before, after in pairwise(blocks):
        assert before.end_s <= after.start_s + 1e-9
    for block in blocks:
        technique = lumbar.steps[block.step_index].technique
        inside = [s for s in segments if s.start_s < block.end_s - 1e-9 and s.end_s > block.start_s + 1e-9]
        assert may_be(technique, inside[0].technique) and may_be(technique, inside[-1].technique)


@given(order=st.lists(st.integers(0, 8), max_size=9, unique=True))
def test_the_fewest_steps_are_called_displaced(order):
    displaced = find_displaced(order)
    kept = [step for step in order if step not in displaced]
    assert kept == sorted(kept)
    if order == sorted(order):
        assert not displaced
