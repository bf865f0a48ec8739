"""The review as a teacher corrected it, and the truth file that is written of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from coach.corrections.beginning import begin_blind, begin_correction
from coach.corrections.edits import Edit, Finish, Measure, Merge, MoveBorder, Rename, Split, Think, apply_edit
from coach.corrections.records import Correction
from coach.corrections.shown import choose_word, correct_review
from coach.corrections.truth_files import to_truth
from coach.evaluate.agreement import compute_agreement
from coach.formats import ReviewFile, ReviewSegment, load_truth


def edit(correction: Correction, *edits: Edit) -> Correction:
    for one in edits:
        correction = apply_edit(correction, one)
    return correction


def test_nothing_said_shows_the_coachs_review(review: ReviewFile, correction: Correction) -> None:
    shown = correct_review(review, correction)
    assert shown.segments == review.segments and shown.timeline == review.timeline
    assert shown.corrected is not None and shown.corrected.by == "Ana"


def test_the_coachs_review_stays_as_it_was(review: ReviewFile, correction: Correction) -> None:
    before = review.model_copy(deep=True)
    correct_review(review, edit(correction, Rename(50, "kneading"), MoveBorder(20, 25), Finish()))
    assert review == before


def test_a_renamed_stretch_bears_the_teachers_name_and_the_pace_that_was_measured(
    review: ReviewFile, correction: Correction
) -> None:
    last = correct_review(review, edit(correction, Rename(50, "kneading"))).segments[-1]
    assert (last.technique, last.said_by, last.confidence, last.pace_per_min) == ("kneading", "Ana", None, 45.0)
    assert last.cycles is None


def test_a_moved_border_keeps_the_coachs_pace_but_not_its_count(review: ReviewFile, correction: Correction) -> None:
    first, second, third = correct_review(review, edit(correction, MoveBorder(20, 25))).segments
    assert (first.end_s, first.pace_per_min, first.cycles) == (25, 20.0, None)
    assert (second.start_s, second.pace_per_min, second.cycles, second.said_by) == (25, 70.0, None, "Ana")
    assert third == review.segments[2]


def test_a_confirmed_stretch_keeps_all_that_was_measured(review: ReviewFile, correction: Correction) -> None:
    second = correct_review(review, edit(correction, Rename(25, "rubbing"))).segments[1]
    assert (second.pace_per_min, second.cycles, second.said_by) == (70.0, 23, "Ana")


def test_the_teachers_measures_stand_before_the_coachs(review: ReviewFile, correction: Correction) -> None:
    given = edit(correction, Measure(25, "pace_per_min", 35.0), Measure(25, "cycles", 12), Measure(25, "axis", "along"))
    second = correct_review(review, given).segments[1]
    assert (second.pace_per_min, second.cycles, second.axis) == (35.0, 12, "along")


def test_a_rest_has_no_pace_even_where_one_was_measured(review: ReviewFile, correction: Correction) -> None:
    second = correct_review(review, edit(correction, Rename(25, "none"))).segments[1]
    assert second == ReviewSegment(start_s=20, end_s=40, technique="none", said_by="Ana")


@pytest.mark.parametrize(("to_s", "measured"), [(20.0, True), (20.1, False)])
def test_what_the_coach_measured_counts_where_it_saw_the_same_for_half_of_the_stretch(
    review: ReviewFile, correction: Correction, to_s: float, measured: bool
) -> None:
    """The coach saw rubbing until 40 s; the teacher says it went on until 60 s."""
    long = edit(correction, Rename(50, "rubbing"), Merge(40), MoveBorder(20, to_s))
    rubbing = correct_review(review, long).segments[-1]
    assert (rubbing.start_s, rubbing.end_s, rubbing.regularity) == (to_s, 60.0, 0.8 if measured else None)


@pytest.mark.parametrize(("at_s", "pace"), [(50.0, 45.0), (51.0, None)])
def test_the_pace_of_the_ticks_counts_where_half_of_them_have_one(
    review: ReviewFile, correction: Correction, at_s: float, pace: float | None
) -> None:
    """After 55 s no pace was measured."""
    last = correct_review(review, edit(correction, Split(at_s), Rename(59, "kneading"))).segments[-1]
    assert (last.start_s, last.pace_per_min) == (at_s, pace)


def test_the_timeline_is_named_anew_where_the_teacher_said_so(review: ReviewFile, correction: Correction) -> None:
    timeline = correct_review(review, edit(correction, MoveBorder(20, 25), Rename(50, "kneading"))).timeline
    assert timeline is not None
    assert timeline.technique == ["stroking"] * 25 + ["rubbing"] * 15 + ["kneading"] * 20
    assert set(timeline.confidence) == {None}


def test_findings_bear_the_opinion_and_are_put_in_order_of_it(review: ReviewFile, correction: Correction) -> None:
    said = edit(correction, Think("pace_too_fast", 20, "rub", "not_so"), Think("pauses", 40, None, "more_important"))
    shown = correct_review(review, said)
    assert [(f.code, f.opinion) for f in shown.findings] == [("pauses", "more_important"), ("pace_too_fast", "not_so")]


def test_segments_of_a_corrected_review_cover_the_session(review: ReviewFile) -> None:
    blind = edit(begin_blind("Ben", 60.0), Split(10), Split(33), Rename(20, "tapping"))
    segments = correct_review(review, blind).segments
    assert [(s.start_s, s.end_s, s.technique) for s in segments] == [
        (0, 10, "stroking"),
        (10, 33, "tapping"),
        (33, 40, "rubbing"),
        (40, 60, "none"),
    ]


def test_the_word_that_counts_is_the_last_that_says_anything_and_blind_ones_come_second(
    review: ReviewFile, correction: Correction
) -> None:
    hour = timedelta(hours=1)
    ana = edit(correction, Rename(5, "kneading"))
    ben = replace(ana, teacher="Ben", changed_at=ana.changed_at + hour)
    silent = replace(correction, teacher="Cy", changed_at=ana.changed_at + 2 * hour)
    blind = replace(edit(begin_blind("Di", 60.0), Rename(5, "tapping")), changed_at=ana.changed_at + 3 * hour)
    assert choose_word([ben, ana, silent, blind]) is ben
    assert choose_word([silent, blind]) is blind and choose_word([silent]) is None and choose_word([]) is None


def test_a_truth_file_says_what_the_teacher_said_and_nothing_else(correction: Correction, tmp_path: Path) -> None:
    said = edit(correction, MoveBorder(20, 25), Measure(10, "pace_per_min", 21.0), Think("pauses", 40, None, "agree"))
    file = tmp_path / "evening.truth.json"
    file.write_text(to_truth(said, video="evening.mp4").model_dump_json(), encoding="utf-8")
    truth = load_truth(file)
    assert [(s.start_s, s.end_s, s.technique, s.pace_per_min) for s in truth.segments] == [
        (0, 25, "stroking", 21.0),
        (25, 40, "rubbing", None),
    ]
    assert (truth.source, truth.labelled_by, truth.findings[0].opinion) == ("real", "Ana", "agree")


def test_evaluate_compares_the_review_with_the_teachers_word(review: ReviewFile) -> None:
    """The teacher moved the change at 20 s to 30 s; a second on both sides of each change is not compared."""
    said = edit(begin_correction(review, "Ana"), MoveBorder(20, 30), Finish())
    technique = compute_agreement([(to_truth(said, video="evening.mp4"), review)]).technique
    assert technique.seconds == 60 - 4
    assert technique.confusion["stroking"] == {
        "stroking": 20, "rubbing": 9, "kneading": 0, "tapping": 0, "none": 0, "unseen": 0,
    }  # fmt: skip
