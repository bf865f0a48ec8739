"""The side to begin on: opposite to the pain, found out when it was the other one, and silent when it was right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.check.check import check_protocol
from coach.check.parts import FAULT_CEILING
from coach.protocol.library import load_protocol
from coach.protocol.variants import begin_opposite, plan_protocol
from coach.report.summary import build_review
from coach.reviewing import review_analysis
from coach.ui.sessions_view import as_followed

ON_SIDE = {"left": ((-0.12, 0.75), (-0.2, 0.75)), "right": ((0.12, 0.75), (0.2, 0.75))}


def knead_in_turn(sessions, lumbar, first):
    """Everything as asked, kneading first on one side and then as long on the other."""
    pieces = sessions.whole(lumbar)
    at = next(i for i, piece in enumerate(pieces) if piece.technique == "kneading")
    half = replace(pieces[at], seconds=pieces[at].seconds / 2)
    sides = [first, "left" if first == "right" else "right"]
    pieces[at : at + 1] = [replace(half, uv=ON_SIDE[side]) for side in sides]
    return sessions.analysis(pieces)


@pytest.mark.parametrize("pain", ["left", "right"])
def test_beginning_on_the_side_that_hurts_is_found_and_named(sessions, lumbar, pain):
    other = "left" if pain == "right" else "right"
    result = check_protocol(knead_in_turn(sessions, lumbar, pain), begin_opposite(lumbar, pain))
    (finding,) = result.findings
    assert (finding.code, finding.step, finding.measured, finding.expected) == ("start_side", "kneading", pain, other)
    step = next(step for step in result.steps if step.id == "kneading")
    assert step.status == "with_faults" and step.score <= FAULT_CEILING


@pytest.mark.parametrize("pain", ["left", "right"])
def test_beginning_opposite_to_the_pain_leaves_nothing_to_say(sessions, lumbar, pain):
    other = "left" if pain == "right" else "right"
    result = check_protocol(knead_in_turn(sessions, lumbar, other), begin_opposite(lumbar, pain))
    assert result.findings == () and {step.status for step in result.steps} == {"done"}


def test_both_hands_on_both_sides_and_no_side_that_hurts_more_are_let_be(sessions, lumbar):
    assert check_protocol(sessions.analysis(sessions.whole(lumbar)), begin_opposite(lumbar, "left")).findings == ()
    assert check_protocol(knead_in_turn(sessions, lumbar, "left"), lumbar).findings == ()


@pytest.mark.parametrize(("share", "code"), [(0.15, "one_side_neglected"), (0.25, "start_side")])
def test_a_step_seen_on_one_side_only_may_have_begun_on_the_other(sessions, lumbar, share, code):
    """Four fifths of its last quarter have to be on the other side."""
    pieces = sessions.whole(lumbar)
    at = next(i for i, piece in enumerate(pieces) if piece.technique == "kneading")
    whole = pieces[at]
    pieces[at : at + 1] = [
        replace(whole, seconds=whole.seconds * part, uv=ON_SIDE[side])
        for part, side in ((1 - share, "left"), (share, "right"))
    ]
    result = check_protocol(sessions.analysis(pieces), begin_opposite(lumbar, "left"))
    assert [finding.code for finding in result.findings] == [code]


def test_the_words_name_the_receivers_side_in_a_way_that_cannot_be_mistaken(sessions, lumbar):
    made = review_analysis(knead_in_turn(sessions, lumbar, "left"), begin_opposite(lumbar, "left"))
    assert "their right side, where their right hand is" in made.written.findings[0].message


def test_analysing_again_with_what_was_kept_gives_the_same(sessions, lumbar):
    analysis = knead_in_turn(sessions, lumbar, "right")
    kept = review_analysis(analysis, plan_protocol(lumbar, "opposite-side", "right")).written
    followed = as_followed(load_protocol("lumbar-home"), kept.protocol)
    again = review_analysis(analysis, followed, time_scale=kept.protocol.time_scale).written
    assert again == kept
    assert [finding.code for finding in again.findings] == ["start_side"]


def test_a_review_written_before_sides_were_kept_is_still_read(sessions, lumbar):
    check = check_protocol(sessions.analysis(sessions.whole(lumbar)), lumbar)
    old = build_review(sessions.analysis(sessions.whole(lumbar)), check, lumbar).model_dump(mode="json")
    del old["protocol"]["variant"], old["protocol"]["pain_side"]
    from coach.formats import ReviewFile

    read = ReviewFile.model_validate(old).protocol
    assert (read.variant, read.pain_side) == (None, None)
