"""Workers on the pieces of a made-up stream, moved one step at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.hands.finder import Sight
from coach.hands.piece import Found, Piece
from coach.hands.pieces import PieceBoard
from coach.hands.small import SmallPicture
from coach.records import Detection

STEP_S = 0.1


def see(number: int, hand: float = 0.5, *, picture: int | None = None) -> Sight:
    small = np.full((2, 2, 3), (number if picture is None else picture) % 251, np.uint8)
    return Sight(SmallPicture(small[..., 0], small), [Detection(np.full((21, 2), hand))], repeated=False)


def find(number: int, sight: Sight | None = None, broken: int = 0) -> Found:
    return Found(number * STEP_S, (2, 2), broken, see(number) if sight is None else sight)


@dataclass
class Walker:
    """A worker of a stream of so many pictures, one step at a time; it finds other hands until it has looked long."""

    board: PieceBoard
    frames: int
    settles: int
    piece: Piece | None = None
    at: int = 0
    first: int = 0
    resting: bool = False

    def step(self) -> None:
        if self.resting:
            return
        if self.piece is None:
            self.piece = self.board.begin()
            self.resting = self.piece is None
            if self.piece is not None:
                start_s = self.piece.start_s
                self.at = 0 if start_s == -np.inf else next(i for i in range(10**6) if i * STEP_S >= start_s)
                self.first = self.at
        elif self.at >= self.frames:
            self.board.end(self.piece, 0)
            self.piece = None
        else:
            settled = self.first == 0 or self.at >= self.first + self.settles
            if not self.board.hand_in(self.piece, find(self.at, see(self.at, 0.5 if settled else 0.6))):
                self.piece = None
            self.at += 1


def read_all(board: PieceBoard) -> list[Found]:
    found = []
    while (one := board.read()) is not None:
        found.append(one)
    return found


def begin(pieces: int, room_bytes: int = 2**20) -> tuple[PieceBoard, list[Piece]]:
    """A board of pieces of one second, all of them begun."""
    board = PieceBoard(0.0, [1.0 * number for number in range(1, pieces)], room_bytes)
    begun = [piece for piece in (board.begin() for _ in range(pieces)) if piece is not None]
    assert len(begun) == pieces
    return board, begun
