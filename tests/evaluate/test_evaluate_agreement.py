"""Agreement of whole segments: pace, cycles, words, borders, known by hand."""

from __future__ import annotations

import math

import pytest

from coach.evaluate.agreement import compute_agreement, is_octave_error, is_pace_right
from coach.evaluate.matching import compute_border_errors, match_segments


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
