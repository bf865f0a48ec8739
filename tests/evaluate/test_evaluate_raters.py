"""Two raters compared: counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from coach.evaluate.markings import COACH, MarkedStretch, Marking, mark_by_review, mark_by_truth, pair_markings
from coach.evaluate.raters import compare_raters, is_count_same, is_pace_same, list_differences
from coach.formats import ReviewFinding, TruthFinding


def marking(by: str, *stretches: tuple[Any, ...], recording: str = "one", **opinions: str) -> Marking:
    return Marking(
        recording,
        by,
        tuple(MarkedStretch(start, end, name, **(more[0] if more else {})) for start, end, name, *more in stretches),
        {(code, 0.0, None): opinion for code, opinion in opinions.items()},
    )


def test_seconds_are_counted_from_both_sides():
    ana = marking("Ana", (0, 10, "rubbing"), (10, 20, "stroking"))
    ben = marking("Ben", (0, 10, "rubbing"), (10, 15, "stroking"), (15, 20, "kneading"))
    technique = compare_raters([(ana, ben)]).words["technique"]
    # Middles 9.5 and 10.5 lie at Ana's change, 14.5 and 15.5 at Ben's: 16 of 20 are left.
    assert technique.compared == 16
    assert technique.table["rubbing"]["rubbing"] == 9
    assert technique.table["stroking"] == {"stroking": 3, "rubbing": 0, "kneading": 4, "tapping": 0, "none": 0}
    assert technique.share.value == pytest.approx(12 / 16)
    # by chance: 9/16 * 9/16 rubbing and 7/16 * 3/16 stroking
    by_chance = (81 + 21) / 256
    assert technique.kappa.value == pytest.approx((0.75 - by_chance) / (1 - by_chance))
    other = compare_raters([(ben, ana)]).words["technique"]
    assert other.kappa.value == pytest.approx(technique.kappa.value)
    assert other.table["kneading"]["stroking"] == 4


def test_unseen_and_unsaid_seconds_are_not_compared():
    ana = marking("Ana", (0, 10, "rubbing"), (12, 20, "unseen"))
    ben = marking("Ben", (0, 20, "rubbing"))
    comparison = compare_raters([(ana, ben)])
    assert comparison.words["technique"].compared == 10
    assert comparison.differences == ()


def test_differences_are_where_to_look_the_longest_first():
    ana = marking("Ana", (0, 10, "rubbing"), (10, 30, "stroking"))
    ben = marking("Ben", (0, 4, "rubbing"), (4, 10, "none"), (10, 10.9, "rubbing"), (10.9, 20, "stroking"))
    found = list_differences(ana, ben)
    assert [(d.start_s, d.end_s, d.first, d.second) for d in found] == [(4, 10, "rubbing", "none")]
    longer = marking("Ben", (0, 4, "rubbing"), (4, 10, "none"), (10, 20, "kneading"))
    assert [d.start_s for d in compare_raters([(ana, longer)]).differences] == [10, 4]


def test_a_difference_of_a_second_is_listed_a_shorter_one_is_not():
    ana = marking("Ana", (0, 10, "rubbing"))
    for length, listed in ((1.0, 1), (0.9, 0)):
        ben = marking("Ben", (0, 5, "rubbing"), (5, 5 + length, "none"), (5 + length, 10, "rubbing"))
        assert len(list_differences(ana, ben)) == listed


def test_a_difference_is_one_stretch_whatever_borders_lie_in_it():
    ana = marking("Ana", (0, 5, "rubbing"), (5, 10, "rubbing"))
    ben = marking("Ben", (0, 10, "kneading"))
    assert [(d.start_s, d.end_s) for d in list_differences(ana, ben)] == [(0, 10)]


def test_paces_and_counts_of_the_same_stretches():
    ana = marking(
        "Ana",
        (0, 10, "rubbing", {"pace_per_min": 60.0, "cycles": 10}),
        (10, 20, "stroking", {"pace_per_min": 20.0, "cycles": 4}),
        (20, 30, "rubbing", {"pace_per_min": 100.0}),
    )
    ben = marking(
        "Ben",
        (0, 9, "rubbing", {"pace_per_min": 63.0, "cycles": 11}),
        (10, 20, "stroking", {"pace_per_min": 26.0, "cycles": 6}),
        (20, 30, "rubbing", {"pace_per_min": 105.0}),
    )
    comparison = compare_raters([(ana, ben)])
    assert comparison.pace.compared == 3
    assert comparison.pace.share.value == pytest.approx(2 / 3)
    assert comparison.pace.difference == pytest.approx((3 + 6 + 5) / 3)
    assert comparison.pace.limits == pytest.approx((14 / 3 - 1.96 * (7 / 3) ** 0.5, 14 / 3 + 1.96 * (7 / 3) ** 0.5))
    assert (comparison.count.compared, comparison.count.share.value) == (2, 0.5)
    assert comparison.count.limits is None


def test_stretches_that_share_half_of_the_longer_are_no_pair():
    ana = marking("Ana", (0, 10, "rubbing", {"pace_per_min": 60.0}))
    for end, pairs in ((5.0, 0), (5.1, 1)):
        ben = marking("Ben", (0, end, "rubbing", {"pace_per_min": 60.0}))
        assert compare_raters([(ana, ben)]).pace.compared == pairs


@pytest.mark.parametrize(("first", "second", "same"), [(60, 63, True), (63.2, 60, False), (100, 105, True)])
def test_a_pace_is_the_same_whoever_said_which(first, second, same):
    assert is_pace_same(first, second) is same
    assert is_pace_same(second, first) is same


def test_a_count_is_the_same_within_one():
    assert is_count_same(10, 11)
    assert not is_count_same(10, 11.1)


def test_direction_is_compared_where_both_gave_one():
    ana = marking("Ana", (0, 10, "rubbing", {"axis": "across", "sense": "both", "hands": "one"}))
    ben = marking("Ben", (0, 10, "rubbing", {"axis": "along", "sense": "both"}))
    words = compare_raters([(ana, ben)]).words
    assert words["axis"].table["across"]["along"] == 10
    assert words["sense"].share.value == 1.0
    assert "hands" not in words


def test_whether_findings_are_so(make_review, make_truth):
    finding = {"severity": "warning", "start_s": 2.0, "end_s": 4.0, "message": "x"}
    review = make_review((0, 10, "rubbing")).model_copy(
        update={"findings": [ReviewFinding(code=code, **finding) for code in ("fast", "slow", "long")]}
    )
    truth = make_truth((0, 10, "rubbing")).model_copy(
        update={
            "labelled_by": "Ana",
            "findings": [
                TruthFinding(code="fast", start_s=2.0, opinion="more_important"),
                TruthFinding(code="slow", start_s=2.0, opinion="not_so"),
                TruthFinding(code="unknown", start_s=2.0, opinion="agree"),
            ],
        }
    )
    found = compare_raters([(mark_by_review(review), mark_by_truth(truth))]).words["finding"]
    assert found.table == {"so": {"so": 1, "not_so": 1}, "not_so": {"so": 0, "not_so": 0}}


def test_many_sessions_are_drawn_whole():
    few = [(marking("Ana", (0, 9, "rubbing")), marking("Ben", (0, 9, "rubbing")))] * 9
    assert compare_raters(few).drawn == "stretches"
    assert compare_raters([*few, few[0]]).drawn == "sessions"


def test_everybody_is_paired_with_everybody_the_coach_first():
    markings = [marking("Ben", (0, 9, "none")), marking(COACH, (0, 9, "none")), marking("Ana", (0, 9, "none"))]
    alone = marking("Ana", (0, 9, "none"), recording="two")
    pairs = pair_markings([*markings, alone])
    assert {names: len(found) for names, found in pairs.items()} == {
        (COACH, "Ana"): 1,
        (COACH, "Ben"): 1,
        ("Ana", "Ben"): 1,
    }


def test_what_a_teacher_said_is_not_the_coachs_word(make_review):
    review = make_review((0, 5, "rubbing"), (5, 10, "stroking", {"said_by": "Ana"}))
    assert [s.technique for s in mark_by_review(review).stretches] == ["rubbing"]
