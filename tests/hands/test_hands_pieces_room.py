"""What waits to be read in order is bounded, and so is who may work; two sights of one picture are compared."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest

from coach.hands.finder import Sight, compare_sights
from coach.hands.pieces import FRONT_ITEMS, PieceBoard
from coach.records import Detection
from tests.hands.piece_walker import begin, find, see


def test_only_so_many_are_allowed_and_the_one_that_is_waited_for_always() -> None:
    allowed = [0]
    board = PieceBoard(0.0, [1.0], 2**20, lambda: allowed[0])
    first, second = board.begin(), board.begin()
    assert first is not None
    assert second is not None
    assert board.wait_for_turn(first)
    waiting = threading.Thread(target=board.wait_for_turn, args=(second,), daemon=True)
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive()
    allowed[0] = 2
    waiting.join(5)
    assert not waiting.is_alive()


@pytest.mark.parametrize(("number", "most"), [(0, FRONT_ITEMS), (1, 10)])
def test_what_waits_is_bounded(number: int, most: int) -> None:
    board = PieceBoard(0.0, [1000.0], 10 * find(0).sight.small.nbytes)
    piece = [board.begin(), board.begin()][number]
    assert piece is not None
    handed: list[int] = []

    def hand_in() -> None:
        handed.extend(n for n in range(100) if board.hand_in(piece, find(10_000 * number + n)))

    worker = threading.Thread(target=hand_in, daemon=True)
    worker.start()
    worker.join(0.5)
    board.close()
    worker.join(5)
    assert not worker.is_alive()
    assert len(handed) == most
    assert board.read() is None


def test_who_has_the_answer_finds_room() -> None:
    board, (first, second, third) = begin(3, room_bytes=10 * find(0).sight.small.nbytes)
    for number in range(31):
        board.hand_in(first, find(number))
        board.read() if number < 10 else None
    assert first.is_over
    # The room is full of what the first one found behind its border, and the second one has not come there yet.
    assert not board._has_room(third)
    assert all(board.hand_in(second, find(number, see(number, 0.6))) for number in range(10, 20))


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        ([0.5, 0.6], 0.0),
        ([0.6, 0.5], 0.0),
        ([0.5], np.inf),
        ([0.5, 0.5], 0.1),
        ([0.5, 0.601], 0.001),
        ([], np.inf),
    ],
)
def test_the_order_of_hands_means_nothing(other: list[float], apart: float) -> None:
    def sight(hands: list[float]) -> Sight:
        return replace(see(0), detections=[Detection(np.full((21, 2), hand)) for hand in hands])

    assert compare_sights(sight([0.5, 0.6]), sight(other)) == pytest.approx(apart)
    assert compare_sights(sight([]), sight([])) == 0.0
