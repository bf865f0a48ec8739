"""Pieces searched by several workers are read as one: every picture once, in order, whoever is quicker."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.hands.finder import compare_sights
from coach.hands.pieces import MEET_S, SAME, PieceBoard, PiecesDiffer
from tests.hands.piece_walker import STEP_S, Walker, begin, find, read_all, see


@settings(max_examples=200, deadline=None)
@given(
    frames=st.integers(1, 120),
    lengths=st.lists(st.floats(MEET_S + 2 * STEP_S, 6.0), max_size=8),
    settles=st.integers(0, 25),
    turns=st.lists(st.integers(0, 2), max_size=400),
)
def test_every_picture_is_read_once_and_in_order_whoever_is_quicker(
    frames: int, lengths: list[float], settles: int, turns: list[int]
) -> None:
    def search(turns: list[int]) -> list[tuple[int, float]]:
        board = PieceBoard(0.0, np.cumsum(lengths).tolist() if lengths else [], room_bytes=2**30)
        walkers = [Walker(board, frames, settles) for _ in range(3)]
        for turn in turns:
            walkers[turn].step()
        while not all(walker.resting for walker in walkers):
            for walker in walkers:
                walker.step()
        found = read_all(board)
        assert board.count_searched_s() == pytest.approx((frames - 1) * STEP_S)
        return [(round(one.raw_s / STEP_S), float(one.sight.detections[0].landmarks[0, 0])) for one in found]

    found = search(turns)
    assert [number for number, _ in found] == list(range(frames))
    assert found == search([])
    if settles <= MEET_S / STEP_S:
        # Wherever two met, the later one saw by then what one alone would have seen.
        assert {hand for _, hand in found} == {0.5}


def test_two_who_see_the_same_meet_at_the_border() -> None:
    board, (first, second) = begin(2)
    assert all(board.hand_in(second, find(number)) for number in range(10, 30))
    assert all(board.hand_in(first, find(number)) for number in range(10))
    assert not board.hand_in(first, find(10))
    board.end(second, 0)
    assert len(read_all(board)) == 30


def test_who_begins_late_still_has_the_word_from_where_both_agree() -> None:
    board, (first, second) = begin(2)
    wanted = [board.hand_in(first, find(number)) for number in range(40)]
    assert wanted.index(False) == round((1.0 + MEET_S) / STEP_S)
    for number in range(10, 40):
        # Not the same before 1.5 s.
        board.hand_in(second, find(number, see(number, 0.6) if number < 15 else None))
    board.end(second, 0)
    found = read_all(board)
    assert [round(one.raw_s / STEP_S) for one in found] == list(range(40))
    assert all(compare_sights(one.sight, see(number)) == 0 for number, one in enumerate(found))


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("same", [False, True])
def test_where_the_recording_ends_soon_behind_a_border_it_matters_not_who_was_quicker(same: bool, late: bool) -> None:
    """Eight pictures lie behind the border; in the third of them both saw the same, or never."""
    board, (first, second) = begin(2)
    sights = {number: see(number, 0.5 if same and number == 12 else 0.6) for number in range(10, 18)}

    def search_first() -> None:
        for number in range(18):
            board.hand_in(first, find(number))
        board.end(first, 3)

    def search_second() -> None:
        for number, sight in sights.items():
            board.hand_in(second, find(number, sight))
        board.end(second, 1)

    for search in (search_second, search_first) if late else (search_first, search_second):
        search()
    found = read_all(board)
    assert [round(one.raw_s / STEP_S) for one in found] == list(range(18))
    differ = [compare_sights(one.sight, see(number)) > 0 for number, one in enumerate(found)]
    assert differ == [same and number > 12 for number in range(18)]
    assert board.broken == (1 if same else 3)


def test_who_is_beyond_its_end_waits_for_the_next_one_to_come_there() -> None:
    board, (first, second) = begin(2)
    waits: list[bool] = []
    for number in range(11):
        waits.append(board.wait_for_turn(first))
        board.hand_in(first, find(number, see(number, 0.6)))
    board._allowed = lambda: 1
    # One worker is enough for both: the second has the turn while the first waits for it.
    assert board.wait_for_turn(second)
    board.hand_in(second, find(10))
    assert board.wait_for_turn(first)
    assert board._rests(first) is False
    board.hand_in(first, find(11, see(11, 0.6)))
    assert board._rests(first) is True
    board.end(second, 0)
    assert board._rests(first) is False


@pytest.mark.parametrize("late", [False, True])
def test_another_picture_at_the_border_ends_the_reading(late: bool) -> None:
    board, (first, second) = begin(2)
    for piece in (first, second) if late else (second, first):
        for number in range(10 * (piece is second), 15):
            board.hand_in(piece, find(number, see(number, picture=77) if piece is second else None))
    with pytest.raises(PiecesDiffer):
        board.read()
    assert not board.is_wanted(first)


@pytest.mark.parametrize("late", [False, True])
def test_nothing_at_the_border_where_there_is_something_ends_the_reading(late: bool) -> None:
    board, (first, second) = begin(2)
    if not late:
        board.end(second, 0)
    for number in range(11):
        board.hand_in(first, find(number))
    if late:
        board.end(second, 0)
    with pytest.raises(PiecesDiffer):
        read_all(board)


@pytest.mark.parametrize("late", [False, True])
def test_a_hole_longer_than_a_piece_ends_the_reading(late: bool) -> None:
    board, (first, second, third) = begin(3)
    numbers = [*range(10), *range(50, 80)]
    for piece in (first, second) if late else (second, first):
        for number in numbers:
            if number * STEP_S >= piece.start_s and not board.hand_in(piece, find(number)):
                break
    with pytest.raises(PiecesDiffer):
        read_all(board)
    assert not board.is_wanted(third)


def test_a_hole_over_a_whole_piece_is_noticed_whoever_ends_first() -> None:
    board, (first, second, third) = begin(3)
    for number in (*range(10), 25):
        board.hand_in(first, find(number))
    board.hand_in(second, find(25))
    # The third one's word ends the second one, which had nothing to say to the first.
    board.hand_in(third, find(25))
    with pytest.raises(PiecesDiffer):
        read_all(board)


def test_a_recording_that_ends_before_it_should_ends_there() -> None:
    board, (first, second, _) = begin(3)
    board.end(second, 7)
    for number in range(8):
        board.hand_in(first, find(number))
    board.end(first, 2)
    assert len(read_all(board)) == 8
    assert board.broken == 2


@pytest.mark.parametrize(("apart", "met"), [(0.9 * SAME, True), (1.1 * SAME, False)])
def test_hands_that_lie_very_near_each_other_are_the_same(apart: float, met: bool) -> None:
    board, (first, second) = begin(2)
    board.hand_in(second, find(10, see(10, 0.5 + apart)))
    assert [board.hand_in(first, find(number)) for number in range(11)] == [True] * 10 + [not met]


def test_where_nobody_agrees_the_nearest_counts() -> None:
    board, (first, second) = begin(2)
    for number in range(10, 60):
        board.hand_in(second, find(number, see(number, 0.7 if number != 17 else 0.55)))
    while board.hand_in(first, find(round(max(first.reached_s / STEP_S + 1, 0)))):
        pass
    board.end(second, 0)
    found = read_all(board)
    hands = [float(one.sight.detections[0].landmarks[0, 0]) for one in found]
    assert [round(one.raw_s / STEP_S) for one in found] == list(range(60))
    assert hands == [0.5] * 17 + [0.55] + [0.7] * 42


@pytest.mark.parametrize(("beyond_s", "met"), [(MEET_S - STEP_S, False), (MEET_S, True)])
def test_who_never_agrees_is_believed_in_the_end(beyond_s: float, met: bool) -> None:
    board, (first, second) = begin(2)
    for number in range(10, 60):
        board.hand_in(second, find(number, see(number, 0.7)))
    wanted = [board.hand_in(first, find(number)) for number in range(round((1.0 + beyond_s) / STEP_S) + 1)]
    assert all(wanted) != met


def test_what_is_broken_is_counted_once() -> None:
    board, (first, second) = begin(2)
    # The first met two broken packets before the border; the second read one of them on its way there, and one more.
    for number in range(10, 20):
        board.hand_in(second, find(number, broken=1 + (number > 15)))
    board.end(second, 2)
    for number in range(11):
        board.hand_in(first, find(number, broken=2 * (number > 4)))
    found = read_all(board)
    assert [one.broken for one in found] == [0] * 5 + [2] * 11 + [3] * 4
    assert board.broken == 3


@pytest.mark.parametrize("at", [0, 1])
def test_a_failure_is_told_after_all_that_was_found_before_it(at: int) -> None:
    board, pieces = begin(2)
    if at:
        for number in range(10):
            board.hand_in(pieces[0], find(number))
    for number in range(10 * at, 10 * at + 4):
        board.hand_in(pieces[at], find(number))
    if at:
        board.hand_in(pieces[0], find(10))
    board.fail(pieces[at], OSError("gone"))
    assert [board.read() is not None for _ in range(10 * at + 4)] == [True] * (10 * at + 4)
    with pytest.raises(OSError, match="gone"):
        board.read()
