"""Second-by-second agreement of truths and reviews: labels, confidence, calibration, known by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
