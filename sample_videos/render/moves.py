"""A move as a director would write it, and what every cyclic way of doing it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_videos.motion.beat import Beat, compute_stroke
from sample_videos.motion.waves import Wave
from sample_videos.render.pose import SOFT, Pose
from sample_videos.render.rhythm import make_beat, make_unrest

FloatArray = NDArray[np.float64]
PoseOf = Callable[[FloatArray], tuple[Pose, Pose]]

LEFT, RIGHT = 0, 1
SIGN = (1.0, -1.0)
"""Of a hand's own side, seen by the practitioner: left is positive."""

OBLIQUE = 0.4
"""Sine of the angle to the table's edge above which a practitioner works on both sides of the spine, hands level."""

_EVENNESS = 0.2
"""A fifth of plain gliding keeps the middle of a stroke from rushing."""
_STACK_SHIFT_M = 0.012
"""The upper of two stacked hands lies a little ahead of the lower."""
_OFFSET_JITTER = 0.02
"""Hands that work together are this share of a cycle apart, standard deviation."""


@dataclass(frozen=True)
class Move:
    """One segment.

    Attributes
    ----------
    kind : str
        Key of :data:`sample_videos.render.kinds.KINDS`.
    pace_per_min, cycles
        Per hand; kinds without a technique take ``seconds`` instead.
    hands : "together", "alternating", "one" or "stacked"
    busy : int
        The working hand when ``hands`` is "one"; 0 left, 1 right.
    place : (x, y)
        Middle of the worked place on the back, world metres.
    gap : float
        Half the distance between the two hands, metres.
    reach : float
        Length of the stroke, diameter of the circle, height of the blow: metres.
    toe : float
        Fingers turned outwards, degrees.
    sense, drift : str or None
        As in the truth file.
    drift_m : float
        Way of the worked place over the whole segment, when there is a drift.
    angle : float
        Direction of the stroke where ``sense`` does not give it, degrees, 90 towards the head.
    lift, flank : float
        Metres by which the hand is lifted, or led outwards, on its way back; for kneading, how high the fold is lifted.
    out_share : float
        Share of the cycle spent on the way out.
    jitter : float
        Standard deviation of the period, as a share of it.
    step : str or None
        Step of the protocol that is done.
    """

    kind: str
    pace_per_min: float = 60.0
    cycles: int = 10
    seconds: float = 4.0
    hands: str = "together"
    busy: int = RIGHT
    place: tuple[float, float] = (0.0, -0.08)
    gap: float = 0.085
    reach: float = 0.05
    toe: float = 22.0
    sense: str | None = None
    drift: str | None = "none"
    drift_m: float = 0.10
    angle: float = 90.0
    lift: float = 0.0
    flank: float = 0.0
    out_share: float = 0.5
    jitter: float = 0.05
    step: str | None = None


@dataclass(frozen=True)
class Motion:
    """A move that was drawn: poses of both hands at any time of it, its length, and what is true of it."""

    pose: PoseOf
    seconds: float
    truth: dict[str, object]


@dataclass(frozen=True)
class Stage:
    """Beat, unrest, home places and headings of both hands.

    ``out_share`` is the share of each cycle spent on the way out, ``offset`` how far each hand is ahead, in cycles.
    """

    move: Move
    beat: Beat
    out_share: FloatArray
    unrest: tuple[Wave, Wave]
    home: FloatArray
    heading: tuple[float, float]
    offset: tuple[float, float]

    def perform(self, technique: str, axis: str, pose: Callable[[int, FloatArray], Pose]) -> Motion:
        """Make the motion of both hands from that of one (hand, times), with its truth; an idle hand rests."""

        def both(times: FloatArray) -> tuple[Pose, Pose]:
            left, right = (self._rest(s, times) if self._idle(s) else pose(s, times) for s in (LEFT, RIGHT))
            return left, right

        truth: dict[str, object] = {
            "technique": technique,
            "pace_per_min": round(self.beat.pace_per_min, 2),
            "cycles": self.beat.cycles,
            "axis": axis,
            "sense": None if axis == "in_place" else self.move.sense,
            "drift": self.move.drift,
            "hands": self.move.hands,
        }
        return Motion(both, self.beat.duration_s, truth)

    def phase(self, side: int, times: FloatArray) -> FloatArray:
        """Cycles that a hand has done."""
        return self.beat.compute_phase(times) + self.offset[side]

    def travel(self, side: int, times: FloatArray, lead: float = 0.0) -> FloatArray:
        """Place of a hand along its stroke, 0 at the start of a cycle, 1 at the turn; ``lead`` cycles ahead."""
        place, _ = compute_stroke(self.beat, self.phase(side, times) + lead, self.out_share, _EVENNESS)
        return place + 0.5

    def returning(self, side: int, times: FloatArray) -> FloatArray:
        """Bump of 0..1..0 over the way back, 0 on the way out."""
        _, back = compute_stroke(self.beat, self.phase(side, times), self.out_share, _EVENNESS)
        return np.sin(np.pi * back) ** 1.5 * (back > 0)

    def where(self, side: int, times: FloatArray, dx: FloatArray | float, dy: FloatArray | float) -> FloatArray:
        """Place of a hand, shape (2, n): home, unrest, drift along the back, and the movement itself."""
        towards = {"headward": 1.0, "tailward": -1.0}.get(str(self.move.drift), 0.0)
        drift = towards * self.move.drift_m * (times / self.beat.duration_s - 0.5)
        wander = self.unrest[side](times)
        return np.stack([self.home[side, 0] + wander[:, 0] + dx, self.home[side, 1] + wander[:, 1] + drift + dy])

    def facing(self, side: int, times: FloatArray) -> FloatArray:
        """Heading of a hand at each time."""
        return np.full(len(times), self.heading[side])

    def outward(self, side: int) -> float:
        """1 or -1: the side of the spine on which the hand works; 1 on the spine itself."""
        return float(np.sign(self.home[side, 0] - self.move.place[0])) or 1.0

    def _idle(self, side: int) -> bool:
        return self.move.hands == "one" and side != self.move.busy

    def _rest(self, side: int, times: FloatArray) -> Pose:
        wander = self.unrest[side](times)
        return SOFT.pose(*(self.home[side] + wander).T, self.facing(side, times))


def set_stage(move: Move, facing: float, rng: np.random.Generator, wander: float = 0.004) -> Stage:
    """Draw the beat and the unrest (``wander`` metres) of a move, and give each hand its place."""
    ahead = np.array([np.cos(facing), np.sin(facing)])
    across = np.array([-ahead[1], ahead[0]])
    if abs(across[0]) > OBLIQUE:
        across = np.array([np.sign(across[0]), 0.0])
    stacked = move.hands == "stacked"
    apart = np.array([0.0, _STACK_SHIFT_M])[:, None] * ahead if stacked else move.gap * np.array(SIGN)[:, None] * across
    offset = 0.5 if move.hands == "alternating" else 0.0 if stacked else _OFFSET_JITTER * rng.standard_normal()
    beat, out_share = make_beat(rng, move.pace_per_min, move.cycles, move.jitter, move.out_share)
    lower, upper = make_unrest(rng, wander), make_unrest(rng, wander)
    toe = np.deg2rad(move.toe)
    unrest = (lower, lower if stacked else upper)
    heading = (facing + toe, facing - toe)
    return Stage(move, beat, out_share, unrest, np.array(move.place) + apart, heading, (0.0, float(offset)))
