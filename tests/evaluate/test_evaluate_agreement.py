"""Agreement of truths and reviews whose figures are known by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.evaluate.agreement import compute_agreement, is_octave_error, is_pace_right
from coach.evaluate.matching import compute_border_errors, match_segments
from coach.evaluate.scores import (
    compute_accuracy,
    compute_calibration_error,
    compute_confusion,
    compute_f1,
    compute_kappa,
    compute_kept,
    compute_macro_f1,
    compute_risk_coverage,
)
from coach.evaluate.seconds import compare_seconds
from coach.records import TECHNIQUES


def labels(text: str) -> np.ndarray:
    """``"ssrn-"`` -> stroking, stroking, rubbing, none, unseen."""
    names = {"s": "stroking", "r": "rubbing", "k": "kneading", "t": "tapping", "n": "none", "-": "unseen"}
    return np.array([names[letter] for letter in text], dtype=object)


class TestSeconds:
    def test_a_second_of_grace_lies_on_both_sides_of_every_change(self, make_truth, make_review):
        truth = make_truth((0, 5, "stroking"), (5, 10, "rubbing"))
        seconds = compare_seconds(truth, make_review((0, 10, "stroking")))
        assert list(seconds.truth) == ["stroking"] * 4 + ["rubbing"] * 4

    def test_segments_of_one_technique_have_no_change_between_them(self, make_truth, make_review):
        truth = make_truth((0, 5, "rubbing", {"axis": "along"}), (5, 10, "rubbing", {"axis": "across"}))
        assert len(compare_seconds(truth, make_review((0, 10, "rubbing"))).truth) == 10

    def test_a_short_move_between_techniques_disappears_in_the_grace(self, make_truth, make_review):
        truth = make_truth((0, 5, "stroking"), (5, 6, "none", {"transition": True}), (6, 10, "rubbing"))
        seconds = compare_seconds(truth, make_review((0, 10, "stroking")))
        assert "none" not in seconds.truth

    def test_unseen_truth_and_gaps_do_not_count_and_what_is_past_the_review_is_not_judged(
        self, make_truth, make_review
    ):
        truth = make_truth((0, 3, "unseen"), (3, 6, "rubbing"), (8, 10, "rubbing"))
        seconds = compare_seconds(truth, make_review((0, 9, "rubbing")))
        assert list(seconds.truth) == ["rubbing"] * 4
        assert list(seconds.said) == ["rubbing"] * 3 + ["unseen"]

    def test_confidence_is_that_of_the_moment_where_the_timeline_has_it(self, make_truth, make_review):
        review = make_review((0, 2, "rubbing", {"confidence": 0.6}), (2, 3, "unseen"))
        fine = {
            "time_s": [0.5, 1.5, 2.5],
            "technique": ["rubbing", "stroking", "unseen"],
            "confidence": [0.9, 0.4, None],
            "pace_per_min": [None] * 3,
            "speed_cm_s": [None] * 3,
            "hands_seen": [2, 2, 0],
            "back_u": [[None, None]] * 3,
            "back_v": [[None, None]] * 3,
        }
        review = type(review).model_validate({**review.model_dump(), "timeline": fine})
        seconds = compare_seconds(make_truth((0, 3, "rubbing")), review)
        assert seconds.confidence[:2].tolist() == [0.9, 0.6]
        assert math.isnan(seconds.confidence[2])


class TestLabels:
    truth = labels("ssssrrrrnn")
    said = labels("sssrrrrrns")

    def test_accuracy_f1_and_kappa(self):
        # stroking: 3 hits of 4 true and 4 said; rubbing: 4 of 4 and 5; none: 1 of 2 and 1
        assert compute_accuracy(self.truth, self.said) == pytest.approx(0.8)
        assert compute_f1(self.truth, self.said) == pytest.approx({"stroking": 6 / 8, "rubbing": 8 / 9, "none": 2 / 3})
        assert compute_macro_f1(self.truth, self.said) == pytest.approx((6 / 8 + 8 / 9 + 2 / 3) / 3)
        chance = (4 * 4 + 4 * 5 + 2 * 1) / 100
        assert compute_kappa(self.truth, self.said) == pytest.approx((0.8 - chance) / (1 - chance))

    def test_a_technique_named_but_never_done_pulls_the_mean_down(self):
        assert compute_macro_f1(labels("rrrr"), labels("rrrt")) == pytest.approx((6 / 7 + 0) / 2)

    def test_nothing_to_compare(self):
        nothing = labels("")
        assert compute_accuracy(nothing, nothing) is None
        assert compute_macro_f1(nothing, nothing) is None
        assert compute_kappa(nothing, nothing) is None
        assert compute_kappa(labels("rr"), labels("rr")) is None
        assert compute_risk_coverage(np.array([], bool), np.array([])) == []
        assert compute_calibration_error(np.array([], bool), np.array([])) is None

    def test_confusion_keeps_what_was_not_judged_apart(self):
        table = compute_confusion(labels("ssr"), labels("sr-"))
        assert table.shape == (5, 6)
        assert table[0, 0] == 1 and table[0, 1] == 1 and table[1, 5] == 1
        assert table.sum() == 3

    @settings(deadline=None)
    @given(st.lists(st.tuples(st.sampled_from("srktn"), st.sampled_from("srktn")), min_size=2, max_size=60))
    def test_the_same_as_scikit_learn(self, pairs):
        from sklearn.metrics import cohen_kappa_score, f1_score

        truth = labels("".join(pair[0] for pair in pairs))
        said = labels("".join(pair[1] for pair in pairs))
        present = [t for t in TECHNIQUES if t in truth or t in said]
        expected = f1_score(list(truth), list(said), labels=present, average="macro", zero_division=0.0)
        assert compute_macro_f1(truth, said) == pytest.approx(expected)
        if len(present) > 1:
            assert compute_kappa(truth, said) == pytest.approx(cohen_kappa_score(list(truth), list(said)))


class TestConfidence:
    def test_calibration_error_by_hand(self):
        # bin 0.9-1.0: said 0.95, right 1/2: off by 0.45; bin 0.5-0.6: said 0.55, right 1/1: off by 0.45; NaN: left out
        right = np.array([True, False, True, False])
        confidence = np.array([0.95, 0.95, 0.55, np.nan])
        assert compute_calibration_error(right, confidence) == pytest.approx(0.45)

    def test_perfect_calibration(self):
        right = np.array([True] * 8 + [False] * 2)
        assert compute_calibration_error(right, np.full(10, 0.8)) == pytest.approx(0.0)

    def test_certainty_falls_into_the_last_bin(self):
        assert compute_calibration_error(np.array([True, True]), np.array([1.0, 0.95])) == pytest.approx(0.025)

    def test_risk_falls_when_the_unsure_seconds_are_left_out(self):
        right = np.array([True] * 9 + [False])
        confidence = np.array([0.9] * 9 + [0.2])
        curve = dict(compute_risk_coverage(right, confidence))
        assert curve[0.9] == 0.0
        assert curve[1.0] == pytest.approx(0.1)
        assert len(curve) == 10

    def test_the_most_confident_are_kept_and_nan_goes_first(self):
        assert compute_kept(np.array([0.1, np.nan, 0.9, 0.9]), 0.5).tolist() == [2, 3]
        assert compute_kept(np.array([0.1, np.nan, 0.9, 0.9]), 0.75).tolist() == [2, 3, 0]


class TestPace:
    @pytest.mark.parametrize(
        ("said", "true", "right", "octave"),
        [
            (63.0, 60.0, True, False),
            (63.1, 60.0, False, False),
            (210.0, 200.0, True, False),
            (210.1, 200.0, False, False),
            (120.0, 60.0, False, True),
            (31.0, 60.0, False, True),
            (90.0, 60.0, False, False),
            (4.0, 2.0, True, False),
        ],
    )
    def test_right_within_the_larger_tolerance_and_octaves(self, said, true, right, octave):
        assert is_pace_right(said, true) is right
        assert is_octave_error(said, true) is octave

    def test_paces_are_weighted_with_the_time_they_overlap(self, make_truth, make_review):
        truth = make_truth((0, 10, "rubbing", {"pace_per_min": 70}))
        review = make_review(
            (0, 6, "rubbing", {"pace_per_min": 60}),
            (6, 8, "stroking", {"pace_per_min": 200}),
            (8, 9, "rubbing"),
            (9, 12, "rubbing", {"pace_per_min": 95}),
        )
        (match,) = match_segments(truth, review)
        assert match.pace_per_min == pytest.approx((6 * 60 + 1 * 95) / 7)
        assert match.any_pace_per_min == pytest.approx((6 * 60 + 2 * 200 + 1 * 95) / 9)
        assert match.named_share == pytest.approx(0.8)

    def test_another_technique_or_no_pace_is_not_judged(self, make_truth, make_review):
        truth = make_truth((0, 10, "rubbing", {"pace_per_min": 70}), (10, 20, "kneading", {"pace_per_min": 20}))
        review = make_review((0, 10, "stroking", {"pace_per_min": 70}), (10, 20, "kneading"))
        figures = compute_agreement([(truth, review)])
        assert (figures.pace.total, figures.pace.judged, figures.pace.within_share) == (2, 0, None)
        assert (figures.pace_any_technique.judged, figures.pace_any_technique.within_share) == (1, 1.0)

    def test_error_share_and_octaves_over_segments(self, make_truth, make_review):
        truth = make_truth((0, 10, "rubbing", {"pace_per_min": 60}), (10, 20, "tapping", {"pace_per_min": 200}))
        review = make_review((0, 10, "rubbing", {"pace_per_min": 62}), (10, 20, "tapping", {"pace_per_min": 100}))
        pace = compute_agreement([(truth, review)]).pace
        assert pace.mean_error_per_min == pytest.approx(51)
        assert (pace.within_share, pace.octave_share) == (0.5, 0.5)

    def test_none_and_moves_between_techniques_are_not_compared(self, make_truth, make_review):
        truth = make_truth(
            (0, 5, "none", {"pace_per_min": 10}), (5, 6, "rubbing", {"pace_per_min": 9, "transition": True})
        )
        assert match_segments(truth, make_review((0, 6, "rubbing", {"pace_per_min": 9}))) == []


class TestCycles:
    def test_a_segment_that_reaches_a_little_beyond_its_technique_counts_whole(self, make_truth, make_review):
        truth = make_truth((0, 10, "none"), (10, 20, "rubbing", {"cycles": 12}))
        review = make_review((0, 9.2, "none"), (9.2, 20, "rubbing", {"cycles": 13}))
        (match,) = match_segments(truth, review)
        assert match.cycles == pytest.approx(13)
        assert compute_agreement([(truth, review)]).cycles.off_by_one_share == 1.0

    def test_one_review_segment_over_two_true_ones_is_shared_out(self, make_truth, make_review):
        truth = make_truth((0, 10, "rubbing", {"cycles": 10}), (10, 30, "rubbing", {"cycles": 20}))
        first, second = match_segments(truth, make_review((0, 30, "rubbing", {"cycles": 30})))
        assert (first.cycles, second.cycles) == (pytest.approx(10), pytest.approx(20))

    def test_off_by_two_is_a_miss_and_no_count_is_not_judged(self, make_truth, make_review):
        truth = make_truth((0, 10, "rubbing", {"cycles": 10}), (10, 20, "tapping", {"cycles": 40}))
        cycles = compute_agreement(
            [(truth, make_review((0, 10, "rubbing", {"cycles": 12}), (10, 20, "tapping")))]
        ).cycles
        assert (cycles.total, cycles.judged, cycles.off_by_one_share, cycles.mean_error) == (2, 1, 0.0, 2.0)


class TestWords:
    def test_the_word_that_holds_longest_is_compared(self, make_truth, make_review):
        truth = make_truth((0, 10, "stroking", {"axis": "along", "sense": "tailward", "drift": "none"}))
        review = make_review(
            (0, 4, "stroking", {"axis": "across", "sense": "both"}),
            (4, 10, "stroking", {"axis": "along"}),
            back={"neck": (0.5, 0.1), "tail": (0.5, 0.9)},
        )
        words = compute_agreement([(truth, review)]).words
        assert (words["axis"].judged, words["axis"].right_share) == (1, 1.0)
        assert (words["sense"].judged, words["sense"].right_share) == (1, 0.0)
        assert (words["drift"].total, words["drift"].judged, words["drift"].right_share) == (1, 0, None)
        assert words["hands"].total == 0

    @pytest.mark.parametrize(
        ("true", "said", "without_back", "with_back"),
        [
            ("along", "across", 1.0, 0.0),
            ("along", "along", 1.0, 1.0),
            ("circular", "across", 0.0, 0.0),
            ("diagonal", "in_place", 0.0, 0.0),
            ("circular", "circular", 1.0, 1.0),
        ],
    )
    def test_without_a_back_straight_is_all_that_can_be_said(
        self, make_truth, make_review, true, said, without_back, with_back
    ):
        truth = make_truth((0, 10, "stroking", {"axis": true}))
        for back, right in ((None, without_back), ({"neck": (0.5, 0.1), "tail": (0.5, 0.9)}, with_back)):
            review = make_review((0, 10, "stroking", {"axis": said}), back=back)
            assert compute_agreement([(truth, review)]).words["axis"].right_share == right


class TestBorders:
    def test_distance_to_the_nearest_change(self, make_truth, make_review):
        truth = make_truth((0, 10, "stroking"), (10, 30, "rubbing"), (30, 40, "tapping"), (40, 50, "none"))
        review = make_review((0, 10.5, "stroking"), (10.5, 38, "rubbing"), (38, 44, "unseen"), (44, 50, "none"))
        assert compute_border_errors(truth, review) == [pytest.approx(0.5), math.inf, None]
        borders = compute_agreement([(truth, review)]).borders
        assert (borders.total, borders.judged, borders.missed) == (3, 2, 1)
        assert (borders.median_s, borders.close_share) == (pytest.approx(0.5), 0.5)


class TestWhole:
    def test_a_perfect_review(self, make_truth, make_review):
        fields = {
            "pace_per_min": 60,
            "cycles": 20,
            "axis": "along",
            "sense": "both",
            "drift": "none",
            "hands": "together",
        }
        spans = ((0, 20, "stroking", fields), (20, 40, "rubbing", fields), (40, 50, "none"))
        said = tuple((s[0], s[1], s[2], {**(s[3] if len(s) > 3 else {}), "confidence": 1.0}) for s in spans)
        figures = compute_agreement([(make_truth(*spans), make_review(*said))])
        technique = figures.technique
        assert (technique.accuracy, technique.macro_f1, technique.kappa) == (1.0, 1.0, 1.0)
        assert technique.calibration_error == 0.0
        assert figures.borders.mean_s == 0.0
        assert figures.pace.mean_error_per_min == 0.0
        assert figures.cycles.off_by_one_share == 1.0
        assert all(word.right_share == 1.0 and word.judged == 2 for word in figures.words.values())
        assert figures.coverage.not_judged_share == 0.0

    def test_unseen_is_neither_right_nor_wrong(self, make_truth, make_review):
        truth = make_truth((0, 20, "rubbing"))
        figures = compute_agreement([(truth, make_review((0, 5, "rubbing"), (5, 20, "unseen")))])
        assert figures.technique.accuracy == 1.0
        assert (figures.technique.seconds, figures.technique.judged) == (20, 5)
        assert figures.coverage.not_judged_share == pytest.approx(0.75)
        assert figures.technique.confusion["rubbing"]["unseen"] == 15

    def test_coverage_is_weighted_with_length(self, make_truth, make_review):
        truth = make_truth((0, 10, "rubbing"))
        short, long = make_review((0, 10, "rubbing"), one_hand=1.0), make_review((0, 30, "rubbing"), one_hand=0.6)
        assert compute_agreement([(truth, short), (truth, long)]).coverage.one_hand == pytest.approx(0.7)

    def test_no_clips(self):
        figures = compute_agreement([])
        assert figures.clips == 0
        assert figures.technique.macro_f1 is None
        assert figures.coverage.one_hand is None

    def test_the_order_of_the_clips_does_not_matter(self, make_truth, make_review):
        one = (
            make_truth((0, 9, "rubbing", {"pace_per_min": 60})),
            make_review((0, 9, "rubbing", {"pace_per_min": 70, "confidence": 0.9})),
        )
        two = (make_truth((0, 9, "tapping", {"cycles": 9})), make_review((0, 9, "kneading", {"confidence": 0.8})))
        assert compute_agreement([one, two]) == compute_agreement([two, one])
