"""The cycles of one segment: when each happens, and how far its stroke goes.

All of it is a function of continuous time, so that the frame rate of the camera changes nothing about the movement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.records import FloatArray
from sample_videos.motion.waves import ease


@dataclass(frozen=True, slots=True)
class Beat:
    """The cycles of one segment.

    Attributes
    ----------
    bounds_s : array, shape (k + 1,)
        Starts of the cycles and the end of the last, seconds from the start of the segment.
    active_s : array, shape (k,)
        The moving part of each cycle; the rest of it the hand waits.
    low, high : array, shape (lead + k + at least 2,)
        Factors of the stroke's half length at the start and at the turning point of each cycle, from cycle ``-lead``
        on; there are more than cycles, because a hand may run ahead of the beat.
    lead : int
        Cycles that the movement can go on evenly before the start and after the end; 0: it stands still there.
    """

    bounds_s: FloatArray
    active_s: FloatArray
    low: FloatArray
    high: FloatArray
    lead: int = 0

    @property
    def cycles(self) -> int:
        """Number of whole cycles."""
        return len(self.active_s)

    @property
    def duration_s(self) -> float:
        """Length of all cycles together, rests included."""
        return float(self.bounds_s[-1])

    @property
    def pace_per_min(self) -> float:
        """Cycles a minute while the hand moves: rests between cycles do not make the pace slower."""
        return 60.0 * self.cycles / float(self.active_s.sum())

    def compute_phase(self, time_s: FloatArray) -> FloatArray:
        """Cycles done at each time.

        It stands still during rests, and from ``lead`` cycles before the start and after the end.
        """
        index = np.clip(np.searchsorted(self.bounds_s, time_s, side="right") - 1, 0, self.cycles - 1)
        share = (time_s - self.bounds_s[index]) / self.active_s[index]
        first = np.where(index == 0, -float(self.lead), 0.0)
        last = np.where(index == self.cycles - 1, 1.0 + self.lead, 1.0)
        phase: FloatArray = index.astype(np.float64) + np.clip(share, first, last)
        return phase

    def find_cycle(self, phase: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Cycle that each phase is in, as a position in ``low`` and ``high``, and the share of it that is done."""
        cycle = np.floor(phase)
        index = np.clip(cycle.astype(int) + self.lead, 0, len(self.low) - 2)
        return index, phase - (index - self.lead)


def compute_stroke(
    beat: Beat, phase: FloatArray, out_share: float | FloatArray, evenness: float
) -> tuple[FloatArray, FloatArray]:
    """Place along the stroke.

    Parameters
    ----------
    beat : Beat
    phase : array, shape (n,)
        Cycles; may run ahead of the beat by less than one (a hand that works in turn with the other).
    out_share : float or array of the shape of ``beat.low``
        Share of a cycle, or of each cycle, that the working movement takes.
    evenness : float
        0: the hand speeds up and slows down like a pendulum; 1: it moves at constant speed.

    Returns
    -------
    place : array, shape (n,)
        About -0.5 at the start, about 0.5 at the turning point.
    back : array, shape (n,)
        0 on the way out; rises from 0 to 1 on the return.
    """
    cycle, share = beat.find_cycle(phase)
    going = np.broadcast_to(out_share, beat.low.shape)[cycle]
    out = np.clip(share / going, 0.0, 1.0)
    back = np.clip((share - going) / (1.0 - going), 0.0, 1.0)
    start, turn, end = -0.5 * beat.low[cycle], 0.5 * beat.high[cycle], -0.5 * beat.low[cycle + 1]
    place = start + (turn - start) * ease(out, evenness) + (end - turn) * ease(back, evenness)
    return place, back
