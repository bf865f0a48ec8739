"""Which step goes with which, and the one clock that both run on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from coach import formats
from coach.compare.comparing import compare
from coach.compare.pairing import SHORTEST_STRETCH_S, pair_steps
from coach.compare.records import Performance, Piece, TimeMap
from coach.compare.timing import build_clock
from tests.compare.performances import make_performance, make_review, steady

Stretch = tuple[str, float, float]


def perform(steps: Sequence[Stretch], pace: float = 30.0, seconds: float = 60.0) -> Performance:
    return make_performance(seconds, steady(pace), steps)


def kinds(pieces: Sequence[Piece]) -> list[tuple[str, str]]:
    return [(piece.kind, piece.id) for piece in pieces]


def test_a_performance_beside_itself_runs_as_it_is():
    one = perform([("a", 2, 20), ("b", 22, 50)])
    pieces, times = build_clock(one, one)
    assert kinds(pieces) == [("between", ""), ("both", "a"), ("between", ""), ("both", "b"), ("between", "")]
    assert times.duration_s == pytest.approx(60.0)
    for at in np.linspace(0, 59.9, 50):
        assert times.find(at) == pytest.approx((at, at), abs=1e-6)


def test_steps_of_the_same_name_run_together_in_phase():
    one, other = perform([("a", 0, 20), ("b", 20, 50)]), perform([("a", 5, 20), ("b", 22, 55)], 40.0)
    pieces, times = build_clock(one, other)
    assert kinds(pieces)[1:] == [("both", "a"), ("between", ""), ("both", "b"), ("between", "")]
    piece = pieces[3]
    assert times.find(piece.start_s) == pytest.approx((20.0, 22.0), abs=1.1)
    for at in np.linspace(piece.start_s + 3, piece.start_s + 20, 20):
        first, second = times.find(at)
        off = steady(30)(np.array(first)) - steady(40)(np.array(second))
        assert abs(off - round(off)) < 0.1
    assert times.duration_s >= 60.0  # no moment of either is left out
    assert times.find(times.duration_s) == pytest.approx((60.0, 60.0))


def test_in_phase_the_clock_runs_at_the_first_ones_speed():
    one, other = perform([("a", 0, 30)]), perform([("a", 0, 30)], 40.0)
    _, times = build_clock(one, other)
    first, second = times.find(10.0)
    assert first == pytest.approx(10.0)
    assert second == pytest.approx(7.5, abs=0.15)


def test_a_step_that_one_did_more_of_goes_on_alone():
    one, other = perform([("a", 0, 30)]), perform([("a", 0, 60)])
    _, times = build_clock(one, other)
    assert times.find(29.0) == pytest.approx((29.0, 29.0), abs=0.2)
    assert times.find(45.0)[0] == pytest.approx(30.0, abs=0.2)
    assert times.find(45.0)[1] == pytest.approx(45.0, abs=0.2)


def test_a_step_that_only_one_did_runs_while_the_other_stands_still():
    one, other = perform([("a", 0, 20), ("c", 40, 60)]), perform([("a", 0, 20), ("b", 20, 40), ("c", 40, 60)])
    pieces, times = build_clock(one, other)
    assert ("second", "b") in kinds(pieces)
    piece = pieces[kinds(pieces).index(("second", "b"))]
    middle = (piece.start_s + piece.end_s) / 2
    assert times.find(middle) == pytest.approx((20.0, 30.0))
    swapped, _ = build_clock(other, one)
    assert kinds(swapped)[1] == ("first", "b")


def test_in_another_order_the_second_one_jumps():
    one, other = perform([("a", 0, 30), ("b", 30, 60)]), perform([("b", 0, 30), ("a", 30, 60)])
    pieces, times = build_clock(one, other)
    assert kinds(pieces) == [("both", "a"), ("both", "b")]
    assert times.find(pieces[0].start_s + 5) == pytest.approx((5.0, 35.0), abs=0.2)
    assert times.find(pieces[1].start_s + 5) == pytest.approx((35.0, 5.0), abs=0.2)


def test_between_steps_each_runs_at_its_own_speed_and_waits():
    one, other = perform([("a", 10, 60)]), perform([("a", 4, 60)])
    _, times = build_clock(one, other)
    assert times.find(3.0) == pytest.approx((3.0, 3.0))
    assert times.find(8.0) == pytest.approx((8.0, 4.0))


def test_of_a_step_in_several_parts_the_first_one_counts():
    one = perform([("a", 0, 50), ("b", 20, 30)])
    pairs = pair_steps(one, one)
    assert [(pair.id, pair.first) for pair in pairs] == [("a", (0, 20)), ("b", (20, 30))]


def test_steps_of_the_second_stand_where_it_did_them():
    one, other = perform([("b", 0, 9)]), perform([("a", 0, 9), ("b", 10, 19), ("c", 20, 29), ("d", 30, 39)])
    assert [pair.id for pair in pair_steps(one, other)] == ["a", "b", "c", "d"]


def test_without_a_rhythm_a_step_is_stretched_evenly():
    steps = [("a", 0.0, 20.0)]
    one = make_performance(20.0, steady(30), steps, pace=np.full(100, np.nan))
    other = make_performance(40.0, steady(30), [("a", 0.0, 40.0)], pace=np.full(200, np.nan))
    _, times = build_clock(one, other)
    assert times.find(5.0) == pytest.approx((5.0, 10.0))


def without_protocol(*stretches: Stretch) -> Performance:
    segments = [
        formats.ReviewSegment.model_validate(
            {"technique": name, "start_s": start, "end_s": end, "pace_per_min": 30.0, "seen_share": 1.0}
        )
        for name, start, end in stretches
    ]
    review = make_review(60.0, np.full(300, 30.0), [])
    return Performance("one", review.model_copy(update={"protocol": None, "steps": [], "segments": segments}))


def test_without_a_protocol_stretches_of_one_technique_go_together():
    one = without_protocol(("stroking", 0, 20), ("kneading", 20, 40), ("tapping", 40, 60))
    other = without_protocol(("stroking", 0, 10), ("rubbing", 10, 30), ("tapping", 30, 60))
    found = [(pair.title, pair.first, pair.second) for pair in pair_steps(one, other)]
    assert found == [
        ("Stroking", (0, 20), (0, 10)),
        ("Kneading", (20, 40), None),
        ("Rubbing", None, (10, 30)),
        ("Tapping", (40, 60), (30, 60)),
    ]


@pytest.mark.parametrize(("pause", "parts"), [(SHORTEST_STRETCH_S - 0.1, 1), (SHORTEST_STRETCH_S + 0.1, 2)])
def test_a_short_rest_does_not_part_a_stretch(pause: float, parts: int):
    one = without_protocol(("stroking", 0, 20), ("none", 20, 20 + pause), ("stroking", 20 + pause, 50))
    assert len(pair_steps(one, one)) == parts


@pytest.mark.parametrize(("length", "parts"), [(SHORTEST_STRETCH_S - 0.1, 0), (SHORTEST_STRETCH_S + 0.1, 1)])
def test_what_lasts_a_moment_is_no_stretch(length: float, parts: int):
    one = without_protocol(("rubbing", 10, 10 + length))
    assert len(pair_steps(one, one)) == parts


def test_two_recordings_without_anything_in_common_still_play():
    nothing = without_protocol()
    comparison = compare(nothing, nothing)
    assert kinds(comparison.pieces) == [("between", "")]
    assert comparison.time_map.find(30.0) == pytest.approx((30.0, 30.0))


def test_a_recording_of_no_length_has_a_clock():
    review = make_review(0.2, np.array([30.0]), [])
    empty = Performance(
        "a", review.model_copy(update={"steps": [], "video": review.video.model_copy(update={"duration_s": 0.0})})
    )
    _, times = build_clock(empty, empty)
    assert times.find(1.0) == (0.0, 0.0)


def test_a_map_that_runs_back_is_refused():
    rising, falling = np.array([0.0, 1.0]), np.array([1.0, 0.0])
    with pytest.raises(ValueError, match="never fall"):
        TimeMap(falling, rising, rising)
    with pytest.raises(ValueError, match="never fall"):
        TimeMap(rising, falling, rising)
    with pytest.raises(ValueError, match="one length"):
        TimeMap(rising, rising, np.array([0.0]))
